"""What may be told of a record's past: the fields that pages show, numbers and days from and to, texts never."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhandao.public import labels
from nhandao.public.audit import (
    RecordChange,
    RecordChanges,
    Values,
    Version,
    differences,
    public_audit,
    public_state,
    read_record,
    record_changes,
    values_of,
)
from nhandao.public.gate import publish
from nhandao.public.views import Audit, PublicSite
from nhandao.records.address import Address
from scripts.history.moments import VIETNAM
from tests import tree

CODE = "DC23A0002G"
TEXT = tree.documents(tree.BASE)
ADDRESS, RECEIPT = TEXT[tree.ADDRESS], TEXT[tree.RECEIPT]
SHOWN = ("addresses", CODE)
LINE = ("receipts", "transfer-FT1")
START = datetime(2023, 4, 1, 8, 0, tzinfo=VIETNAM)


def chain(*texts: str | None, key: tuple[str, str] = SHOWN, public: bool = True, days: int = 30) -> RecordChanges:
    """The changes of a record that held each text in turn, ``None`` for no file, a month apart."""
    names = ["", *("" if text is None else f"v{texts.index(text)}" for text in texts)]
    contents = {name: text.encode() for name, text in zip(names[1:], texts, strict=True) if text is not None}
    versions = [
        Version(f"commit{number}", START + timedelta(days=days * number), "commune", (old,), new)
        for number, (old, new) in enumerate(pairwise(names))
    ]
    return record_changes(key, versions, contents, public_state if public else None)


def told(changes: RecordChanges) -> list[tuple[str, list[tuple[str, int, Any, Any]]]]:
    return [
        (change.event, [(field.field, field.number, field.old, field.new) for field in change.fields])
        for change in changes.changes
    ]


@pytest.mark.parametrize(
    ("old", "new", "fields"),
    [
        ("unit_price_vnd: 3500000", "unit_price_vnd: 3000000", [("target", 0, 3_500_000, 3_000_000), ("need_price", 1, 3_500_000, 3_000_000)]),
        ("quantity: 1, unit", "quantity: 2, unit", [("target", 0, 3_500_000, 7_000_000), ("need_quantity", 1, 1, 2)]),
        ("form: wheelchair", "form: medical", [("need_form", 1, "Xe lăn", "Khám, chữa bệnh")]),
        ("unit_price_vnd: 3500000}", "unit_price_vnd: 3500000, frequency: yearly}", [("need_frequency", 1, "một lần", "hằng năm")]),
        ("what: Xe lăn gấp", "what: Xe lăn nhẹ", [("needs", 0, None, None)]),
        ("3500000}\n", "3500000}\n  - {form: medical, what: Khám mắt, quantity: 1, unit: lần, unit_price_vnd: 500000}\n",
         [("target", 0, 3_500_000, 4_000_000), ("need_count", 0, 1, 2), ("needs", 0, None, None)]),
        ("ra chợ\nsummary", "đi chợ\nsummary", [("title", 0, None, None)]),
        ("đi bán hàng.", "đi bán rau.", [("summary", 0, None, None)]),
        ("chờ người quen", "chờ hàng xóm", [("story", 0, None, None)]),
        ("[disability]", "[agent_orange]", [("categories", 0, None, None)]),
        ('unit: "25216"', 'unit: "25217"', [("place", 0, None, None)]),
        ("age_band: 16_to_59", "age_band: 60_up", [("people", 0, None, None)]),
        ("survey: {on: 2023-03-01", "survey: {on: 2023-03-02", [("surveyed_on", 0, date(2023, 3, 1), date(2023, 3, 2))]),
        ("approved: {on: 2023-03-20, by: Hội thị xã", "approved: {on: 2023-03-21, by: Hội tỉnh",
         [("approved_on", 0, date(2023, 3, 20), date(2023, 3, 21)), ("approved_by", 0, None, None)]),
        ("consents:", "surplus: commune\nconsents:", [("surplus", 0, labels.SURPLUS["fund"], labels.SURPLUS["commune"])]),
        ("consents:", "priority: {list: phuoc-long-2023, rank: 3}\nconsents:", [("priority", 0, None, 3), ("priority_list", 0, None, None)]),
        ("consents:", "call: {opens_on: 2023-04-01, closes_on: 2023-06-30}\nconsents:",
         [("opens_on", 0, None, date(2023, 4, 1)), ("closes_on", 0, None, date(2023, 6, 30))]),
    ],
)  # fmt: skip
def test_numbers_and_days_are_told_from_and_to_and_texts_only_that_they_changed(
    old: str, new: str, fields: list[tuple[str, int, Any, Any]]
) -> None:
    assert old in ADDRESS
    assert told(chain(ADDRESS, ADDRESS.replace(old, new))) == [("added", []), ("changed", fields)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("reference: HS-1", "reference: HS-2"), ("document: QD-1", "document: QD-2"), ("Cô H.\npeople", "Cô K.\npeople"),
        ("consents:", "notes: Chỉ để cán bộ đọc\nconsents:"), ("by: self, on: 2023-03-01}", "by: self, on: 2023-02-01}"),
        ("# a", "# a"),
    ],
)  # fmt: skip
def test_what_no_page_shows_is_not_told(old: str, new: str) -> None:
    changed = ADDRESS.replace(old, new) + "# a comment\n"
    assert told(chain(ADDRESS, changed)) == [("added", [])]


def test_a_story_is_not_told_of_without_agreement_to_it() -> None:
    silent = ADDRESS.replace("[publish, story]", "[publish]")
    assert told(chain(silent, silent.replace("chờ người quen", "chờ hàng xóm"))) == [("added", [])]


def test_a_draft_is_not_told_and_its_first_public_state_is_the_beginning() -> None:
    draft = ADDRESS.replace("introduced: {on: 2023-03-25}\n", "")
    cheaper = draft.replace("3500000", "3000000")
    found = chain(draft, cheaper, ADDRESS)
    assert told(found) == [("added", [])]
    assert found.changes[0].commit == "commit2"
    assert [event for event, _ in told(chain(draft, cheaper, ADDRESS, public=False))] == ["added", "changed", "changed"]


def test_an_address_that_was_away_comes_back_as_what_it_was_last_seen_as() -> None:
    away = ADDRESS.replace("3500000", "1000000") + "suspended: {on: 2023-04-15, reason: kiểm tra}\n"
    back = ADDRESS.replace("3500000", "3000000")
    assert told(chain(ADDRESS, away, back))[1:] == [
        ("changed", [("target", 0, 3_500_000, 3_000_000), ("need_price", 1, 3_500_000, 3_000_000)])
    ]


@pytest.mark.parametrize("broken", ["code: [", "code: DC23A0002G\n", "\ufeffx: 1\n", "a: \xff", ""])
def test_a_version_that_cannot_be_read_is_passed_over_with_a_note(broken: str) -> None:
    found = chain(ADDRESS, broken, ADDRESS.replace("3500000", "3000000"))
    assert [event for event, _ in told(found)] == ["added", "changed"]
    assert told(found)[1][1][0] == ("target", 0, 3_500_000, 3_000_000)
    assert [version.commit for version in found.unreadable] == ["commit1"]


def test_a_line_is_told_when_written_changed_and_removed() -> None:
    less = RECEIPT.replace("2000000", "1900000")
    other = less.replace(CODE, "QC23A0001E")
    found = chain(RECEIPT, less, other, None, key=LINE)
    assert told(found) == [
        ("added", []),
        ("changed", [("amount", 0, 2_000_000, 1_900_000)]),
        ("changed", [("account", 0, CODE, "QC23A0001E")]),
        ("removed", []),
    ]
    assert [change.accounts for change in found.changes] == [
        (CODE,), (CODE,), ("QC23A0001E", CODE), ("QC23A0001E",),
    ]  # fmt: skip
    assert [(change.line_on, change.amount) for change in found.changes][-1] == (date(2023, 6, 1), 1_900_000)


def test_a_line_counted_in_another_programme_is_as_good_as_removed() -> None:
    elsewhere = RECEIPT + "programme: tet-2024\ncounted_here: false\n"
    assert told(chain(RECEIPT, elsewhere, key=LINE)) == [("added", []), ("removed", [])]
    assert told(chain(elsewhere, key=LINE)) == []


def test_who_gave_is_never_told_only_that_it_changed() -> None:
    named = RECEIPT + "supporter: {name: Ông Mẫu, visibility: name_amount}\n"
    found = chain(named, RECEIPT, key=LINE)
    assert told(found)[1] == ("changed", [("supporter", 0, None, None)])
    assert "Ông Mẫu" not in repr(found)


def test_of_a_merge_only_what_is_in_no_parent_is_told() -> None:
    one, other = ADDRESS.replace("3500000", "3000000"), ADDRESS.replace("Hội phường", "Hội tỉnh")
    both = one.replace("Hội phường", "Hội tỉnh").replace("ra chợ\nsummary", "đi chợ\nsummary")
    contents = {"a": ADDRESS, "b": one, "c": other, "d": both}
    versions = [
        Version("1", START, "", ("",), "a"),
        Version("2", START + timedelta(days=1), "", ("a",), "b"),
        Version("3", START + timedelta(days=1), "", ("a",), "c"),
        Version("4", START + timedelta(days=2), "", ("b", "c"), "d"),
    ]
    found = record_changes(SHOWN, versions, {name: text.encode() for name, text in contents.items()}, public_state)
    assert told(found)[3] == ("changed", [("title", 0, None, None)])


# --- hypothesis ------------------------------------------------------------------------------------------------------

TEXTS = ("title", "summary", "story", "categories")
PROSE = st.text(alphabet="abc đ", min_size=100, max_size=110).map(lambda text: f"Văn {text} hết.")
NEED = st.fixed_dictionaries({
    "form": st.sampled_from(["wheelchair", "medical"]), "what": st.sampled_from(["Xe lăn", "Khám mắt"]),
    "quantity": st.integers(1, 3).map(str), "unit": st.just("lần"), "unit_price_vnd": st.integers(1, 3).map(str),
    "frequency": st.sampled_from(["once", "yearly"]),
})  # fmt: skip
STATE = st.fixed_dictionaries({
    "code": st.just(CODE), "epoch": st.just("2023"), "unit": st.sampled_from(["25216", "25217"]), "kind": st.just("individual"),
    "display_name": st.just("Cô H."), "people": st.just([{"age_band": "16_to_59", "count": "1"}]),
    "title": PROSE.map(lambda text: text[:40]), "summary": PROSE, "story": PROSE,
    "categories": st.sampled_from([["disability"], ["injury"]]), "needs": st.lists(NEED, min_size=1, max_size=3),
    "survey": st.fixed_dictionaries({"on": st.sampled_from(["2023-03-01", "2023-03-02"]), "by": st.sampled_from(["A", "B"])}),
    "approved": st.none() | st.just({"on": "2023-03-20", "by": "Hội", "document": "QD"}),
    "call": st.none() | st.just({"opens_on": "2023-04-01", "closes_on": "2023-06-30"}),
}).map(lambda values: {key: value for key, value in values.items() if value is not None})  # fmt: skip


def values(state: Mapping[str, Any]) -> Values:
    return values_of(Address.model_validate(state), date(2023, 5, 1))


@given(STATE, STATE)
def test_the_old_values_with_their_changes_are_the_new_ones(old: dict[str, Any], new: dict[str, Any]) -> None:
    before, after = values(old), values(new)
    changes = differences(before, after)
    applied = {key: value for key, (kind, value) in before.items() if kind != "text"}
    same_count = before["need_count", 0] == after["need_count", 0]
    for change in changes:
        if change.kind == "text":
            assert (change.old, change.new) == (None, None)
        else:
            assert applied.get((change.field, change.number)) == change.old
            applied[change.field, change.number] = change.new
    expected = {key: value for key, (kind, value) in after.items() if kind != "text"}
    for key in applied.keys() | expected.keys():
        if same_count or not key[1]:
            assert applied.get(key) == expected.get(key), key
    texts = {key[0] for key, (kind, value) in after.items() if kind == "text" and before[key] != (kind, value)} if (
        before.keys() >= {key for key, (kind, _) in after.items() if kind == "text"}
    ) else set()  # fmt: skip
    assert texts <= {change.field for change in changes}


@given(STATE)
def test_a_state_does_not_differ_from_itself(state: dict[str, Any]) -> None:
    assert differences(values(state), values(state)) == ()


@given(STATE, STATE)
def test_the_way_back_touches_the_same_fields(old: dict[str, Any], new: dict[str, Any]) -> None:
    there, back = differences(values(old), values(new)), differences(values(new), values(old))
    assert [(one.field, one.number, one.old, one.new) for one in there] == [
        (one.field, one.number, one.new, one.old) for one in back
    ]


@given(st.binary(max_size=200))
def test_any_bytes_are_a_record_or_nothing(content: bytes) -> None:
    assert read_record(Address, content) is None


# --- publishing ------------------------------------------------------------------------------------------------------


def views(folder: Path, as_of: date = date(2023, 10, 31)) -> PublicSite:
    made, problems = publish(folder, as_of, as_of)
    assert made is not None, problems
    return made


def published(site: PublicSite, *changes: RecordChange) -> Audit:
    return public_audit(site, changes)


def test_an_audit_is_by_month_oldest_first_and_by_address_newest_first(tmp_path: Path) -> None:
    cheaper = chain(ADDRESS, ADDRESS.replace("3500000", "3000000")).changes
    line = chain(None, None, None, RECEIPT, key=LINE).changes
    audit = published(views(tree.write(tmp_path)), *line, *cheaper)
    assert [(month.month, month.url, len(month.changes)) for month in audit.months] == [
        ("2023-06", "/so-cai/lich-su/2023-06/", 1), ("2023-05", "/so-cai/lich-su/2023-05/", 1),
        ("2023-04", "/so-cai/lich-su/2023-04/", 1),
    ]  # fmt: skip
    (history,) = audit.addresses
    assert (history.code, history.url) == (CODE, f"/dia-chi/{CODE}/lich-su/")
    assert [(change.what, change.event, change.on, change.time) for change in history.changes] == [
        ("receipt", "added", date(2023, 6, 30), "08:00"), ("address", "changed", date(2023, 5, 1), "08:00"),
        ("address", "added", date(2023, 4, 1), "08:00"),
    ]  # fmt: skip
    assert {change.role_name for change in history.changes} == {"cán bộ cấp xã"}


@pytest.mark.parametrize(
    "gone",
    [
        lambda text: text + "suspended: {on: 2023-04-15, reason: kiểm tra}\n",
        lambda text: text.replace("by: self, on: 2023-03-01}", "by: self, on: 2023-03-01, withdrawn_on: 2023-09-01}"),
        lambda text: text.replace("introduced: {on: 2023-03-25}\n", ""),
    ],
)
def test_an_address_that_is_not_shown_has_no_history_but_its_lines_have(
    tmp_path: Path, gone: Callable[[str], str]
) -> None:
    folder = tree.write(tmp_path)
    (folder / tree.ADDRESS).write_text(gone(ADDRESS), encoding="utf-8")
    changes = (*chain(ADDRESS, ADDRESS.replace("3500000", "3000000")).changes, *chain(RECEIPT, key=LINE).changes)
    site = views(folder)
    assert any(line.reference == "transfer-FT1" for month in site.months for line in month.lines)
    audit = published(site, *changes)
    assert audit.addresses == ()
    (only,) = [change for month in audit.months for change in month.changes]
    assert (only.reference, only.account, only.account_url) == ("transfer-FT1", CODE, "")


def test_a_finished_address_tells_of_its_end_only(tmp_path: Path) -> None:
    end = "finished: {on: 2023-07-01, reason: graduated, outcome: Cô đã tự đi chợ mỗi ngày.}\n"
    folder = tree.write(tmp_path)
    (folder / tree.ADDRESS).write_text(ADDRESS + end, encoding="utf-8")
    cheaper = ADDRESS.replace("3500000", "3000000")
    found = chain(ADDRESS, cheaper, cheaper, cheaper, cheaper + end).changes
    audit = published(views(folder), *found)
    (history,) = audit.addresses
    assert [(change.event, [field.field for field in change.fields]) for change in history.changes] == [
        ("changed", ["finished_on", "ended", "outcome"]), ("added", []),
    ]  # fmt: skip


def test_nothing_of_a_later_day_is_told(tmp_path: Path) -> None:
    folder = tree.write(tmp_path)
    changes = (*chain(ADDRESS, ADDRESS.replace("3500000", "3000000")).changes, *chain(RECEIPT, key=LINE).changes)
    audit = published(views(folder, date(2023, 4, 30)), *changes)
    assert [(change.what, change.event) for month in audit.months for change in month.changes] == [("address", "added")]


def test_promises_are_never_published(tmp_path: Path) -> None:
    promise = (
        f"reference: CK23A00014\nmade_on: 2023-04-02\naccount: {CODE}\nsupporter: {{}}\nkind: cash\nvalue_vnd: 100000\n"
    )
    key = ("pledges", "CK23A00014")
    assert told(chain(promise, key=key)) == []
    staff = chain(promise, key=key, public=False)
    assert told(staff) == [("added", [])]
    assert published(views(tree.write(tmp_path)), *staff.changes).months == ()


def test_corrections_name_the_line_and_the_month_they_correct(tmp_path: Path) -> None:
    folder = tree.write(
        tmp_path,
        """
        # receipts/2023/08/02/refund-FT1.yaml
        source: refund
        payment_id: FT1
        on: 2023-08-02
        account: DC23A0002G
        value_vnd: 200000
        reverses: transfer-FT1

        # handovers/2023/09/03/ban-giao-2.yaml
        id: ban-giao-2
        on: 2023-09-03
        account: DC23A0002G
        form: wheelchair
        kind: cash
        value_vnd: 300000
        funded_by: receipts
        evidence: BB-2
        handed_by: hoi-phuoc-long
        reverses: ban-giao-1
        """,
    )
    assert [
        (one.reference, one.direction, one.amount, one.corrects, one.corrects_on, one.month_url, one.account_url)
        for one in views(folder).corrections
    ] == [
        ("ban-giao-2", "out", 300_000, "ban-giao-1", date(2023, 6, 10), "/so-cai/2023-06/", f"/dia-chi/{CODE}/"),
        ("refund-FT1", "back", 200_000, "transfer-FT1", date(2023, 6, 1), "/so-cai/2023-06/", f"/dia-chi/{CODE}/"),
    ]
    assert [one.reference for one in views(folder, date(2023, 8, 31)).corrections] == ["refund-FT1"]
