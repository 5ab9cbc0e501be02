"""Forms on the site: only where the society takes what they send, and whole without script."""

from __future__ import annotations

import gzip
import re
from html.parser import HTMLParser
from pathlib import Path
from zipfile import ZipFile

import pytest

from nhandao.public.views import Dong, Giving, PublicSite, Transfer
from nhandao.site import offline
from nhandao.site.answers import Answers
from nhandao.site.contexts import Pledged
from tests.site import made_up
from tests.site.building import THEME, Bench, is_noindex
from tests.site.made_up import address, public_site

BOTH = Giving(True, ("USD", "VND"), Dong(200_000_000), 12)
OPEN, CLOSED = address(0), address(9)


def site(giving: Giving = BOTH) -> PublicSite:
    made = public_site([OPEN, CLOSED])
    return made._replace(society=made.society._replace(giving=giving))


class Form(HTMLParser):
    """Fields of the forms of a page by action, with their values, in their order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: dict[str, dict[str, str]] = {}
        self._action = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = dict(attributes)
        if tag == "form":
            self._action = found.get("action") or ""
            self.forms[self._action] = {}
        elif self._action and found.get("name"):
            self.forms[self._action][found["name"] or ""] = found.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._action = ""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    bench = Bench(tmp_path_factory.mktemp("forms"))
    bench.build(site())
    return bench


def test_without_a_callback_no_page_holds_a_form_that_posts(bench: Bench) -> None:
    bench.build(site(Giving(False, (), Dong(0), 12)))
    assert not bench.has("/hua-giup/")
    for path in bench.out.rglob("*.html"):
        html = path.read_text()
        if "giao-dien" not in path.parts:
            assert 'method="post"' not in html
            assert "/giving." not in html


def test_an_open_address_has_both_forms_with_its_code(built: Bench) -> None:
    forms = Form(built.text(OPEN.card.url)).forms
    assert list(forms) == ["/giving/pledge", "/giving/checkout"]
    assert forms["/giving/pledge"]["code"] == forms["/giving/checkout"]["code"] == OPEN.card.code
    assert forms["/giving/pledge"]["lang"] == "vi"
    assert forms["/giving/checkout"].keys() == {"lang", "altcha", "nonce", "code", "amount", "currency", "rhythm"}
    html = built.text(OPEN.card.url)
    assert html.count('<details class="more-ways">') == 2, "closed until somebody opens them"


def test_a_closed_address_has_none(built: Bench) -> None:
    assert Form(built.text(CLOSED.card.url)).forms == {}
    assert "giving.js" not in built.text(CLOSED.card.url)


def test_who_has_only_a_code_on_paper_types_it(built: Bench) -> None:
    html = built.text("/hua-giup/")
    assert Form(html).forms["/giving/pledge"]["code"] == ""
    assert not is_noindex(html)
    assert "/hua-giup/" in "".join(path.read_text() for path in built.out.glob("sitemap*.xml"))


def test_pledges_alone_leave_out_the_card(bench: Bench) -> None:
    bench.build(site(BOTH._replace(card=())))
    assert list(Form(bench.text(OPEN.card.url)).forms) == ["/giving/pledge"]
    assert list(Form(bench.text("/hua-giup/")).forms) == ["/giving/pledge"]


def test_the_form_says_what_becomes_of_the_contact(built: Bench) -> None:
    html = built.text(OPEN.card.url)
    for words in ("12 tháng", "91/2025/QH15", "2 ngày làm việc", "Không bao giờ được công bố", made_up.SOCIETY.phone):
        assert words in html
    assert re.search(r'name="consent" value="yes" required>', html)
    assert "checked" not in html.partition('name="consent"')[2][:40], "consent is never given beforehand"


def test_what_a_phone_loads_first_stays_within_fifty_kilobytes(built: Bench) -> None:
    html = built.content(OPEN.card.url)
    loaded = set(re.findall(rb'(?:src|href)="(/theme/[^"?]+\.(?:js|css))', html))
    sizes = [len(gzip.compress(html, 9))] + [len(gzip.compress(built.content(path.decode()), 9)) for path in loaded]
    sizes += [len(font.read_bytes()) for font in (built.out / "theme/fonts").glob("*.woff2")]
    assert len(loaded) >= 4
    assert sum(sizes) <= 50_000


def test_an_offline_copy_has_no_form(tmp_path: Path) -> None:
    views = site()
    district = views.districts[0]
    offline.pack(
        views, district, made_up.CONTENT, out=tmp_path / "copy.zip", theme=THEME, photos=tmp_path, content_folder=tmp_path
    )  # fmt: skip
    with ZipFile(tmp_path / "copy.zip") as packed:
        pages = [name for name in packed.namelist() if name.endswith(".html")]
        assert pages
        assert not [
            name for name in pages if "<form" in packed.read(name).decode() or "hua-giup" in packed.read(name).decode()
        ]


@pytest.fixture(scope="module")
def answers() -> Answers:
    return Answers(site().society, made_up.AS_OF, made_up.CONTENT, THEME, "https://nhandao.example.org")


def test_what_was_typed_is_shown_again_and_does_nothing(answers: Answers) -> None:
    nasty = '"><script>alert(1)</script>'
    typed = {
        "amount": nasty,
        "kind": "labour",
        "message": "</textarea><b>",
        "name": "Điểu",
        "frequency": "yearly",
        "code": nasty,
    }
    html = answers.form("vi", "", typed, {"amount": "Chưa hiểu.", "": f"Sai {nasty}"}).decode()
    assert "<script>alert" not in html
    assert "</textarea><b>" not in html
    form = Form(html).forms["/giving/pledge"]
    assert (form["amount"], form["name"], form["code"]) == (nasty, "Điểu", nasty)
    assert '<option value="labour" selected>' in html
    assert '<option value="yearly" selected>' in html
    assert re.search(r'name="amount"[^>]* aria-invalid="true" aria-describedby="sai-amount y-amount"', html)
    assert '<span class="form__problem" id="sai-amount">Chưa hiểu.</span>' in html
    assert is_noindex(html)
    assert "/giving/checkout" not in html


def test_a_wrong_code_can_be_typed_again_and_a_right_one_stays(answers: Answers) -> None:
    wrong = answers.form("vi", "DC23A0001X", {"code": "DC23A0001X"}, {"code": "Sai."}).decode()
    assert 'type="hidden" name="code"' not in wrong
    right = answers.form("en", OPEN.card.code, {}, {"phone": "Wrong."}).decode()
    assert f'type="hidden" name="code" value="{OPEN.card.code}"' in right
    assert '<html lang="en">' in right
    assert 'name="lang" value="en"' in right


def test_the_answer_has_the_reference_and_the_code_to_scan(answers: Answers) -> None:
    pledged = Pledged(
        "CK23B00019", OPEN.card.code, OPEN.card.url, "tiền", "", Dong(500_000), "", made_up.AS_OF, ("Ghi chú <b>",),
        (Transfer(Dong(500_000), "", "MA MAU - KHONG CHUYEN TIEN"), Transfer(Dong(0), "", "MA MAU 2")),
    )  # fmt: skip
    html = answers.pledged("vi", pledged).decode()
    assert html.count("CK23B00019") >= 2
    assert html.count('class="qr"') == 2
    assert "Ghi chú &lt;b&gt;" in html
    assert "31/10/2023" in html
    english = answers.pledged("en", pledged._replace(transfers=())).decode()
    assert "Your promise has been written down" in english
    assert "to arrange the handover" in english


def test_a_few_words_are_a_whole_page(answers: Answers) -> None:
    html = answers.message("vi", "Xin đợi", "Thử lại sau <2> phút.").decode()
    assert "<h1>Xin đợi</h1>" in html
    assert "sau &lt;2&gt; phút" in html
