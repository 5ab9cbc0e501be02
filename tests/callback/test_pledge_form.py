"""The pledge form: right ones become a promise and a contact, wrong ones a list of what to mend."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nhandao.book.checks import CHECKS
from nhandao.book.load import load
from nhandao.records.campaign import Campaign
from nhandao.records.canonical import to_yaml
from nhandao.records.lines import Pledge
from scripts.callback.pledge_form import FIELDS, Account, Draft, Problem, read
from scripts.callback.pledge_texts import TEXTS
from tests import tree

TODAY = date(2023, 10, 31)
NOW = datetime(2023, 10, 31, 3, 0, tzinfo=UTC)
RIGHT = {
    "lang": "vi", "altcha": "", "code": "DC23A0002G", "kind": "cash", "amount": "500.000", "quantity": "", "unit": "",
    "frequency": "once", "times": "", "first": "", "who": "individual", "origin": "inside", "visibility": "anonymous",
    "name": "", "phone": "0912 345 678", "email": "", "message": "", "link": "", "consent": "yes",
}  # fmt: skip


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    return tree.book(tree.write(tmp_path_factory.mktemp("data"))).campaign


def account(code: str) -> Account:
    return {"DC23A0002G": "open", "QC23A0001E": "open", "DC23A0003E": "closed"}.get(code, "unknown")  # type: ignore[return-value]


def draft(campaign: Campaign, **fields: str) -> Draft:
    found = read(RIGHT | fields, campaign, TODAY, account)
    assert isinstance(found, Draft), found
    return found


def problems(campaign: Campaign, **fields: str) -> list[tuple[str, str]]:
    found = read(RIGHT | fields, campaign, TODAY, account)
    assert isinstance(found, list), found
    return [(problem.field, problem.code) for problem in found]


def test_the_form_of_the_page_has_the_fields_that_are_read() -> None:
    template = (Path(__file__).parents[2] / "theme/templates/components/pledge_form.html").read_text()
    named = re.findall(r'name="(\w+)"|\{\{ (?:field|choice)\(\'(\w+)\'', template)
    assert {one or other for one, other in named} == set(FIELDS) == set(RIGHT)


def test_money_once_becomes_a_promise_that_ends_after_thirty_days(campaign: Campaign) -> None:
    made = draft(campaign)
    pledge = made.promise("CK23B00019", NOW).pledge
    assert (pledge.account, pledge.value_vnd, pledge.kind) == ("DC23A0002G", 500_000, "cash")
    assert (pledge.made_on, pledge.expires_on, pledge.source) == (TODAY, date(2023, 11, 30), "form")
    assert pledge.schedule is None
    assert pledge.supporter.visibility == "anonymous"


def test_a_schedule_is_worth_all_its_times_and_ends_after_the_last(campaign: Campaign) -> None:
    made = draft(campaign, frequency="quarterly", times="4", first="11/2023", amount="1tr5")
    pledge = made.promise("CK23B00019", NOW).pledge
    assert pledge.value_vnd == 6_000_000
    assert pledge.schedule is not None
    assert pledge.schedule.first_on == date(2023, 11, 1)
    assert pledge.expires_on == date(2024, 8, 31)
    assert made.understood()[0] == "1.500.000 đồng mỗi kỳ, 4 kỳ hằng quý, từ tháng 11/2023."


def test_days_of_work_have_the_rate_of_the_campaign(campaign: Campaign) -> None:
    made = draft(campaign, kind="labour", quantity="3", amount="9 tỷ")
    assert (made.value, made.quantity, made.unit) == (750_000, 3, "ngày công")
    assert made.expires_on == date(2024, 1, 29)


def test_goods_keep_their_quantity_and_money_has_none(campaign: Campaign) -> None:
    made = draft(campaign, kind="in_kind", quantity="2", unit="chiếc xe lăn", amount="7.000.000")
    assert (made.quantity, made.unit, made.value) == (2, "chiếc xe lăn", 7_000_000)
    assert draft(campaign, quantity="2", unit="xe").quantity is None


@pytest.mark.parametrize("visibility", ["anonymous", "amount"])
def test_a_name_nobody_is_to_see_is_kept_nowhere(campaign: Campaign, visibility: str) -> None:
    made = draft(campaign, visibility=visibility, name="Nguyễn Văn An")
    kept = to_yaml(made.promise("CK23B00019", NOW).pledge) + made.contact("CK23B00019").model_dump_json()
    assert "An" not in kept.replace("Anh", "")


def test_a_shown_name_stands_in_the_promise(campaign: Campaign) -> None:
    supporter = draft(campaign, visibility="name", name=" Nhóm\u200b  bạn đọc ", who="organisation").supporter
    assert (supporter.name, supporter.kind, supporter.visibility) == ("Nhóm bạn đọc", "organisation", "name")


def test_contact_and_message_are_in_the_private_part_only(campaign: Campaign) -> None:
    made = draft(campaign, email="An@Example.org", message="Chúc cô khoẻ.\nSẽ ghé thăm.")
    promise, contact = made.promise("CK23B00019", NOW), made.contact("CK23B00019")
    assert (contact.phone, contact.email, contact.message) == (
        "0912345678",
        "An@example.org",
        "Chúc cô khoẻ. Sẽ ghé thăm.",
    )
    assert (contact.message_state, contact.consent_on, contact.reference) == ("waiting", TODAY, "CK23B00019")
    public = promise.model_dump_json()
    assert promise.message is None
    assert not [secret for secret in ("0912345678", "example.org", "khoẻ") if secret in public]
    shown = repr(made) + repr(contact)
    assert not [secret for secret in ("0912345678", "example.org", "khoẻ") if secret in shown]


def test_a_small_gift_is_taken_with_a_note_that_the_ledger_accepts(campaign: Campaign) -> None:
    assert draft(campaign, amount="20.000").note
    assert draft(campaign, amount="50.000").note is None
    assert problems(campaign, amount="500") == [("amount", "amount-small")]


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"code": ""}, [("code", "code-empty")]),
        ({"code": "DC23A0002H"}, [("code", "code-wrong")]),
        ({"code": "CK23B00019"}, [("code", "code-wrong")]),
        ({"code": "DC23A0009X"}, [("code", "code-wrong")]),
        ({"code": "QC23A0002C"}, [("code", "code-unknown")]),
        ({"code": "DC23A0003E"}, [("code", "code-closed")]),
        ({"code": "../../etc/passwd"}, [("code", "code-wrong")]),
        ({"kind": "gold"}, [("kind", "choice")]),
        ({"amount": ""}, [("amount", "amount-empty")]),
        ({"amount": "nhiều"}, [("amount", "amount-unclear")]),
        ({"amount": "0"}, [("amount", "amount-unclear")]),
        ({"amount": "-500000"}, [("amount", "amount-unclear")]),
        ({"amount": "200.000.001"}, [("amount", "amount-large")]),
        ({"amount": "100 triệu", "frequency": "yearly", "times": "3"}, [("amount", "amount-large")]),
        ({"kind": "in_kind"}, [("quantity", "quantity-empty"), ("unit", "unit-empty")]),
        ({"kind": "in_kind", "quantity": "0", "unit": "xe"}, [("quantity", "quantity-wrong")]),
        ({"kind": "in_kind", "quantity": "1,5", "unit": "xe"}, [("quantity", "quantity-wrong")]),
        ({"kind": "in_kind", "quantity": "1", "unit": "xe, gọi 0912345678"}, [("unit", "unit-contact")]),
        ({"kind": "in_kind", "quantity": "1", "unit": "x" * 61}, [("unit", "text-long")]),
        ({"frequency": "monthly", "times": "1"}, [("times", "times-wrong")]),
        ({"frequency": "monthly", "times": "121", "amount": "50k"}, [("times", "times-wrong")]),
        ({"frequency": "yearly", "times": "11"}, [("times", "times-wrong")]),
        ({"frequency": "monthly", "times": "12", "first": "9/2023"}, [("first", "first-out")]),
        ({"frequency": "monthly", "times": "12", "first": "11/2024"}, [("first", "first-out")]),
        ({"frequency": "monthly", "times": "12", "first": "sớm"}, [("first", "first-wrong")]),
        ({"visibility": "name"}, [("name", "name-empty")]),
        ({"visibility": "name", "name": "A"}, [("name", "name-short")]),
        ({"visibility": "name", "name": "…!!…"}, [("name", "name-short")]),
        ({"visibility": "name", "name": "An 0912345678"}, [("name", "name-contact")]),
        ({"visibility": "name", "name": "vay nhanh www.x.vn"}, [("name", "name-contact")]),
        ({"visibility": "name", "name": "<b>An</b>"}, [("name", "name-contact")]),
        ({"phone": ""}, [("phone", "contact-empty")]),
        ({"phone": "12"}, [("phone", "phone-wrong")]),
        ({"email": "an@"}, [("email", "email-wrong")]),
        ({"message": "x" * 501}, [("message", "text-long")]),
        ({"link": "http://x"}, [("", "trap")]),
        ({"consent": ""}, [("consent", "consent-missing")]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_at_its_field(
    campaign: Campaign, fields: dict[str, str], wrong: list[tuple[str, str]]
) -> None:
    assert problems(campaign, **fields) == wrong


def test_all_that_is_wrong_is_told_at_once(campaign: Campaign) -> None:
    found = read({}, campaign, TODAY, account)
    assert isinstance(found, list)
    assert [problem.field for problem in found] == ["code", "amount", "phone", "consent"]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_problem_has_words_in_both_languages(lang: str) -> None:
    values = {"found": "1", "meant": "2", "most": "3", "minutes": "4", "each": "5", "times": "6", "rhythm": "7", "month": "8",
              "year": "9", "days": "10", "value": "11", "reference": "12"}  # fmt: skip
    for code in TEXTS:
        text = Problem("", code, tuple(values.items())).words(lang)  # type: ignore[arg-type]
        assert text
        assert "{" not in text


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.fixed_dictionaries({}, optional={
    "amount": st.sampled_from(["500k", "1.000", "49.999", "200.000.000", "1 tỷ", "x"]) | st.integers(0, 10**10).map(str),
    "kind": st.sampled_from(["cash", "in_kind", "labour", "service", "loan"]),
    "quantity": st.integers(-1, 10**6).map(str) | st.text(max_size=5),
    "unit": st.text(max_size=70),
    "frequency": st.sampled_from(["once", "monthly", "quarterly", "yearly"]),
    "times": st.integers(0, 300).map(str),
    "first": st.sampled_from(["", "10/2023", "2024-10", "11/2024", "x"]),
    "visibility": st.sampled_from(["anonymous", "amount", "name", "name_amount"]),
    "name": st.text(max_size=70),
    "message": st.text(max_size=520),
}))  # fmt: skip
def test_whatever_is_typed_a_promise_that_is_taken_fits_the_ledger(
    campaign: Campaign, tmp_path_factory: pytest.TempPathFactory, fields: dict[str, str]
) -> None:
    found = read(RIGHT | fields, campaign, TODAY, account)
    if isinstance(found, list):
        assert found
        return
    pledge = found.promise("CK23B00019", NOW).pledge
    assert pledge.value_vnd <= campaign.plausible.most_vnd
    assert pledge.expires_on is not None
    assert pledge.expires_on > TODAY
    found.contact("CK23B00019")
    again = Pledge.model_validate(pledge.model_dump())
    assert again == pledge


def test_a_promise_as_it_is_written_passes_every_check_of_the_book(campaign: Campaign, tmp_path: Path) -> None:
    made = draft(
        campaign, kind="in_kind", quantity="3", unit="kg gạo", amount="45.000", visibility="name_amount", name="Bạn đọc"
    )
    folder = tree.write(tmp_path)
    pledge = made.promise("CK23B00019", NOW).pledge
    path = folder / f"pledges/2023/10/{pledge.reference}.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(to_yaml(pledge), encoding="utf-8")
    book, wrong = load(folder)
    assert book is not None
    assert wrong == []
    assert CHECKS
    assert book.pledges[pledge.reference] == pledge
