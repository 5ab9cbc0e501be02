"""Bank transfers to an address: to which account, with which message, and amounts worth suggesting."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from nhandao.public.text import dong_text
from nhandao.public.views import BankAccount, Buy, Transfer
from nhandao.records.campaign import Bank
from nhandao.records.money import Dong
from nhandao.records.vietqr import payload

SUGGESTED = 3
"""Amounts beside the one the giver fills in: more would hide it."""


def open_on(bank: Bank, day: date) -> bool:
    """Whether gifts may be sent to an account on a day; its last day is the one it ends on."""
    return bank.since <= day and (bank.until is None or day <= bank.until)


def bank_account(bank: Bank) -> BankAccount:
    return BankAccount(bank.bank, bank.bin, bank.number, bank.holder, bank.since, bank.until)


def transfers(accounts: Sequence[Bank], message: str, buys: Sequence[Buy], on: date) -> tuple[Transfer, ...]:
    """Transfers to the first account that is open on the day: one of any amount, then the least, a middle one and the
    most of what a sum buys. None without an open account."""
    account = next((bank for bank in accounts if open_on(bank, on)), None)
    if account is None:
        return ()
    named = {buy.amount: f"{dong_text(buy.quantity)} {buy.thing}" for buy in reversed(buys)}
    amounts = sorted(named)
    if len(amounts) > SUGGESTED:
        amounts = [amounts[0], amounts[len(amounts) // 2], amounts[-1]]
    found = [Transfer(Dong(0), "", payload(account.bin, account.number, message))]
    found += [Transfer(sum_, named[sum_], payload(account.bin, account.number, message, sum_)) for sum_ in amounts]
    return tuple(found)
