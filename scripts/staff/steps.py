"""The steps of an address, and the answer to a promise: what each writes, and when it is refused.

Each step looks at the Book and returns what to write; nothing is written here. A refusal says why and what to do.
Domain rules 4.1 (the life cycle) and plan II.4, III.2, IV.14.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, Protocol, get_args

from nhandao.book.lifecycle import missing_givers, suspended_on
from nhandao.ledger.balances import handover_entry, pledge_end, receipt_entries, sums
from nhandao.ledger.progress import fulfilment, progress
from nhandao.records.address import Address, Finish, Giver, Scope
from nhandao.records.lines import Pledge
from nhandao.records.money import Dong, dong_text
from nhandao.records.record import Record
from scripts.messages import Stop
from scripts.staff import takedown
from scripts.staff.commit import Role
from scripts.staff.record_edit import Desk

ABOVE_COMMUNE: tuple[Role, ...] = ("district", "province", "office")
"""Roles that may approve, introduce, finish and answer promises. A commune surveys, drafts and takes wishes to be
taken off the site. Without a role set at the checkout nothing of this is asked."""


REASONS: tuple[str, ...] = get_args(Finish.model_fields["reason"].annotation)


class Fact(Protocol):
    """A fact the step needs, asked for only when nothing else stands against the step."""

    def __call__(self, name: str, allowed: Sequence[str] = ()) -> str: ...


class Step(NamedTuple):
    """What a step writes: other values in some fields of a record."""

    record: Record
    changes: Mapping[str, Any]
    subject: str
    """First line of the commit message, in Vietnamese."""
    others: tuple[Record, ...] = ()
    """Further records that take the same values: promises that were made together."""


def dossier(desk: Desk, code: str, on: date, fact: Fact) -> Step:
    """The file of the address was made (T5)."""
    address = _open(desk, code, on)
    if address.dossier is not None:
        raise Stop(1, "already", named=address.code, step="dossier", on=address.dossier.on)
    changes = {"dossier": {"on": on, "reference": fact("reference")}}
    return Step(address, changes, f"Lập hồ sơ {_named(desk, address)}")


def approve(desk: Desk, code: str, on: date, fact: Fact) -> Step:
    """Approved for publication: only with a dossier and everyone's consent to be published."""
    address = _open(desk, code, on)
    if address.approved is not None:
        raise Stop(1, "already", named=address.code, step="approved", on=address.approved.on)
    if address.dossier is None:
        raise Stop(1, "no-dossier", named=address.code)
    _consented(address, on)
    return Step(
        address,
        {"approved": {"on": on, "by": fact("by"), "document": fact("document")}},
        f"Duyệt {_named(desk, address)}",
    )


def not_ones_own(code: str, mail: str, drafted: frozenset[str]) -> None:
    """Who drafted or surveyed an address does not approve it. Raises Stop."""
    if mail in drafted:
        raise Stop(1, "own-address", named=code, mail=mail)


def introduce(desk: Desk, code: str, on: date, inhandao_id: str | None, inhandao_url: str | None) -> Step:
    """Put before donors (plan II.2, III.2): only when approved and consented on the day."""
    address = _open(desk, code, on)
    if address.introduced is not None:
        raise Stop(1, "already", named=address.code, step="introduced", on=address.introduced.on)
    if address.approved is None:
        raise Stop(1, "not-approved", named=address.code)
    _consented(address, on)
    given = {"on": on, "inhandao_id": inhandao_id, "inhandao_url": inhandao_url}
    changes = {"introduced": {name: value for name, value in given.items() if value is not None}}
    return Step(address, changes, f"Giới thiệu {_named(desk, address)}")


def finish(desk: Desk, code: str, on: date, fact: Fact) -> Step:
    """Help has come to its end: nothing may still be held for the address."""
    address = _open(desk, code, on)
    if address.approved is None:
        raise Stop(1, "not-approved", named=address.code)
    held, lent = held_for(desk, address.code)
    if held or lent:
        raise Stop(1, "money-held", named=address.code, held=dong_text(Dong(held + lent)))
    changes = {"finished": {"on": on, "reason": fact("reason", REASONS), "outcome": fact("outcome")}}
    return Step(address, changes, f"Kết thúc {_named(desk, address)}")


def resurvey(desk: Desk, code: str, on: date, fact: Fact) -> Step:
    """Situation and need were looked at again (regular help continues, domain 4.1)."""
    address = desk.address(code)
    _not_ended(address)
    surveys = [dict(survey) for survey in address.resurveys]
    if any(survey.on == on for survey in address.surveys):
        raise Stop(1, "already", named=address.code, step="survey", on=on)
    changes = {"resurveys": sorted([*surveys, {"on": on, "by": fact("by")}], key=lambda survey: survey["on"])}
    return Step(address, changes, f"Khảo sát lại {_named(desk, address)}")


def withdraw(desk: Desk, code: str, on: date, giver: Giver | None, scopes: frozenset[Scope]) -> Step:
    """Consent is taken back: possible at any time, whatever else is so."""
    address = desk.address(code)
    consents = takedown.taken_back(address, on, giver, scopes)
    if consents is None:
        raise Stop(1, "nothing-agreed", named=address.code)
    what = f" ({', '.join(sorted(scopes))})" if scopes else ""
    changes = {"consents": [consent.model_dump(exclude_defaults=True) for consent in consents]}
    return Step(address, changes, f"Rút đồng ý {_named(desk, address)}{what}")


def accept(desk: Desk, reference: str, on: date, reason: str | None, organisation: str | None = None) -> Step:
    """The society takes a promise up, or all that share a reference: those by form count from this day on
    (`nhandao.ledger.balances.reserves`). With `organisation`, the identity of the body on the rolls that made it."""
    pledges = _unanswered(desk, reference, on)
    for pledge in pledges:
        address = desk.book.addresses.get(pledge.account)
        if address is not None:
            _open(desk, address.code, on)
            if address.approved is None:
                raise Stop(1, "not-approved", named=address.code)
    named = {"supporter": _recognised(desk, pledges[0], organisation)} if organisation is not None else None
    return _answered(pledges, "accepted", on, reason, "Nhận", named)


def _recognised(desk: Desk, pledge: Pledge, organisation: str) -> dict[str, Any]:
    """Who made a promise, as the record of an organisation; how it is shown stays as it was wished."""
    body, supporter = desk.organisation(organisation), pledge.supporter
    if supporter.kind != "organisation":
        raise Stop(1, "made-by-a-person", reference=pledge.reference)
    if supporter.organisation not in (None, body.id):
        raise Stop(1, "made-by-another", reference=pledge.reference, organisation=supporter.organisation)
    return supporter.model_dump(exclude_defaults=True, exclude={"name"}) | {"organisation": body.id}


def decline(desk: Desk, reference: str, on: date, fact: Fact) -> Step:
    """The society does not take a promise up, or all that share a reference, and says why."""
    return _answered(_unanswered(desk, reference, on), "declined", on, fact("reason"), "Không nhận")


def held_for(desk: Desk, account: str) -> tuple[int, int]:
    """What the society holds for an account, in đồng: given, and lent (a loan's principal is kept apart)."""
    lines = desk.book.lines_of(account)
    entries = [entry for receipt in lines.receipts for entry in receipt_entries(receipt)]
    entries = [entry for entry in [*entries, *map(handover_entry, lines.handovers)] if entry.account == account]
    lent = [entry._replace(kind="cash") for entry in entries if entry.kind == "loan"]
    return sums(entries).held, sums(lent).held


def still_promised(desk: Desk, address: Address, on: date) -> tuple[str, ...]:
    """References of promises to the address that are open on a day, accepted or not."""
    lines = desk.book.lines_of(address.code)
    targets = [need.target for need in address.needs]
    days = desk.book.campaign.clocks.pledge_days
    found = progress(address.code, targets, lines.pledges, lines.receipts, lines.handovers, on, days)
    return tuple(reference for reference, _ in (*found.open_pledges, *found.waiting_pledges))


def _answered(
    pledges: Sequence[Pledge],
    name: str,
    on: date,
    reason: str | None,
    verb: str,
    named: Mapping[str, Any] | None = None,
) -> Step:
    answer = {"on": on} if reason is None else {"on": on, "reason": reason}
    first = pledges[0]
    told = f"lời hứa {first.reference} cho {first.account}"
    if len(pledges) > 1:
        told = f"{len(pledges)} lời hứa có mã chung {first.bundle}"
    return Step(first, {name: answer} | dict(named or {}), f"{verb} {told}", tuple(pledges[1:]))


def _unanswered(desk: Desk, reference: str, on: date) -> tuple[Pledge, ...]:
    """The promise with a reference, or those of a shared one that have no answer yet; at least one."""
    found = desk.promises(reference)
    answers = {pledge.reference: _answer(pledge) for pledge in found}
    waiting = tuple(pledge for pledge in found if answers[pledge.reference] is None)
    for pledge in waiting:
        if on < pledge.made_on:
            raise Stop(1, "before-made", reference=pledge.reference, on=on, made_on=pledge.made_on)
        end = pledge_end(pledge, desk.book.campaign.clocks.pledge_days)
        lines = desk.book.lines_of(pledge.account)
        if end is not None and end <= on:
            kept = fulfilment(lines.receipts, lines.handovers, on, pledge.account).get(pledge.reference, 0)
            if kept < pledge.value_vnd:
                raise Stop(1, "promise-over", reference=pledge.reference, on=end)
    if not waiting:
        name, day = answers[found[0].reference] or ("", on)
        raise Stop(1, "already", named=found[0].reference, step=name, on=day)
    return waiting


def _answer(pledge: Pledge) -> tuple[str, date] | None:
    """Which answer a promise has, and since when."""
    for name in ("accepted", "declined", "cancelled"):
        answer = getattr(pledge, name)
        if answer is not None:
            return name, answer.on
    return None


def _open(desk: Desk, code: str, on: date) -> Address:
    """An address that steps can still be taken for. Raises Stop."""
    address = desk.address(code)
    _not_ended(address)
    if suspended_on(address, on):
        assert address.suspended is not None
        raise Stop(1, "is-suspended", named=address.code, reason=address.suspended.reason)
    return address


def _not_ended(address: Address) -> None:
    if address.duplicate_of is not None:
        raise Stop(1, "is-duplicate", named=address.code, of=address.duplicate_of)
    for name in ("finished", "rejected"):
        end = getattr(address, name)
        if end is not None:
            raise Stop(1, "already", named=address.code, step=name, on=end.on)


def _consented(address: Address, on: date) -> None:
    missing = missing_givers(address, "publish", on)
    if missing:
        raise Stop(1, "no-consent", named=address.code, on=on, givers=", ".join(missing))


def _named(desk: Desk, address: Address) -> str:
    return f"{address.code} ({desk.place_of(address)})"
