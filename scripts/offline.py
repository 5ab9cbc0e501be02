"""`portal offline`: one district as a zip, to be read from a stick where there is no network."""

from __future__ import annotations

import argparse
from pathlib import Path

from nhandao.public.district import find_district, slug_of
from nhandao.public.gate import publish
from nhandao.public.views import Choice
from nhandao.site.build import read_content
from nhandao.site.content import ContentError
from nhandao.site.engine import BuildError
from nhandao.site.offline import is_copy, pack
from scripts import arguments
from scripts.check import print_problems
from scripts.folders import CACHE, CODE, CONTENT, THEME
from scripts.messages import Stop, number_text, text
from scripts.progress import Progress


def run(options: argparse.Namespace) -> int:
    data = arguments.folder(options.data)
    as_of = arguments.day(options.as_of, "--as-of")
    url = arguments.site_url(options.site_url, "--site-url")
    keep_out = (data.resolve(), CONTENT, THEME, *CODE)
    if options.out is not None:
        _check(Path(options.out), keep_out)  # before the work begins
    views, problems = publish(data, as_of, arguments.today(), CACHE)
    if views is None:
        print_problems(problems, data, options.lang)
        errors = sum(not problem.warning for problem in problems)
        print(text("not-built", options.lang, errors=number_text(errors, options.lang)))
        return 1
    district = _district(views.districts, " ".join(options.district))
    out = Path(options.out or f"{slug_of(district)}-{views.as_of}.zip")
    _check(out, keep_out)
    try:
        with Progress() as progress:
            packed = pack(
                views,
                district,
                read_content(CONTENT, THEME, CACHE / "site"),
                out=out,
                theme=THEME,
                photos=data / "photos",
                content_folder=CONTENT,
                base_url=url,
                progress=progress,
            )
    except (ContentError, BuildError) as error:
        raise Stop(1, "usage", problem=error, command="portal offline") from None
    print(
        text(
            "packed",
            options.lang,
            district=district.name,
            files=number_text(packed.files, options.lang),
            out=arguments.shown(out),
            size=number_text(packed.size / 1_000_000, options.lang, 1),
        )
    )
    return 0


def _district(districts: tuple[Choice, ...], found: str) -> Choice:
    district = find_district(districts, found)
    if district is None:
        known = "\n".join(f"  {one.code}  {slug_of(one)}  {one.name}" for one in districts)
        raise Stop(1, "unknown-district", found=found, known=known)
    return district


def _check(out: Path, keep_out: tuple[Path, ...]) -> None:
    """Stop unless ``out`` can become a zip: a new file, or a copy this command made before."""
    place = out.resolve()
    if out.suffix.lower() != ".zip":
        raise Stop(1, "not-a-zip", path=out)
    if any(taken in place.parents for taken in keep_out):
        raise Stop(1, "out-in-sources", path=out)
    if not out.parent.is_dir():
        raise Stop(1, "no-folder-for", path=out, folder=out.parent)
    if out.is_dir():
        raise Stop(1, "not-a-file", path=out)
    if out.exists() and not is_copy(out):
        raise Stop(1, "foreign-file", path=out)
