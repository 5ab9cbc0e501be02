"""Pages and drawings of certificates, and the page that checks a code."""

from __future__ import annotations

import re
from datetime import date
from xml.etree import ElementTree

import pytest

from nhandao.public.views import Certificate, Dong, Giving, Organisation
from nhandao.records.certificate_codes import certificate_code
from nhandao.site.certificate_drawing import drawing
from nhandao.site.content import Content
from nhandao.site.engine import frame_of
from nhandao.site.language import VIETNAMESE
from nhandao.site.theme import Theme
from tests.site.building import BASE, THEME, Bench, canonical, differences, is_noindex
from tests.site.made_up import AS_OF, SOCIETY, address, organisation, public_site, sealed, small

SVG = "{http://www.w3.org/2000/svg}"
CODE = certificate_code(["pledge"])
YEAR_CODE = certificate_code(["year"])


def pledge(**more: object) -> Certificate:
    made = Certificate(
        CODE, f"/kiem-tra/{CODE}/", "pledge", "CK23A00014", date(2023, 10, 2), date(2023, 10, 5), 5, ("cash", "labour"),
        Dong(21_000_000), None, None, 5, 2, 0,
    )  # fmt: skip
    return made._replace(**more)  # type: ignore[arg-type]


def year(**more: object) -> Certificate:
    made = Certificate(
        YEAR_CODE, f"/kiem-tra/{YEAR_CODE}/", "year", "", date(2021, 11, 25), date(2022, 11, 24), 3, ("cash",), None,
        Dong(7_000_000), Dong(2_000_000), 0, 0, 4,
    )  # fmt: skip
    return made._replace(**more)  # type: ignore[arg-type]


def body(*certificates: Certificate, **more: object) -> Organisation:
    return sealed(organisation(0)._replace(certificates=certificates, **more))  # type: ignore[arg-type]


def built(bench: Bench, *bodies: Organisation, base: str = BASE, giving: bool = False) -> None:
    site = small(public_site([address(0)]))
    if giving:
        site = site._replace(society=site.society._replace(giving=Giving(True, (), Dong(200_000_000), 12)))
    bench.build(site._replace(organisations=bodies), base=base)


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def words(svg: str) -> list[str]:
    return [text.text or "" for text in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_a_promise_is_told_with_its_days_number_kinds_and_value_and_how_far_it_was_kept(bench: Bench) -> None:
    built(bench, body(pledge()))
    html = bench.text(f"/kiem-tra/{CODE}/")
    told = plain(html)
    assert "đã hứa giúp 5 địa chỉ nhân đạo bằng tiền, ngày công. Trị giá lời hứa: 21.000.000\u00a0đ." in html
    for wanted in ("02/10/2023", "05/10/2023", "đã giữ 2 trong 5", CODE):
        assert wanted in told
    assert is_noindex(html)
    assert f'href="/kiem-tra/{CODE}/giay-ghi-nhan.svg" download="{CODE}.svg"' in html


def test_a_year_is_told_with_its_days_gifts_and_sums(bench: Bench) -> None:
    built(bench, body(year()))
    html = bench.text(f"/kiem-tra/{YEAR_CODE}/")
    assert "đã giúp 3 địa chỉ nhân đạo qua 4 lượt bằng tiền." in html
    assert "Gửi đến Hội: 7.000.000\u00a0đ. Trao thẳng: 2.000.000\u00a0đ." in html
    assert "25/11/2021 – 24/11/2022" in html
    assert "đã giữ" not in html


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (pledge(addresses=1, promises=1), "đã hứa giúp một địa chỉ nhân đạo bằng tiền, ngày công."),
        (pledge(addresses=0, kinds=("cash",)), "đã hứa góp vào quỹ của cuộc vận động bằng tiền."),
        (pledge(promised=None), "đã hứa giúp 5 địa chỉ nhân đạo bằng tiền, ngày công."),
        (year(addresses=1, gifts=1), "đã giúp một địa chỉ nhân đạo qua một lượt bằng tiền."),
        (year(addresses=0), "đã góp vào quỹ của cuộc vận động 4 lượt bằng tiền."),
        (year(received=None, handed_over=None), "đã giúp 3 địa chỉ nhân đạo qua 4 lượt bằng tiền."),
        (year(received=Dong(0)), "Trao thẳng: 2.000.000\u00a0đ."),
    ],
)
def test_every_kind_of_certificate_has_its_sentence(bench: Bench, one: Certificate, said: str) -> None:
    built(bench, body(one))
    html = bench.text(one.url)
    assert said in html
    amounts = {amount for amount in (one.promised, one.received, one.handed_over) if amount}
    assert html.count("\u00a0đ.") == 2 * len(amounts)  # in words, and in the drawing


def test_the_file_is_the_drawing_of_the_page_and_asks_for_nothing(bench: Bench) -> None:
    built(bench, body(pledge()))
    file = bench.text(f"/kiem-tra/{CODE}/giay-ghi-nhan.svg")
    html = bench.text(f"/kiem-tra/{CODE}/")
    assert file.strip() in html
    root = ElementTree.fromstring(file)
    assert (root.get("width"), root.get("height"), root.get("viewBox")) == ("297mm", "210mm", "0 0 297 210")
    assert "GIẤY GHI NHẬN" in words(file)
    assert CODE in words(file)
    assert f"Kiểm tra tại: {BASE.removeprefix('https://')}/kiem-tra/" in words(file)
    assert any("không có giá trị" in text for text in words(file))
    assert {name for element in root.iter() for name in element.attrib if "href" in name} == set()
    assert not re.search(r"url\(|<script|<image|<style", file)


def test_without_the_address_of_the_site_there_is_no_code_to_scan(bench: Bench) -> None:
    built(bench, body(pledge()), base="")
    file = bench.text(f"/kiem-tra/{CODE}/giay-ghi-nhan.svg")
    assert file.count("<path") == 3  # of the mark
    assert not any("Kiểm tra tại" in text for text in words(file))


@pytest.mark.parametrize(
    "name",
    [
        "Công ty <script>alert(1)</script> & “Con”",
        "A" * 120,
        "Côngtytráchnhiệmhữuhạnmộtthànhviên",
        "Công ty Trách nhiệm Hữu hạn Một Thành viên Sản xuất Thương mại Dịch vụ Xuất nhập khẩu Mẫu Số Một Tỉnh Bình Phước",
        "Xưởng",
    ],
)
def test_any_name_fits_the_sheet_and_stays_words(bench: Bench, name: str) -> None:
    built(bench, body(pledge(), name=name))
    frame = frame_of(SOCIETY, AS_OF, Content((), (), ()), Theme(THEME), BASE, VIETNAMESE, (VIETNAMESE,))
    drawn = drawing(body(pledge(), name=name), pledge(), frame, Theme(THEME))
    own = [line for line in drawn.lines if line.bold]
    assert 1 <= len(own) <= 3
    assert "".join(line.text for line in own).replace(" ", "").startswith(name.replace(" ", "")[:12])
    assert any(line.text.endswith("…") for line in own) == (len(name.split()[0]) > 60)
    assert all(75 < line.y < 150 for line in drawn.lines)
    assert [line.y for line in drawn.lines] == sorted(line.y for line in drawn.lines)
    assert "<script>" not in bench.text(f"/kiem-tra/{CODE}/")
    ElementTree.fromstring(bench.text(f"/kiem-tra/{CODE}/giay-ghi-nhan.svg"))


def test_the_organisation_lists_its_certificates_and_only_there_are_any_does_it(bench: Bench) -> None:
    built(bench, body(pledge(), year()), sealed(organisation(1)))
    html = bench.text("/to-chuc/hoi-0/")
    assert re.findall(r'<a href="(/kiem-tra/CN[^"]+)">([^<]+)</a>', html) == [
        (f"/kiem-tra/{CODE}/", "Lời hứa ngày 02/10/2023"),
        (f"/kiem-tra/{YEAR_CODE}/", "Năm 2022"),
    ]
    assert "/kiem-tra/" not in bench.text("/to-chuc/hoi-1/")


def test_a_certificate_that_no_longer_holds_leaves_the_site_and_nothing_else_changes_but_its_organisation(
    bench: Bench,
) -> None:
    built(bench, body(pledge(), year()))
    before = bench.tree()
    built(bench, body(year()))
    changed = [path for path in differences(before, bench.tree()) if not path.startswith(("so-cai/phat-hanh", "api/"))]
    assert changed == [
        f"kiem-tra/{CODE}/giay-ghi-nhan.svg",
        f"kiem-tra/{CODE}/index.html",
        "kiem-tra/index.html",
        "kiem-tra/sai-ma/index.html",
        "to-chuc/hoi-0/index.html",
    ]
    assert not bench.has(f"/kiem-tra/{CODE}/")


def test_the_check_page_knows_the_newest_release_and_has_a_form_without_script_where_something_answers_it(
    bench: Bench,
) -> None:
    built(bench, body(pledge()))
    html = bench.text("/kiem-tra/")
    (release,) = re.findall(r'data-release="(/so-cai/phat-hanh/[^"]+/)"', html)
    assert bench.has(f"{release}certificates.json".strip("/"))
    assert CODE in bench.text(f"{release}certificates.json")
    assert "/giving/" not in html
    assert 'data-module="check-certificate" hidden' in html
    built(bench, body(pledge()), giving=True)
    assert 'action="/giving/certificate"' in bench.text("/kiem-tra/")
    wrong = bench.text("/kiem-tra/sai-ma/")
    assert "sai ít nhất một ký tự" in wrong
    assert is_noindex(wrong)
    assert canonical(wrong) == f"{BASE}/kiem-tra/"
    assert f"<loc>{BASE}/kiem-tra/</loc>" in bench.text("/sitemap.xml")
    assert "sai-ma" not in bench.text("/sitemap.xml")
