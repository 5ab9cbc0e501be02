"""A release: the public data of a day as a folder of files that anybody can keep, read and verify without us.

It is made from public views only, so nothing can be in it that is not on the site. Same views, same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

from nhandao.public import release_guide, threesixty
from nhandao.public.csv_text import BYTE_ORDER_MARK, csv_row
from nhandao.public.ledger_hash import ledger_hash
from nhandao.public.release_tables import TABLES, Table
from nhandao.public.views import PublicSite

VERIFIER = "verify.py"
SUMS = "SHA256SUMS"
GUIDES = {"vi": "HUONG-DAN.md", "en": "FIELD-GUIDE.md"}
_FORMAT = 1
_HERE = Path(__file__).parent


class ReleaseFile(NamedTuple):
    path: str  # relative to the folder of the release
    make: Callable[[], bytes]


def version(site: PublicSite) -> str:
    """Name of the folder: the day of the data and eight digits that change with anything in the release."""
    parts = [str(_FORMAT), _code_digest(), site.as_of.isoformat(), repr(site.society), repr(site.totals)]
    parts += [month.digest for month in site.months]
    parts += [view.card.digest for view in site.addresses]
    parts += [view.digest for view in site.finished]
    parts += [view.digest for view in site.organisations]
    parts += [f"{row.account} {row.url}" for row in site.accounts]
    parts += [
        f"{choice.code} {choice.name} {choice.open}"
        for choices in (site.districts, site.communes, site.categories, site.forms, site.rhythms, site.states)
        for choice in choices
    ]
    return f"{site.as_of.isoformat()}-{hashlib.sha256(chr(31).join(parts).encode()).hexdigest()[:8]}"


def _code_digest() -> str:
    """Changes with the code that writes a release, so that one name never stands for two contents."""
    state = hashlib.sha256()
    for path in sorted(_HERE.glob("*.py")):
        state.update(path.read_bytes())
    return state.hexdigest()


def files(site: PublicSite) -> Iterator[ReleaseFile]:
    """All files of the release but the list of their hashes."""
    yield ReleaseFile("README.txt", partial(release_guide.readme, site))
    for lang, name in GUIDES.items():
        yield ReleaseFile(name, partial(release_guide.guide, lang))
    for table in TABLES:
        yield ReleaseFile(f"{table.name}.csv", partial(_csv, table, site))
        yield ReleaseFile(f"{table.name}.json", partial(_json, table, site))
        yield ReleaseFile(f"schema/{table.name}.schema.json", partial(release_guide.schema, table))
    yield ReleaseFile("360giving.json", partial(threesixty.document, site))
    yield ReleaseFile("release.json", partial(_manifest, site))
    yield ReleaseFile(VERIFIER, (_HERE / "verify.py").read_bytes)


def contents(site: PublicSite) -> dict[str, bytes]:
    """Every file of the release by its path."""
    made = {file.path: file.make() for file in files(site)}
    return made | {SUMS: sums({path: hashlib.sha256(content).hexdigest() for path, content in made.items()})}


def sums(hashes: Mapping[str, str]) -> bytes:
    """The list of hashes as ``sha256sum -c`` reads it, by path."""
    return "".join(f"{hashes[path]}  {path}\n" for path in sorted(hashes)).encode()


def _csv(table: Table, site: PublicSite) -> bytes:
    head = csv_row([field.name for field in table.fields])
    return (BYTE_ORDER_MARK + head + "".join(map(csv_row, table.rows(site)))).encode()


def _json(table: Table, site: PublicSite) -> bytes:
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    names = [field.name for field in table.fields]
    rows = ",\n".join(encode(dict(zip(names, row, strict=True))) for row in table.rows(site))
    head = f'"table":{encode(table.name)},"as_of":"{site.as_of.isoformat()}"'
    return f'{{{head},"rows":[\n{rows}\n]}}\n'.encode()


def _manifest(site: PublicSite) -> bytes:
    found = ledger_hash(site.months, site.as_of)
    document = {
        "release": version(site),
        "format": _FORMAT,
        "as_of": site.as_of.isoformat(),
        "society": site.society.name,
        "campaign": site.society.campaign,
        "notice": site.society.sample_notice,
        "ledger": {"lines": found.lines, "sha256": found.sha256, "printed": found.printed},
        "tables": {table.name: {"vi": table.vi, "en": table.en} for table in TABLES},
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()
