"""`portal dossier`, `approve`, `introduce`, `finish`, `withdraw`, `resurvey`, `accept`, `decline`."""

from __future__ import annotations

import argparse
from datetime import date
from functools import partial

from nhandao.book.book import path_of
from nhandao.records.address import Address
from nhandao.records.money import dong_text
from scripts import arguments
from scripts.messages import Stop, text
from scripts.staff import steps, takedown
from scripts.staff.asking import day_of, fact
from scripts.staff.commit import Checkout
from scripts.staff.history import surveyed_by
from scripts.staff.record_edit import Desk, open_desk, save


def run(options: argparse.Namespace) -> int:
    checkout = Checkout(arguments.folder(options.data))
    with checkout.alone():
        desk = open_desk(options)
        role = checkout.role
        if role is not None and role not in steps.ABOVE_COMMUNE and options.command in _NOT_FOR_COMMUNES:
            raise Stop(1, "not-your-step", role=role, command=options.command, roles=", ".join(steps.ABOVE_COMMUNE))
        on = day_of(options)
        step = _step(options, desk, checkout, on)
        files: dict[str, bytes | None] = {}
        for record in (step.record, *step.others):
            files |= desk.rewritten(record, step.changes)
        save(options, desk, checkout, files, step.subject)
    for line in _afterwards(options, desk, step, on):
        print(line)
    return 0


_NOT_FOR_COMMUNES = ("approve", "introduce", "finish", "accept", "decline")


def _step(options: argparse.Namespace, desk: Desk, checkout: Checkout, on: date) -> steps.Step:
    code: str = options.code
    asking = partial(fact, options)
    match options.command:
        case "dossier":
            return steps.dossier(desk, code, on, asking)
        case "approve":
            address = desk.address(code)
            if checkout.role is not None:
                steps.not_ones_own(address.code, checkout.author_mail, surveyed_by(checkout, path_of(address)))
            return steps.approve(desk, code, on, asking)
        case "introduce":
            return steps.introduce(desk, code, on, options.inhandao_id, options.inhandao_url)
        case "finish":
            return steps.finish(desk, code, on, asking)
        case "resurvey":
            return steps.resurvey(desk, code, on, asking)
        case "withdraw":
            return steps.withdraw(desk, code, on, options.giver, frozenset(options.scope or ()))
        case "accept":
            return steps.accept(desk, code, on, options.reason, options.organisation)
        case _:
            return steps.decline(desk, code, on, asking)


def _afterwards(options: argparse.Namespace, desk: Desk, step: steps.Step, on: date) -> list[str]:
    """What is to be done next, and what the step does not do by itself."""
    lang, record = options.lang, step.record
    if not isinstance(record, Address):
        return [text("accepted-next", lang)] if options.command == "accept" else []
    told = []
    if options.command == "approve":
        told.append(text("approve-next", lang, named=record.code))
    elif options.command == "introduce":
        told.append(text("introduce-next", lang))
    elif options.command == "finish":
        open_still = steps.still_promised(desk, record, on)
        if open_still:
            told.append(text("finish-promised", lang, references=", ".join(open_still)))
    elif options.command == "withdraw":
        told += withdrawn_next(options, desk, record, on)
    return told


def withdrawn_next(options: argparse.Namespace, desk: Desk, address: Address, on: date) -> list[str]:
    """Due days of the law and the steps to take, each on a line."""
    lang = options.lang
    third = takedown.has_third_parties(address)
    due = takedown.due_days(on, third)
    told = [
        text("withdraw-due" if on >= takedown.LAW_2025 else "withdraw-due-2023", lang, answer=due.answer, stop=due.stop)
    ]
    if options.scope and "publish" not in options.scope:
        told.append(text("withdraw-part", lang))
        return told
    told.append(text("withdraw-build", lang))
    if third:
        introduced = address.introduced
        where = (introduced.inhandao_url or introduced.inhandao_id) if introduced is not None else None
        told.append(text("withdraw-third", lang, where=where or "iNHANDAO"))
    held, lent = steps.held_for(desk, address.code)
    if held or lent:
        told.append(text("withdraw-held", lang, held=dong_text(held + lent)))
    told.append(text("withdraw-identity", lang, named=address.code))
    told.append(text("withdraw-erase", lang, named=address.code))
    return told
