"""One district of the public views: finding it by what people call it, and leaving out everything that is not of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Set
from itertools import chain

from nhandao.public.ledger_views import balance_of
from nhandao.public.text import slug
from nhandao.public.views import AddressDetail, Choice, LedgerLine, PublicSite, Totals
from nhandao.records.money import Dong

_KINDS = ("huyen-", "thi-xa-", "thanh-pho-", "quan-")
"""What the full name of a district starts with, and people leave out."""


def find_district(districts: Iterable[Choice], words: str) -> Choice | None:
    """The district meant by its code, its slug, or its name, whole or without "Huyện", with or without accents.

    ``None`` when there is none, or when a town and a district share the short name.
    """
    wanted = slug(words)
    districts = tuple(districts)
    for names in (_full_names, _short_names):
        found = [district for district in districts if wanted in names(district)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def slug_of(district: Choice) -> str:
    return district.url.strip("/").rpartition("/")[2]


def _full_names(district: Choice) -> set[str]:
    return {district.code, slug_of(district), slug(district.name)}


def _short_names(district: Choice) -> set[str]:
    return {name.removeprefix(kind) for name in _full_names(district) for kind in _KINDS if name.startswith(kind)}


def narrowed(views: PublicSite, district: Choice) -> PublicSite:
    """The views of one district's addresses and nothing else.

    Gone addresses are left out: of them the views tell only the code. So is what the whole campaign shares, which is
    the ledger by month, the organisations and the totals of givers; no page of a copy shows that.
    """
    details = [detail for detail in views.addresses if detail.card.district_url == district.url]
    finished = [item for item in views.finished if item.district_url == district.url]
    known = {detail.card.code for detail in details} | {item.code for item in finished}
    known |= {account.account for account in views.accounts if account.name and not account.url}  # funds
    open_in = Counter(chain.from_iterable(detail.card.facets for detail in details))

    def choices(kind: str, all_of_them: tuple[Choice, ...]) -> tuple[Choice, ...]:
        counted = (choice._replace(open=open_in[f"{kind}:{choice.code}"]) for choice in all_of_them)
        # A copy has no pages that were longer once: nothing leads to them.
        return tuple(choice._replace(ever=choice.open) for choice in counted if choice.open)

    return PublicSite(
        as_of=views.as_of,
        society=views.society,
        totals=_totals(details, len(finished)),
        balance=balance_of(()),
        addresses=tuple(detail._replace(ledger=_own(detail.ledger, known)) for detail in details),
        finished=tuple(item._replace(ledger=_own(item.ledger, known)) for item in finished),
        gone=(),
        organisations=(),
        thanks=(),
        months=(),
        accounts=(),
        districts=(_counted(district, open_in),),
        communes=choices("commune", views.communes),
        categories=choices("category", views.categories),
        forms=choices("form", views.forms),
        rhythms=choices("rhythm", views.rhythms),
        states=choices("state", views.states),
        ever=tuple(detail.card.facets for detail in details if detail.card.listed),
        epochs=(),
        scoreboard=views.scoreboard._replace(units=(), deadlines=()),
    )


def _counted(district: Choice, open_in: Counter[str]) -> Choice:
    count = open_in[f"district:{district.code}"]
    return district._replace(open=count, ever=count)


def _totals(details: list[AddressDetail], finished: int) -> Totals:
    return Totals(
        open=sum(detail.giving_open for detail in details),
        introduced=len(details),
        helped=0,
        times=0,
        finished=finished,
        waiting=sum(detail.card.untouched for detail in details),
        needed=Dong(sum(detail.card.needed for detail in details)),
        supporters=0,
    )


def _own(lines: tuple[LedgerLine, ...], known: Set[str]) -> tuple[LedgerLine, ...]:
    """Lines that name no address elsewhere: the note of a surplus moved tells where it came from or went."""
    return tuple(
        line._replace(note="") if line.direction in ("move_in", "move_out") and line.note not in known else line
        for line in lines
    )
