"""The site as a Pelican plugin: Pelican reads ``content/``, the gate reads ``data/``, the engine writes the output.

Closed traps: only module-level functions are connected (Pelican holds receivers weakly); the gate is called in the
generator's constructor, before anything is written; what is wrong is raised, never only logged, so Pelican ends with 1.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from string import Template
from typing import Any

from pelican import signals
from pelican.generators import Generator
from pelican.writers import Writer

from nhandao.public.gate import publish
from nhandao.site.content import Asset, Content, ContentError, Document, PressText
from nhandao.site.content_pages import CATEGORIES
from nhandao.site.digest import bytes_digest
from nhandao.site.engine import build
from nhandao.site.language import LANGUAGES
from nhandao.site.press_facts import PLACEHOLDERS

_PRESS = f"press{os.sep}"
"""Folder of texts for the press: they are parts of a page, not pages."""

READER = "NHANDAO_READER"
"""Setting with a function that takes the ``Content``: then nothing is built, only read."""
_SITE_URL = "NHANDAO_SITE_URL"


class DataError(Exception):
    """The data folder is not fit to be published; the text lists every problem, one to a line."""


def connect() -> None:
    signals.initialized.connect(_prepare)
    signals.generator_init.connect(_leave_templates_to_the_engine)
    signals.get_generators.connect(_generators)
    signals.get_writer.connect(_writer)


def _prepare(pelican: Any) -> None:
    """Make Pelican read, and only read."""
    settings = pelican.settings
    settings["THEME_STATIC_PATHS"] = []
    if _SITE_URL not in settings:
        # Links between files of content/ come out relative to the host; the engine knows the site's own address.
        settings[_SITE_URL] = settings["SITEURL"]
        settings["SITEURL"] = ""
    _COMPLAINTS.start()


def _generators(pelican: Any) -> type:
    return SiteGenerator


def _writer(pelican: Any) -> type:
    return Collector


def _leave_templates_to_the_engine(generator: Any) -> None:
    # Pelican asks for templates by its own names before it calls the writer, which needs none.
    generator.get_template = _no_template


def _no_template(name: str) -> None:
    return None


class _Complaints(logging.Handler):
    """What Pelican only logs, although a page is missing or a link leads nowhere."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.texts: list[str] = []

    def start(self) -> None:
        self.texts = []
        logger = logging.getLogger("pelican")
        if self not in logger.handlers:
            logger.addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage()
        if record.levelno >= logging.ERROR or text.startswith("Unable to find"):
            self.texts.append(text)


_COMPLAINTS = _Complaints()


class Collector(Writer):  # type: ignore[misc]
    """Takes what Pelican would write."""

    def __init__(self, output_path: str, settings: dict[str, Any]) -> None:
        super().__init__(output_path, settings)
        self.articles: list[Any] = []
        self.pages: list[Any] = []

    def write_file(self, name: str, template: None, context: dict[str, Any], *args: Any, **kwargs: Any) -> None:
        if "article" in kwargs:
            self.articles.append(kwargs["article"])
        elif "page" in kwargs:
            self.pages.append(kwargs["page"])

    def write_feed(self, *args: Any, **kwargs: Any) -> None:
        return None


class SiteGenerator(Generator):  # type: ignore[misc]
    """Runs after Pelican's own generators for articles and pages, before the one for static files."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if READER in self.settings:
            return
        data = Path(self.settings.get("NHANDAO_DATA", "data"))
        self._data = data
        self._cache = Path(self.settings.get("NHANDAO_CACHE", ".cache"))
        as_of, today = self.settings.get("NHANDAO_AS_OF"), date.fromisoformat(self.settings["NHANDAO_TODAY"])
        views, problems = publish(data, date.fromisoformat(as_of) if as_of else None, today, self._cache)
        if views is None:
            raise DataError("\n".join(problem.render("vi", f"{data}/") for problem in problems))
        self._views = views

    def generate_output(self, writer: Collector) -> None:
        content = self._content(writer)
        # Ours from here on: Pelican's generator for static files comes next and finds none.
        self.context["staticfiles"] = []
        if READER in self.settings:
            self.settings[READER](content)
            return
        build(
            self._views,
            content,
            out=Path(self.output_path),
            theme=Path(self.theme),
            photos=self._data / "photos",
            logo_folder=self._data / "logos",
            content_folder=Path(self.path),
            cache=self._cache / "site",
            base_url=self.settings[_SITE_URL],
            search="now",
            languages=self.settings.get("NHANDAO_LANGUAGES", LANGUAGES),
        )

    def _content(self, writer: Collector) -> Content:
        """Everything Pelican read. Raises ``ContentError`` when it complained about anything."""
        press = [page for page in writer.pages if page.relative_source_path.startswith(_PRESS)]
        written = [page for page in writer.pages if not page.relative_source_path.startswith(_PRESS)]
        pages = sorted(written, key=lambda page: (int(page.metadata.get("order", "0")), page.source_path))
        articles = sorted(writer.articles, key=lambda article: (article.date, article.slug), reverse=True)
        content = Content(
            tuple(self._document("page", page) for page in pages if page.status != "draft"),
            tuple(self._document("article", article) for article in articles if article.status != "draft"),
            tuple(self._asset(file) for file in sorted(self.context["staticfiles"], key=lambda file: str(file.url))),
            tuple(sorted(_press_text(page) for page in press if page.status != "draft")),
        )
        _check(_COMPLAINTS.texts)
        return content

    def _document(self, kind: str, item: Any) -> Document:
        category = str(item.category) if kind == "article" else ""
        if kind == "article" and category not in CATEGORIES:
            _COMPLAINTS.texts.append(f"{item.relative_source_path}: Category phải là một trong {', '.join(CATEGORIES)}")
        modified, correction = _day(item.metadata.get("modified")), str(item.metadata.get("correction", ""))
        if correction and modified is None:
            _complain(item, "Correction", correction, "thêm dòng Modified với ngày đính chính, ví dụ 2023-10-20")
        return Document(
            kind=kind,
            url=f"/{item.url}",
            title=str(item.title),
            summary=str(item.metadata.get("summary", "")),
            html=item.get_content(""),
            on=_day(item.metadata.get("date")),
            modified=modified,
            author=str(item.metadata.get("author", "")),
            category=category,
            hidden=item.status == "hidden",
            in_footer=kind == "page" and os.path.dirname(item.relative_source_path) in ("pages", f"pages/{item.lang}"),
            lang=item.lang,
            embargo=_embargo(item),
            photo_credit=str(item.metadata.get("photo_credit", "")),
            correction=correction,
        )

    def _asset(self, file: Any) -> Asset:
        path = Path(self.path, file.source_path)
        return Asset(f"/{file.url}", path.relative_to(Path(self.path)).as_posix(), bytes_digest(path.read_bytes()))


def _complain(item: Any, field: str, found: str, wanted: str) -> None:
    _COMPLAINTS.texts.append(f"{item.relative_source_path}: {field}: gặp “{found}”; cần {wanted}")


def _embargo(item: Any) -> date | None:
    text = str(item.metadata.get("embargo", "")).strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        # Never published by mistake: the build ends with this complaint.
        _complain(item, "Embargo", text, "một ngày viết năm-tháng-ngày, ví dụ 2023-11-20")
        return None


def _press_text(page: Any) -> PressText:
    words, html = str(page.metadata.get("words", "")), page.get_content("")
    if not words.isdecimal():
        _complain(page, "Words", words, "số từ của bài, ví dụ 150")
    names = Template(html)
    unknown = sorted(set(names.get_identifiers()) - PLACEHOLDERS)
    if unknown or not names.is_valid():
        found = ", ".join(f"${name}" for name in unknown) or "$"
        _complain(page, "nội dung", found, f"một trong {', '.join(f'${name}' for name in sorted(PLACEHOLDERS))}")
    return PressText(int(words) if words.isdecimal() else 0, page.lang, html)


def _check(complaints: Iterable[str]) -> None:
    found = list(complaints)
    if found:
        raise ContentError("\n".join(found))


def _day(value: datetime | None) -> date | None:
    return value.date() if value else None
