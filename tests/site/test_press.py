"""The press room: figures with sources, texts that never go stale, and of people only what they agreed to for the press."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from PIL import Image

from nhandao.public.gate import publish
from nhandao.site import urls
from nhandao.site.build import build_site, read_content
from nhandao.site.content import Content, ContentError, PressText, published
from nhandao.site.press_facts import FACTS
from tests import tree
from tests.site import made_up
from tests.site.building import BASE, ROOT, THEME, Bench
from tests.site.made_up import address, public_site, small
from tests.site.test_content import STORY, written

DAY = date(2023, 10, 31)
CODE = "DC23A0002G"
PRESS = "- {scopes: [publish, story, press], by: self, on: 2023-03-01}"
PHOTOS = """photos:
  - {file: nha.jpg, alt: Hiên nhà nhìn từ ngoài ngõ, taken_on: 2023-03-01, credit: Tổ truyền thông mẫu, shows: thing,
     blur: [{x: 0, y: 0, width: 50, height: 50}]}
"""


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """A site of one address that agrees to press and has a photo, in both languages, with the texts of the project."""
    folder = tmp_path_factory.mktemp("press")
    bench = Bench(folder)
    build(bench, data_with_photo(folder))
    return bench


def data_with_photo(folder: Path, consent: str = PRESS) -> Path:
    data = tree.write(folder / "data")
    tree.replace(data, tree.ADDRESS, "- {scopes: [publish, story], by: self, on: 2023-03-01}", consent)
    file = data / tree.ADDRESS
    file.write_text(file.read_text(encoding="utf-8") + PHOTOS, encoding="utf-8")
    (data / "photos" / CODE).mkdir(parents=True, exist_ok=True)
    picture = Image.effect_noise((1600, 1200), 80).convert("RGB")
    picture.save(data / "photos" / CODE / "nha.jpg", "JPEG", quality=90)
    return data


def build(bench: Bench, data: Path) -> None:
    built = build_site(
        out=bench.out, data=data, as_of=DAY, today=DAY, site_url=BASE, content=ROOT / "content", theme=THEME,
        cache=bench.cache, search="none",
    )  # fmt: skip
    assert not isinstance(built, list), [problem.render() for problem in built]


def test_each_figure_stands_with_its_day_its_rows_and_the_page_that_shows_it(real: Bench) -> None:
    for prefix, day in (("", "31/10/2023"), ("/en", "31 Oct 2023")):
        html = real.text(f"{prefix}/bao-chi/")
        rows = re.findall(r"<tr><th scope=\"row\">.*?</tr>", html, re.DOTALL)
        assert len(rows) == len(FACTS)
        for row in rows:
            csv, page = re.findall(r'href="([^"]+)"', row)
            assert csv.endswith(".csv")
            assert real.has(csv)
            assert real.has(page)
        assert day in html


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_texts_have_their_length_and_no_hole_is_left(real: Bench, prefix: str) -> None:
    html = real.text(f"{prefix}/bao-chi/")
    texts = re.findall(r'<dd data-value="([^"]+)"', html)
    lengths = [len(text.split()) for text in texts]
    assert [abs(length - about) <= about * 0.1 for length, about in zip(lengths, (50, 150, 400), strict=True)] == [
        True, True, True,
    ], lengths  # fmt: skip
    assert not any("$" in text for text in texts)


def test_a_text_changes_with_the_figures(bench: Bench) -> None:
    text = PressText(50, "vi", "<p>Có $introduced địa chỉ, còn cần $needed.</p>")
    content = made_up.CONTENT._replace(press=(text,))
    for count in (1, 2):
        site = small(public_site([address(n) for n in range(count)]))
        needed = sum(view.card.needed for view in site.addresses)
        site = site._replace(totals=site.totals._replace(introduced=count))
        bench.build(site, content=content)
        shown = f"Có {count} địa chỉ, còn cần {needed:,}\u00a0đ.".replace(",", ".").replace("chỉ.", "chỉ,")
        assert f'data-value="{shown}"' in bench.text("/bao-chi/")


def test_the_room_warns_of_wrong_accounts_and_tells_rights_and_contact(real: Bench) -> None:
    html = real.text("/bao-chi/")
    for words in ("000000001", "/tai-khoan-that/", "Quyền sử dụng", "tel:02710000000", "mailto:", "mark-1024.png"):
        assert words in html


def kit(bench: Bench) -> Mapping[str, bytes]:
    with ZipFile(io.BytesIO(bench.content(urls.kit(CODE)))) as archive:
        return {name.removeprefix(f"{CODE}/"): archive.read(name) for name in archive.namelist()}


def test_a_kit_has_texts_rights_photo_card_and_code_in_both_languages(real: Bench) -> None:
    files = kit(real)
    assert set(files) == {
        "noi-dung.txt", "text-en.txt", "ban-quyen.txt", "rights-en.txt", "the-chia-se.png", "ma-chuyen-khoan.svg",
        "ma-chuyen-khoan.png", "anh/nha.jpg",
    }  # fmt: skip
    vietnamese, english = files["noi-dung.txt"].decode("utf-8-sig"), files["text-en.txt"].decode("utf-8-sig")
    for text in (vietnamese, english):
        assert "Cô H. mong có chiếc xe lăn để ra chợ (DC23A0002G)" in text
        assert "Cô bán rau" not in text
        assert "bán rau ở chợ phường" in text
        assert f"{BASE}" in text
        assert "000000001" in text
    assert "Dữ liệu mẫu" in vietnamese
    assert "Sample data" in english
    assert "Tổ truyền thông mẫu" in files["ban-quyen.txt"].decode("utf-8-sig")
    assert files["the-chia-se.png"] == real.content(urls.share_card(f"/dia-chi/{CODE}/"))
    assert Image.open(io.BytesIO(files["ma-chuyen-khoan.png"])).size[0] > 500


def test_a_photo_for_print_is_as_large_as_the_original_blurred_and_without_metadata(real: Bench) -> None:
    content = real.content(f"/bao-chi/anh/{CODE}/nha.jpg")
    assert kit(real)["anh/nha.jpg"] == content
    with Image.open(io.BytesIO(content)) as picture:
        assert picture.size == (1600, 1200)
        assert not picture.getexif()
        blurred = picture.convert("L").crop((100, 100, 500, 400)).getextrema()
        sharp = picture.convert("L").crop((1000, 700, 1400, 1000)).getextrema()
    assert blurred[1] - blurred[0] < (sharp[1] - sharp[0]) / 4
    assert f"/bao-chi/anh/{CODE}/nha.jpg" in real.text("/bao-chi/")


def test_the_same_data_gives_the_same_kit(real: Bench, tmp_path: Path) -> None:
    before = real.content(urls.kit(CODE))
    again = Bench(tmp_path)
    build(again, real.folder / "data")
    assert again.content(urls.kit(CODE)) == before


@pytest.mark.parametrize(
    "consent",
    [
        "- {scopes: [publish, story], by: self, on: 2023-03-01}",
        "- {scopes: [publish, story], by: self, on: 2023-03-01}\n"
        "  - {scopes: [press], by: self, on: 2023-03-01, withdrawn_on: 2023-10-30}",
        "- {scopes: [publish, story], by: self, on: 2023-03-01}\n"
        "  - {scopes: [press], by: self, on: 2023-03-01, expires_on: 2023-10-30}",
    ],
)
def test_without_consent_to_press_there_is_no_kit_and_no_photo_for_print(tmp_path: Path, consent: str) -> None:
    data = data_with_photo(tmp_path, consent)
    views, _ = publish(data, DAY, DAY)
    assert views is not None
    bench = Bench(tmp_path)
    bench.photos = data / "photos"
    bench.build(small(views))
    assert views.addresses[0].photos[0].print_size == (0, 0)
    assert not [path for path in bench.tree() if path.startswith("bao-chi/") and not path.endswith(".html")]
    assert CODE not in bench.text("/bao-chi/")


def test_a_release_under_embargo_is_nowhere_before_its_day(bench: Bench) -> None:
    kept = made_up.document("article", "tin-giu", category="tin")
    day = made_up.AS_OF + timedelta(days=5)
    kept = kept._replace(embargo=day, title="Kết quả năm giữ kín")
    content = made_up.CONTENT._replace(articles=(kept, *made_up.CONTENT.articles))
    bench.build(small(public_site([])), content=content)
    assert not [path for path, text in bench.tree().items() if b"tin-giu" in text or "giữ kín".encode() in text]
    assert "05/11/2023" in bench.text("/bao-chi/")
    assert "DTSTART;VALUE=DATE:20231105" in bench.text(urls.CALENDAR)
    bench.build(small(public_site([], as_of=day)), content=content)
    assert bench.has(kept.url)
    assert "05/11/2023" not in bench.text("/bao-chi/").partition("Tin mới")[2].partition("</main>")[0]


@pytest.mark.parametrize(("days", "out"), [(-1, True), (0, True), (1, False)])
def test_an_embargo_ends_with_the_beginning_of_its_day(days: int, out: bool) -> None:
    page = made_up.document("page", "a")._replace(embargo=DAY + timedelta(days=days))
    found = published(Content(pages=(page,)), DAY)
    assert (found.pages == (page,)) is out
    assert (found.upcoming == ()) is out


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("stories__b", STORY.replace("mot-", "hai-").replace("Summary", "Embargo: 20/11/2023\nSummary"), "Embargo"),
        ("stories__b", STORY.replace("mot-", "hai-").replace("Summary", "Correction: sai số\nSummary"), "Modified"),
        ("press__50", "Title: A\nSlug: a\nWords: nhiều\n\nx", "Words"),
        ("press__50", "Title: A\nSlug: a\nWords: 50\n\nCó $nhieu địa chỉ", "$nhieu"),
        ("press__50", "Title: A\nSlug: a\nWords: 50\n\nGiá 5 $ thôi", "$"),
    ],
)
def test_wrong_front_matter_is_told_with_file_and_what_to_write(
    tmp_path: Path, name: str, text: str, told: str
) -> None:
    folder = written(tmp_path / "content", **{name: text})
    with pytest.raises(ContentError) as problem:
        read_content(folder, THEME, tmp_path / "cache")
    assert name.replace("__", "/") in str(problem.value)
    assert told in str(problem.value)
    assert "cần" in str(problem.value)


def test_a_story_shows_author_credit_and_correction_to_readers_and_machines(bench: Bench) -> None:
    story = made_up.document("article", "chuyen-dai", category="chuyen")._replace(
        author="Tổ truyền thông (mẫu)", photo_credit="Anh P. (mẫu)", correction="Bản trước ghi nhầm số xe lăn.",
        modified=date(2023, 10, 20),
    )  # fmt: skip
    bench.build(small(public_site([])), content=made_up.CONTENT._replace(articles=(story,)))
    html = bench.text(story.url)
    for words in ("Tổ truyền thông (mẫu)", "Ảnh: Anh P. (mẫu)", "Ngày 20/10/2023: Bản trước ghi nhầm số xe lăn."):
        assert words in html
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html)
    assert found is not None
    thing = json.loads(found[1])["@graph"][0]
    assert (thing["@type"], thing["creditText"], thing["correction"], thing["dateModified"]) == (
        "Article", "Anh P. (mẫu)", "Bản trước ghi nhầm số xe lăn.", "2023-10-20",
    )  # fmt: skip


def test_json_feeds_hold_the_same_entries_as_atom(bench: Bench) -> None:
    bench.build(small(public_site([address(number) for number in range(6)])))
    for url in (urls.FEED_ADDRESSES, urls.FEED_STORIES):
        feed, atom = json.loads(bench.text(urls.json_feed(url))), bench.text(url)
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["feed_url"] == BASE + urls.json_feed(url)
        assert [item["id"] for item in feed["items"]] == re.findall(r"<entry><id>([^<]+)</id>", atom)
        assert all(item["url"].startswith(BASE) and item["content_text"] for item in feed["items"])


def test_the_calendar_has_the_days_of_the_campaign_in_order(bench: Bench) -> None:
    bench.build(small(public_site([])))
    days = re.findall(r"DTSTART;VALUE=DATE:(\d+)\r\nDTEND;VALUE=DATE:(\d+)", bench.text(urls.CALENDAR))
    assert days == [("20221125", "20221126"), ("20230501", "20230601"), ("20231124", "20231125")]
