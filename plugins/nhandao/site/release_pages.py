"""The newest release below the site: its files, the page that explains how to verify it, and all of it as one file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from nhandao.public import release
from nhandao.public.ledger_hash import ledger_hash
from nhandao.public.release_tables import TABLES
from nhandao.public.views import PublicSite
from nhandao.site import urls
from nhandao.site.contexts import Release, ReleasedFile, ReleasedTable
from nhandao.site.digest import digest
from nhandao.site.frame import HOME_CRUMB
from nhandao.site.kept import Kept
from nhandao.site.language import VIETNAMESE
from nhandao.site.ledger_pages import LEDGER_CRUMB, SECTION
from nhandao.site.plan import Plan, Studio, Task
from nhandao.site.zipped import zipped
from nhandao.workers import spread

HEADING = "Bản công bố để tự kiểm tra"
DESCRIPTION = (
    "Toàn bộ sổ cái và các con số của trang, tải về được, kèm chương trình tính lại từng con số mà không cần mạng."
)
_OTHERS = (release.VERIFIER, "README.txt", *release.GUIDES.values(), "360giving.json", release.MANIFEST, release.SUMS)


_PARALLEL_FROM = 5_000  # lines of the ledger


class _Facts(NamedTuple):
    sha256: str
    size: int  # bytes


class Published:
    """The release of one build. It is made when something in it may have changed, and kept by its content: so pages
    can name hashes and sizes, and a build in which nothing of it changed reads one small file."""

    def __init__(self, views: PublicSite, cache: Path, cores: int, made_by: str = "") -> None:
        """`made_by`: says what program and theme made it."""
        self.views = views
        self.made_by = made_by
        self._cores = cores
        self._parts, self._kept = Kept(cache / "parts"), Kept(cache / "files")
        name = f"{release.state(views)}.json"
        known = json.loads(self._kept.get(name, self._make))
        self.version: str = known["version"]
        self.facts = {path: _Facts(*facts) for path, facts in known["files"].items()}
        self._kept.use(name)
        for facts in self.facts.values():
            self._kept.use(facts.sha256)
        for name in release.part_names(views):
            self._parts.use(name)
        self._kept.drop_others()
        self._parts.drop_others()

    def is_kept(self) -> bool:
        """Whether every file is still in the cache, which may have been deleted."""
        return all(self._kept.has(facts.sha256) for facts in self.facts.values())

    def url(self, path: str = "") -> str:
        return f"{urls.RELEASES}{self.version}/{path}"

    def file(self, path: str) -> ReleasedFile:
        return ReleasedFile(path, self.url(path), self.facts[path].size)

    def content(self, path: str) -> bytes:
        """A file of the release."""
        return self._kept.get(self.facts[path].sha256, lambda: release.made(self.views).files[path])

    def part(self, name: str, make: release.Make) -> bytes:
        """Rows of the ledger under the name of `release.part_name`, as they were written for the release."""
        return self._parts.get(name, make)

    def bundle(self) -> bytes:
        """The whole folder as one zip, with nothing in it of the hour and the machine."""
        files = {f"{self.version}/{path}": partial(self.content, path) for path in self.facts}
        return zipped(files, self.views.as_of)

    def _make(self) -> bytes:
        """Make and keep every file; returns the version with hashes and sizes."""
        jobs = list(release.files(self.views, self._parts.get))

        def work(number: int) -> tuple[str, bytes]:
            return jobs[number].path, jobs[number].make()

        lines = sum(len(month.lines) for month in self.views.months)
        made = dict(spread((), range(len(jobs)), work, self._cores if lines > _PARALLEL_FROM else 1))
        whole = release.completed(self.views, made)
        facts = {
            path: _Facts(hashlib.sha256(content).hexdigest(), len(content)) for path, content in whole.files.items()
        }
        for path, content in whole.files.items():
            self._kept.put(facts[path].sha256, content)
        return json.dumps({"version": whole.version, "files": facts}).encode()


def file_tasks(published: Published) -> Iterator[Task]:
    for path, facts in published.facts.items():
        yield Task(urls.file_of(published.url(path)), facts.sha256, partial(_file, published, path))
    key = digest("bundle", published.version, published.facts[release.SUMS].sha256)
    yield Task(urls.file_of(_zip_url(published)), key, partial(_bundle, published))


def _file(published: Published, path: str, _: Studio) -> bytes:
    return published.content(path)


def _bundle(published: Published, _: Studio) -> bytes:
    return published.bundle()


def _zip_url(published: Published) -> str:
    return f"{urls.RELEASES}{published.version}.zip"


def tasks(plan: Plan, published: Published) -> Iterator[Task]:
    yield plan.task(
        urls.RELEASES,
        plan.key("release", published.version, published.facts[release.SUMS].sha256),
        partial(_page, published),
    )


def _page(published: Published, studio: Studio) -> bytes:
    frame = studio.frame
    page = frame.page(
        urls.RELEASES, frame.t(HEADING), frame.t(DESCRIPTION), section=SECTION, crumbs=(HOME_CRUMB, LEDGER_CRUMB)
    )
    views = published.views
    found = ledger_hash(views.months, views.as_of)
    tables = tuple(
        ReleasedTable(
            table.vi if frame.language.code == VIETNAMESE.code else table.en,
            published.file(f"{table.name}.csv"),
            published.file(f"{table.name}.json"),
            published.file(f"schema/{table.name}.schema.json"),
        )
        for table in TABLES
    )
    size = sum(facts.size for facts in published.facts.values())
    it = Release(
        published.version, found.lines, found.sha256, found.printed, _zip_url(published), size, tables,
        tuple(map(published.file, _OTHERS)),
    )  # fmt: skip
    return studio.page("release.html", page, it)
