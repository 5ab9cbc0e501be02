from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from nhandao.site.build import build_site, read_content
from nhandao.site.content import ContentError
from nhandao.site.engine import BuildReport
from tests import tree
from tests.site.building import ROOT, THEME, Bench, differences

STORY = "Title: Một chuyện\nDate: 2023-10-01\nCategory: chuyen\nSlug: mot-chuyen\nSummary: Tóm tắt.\n\n"


def written(folder: Path, **files: str) -> Path:
    """A content folder with one story; ``files`` by path with "__" for "/"."""
    for name, text in {"stories__a": STORY + "Nội dung.", **files}.items():
        path = folder / (name.replace("__", "/") + ".md")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test_pelican_reads_stories_and_pages(tmp_path: Path) -> None:
    folder = written(
        tmp_path / "content",
        pages__10_b="Title: B\nSlug: b\nOrder: 10\nModified: 2023-05-01\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
        pages__02_a="Title: A\nSlug: a\nOrder: 2\n\n## Phần {: #phan }\n\n[Một chuyện]({filename}/stories/a.md)",
        pages__so_tay__x="Title: X\nSlug: x\nOrder: 21\n\nX",
    )
    content = read_content(folder, THEME, tmp_path / "cache")
    assert [page.url for page in content.pages] == ["/chien-dich/a/", "/chien-dich/b/", "/chien-dich/x/"]
    assert [page.in_footer for page in content.pages] == [True, True, False]
    assert '<a href="/chuyen/mot-chuyen/">' in content.pages[0].html
    assert 'id="phan"' in content.pages[0].html
    assert "<table>" in content.pages[1].html
    assert content.pages[1].modified == date(2023, 5, 1)
    (story,) = content.articles
    assert (story.url, story.category, story.on, story.summary) == (
        "/chuyen/mot-chuyen/",
        "chuyen",
        date(2023, 10, 1),
        "Tóm tắt.",
    )


def test_what_was_read_is_kept_until_a_file_changes(tmp_path: Path) -> None:
    folder = written(tmp_path / "content")
    first = read_content(folder, THEME, tmp_path / "cache")
    (kept,) = (tmp_path / "cache").glob("content-*.json")
    record = json.loads(kept.read_text())
    record["content"][1][0][2] = "Từ bộ nhớ"
    kept.write_text(json.dumps(record))
    assert read_content(folder, THEME, tmp_path / "cache").articles[0].title == "Từ bộ nhớ"
    written(tmp_path / "content", stories__a=STORY + "Khác.")
    again = read_content(folder, THEME, tmp_path / "cache")
    assert again.articles[0].title == first.articles[0].title
    assert "Khác" in again.articles[0].html


def test_pictures_of_stories_are_copied(tmp_path: Path) -> None:
    folder = written(tmp_path / "content")
    (folder / "images").mkdir()
    (folder / "images/a.png").write_bytes(b"png")
    content = read_content(folder, THEME, tmp_path / "cache")
    assert [(asset.url, asset.source) for asset in content.assets] == [("/images/a.png", "images/a.png")]


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        ("stories__b", STORY.replace("chuyen\n", "khac\n").replace("mot-", "hai-") + "x", "Category"),
        ("stories__b", "Title: Không ngày\nCategory: chuyen\n\nx", "date"),
        ("stories__b", STORY.replace("mot-", "hai-") + "[x]({filename}/stories/none.md)", "none.md"),
    ],
)
def test_what_pelican_only_logs_stops_the_build(tmp_path: Path, name: str, text: str, complaint: str) -> None:
    folder = written(tmp_path / "content", **{name: text})
    with pytest.raises(ContentError, match=complaint):
        read_content(folder, THEME, tmp_path / "cache")


def portal(folder: Path, data: Path) -> BuildReport | list[str]:
    result = build_site(
        out=folder / "output",
        data=data,
        as_of=None,
        today=date(2023, 10, 31),
        site_url="https://example.org",
        content=ROOT / "content",
        theme=THEME,
        cache=folder / "cache",
    )
    return result if isinstance(result, BuildReport) else [problem.render() for problem in result]


def run_pelican(folder: Path, data: Path) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ, "NHANDAO_DATA": str(data), "NHANDAO_CACHE": str(folder / "cache"), "SITEURL": "https://example.org",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "plugins"), str(ROOT)]),
    }  # fmt: skip
    command = [sys.executable, "-m", "pelican", "-s", "publishconf.py", "-o", str(folder / "output")]
    return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)


def test_pelican_and_the_command_line_build_the_same_site(tmp_path: Path) -> None:
    data = tree.write(tmp_path / "data")
    run = run_pelican(tmp_path / "pelican", data)
    assert run.returncode == 0, run.stdout + run.stderr
    assert isinstance(portal(tmp_path / "portal", data), BuildReport)
    assert differences(Bench(tmp_path / "pelican").tree(), Bench(tmp_path / "portal").tree()) == []
    assert Bench(tmp_path / "portal").has("/dia-chi/DC23A0002G/")


def test_wrong_data_writes_nothing_and_ends_pelican_with_an_error(tmp_path: Path) -> None:
    data = tree.write(tmp_path / "data")
    tree.replace(data, tree.ADDRESS, "quantity: 1", "quantity: một")
    run = run_pelican(tmp_path / "pelican", data)
    assert run.returncode == 1
    assert not (tmp_path / "pelican/output").exists()
    problems = portal(tmp_path / "portal", data)
    assert isinstance(problems, list)
    assert any("quantity" in problem for problem in problems)
    assert not (tmp_path / "portal/output").exists()


def test_wrong_data_leaves_the_last_good_site_as_it_was(tmp_path: Path) -> None:
    data = tree.write(tmp_path / "data")
    portal(tmp_path, data)
    before = Bench(tmp_path).tree()
    tree.replace(data, tree.ADDRESS, "quantity: 1", "quantity: một")
    portal(tmp_path, data)
    assert run_pelican(tmp_path, data).returncode == 1
    assert differences(Bench(tmp_path).tree(), before) == []


def test_a_build_with_unchanged_content_never_loads_pelican(tmp_path: Path) -> None:
    data = tree.write(tmp_path / "data")
    portal(tmp_path, data)
    code = (
        "import sys; from pathlib import Path; from tests.site.test_content import portal;"
        f"portal(Path({str(tmp_path)!r}), Path({str(data)!r})); sys.exit('pelican' in sys.modules)"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "plugins"), str(ROOT)])}
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, env=environment)


def test_the_chapters_of_the_handbook_lead_to_its_pdf_where_there_is_one(tmp_path: Path) -> None:
    folder = written(
        tmp_path / "content",
        pages__so_tay__x="Title: X\nSlug: so-tay-x\nOrder: 21\n\nX",
        pages__y="Title: Y\nSlug: y\nOrder: 1\n\nY",
    )
    (tmp_path / "so-tay.pdf").write_bytes(b"%PDF-1.7")
    out = tmp_path / "site"
    for pdf, leads in ((tmp_path / "so-tay.pdf", True), (None, False)):
        made = build_site(
            out=out, data=ROOT / "data", as_of=None, today=date(2023, 10, 31), site_url="", content=folder, theme=THEME,
            cache=tmp_path / "cache", search="none", languages=("vi",), handbook=pdf,
        )  # fmt: skip
        assert isinstance(made, BuildReport)
        chapter = (out / "chien-dich/so-tay-x/index.html").read_text(encoding="utf-8")
        other = (out / "chien-dich/y/index.html").read_text(encoding="utf-8")
        assert ('href="/so-tay.pdf"' in chapter) == leads
        assert "so-tay.pdf" not in other
        assert (out / "so-tay.pdf").exists() == leads
