"""The page of an address as donors will see it once the steps that are still missing are done: the site's own page.

Everything on it passes the site's gate: what consents do not cover is not shown here either. Only days that are not yet
written (dossier, approval, introduction) are supposed to be the day of the preview, and the answer says which.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

from nhandao.book.lifecycle import missing_givers
from nhandao.book.load import load
from nhandao.public.gate import publish
from nhandao.public.views import AddressDetail, PublicSite
from nhandao.records.address import Address, Approval, Consent, Dossier, Introduction
from nhandao.records.problem import Problem
from nhandao.site import address_pages, images, static_files
from nhandao.site.build import read_content
from nhandao.site.engine import frame_of
from nhandao.site.language import VIETNAMESE
from nhandao.site.plan import Plan, Studio
from nhandao.site.theme import Theme
from nhandao.site.urls import file_of
from scripts.folders import CONTENT, THEME
from scripts.staff.admin.forms import canonical, replaced
from scripts.staff.admin.kinds import ADDRESSES


class Preview(NamedTuple):
    """What came of it."""

    files: dict[str, bytes]
    """By path below the base URL; empty when there is no page."""
    supposed: tuple[str, ...]
    """Fields of the address that were supposed: dossier | approved | introduced | consents."""
    problems: tuple[Problem, ...]
    """Errors of the data that keep every page from being made."""


class PreviewMaker:
    def __init__(self, cache: Path) -> None:
        self._cache = cache

    def make(self, tree: Path, code: str, base_url: str, today: date) -> Preview:
        """The page of an address in a data folder, which is left as it was found."""
        path = tree / "addresses" / f"20{code[2:4]}" / f"{code}.yaml"
        book, _ = load(tree, self._cache)
        address = book.addresses.get(code) if book is not None else None
        if book is None or address is None:
            return Preview({}, (), ())
        ready, supposed = _ready(address, book.campaign.as_of or today)
        before = path.read_bytes()
        try:
            if supposed:
                path.write_bytes(canonical(ADDRESSES, ready))
            views, problems = publish(tree, _day_of(ready, book.campaign.as_of or today), today, self._cache)
        finally:
            path.write_bytes(before)
        detail = next((view for view in views.addresses if view.card.code == code), None) if views is not None else None
        if views is None or detail is None:
            return Preview({}, supposed, tuple(problem for problem in problems if not problem.warning)[:5])
        return Preview(self._files(views, detail, tree, base_url), supposed, ())

    def _files(self, views: PublicSite, detail: AddressDetail, tree: Path, base_url: str) -> dict[str, bytes]:
        content = read_content(CONTENT, THEME, self._cache / "site")
        theme = Theme(THEME)
        frame = frame_of(views.society, views.as_of, content, theme, base_url, VIETNAMESE, (VIETNAMESE,))
        plan = Plan(views, content._replace(assets=()), frame, theme, "preview")
        alone = Plan(views._replace(addresses=(detail,)), plan.content, frame, theme, "preview")
        studio = Studio(frame, theme, self._cache / "preview-templates")
        pictures = self._cache / "preview-photos"
        pictures.mkdir(parents=True, exist_ok=True)
        page = file_of(detail.card.url)
        tasks = [task for task in address_pages.tasks(plan) if task.path == page]
        tasks += images.tasks(alone, tree / "photos", pictures)
        tasks += static_files.tasks(plan, CONTENT)
        return {task.path: task.make(studio) for task in tasks}


def _ready(address: Address, as_of: date) -> tuple[Address, tuple[str, ...]]:
    """The address with the steps that its page still waits for, and which these are.

    A consent that was taken back or has expired is not supposed to hold.
    """
    day = _day_of(address, as_of)
    supposed: dict[str, object] = {}
    if address.dossier is None:
        supposed["dossier"] = Dossier(on=address.survey.on, reference="-")
    if address.approved is None:
        supposed["approved"] = Approval(on=day, by="…", document="-")
    if address.introduced is None:
        supposed["introduced"] = Introduction(on=day)
    known = {consent.by for consent in address.consents if "publish" in consent.scopes}
    asked = [giver for giver in missing_givers(address, "publish", day) if giver not in known]
    if asked:
        new = tuple(Consent(scopes=("publish",), by=giver, on=address.survey.on) for giver in asked)
        supposed["consents"] = (*address.consents, *new)
    return replaced(address, supposed), tuple(supposed)


def _day_of(address: Address, as_of: date) -> date:
    """The day of the preview: the site's, or the first on which all steps that are written have been done."""
    steps = (address.survey, address.dossier, address.approved, address.introduced)
    return max(as_of, *(step.on for step in steps if step is not None))
