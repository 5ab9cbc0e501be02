"""Lines that correct earlier ones, and what git knows of changes: by month, and for each address."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TypeVar

from nhandao.public.views import AddressAudit, Audit, AuditMonth, Change, Correction
from nhandao.site import data_files, urls
from nhandao.site.contexts import AddressHistory, AuditHome, AuditMonthPage, Corrections, Link
from nhandao.site.digest import digest
from nhandao.site.frame import ADDRESSES_CRUMB, HOME_CRUMB
from nhandao.site.language import VIETNAMESE
from nhandao.site.ledger_pages import LEDGER_CRUMB, LINES_A_PAGE, SECTION
from nhandao.site.plan import Plan, Studio, Task, page_count, step_urls, with_number

CORRECTIONS_HEADING = "Đính chính và trả lại"
HEADING = "Lịch sử thay đổi"
AUDIT_CRUMB = Link(HEADING, urls.AUDIT)

Item = TypeVar("Item")


def tasks(plan: Plan) -> Iterator[Task]:
    yield from _correction_tasks(plan)
    if plan.views.audit is not None:
        yield from _audit_tasks(plan, plan.views.audit)


def _correction_tasks(plan: Plan) -> Iterator[Task]:
    found = plan.views.corrections
    prints = []
    for number in range(1, page_count(len(found), LINES_A_PAGE) + 1):
        part = _part(found, number)
        prints.append(digest(repr(part)))
        key = plan.key("corrections", str(number), str(len(found)), prints[-1])
        make = partial(_corrections, part, number, len(found))
        yield plan.task(urls.numbered(urls.CORRECTIONS, number), key, make)
    yield from data_files.correction_tasks(plan, found, CORRECTIONS_HEADING, digest(*prints))


def _corrections(part: tuple[Correction, ...], number: int, total: int, studio: Studio) -> bytes:
    pages = page_count(total, LINES_A_PAGE)
    previous, following = step_urls(urls.CORRECTIONS, number, pages)
    t = studio.frame.t
    page = studio.frame.page(
        urls.numbered(urls.CORRECTIONS, number),
        with_number(t(CORRECTIONS_HEADING), number, t),
        t("Những dòng sổ cái lấy lại một dòng ghi trước: ghi nhầm, trả lại người gửi, ngân hàng đòi lại."),
        section=SECTION,
        crumbs=(HOME_CRUMB, LEDGER_CRUMB),
        here="Đính chính",
        noindex=True,
    )
    it = Corrections(
        corrections=part,
        total=total,
        number=number,
        pages=pages,
        previous_url=previous,
        next_url=following,
        csv_url=urls.list_csv(urls.CORRECTIONS),
        json_url=urls.list_json(urls.CORRECTIONS),
    )
    return studio.page("corrections.html", page, it)


def _audit_tasks(plan: Plan, audit: Audit) -> Iterator[Task]:
    prints = []
    for month in audit.months:
        month_prints = []
        total = len(month.changes)
        pages = page_count(total, LINES_A_PAGE)
        for number in range(1, pages + 1):
            part = month._replace(changes=_part(month.changes, number))
            month_prints.append(digest(repr(part)))
            # Oldest first: a new change is on the last page, and those before it stay as they are.
            key = plan.key("audit month", str(number), str(total), month_prints[-1])
            make = partial(_month, part, number, total)
            yield plan.task(urls.numbered(month.url, number), key, make)
        prints.append(digest(month.month, *month_prints))
        heading = f"{HEADING} {VIETNAMESE.month(month.month)}"
        yield from data_files.change_tasks(plan, month.url, heading, partial(_of_month, month), prints[-1])
    key = plan.key("audit", repr([(month.month, len(month.changes)) for month in audit.months]))
    yield plan.task(urls.AUDIT, key, partial(_home, audit.months))

    def changes() -> Iterator[Change]:
        """Of all months, oldest first."""
        for month in reversed(audit.months):
            yield from month.changes

    yield from data_files.change_tasks(plan, urls.AUDIT, HEADING, changes, digest(*prints))
    titles = {detail.card.code: detail.card.title for detail in plan.views.addresses}
    for history in audit.addresses:
        title = titles.get(history.code, "")
        members = digest(repr(history))
        yield plan.task(history.url, plan.key("history", title, members), partial(_history, history, title))
        heading = f"{HEADING} {history.code}"
        yield from data_files.change_tasks(plan, history.url, heading, partial(_of_address, history), members)


def _of_month(month: AuditMonth) -> tuple[Change, ...]:
    return month.changes


def _of_address(history: AddressAudit) -> tuple[Change, ...]:
    return history.changes


def _home(months: tuple[AuditMonth, ...], studio: Studio) -> bytes:
    t = studio.frame.t
    page = studio.frame.page(
        urls.AUDIT,
        t(HEADING),
        t("Địa chỉ và dòng sổ cái nào đã được ghi, sửa hay xoá, lúc nào, do vai trò nào; theo tháng, tải về được."),
        section=SECTION,
        crumbs=(HOME_CRUMB, LEDGER_CRUMB),
        noindex=True,
    )
    it = AuditHome(months, urls.list_csv(urls.AUDIT), urls.list_json(urls.AUDIT))
    return studio.page("audit.html", page, it)


def _month(month: AuditMonth, number: int, total: int, studio: Studio) -> bytes:
    pages = page_count(total, LINES_A_PAGE)
    previous, following = step_urls(month.url, number, pages)
    frame, t = studio.frame, studio.frame.t
    name = frame.language.month(month.month)
    page = frame.page(
        urls.numbered(month.url, number),
        with_number(f"{t(HEADING)} {name}", number, t),
        t("{number} lần ghi, sửa hay xoá trong {month}, từng lần theo giờ.").format(
            number=frame.language.num(total), month=name
        ),
        section=SECTION,
        crumbs=(HOME_CRUMB, LEDGER_CRUMB, AUDIT_CRUMB),
        here=name[:1].upper() + name[1:],
        noindex=True,
    )
    it = AuditMonthPage(
        month=month,
        total=total,
        number=number,
        pages=pages,
        previous_url=previous,
        next_url=following,
        csv_url=urls.list_csv(month.url),
        json_url=urls.list_json(month.url),
    )
    return studio.page("audit_month.html", page, it)


def _history(history: AddressAudit, title: str, studio: Studio) -> bytes:
    t = studio.frame.t
    page = studio.frame.page(
        history.url,
        t("Lịch sử thay đổi của địa chỉ {code}").format(code=history.code),
        t("Hồ sơ và sổ cái của địa chỉ {code} đã được ghi, sửa lúc nào, do vai trò nào.").format(code=history.code),
        section="addresses",
        crumbs=(HOME_CRUMB, ADDRESSES_CRUMB, Link(history.code, history.address_url)),
        here=HEADING,
        noindex=True,
    )
    it = AddressHistory(history, title, urls.list_csv(history.url), urls.list_json(history.url))
    return studio.page("address_history.html", page, it)


def _part(items: tuple[Item, ...], number: int) -> tuple[Item, ...]:
    """What stands on page ``number`` of a table."""
    first = (number - 1) * LINES_A_PAGE
    return items[first : first + LINES_A_PAGE]
