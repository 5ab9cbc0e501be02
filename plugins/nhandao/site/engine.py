"""Turns public views and written content into the files of a site, making only what changed since the last build."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Literal, NamedTuple

import jinja2
from filelock import FileLock, Timeout

from nhandao.public.views import Choice, PublicSite, Society
from nhandao.site import (
    address_pages,
    api_pages,
    audit_pages,
    business_pages,
    certificate_pages,
    choose_pages,
    content_pages,
    copy_pages,
    drive_pages,
    embed_pages,
    feeds,
    find_pages,
    giving_pages,
    images,
    ledger_pages,
    list_pages,
    logos,
    map_pages,
    organisation_pages,
    pledge_page,
    press_pages,
    release_pages,
    scoreboard_pages,
    search_index,
    search_page,
    server_files,
    share_cards,
    sitemap,
    static_files,
    style_page,
    thanks_pages,
)
from nhandao.site.content import Content, published
from nhandao.site.contexts import Link, Site
from nhandao.site.digest import code_digest, digest
from nhandao.site.frame import Frame
from nhandao.site.language import VIETNAMESE, Language, english
from nhandao.site.manifest import Manifest, Written
from nhandao.site.plan import Plan, Studio, Task
from nhandao.site.search_index import SearchIndex
from nhandao.site.theme import Theme
from nhandao.site.views_in import views_in
from nhandao.workers import core_count, spread

MARK = ".nhandao"
"""File that says: this folder is the output of a build, everything in it may be replaced or removed."""
_MARK_TEXT = "Thư mục này do cổng Nhân Đạo dựng ra. Mỗi lần dựng lại, tệp không thuộc trang sẽ bị xoá.\n"
_WORTH_A_PROCESS = 120  # files to make
LOCK = ".nhandao.lock"
"""Held in the output folder while a build writes into it."""
_KEPT = {search_index.FOLDER, ".git", ".well-known", ".nojekyll", ".htaccess", MARK, LOCK}  # at the top of the output

Progress = Callable[[str], None]
Search = Literal["none", "now"]
"""Whether a site has a search index."""


class BuildError(Exception):
    """A site that cannot be built: two pages with one address, or an output folder that is not ours or another build
    writes into."""


class BuildReport(NamedTuple):
    """What a build did, in numbers of files."""

    files: int  # of the whole site
    made: int  # rendered because something they depend on changed
    written: int  # of these, with other bytes than before
    removed: int
    full: bool  # nothing was known of the folder, or the last build was interrupted


def build(
    views: PublicSite,
    content: Content,
    *,
    out: Path,
    theme: Path,
    photos: Path,
    content_folder: Path,
    cache: Path,
    base_url: str = "",
    search: Search = "none",
    quick: bool = False,
    cores: int | None = None,
    progress: Progress | None = None,
    copy_of: Choice | None = None,
    languages: tuple[str, ...] = (VIETNAMESE.code,),
    logo_folder: Path | None = None,
) -> BuildReport:
    """Bring the output folder up to date.

    Args:
        out: output folder, made if missing. Files in it that are not of the site are removed.
        photos: folder of the originals of photos.
        cache: folder for what makes the next build faster; may be deleted at any time.
        base_url: absolute address of the site without trailing slash, "" while unknown.
        search: the search index: without the extra `search` there is none. One that names a page there is no longer is
            removed in any case.
        quick: leave the search index and the release as the last build of this process made them, for a later build
            that has the time, unless they name an address that has gone. Not for a site that others read.
        cores: processes to use, all cores if not given.
        languages: codes of what the site speaks, Vietnamese first.
        copy_of: the district the views and the content are narrowed to, for an offline copy instead of the site.
        logo_folder: folder of the originals of logos, where any is shown; an offline copy shows none.

    Raises:
        BuildError: see there; nothing is written.
        LookupError: a template asks for a static file the theme does not have.
    """
    say = progress or _silent
    collecting = gc.isenabled()
    # Ten thousand pages make no garbage cycles worth looking for, and a frozen heap stays shared with forked processes.
    gc.disable()
    gc.freeze()
    try:
        look = Theme(theme)
        content = published(content, views.as_of)
        speaks = tuple(VIETNAMESE if code == VIETNAMESE.code else english(theme) for code in languages)
        plans = [_plan(views, content, look, base_url, copy_of, language, speaks) for language in speaks]
        if not search_index.available():
            search = "none"
        cores = cores or core_count()
        first, others = _tasks(plans, quick, photos, logo_folder, content_folder, cache, search != "none", cores)
        return _Build(plans, first, others, out.resolve(), cache, cores, say, search, quick).run()
    finally:
        gc.unfreeze()
        if collecting:
            gc.enable()


_studios: dict[Path, tuple[str, Studio]] = {}
"""The Studios of the last build: a builder that goes on running does not render again what it knows."""


_releases: dict[Path, release_pages.Published] = {}
"""The release of the last build into each cache by this process, for quick builds."""


def _release(plan: Plan, quick: bool, cache: Path, cores: int) -> release_pages.Published:
    known = _releases.get(cache)
    if quick and known is not None and known.made_by == plan.salt and known.is_kept():
        now = {view.card.code for view in plan.views.addresses} | {view.code for view in plan.views.finished}
        # As with the search index: one that names an address that has gone is not left.
        if all(view.card.code in now for view in known.views.addresses):
            return known
    _releases.clear()  # the last one's views are not needed in memory while the next is made
    made = release_pages.Published(plan.views, cache, cores, plan.salt)
    _releases[cache] = made
    return made


def _studio(plan: Plan, cache: Path) -> Studio:
    # Compiled templates hold the words of one language, as they were then.
    bytecode = cache / f"{plan.frame.language.code}{plan.frame.language.version[:8]}"
    bytecode.mkdir(parents=True, exist_ok=True)  # the cache may have been deleted since the last build
    salt, known = _studios.get(bytecode, ("", None))
    if known is None or salt != plan.salt:
        for other in [folder for folder in _studios if folder.parent != cache]:
            del _studios[other]
        known = Studio(plan.frame, plan.theme, bytecode)
        _studios[bytecode] = plan.salt, known
    lines = sum(len(month.lines) for month in plan.views.months)
    known.forget(2 * (len(plan.views.addresses) + lines) + 100)
    return known


def _silent(_: str) -> None:
    pass


def _plan(
    views: PublicSite,
    content: Content,
    theme: Theme,
    base_url: str,
    copy_of: Choice | None,
    language: Language,
    speaks: tuple[Language, ...],
) -> Plan:
    """The plan of the site in one of the languages it speaks."""
    frame = frame_of(views.society, views.as_of, content, theme, base_url, language, speaks, copy_of)
    pages = tuple(page for page in content.pages if page.lang == language.code)
    version = digest(code_digest(), jinja2.__version__, f"{sys.version_info[:2]}", language.version)
    if language is not VIETNAMESE:
        views = views_in(language, views)
    return Plan(views, content._replace(pages=pages), frame, theme, version)


def frame_of(
    society: Society,
    as_of: date,
    content: Content,
    theme: Theme,
    base_url: str,
    language: Language,
    speaks: tuple[Language, ...],
    copy_of: Choice | None = None,
) -> Frame:
    """The frame of every page in one of the languages the site speaks."""
    pages = tuple(page for page in content.pages if page.lang == language.code)
    written = [{page.url for page in content.pages if page.lang == other.code} for other in speaks]
    site = Site(
        society=society,
        as_of=as_of,
        base_url=base_url.rstrip("/"),
        version=theme.version,
        language=language.code,
        locale=language.locale,
        translated=tuple(sorted(set.intersection(*written))),
        campaign_pages=tuple(Link(page.title, page.url) for page in pages if page.in_footer and not page.hidden),
        copy_of=copy_of,
    )
    return Frame(site, language, tuple(other for other in speaks if other is not language))


def _tasks(
    plans: list[Plan],
    quick: bool,
    photos: Path,
    logo_folder: Path | None,
    content_folder: Path,
    cache: Path,
    indexed: bool,
    cores: int,
) -> tuple[list[Task], list[Task]]:
    """All files: those made of lines and cards, which share the work of rendering them, and the rest."""
    plan = plans[0]
    if plan.frame.site.copy_of is not None:
        return _copy_tasks(plan, plan.frame.site.copy_of, photos, content_folder, cache)
    issued = _release(plan, quick, cache / "release", cores)
    gifts = find_pages.Gifts(plan.views, cache, cores)
    first = [*release_pages.file_tasks(issued), *_tables(plan)]
    shares = list(share_cards.tasks(plan, plan.theme.folder, photos, cache / "share"))
    others = [
        *find_pages.file_tasks(gifts),
        *api_pages.file_tasks(plan, issued),
        *embed_pages.oembed_tasks(plan),
        *sitemap.tasks(plan),
        *images.tasks(plan, photos, cache / "photos"),
        *(logos.tasks(plan, logo_folder, cache / "logos") if logo_folder is not None else ()),
        *shares,
        *press_pages.file_tasks(plans, photos, cache / "press", shares),
        *feeds.tasks(plan),
        *_single_pages(plan, indexed),
        *content_pages.article_tasks(plan),
        *style_page.tasks(plan),
        *server_files.tasks(plan),
        *static_files.tasks(plan, content_folder),
    ]
    for speaks, other in enumerate(plans[1:], start=1):
        first += _pages_only(_tables(other), speaks)
        others += _pages_only(_single_pages(other, indexed), speaks)
    for speaks, each in enumerate(plans):
        others += _pages_only(find_pages.tasks(each, gifts), speaks)
        others += _pages_only(release_pages.tasks(each, issued), speaks)
        others += _pages_only(certificate_pages.check_tasks(each, issued), speaks)
    return first, others


def _tables(plan: Plan) -> Iterator[Task]:
    yield from ledger_pages.tasks(plan)
    yield from audit_pages.tasks(plan)
    yield from list_pages.tasks(plan)
    yield from organisation_pages.tasks(plan)
    yield from drive_pages.tasks(plan)
    yield from certificate_pages.tasks(plan)


def _single_pages(plan: Plan, indexed: bool) -> Iterator[Task]:
    yield from content_pages.campaign_tasks(plan)
    yield from giving_pages.tasks(plan)
    yield from pledge_page.tasks(plan)
    yield from business_pages.tasks(plan)
    yield from thanks_pages.tasks(plan)
    yield from choose_pages.tasks(plan)
    yield from search_page.tasks(plan, indexed)
    yield from map_pages.tasks(plan)
    yield from scoreboard_pages.tasks(plan)
    yield from api_pages.tasks(plan)
    yield from press_pages.tasks(plan)
    yield from address_pages.tasks(plan)
    yield from embed_pages.tasks(plan)


def _pages_only(tasks: Iterable[Task], speaks: int) -> Iterator[Task]:
    """Of another language there are only pages and drawings with words: tables, feeds and pictures are there once."""
    return (task._replace(speaks=speaks) for task in tasks if task.path.endswith((".html", ".svg")))


def _copy_tasks(
    plan: Plan, district: Choice, photos: Path, content_folder: Path, cache: Path
) -> tuple[list[Task], list[Task]]:
    """All files of an offline copy: pages to read, and what they show."""
    return [*copy_pages.tasks(plan, district)], [
        *images.tasks(plan, photos, cache / "photos"),
        *content_pages.campaign_tasks(plan),
        *giving_pages.tasks(plan),
        *static_files.tasks(plan, content_folder),
        *address_pages.tasks(plan),
    ]


class _Build:
    def __init__(
        self,
        plans: list[Plan],
        first: list[Task],
        others: list[Task],
        out: Path,
        cache: Path,
        cores: int,
        say: Progress,
        search: Search,
        quick: bool,
    ) -> None:
        self._tasks = [*first, *others]
        self._sharing = len(first)
        self._out = out
        self._root = f"{out}{os.sep}"
        self._cache = cache
        self._cores = cores
        self._say = say
        self._studios = [_studio(plan, cache / "templates") for plan in plans]
        self._images = cache / "photos"
        self._index = SearchIndex(plans, out, cache)
        self._search = search
        self._quick = quick

    def run(self) -> BuildReport:
        planned = self._planned()
        self._check_folder()
        try:
            with FileLock(self._out / LOCK, blocking=False):
                if self._search == "none":
                    self._index.drop()
                else:
                    self._index.drop_stale()
                report = self._bring_up_to_date(planned)
                if self._search == "now" and not self._quick and self._index.bring_up_to_date(self._studios):
                    self._say("chỉ mục tìm kiếm đã dựng lại")
                return report
        except Timeout:
            raise BuildError(f"{self._out}: một lần dựng khác đang ghi vào thư mục này; hãy chờ nó xong") from None

    def _bring_up_to_date(self, planned: dict[str, int]) -> BuildReport:
        manifest = Manifest(self._cache / "manifests", self._out)
        full = not manifest.complete
        known = manifest.files
        due = range(len(self._tasks)) if full else self._due(known)
        stale = sorted(self._unplanned(planned) if full else known.keys() - planned.keys())
        self._say(f"{len(self._tasks)} tệp, cần dựng {len(due)}, cần gỡ {len(stale)}")
        if not due and not stale:
            return BuildReport(len(self._tasks), 0, 0, 0, full)

        manifest.begin()
        # What may no longer be shown goes first, whatever happens after.
        self._remove(stale)
        results = self._make(due)
        files = {} if full else {path: written for path, written in known.items() if path in planned}
        for job, size, mtime_ns, _ in results:
            task = self._tasks[job]
            files[task.path] = Written(task.key, size, mtime_ns)
        manifest.finish(files)
        written = sum(changed for _, _, _, changed in results)
        return BuildReport(len(self._tasks), len(due), written, len(stale), full)

    def _planned(self) -> dict[str, int]:
        """Job number by path. Raises ``BuildError`` when two pages want the same place."""
        planned = {task.path: job for job, task in enumerate(self._tasks)}
        if len(planned) != len(self._tasks):
            twice = next(task.path for job, task in enumerate(self._tasks) if planned[task.path] != job)
            raise BuildError(f"hai trang cùng một đường dẫn: {twice}")
        return planned

    def _check_folder(self) -> None:
        out = self._out
        if out.is_dir() and any(out.iterdir()) and not (out / MARK).is_file():
            raise BuildError(f"{out}: thư mục có tệp không do cổng dựng ra; hãy chọn một thư mục trống")
        out.mkdir(parents=True, exist_ok=True)
        if not (out / MARK).is_file():
            (out / MARK).write_text(_MARK_TEXT, encoding="utf-8")

    def _due(self, known: dict[str, Written]) -> list[int]:
        """Jobs whose file is missing, was touched, or would be made from something else than last time."""
        due = []
        root, stat = self._root, os.stat
        for job, task in enumerate(self._tasks):
            last = known.get(task.path)
            if last is None or last[0] != task.key:
                due.append(job)
                continue
            try:
                status = stat(root + task.path)
            except OSError:
                due.append(job)
                continue
            if status.st_mtime_ns != last[2] or status.st_size != last[1]:
                due.append(job)
        return due

    def _unplanned(self, planned: dict[str, int]) -> Iterator[str]:
        """Files in the output folder that are not of the site."""
        for folder, folders, names in os.walk(self._out):
            if Path(folder) == self._out:
                folders[:] = [name for name in folders if name not in _KEPT]
                names = [name for name in names if name not in _KEPT]
            for name in names:
                path = Path(folder, name).relative_to(self._out).as_posix()
                if path not in planned:
                    yield path

    def _remove(self, paths: list[str]) -> None:
        for path in paths:
            target = self._out / path
            target.unlink(missing_ok=True)
            for folder in target.parents:
                if folder == self._out:
                    break
                try:
                    folder.rmdir()
                except OSError:  # not empty, or already gone with another file
                    if folder.exists():
                        break

    def _make(self, due: list[int] | range) -> list[tuple[int, int, int, bool]]:
        if not due:
            return []
        # What another process renders, this one cannot remember for the next build: so few files are not worth one.
        cores = min(self._cores, len(due) // _WORTH_A_PROCESS + 1)
        self._images.mkdir(parents=True, exist_ok=True)
        if cores > 1:
            for studio in self._studios:
                studio.load_templates()
        first = [job for job in due if job < self._sharing]
        others = [job for job in due if job >= self._sharing]
        return spread(first, others, self._work, cores)

    def _work(self, job: int) -> tuple[int, int, int, bool]:
        task = self._tasks[job]
        return (job, *put(self._root + task.path, task.make(self._studios[task.speaks])))


def put(path: str, content: bytes) -> tuple[int, int, bool]:
    """Write a file whole or not at all, and not at all when it already has these bytes.

    Returns its size, its time of change in ns, and whether it was written.
    """
    size = len(content)
    folder, _, name = path.rpartition(os.sep)
    try:
        status = os.stat(path)
        if status.st_size == size:
            with open(path, "rb") as file:
                if file.read() == content:
                    return size, status.st_mtime_ns, False
    except FileNotFoundError:
        try:
            os.mkdir(folder)
        except FileExistsError:
            pass
        except FileNotFoundError:
            os.makedirs(folder, exist_ok=True)
    # Beside its place: a move between folders would take a lock that all processes share.
    temporary = f"{folder}{os.sep}.{name}.{os.getpid()}"
    with open(temporary, "wb", buffering=0) as file:
        rest = memoryview(content)
        while rest:
            rest = rest[file.write(rest) :]
        mtime_ns = os.fstat(file.fileno()).st_mtime_ns
    os.rename(temporary, path)
    return size, mtime_ns, True
