"""`portal offline`: one district in a zip, whole, of nobody else, and the same each time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from posixpath import normpath
from urllib.parse import urldefrag, urlsplit
from zipfile import ZipFile

import pytest

from nhandao.public.gate import publish
from nhandao.public.text import sort_key
from nhandao.public.views import PublicSite
from scripts.command_line import run
from scripts.folders import DATA, ROOT
from tests.tree import ADDRESS, replace, write

BASE = "https://nhandao.example.vn"


@pytest.fixture(scope="module")
def site() -> PublicSite:
    made, _ = publish(DATA, None, date(2026, 1, 1))
    assert made is not None
    return made


@pytest.fixture(scope="module", params=["", BASE], ids=["site unknown", "site known"])
def stick(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Every file of the copy of a district by path."""
    out = tmp_path_factory.mktemp("stick") / "bu-dang.zip"
    assert run(["offline", "Bù", "Đăng", "--out", str(out), "--site-url", request.param]) == 0
    with ZipFile(out) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


class Links(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.urls: set[str] = set()
        self.ids: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src"):
                self.urls.add(value or "")
            elif name == "srcset":
                self.urls |= {candidate.split()[0] for candidate in (value or "").split(",")}
            elif name == "id":
                self.ids.add(value or "")


def pages(stick: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    return ((name, content.decode()) for name, content in stick.items() if name.endswith(".html"))


def test_every_link_leads_to_a_file_of_the_zip_or_to_the_network(stick: dict[str, bytes]) -> None:
    links = {name: Links(html) for name, html in pages(stick)}
    assert len(links) > 60
    broken = []
    for name, found in links.items():
        for url in found.urls:
            target, fragment = urldefrag(url)
            if urlsplit(target).scheme in ("https", "mailto", "tel"):
                continue
            file = normpath(str(PurePosixPath(name).parent / target)) if target else name
            if file not in stick or (fragment and fragment not in links[file].ids):
                broken.append((name, url))
    assert broken == []


def test_no_link_is_left_that_only_a_server_could_answer(stick: dict[str, bytes]) -> None:
    for name, html in pages(stick):
        assert not re.search(r"""=\s*["']/|url\(["']?/|,\s/\w""", html), name
        assert "<script" not in html, name
    css = stick["theme/css/site.css"].decode()
    for url in re.findall(r'url\("([^"]+)"\)', css):
        assert normpath(f"theme/css/{url}") in stick


def test_nothing_of_another_district_is_in_any_file(stick: dict[str, bytes], site: PublicSite) -> None:
    home = next(one.url for one in site.districts if one.code == "696")
    ours = {detail.card.code for detail in site.addresses if detail.card.district_url == home}
    ours |= {item.code for item in site.finished if item.district_url == home}
    held = b"\n".join(content for name, content in stick.items() if name.endswith((".html", ".css"))).decode()
    found = set(re.findall(r"DC\d\d[A-Z]\d{4}[0-9A-Z]", held + "\n".join(stick)))
    assert found == ours
    others = [detail for detail in site.addresses if detail.card.code not in ours]
    lines = [
        line.reference for detail in (*others, *site.finished) for line in detail.ledger if line.account not in ours
    ]
    own = {line.reference for detail in site.addresses if detail.card.code in ours for line in detail.ledger}
    assert [reference for reference in lines if reference not in own and reference in held] == []
    places = [
        choice.url for choice in (*site.districts, *site.communes) if choice.url != home and choice.parent != "696"
    ]
    assert [url for url in places if url in held] == []


def test_a_copy_holds_pages_photos_and_the_theme_and_no_data_files(stick: dict[str, bytes], site: PublicSite) -> None:
    home = next(one.url for one in site.districts if one.code == "696")
    ours = [detail for detail in site.addresses if detail.card.district_url == home]
    assert {f"dia-chi/{detail.card.code}/index.html" for detail in ours} <= stick.keys()
    assert {photo.url.removeprefix("/") for detail in ours for photo in detail.photos} <= stick.keys()
    assert {
        "index.html", "tim/index.html", "dia-chi/index.html", "da-ket-thuc/index.html", "tai-khoan-that/index.html",
        "chien-dich/muc-dich/index.html", "huyen/huyen-bu-dang/index.html", "tinh-trang/dang-duoc-tro-giup/index.html",
        "huyen/huyen-bu-dang/nhom/tre-em-mo-coi/index.html", "huyen/huyen-bu-dang/hinh-thuc/xe-lan/index.html",
    } <= stick.keys()  # fmt: skip
    endings = {PurePosixPath(name).suffix for name in stick}
    assert endings <= {".html", ".css", ".svg", ".woff2", ".txt", ".avif", ".webp", ".jpg"}


def test_every_page_tells_its_district_and_day_and_that_sums_may_have_changed(stick: dict[str, bytes]) -> None:
    for name, html in pages(stick):
        header = html.partition("</header>")[0]
        for words in ("Huyện Bù Đăng", "31/10/2023", "có thể đã thay đổi"):
            assert words in header, name


def test_one_page_lists_every_address_in_alphabetical_order_with_what_it_still_needs(
    stick: dict[str, bytes], site: PublicSite
) -> None:
    html = stick["tim/index.html"].decode()
    ours = [detail for detail in site.addresses if detail.card.district == "Huyện Bù Đăng"]
    order = [one.card.code for one in sorted(ours, key=lambda one: (sort_key(one.card.title), one.card.code))]
    rows = re.findall(r'<tr><th scope="row".*?</tr>', html, re.DOTALL)
    assert [re.findall(r"dia-chi/(\w+)/", row)[0] for row in rows] == order
    row = next(row for row in rows if "DC23A0068D" in row)
    for words in (
        "Anh Đ. cần học lái máy cày",
        "Xã Đoàn Kết",
        "Đối tượng yếu thế khác",
        "Học phí lái máy",
        "xa doan ket",
    ):
        assert words in row


def test_the_same_data_and_day_give_the_same_bytes_and_a_copy_is_replaced(tmp_path: Path) -> None:
    data, out = write(tmp_path / "data"), tmp_path / "stick.zip"
    made = []
    for words in ("688", "phuoc-long"):
        assert run(["offline", words, "--data", str(data), "--out", str(out)]) == 0
        made.append(out.read_bytes())
    assert made[0] == made[1]
    with ZipFile(out) as zipped:
        assert zipped.namelist() == sorted(zipped.namelist())
        assert {entry.date_time for entry in zipped.infolist()} == {(2023, 10, 31, 0, 0, 0)}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "stick.zip"]


def test_without_a_name_the_file_is_named_by_district_and_day_and_its_size_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data = write(tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    assert run(["offline", "thi xa", "Phuoc Long", "--data", str(data), "--as-of", "2023-05-01"]) == 0
    assert (tmp_path / "thi-xa-phuoc-long-2023-05-01.zip").is_file()
    assert re.search(r"thi-xa-phuoc-long-2023-05-01\.zip: \d+ tệp, \d+,\d MB", capsys.readouterr().out)


def test_a_district_without_addresses_still_makes_a_copy_on_any_day(tmp_path: Path) -> None:
    data, out = write(tmp_path / "data"), tmp_path / "stick.zip"
    assert run(["offline", "688", "--data", str(data), "--out", str(out), "--as-of", "1970-01-01"]) == 0
    with ZipFile(out) as zipped:
        assert "Ở đây hiện không có địa chỉ nào" in zipped.read("index.html").decode()


def test_an_unknown_district_is_answered_with_those_there_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, out = write(tmp_path / "data"), tmp_path / "stick.zip"
    assert run(["offline", "Sài Gòn", "--data", str(data), "--out", str(out)]) == 1
    told = capsys.readouterr().err
    for words in ("Sài Gòn", "688", "thi-xa-phuoc-long", "Thị xã Phước Long"):
        assert words in told
    assert run(["offline", "Sài Gòn", "--data", str(data), "--out", str(out), "--lang", "en"]) == 1
    assert "there is no district" in capsys.readouterr().err
    assert not out.exists()


def test_wrong_data_is_told_and_nothing_is_packed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data, out = write(tmp_path / "data"), tmp_path / "stick.zip"
    replace(data, ADDRESS, "title:", "titel:")
    assert run(["offline", "688", "--data", str(data), "--out", str(out)]) == 1
    assert f"{ADDRESS}:7: titel:" in capsys.readouterr().out
    assert not out.exists()


@pytest.mark.parametrize(
    ("out", "told"),
    [
        ("stick.txt", ".zip"),
        ("folder.zip", "là thư mục"),
        ("khong-co/stick.zip", "không có thư mục"),
        ("mine.zip", "không phải do lệnh này tạo ra"),
        (str(ROOT / "data" / "stick.zip"), "không ghi kết quả"),
    ],
)
def test_an_odd_place_for_the_zip_is_refused_before_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], out: str, told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder.zip").mkdir()
    (tmp_path / "mine.zip").write_text("của tôi")
    assert run(["offline", "688", "--out", out]) == 1
    assert told in capsys.readouterr().err
    assert (tmp_path / "mine.zip").read_text() == "của tôi"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder.zip", "mine.zip"]


def test_what_cannot_be_written_leaves_the_old_copy_and_no_half_of_a_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data, out = write(tmp_path / "data"), tmp_path / "stick.zip"
    assert run(["offline", "688", "--data", str(data), "--out", str(out)]) == 0
    before = out.read_bytes()

    def full(*arguments: object) -> None:
        raise OSError(28, "No space left on device", str(out))

    monkeypatch.setattr(ZipFile, "writestr", full)
    assert run(["offline", "688", "--data", str(data), "--out", str(out), "--as-of", "2023-06-01"]) == 2
    assert "hết chỗ" in capsys.readouterr().err
    assert out.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "stick.zip"]
