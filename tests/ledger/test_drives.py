"""What counts for a drive, on each side of each day and rule that decides it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nhandao.ledger.drives import Brought, brought, whole
from nhandao.records.drive import Drive
from nhandao.records.lines import Handover, Pledge, Receipt
from nhandao.records.money import Dong

CODE, FUND = "DC23A0002G", "QC23A0001E"
OWN = {"organisation": "xuong-mau", "kind": "organisation", "visibility": "name_amount"}
REFERENCE = "CK23B00019"
AS_OF = "2023-07-31"
DRIVE = Drive.model_validate(
    {
        "id": "dot-mau",
        "organisation": "xuong-mau",
        "title": "Đợt mẫu",
        "summary": "Đợt để thử.",
        "goal_vnd": 1_000_000,
        "opens_on": date(2023, 6, 1),
        "closes_on": date(2023, 6, 30),
        "accounts": (CODE,),
        "public": True,
    }
)


def receipt(number: int = 1, on: str = "2023-06-10", value: int = 100, **more: Any) -> Receipt:
    fields = {"source": "cash", "payment_id": str(number), "on": date.fromisoformat(on), "account": CODE}
    return Receipt.model_validate(fields | {"value_vnd": value, "supporter": OWN} | more)


def handover(number: int = 1, on: str = "2023-06-10", value: int = 100, **more: Any) -> Handover:
    fields: dict[str, Any] = {
        "id": f"ban-giao-{number}",
        "on": date.fromisoformat(on),
        "account": CODE,
        "form": "regular_support",
        "kind": "in_kind",
        "value_vnd": value,
        "funded_by": "supporter",
        "supporter": OWN,
        "evidence": "BB-1",
        "handed_by": "hoi-mau",
    }
    return Handover.model_validate(fields | more)


def promise(made_on: str = "2023-06-05", value: int = 100, **more: Any) -> Pledge:
    fields: dict[str, Any] = {
        "reference": REFERENCE,
        "made_on": date.fromisoformat(made_on),
        "account": CODE,
        "supporter": OWN,
        "kind": "in_kind",  # has no day of its own on which it lapses
        "value_vnd": value,
        "accepted": {"on": date.fromisoformat(made_on)},
    }
    return Pledge.model_validate(fields | more)


WON: dict[str, Any] = {"supporter": {"visibility": "anonymous"}, "solicited_by": "xuong-mau"}
UNDER: dict[str, Any] = {"supporter": {"visibility": "anonymous"}, "pledge": REFERENCE}


def count(*lines: Pledge | Receipt | Handover, as_of: str = AS_OF) -> tuple[int, ...]:
    return brought(
        DRIVE,
        CODE,
        [line for line in lines if isinstance(line, Pledge)],
        [line for line in lines if isinstance(line, Receipt)],
        [line for line in lines if isinstance(line, Handover)],
        date.fromisoformat(as_of),
        30,
    )


@pytest.mark.parametrize(
    ("on", "as_of", "wanted"),
    [
        ("2023-05-31", AS_OF, 0),
        ("2023-06-01", AS_OF, 100),
        ("2023-06-30", AS_OF, 100),
        ("2023-07-01", AS_OF, 0),
        ("2023-06-10", "2023-06-09", 0),
        ("2023-06-10", "2023-06-10", 100),
    ],
)
def test_a_gift_counts_on_the_days_of_the_drive_both_included(on: str, as_of: str, wanted: int) -> None:
    assert count(receipt(on=on), as_of=as_of)[0] == wanted
    assert count(handover(on=on), as_of=as_of)[0] == wanted


@pytest.mark.parametrize(
    ("lines", "wanted"),  # given, handed over, later, promised
    [
        ([receipt(supporter={"organisation": "khac", "visibility": "name_amount"})], (0, 0, 0, 0)),
        ([receipt(supporter=OWN | {"visibility": "name"})], (0, 0, 0, 0)),  # the amount is not to be known
        ([receipt(supporter=OWN | {"visibility": "anonymous"})], (0, 0, 0, 0)),
        ([receipt(kind="loan")], (0, 0, 0, 0)),
        ([receipt(programme="khac", counted_here=False)], (0, 0, 0, 0)),
        ([receipt(moved_from=FUND)], (0, 0, 0, 0)),
        ([receipt(), receipt(2, value=7, fee_of="cash-1")], (100, 0, 0, 0)),  # a fee takes nothing from the gift
        ([receipt(), receipt(2, value=30, part_of="cash-1")], (130, 0, 0, 0)),
        ([receipt(), receipt(2, "2023-07-20", 40, reverses="cash-1")], (60, 0, 0, 0)),  # back after the last day
        ([receipt(), receipt(2, "2023-08-01", 40, reverses="cash-1")], (100, 0, 0, 0)),  # not yet back
        ([receipt(on="2023-05-31"), receipt(2, value=40, reverses="cash-1")], (0, 0, 0, 0)),  # nothing to take from
        ([receipt(), receipt(2, value=40, reverses="cash-1", supporter={})], (60, 0, 0, 0)),  # whoever it names
        ([handover()], (100, 100, 0, 0)),
        ([handover(), handover(2, value=30, reverses="ban-giao-1")], (70, 70, 0, 0)),
        ([handover(funded_by="receipts")], (0, 0, 0, 0)),  # its receipt is what counts
        ([handover(funded_by="receipts", paid_from=FUND)], (0, 0, 0, 0)),
        ([promise()], (0, 0, 0, 100)),
        ([promise("2023-05-31")], (0, 0, 0, 0)),
        ([promise("2023-06-01")], (0, 0, 0, 100)),
        ([promise("2023-06-30")], (0, 0, 0, 100)),
        ([promise("2023-07-01")], (0, 0, 0, 0)),
        ([promise(accepted=None)], (0, 0, 0, 0)),
        ([promise(accepted={"on": date(2023, 8, 1)})], (0, 0, 0, 0)),
        ([promise(cancelled={"on": date(2023, 7, 1)})], (0, 0, 0, 0)),
        ([promise(kind="loan")], (0, 0, 0, 0)),
        ([promise(**WON)], (0, 0, 0, 100)),
        ([promise(**WON), receipt(value=60, **UNDER)], (60, 0, 0, 40)),
        ([promise(supporter={"visibility": "anonymous"}), receipt(value=60, **UNDER)], (0, 0, 0, 0)),  # not won by it
        ([promise(supporter=OWN | {"visibility": "name"}, solicited_by="xuong-mau"), receipt(**UNDER)], (0, 0, 0, 0)),
        ([promise(), receipt(value=60, pledge=REFERENCE)], (60, 0, 0, 40)),  # its own twice over, counted once
        ([promise(), receipt(pledge=REFERENCE), handover(funded_by="receipts", pledge=REFERENCE)], (100, 100, 0, 0)),
        (
            [promise(), receipt(pledge=REFERENCE), handover(funded_by="receipts", pledge=REFERENCE, value=40)],
            (100, 40, 0, 0),
        ),
        ([promise("2023-05-20", **WON), receipt(value=60, **UNDER)], (60, 0, 0, 0)),  # made before, given in the drive
        ([promise(**WON), receipt(on="2023-07-05", value=60, **UNDER)], (0, 0, 60, 40)),
        ([promise("2023-05-20", **WON), receipt(on="2023-07-05", value=60, **UNDER)], (0, 0, 0, 0)),
    ],
)
def test_what_a_drive_has_brought(lines: list[Pledge | Receipt | Handover], wanted: tuple[int, ...]) -> None:
    assert count(*lines) == wanted


def test_the_whole_is_the_sum_of_the_accounts() -> None:
    one = Brought(*map(Dong, (5, 3, 2, 1)))
    assert whole([]) == (0, 0, 0, 0)
    assert whole([one, one]) == (10, 6, 4, 2)


DAYS = st.integers(-5, 60).map(lambda days: (date(2023, 6, 1) + timedelta(days)).isoformat())
NOT = {"visibility": "anonymous"}
PARTS = st.lists(
    st.tuples(
        DAYS,
        st.integers(1, 500),
        st.sampled_from((OWN, NOT, OWN | {"visibility": "name"})),
        st.booleans(),  # under the promise
        st.sampled_from(("receipt", "direct", "from receipts")),
        st.none() | st.tuples(DAYS, st.integers(1, 500)),  # taken back
    ),
    max_size=8,
)


@settings(max_examples=150, deadline=None)
@given(PARTS, st.none() | st.tuples(DAYS, st.integers(1, 900), st.booleans()), DAYS)
def test_parts_never_exceed_the_whole(
    drawn: list[tuple[str, int, dict[str, str], bool, str, tuple[str, int] | None]],
    promised: tuple[str, int, bool] | None,
    as_of: str,
) -> None:
    lines: list[Pledge | Receipt | Handover] = []
    if promised is not None:
        lines.append(promise(promised[0], promised[1], **(WON if promised[2] else {})))
    for number, (on, value, supporter, under, kind, back) in enumerate(drawn):
        more: dict[str, Any] = {"supporter": supporter, "pledge": REFERENCE if under and promised else None}
        if kind == "receipt":
            lines.append(receipt(number, on, value, **more))
        else:
            lines.append(handover(number, on, value, funded_by="supporter" if kind == "direct" else "receipts", **more))
        if back is not None:
            later, amount = max(on, back[0]), min(value, back[1])
            if kind == "receipt":
                lines.append(receipt(100 + number, later, amount, reverses=f"cash-{number}"))
            else:
                gave = "supporter" if kind == "direct" else "receipts"
                lines.append(handover(100 + number, later, amount, funded_by=gave, reverses=f"ban-giao-{number}"))
    given_, handed_over, later_, open_ = count(*lines, as_of=as_of)
    came = sum(
        line.value_vnd
        for line in lines
        if not isinstance(line, Pledge)
        and line.reverses is None
        and (isinstance(line, Receipt) or line.funded_by == "supporter")
    )
    assert 0 <= handed_over <= given_
    assert later_ >= 0
    assert given_ + later_ <= came, "each gift once"
    assert 0 <= open_ <= (promised[1] if promised else 0)
