"""The public ledger: every movement as a line, by month and by account, and each giver shown as they chose."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from nhandao.book.book import AccountLines, Book
from nhandao.ledger.balances import handover_entries, receipt_entries, sums
from nhandao.public import labels
from nhandao.public.views import (
    AccountBalance,
    AddressDetail,
    Balance,
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


def ledger(
    book: Book, as_of: date, shown: Mapping[str, AddressDetail], finished: Mapping[str, FinishedAddress]
) -> Ledger:
    """The whole ledger up to a day. Lines counted in another programme are not in it (plan IV.14)."""
    urls = {code: view.card.url for code, view in shown.items()} | {code: view.url for code, view in finished.items()}
    by_month: dict[str, list[LedgerLine]] = {}
    receipts: list[Receipt] = []
    handovers: list[Handover] = []
    for receipt in book.receipts.values():
        if _counts(receipt, as_of):
            receipts.append(receipt)
            by_month.setdefault(f"{receipt.on:%Y-%m}", []).extend(_receipt_lines(book, receipt, urls))
    for handover in book.handovers.values():
        if _counts(handover, as_of):
            handovers.append(handover)
            by_month.setdefault(f"{handover.on:%Y-%m}", []).append(_handover_line(book, handover, urls))
    months = []
    for month in sorted(by_month, reverse=True):
        lines = tuple(sorted(by_month[month], key=lambda line: (line.on, line.reference, line.direction)))
        balance = _balance(
            [receipt for receipt in receipts if f"{receipt.on:%Y-%m}" == month],
            [handover for handover in handovers if f"{handover.on:%Y-%m}" == month],
        )
        content = hashlib.blake2b(repr((lines, balance)).encode(), digest_size=12).hexdigest()
        months.append(MonthLedger(month, f"/so-cai/{month}/", balance, lines, content))
    funds = {fund.code: fund.name for fund in book.campaign.funds}
    accounts = []
    for account, lines_of in book.account_lines.items():
        balance = account_balance(account, lines_of, as_of)
        if balance.gifts or balance.handed_over or balance.received or balance.loans:
            name = funds.get(account) or (shown[account].card.title if account in shown else "")
            accounts.append(AccountBalance(account, urls.get(account, ""), name, balance))
    return Ledger(_balance(receipts, handovers), tuple(months), tuple(accounts))


def account_balance(account: str, lines: AccountLines, as_of: date) -> Balance:
    """Totals of one account up to a day. A handover a fund paid for is the fund's, not the address's own."""
    return _balance(
        [receipt for receipt in lines.receipts if _counts(receipt, as_of)],
        [handover for handover in lines.handovers if _counts(handover, as_of)],
        account,
    )


def account_ledger(book: Book, account: str, lines: AccountLines, as_of: date, url: str) -> tuple[LedgerLine, ...]:
    """Lines of one account up to a day, oldest first."""
    urls = {account: url}
    found = [
        line
        for receipt in lines.receipts
        if _counts(receipt, as_of)
        for line in _receipt_lines(book, receipt, urls)
        if line.account == account
    ]
    found += [_handover_line(book, handover, urls) for handover in lines.handovers if _counts(handover, as_of)]
    return tuple(sorted(found, key=lambda line: (line.on, line.reference, line.direction)))


def supports(
    book: Book, account: str, lines: AccountLines, open_pledges: Sequence[tuple[str, Dong]], as_of: date
) -> tuple[Support, ...]:
    """Who has helped an address or promised to, newest first, each as the giver chose to be shown."""
    open_values = dict(open_pledges)
    found: list[tuple[date, str, Support]] = []
    for pledge in lines.pledges:
        if (value := open_values.get(pledge.reference)) is not None:
            found.append((pledge.made_on, pledge.reference, _support(book, pledge, pledge.made_on, "pledged", value)))
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


def _receipt_lines(book: Book, receipt: Receipt, urls: Mapping[str, str]) -> Iterable[LedgerLine]:
    if receipt.moved_from is not None:
        yield _line(book, receipt, receipt.moved_from, "move_out", receipt.value_vnd, receipt.account, urls)
        yield _line(book, receipt, receipt.account, "move_in", receipt.value_vnd, receipt.moved_from, urls)
        return
    direction = "fee" if receipt.fee_of else "back" if receipt.reverses else "in"
    note = receipt.fee_of or receipt.reverses or ""
    if receipt.foreign is not None:
        units, minor = divmod(receipt.foreign.amount_minor, 100)
        whole = dong_text(units) + (f",{minor:02}" if minor else "")
        note = f"{whole} {receipt.foreign.currency}"
    elif receipt.quantity is not None:
        note = f"{receipt.quantity} {receipt.unit or ''}".strip()
    yield _line(book, receipt, receipt.account, direction, receipt.value_vnd, note, urls)


def _handover_line(book: Book, handover: Handover, urls: Mapping[str, str]) -> LedgerLine:
    payer = handover.account if handover.funded_by == "supporter" else handover.paid_from or handover.account
    direction = "direct" if handover.funded_by == "supporter" else "out"
    note = labels.FORMS[handover.form]
    if handover.reverses is not None:
        note = handover.reverses
    elif payer != handover.account:
        note = f"{note} · {handover.account}"
    sign = 1 if handover.reverses is None else -1
    return _line(book, handover, payer, direction, Dong(sign * handover.value_vnd), note, urls)


def _line(
    book: Book, line: Receipt | Handover, account: str, direction: str, amount: Dong, note: str, urls: Mapping[str, str]
) -> LedgerLine:
    name = ""
    if direction in ("in", "direct", "back") and shows_amount(line.supporter):
        # Who hides the amount is not named beside it; the line itself stays, so that sums always match.
        name, _ = shown_name(book, line.supporter)
    return LedgerLine(line.id, line.on, direction, line.kind, account, urls.get(account, ""), name, amount, note)


def _balance(receipts: Sequence[Receipt], handovers: Sequence[Handover], account: str = "") -> Balance:
    entries = [entry for receipt in receipts for entry in receipt_entries(receipt)]
    entries += [entry for handover in handovers for entry in handover_entries(handover)]
    if account:
        entries = [entry for entry in entries if entry.account == account]
    gifts: list[Receipt | Handover] = [
        receipt
        for receipt in receipts
        if receipt.reverses is None and receipt.fee_of is None and receipt.moved_from is None
    ]
    gifts += [line for line in handovers if line.funded_by == "supporter" and line.reverses is None]
    anonymous = sum(gift.supporter.visibility not in ("name_amount", "name") for gift in gifts)
    total = sums(entries)
    return Balance(
        total.received,
        total.returned,
        total.fees,
        total.handed_over,
        total.handed_over_direct,
        total.held,
        len(gifts),
        anonymous,
        total.loans,
    )
