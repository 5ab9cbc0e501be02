"""The page where a giver finds an own gift, and the small files of hashes it looks into."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import NamedTuple

from nhandao import store
from nhandao.public import finding
from nhandao.public.views import LedgerLine, MonthLedger, PublicSite
from nhandao.site import urls
from nhandao.site.contexts import FindGift
from nhandao.site.digest import code_digest, digest
from nhandao.site.frame import HOME_CRUMB
from nhandao.site.ledger_pages import LEDGER_CRUMB, LINES_A_PAGE, SECTION
from nhandao.site.plan import Plan, Studio, Task
from nhandao.workers import spread

HEADING = "Tìm khoản bạn đã ủng hộ"
DESCRIPTION = (
    "Gõ mã biên nhận, hoặc mã giao dịch của ngân hàng cùng số tiền và ngày, để mở đúng dòng của bạn trong sổ cái."
)

_A_FILE = 128
"""Hashes in one file at most, on average: 150,000 gifts then make 4,096 files of some 7 kB; a phone loads one."""
_MOST_DIGITS = 3
_KEY = 16  # digits of a hash that tell it apart from others in its file
_PARALLEL_FROM = 2_000


class Gifts:
    """Hashes of all gifts, grouped into files. Those known from the last build are not computed again, and when no
    line of the ledger has changed nothing is even looked at."""

    def __init__(self, views: PublicSite, cache: Path, cores: int) -> None:
        self._months = views.months
        self._cores = cores
        self._cache = cache
        self.salt = finding.salt(views.society)
        # Of a gift only its own line matters; of the files also whether the page of its address is still there.
        self._state = digest(code_digest(), self.salt, *(month.digest for month in views.months))
        known = store.read(self._keys_file, self._state)
        if known:
            self.keys: Mapping[str, str] = known
        else:
            self.keys = {prefix: digest("gifts", text) for prefix, text in self.files.items()}
            store.write(self._keys_file, self._state, dict(self.keys), 1)
            store.settle(self._keys_file)

    @property
    def _keys_file(self) -> Path:
        return self._cache / "gift-files.pickle"

    @property
    def digits(self) -> int:
        return len(next(iter(self.keys)))

    def text(self, prefix: str) -> str:
        """The file for hashes that begin with these digits."""
        return self.files[prefix]

    @cached_property
    def files(self) -> dict[str, str]:
        """All files by the digits their hashes begin with; there is one even for an empty ledger."""
        gifts = list(_gifts(self._months))
        hashes = self._hashes(gifts)
        digits = 0
        while digits < _MOST_DIGITS and 2 * len(gifts) > _A_FILE * 16**digits:
            digits += 1
        found: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for gift in gifts:
            for hash in hashes[gift.identity]:
                found[hash[:digits]][hash[digits : digits + _KEY]].append(gift.place)
        encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode
        prefixes = [f"{number:0{digits}x}" if digits else "" for number in range(16**digits)]
        return {prefix: encode(found[prefix]).replace('],"', '],\n"') + "\n" for prefix in prefixes}

    def _hashes(self, gifts: list[_Gift]) -> Mapping[str, tuple[str, str]]:
        """Both hashes of each gift, by its identity."""
        file = self._cache / "gifts.pickle"
        version = f"{finding.ITERATIONS} {self.salt}"
        known = store.read(file, version)
        new = [gift for gift in gifts if gift.identity not in known]

        def work(number: int) -> tuple[str, tuple[str, str]]:
            asked = finding.questions(new[number].line)
            code, transfer = (finding.slow_hash(question, self.salt) for question in asked)
            return new[number].identity, (code, transfer)

        cores = self._cores if len(new) >= _PARALLEL_FROM else 1
        made = dict(spread((), range(len(new)), work, cores))
        kept = {gift.identity: known.get(gift.identity) or made[gift.identity] for gift in gifts}
        if made or len(kept) != len(known):
            store.write(file, version, kept, 1)
            store.settle(file)
        return kept


class _Gift(NamedTuple):
    line: LedgerLine
    identity: str  # changes with anything it can be found by
    place: str  # page of the month, reference, account and whether it has a page, as find-gift.js reads it


def _gifts(months: tuple[MonthLedger, ...]) -> Iterator[_Gift]:
    for month in months:
        for at, line in enumerate(month.lines):
            if finding.is_gift(line):
                page = urls.numbered(month.url, at // LINES_A_PAGE + 1)
                place = f"{page} {line.reference} {line.account} {'1' if line.account_url else '0'}"
                yield _Gift(line, f"{line.reference} {int(line.amount)} {line.on.isoformat()}", place)


def file_tasks(gifts: Gifts) -> Iterator[Task]:
    for prefix, key in gifts.keys.items():
        yield Task(urls.file_of(_url(prefix)), key, partial(_file, gifts, prefix))


def _url(prefix: str) -> str:
    return f"{urls.FIND_GIFT}k{prefix}.json"


def _file(gifts: Gifts, prefix: str, _: Studio) -> bytes:
    return gifts.text(prefix).encode()


def tasks(plan: Plan, gifts: Gifts) -> Iterator[Task]:
    months = plan.views.months
    it = FindGift(
        months=months,
        salt=gifts.salt,
        iterations=finding.ITERATIONS,
        check=finding.RECEIPT_CHECK,
        digits=gifts.digits,
        files=f"{urls.FIND_GIFT}k",
    )
    key = plan.key(
        "find gift", gifts.salt, str(gifts.digits), *(f"{month.month} {len(month.lines)}" for month in months)
    )
    yield plan.task(urls.FIND_GIFT, key, partial(_page, it))


def _page(it: FindGift, studio: Studio) -> bytes:
    frame = studio.frame
    page = frame.page(
        urls.FIND_GIFT, frame.t(HEADING), frame.t(DESCRIPTION), section=SECTION, crumbs=(HOME_CRUMB, LEDGER_CRUMB)
    )
    return studio.page("find_gift.html", page, it)
