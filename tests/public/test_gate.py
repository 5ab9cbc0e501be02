"""The gate: what becomes public, on which day, and what never does."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from nhandao.public import gate
from nhandao.public.gate import publish
from nhandao.public.text import counted
from nhandao.public.views import PublicSite
from tests.tree import ADDRESS, HANDOVER, RECEIPT, day, replace, write

TODAY = date(2026, 1, 1)


def site(folder: Path, as_of: str = "2023-10-31", cache: Path | None = None) -> PublicSite:
    made, problems = publish(folder, day(as_of), TODAY, cache)
    assert made is not None, [problem.render() for problem in problems]
    return made


def test_nothing_is_public_while_anything_is_wrong(tmp_path: Path) -> None:
    write(tmp_path)
    replace(tmp_path, RECEIPT, "value_vnd: 2000000", "value_vnd: 2.000.000")
    made, problems = publish(tmp_path, None, TODAY)
    assert made is None
    assert [problem.code for problem in problems if problem.path == RECEIPT] == ["money-text"]


def test_the_day_is_the_one_given_else_the_campaigns_else_today(tmp_path: Path) -> None:
    write(tmp_path)
    assert site(tmp_path, "2023-07-01").as_of == date(2023, 7, 1)
    made, _ = publish(tmp_path, None, TODAY)
    assert made is not None
    assert made.as_of == date(2023, 10, 31)
    replace(tmp_path, "campaign.yaml", "as_of: 2023-10-31\n", "")
    made, _ = publish(tmp_path, None, TODAY)
    assert made is not None
    assert made.as_of == TODAY


@pytest.mark.parametrize(("as_of", "pages"), [("2023-03-24", 0), ("2023-03-25", 1)])
def test_a_page_appears_on_the_day_of_introduction(tmp_path: Path, as_of: str, pages: int) -> None:
    assert len(site(write(tmp_path), as_of).addresses) == pages


def test_lines_after_the_day_are_not_seen(tmp_path: Path) -> None:
    write(tmp_path)
    before, after = site(tmp_path, "2023-05-31"), site(tmp_path, "2023-06-01")
    assert (before.addresses[0].card.received, before.addresses[0].card.waiting_days) == (0, 72)
    assert after.addresses[0].card.received == 2_000_000
    assert before.balance.received == 0
    assert before.months == ()


def test_received_pledged_and_needed_add_up_to_the_target(tmp_path: Path) -> None:
    write(
        tmp_path,
        """
        # pledges/2023/10/CK23A00014.yaml
        reference: CK23A00014
        made_on: 2023-10-20
        account: DC23A0002G
        supporter: {name: Anh Q., visibility: name_amount}
        kind: cash
        value_vnd: 500000
        """,
    )
    card = site(tmp_path).addresses[0].card
    assert (card.received, card.pledged, card.needed, card.target) == (2_000_000, 500_000, 1_000_000, 3_500_000)


@pytest.mark.parametrize(
    ("visibility", "name", "amount", "on"),
    [
        ("name_amount", "Anh Q.", 2_000_000, date(2023, 6, 1)),
        ("name", "Anh Q.", None, None),
        ("amount", "", 2_000_000, date(2023, 6, 1)),
        ("anonymous", "", None, date(2023, 6, 1)),
    ],
)
def test_each_giver_is_shown_as_they_chose(
    tmp_path: Path, visibility: str, name: str, amount: int | None, on: date | None
) -> None:
    write(tmp_path)
    named = "name: Anh Q., " if name else ""
    replace(tmp_path, RECEIPT, "value_vnd:", f"supporter: {{{named}visibility: {visibility}}}\nvalue_vnd:")
    made = site(tmp_path)
    (support,) = made.addresses[0].supports
    assert (support.supporter, support.amount, support.on) == (name, amount, on)
    (line,) = [line for line in made.months[0].lines if line.direction == "in"]
    assert line.amount == 2_000_000
    assert line.supporter == (name if amount else "")
    assert made.balance.anonymous_gifts == (0 if name else 1)


def test_an_organisation_that_is_not_public_is_never_named(tmp_path: Path) -> None:
    write(
        tmp_path,
        """
        # organisations/enterprise/cong-ty-an-danh.yaml
        id: cong-ty-an-danh
        kind: enterprise
        name: Công ty Kín
        level: outside
        epoch: "2023"
        public: false
        since: 2022-01-01
        """,
    )
    replace(
        tmp_path,
        RECEIPT,
        "value_vnd:",
        "supporter: {organisation: cong-ty-an-danh, kind: organisation, visibility: name_amount}\nvalue_vnd:",
    )
    assert "Kín" not in repr(site(tmp_path))
    assert "cong-ty-an-danh" not in repr(site(tmp_path))


def test_without_consent_to_the_story_the_page_stands_without_it(tmp_path: Path) -> None:
    write(tmp_path)
    replace(tmp_path, ADDRESS, "scopes: [publish, story]", "scopes: [publish]")
    (view,) = site(tmp_path).addresses
    assert view.story_html == ""


@pytest.mark.parametrize("end", ["withdrawn_on", "expires_on"])
def test_when_consent_ends_everything_goes_but_the_code_in_the_ledger(tmp_path: Path, end: str) -> None:
    write(tmp_path)
    replace(tmp_path, ADDRESS, "on: 2023-03-01}\n", f"on: 2023-03-01, {end}: 2023-09-01}}\n")
    assert len(site(tmp_path, "2023-08-31").addresses) == 1
    made = site(tmp_path, "2023-09-01")
    assert made.addresses == ()
    assert [gone.url for gone in made.gone] == ["/dia-chi/DC23A0002G/"]
    assert "Cô H." not in repr(made)
    assert [line.account for line in made.months[0].lines] == ["DC23A0002G", "DC23A0002G"]
    assert all(line.account_url == "" for line in made.months[0].lines)
    assert made.balance.held == 500_000


def test_when_consent_to_tell_of_illness_ends_the_story_goes(tmp_path: Path) -> None:
    write(tmp_path)
    replace(tmp_path, ADDRESS, "đã nhiều năm", "đã nhiều năm, vừa chữa ung thư")
    replace(
        tmp_path,
        ADDRESS,
        "  - {scopes: [publish, story], by: self, on: 2023-03-01}",
        "  - {scopes: [publish, story], by: self, on: 2023-03-01}\n  - {scopes: [health], by: self, on: 2023-03-01, withdrawn_on: 2023-09-01}",
    )
    assert "ung thư" in site(tmp_path, "2023-08-31").addresses[0].story_html
    assert "ung thư" not in repr(site(tmp_path, "2023-09-01"))


def test_a_finished_address_leaves_an_anonymous_outcome_at_its_url(tmp_path: Path) -> None:
    write(tmp_path)
    replace(
        tmp_path,
        ADDRESS,
        "categories:",
        "finished: {on: 2023-08-01, reason: completed, outcome: Đã có xe lăn và tự đi lại được mỗi ngày.}\ncategories:",
    )
    made = site(tmp_path)
    assert made.addresses == ()
    (view,) = made.finished
    assert (view.url, view.balance.handed_over) == ("/dia-chi/DC23A0002G/", 1_500_000)
    assert "Cô H." not in repr(made)


def test_a_duplicate_points_to_the_page_that_took_over(tmp_path: Path) -> None:
    write(tmp_path)
    second = (tmp_path / ADDRESS).read_text().replace("DC23A0002G", "DC23A0003E")
    (tmp_path / "addresses/2023/DC23A0003E.yaml").write_text(second + "duplicate_of: DC23A0002G\n")
    (gone,) = site(tmp_path).gone
    assert (gone.until, gone.to_url) == ("duplicate", "/dia-chi/DC23A0002G/")


@pytest.mark.parametrize(
    ("as_of", "late", "listed"),
    [("2023-09-08", False, True), ("2023-09-09", True, True), ("2023-12-07", True, True), ("2023-12-08", True, False)],
)
def test_help_without_an_outcome_report_is_flagged_then_left_out_of_lists(
    tmp_path: Path, as_of: str, late: bool, listed: bool
) -> None:
    card = site(write(tmp_path), as_of).addresses[0].card
    assert (card.report_late, card.listed) == (late, listed)
    assert ("category:disability" in card.facets) == listed
    assert "state:helped" in card.facets


def test_a_choice_counts_the_addresses_of_its_list(tmp_path: Path) -> None:
    write(tmp_path)
    assert [choice.open for choice in site(tmp_path, "2023-12-07").categories if choice.open] == [1]
    late = site(tmp_path, "2023-12-08")
    assert [choice.open for choice in late.categories if choice.open] == []
    assert [choice.code for choice in late.states if choice.open] == ["helped"]


@pytest.mark.parametrize(("as_of", "late"), [("2024-03-01", False), ("2024-03-02", True)])
def test_a_survey_older_than_twelve_months_is_flagged(tmp_path: Path, as_of: str, late: bool) -> None:
    assert site(write(tmp_path), as_of).addresses[0].card.survey_late is late


@pytest.mark.parametrize(
    ("as_of", "open_"), [("2023-04-30", False), ("2023-05-01", True), ("2023-07-29", True), ("2023-07-30", False)]
)
def test_giving_is_open_on_the_last_day_of_the_call_and_not_after(tmp_path: Path, as_of: str, open_: bool) -> None:
    write(tmp_path)
    replace(tmp_path, ADDRESS, "categories:", "call: {opens_on: 2023-05-01, closes_on: 2023-07-29}\ncategories:")
    assert site(tmp_path, as_of).addresses[0].giving_open is open_


def test_a_fully_funded_address_takes_no_more(tmp_path: Path) -> None:
    write(tmp_path)
    replace(tmp_path, RECEIPT, "value_vnd: 2000000", "value_vnd: 3600000")
    view = site(tmp_path).addresses[0]
    assert (view.card.needed, view.card.received, view.giving_open, view.buys) == (0, 3_500_000, False, ())


def test_what_a_sum_buys_is_computed_from_open_needs(tmp_path: Path) -> None:
    write(tmp_path)
    replace(
        tmp_path,
        ADDRESS,
        "quantity: 1, unit: chiếc, unit_price_vnd: 3500000",
        "quantity: 3, unit: chiếc, unit_price_vnd: 1500000",
    )
    assert [(buy.amount, buy.quantity) for buy in site(tmp_path).addresses[0].buys] == [(1_500_000, 1)]
    assert [(buy.amount, buy.quantity) for buy in site(tmp_path, "2023-05-01").addresses[0].buys] == [
        (1_500_000, 1),
        (4_500_000, 3),
    ]


@pytest.mark.parametrize(
    ("unit", "name", "text"),
    [
        ("chiếc", "Xe lăn", "chiếc xe lăn"),
        ("tháng", "Tiền chợ cho hai bà cháu", "tháng tiền chợ cho hai bà cháu"),
        ("sổ", "Sổ tiết kiệm cho cháu đi học", "sổ tiết kiệm cho cháu đi học"),
        ("Thẻ", "Thẻ bảo hiểm y tế", "thẻ bảo hiểm y tế"),
        ("hạng mục", "Hạng mục sân phơi", "hạng mục sân phơi"),
        ("hạng mục", "Lối dốc và tay vịn", "hạng mục lối dốc và tay vịn"),
        ("bộ", "Bếp ga", "bộ bếp ga"),
        ("con", "Công chăm bò", "con công chăm bò"),
        ("cây", "Cây", "cây"),
        ("thẻ", "BHYT một năm", "thẻ BHYT một năm"),
        ("cái", "Ô che", "cái ô che"),
        ("lần", "Đi khám", "lần đi khám"),
    ],
)
def test_what_a_sum_buys_reads_as_a_sentence_does(unit: str, name: str, text: str) -> None:
    assert counted(unit, name) == text


def test_the_list_and_the_transfer_say_the_same_thing_for_a_sum(tmp_path: Path) -> None:
    write(tmp_path)
    view = site(tmp_path, "2023-05-01").addresses[0]
    assert [f"{buy.quantity} {buy.thing}" for buy in view.buys] == ["1 chiếc xe lăn gấp"]
    assert [choice.buys for choice in view.transfers] == ["", "1 chiếc xe lăn gấp"]


def test_lines_of_another_programme_help_but_are_not_counted(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / HANDOVER).unlink()
    replace(tmp_path, RECEIPT, "value_vnd:", "programme: tet-2023\ncounted_here: false\nvalue_vnd:")
    made = site(tmp_path)
    assert (made.balance.received, made.balance.gifts, made.months) == (0, 0, ())
    assert made.addresses[0].card.received == 2_000_000


def test_default_order_is_priority_then_least_supported_then_longest_waiting(tmp_path: Path) -> None:
    write(tmp_path)
    base = (tmp_path / ADDRESS).read_text()
    for code, approved, rank in (
        ("DC23A0003E", "2023-03-18", 0),
        ("DC23A0004C", "2023-03-15", 0),
        ("DC23A0005A", "2023-03-19", 1),
    ):
        text = base.replace("DC23A0002G", code).replace("approved: {on: 2023-03-20", f"approved: {{on: {approved}")
        if rank:
            text += f"priority: {{list: phuoc-long-2023, rank: {rank}}}\n"
        (tmp_path / f"addresses/2023/{code}.yaml").write_text(text)
    assert [view.card.code for view in site(tmp_path).addresses] == [
        "DC23A0005A",
        "DC23A0004C",
        "DC23A0003E",
        "DC23A0002G",
    ]


def test_a_story_is_plain_prose_whatever_was_typed(tmp_path: Path) -> None:
    write(tmp_path)
    replace(tmp_path, ADDRESS, "đã nhiều năm.", "đã <b onclick=x>nhiều</b> năm <script>alert(1)</script> & **vui**.")
    html = site(tmp_path).addresses[0].story_html
    assert "<strong>vui</strong>" in html
    assert "<script" not in html
    assert "onclick" not in html
    assert "&amp;" in html


def test_the_memo_gives_the_very_same_site_and_notices_every_change(tmp_path: Path) -> None:
    data, cache = write(tmp_path / "data"), tmp_path / "cache"
    first = site(data, cache=cache)
    assert site(data, cache=cache) == first
    replace(data, HANDOVER, "value_vnd: 1500000", "value_vnd: 1400000")
    changed = site(data, cache=cache)
    assert changed == site(data)
    assert changed.addresses[0].card.digest != first.addresses[0].card.digest
    assert site(data, "2023-07-01", cache) == site(data, "2023-07-01")


def test_a_large_folder_is_published_by_another_process_with_the_same_outcome(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path)
    on = date(2023, 10, 31)
    here = publish(tmp_path, on, on)
    assert here[0] is not None
    monkeypatch.setattr(gate, "_LARGE", 0)
    assert publish(tmp_path, on, on) == here
    replace(tmp_path, ADDRESS, "kind: individual", "kind: person")
    site, problems = publish(tmp_path, on, on)
    assert site is None
    assert [problem.code for problem in problems] == ["not-in-list"]


def test_publishing_again_after_a_change_gives_what_a_first_time_gives(tmp_path: Path) -> None:
    data, on = write(tmp_path / "data"), date(2023, 10, 31)
    publish(data, on, on, tmp_path / "cache", again=True)
    replace(data, RECEIPT, "value_vnd: 2000000", "value_vnd: 1900000")
    again, _ = publish(data, on, on, tmp_path / "cache", again=True)
    first, _ = publish(data, on, on)
    assert again == first


def test_a_dangling_reference_is_told_although_no_view_can_be_made_of_it(tmp_path: Path) -> None:
    write(tmp_path)
    replace(tmp_path, ADDRESS, 'unit: "25216"', 'unit: "25218"')
    site, problems = publish(tmp_path, None, date(2023, 10, 31))
    assert site is None
    assert [problem.code for problem in problems] == ["unknown-unit"]
