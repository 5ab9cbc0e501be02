"""The public ledger: every movement as a line, by month and by account, and each giver shown as they chose."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from datetime import date
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from nhandao.book.book import AccountLines, Book
from nhandao.ledger.balances import Entry, handover_entry, receipt_entries, sums
from nhandao.ledger.progress import need_of
from nhandao.public import labels
from nhandao.public.views import (
    AccountBalance,
    AddressDetail,
    Balance,
    Correction,
    FinishedAddress,
    LedgerLine,
    MonthLedger,
    Support,
)
from nhandao.records.lines import Handover, Pledge, Receipt, Supporter
from nhandao.records.money import Dong, dong_text


class Ledger(NamedTuple):
    balance: Balance
    months: tuple[MonthLedger, ...]
    accounts: tuple[AccountBalance, ...]


class Earlier(NamedTuple):
    """A ledger made before for the same day, and the codes of the accounts that have changed since."""

    ledger: Ledger
    changed: Set[str]


def ledger(
    book: Book,
    as_of: date,
    shown: Mapping[str, AddressDetail],
    finished: Mapping[str, FinishedAddress],
    earlier: Earlier | None = None,
) -> Ledger:
    """The whole ledger up to a day. Lines counted in another programme are not in it (plan IV.14).

    With an earlier one only the accounts that changed, and the months of their lines, are made anew.
    """
    funds = {fund.code: fund.name for fund in book.campaign.funds}
    by_month: dict[str, list[LedgerLine]] = {}
    known, months = _unchanged(earlier, by_month)
    accounts = []
    for account, lines_of in book.account_lines.items():
        if (same := known.get(account)) is not None:
            accounts.append(same)
            continue
        view = shown.get(account) or finished.get(account)
        if view is not None:  # its page has the very same lines and balance
            lines, balance = view.ledger, view.balance
        else:
            lines = account_ledger(book, account, lines_of, as_of, "")
            balance = own_balance(account, lines)
        for line in lines:
            if line.account == account:  # a fund's payment also stands on the page of the address it reached
                month = f"{line.on.year}-{line.on.month:02}"
                if month not in by_month:
                    by_month[month] = list(months[month].lines) if month in months else []
                by_month[month].append(line)
        if lines:
            name = funds.get(account) or (shown[account].card.title if account in shown else "")
            url = labels.address_url(account) if view is not None else ""
            accounts.append(AccountBalance(account, url, name, balance))
    for month, lines_in in by_month.items():
        months[month] = _month(month, tuple(sorted(lines_in, key=_line_order)))
    ordered = tuple(months[month] for month in sorted(months, reverse=True) if months[month].lines)
    # Every field of a balance is a sum over lines, so that of the whole is the sum of the months'.
    whole = [sum(field) for field in zip(*(month.balance for month in ordered), strict=True)]
    return Ledger(Balance(*whole) if whole else balance_of(()), ordered, tuple(accounts))


def _unchanged(
    earlier: Earlier | None, by_month: dict[str, list[LedgerLine]]
) -> tuple[dict[str, AccountBalance], dict[str, MonthLedger]]:
    """Balances and months of an earlier ledger that still hold; months that lose a line go to `by_month`."""
    if earlier is None:
        return {}, {}
    before, changed = earlier
    for month in before.months:
        lines = [line for line in month.lines if line.account not in changed]
        if len(lines) != len(month.lines):
            by_month[month.month] = lines
    known = {balance.account: balance for balance in before.accounts if balance.account not in changed}
    return known, {month.month: month for month in before.months}


def _month(month: str, lines: tuple[LedgerLine, ...]) -> MonthLedger:
    content = "\x1f".join(map(str, chain.from_iterable(lines)))
    fingerprint = hashlib.blake2b(content.encode(), digest_size=12).hexdigest()
    return MonthLedger(month, f"/so-cai/{month}/", balance_of(lines), lines, fingerprint)


_line_order: Callable[[LedgerLine], tuple[date, str, str]] = attrgetter("on", "reference", "direction")


def corrections(book: Book, as_of: date, urls: Mapping[str, str]) -> tuple[Correction, ...]:
    """Lines that take back an earlier one, newest first. `urls` are the pages of addresses that are shown."""
    pairs: list[tuple[Receipt | Handover, Receipt | Handover]] = []
    pairs += [
        (line, book.receipts[line.reverses])
        for line in book.receipts.values()
        if line.reverses is not None and _counts(line, as_of)
    ]
    pairs += [
        (line, book.handovers[line.reverses])
        for line in book.handovers.values()
        if line.reverses is not None and _counts(line, as_of)
    ]
    pairs.sort(key=lambda pair: (pair[0].on, pair[0].id), reverse=True)
    return tuple(
        Correction(
            reference=line.id,
            on=line.on,
            direction=_direction(line),
            kind=line.kind,
            account=line.account,
            account_url=urls.get(line.account, ""),
            amount=line.value_vnd,
            corrects=earlier.id,
            corrects_on=earlier.on,
            corrects_amount=earlier.value_vnd,
            month=f"{earlier.on:%Y-%m}",
            month_url=f"/so-cai/{earlier.on:%Y-%m}/" if _counts(earlier, as_of) else "",
        )
        for line, earlier in pairs
    )


def _direction(line: Receipt | Handover) -> str:
    return "back" if isinstance(line, Receipt) else handover_entry(line).direction


def balance_of(lines: Sequence[LedgerLine]) -> Balance:
    """Totals of ledger lines, with the number of gifts."""
    gifts = [line.anonymous for line in lines if line.direction in ("in", "direct") and line.amount > 0]
    total = sums(lines)
    return Balance(
        total.received,
        total.returned,
        total.fees,
        total.handed_over,
        total.handed_over_direct,
        total.held,
        len(gifts),
        sum(gifts),
        total.loans,
    )


def own_balance(account: str, lines: Sequence[LedgerLine]) -> Balance:
    """Totals of an account: what a fund paid for it stands among its lines but is the fund's."""
    return balance_of([line for line in lines if line.account == account])


def account_ledger(book: Book, account: str, lines: AccountLines, as_of: date, url: str) -> tuple[LedgerLine, ...]:
    """Lines of one account up to a day, oldest first."""
    urls = {account: url}
    originals = {receipt.id: receipt for receipt in lines.receipts}
    found = [
        line
        for receipt in lines.receipts
        if _counts(receipt, as_of)
        for line in _receipt_lines(book, receipt, originals, urls)
        if line.account == account
    ]
    found += [_handover_line(book, handover, urls) for handover in lines.handovers if _counts(handover, as_of)]
    return tuple(sorted(found, key=_line_order))


def supports(
    book: Book,
    account: str,
    lines: AccountLines,
    open_pledges: Sequence[tuple[str, Dong]],
    waiting_pledges: Sequence[tuple[str, Dong]],
    as_of: date,
) -> tuple[Support, ...]:
    """Who has helped an address or promised to, newest first, each as the giver chose to be shown."""
    open_values, waiting = dict(open_pledges), dict(waiting_pledges)
    found: list[tuple[date, str, Support]] = []
    for pledge in lines.pledges:
        if (value := open_values.get(pledge.reference)) is not None:
            support = _support(book, pledge, pledge.made_on, "pledged", value)
        elif (value := waiting.get(pledge.reference)) is not None:
            # Anybody can type a name into the form: it is shown once the chapter has answered.
            support = _support(book, pledge, pledge.made_on, "waiting", value)
            support = support._replace(supporter="", supporter_url="")
        else:
            continue
        found.append((pledge.made_on, pledge.reference, support))
    for receipt in lines.receipts:
        if receipt.on > as_of or receipt.fee_of is not None or receipt.moved_from is not None:
            continue
        status = "returned" if receipt.reverses is not None else "received"
        found.append((receipt.on, receipt.id, _support(book, receipt, receipt.on, status, receipt.value_vnd)))
    for handover in lines.handovers:
        if handover.on > as_of or handover.funded_by != "supporter" or handover.account != account:
            continue
        status = "returned" if handover.reverses is not None else "handed_over"
        found.append((handover.on, handover.id, _support(book, handover, handover.on, status, handover.value_vnd)))
    found.sort(key=lambda item: (item[0], item[1]), reverse=True)
    return tuple(support for _, _, support in found)


def shown_name(book: Book, supporter: Supporter) -> tuple[str, str]:
    """Name and page of a giver as they chose; both empty for one who stays anonymous."""
    if supporter.visibility not in ("name_amount", "name"):
        return "", ""
    if supporter.organisation is not None:
        organisation = book.organisations[supporter.organisation]
        return (organisation.name, labels.organisation_url(organisation.id)) if organisation.public else ("", "")
    return supporter.name or "", ""


def shows_amount(supporter: Supporter) -> bool:
    return supporter.visibility in ("name_amount", "amount")


def _support(book: Book, line: Pledge | Receipt | Handover, on: date, status: str, value: Dong) -> Support:
    name, url = shown_name(book, line.supporter)
    form = labels.FORMS[line.form] if line.form else ""
    amount = value if shows_amount(line.supporter) else None
    return Support(None if name and amount is None else on, status, line.kind, name, url, amount, form)


def _counts(line: Receipt | Handover, as_of: date) -> bool:
    return line.on <= as_of and line.counted_here


def _receipt_lines(
    book: Book, receipt: Receipt, originals: Mapping[str, Receipt], urls: Mapping[str, str]
) -> Iterable[LedgerLine]:
    note = receipt.fee_of or receipt.reverses or ""
    if receipt.foreign is not None:
        units, minor = divmod(receipt.foreign.amount_minor, 100)
        whole = dong_text(units) + (f",{minor:02}" if minor else "")
        note = f"{whole} {receipt.foreign.currency}"
    elif receipt.quantity is not None:
        note = f"{receipt.quantity} {receipt.unit or ''}".strip()
    for entry in receipt_entries(receipt):
        if receipt.moved_from is not None:
            note = receipt.account if entry.direction == "move_out" else receipt.moved_from
        line = _line(book, receipt, entry, note, urls)
        need = need_of(receipt, originals) if entry.direction != "move_out" else None
        yield line._replace(need=need or 0, corrects=receipt.fee_of or receipt.reverses or "")


def _handover_line(book: Book, handover: Handover, urls: Mapping[str, str]) -> LedgerLine:
    entry = handover_entry(handover)
    note = labels.FORMS[handover.form]
    if handover.reverses is not None:
        note = handover.reverses
    elif entry.account != handover.account:
        note = f"{note} · {handover.account}"
    return _line(book, handover, entry, note, urls)._replace(
        reached=handover.account if entry.account != handover.account else "",
        need=handover.need or 0,
        corrects=handover.reverses or "",
        form=handover.form,
    )


def _line(book: Book, line: Receipt | Handover, entry: Entry, note: str, urls: Mapping[str, str]) -> LedgerLine:
    name, organisation, anonymous = "", "", False
    if entry.direction in ("in", "direct", "back"):
        name, _ = shown_name(book, line.supporter)
        anonymous = not name and entry.direction != "back"
        if not shows_amount(line.supporter):
            name = ""  # who hides the amount is not named beside it; the line stays, so that sums always match
        organisation = line.supporter.organisation or "" if name else ""
    url = urls.get(entry.account, "")
    return LedgerLine(
        line.id, line.on, entry.direction, line.kind, entry.account, url, name, entry.amount, note, anonymous,
        organisation=organisation,
    )  # fmt: skip
