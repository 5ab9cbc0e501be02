"""The open data interface below `/api/v1/`, and the page that explains it.

Tables are the files of the release under addresses that stay, so they cost no work of their own. Addresses that do not
agree to `press` have no file of their own: their rows are in the tables, as in a release.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from nhandao.public import api
from nhandao.public.release_fields import Row
from nhandao.public.release_guide import schema
from nhandao.public.release_tables import TABLES
from nhandao.public.views import AddressDetail, MonthLedger
from nhandao.site import urls
from nhandao.site.contexts import ApiChange, ApiFile, ApiPage
from nhandao.site.digest import code_digest, digest
from nhandao.site.frame import HOME_CRUMB
from nhandao.site.language import VIETNAMESE
from nhandao.site.ledger_pages import LEDGER_CRUMB, SECTION
from nhandao.site.plan import Plan, Studio, Task
from nhandao.site.release_pages import Published

HEADING = "Dữ liệu cho chương trình (API)"
DESCRIPTION = "Địa chỉ, nhu cầu, tổ chức, con số và sổ cái từng tháng dưới dạng JSON: chỉ đọc, không cần khoá."


def file_tasks(plan: Plan, published: Published) -> Iterator[Task]:
    """Every file of the interface."""
    views = plan.views
    for table in api.WHOLE_TABLES:
        name = api.file_of_table(table.name)
        key = digest(published.facts[name].sha256)
        yield Task(urls.file_of(urls.API + name), key, partial(_released, published, name))
    for month in views.months:
        key = digest("api month", month.digest, views.as_of.isoformat(), code_digest())
        path = urls.file_of(urls.API + api.file_of_month(month.month))
        yield Task(path, key, partial(_month, published, month))
    for name in api.schema_names():
        key = published.facts[f"schema/{name}.schema.json"].sha256
        yield Task(urls.file_of(urls.API + api.file_of_schema(name)), key, partial(_schema, name))
    yield Task(urls.file_of(urls.API + api.file_of_schema("address")), digest("api", code_digest()), _address_schema)
    agreed = [view for view in views.addresses if view.card.indexable]
    rows = api.rows_by_address(views)
    for view in agreed:
        code = view.card.code
        key = plan.key("api address", view.card.digest)
        yield plan.task(urls.API + api.file_of_address(code), key, partial(_address, view, *rows[code]))
    known = repr([(month.month, len(month.lines)) for month in views.months])
    key = plan.key("api index", known, *sorted(view.card.code for view in agreed))
    yield plan.task(urls.API + api.INDEX, key, partial(_index, plan))
    yield plan.task(urls.API + api.OPENAPI, plan.key("openapi"), _openapi)


def tasks(plan: Plan) -> Iterator[Task]:
    """The page about the interface."""
    month = plan.views.months[0].month if plan.views.months else ""
    yield plan.task(urls.API_PAGE, plan.key("api", month), partial(_page, month))


def _released(published: Published, name: str, _: Studio) -> bytes:
    return published.content(name)


def _month(published: Published, month: MonthLedger, _: Studio) -> bytes:
    return api.month_document(published.views, month, published.part)


def _schema(name: str, _: Studio) -> bytes:
    return schema(next(table for table in TABLES if table.name == name))


def _address_schema(_: Studio) -> bytes:
    return api.address_schema()


def _address(view: AddressDetail, row: Row, needs: list[Row], studio: Studio) -> bytes:
    frame, code = studio.frame, view.card.code
    oembed = frame.absolute(urls.oembed(code)) if frame.site.base_url else ""
    return api.address_document(
        view,
        row,
        needs,
        frame.site.as_of.isoformat(),
        frame.absolute(view.card.url),
        frame.absolute(urls.embed(code)),
        oembed,
    )


def _index(plan: Plan, studio: Studio) -> bytes:
    frame = studio.frame

    def absolute(name: str) -> str:
        return frame.absolute(urls.API + name)

    return api.index_document(plan.views, absolute, frame.absolute(urls.HOME), frame.absolute(urls.API_PAGE))


def _openapi(studio: Studio) -> bytes:
    return api.openapi_document(studio.frame.absolute(urls.API).removesuffix("/"))


def _page(month: str, studio: Studio) -> bytes:
    frame = studio.frame
    at = 0 if frame.language.code == VIETNAMESE.code else 1
    page = frame.page(
        urls.API_PAGE, frame.t(HEADING), frame.t(DESCRIPTION), section=SECTION, crumbs=(HOME_CRUMB, LEDGER_CRUMB),
        here="API",
    )  # fmt: skip
    it = ApiPage(
        base=(frame.site.base_url or frame.prefix) + urls.API,
        tables=tuple(
            ApiFile(
                api.file_of_table(table.name),
                urls.API + api.file_of_table(table.name),
                urls.API + api.file_of_schema(table.name),
                (table.vi, table.en)[at],
            )
            for table in api.WHOLE_TABLES
        ),
        index_url=urls.API + api.INDEX,
        openapi_url=urls.API + api.OPENAPI,
        month=month,
        ledger_schema_url=urls.API + api.file_of_schema(api.LEDGER),
        address_schema_url=urls.API + api.file_of_schema("address"),
        changes=tuple(ApiChange(change.number, (change.vi, change.en)[at]) for change in api.CHANGES),
    )
    return studio.page("api.html", page, it)
