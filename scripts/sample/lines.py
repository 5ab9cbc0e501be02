"""Ledger lines of the sample: promises, receipts and handovers that balance to the last đồng."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from nhandao.records.address import Address, NeedItem
from nhandao.records.codes import codes
from nhandao.records.lines import Handover, Pledge, Receipt
from nhandao.records.organisation import Organisation
from scripts.sample.addresses import AS_OF, ENDINGS, Made
from scripts.sample.campaign import COMMON_FUND, MAY_FUND
from scripts.sample.patterns import fill

LABOUR_DAY = 250_000
STEP = 50_000
RATES = (("USD", 2_437_000), ("EUR", 2_583_500), ("AUD", 1_552_000))  # hundredths of a đồng for one major unit
PEOPLE = (
    "Anh Minh Q.",
    "Chị Thu H.",
    "Bà Ngọc L.",
    "Ông Phúc T.",
    "Cô Lan A.",
    "Anh Khoa D.",
    "Chị Yến N.",
    "Bạn Bảo V.",
)

_HELPED = {"helped", "late", "hidden", "full", "finished", "withdrawn", "expired", "suspended", "call-closed"}
_SOMETIMES = {"press", "name", "health", "no-story", "old", "call"}


class Ledger:
    """Collects lines and gives each its identity."""

    def __init__(self, seed: int, organisations: Sequence[Organisation]) -> None:
        self.seed = seed
        self.organisations = [one for one in organisations if one.kind != "chapter"]
        self.pledges: list[Pledge] = []
        self.receipts: list[Receipt] = []
        self.handovers: list[Handover] = []
        self._codes = {year: codes("CK", year) for year in (2022, 2023)}

    def supporter(self, rng: random.Random) -> dict[str, Any]:
        """A giver: an organisation, a person who may be named by a pseudonym, or someone who stays anonymous."""
        draw = rng.random()
        if draw < 0.45:
            chosen = self.organisations[rng.randrange(len(self.organisations))]
            giver: dict[str, Any] = {
                "organisation": chosen.id,
                "kind": "organisation",
                "visibility": ("name_amount", "name_amount", "name", "amount", "anonymous")[rng.randrange(5)],
            }
            if chosen.leaders and rng.random() < 0.3:
                giver["leader"] = chosen.leaders[0].id
            return giver
        if draw < 0.7:
            visibility = "name_amount" if rng.random() < 0.7 else "name"
            return {"name": PEOPLE[rng.randrange(len(PEOPLE))], "visibility": visibility, "origin": _origin(rng)}
        return {"visibility": "amount" if rng.random() < 0.5 else "anonymous", "origin": _origin(rng)}

    def pledge(self, on: date, account: str, value: int, rng: random.Random, **more: Any) -> Pledge:
        fields = {"reference": next(self._codes[on.year]), "made_on": on, "account": account, "kind": "cash"}
        fields |= {"value_vnd": value, "supporter": self.supporter(rng)}
        made = Pledge.model_validate(fields | more)
        self.pledges.append(made)
        return made

    def receipt(self, on: date, account: str, value: int, rng: random.Random, **more: Any) -> Receipt:
        number = len(self.receipts) + 1
        source = more.pop("source", "transfer")
        payment = {"transfer": f"FT{on:%y%j}{number:06}", "stripe": f"pi_mau{number:08}"}.get(
            source, f"{on:%y%m%d}-{number:06}"
        )
        fields = {"source": source, "payment_id": payment, "on": on, "account": account, "value_vnd": value}
        if "supporter" not in more and "moved_from" not in more and "fee_of" not in more:
            more["supporter"] = self.supporter(rng)
        made = Receipt.model_validate(fields | more)
        self.receipts.append(made)
        return made

    def handover(self, on: date, account: str, item: NeedItem, value: int, by: str, **more: Any) -> Handover:
        number = len(self.handovers) + 1
        fields = {"id": f"ban-giao-{number:06}", "on": on, "account": account, "form": item.form, "kind": "cash"}
        fields |= {
            "value_vnd": value,
            "funded_by": "receipts",
            "evidence": f"BB-{on.year}-{number:05}",
            "handed_by": by,
        }
        fields["regular"] = item.frequency != "once"
        made = Handover.model_validate(fields | more)
        self.handovers.append(made)
        return made


def _origin(rng: random.Random) -> str:
    return "outside" if rng.random() < 0.3 else "inside"


def _round(value: float) -> int:
    return max(STEP, int(value) // STEP * STEP)


def fund_lines(ledger: Ledger) -> None:
    """Gifts to the two funds: regular ones, one large one that somebody confirmed, and one that was given back."""
    rng = random.Random(f"{ledger.seed}-funds")
    for number in range(24):
        on = date(2022, 12, 1) + timedelta(days=number * 13)
        fund = MAY_FUND if on.month == 5 else COMMON_FUND
        ledger.receipt(on, fund, _round(rng.randrange(1, 30) * 1_000_000), rng)
    ledger.receipt(
        date(2022, 12, 20), COMMON_FUND, 480_000_000, rng, confirmed_note="Đối chiếu sao kê ngày 21/12/2022 (mẫu)"
    )
    wrong = ledger.receipt(date(2023, 2, 2), COMMON_FUND, 5_000_000, rng)
    ledger.receipt(
        date(2023, 2, 6), COMMON_FUND, 5_000_000, rng, source="refund", reverses=wrong.id, supporter=wrong.supporter
    )


def address_lines(ledger: Ledger, made: Made, index: int) -> Address:
    """Lines of one address; returns the address with the updates and the ending that follow from them."""
    address, case = made.address, made.case
    rng = random.Random(f"{ledger.seed}-lines-{index}")
    if address.introduced is None:
        return address
    start = address.introduced.on
    chapter = f"hoi-{made.district.slug}"
    if case in _SOMETIMES:
        case = ("introduced", "adopted", "helped")[rng.randrange(3)] if case != "old" else "introduced"
    if case == "adopted":
        _adopt(ledger, address, start, rng)
    elif case == "elsewhere":
        day = start + (AS_OF - start) * rng.randrange(3, 8) // 10
        need = address.needs[0]
        value = min(need.target, 20_000_000)
        ledger.handover(
            day,
            address.code,
            need,
            value,
            chapter,
            funded_by="supporter",
            supporter=ledger.supporter(rng),
            programme="tet-nhan-ai-2023",
            counted_here=False,
        )
    elif case in _HELPED:
        return _help(ledger, made, case, start, chapter, rng, index)
    elif case == "introduced":
        _wait(ledger, address, start, rng, index)
    return address


def _adopt(ledger: Ledger, address: Address, start: date, rng: random.Random) -> None:
    """An accepted promise, by schedule for regular needs, some of it already kept."""
    on = max(start, AS_OF - timedelta(days=rng.randrange(2, 25)))
    need = address.needs[0]
    value = min(need.target, 150_000_000)
    more: dict[str, Any] = {"accepted": {"on": min(AS_OF, on + timedelta(days=1))}, "need": 1, "form": need.form}
    if need.frequency != "once":
        times = min(need.quantity, 24)
        more["schedule"] = {"frequency": need.frequency, "times": times, "first_on": on}
    elif need.form in ("wheelchair", "hand_tricycle", "seedlings_livestock"):
        more |= {"kind": "in_kind", "quantity": need.quantity, "unit": need.unit}
    if rng.random() < 0.2:
        more["solicited_by"] = ledger.organisations[rng.randrange(len(ledger.organisations))].id
    promise = ledger.pledge(on, address.code, value, rng, **more)
    if rng.random() < 0.5 and promise.kind == "cash":
        part = _round(value / 4)
        ledger.receipt(
            min(AS_OF, on + timedelta(days=2)), address.code, part, rng, pledge=promise.reference, need=1,
            supporter=promise.supporter,
        )  # fmt: skip


def _wait(ledger: Ledger, address: Address, start: date, rng: random.Random, index: int) -> None:
    """Not helped yet: nothing at all, small gifts on the way, or promises that came to nothing."""
    if index % 3 != 1:
        for _ in range(rng.randrange(1, 5)):
            on = start + (AS_OF - start) * rng.randrange(1, 10) // 10
            ledger.receipt(on, address.code, _round(rng.randrange(1, 20) * STEP), rng)
    elif index % 3 == 1 and (AS_OF - start).days > 45:
        on = start + timedelta(days=3)
        endings: tuple[dict[str, Any], ...] = (
            {"expires_on": on + timedelta(days=30)},
            {"declined": {"on": on + timedelta(days=2), "reason": "Đã có người nhận (mẫu)"}},
            {"cancelled": {"on": on + timedelta(days=9)}},
        )
        ending = endings[index // 3 % len(endings)]
        ledger.pledge(on, address.code, _round(min(address.target, 10_000_000)), rng, **ending)


def _help(ledger: Ledger, made: Made, case: str, start: date, chapter: str, rng: random.Random, index: int) -> Address:
    address = made.address
    first, last = {"late": (100, 165), "hidden": (185, 235)}.get(case, (4, 60))
    end = AS_OF - timedelta(days=rng.randrange(first, last))
    day = max(start + timedelta(days=6), end)
    day = min(day, AS_OF)
    whole = case in ("full", "finished")
    for number, need in enumerate(address.needs, 1):
        if number > 1 and not whole and rng.random() < 0.5:
            continue
        _meet(ledger, address.code, need, number, start, day, chapter, rng, index, whole=whole)
    if case == "full" and index % 2 == 0:
        extra = ledger.receipt(day, address.code, 600_000, rng)
        ledger.receipt(day, COMMON_FUND, extra.value_vnd, rng, source="move", moved_from=address.code)
    changes: dict[str, Any] = {}
    report = day + timedelta(days=rng.randrange(2, 25))
    if case not in ("late", "hidden") and report <= AS_OF:
        text = fill(made.pattern.updates[rng.randrange(len(made.pattern.updates))], address.display_name, "xã")
        changes["updates"] = [{"on": report, "text": text}]
    if case == "finished":
        finish = min(AS_OF, day + timedelta(days=10))
        reason = ENDINGS[index // 7 % len(ENDINGS)]
        changes["finished"] = {"on": finish, "reason": reason, "outcome": made.pattern.outcome}
    return Address.model_validate(address.model_dump(exclude_defaults=True) | changes) if changes else address


def _meet(
    ledger: Ledger,
    code: str,
    need: NeedItem,
    number: int,
    start: date,
    day: date,
    chapter: str,
    rng: random.Random,
    index: int,
    *,
    whole: bool,
) -> None:
    """Help with one need by the way that suits it: goods or work handed over directly, a loan, a fund, or gifts."""
    share = 1.0 if whole else rng.choice((0.25, 0.4, 0.5, 0.75, 1.0))
    value = need.target if share == 1.0 else min(need.target, _round(need.target * share))
    if value > 200_000_000:
        value = 200_000_000
    direct = {"funded_by": "supporter", "supporter": ledger.supporter(rng), "need": number}
    if need.form == "loan_interest_free":
        ledger.handover(day, code, need, value, chapter, kind="loan", **direct)
    elif need.form in ("wheelchair", "hand_tricycle") and rng.random() < 0.6:
        goods = {"quantity": need.quantity, "unit": need.unit, "valuation": "Theo hoá đơn của người tặng (mẫu)"}
        ledger.handover(day, code, need, need.target, chapter, kind="in_kind", **direct, **goods)
    elif need.form == "housing" and not whole and rng.random() < 0.4:
        days = rng.randrange(8, 40)
        ledger.handover(day, code, need, days * LABOUR_DAY, chapter, kind="labour", days=days, **direct)
    elif need.form in ("medical", "rehabilitation") and rng.random() < 0.4:
        ledger.handover(day, code, need, value, chapter, kind="service", **direct)
    elif index % 11 == 5 and index < 400 and value <= 8_000_000:  # the fund is as large in any size of sample
        ledger.handover(day, code, need, value, chapter, paid_from=COMMON_FUND, given_by="society", need=number)
    else:
        held = _receive(ledger, code, value, number, start, day, rng, index)
        if held >= STEP:
            ledger.handover(day, code, need, held, chapter, need=number)


def _parts(value: int, rng: random.Random) -> list[int]:
    """An amount as one to five gifts that add up to it."""
    parts = []
    for _ in range(rng.randrange(5)):
        part = _round(value * rng.choice((0.1, 0.2, 0.3)))
        if value - part >= STEP:
            parts.append(part)
            value -= part
    return [*parts, value]


def _receive(
    ledger: Ledger, code: str, value: int, number: int, start: date, day: date, rng: random.Random, index: int
) -> int:
    """Gifts for a need between two days; returns what is held of them after fees and refunds."""
    span = max(1, (day - start).days)
    if index % 9 == 4 and value >= 1_000_000:
        currency, rate = RATES[index % 3]
        minor = value * 100 * 100 // rate
        dong = (minor * rate + 5_000) // 10_000
        gift = ledger.receipt(
            start + timedelta(days=rng.randrange(span)), code, dong, rng, source="stripe", need=number,
            foreign={
                "currency": currency, "amount_minor": minor, "rate_vnd": f"{rate // 100}", "rate_source": "Tỷ giá mẫu",
            },
        )  # fmt: skip
        fee = dong * 39 // 1000
        ledger.receipt(gift.on, code, fee, rng, source="stripefee", fee_of=gift.id)
        return dong - fee
    parts = _parts(value, rng)
    held = 0
    for part in parts:
        on = start + timedelta(days=rng.randrange(span))
        more: dict[str, Any] = {"need": number}
        if rng.random() < 0.12:
            more |= {"source": "cash"}
        gift = ledger.receipt(on, code, part, rng, **more)
        held += part
        if rng.random() < 0.02 and part >= 200_000:
            back = part // 2 // STEP * STEP
            ledger.receipt(
                on + timedelta(days=1) if on < day else on, code, back, rng, source="refund", reverses=gift.id,
                supporter=gift.supporter,
            )  # fmt: skip
            held -= back
    return held
