"""Pages of the scoreboard and the reporting calendar, built from a small data folder, and their files."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date, timedelta
from html import unescape
from pathlib import Path

import pytest

from nhandao.public.gate import publish
from nhandao.public.score_views import Figure, Score, TrendPoint
from nhandao.public.views import PublicSite
from nhandao.site.build import build_site
from nhandao.site.calendar_file import folded
from nhandao.site.language import VIETNAMESE
from nhandao.site.score_charts import chart, gauge
from scripts.folders import CONTENT, THEME
from tests import tree
from tests.site.building import Bench
from tests.site.made_up import public_site, small
from tests.site.test_links import Links

MORE = """
# organisations/commune_body/hoi-mot.yaml
id: hoi-mot
kind: commune_body
name: Hội Nông dân Mẫu
level: commune
epoch: "2023"
unit: "25216"
since: 2022-01-01
leaders: [{id: chu-tich, position: Chủ tịch Hội, kind: head, since: 2022-01-01}]

# organisations/commune_body/hoi-hai.yaml
id: hoi-hai
kind: commune_body
name: Hội Phụ nữ Mẫu
level: commune
epoch: "2023"
unit: "25216"
since: 2022-01-01

# organisations/school/truong-mau.yaml
id: truong-mau
kind: school
name: Trường Mẫu
level: province
epoch: "2023"
unit: "25216"
since: 2022-01-01

# organisations/school_body/doan-mau.yaml
id: doan-mau
kind: school_body
name: Đoàn trường Mẫu
level: province
epoch: "2023"
unit: "25216"
part_of: truong-mau
since: 2022-01-01

# receipts/2023/06/02/transfer-G1.yaml
source: transfer
payment_id: G1
on: 2023-06-02
account: DC23A0002G
value_vnd: 100000
supporter: {organisation: hoi-mot, leader: chu-tich, visibility: name}

# receipts/2023/06/02/transfer-G2.yaml
source: transfer
payment_id: G2
on: 2023-06-02
account: DC23A0002G
value_vnd: 100000
supporter: {organisation: doan-mau, visibility: anonymous}

# submissions/2023/2023Q3-truong-mau.yaml
organisation: truong-mau
period: 2023Q3
on: 2023-09-12
"""
PAGES = (
    "/ket-qua/",
    "/ket-qua/thi-xa-phuoc-long/",
    "/ket-qua/xa/2023/25216-thac-mo/",
    "/ket-qua/xa/2023/25217-long-thuy/",
    "/ket-qua/truong/truong-mau/",
    "/ket-qua/bao-cao/",
)


def views_of(folder: Path, as_of: str | None = None) -> PublicSite:
    made, problems = publish(folder, date.fromisoformat(as_of) if as_of else None, date(2026, 1, 1))
    assert made is not None, [problem.render() for problem in problems]
    return made


@pytest.fixture(scope="module")
def views(tmp_path_factory: pytest.TempPathFactory) -> PublicSite:
    return views_of(tree.write(tmp_path_factory.mktemp("data"), MORE))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, views: PublicSite) -> Bench:
    made = Bench(tmp_path_factory.mktemp("score"))
    made.build(views)
    return made


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    made = Bench(tmp_path_factory.mktemp("english"))
    data = tree.write(made.folder / "data", MORE)
    report = build_site(
        out=made.out, data=data, as_of=None, today=date(2026, 1, 1), site_url="", content=CONTENT, theme=THEME,
        cache=made.cache, search="none",
    )  # fmt: skip
    assert not isinstance(report, list)
    return made


def links(html: str) -> Links:
    found = Links()
    found.feed(html)
    return found


def card(html: str, target: str) -> str:
    """The card of a target, as text with one space between words."""
    found = re.search(rf'<li class="score" id="{target.lower()}">(.*?)</details>', html, re.DOTALL)
    assert found is not None
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", found[1])).replace("\u00a0", " ").split())


def test_every_unit_has_a_page_that_the_one_above_leads_to(built: Bench) -> None:
    province, district, commune = (built.text(url) for url in PAGES[:3])
    assert PAGES[1] in links(province).urls
    assert PAGES[4] in links(province).urls
    assert {*PAGES[2:4], f"{PAGES[2]}#t5"} <= links(district).urls
    assert "/dia-chi/DC23A0002G/" in links(commune).urls
    assert {"/ket-qua/", PAGES[1], "/xa/2023/25216-thac-mo/"} <= links(commune).urls
    for url in ("/", "/so-cai/"):
        assert "/ket-qua/" in links(built.text(url)).urls


def test_links_of_the_pages_lead_to_files_and_places_in_them(built: Bench) -> None:
    for url in PAGES:
        for link in links(built.text(url)).urls:
            path, _, place = link.partition("#")
            path = path.partition("?")[0] or url
            if path.startswith(("/ket-qua/", "/dia-chi/", "/to-chuc/")):
                assert built.has(path), (url, link)
                assert not place or place in links(built.text(path)).ids, (url, link)


def test_a_number_opens_to_its_formula_its_rows_and_its_trend(built: Bench) -> None:
    text = card(built.text(PAGES[2]), "T6")
    assert text.startswith("Được trợ giúp 100 % 1 trên 1 Đạt Phải đạt: trên 70 % Cách tính và từng dòng")
    assert "(mục III.2). Số địa chỉ có hồ sơ được Hội, hoặc người do Hội vận động, trao giúp trong kỳ" in text
    assert "Đã được trợ giúp (1) DC23A0002G" in text
    assert "24/05/2023 Quý II 0 trên 1 0 %" in text
    assert text.endswith("31/10/2023 Quý IV, chưa hết quý 1 trên 1 100 %")


def test_who_may_not_be_named_is_a_number(built: Bench) -> None:
    text = card(built.text(PAGES[4]), "T9")
    assert "1 đã nhận, không nêu tên." in text
    for url in PAGES:
        assert "Đoàn trường Mẫu" not in built.text(url)
    assert "Đã nhận địa chỉ (1) Hội Nông dân Mẫu Chủ tịch Hội" in card(built.text(PAGES[2]), "T1")
    assert "Chưa nhận địa chỉ (1) Hội Phụ nữ Mẫu" in card(built.text(PAGES[2]), "T3")


def test_a_target_that_is_a_number_reads_as_one(built: Bench) -> None:
    assert card(built.text(PAGES[1]), "T7").startswith(
        "Kết nối qua hệ thống 1 trong 1 địa chỉ có hồ sơ Không thể đạt Phải đạt: ít nhất 30"
    )
    assert card(built.text(PAGES[2]), "T2").startswith(
        "Địa chỉ mới của xã, phường, thị trấn 1 Chưa đạt Phải đạt: ít nhất 3"
    )


def test_the_files_have_the_figures_of_the_pages(built: Bench, views: PublicSite) -> None:
    text = built.content("/ket-qua/danh-sach.csv").decode("utf-8-sig")
    table = list(csv.DictReader(io.StringIO(text)))
    kept = json.loads(built.content("/ket-qua/danh-sach.json"))
    assert [tuple(row.values()) for row in table] == [
        tuple("" if value is None else str(value) for value in row.values()) for row in kept["figures"]
    ]
    assert kept["count"] == len(table)
    for unit in views.scoreboard.units:
        html = built.text(unit.url)
        own = [row for row in table if row["code"] == unit.code]
        for score in unit.scores:
            (now,) = (row for row in own if row["figure"] == score.target and row["quarter"] == "0")
            shown = card(html, score.target)
            if now["share_percent"]:
                words = f"{now['share_percent'].replace('.', ',')} % {now['value']} trên {now['of']}"
            elif score.figure.least_number is None and now["of"]:
                words = f"{now['value']} trên {now['of']}"
            else:
                words = now["value"]
            assert f"{score.name} {words} " in shown
            assert [row["until"] for row in own if row["figure"] == score.target and row["quarter"] != "0"] == [
                point.last.isoformat() for point in score.trend if point.ended
            ]
        helped = {row["figure"]: int(row["value"]) for row in own if row["figure"].startswith("help")}
        assert helped.get("help_value_vnd") == (unit.help.value if unit.help else None)


def test_pages_have_no_script_and_no_style_inside(built: Bench) -> None:
    for url in PAGES:
        main = built.text(url).partition("<main")[2]
        assert not re.search(r"<script|<style|\sstyle=|\son\w+=", main), url


def test_before_the_year_begins_the_page_says_so(bench: Bench, tmp_path: Path) -> None:
    bench.build(views_of(tree.write(tmp_path / "data"), "2022-11-24"))
    assert "Năm báo cáo bắt đầu ngày 25/11/2022" in bench.text("/ket-qua/")
    assert bench.has("/ket-qua/bao-cao/")
    assert not bench.has(PAGES[1])


def test_only_pages_whose_figures_change_are_made_again(bench: Bench, tmp_path: Path) -> None:
    data = tree.write(tmp_path / "data", MORE)
    bench.build(views_of(data))
    before = bench.tree()
    tree.replace(data, tree.HANDOVER, "value_vnd: 1500000", "value_vnd: 1400000")
    bench.build(views_of(data))
    after = bench.tree()
    changed = {path for path in after if path.startswith("ket-qua/") and after[path] != before[path]}
    assert changed == {
        "ket-qua/index.html", "ket-qua/thi-xa-phuoc-long/index.html", "ket-qua/xa/2023/25216-thac-mo/index.html",
        "ket-qua/danh-sach.csv", "ket-qua/danh-sach.json",
    }  # fmt: skip


def test_a_site_without_figures_still_has_its_pages(bench: Bench) -> None:
    bench.build(small(public_site([])))
    assert bench.has("/ket-qua/")
    assert bench.has("/ket-qua/bao-cao/")
    assert bench.text("/ket-qua/han-bao-cao.ics").count("BEGIN:VEVENT") == 0


def test_the_pages_speak_english(english: Bench) -> None:
    text = card(english.text("/en/ket-qua/xa/2023/25216-thac-mo/"), "T6")
    assert text.startswith("Helped 100% 1 of 1 Reached To reach: more than 70%")
    assert "<h1>Results of 2023: Thác Mơ Ward</h1>" in english.text("/en/ket-qua/xa/2023/25216-thac-mo/")
    assert 'Results of 2023: <span lang="vi">Trường Mẫu</span></h1>' in english.text("/en/ket-qua/truong/truong-mau/")
    assert "before 30 Nov 2023" in english.text("/en/ket-qua/bao-cao/")
    assert not (english.out / "en/ket-qua/han-bao-cao.ics").exists()


# --- reports --------------------------------------------------------------------------------------------------------


def test_the_reporting_page_says_the_last_day_and_not_the_day_after(built: Bench) -> None:
    html = built.text("/ket-qua/bao-cao/")
    text = " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())
    assert "Hạn cuối 29/11/2023 (Kế hoạch ghi: trước ngày 30/11/2023). Còn 30 ngày, kể cả hôm nay." in text
    assert "Hạn cuối 29/05/2023 (Kế hoạch ghi: trước ngày 30/05/2023). Đã hết hạn." in text
    assert "2 nơi phải gửi: 0 đã gửi đúng hạn, 1 gửi trễ, 1 chưa gửi." in text
    assert "Trường Mẫu gửi trễ hạn, 12/09/2023" in text
    assert "Hội Chữ thập đỏ thị xã Phước Long chưa gửi, đã quá hạn" in text


def events(content: bytes) -> list[dict[str, str]]:
    """Events of a calendar, read as RFC 5545 says: lines end in CR LF, and a line that begins with a space goes on."""
    text = content.decode()
    assert text.endswith("END:VCALENDAR\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    lines = text.replace("\r\n ", "").split("\r\n")
    found: list[dict[str, str]] = []
    for line in lines:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found:
            found[-1][name] = value
    return found


def test_the_calendar_has_an_all_day_event_for_each_last_day(built: Bench, views: PublicSite) -> None:
    found = events(built.content("/ket-qua/han-bao-cao.ics"))
    assert [event["DTSTART;VALUE=DATE"] for event in found] == [
        "20230309", "20230529", "20230609", "20230909", "20231129", "20231209",
    ]  # fmt: skip
    for event, deadline in zip(found, views.scoreboard.deadlines, strict=True):
        assert event["DTEND;VALUE=DATE"] == f"{deadline.last_day + timedelta(days=1):%Y%m%d}"
        assert event["DTSTAMP"] == "20231031T000000Z"
        assert event["URL"] == "https://nhandao.example.org/ket-qua/bao-cao/"
    assert found[3]["SUMMARY"] == "Hạn cuối gửi báo cáo quý III năm 2023"
    assert "trước ngày 10/9/2023. Ai gửi: Hội Chữ thập đỏ huyện\\, thị xã\\," in found[3]["DESCRIPTION"]


def test_events_keep_their_identity_from_day_to_day(built: Bench, bench: Bench, tmp_path: Path) -> None:
    bench.build(views_of(tree.write(tmp_path / "data"), "2023-12-01"))
    old, new = (events(made.content("/ket-qua/han-bao-cao.ics")) for made in (built, bench))
    assert [event["UID"] for event in old] == [event["UID"] for event in new]
    assert len({event["UID"] for event in old}) == 6
    assert new[0]["DTSTAMP"] == "20231201T000000Z"


@pytest.mark.parametrize("length", [0, 1, 74, 75, 76, 148, 149, 150, 500])
@pytest.mark.parametrize("letter", ["a", "ế"])
def test_a_long_line_is_folded_between_letters(letter: str, length: int) -> None:
    line = letter * length
    pieces = list(folded(line))
    assert all(piece.endswith("\r\n") and len(piece.encode()) <= 77 for piece in pieces)
    assert "".join(pieces).replace("\r\n ", "").removesuffix("\r\n") == line


# --- pictures -------------------------------------------------------------------------------------------------------


def share(value: str, least: str = "70") -> Figure:
    return Figure(1, 2, value, least, None, True, "not_met", "Chưa đạt", "")


def number(value: int, least: int | None) -> Figure:
    return Figure(value, None, "", "", least, False, "not_met", "Chưa đạt", "")


@pytest.mark.parametrize(
    ("figure", "bar"),
    [
        (share("69.9"), ("69.9", "70")),
        (share(""), None),
        (number(2, 3), ("66", "100")),
        (number(40, 30), ("100", "75")),
        (number(0, None), None),
        (number(0, 0), None),
    ],
)
def test_a_bar_is_held_against_what_has_to_be_reached(figure: Figure, bar: tuple[str, str] | None) -> None:
    assert gauge(figure) == bar


def test_a_chart_leaves_coming_quarters_empty_and_marks_the_one_that_runs() -> None:
    points = tuple(
        TrendPoint(quarter, date(2023, 1, quarter), quarter < 3, share(value))
        for quarter, value in ((1, ""), (2, "0"), (3, "100"))
    )
    score = Score("T6", "", "", "", points[-1].figure, None, (), points)
    drawn = chart(score, VIETNAMESE)
    assert drawn is not None
    assert [(point.quarter, point.ended, point.text) for point in drawn.points] == [
        (2, True, "0\u00a0%"),
        (3, False, "100\u00a0%"),
    ]
    assert drawn.points[0].y == drawn.base
    assert drawn.base > drawn.least > drawn.points[1].y
    assert chart(score._replace(trend=points[:2]), VIETNAMESE) is None
