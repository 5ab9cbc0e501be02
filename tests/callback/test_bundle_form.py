"""The form for several addresses: right ones become promises made together, wrong ones a list of what to mend."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.vn import mst

from nhandao.book.load import load
from nhandao.records.campaign import Campaign
from nhandao.records.canonical import to_yaml
from scripts.callback import form_values
from scripts.callback.bundle_form import COMMON, MOST, OF_ONE, Bundle, amounts, chosen, read_bundle
from scripts.callback.pledge_answer import bundled
from scripts.callback.pledge_desk import TakenTogether, Turned
from scripts.private import keys, retention
from tests import tree
from tests.callback.test_bundle import ONE, TWO, reference
from tests.callback.test_pledge_desk import AT, OURS, Counter, counter  # noqa: F401 (a fixture)
from tests.callback.test_pledge_form import TODAY, account
from tests.public.test_ways import ANOTHER

NOW = datetime(2023, 10, 31, 3, 0, tzinfo=UTC)
FIRST, FUND, CLOSED = "DC23A0002G", "QC23A0001E", "DC23A0003E"
RIGHT = {
    "lang": "vi", "altcha": "", "ma": f"{FIRST}, {FUND}", "kind": "cash", "amount": "500.000", "quantity": "",
    "unit": "", "frequency": "once", "times": "", "first": "", "who": "organisation", "name": "Công ty Mẫu",
    "tax": "", "person": "", "origin": "inside", "visibility": "anonymous", "phone": "0912 345 678", "email": "",
    "message": "", "link": "", "consent": "yes", f"keep-{FIRST}": "yes", f"keep-{FUND}": "yes",
}  # fmt: skip


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    return tree.book(tree.write(tmp_path_factory.mktemp("data"))).campaign


def right(campaign: Campaign, **fields: str) -> Bundle:
    found = read_bundle(
        RIGHT | {name.replace("_", "-"): value for name, value in fields.items()}, campaign, TODAY, account
    )
    assert isinstance(found, Bundle), found
    return found


def wrong(campaign: Campaign, **fields: str) -> list[tuple[str, str]]:
    found = read_bundle(
        RIGHT | {name.replace("_", "-"): value for name, value in fields.items()}, campaign, TODAY, account
    )
    assert isinstance(found, list), found
    return [(problem.field, problem.code) for problem in found]


def test_the_form_of_the_page_has_the_fields_that_are_read() -> None:
    template = (Path(__file__).parents[2] / "theme/templates/bundle.html").read_text()
    form = template.partition('method="post"')[2].partition("</form>")[0]
    named = {one or other for one, other in re.findall(r'name="(\w+)"|\{\{ (?:field|choice)\(\'(\w+)\'', form)}
    assert named == set(COMMON)
    of_one = set(re.findall(r"name=\"(\w+)-\{\{ code|field\('(\w+)-' ~ code", form))
    assert {one or other for one, other in of_one} == set(OF_ONE)


def test_what_is_empty_for_an_address_is_taken_from_the_field_for_all(campaign: Campaign) -> None:
    made = right(campaign, amount_DC23A0002G="3,5 triệu")
    assert [(draft.account, draft.value) for draft in made.drafts] == [(FIRST, 3_500_000), (FUND, 500_000)]
    assert (made.value, made.each) == (4_000_000, 4_000_000)


def test_promises_made_together_share_a_reference_and_are_sound_records(campaign: Campaign, tmp_path: Path) -> None:
    told = right(campaign, kind="in_kind", quantity="2", unit="xe lăn", visibility="name_amount").promise(
        reference(9), (ONE, TWO), NOW
    )
    text = "".join(f"\n# pledges/2023/10/{pledge.reference}.yaml\n{to_yaml(pledge, '')}" for pledge in told.pledges)
    book, problems = load(tree.write(tmp_path, text))
    assert [problem.render("en") for problem in problems if not problem.warning] == []
    assert book is not None
    assert {pledge.bundle for pledge in book.pledges.values()} == {reference(9)}


def test_tax_code_person_and_hidden_name_are_sealed_and_never_in_a_promise(campaign: Campaign) -> None:
    made = right(campaign, tax="0300588569-001", person="Chị Mẫu")
    contact = made.contact(reference(9))
    assert (contact.name, contact.tax_code, contact.person) == ("Công ty Mẫu", "0300588569-001", "Chị Mẫu")
    told = made.promise(reference(9), (ONE, TWO), NOW).model_dump_json()
    for secret in ("Công ty Mẫu", "0300588569", "Chị Mẫu", "0912"):
        assert secret not in told
        assert secret not in repr(made)


def test_an_address_that_is_no_longer_ticked_is_left_out(campaign: Campaign) -> None:
    assert [draft.account for draft in right(campaign, **{f"keep_{FUND}": ""}).drafts] == [FIRST]


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ({"ma": ""}, [("ma", "bundle-none")]),
        ({"ma": f"{FIRST},{CLOSED},DC23A00021,DC23A00049", "keep_DC23A0003E": "yes", "keep_DC23A00021": "yes"},
         [("code-DC23A0003E", "code-closed"), ("code-DC23A00021", "code-wrong")]),
        ({"amount": "", "amount_DC23A0002G": "5"}, [("amount-DC23A0002G", "amount-small"), ("amount-QC23A0001E", "amount-empty")]),
        ({"kind": "in_kind", "unit": "xe lăn", "quantity_DC23A0002G": "2"}, [("quantity-QC23A0001E", "quantity-empty")]),
        ({"kind": "loan"}, [("kind", "choice")]),
        ({"name": ""}, [("name", "name-for-paper")]),
        ({"name": "", "visibility": "name"}, [("name", "name-empty")]),
        ({"name": "C" * 300}, [("name", "name-short")]),
        ({"name": "C" * 300, "visibility": "name"}, [("name", "name-short")]),
        ({"tax": "0300588560"}, [("tax", "tax-wrong")]),
        ({"person": "x" * 61}, [("person", "text-long")]),
        ({"phone": "", "consent": ""}, [("phone", "contact-empty"), ("consent", "consent-missing")]),
    ],
)  # fmt: skip
def test_each_thing_wrong_is_told_once_beside_its_field(
    campaign: Campaign, fields: dict[str, str], wanted: list[tuple[str, str]]
) -> None:
    assert wrong(campaign, **fields) == wanted


def test_a_name_with_right_to_left_marks_loses_them(campaign: Campaign) -> None:
    made = right(campaign, name="Công\u202e ty\u200f Mẫu\u2067", visibility="name")
    assert made.drafts[0].supporter.name == "Công ty Mẫu"


def test_ten_thousand_codes_are_counted_and_fifty_taken(campaign: Campaign) -> None:
    many = ",".join(f"DC23A{number:04}0" for number in range(10_000))
    assert len(chosen(many).codes) == MOST
    assert ("ma", "bundle-many") in wrong(campaign, ma=many)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("DC23A0002G,QC23A0001E", ("DC23A0002G", "QC23A0001E")),
        ("dc23a0002g\r\n DC23A-0002-G ;; QC23A0001E", ("DC23A0002G", "QC23A0001E")),
        ("<script>", ("<SCRIPT>",)),
        (" , ", ()),
    ],
)
def test_a_list_is_read_as_people_write_it(text: str, codes: tuple[str, ...]) -> None:
    assert chosen(text).codes == codes


def test_sums_of_the_list_fill_the_fields_and_anything_else_does_not() -> None:
    assert amounts("3500000,x,0", ("A", "B", "C")) == {"amount-A": "3.500.000"}


@given(st.from_regex(r"\A\d{10}(\d{3})?\Z"))
def test_tax_codes_are_those_an_independent_library_takes(text: str) -> None:
    plain = text.translate({ord(digit): str(int(digit)) for digit in text})
    if plain == text:
        digits = text[:10]
        known = digits[9] == mst.calc_check_digit(digits[:9])
        assert (form_values.tax_code(text) is not None) == known


def together(counter: Counter, **fields: str) -> TakenTogether | Turned:  # noqa: F811
    return counter.desk.take_together(RIGHT | fields, OURS, "192.0.2.1", AT)


def test_a_list_is_kept_as_one_message_with_one_contact(counter: Counter) -> None:  # noqa: F811
    taken = together(counter, tax="0300588569")
    assert isinstance(taken, TakenTogether)
    (promise,) = counter.inbox
    assert [pledge.reference for pledge in promise.pledges] == list(taken.references)
    assert {pledge.bundle for pledge in promise.pledges} == {taken.reference}
    assert taken.reference < min(taken.references), "so that a lost counter never gives it again"
    assert list(counter.store.references()) == [taken.reference]
    assert counter.store.open(taken.reference, keys.secret_key(counter.folder / "secret")).tax_code == "0300588569"
    again = together(counter, tax="0300588569")
    assert isinstance(again, TakenTogether)
    assert again.reference == taken.reference
    assert len(counter.inbox) == 1


def test_when_the_list_cannot_be_kept_no_contact_stays(counter: Counter) -> None:  # noqa: F811
    counter.full = True
    turned = together(counter)
    assert isinstance(turned, Turned)
    assert turned.status == 503
    assert list(counter.store.references()) == []


def test_the_confirmation_names_every_promise_and_one_transfer(counter: Counter) -> None:  # noqa: F811
    taken = together(counter)
    assert isinstance(taken, TakenTogether)
    told = bundled(taken.bundle, taken.reference, taken.references, counter.campaign)
    assert [(line.code, line.value) for line in told.lines] == [(FIRST, 500_000), (FUND, 500_000)]
    assert [transfer.amount for transfer in told.transfers] == [1_000_000, 0]
    assert all(taken.reference in transfer.payload for transfer in told.transfers)
    assert "quỹ chung" in told.notes[-1]


def test_the_contact_of_a_list_is_kept_until_the_last_promise_has_ended(tmp_path: Path) -> None:
    line = "reference: {}\nmade_on: 2023-10-01\naccount: {}\nsupporter: {{}}\nkind: cash\nvalue_vnd: 500000\nbundle: {}\nexpires_on: {}\n"
    rows = ((ONE, FIRST, "2023-10-31"), (TWO, CLOSED, "2023-12-31"))
    text = ANOTHER + "".join(
        f"\n# pledges/2023/10/{code}.yaml\n{line.format(code, address, reference(9), end)}"
        for code, address, end in rows
    )
    book = tree.book(tree.write(tmp_path, text))
    assert retention.due(book, [reference(9)], date(2024, 12, 30)) == ()
    assert retention.due(book, [reference(9)], date(2024, 12, 31)) == (reference(9),)
