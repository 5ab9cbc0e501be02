"""The handbook of `content/` as one PDF: cover, contents with page numbers, every chapter."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from nhandao.office.pdf import html_to_pdf

CHAPTERS = "pages/so-tay"
"""Folder of the chapters below `content/`."""
IMAGES = "images"
"""Folder of the pictures below `content/`, which the site has at `/images/`."""

_TEMPLATE = "handbook.html"
_SITE = "/chien-dich/"  # where the site has the chapters
_TITLE_OF_ALL = "Sổ tay: "
_EXTENSIONS = ("tables", "toc", "def_list", "attr_list", "meta")  # those the site reads the chapters with


class Chapter(NamedTuple):
    slug: str
    title: str
    summary: str
    html: str
    modified: str  # ISO 8601 day


def handbook_pdf(content: Path, theme: Path) -> bytes:
    """Every chapter, in the order of the file names, as PDF/UA-1.

    The same chapters give the same bytes on one machine, with its fonts.

    Raises:
        OfficeError: WeasyPrint or Pango is not there.
    """
    files = sorted((content / CHAPTERS).glob("*.md"))
    texts = [file.read_text(encoding="utf-8") for file in files]
    slugs = {_head(text)["slug"] for text in texts}
    chapters = [_chapter(text, slugs, content) for text in texts]
    environment = Environment(
        loader=FileSystemLoader(theme / "office"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    day = max(chapter.modified for chapter in chapters)
    text = environment.get_template(_TEMPLATE).render(chapters=chapters, day=day)
    return html_to_pdf(text, theme, content / IMAGES)


def _head(text: str) -> dict[str, str]:
    """The fields above a chapter, by their names in small letters."""
    reader = Markdown(extensions=["meta"])
    reader.convert(text)
    return {name: " ".join(lines) for name, lines in reader.Meta.items()}  # type: ignore[attr-defined]


def _chapter(text: str, slugs: set[str], content: Path) -> Chapter:
    head = _head(text)
    reader = Markdown(extensions=[*_EXTENSIONS, _Bound(head["slug"], slugs, content)], output_format="html")
    html = reader.convert(text)
    title = head["title"].removeprefix(_TITLE_OF_ALL)
    return Chapter(head["slug"], title[:1].upper() + title[1:], head["summary"], html, head["modified"])


class _Bound(Extension):
    """Links that lead through one document instead of through a site."""

    def __init__(self, slug: str, slugs: set[str], content: Path) -> None:
        super().__init__()
        self._given = slug, slugs, content

    def extendMarkdown(self, md: Markdown) -> None:
        md.treeprocessors.register(_Rebind(md, *self._given), "bound", -100)  # after those that give names and links


class _Rebind(Treeprocessor):
    def __init__(self, md: Markdown, slug: str, slugs: set[str], content: Path) -> None:
        super().__init__(md)
        self._slug, self._slugs, self._content = slug, slugs, content

    def run(self, root: Element) -> None:
        for element in root.iter():
            if named := element.get("id"):
                element.set("id", f"{self._slug}--{named}")
            if element.tag == "a":
                self._lead(element, element.get("href", ""))
            if element.tag == "img" and (source := element.get("src", "")).startswith(f"/{IMAGES}/"):
                element.set("src", (self._content.resolve() / source.removeprefix("/")).as_uri())

    def _lead(self, link: Element, target: str) -> None:
        page, _, part = target.partition("#")
        slug = page.removeprefix(_SITE).strip("/") if page else self._slug
        if slug in self._slugs:
            link.set("href", f"#{slug}--{part}" if part else f"#{slug}")
        elif target.startswith("/"):  # a page of a site that paper does not know the address of
            link.tag = "span"
            del link.attrib["href"]
