"""Drives: a page for each, and a list of them while there are any."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from nhandao.public.views import Drive
from nhandao.site import urls
from nhandao.site.contexts import DriveList, DrivePage, Link
from nhandao.site.frame import HOME_CRUMB
from nhandao.site.organisation_pages import SECTION
from nhandao.site.plan import Plan, Studio, Task

HEADING = "Các đợt vận động"
DESCRIPTION = "Đợt vận động do doanh nghiệp, công đoàn, chi hội tổ chức cho địa chỉ nhân đạo: mục tiêu, đã góp, mã QR."
_ORGANISATIONS = Link("Tổ chức", urls.ORGANISATIONS)


def tasks(plan: Plan) -> Iterator[Task]:
    drives = plan.views.drives
    if drives:
        key = plan.key("drives", *(drive.digest for drive in drives))
        yield plan.task(urls.DRIVES, key, partial(_list, DriveList(drives)))
    for drive in drives:
        cards = (one.card.digest for one in drive.collected if one.card is not None)
        key = plan.key("drive", drive.digest, *cards)
        yield plan.task(drive.url, key, partial(_drive, drive))


def _list(it: DriveList, studio: Studio) -> bytes:
    frame = studio.frame
    page = frame.page(
        urls.DRIVES,
        frame.t(HEADING),
        frame.t(DESCRIPTION),
        section=SECTION,
        crumbs=(HOME_CRUMB, _ORGANISATIONS),
        here="Đợt vận động",
    )
    return studio.page("drive_list.html", page, it)


def _drive(drive: Drive, studio: Studio) -> bytes:
    page = studio.frame.page(
        drive.url,
        drive.title,
        drive.summary,
        section=SECTION,
        crumbs=(HOME_CRUMB, _ORGANISATIONS, Link("Đợt vận động", urls.DRIVES)),
        share=drive.url,
    )
    return studio.page("drive.html", page, DrivePage(drive))
