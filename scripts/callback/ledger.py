"""From a message to a line of the ledger: which account, whose gift, how much; or why it is not one (yet).

Nothing is guessed: what does not follow from the message and the records goes to a person, with the reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple, Protocol

from pydantic import ValidationError

from nhandao.book.lifecycle import consented, state_on
from nhandao.ledger.bundles import shares
from nhandao.ledger.promises import recognised
from nhandao.records.address import Address
from nhandao.records.campaign import Campaign
from nhandao.records.codes import is_code
from nhandao.records.lines import Pledge, Receipt, SupportKind
from nhandao.records.money import Dong
from scripts.callback.intake import Envelope, Movement, Promise
from scripts.callback.line_file import Line, can_be_written
from scripts.callback.money import Sum, at_rate_of, to_vnd

_SURELY_WRITTEN = 10**12
"""Amounts in đồng up to here have fewer digits than a record may hold."""

_OPEN = {"approved", "introduced"}
_NEAR = timedelta(days=1)
_REASON_OF_STATE = {None: "not-approved", "surveyed": "not-approved", "dossiered": "not-approved"}


class Aside(NamedTuple):
    """A person must decide."""

    reason: str
    found: str = ""


class Missing(NamedTuple):
    """Something it names is not here yet. It waits, and goes to a person when that does not come."""

    reason: str
    found: str
    may_come: bool
    """Whether it may still be on its way by another message; else a look at the remote's newest state decides."""


class Split(NamedTuple):
    """Lines of one message: promises made together, or the parts of one transfer. All of them are written, or none."""

    lines: tuple[Line, ...]


Outcome = Line | Split | Aside | Missing


class Accounts(Protocol):
    """What money can be given to."""

    @property
    def campaign(self) -> Campaign: ...
    def address(self, code: str) -> Address | None: ...


class Known(Accounts, Protocol):
    """The records that a message may name."""

    def pledge(self, reference: str) -> Pledge | None: ...
    def receipt(self, identity: str) -> Receipt | None: ...
    def parts_of(self, identity: str) -> list[Receipt]:
        """Fees kept from a receipt, what was given back of it, and the further parts of a split transfer."""

    def bundle(self, reference: str) -> list[Pledge]:
        """The promises made together under a reference, in the order of their own."""

    def fulfilled(self, pledge: Pledge) -> int:
        """What has come for a promise, in đồng, whenever."""


def order(envelope: Envelope) -> int:
    """Promises, gifts, fees, what is given back: each may name only what comes before it."""
    intake = envelope.intake
    if isinstance(intake, Promise):
        return 0
    return 3 if intake.reverses is not None else 2 if intake.fee_of is not None else 1


def line_of(envelope: Envelope, known: Known) -> Outcome:
    """The line that a message becomes."""
    intake = envelope.intake
    if isinstance(intake, Promise):
        return _promises(intake.pledges, known)
    if any(not is_code(code) for code in intake.codes):
        return Aside("wrong-code", next(code for code in intake.codes if not is_code(code)))
    if intake.fee_of is not None and intake.reverses is not None:
        return Aside("several-codes", f"{intake.fee_of}, {intake.reverses}")
    original = intake.fee_of or intake.reverses
    return _part_of(intake, original, known) if original is not None else _gift(intake, known)


def _value(movement: Movement) -> Dong | None:
    """What a movement comes to by itself; ``None`` while its rate is not known."""
    if movement.value_vnd is None and movement.foreign is not None:
        foreign = movement.foreign
        return to_vnd(Sum(foreign.currency, foreign.amount_minor), foreign.rate_vnd) or None
    return movement.value_vnd


def _promises(pledges: tuple[Pledge, ...], known: Known) -> Outcome:
    for pledge in pledges:
        if not can_be_written(pledge):
            return Aside("cannot-be-written")
        if (against := closed(pledge.account, pledge.made_on, known)) is not None:
            return against
    return pledges[0] if len(pledges) == 1 else Split(pledges)


def _gift(movement: Movement, known: Known) -> Outcome:
    value = _value(movement)
    if value is None:
        return Aside("no-amount")
    pledges = [code for code in movement.codes if code.startswith("CK")]
    accounts = {code: None for code in movement.codes if not code.startswith("CK")}
    pledge = None
    if pledges:
        pledge = known.pledge(pledges[0])
        if pledge is None and (bundle := known.bundle(pledges[0])):
            if len(movement.codes) > 1:
                return Aside("several-codes", ", ".join(movement.codes))
            return _split(movement, value, bundle, known)
        if pledge is None:
            return Missing("unknown-pledge", pledges[0], may_come=True)
        accounts[pledge.account] = None
    if not accounts:
        return Aside("no-code")
    if len(accounts) > 1 or len(pledges) > 1:
        return Aside("several-codes", ", ".join(movement.codes))
    if pledge is not None and _ended(pledge, movement.on):
        return Aside("pledge-ended", pledge.reference)
    (account,) = accounts
    if (against := closed(account, movement.on, known)) is not None:
        return against
    return _receipt(
        movement,
        account=account,
        value_vnd=value,
        # A promised loan is lent, not given, when its money comes.
        kind="loan" if pledge is not None and pledge.kind == "loan" else "cash",
        # The promise says how its giver wants to be shown.
        supporter=pledge.supporter if pledge is not None else movement.supporter,
        pledge=pledge.reference if pledge is not None else None,
        need=pledge.need if pledge is not None else None,
        confirmed_note=_note(movement, value, known.campaign),
    )


def _split(movement: Movement, value: Dong, bundle: list[Pledge], known: Known) -> Outcome:
    """One transfer for all promises of a bundle: what is open of each in proportion (`ledger.bundles`), what is beyond
    to the fund for surplus, without such a fund to the first promise."""
    if movement.foreign is not None:
        return Aside("does-not-fit", "foreign")
    standing = [pledge for pledge in bundle if not _ended(pledge, movement.on)]
    if not standing:
        return Aside("pledge-ended", bundle[0].bundle or "")
    if any(pledge.kind != "cash" for pledge in standing):
        return Aside("several-kinds", bundle[0].bundle or "")
    still_open = [max(0, pledge.value_vnd - known.fulfilled(pledge)) for pledge in standing]
    parts, beyond = shares(value, still_open)
    fund = next((fund.code for fund in known.campaign.funds if fund.surplus), None)
    if beyond and fund is None:
        parts[0] += beyond
    given: list[tuple[str, Pledge | None, int]] = [
        (pledge.account, pledge, part) for pledge, part in zip(standing, parts, strict=True) if part
    ]
    if beyond and fund is not None:
        given.append((fund, None, beyond))
    lines: list[Receipt] = []
    for number, (account, promised, part) in enumerate(given, start=1):
        if (against := closed(account, movement.on, known)) is not None:
            return against
        identity = movement.payment_id if number == 1 else f"{movement.payment_id}-p{number}"
        line = _receipt(
            movement,
            payment_id=identity,
            account=account,
            value_vnd=Dong(part),
            kind="cash",
            supporter=bundle[0].supporter,
            pledge=promised.reference if promised is not None else None,
            need=promised.need if promised is not None else None,
            part_of=movement.id if number > 1 else None,
            confirmed_note=_note(movement, Dong(part), known.campaign),
        )
        if not isinstance(line, Receipt):
            return line
        lines.append(line)
    return Split(tuple(lines))


def _ended(pledge: Pledge, on: date) -> bool:
    return any(end is not None and end.on <= on for end in (pledge.declined, pledge.cancelled))


def _part_of(movement: Movement, original_id: str, known: Known) -> Outcome:
    """A fee kept from a gift, or (part of) a gift given back: it belongs where the gift went, whatever its text."""
    original = known.receipt(original_id)
    if original is None:
        return Missing("unknown-payment", original_id, may_come=True)
    if original.fee_of is not None or original.reverses is not None or original.moved_from is not None:
        return Aside("not-a-gift", original_id)
    if any(part.part_of is not None for part in known.parts_of(original_id)):
        return Aside("split-payment", original_id)
    value, foreign = _value(movement), movement.foreign
    if value is None and original.foreign is not None and movement.without_rate is not None:
        # Money goes back, and is kept, at the rate it came in at: so that all of it given back comes to all of it.
        before = sum(
            part.foreign.amount_minor
            for part in known.parts_of(original_id)
            if part.reverses is not None and part.foreign is not None and movement.reverses is not None
        )
        try:
            value, foreign, _ = at_rate_of(original.foreign, movement.without_rate, before)
        except ValueError:
            return Aside("does-not-fit", "foreign")
    if not value:
        return Aside("no-amount")
    return _receipt(
        movement.model_copy(update={"foreign": foreign}),
        # A day too early is a matter of midnight; more is a contradiction.
        on=original.on if timedelta(0) < original.on - movement.on <= _NEAR else movement.on,
        account=original.account,
        value_vnd=value,
        kind=original.kind,
        supporter=movement.supporter,
    )


def _receipt(
    movement: Movement,
    *,
    on: date | None = None,
    account: str,
    value_vnd: Dong,
    kind: SupportKind,
    confirmed_note: str | None = None,
    **more: object,
) -> Receipt | Aside:
    try:
        receipt = Receipt.model_validate(
            {
                "source": movement.source,
                "payment_id": movement.payment_id,
                "on": on or movement.on,
                "account": account,
                "kind": kind,
                "value_vnd": value_vnd,
                "foreign": movement.foreign,
                "fee_of": movement.fee_of,
                "reverses": movement.reverses,
                "confirmed_note": confirmed_note,
                **more,
            }
        )
    except ValidationError as error:
        places = {".".join(map(str, one["loc"])) or one["type"] for one in error.errors(include_url=False)}
        return Aside("does-not-fit", ", ".join(sorted(places))[:200])
    # The other fields have patterns of their own, and reading every line again would double the work.
    free = receipt.supporter.name is not None or receipt.foreign is not None or value_vnd > _SURELY_WRITTEN
    return receipt if not free or can_be_written(receipt) else Aside("cannot-be-written")


def _note(movement: Movement, value: Dong, campaign: Campaign) -> str | None:
    """Why an amount outside the plausible range is right: nobody typed it. A small gift is a gift."""
    if campaign.plausible.least_vnd <= value <= campaign.plausible.most_vnd:
        return None
    return f"Số tiền do chính nơi chuyển ({movement.source}) báo, không phải gõ tay"


def closed(account: str, on: date, known: Accounts) -> Aside | Missing | None:
    """Why an account takes no gift or promise on a day; ``None`` when it does."""
    if account.startswith("QC"):
        funds = {fund.code for fund in known.campaign.funds}
        return None if account in funds else Missing("unknown-fund", account, may_come=False)
    address = known.address(account)
    if address is None:
        return Missing("unknown-address", account, may_come=False)
    state = state_on(address, on, first_help=None, adopted=False)
    if state not in _OPEN:
        return Missing(_REASON_OF_STATE.get(state, str(state)), account, may_come=False)
    if address.approved is None or on < address.approved.on:
        return Missing("not-approved", account, may_come=False)
    if not consented(address, "publish", on):
        return Missing("withdrawn", account, may_come=False)
    if address.call is not None and not address.call.opens_on <= on <= address.call.closes_on:
        return Missing("call-closed", account, may_come=False)
    return None


def fits(pledge: Pledge, line: Pledge) -> bool:
    """Whether a promise as it was made is the one in the ledger, whatever staff answered to it since."""
    return all(
        getattr(pledge, name) == getattr(line, name)
        for name in ("reference", "made_on", "account", "kind", "value_vnd", "schedule", "bundle")
    ) and (pledge.supporter == line.supporter or recognised(pledge.supporter, line.supporter))


def differences(expected: Line, found: Line) -> Mapping[str, tuple[object, object]]:
    """Fields in which two lines differ: what is expected and what is there."""
    one, other = expected.model_dump(), found.model_dump()
    return {name: (one[name], other.get(name)) for name in one if one[name] != other.get(name)}
