"""The gate: the only place where records become what the world may see.

`publish` loads a data folder, refuses it when anything is wrong, and builds the public views for a day. Everything a
view holds is put there by name, one field at a time; what is not named here stays inside.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Mapping, Set
from datetime import date
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import Literal, NamedTuple

from nhandao import store
from nhandao.book.book import Book
from nhandao.book.difference import changed_accounts
from nhandao.book.load import check, placed, read_book
from nhandao.public import (
    address_views,
    area_views,
    drive_views,
    labels,
    ledger_views,
    organisation_views,
    reports,
    scoreboard,
    thanks_views,
    way_views,
)
from nhandao.public.memo import Memo
from nhandao.public.transfers import bank_account, open_on
from nhandao.public.views import (
    AddressDetail,
    Choice,
    FinishedAddress,
    Giving,
    Gone,
    PublicSite,
    Society,
    Totals,
)
from nhandao.records.campaign import Campaign
from nhandao.records.lines import Pledge
from nhandao.records.money import Dong
from nhandao.records.periods import Period
from nhandao.records.problem import Problem
from nhandao.reporting.counted import Known
from nhandao.reporting.facts import Facts, account_facts
from nhandao.workers import Later, core_count

_LARGE = 30_000
"""Addresses from which memory counts for more than time."""


def publish(
    folder: Path, as_of: date | None, today: date, cache: Path | None = None, again: bool = False
) -> tuple[PublicSite | None, list[Problem]]:
    """The public site of a data folder on a day, with everything found on the way.

    The day is `as_of`, else the one campaign.yaml sets (samples), else `today`. The site is ``None`` when there is any
    error; warnings alone do not hold it back. With `again` the process is going to publish the folder again, and
    remembers what makes that quick. Raises `OSError` when the folder cannot be listed.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        if not again and _is_large(folder):
            # Memory that held a Book is never quite given back while its texts live on in views. So another process has
            # the Book, on one core, and this one gets the views.
            return Later(partial(_site, folder, as_of, today, cache, 1)).result()
        if not again:
            return _site(folder, as_of, today, cache, core_count())
        made, problems = _publish(folder, as_of, today, cache, core_count(), _last.get(folder))
        if made is None:
            return None, problems
        _last[folder] = made
        return made.site, problems
    finally:
        store.settle()
        if collecting:
            gc.enable()


def _is_large(folder: Path) -> bool:
    return sum(1 for _ in islice((folder / "addresses").glob("*/*.yaml"), _LARGE + 1)) > _LARGE


def _site(
    folder: Path, as_of: date | None, today: date, cache: Path | None, cores: int
) -> tuple[PublicSite | None, list[Problem]]:
    made, problems = _publish(folder, as_of, today, cache, cores, None)
    store.settle()
    return made.site if made is not None else None, problems


def _publish(
    folder: Path, as_of: date | None, today: date, cache: Path | None, cores: int, last: _Made | None
) -> tuple[_Made | None, list[Problem]]:
    book, inside = read_book(folder, cache, cores)
    if book is None or _errors(inside):
        return None, placed(folder, inside + (check(book) if book is not None else []))
    # The rules between records are checked by another process while this one makes the views: as a rule they hold.
    checking = Later(partial(check, book), cores)
    try:
        made = _made(book, as_of or book.campaign.as_of or today, Memo(cache, folder, cores), last)
    except Exception:
        # Of a Book that breaks a rule, views need not be possible.
        problems = placed(folder, inside + checking.result())
        if _errors(problems):
            return None, problems
        raise
    problems = placed(folder, inside + checking.result())
    return (None if _errors(problems) else made), problems


def _errors(problems: list[Problem]) -> bool:
    return any(not problem.warning for problem in problems)


class _Made(NamedTuple):
    """What a run made, and from what."""

    book: Book
    keys: dict[str, str]  # of the views of addresses, by code
    site: PublicSite
    ledger: ledger_views.Ledger
    scores: scoreboard.Made
    reports: reports.Made
    known: Known
    ever_in: Counter[str]  # addresses by the lists they belong to for good


_last: dict[Path, _Made] = {}
"""The last run of this process for each data folder it publishes again: then only what changed is looked at."""


def _keys(book: Book, context: address_views.Context, last: _Made | None, changed: Set[str] | None) -> dict[str, str]:
    """The key of each address's view: the last run's, where nothing it depends on has changed."""
    if last is None or changed is None:
        return {code: context.key(address) for code, address in book.addresses.items()}
    return {
        code: context.key(address) if code in changed else last.keys[code] for code, address in book.addresses.items()
    }


_Remembered = tuple[address_views.Viewed, tuple[Facts, ...]]
"""Of one address: its view, and what it counts for in each of the periods."""


def _made(book: Book, as_of: date, memo: Memo[_Remembered], last: _Made | None) -> _Made:
    """All public views of the Book on a day, in display order."""
    context = address_views.Context(book, as_of)
    periods = tuple({(one.first, one.last): one for one in _periods(book, as_of)}.values())
    linked = _linked(book)

    def remembered(code: str) -> _Remembered:
        address, lines = book.addresses[code], book.lines_of(code)
        facts = (account_facts(book.campaign, code, address, lines, period) for period in periods)
        return context.view_and_lists(address), tuple(facts)

    shown: list[AddressDetail] = []
    finished: list[FinishedAddress] = []
    gone: list[Gone] = []
    ever: list[tuple[str, ...]] = []
    changed = changed_accounts(last.book, book) if last is not None and last.site.as_of == as_of else None
    earlier = scores_before = reports_before = None
    known: Known = {}
    if last is not None and changed is not None:
        book.carry_over(last.book, changed)
        earlier = ledger_views.Earlier(last.ledger, changed)
        if last.book.allotments == book.allotments:
            counted_anew = _together(changed, book.behind) | _together(changed, last.book.behind)
            scores_before = scoreboard.Earlier(last.scores, counted_anew)
            reports_before = reports.Earlier(last.reports, counted_anew)
            known = last.known
            for period in periods:
                for account in counted_anew:
                    known.pop((account, period.first, period.last), None)
    keys = _keys(book, context, last, changed)
    for code, ((view, facets), facts) in memo.values(keys, remembered).items():
        if code not in linked and (scores_before is None or code in scores_before.changed):
            for period, found in zip(periods, facts, strict=True):
                known[code, period.first, period.last] = found
        if view is None:
            continue
        ever.append(facets)
        if isinstance(view, AddressDetail):
            shown.append(view)
        elif isinstance(view, FinishedAddress):
            finished.append(view)
        else:
            gone.append(view)
    shown.sort(key=_default_order)
    finished.sort(key=lambda view: (view.finished_on, view.code), reverse=True)
    ledger = ledger_views.ledger(
        book,
        as_of,
        {view.card.code: view for view in shown},
        {view.code: view for view in finished},
        earlier,
    )
    open_in = Counter(chain.from_iterable(view.card.facets for view in shown))
    if last is not None and last.site.ever == tuple(ever):
        ever_in = last.ever_in
    else:
        ever_in = Counter(chain.from_iterable(ever))
    communes = _communes(book, open_in, ever_in)
    pages: dict[str, Literal["shown", "finished"]] = {view.code: "finished" for view in finished}
    pages |= {view.card.code: "shown" for view in shown}
    scores = scoreboard.scoreboard(book, as_of, pages, known, scores_before)
    counted = [stage.counted for stage in scores.stages]
    report_tables = reports.reports(book, as_of, pages.keys(), known, counted, reports_before)
    site = PublicSite(
        as_of=as_of,
        society=society_of(book.campaign, as_of),
        totals=_totals(book, as_of, shown, finished),
        balance=ledger.balance,
        addresses=tuple(shown),
        finished=tuple(finished),
        gone=tuple(gone),
        organisations=organisation_views.organisations(book, as_of, {view.card.code: view.card for view in shown}),
        months=ledger.months,
        accounts=ledger.accounts,
        districts=_districts(book, open_in, ever_in),
        communes=communes,
        epochs=area_views.epoch_areas(book, communes),
        categories=_choices("category", labels.CATEGORIES, labels.category_url, open_in, ever_in),
        forms=_choices("form", labels.FORMS, labels.form_url, open_in, ever_in),
        rhythms=_choices("rhythm", labels.RHYTHMS, labels.rhythm_url, open_in, ever_in),
        states=_choices("state", labels.STATES, labels.state_url, open_in, ever_in),
        ever=tuple(ever),
        corrections=ledger_views.corrections(
            book, as_of, {view.card.code: view.card.url for view in shown} | {view.code: view.url for view in finished}
        ),
        scoreboard=scores.view,
        reports=report_tables.views,
        ways=way_views.ways(shown),
        thanks=thanks_views.thanks(book, as_of),
        drives=drive_views.drives(book, as_of, {view.card.code: view for view in shown}),
        gone_drives=drive_views.gone(book),
    )
    return _Made(book, keys, site, ledger, scores, report_tables, known, ever_in)


def _periods(book: Book, as_of: date) -> tuple[Period, ...]:
    """Every stretch of days that something is counted for."""
    return (*scoreboard.stages(book, as_of), *reports.periods(book, as_of))


def _linked(book: Book) -> Set[str]:
    """Codes of duplicates and of the addresses they duplicate: what one counts for depends on the other, so that it is
    not remembered with its own record."""
    return {*book.behind, *book.behind.values()}


def _together(changed: Set[str], behind: Mapping[str, str]) -> Set[str]:
    """The changed accounts, and those that count together with one of them."""
    parties = {behind.get(code, code) for code in changed}
    return {*changed, *parties, *(code for code, party in behind.items() if party in parties)}


def _default_order(view: AddressDetail) -> tuple[int, float, int, str]:
    """Official priority first (plan IV.14), then the least supported share, then the longest waiting."""
    card = view.card
    share = (card.received + card.pledged) / card.target
    return (view.priority or 1_000_000, share, -card.waiting_days, card.code)


def _choices(
    kind: str, names: dict[str, str], url: Callable[[str], str], open_in: Counter[str], ever_in: Counter[str]
) -> tuple[Choice, ...]:
    return tuple(
        Choice(code, name, url(code), open_in[f"{kind}:{code}"], "", ever_in[f"{kind}:{code}"])
        for code, name in names.items()
    )


def _districts(book: Book, open_in: Counter[str], ever_in: Counter[str]) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            district.code,
            district.name,
            labels.district_url(district.slug),
            open_in[f"district:{district.code}"],
            "",
            ever_in[f"district:{district.code}"],
        )
        for units in book.units.values()
        for district in units.districts
    )


def _communes(book: Book, open_in: Counter[str], ever_in: Counter[str]) -> tuple[Choice, ...]:
    """Communes of the campaign's epoch, and those of another epoch that ever had an address."""
    found = []
    for (epoch, code), place in book.places.items():
        key = f"commune:{epoch}/{code}"
        if epoch == book.campaign.epoch or ever_in[key]:
            district = place.district.code if place.district else ""
            url = labels.commune_url(epoch, place.commune.slug)
            found.append(Choice(f"{epoch}/{code}", place.name, url, open_in[key], district, ever_in[key]))
    return tuple(found)


def society_of(campaign: Campaign, as_of: date) -> Society:
    """Who runs the campaign, with the accounts that are open on a day."""
    own = campaign.society
    return Society(
        name=own.name,
        short_name=own.short_name,
        campaign=campaign.name,
        year=campaign.year.year,
        year_from=campaign.year.from_,
        year_to=campaign.year.to,
        phone=own.phone,
        email=own.email,
        place=own.place,
        accounts=tuple(bank_account(bank) for bank in campaign.accounts if open_on(bank, as_of)),
        former_accounts=tuple(
            bank_account(bank) for bank in campaign.accounts if bank.until is not None and bank.until < as_of
        ),
        emblem=own.emblem,
        sample_notice=campaign.sample_notice or "",
        giving=Giving(
            campaign.giving.pledge, campaign.giving.card, campaign.plausible.most_vnd, campaign.giving.contact_months
        ),
    )


def _totals(book: Book, as_of: date, shown: list[AddressDetail], finished: list[FinishedAddress]) -> Totals:
    """Numbers of the home page; help is counted in the campaign year up to the day, an address once, times apart."""
    first, last = book.campaign.year.from_, min(as_of, book.campaign.year.to)
    reversed_ids = {line.reverses for line in book.handovers.values() if line.reverses and line.on <= as_of}
    helped: set[str] = set()
    times = 0
    for line in book.handovers.values():
        if first <= line.on <= last and line.counted_here and line.reverses is None and line.id not in reversed_ids:
            helped.add(line.account)
            times += 1
    givers = set()
    for gift in book.lines():
        supporter = gift.supporter
        if not isinstance(gift, Pledge) and gift.on <= as_of and (supporter.organisation or supporter.name):
            givers.add(supporter.organisation or f"name:{supporter.name}")
    return Totals(
        open=sum(view.giving_open for view in shown),
        introduced=len(shown),
        helped=len(helped),
        times=times,
        finished=len(finished),
        waiting=sum(view.card.untouched for view in shown),
        needed=Dong(sum(view.card.needed for view in shown)),
        supporters=len(givers),
    )
