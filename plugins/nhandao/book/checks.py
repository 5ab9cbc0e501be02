"""The rulebook: what must hold between the records. The tuple CHECKS at the end is its table of contents.

Each check takes the Book and yields problems; lines are filled in later from the files. A rule that only doubts yields
problems with `warning` set.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from nhandao.book.book import Book
from nhandao.book.drive_checks import drives_fit
from nhandao.book.found import known_organisation, near, problem_of, unknown_organisation
from nhandao.book.lifecycle import required_givers
from nhandao.book.logo_checks import logos_belong
from nhandao.book.report_checks import allotments_reach_the_plan, duplicates_end, submissions_fit
from nhandao.ledger.balances import Entry, handover_entry, lowest, receipt_entries
from nhandao.ledger.promises import recognised
from nhandao.records.address import Address
from nhandao.records.lines import Handover, Pledge, Receipt
from nhandao.records.problem import Location, Problem
from nhandao.records.record import Record

Check = Callable[[Book], Iterable[Problem]]


# --- one address -------------------------------------------------------------------------------------------------


def address_problems(address: Address) -> Iterator[Problem]:
    """Rules inside one address: order of its days, steps not left out, consents that fit."""
    steps: list[tuple[str, date | None]] = [
        ("survey", address.survey.on),
        ("dossier", address.dossier.on if address.dossier else None),
        ("approved", address.approved.on if address.approved else None),
        ("introduced", address.introduced.on if address.introduced else None),
        ("finished", address.finished.on if address.finished else None),
    ]
    before_name, before_day = steps[0]
    for name, day in steps[1:]:
        if day is None:
            continue
        assert before_day is not None
        if day < before_day:
            yield problem_of(address, (name, "on"), "dates-out-of-order", day, before=before_day, hint=before_name)
        before_name, before_day = name, day
    for name, needed in (("approved", "dossier"), ("introduced", "approved"), ("finished", "approved")):
        if getattr(address, name) is not None and getattr(address, needed) is None:
            yield problem_of(address, (name,), "step-missing", name, hint=needed)
    for index, survey in enumerate(address.resurveys):
        if survey.on < address.survey.on:
            yield problem_of(
                address,
                ("resurveys", index, "on"),
                "dates-out-of-order",
                survey.on,
                before=address.survey.on,
                hint="survey",
            )
    names: set[str] = set()
    for index, photo in enumerate(address.photos):
        name = photo.file.rsplit(".", 1)[0]  # all are published as JPEG, so 1.png and 1.jpg would be one
        if name in names:
            yield problem_of(address, ("photos", index, "file"), "photo-twice", photo.file)
        names.add(name)
    for index, news in enumerate(address.updates):
        for file in news.photos:
            if all(photo.file != file for photo in address.photos):
                yield problem_of(address, ("updates", index, "photos"), "photo-not-listed", file)
    if address.duplicate_of == address.code:
        yield problem_of(address, ("duplicate_of",), "duplicate-of-itself", address.code)
    yield from _consent_problems(address)
    if address.call is not None:
        days = (address.call.closes_on - address.call.opens_on).days + 1
        if days < 1:
            yield problem_of(
                address,
                ("call", "closes_on"),
                "dates-out-of-order",
                address.call.closes_on,
                before=address.call.opens_on,
                hint="opens_on",
            )
        elif address.regime == "decree_93" and days > 90:
            yield problem_of(address, ("call", "closes_on"), "call-too-long", days)


def _consent_problems(address: Address) -> Iterator[Problem]:
    possible = set(required_givers(address.kind, address.people, "face"))
    for index, consent in enumerate(address.consents):
        for name in ("expires_on", "withdrawn_on"):
            end = getattr(consent, name)
            if end is not None and end <= consent.on:
                yield problem_of(address, ("consents", index, name), "consent-order", end, before=consent.on)
        if consent.by not in possible:
            yield problem_of(
                address, ("consents", index, "by"), "consent-giver", consent.by, hint=", ".join(sorted(possible))
            )
    if address.approved is not None:
        agreed = {
            consent.by
            for consent in address.consents
            if "publish" in consent.scopes and consent.on <= address.approved.on
        }
        missing = [giver for giver in required_givers(address.kind, address.people, "publish") if giver not in agreed]
        if missing:
            yield problem_of(address, ("approved",), "approved-without-consent", hint=", ".join(missing))


# --- between records ---------------------------------------------------------------------------------------------


def units_exist(book: Book) -> Iterator[Problem]:
    """Every commune and district is in the units of its epoch."""
    places = book.places
    codes = {epoch: [code for found, code in places if found == epoch] for epoch in book.units}
    for address in book.addresses.values():
        if (address.epoch, address.unit) not in places:
            hint = near(address.unit, codes.get(address.epoch, ()))
            yield problem_of(address, ("unit",), "unknown-unit", address.unit, epoch=address.epoch, hint=hint)
    for organisation in book.organisations.values():
        if organisation.unit is not None and (organisation.epoch, organisation.unit) not in places:
            hint = near(organisation.unit, codes.get(organisation.epoch, ()))
            yield problem_of(
                organisation, ("unit",), "unknown-unit", organisation.unit, epoch=organisation.epoch, hint=hint
            )
        if organisation.district is not None:
            # Rolls go on naming the former district after 2025 (ambiguity A9), so districts of any epoch count.
            districts = {district.code for units in book.units.values() for district in units.districts}
            if organisation.district not in districts:
                yield problem_of(
                    organisation, ("district",), "unknown-district", organisation.district, epoch=organisation.epoch
                )
    for index, commune in enumerate(book.campaign.many_difficulties):
        if (commune.epoch, commune.unit) not in places:
            yield problem_of(
                book.campaign,
                ("many_difficulties", index, "unit"),
                "unknown-unit",
                commune.unit,
                epoch=commune.epoch,
                hint=near(commune.unit, codes.get(commune.epoch, ())),
            )


def merges_agree(book: Book) -> Iterator[Problem]:
    """Both epochs tell the same story of the merger of 1 July 2025."""
    old, new = book.units.get("2023"), book.units.get("2025")
    if old is None or new is None:
        return
    parts = {part: commune.code for commune, _ in new.all_communes() for part in commune.formed_from}
    for commune, _ in old.all_communes():
        if commune.merged_into is not None and parts.get(commune.code) != commune.merged_into:
            yield problem_of(old, (), "merge-mismatch", commune.code, hint=commune.merged_into)


def organisations_resolve(book: Book) -> Iterator[Problem]:
    """A body names the school or body it belongs to; a position stands on a roll once."""
    for organisation in book.organisations.values():
        if organisation.part_of is not None and not known_organisation(book, organisation.part_of):
            yield unknown_organisation(book, organisation, ("part_of",), organisation.part_of)
        seen: set[str] = set()
        for index, leader in enumerate(organisation.leaders):
            if leader.id in seen:
                yield problem_of(organisation, ("leaders", index, "id"), "leader-twice", leader.id)
            seen.add(leader.id)


def lists_are_known_and_ranks_unique(book: Book) -> Iterator[Problem]:
    """A priority list has each rank once (plan IV.14)."""
    lists = {entry.id for entry in book.campaign.priority_lists}
    taken: dict[tuple[str, int], str] = {}
    for address in book.addresses.values():
        if address.priority is None:
            continue
        if address.priority.list not in lists:
            yield problem_of(address, ("priority", "list"), "unknown-list", address.priority.list)
        key = (address.priority.list, address.priority.rank)
        if key in taken:
            yield problem_of(address, ("priority", "rank"), "rank-twice", address.priority.rank, hint=taken[key])
        else:
            taken[key] = address.code


def addresses_fit_the_campaign(book: Book) -> Iterator[Problem]:
    """Duplicates name an address; the decree's regime only for its groups (Decree 93/2021)."""
    for address in book.addresses.values():
        target = address.duplicate_of
        if target is not None and target not in book.addresses and target not in book.broken:
            yield problem_of(address, ("duplicate_of",), "unknown-address", target)
        if address.regime == "decree_93" and address.categories[0] not in book.campaign.decree_93_categories:
            yield problem_of(address, ("regime",), "regime-and-category", address.categories[0])


def photos_are_there(book: Book) -> Iterator[Problem]:
    """Every photo of a record exists, and every photo file belongs to a record."""
    listed = set()
    for address in book.addresses.values():
        for index, photo in enumerate(address.photos):
            name = f"{address.code}/{photo.file}"
            listed.add(name)
            if name not in book.photos and f"photos/{name}" not in book.broken:
                yield problem_of(address, ("photos", index, "file"), "photo-missing", name)
    for name in book.photos:
        if name not in listed and name.split("/")[0] not in book.broken:
            yield Problem(f"photos/{name}", 0, (), "photo-without-record")


def lines_resolve(book: Book) -> Iterator[Problem]:
    """Every account, pledge, need, organisation, position and original line that a ledger line names exists."""
    funds = {fund.code for fund in book.campaign.funds}
    for line in book.lines():
        address = book.addresses.get(line.account)
        if address is None:
            yield from _account_resolves(book, line, ("account",), line.account, funds)
        elif line.need is not None:
            if not 1 <= line.need <= len(address.needs):
                yield problem_of(line, ("need",), "unknown-need", line.need, hint=address.code)
        supporter = line.supporter
        if supporter.organisation is not None:
            if not known_organisation(book, supporter.organisation):
                yield unknown_organisation(book, line, ("supporter", "organisation"), supporter.organisation)
            elif supporter.leader is not None and (found := book.organisations.get(supporter.organisation)) is not None:
                if all(leader.id != supporter.leader for leader in found.leaders):
                    yield problem_of(
                        line, ("supporter", "leader"), "unknown-leader", supporter.leader, hint=supporter.organisation
                    )
        if isinstance(line, Pledge):
            if line.solicited_by is not None and not known_organisation(book, line.solicited_by):
                yield unknown_organisation(book, line, ("solicited_by",), line.solicited_by)
            continue
        if line.pledge is not None and line.pledge not in book.pledges and line.pledge not in book.broken:
            yield problem_of(line, ("pledge",), "unknown-pledge", line.pledge)
        if isinstance(line, Receipt) and line.moved_from is not None:
            yield from _account_resolves(book, line, ("moved_from",), line.moved_from, funds)
        if isinstance(line, Handover):
            if not known_organisation(book, line.handed_by):
                yield unknown_organisation(book, line, ("handed_by",), line.handed_by)
            if line.paid_from is not None and line.paid_from not in funds:
                yield problem_of(line, ("paid_from",), "unknown-fund", line.paid_from)


def _account_resolves(book: Book, line: Record, field: Location, account: str, funds: set[str]) -> Iterator[Problem]:
    if account.startswith("QC"):
        if account not in funds:
            yield problem_of(line, field, "unknown-fund", account)
    elif account not in book.addresses and account not in book.broken:
        yield problem_of(line, field, "unknown-address", account)


def reversals_fit(book: Book) -> Iterator[Problem]:
    """A reversal or fee names an earlier gift of the same account, and never takes back more than was given."""
    back: dict[str, int] = {}
    for receipt in book.receipts.values():
        original_id = receipt.reverses or receipt.fee_of
        if original_id is None:
            continue
        name = "reverses" if receipt.reverses else "fee_of"
        yield from _original_fits(receipt, name, original_id, book.receipts.get(original_id), book.broken)
        if name == "reverses":
            back[original_id] = back.get(original_id, 0) + receipt.value_vnd
            original = book.receipts.get(original_id)
            if original is not None and back[original_id] > original.value_vnd:
                yield problem_of(
                    receipt, ("value_vnd",), "reversed-too-much", back[original_id], hint=original.value_vnd
                )
    for handover in book.handovers.values():
        if handover.reverses is None:
            continue
        first = book.handovers.get(handover.reverses)
        yield from _original_fits(handover, "reverses", handover.reverses, first, book.broken)
        back[handover.reverses] = back.get(handover.reverses, 0) + handover.value_vnd
        if first is not None and back[handover.reverses] > first.value_vnd:
            yield problem_of(
                handover, ("value_vnd",), "reversed-too-much", back[handover.reverses], hint=first.value_vnd
            )


def _original_fits(
    line: Receipt | Handover, name: str, identity: str, original: Receipt | Handover | None, broken: frozenset[str]
) -> Iterator[Problem]:
    if original is None:
        if identity not in broken:
            yield problem_of(line, (name,), "unknown-line", identity)
        return
    if original.reverses is not None or (isinstance(original, Receipt) and original.fee_of is not None):
        yield problem_of(line, (name,), "receipt-reversed-at-once", identity)
    if original.account != line.account:
        yield problem_of(line, (name,), "line-and-account", identity, hint=original.account)
    if line.on < original.on:
        yield problem_of(line, ("on",), "line-before-original", line.on, hint=original.on)


def bundles_agree(book: Book) -> Iterator[Problem]:
    """Promises made together are of one giver and day, one for each account, under a reference no promise has; parts of
    a transfer are of its source and day."""
    first: dict[str, Pledge] = {}
    accounts: set[tuple[str, str]] = set()
    for pledge in book.pledges.values():
        if pledge.bundle is None:
            continue
        if pledge.bundle in book.pledges:
            yield problem_of(pledge, ("bundle",), "bundle-is-a-pledge", pledge.bundle)
        other = first.setdefault(pledge.bundle, pledge)
        # One that was declined keeps the name that was typed when the others are accepted as an organisation's.
        givers = (pledge.supporter, other.supporter)
        one_giver = givers[0] == givers[1] or recognised(*givers) or recognised(*reversed(givers))
        if pledge.made_on != other.made_on or not one_giver or (pledge.bundle, pledge.account) in accounts:
            yield problem_of(pledge, ("bundle",), "bundle-differs", pledge.bundle, hint=other.reference)
        accounts.add((pledge.bundle, pledge.account))
    for receipt in book.receipts.values():
        if receipt.part_of is None:
            continue
        whole = book.receipts.get(receipt.part_of)
        if whole is None:
            if receipt.part_of not in book.broken:
                yield problem_of(receipt, ("part_of",), "unknown-line", receipt.part_of)
        elif (whole.source, whole.on, whole.part_of) != (receipt.source, receipt.on, None):
            yield problem_of(receipt, ("part_of",), "part-differs", receipt.part_of)


def balances_are_never_negative(book: Book) -> Iterator[Problem]:
    """Receipts - fees - reversals - handovers from receipts >= 0, per address and fund, after every day."""
    if book.receipts_unread:
        return  # what is missing is told already; a balance without it would only mislead
    entries: dict[str, list[Entry]] = {}
    for receipt in book.receipts.values():
        for entry in receipt_entries(receipt):
            entries.setdefault(entry.account, []).append(entry)
    for handover in book.handovers.values():
        entry = handover_entry(handover)
        entries.setdefault(entry.account, []).append(entry)
    for account, movements in entries.items():
        if (low := lowest(movements)) is not None:
            held, entry = low
            line = book.receipts.get(entry.line_id) or book.handovers[entry.line_id]
            yield problem_of(line, ("value_vnd",), "negative-balance", held, hint=account)


def amounts_are_plausible(book: Book) -> Iterator[Problem]:
    """No amount outside the plausible range without a confirming note; labour at the campaign's rate."""
    least, most = book.campaign.plausible.least_vnd, book.campaign.plausible.most_vnd
    for line in book.lines():
        if not least <= line.value_vnd <= most and line.confirmed_note is None:
            if isinstance(line, Receipt) and (line.fee_of is not None or line.reverses is not None):
                continue  # fees are small by nature; a reversal is bounded by its original
            yield problem_of(line, ("value_vnd",), "not-plausible", line.value_vnd, hint=f"{least}-{most}")
        if isinstance(line, Handover) and line.kind == "labour" and line.days is not None:
            value = line.days * book.campaign.labour_day_vnd
            if line.value_vnd != value:
                yield problem_of(line, ("value_vnd",), "labour-rate", line.value_vnd, hint=value)


def lines_come_after_approval(book: Book) -> Iterator[Problem]:
    """Nothing is promised to, received for or handed to an address before it is approved."""
    for line in book.lines():
        address = book.addresses.get(line.account)
        if address is None:
            continue
        day, name = (line.made_on, "made_on") if isinstance(line, Pledge) else (line.on, "on")
        if address.approved is None or day < address.approved.on:
            yield problem_of(
                line, (name,), "line-before-approval", day, hint=address.approved.on if address.approved else "-"
            )


def help_follows_priority(book: Book) -> Iterator[Problem]:
    """Serve by the priority-ordered list (plan IV.14): help out of order carries a reason."""
    ranked: dict[str, list[Address]] = {}
    for address in book.addresses.values():
        if address.priority is not None and address.approved is not None:
            ranked.setdefault(address.priority.list, []).append(address)
    first_help: dict[str, date] = {}
    for handover in book.handovers.values():
        first = first_help.get(handover.account)
        if first is None or handover.on < first:
            first_help[handover.account] = handover.on
    served: dict[str, list[Handover]] = {}
    for handover in book.handovers.values():
        helped = book.addresses.get(handover.account)
        if helped is not None and helped.priority is not None:
            served.setdefault(helped.priority.list, []).append(handover)
    for name, handovers in served.items():
        arriving = sorted(ranked.get(name, ()), key=lambda address: _approved_on(address), reverse=True)
        waiting: list[tuple[int, date, str]] = []  # by rank, with the first day of no longer waiting
        for handover in sorted(handovers, key=lambda line: (line.on, line.id)):
            while arriving and _approved_on(arriving[-1]) < handover.on:
                above = arriving.pop()
                assert above.priority is not None
                until = min(first_help.get(above.code, date.max), _leaves_the_list(above))
                heapq.heappush(waiting, (above.priority.rank, until, above.code))
            while waiting and waiting[0][1] <= handover.on:
                heapq.heappop(waiting)
            priority = book.addresses[handover.account].priority
            if waiting and priority is not None and waiting[0][0] < priority.rank:
                if handover.out_of_order_reason is None and handover.reverses is None:
                    yield problem_of(handover, ("account",), "out-of-order-help", priority.rank, hint=waiting[0][0])


def _approved_on(address: Address) -> date:
    return address.approved.on if address.approved is not None else date.max


def _leaves_the_list(address: Address) -> date:
    """First day on which an address no longer waits its turn: finished, rejected, suspended, a duplicate, or consent
    taken back or expired."""
    if address.duplicate_of is not None:
        return date.min
    ends = [end.on for end in (address.finished, address.rejected, address.suspended) if end is not None]
    for consent in address.consents:
        if "publish" in consent.scopes:
            ends += [end for end in (consent.withdrawn_on, consent.expires_on) if end is not None]
    return min(ends, default=date.max)


CHECKS: tuple[Check, ...] = (
    units_exist,
    merges_agree,
    organisations_resolve,
    lists_are_known_and_ranks_unique,
    addresses_fit_the_campaign,
    photos_are_there,
    logos_belong,
    lines_resolve,
    reversals_fit,
    bundles_agree,
    balances_are_never_negative,
    amounts_are_plausible,
    lines_come_after_approval,
    help_follows_priority,
    allotments_reach_the_plan,
    submissions_fit,
    duplicates_end,
    drives_fit,
)
