"""A release: the public data of a day as a folder of files that anybody can keep, read and verify without us.

It is made from public views only, so nothing can be in it that is not on the site. Same views, same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

from nhandao.public import release_guide, threesixty
from nhandao.public.csv_text import BYTE_ORDER_MARK, csv_row
from nhandao.public.ledger_hash import ledger_hash
from nhandao.public.release_fields import Part, Table
from nhandao.public.release_tables import TABLES
from nhandao.public.views import PublicSite

VERIFIER = "verify.py"
SUMS = "SHA256SUMS"
MANIFEST = "release.json"
GUIDES = {"vi": "HUONG-DAN.md", "en": "FIELD-GUIDE.md"}
_FORMAT = 1
_HERE = Path(__file__).parent


Make = Callable[[], bytes]
Keep = Callable[[str, Make], bytes]
"""Gives what was made under a name before, or makes it: so a site does not write a long ledger anew for each gift."""


def _anew(_: str, make: Make) -> bytes:
    return make()


class ReleaseFile(NamedTuple):
    path: str  # relative to the folder of the release
    make: Make


class Made(NamedTuple):
    """A whole release."""

    version: str  # name of its folder
    files: dict[str, bytes]  # by path


def state(site: PublicSite) -> str:
    """Fingerprint of all that a release is made from, to know without making it that nothing in it has changed."""
    parts = [str(_FORMAT), _code_digest(), site.as_of.isoformat(), repr(site.society), repr(site.totals)]
    parts += [month.digest for month in site.months]
    parts += [view.card.digest for view in site.addresses]
    parts += [view.digest for view in site.finished]
    parts += [view.digest for view in site.organisations]
    parts += [f"{row.account} {row.url}" for row in site.accounts]
    board = site.scoreboard
    parts += [f"{board.year} {board.first} {board.last} {board.epoch}"]
    parts += [f"{unit.code} {unit.digest}" for unit in board.units]
    parts += [period.digest for period in site.reports]
    parts += [
        f"{choice.code} {choice.name} {choice.open}"
        for choices in (site.districts, site.communes, site.categories, site.forms, site.rhythms, site.states)
        for choice in choices
    ]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


@cache
def _code_digest() -> str:
    """Changes with the code that writes a release, so that one name never stands for two contents."""
    state = hashlib.sha256()
    for path in sorted(_HERE.glob("*.py")):
        state.update(path.read_bytes())
    return state.hexdigest()


def files(site: PublicSite, keep: Keep = _anew) -> Iterator[ReleaseFile]:
    """The files that say nothing about the release itself, largest first."""
    for table in TABLES:
        yield ReleaseFile(f"{table.name}.json", partial(table_json, table, site, keep))
        yield ReleaseFile(f"{table.name}.csv", partial(_csv, table, site, keep))
    yield ReleaseFile("360giving.json", partial(threesixty.document, site))
    for table in TABLES:
        yield ReleaseFile(f"schema/{table.name}.schema.json", partial(release_guide.schema, table))
    yield ReleaseFile("README.txt", partial(release_guide.readme, site))
    for lang, name in GUIDES.items():
        yield ReleaseFile(name, partial(release_guide.guide, lang))
    yield ReleaseFile(VERIFIER, (_HERE / "verify.py").read_bytes)


def made(site: PublicSite) -> Made:
    """The release of a day."""
    return completed(site, {file.path: file.make() for file in files(site)})


def completed(site: PublicSite, content: Mapping[str, bytes]) -> Made:
    """A release of what `files` makes: named by its content, with its description and the list of hashes."""
    hashes = {path: hashlib.sha256(file).hexdigest() for path, file in content.items()}
    version = f"{site.as_of.isoformat()}-{hashlib.sha256(sums(hashes)).hexdigest()[:8]}"
    manifest = _manifest(site, version)
    hashes[MANIFEST] = hashlib.sha256(manifest).hexdigest()
    return Made(version, {**content, MANIFEST: manifest, SUMS: sums(hashes)})


def sums(hashes: Mapping[str, str]) -> bytes:
    """The list of hashes as ``sha256sum -c`` reads it, by path."""
    return "".join(f"{hashes[path]}  {path}\n" for path in sorted(hashes)).encode()


def _csv(table: Table, site: PublicSite, keep: Keep) -> bytes:
    def rows(part: Part) -> bytes:
        return "".join(map(csv_row, part.rows)).encode()

    head = csv_row([field.name for field in table.fields])
    return (BYTE_ORDER_MARK + head).encode() + b"".join(_parts(table, site, keep, "csv", rows))


def table_json(table: Table, site: PublicSite, keep: Keep = _anew) -> bytes:
    """A table as a JSON file: its name, the day, and a row for each of its parts' rows."""
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    names = [field.name for field in table.fields]

    def rows(part: Part) -> bytes:
        return ",\n".join(encode(dict(zip(names, row, strict=True))) for row in part.rows).encode()

    head = f'{{"table":{encode(table.name)},"as_of":"{site.as_of.isoformat()}","rows":[\n'
    return head.encode() + b",\n".join(filter(None, _parts(table, site, keep, "json", rows))) + b"\n]}\n"


def part_name(key: str, table: str, form: str) -> str:
    """What some rows of a table are kept under: changes with the rows and with the code that writes them."""
    return f"{key}-{_code_digest()[:16]}.{table}.{form}"


def part_names(site: PublicSite) -> Iterator[str]:
    """Names of all parts that a release of the site is made of, to know which of those kept are still in use."""
    for table in TABLES:
        for part in table.parts(site):
            if part.key:
                yield from (part_name(part.key, table.name, form) for form in ("csv", "json"))


def _parts(table: Table, site: PublicSite, keep: Keep, form: str, text: Callable[[Part], bytes]) -> Iterator[bytes]:
    for part in table.parts(site):
        if part.key:
            yield keep(part_name(part.key, table.name, form), partial(text, part))
        else:
            yield text(part)


def _manifest(site: PublicSite, version: str) -> bytes:
    found = ledger_hash(site.months, site.as_of)
    document = {
        "release": version,
        "format": _FORMAT,
        "as_of": site.as_of.isoformat(),
        "society": site.society.name,
        "campaign": site.society.campaign,
        "notice": site.society.sample_notice,
        "ledger": {"lines": found.lines, "sha256": found.sha256, "printed": found.printed},
        "tables": {table.name: {"vi": table.vi, "en": table.en} for table in TABLES},
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()
