"""Pages of drives, their list, and what leads to them."""

from __future__ import annotations

from datetime import date

from nhandao.public.views import Collected, Dong, Drive, Transfer
from tests.site.building import Bench, is_noindex
from tests.site.made_up import address, organisation, public_site, small

QR = Transfer(Dong(0), "", "00020101021138TEST6304ABCD")


def drive(state: str = "open", number: int = 1, **more: object) -> Drive:
    made = Drive(
        f"dot-{number}", f"/dot/dot-{number}/", f"Đợt số {number} <mẫu>", "Góp cho một địa chỉ.", "", "Chi hội 0",
        "/to-chuc/hoi-0/", "hoi-0", "Chi hội, chi đoàn", state, date(2023, 10, 1), date(2023, 11, 5), 6,
        Dong(5_000_000), Dong(1_250_000), Dong(0), Dong(0), Dong(2_000_000),
        (Collected(address(0).card.code, address(0).card, "", (QR,) if state == "open" else ()),), 2, f"{state}{number}",
    )  # fmt: skip
    return made._replace(**more)  # type: ignore[arg-type]


def built(bench: Bench, *drives: Drive) -> None:
    site = small(public_site([address(0)]))
    bench.build(site._replace(drives=drives, organisations=(organisation(0),)))


def test_an_open_drive_tells_goal_progress_days_and_how_to_give(bench: Bench) -> None:
    built(bench, drive())
    html = bench.text("/dot/dot-1/")
    assert "Đợt số 1 &lt;mẫu&gt;" in html
    assert "còn 6 ngày, đến hết ngày 05/11/2023" in html
    for told in ("5.000.000\u00a0đ", "1.250.000\u00a0đ", "2.000.000\u00a0đ", "(25%)"):
        assert told in html
    assert html.count('<svg class="qr"') == 1
    assert 'href="/tai-khoan-that/"' in html
    assert 'href="/to-chuc/hoi-0/"' in html
    assert f'href="{address(0).card.url}"' in html
    assert "hiện không hiển thị: 2" in html
    assert "chưa tính vào đợt này" in html
    assert not is_noindex(html)


def test_a_closed_drive_shows_its_outcome_and_takes_no_more(bench: Bench) -> None:
    built(bench, drive("closed", days=0, later=Dong(300_000)))
    html = bench.text("/dot/dot-1/")
    assert "đợt góp được <strong>1.250.000\u00a0đ</strong> trên mục tiêu 5.000.000\u00a0đ" in html
    assert "300.000\u00a0đ" in html
    assert '<svg class="qr"' not in html


def test_a_coming_drive_says_from_when_its_codes_are_there(bench: Bench) -> None:
    built(bench, drive("coming"))
    html = bench.text("/dot/dot-1/")
    assert "Đợt mở từ ngày 01/10/2023" in html
    assert '<svg class="qr"' not in html


def test_the_list_has_open_coming_and_closed_ones_under_headings(bench: Bench) -> None:
    built(bench, drive(), drive("coming", 2), drive("closed", 3))
    html = bench.text("/dot/")
    places = [html.index(f">{heading}</h2>") for heading in ("Đang mở", "Sắp mở", "Đã đóng")]
    links = [html.index(f'href="/dot/dot-{number}/"') for number in (1, 2, 3)]
    assert sorted([*places, *links]) == [places[0], links[0], places[1], links[1], places[2], links[2]]


def test_the_organisation_the_business_page_and_the_sitemap_lead_to_a_drive(bench: Bench) -> None:
    built(bench, drive())
    assert 'href="/dot/dot-1/"' in bench.text("/to-chuc/hoi-0/")
    assert 'href="/dot/"' in bench.text("/doanh-nghiep/")
    sitemap = bench.text("/sitemap.xml")
    assert "/dot/</loc>" in sitemap
    assert "/dot/dot-1/</loc>" in sitemap


def test_without_drives_there_is_no_list_and_no_link(bench: Bench) -> None:
    built(bench)
    assert not (bench.out / "dot").exists()
    assert 'href="/dot/"' not in bench.text("/doanh-nghiep/")


def test_a_drive_that_may_not_be_shown_any_more_is_told_to_be_gone(bench: Bench) -> None:
    site = small(public_site([address(0)]))
    bench.build(site._replace(drives=(drive(),)))
    bench.build(site._replace(gone_drives=("/dot/dot-1/",)))
    assert not (bench.out / "dot").exists()
    assert "/dot/dot-1/\n" in bench.text("/gone.txt")
    assert "/dot/dot-1/ 1;\n" in bench.text("/gone.map")


def test_a_change_of_one_drive_renders_its_page_and_the_list_only(bench: Bench) -> None:
    site = small(public_site([address(0)]))
    bench.build(site._replace(drives=(drive(), drive(number=2))))
    changed = drive(number=2, given=Dong(1), digest="other")
    assert bench.build(site._replace(drives=(drive(), changed))).made == 2
