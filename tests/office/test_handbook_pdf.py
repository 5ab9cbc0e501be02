"""The handbook as one PDF, read back with a library of other people."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pypdf
import pytest

from nhandao.office.handbook import CHAPTERS, handbook_pdf
from scripts import command_line
from scripts.folders import CONTENT, THEME

HEADS = [
    dict(line.split(": ", 1) for line in file.read_text(encoding="utf-8").split("\n\n")[0].splitlines())
    for file in sorted((CONTENT / CHAPTERS).glob("*.md"))
]


@pytest.fixture(scope="module")
def made() -> bytes:
    return handbook_pdf(CONTENT, THEME)


def plain(text: str) -> str:
    return "".join(text.replace("\0", "").split())


def test_the_contents_name_each_chapter_and_the_page_it_begins_on(made: bytes) -> None:
    reader = pypdf.PdfReader(io.BytesIO(made))
    texts = [page.extract_text() for page in reader.pages]
    contents = texts[1]
    assert len(HEADS) >= 10
    numbers = [int(line) for line in contents.splitlines() if line.isdigit()][: len(HEADS)]
    for head, number in zip(HEADS, numbers, strict=True):
        title = head["Title"].removeprefix("Sổ tay: ")
        assert plain(title)[1:] in plain(contents)
        begins = plain(texts[number - 1])
        assert plain(title)[1:] in begins
        assert plain(head["Summary"]) in begins


def test_a_link_to_another_chapter_stays_in_the_document(made: bytes) -> None:
    reader = pypdf.PdfReader(io.BytesIO(made))
    outside, inside = [], 0
    for page in reader.pages:
        for annotation in page.get("/Annots") or ():
            action = annotation.get_object().get("/A")
            if action is not None and "/URI" in action:
                outside.append(str(action["/URI"]))
            else:
                inside += 1
    assert inside > 30
    assert [url for url in outside if not url.startswith("https://")] == []


def test_it_is_tagged_for_screen_readers_and_dated_by_its_last_change(made: bytes) -> None:
    reader = pypdf.PdfReader(io.BytesIO(made))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert root["/Lang"] == "vi"  # type: ignore[index]
    day = max(head["Modified"] for head in HEADS).replace("-", "")
    assert reader.metadata is not None
    assert str(reader.metadata["/CreationDate"]).startswith(f"D:{day}")


def test_the_same_chapters_give_the_same_bytes(made: bytes) -> None:
    assert handbook_pdf(CONTENT, THEME) == made


def test_a_picture_from_elsewhere_is_refused(tmp_path: Path) -> None:
    shutil.copytree(CONTENT / CHAPTERS, tmp_path / CHAPTERS)
    (tmp_path / "images").mkdir()
    (tmp_path / "secret.webp").write_bytes(b"")
    chapter = min((tmp_path / CHAPTERS).glob("*.md"))
    for source in ("/images/../secret.webp", "https://example.org/x.webp"):
        text = f"Title: T\nSlug: so-tay-t\nSummary: S\nModified: 2023-10-31\n\n![một ảnh]({source})\n"
        chapter.write_text(text, encoding="utf-8")
        with pytest.raises(ValueError, match="asked for"):
            handbook_pdf(tmp_path, THEME)


def test_the_command_writes_it_where_it_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.run(["handbook", "--pdf", str(tmp_path / "so-tay.pdf")]) == 0
    assert (tmp_path / "so-tay.pdf").read_bytes().startswith(b"%PDF-")
    for wrong, told in (("so-tay.doc", "đuôi .pdf"), ("khong-co/so-tay.pdf", "không ghi được")):
        assert command_line.run(["handbook", "--pdf", str(tmp_path / wrong)]) == 1
        assert told in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["so-tay.pdf"]
