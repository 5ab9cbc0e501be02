"""The open ledger: its home, a page for each month, the balance of each address and fund."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from nhandao.public.views import AccountBalance, LedgerLine, MonthLedger
from nhandao.site import data_files, urls
from nhandao.site.contexts import LedgerAccounts, LedgerHome, LedgerMonth, Link
from nhandao.site.digest import digest
from nhandao.site.frame import HOME_CRUMB
from nhandao.site.language import VIETNAMESE
from nhandao.site.plan import Plan, Studio, Task, page_count, step_urls, with_number

LINES_A_PAGE = 200
SECTION = "ledger"
HEADING = "Sổ cái"
ACCOUNTS_HEADING = "Sổ cái theo địa chỉ và quỹ"
LEDGER_CRUMB = Link(HEADING, urls.LEDGER)


def tasks(plan: Plan) -> Iterator[Task]:
    months = plan.views.months
    all_months = digest(*(month.digest for month in months))
    home = LedgerHome(
        balance=plan.views.balance,
        months=months,
        accounts=len(plan.views.accounts),
        accounts_url=urls.LEDGER_ACCOUNTS,
        corrections=len(plan.views.corrections),
        corrections_url=urls.CORRECTIONS,
        audit_url="" if plan.views.audit is None else urls.AUDIT,
        csv_url=urls.LEDGER_CSV,
        json_url=urls.LEDGER_JSON,
    )
    more = (home.accounts, home.corrections, home.audit_url)
    key = plan.key("ledger", all_months, repr(home.balance), repr(more))
    yield plan.task(urls.LEDGER, key, partial(_home, home))

    def lines() -> Iterator[LedgerLine]:
        """Of the whole ledger, oldest first."""
        for month in reversed(months):
            yield from month.lines

    yield from data_files.line_tasks(plan, urls.LEDGER_CSV, urls.LEDGER_JSON, HEADING, lines, all_months)
    for month in months:
        yield from _month_tasks(plan, month)
    yield from _account_tasks(plan)


def _home(home: LedgerHome, studio: Studio) -> bytes:
    t = studio.frame.t
    page = studio.frame.page(
        urls.LEDGER,
        t(HEADING),
        t("Từng khoản nhận vào, trao đi, trả lại và phí của cuộc vận động, theo tháng và theo địa chỉ, tải về được."),
        section=SECTION,
        crumbs=(HOME_CRUMB,),
    )
    return studio.page("ledger.html", page, home)


def _month_tasks(plan: Plan, month: MonthLedger) -> Iterator[Task]:
    total = len(month.lines)
    for number in range(1, page_count(total, LINES_A_PAGE) + 1):
        key = plan.key("month", month.digest, str(number))
        yield plan.task(urls.numbered(month.url, number), key, partial(_month, month, number))
    yield from data_files.line_tasks(
        plan,
        urls.list_csv(month.url),
        urls.list_json(month.url),
        f"{HEADING} {VIETNAMESE.month(month.month)}",
        lambda: month.lines,
        month.digest,
    )


def _month(month: MonthLedger, number: int, studio: Studio) -> bytes:
    total = len(month.lines)
    pages = page_count(total, LINES_A_PAGE)
    first = (number - 1) * LINES_A_PAGE
    previous, following = step_urls(month.url, number, pages)
    frame, t = studio.frame, studio.frame.t
    name = frame.language.month(month.month)
    page = studio.frame.page(
        urls.numbered(month.url, number),
        with_number(f"{t(HEADING)} {name}", number, t),
        t("{number} khoản nhận vào và trao đi trong {month}, từng dòng theo ngày.").format(
            number=frame.language.num(total), month=name
        ),
        section=SECTION,
        crumbs=(HOME_CRUMB, LEDGER_CRUMB),
        here=name[:1].upper() + name[1:],
    )
    it = LedgerMonth(
        month=month._replace(lines=month.lines[first : first + LINES_A_PAGE]),
        total=total,
        number=number,
        pages=pages,
        previous_url=previous,
        next_url=following,
        csv_url=urls.list_csv(month.url),
        json_url=urls.list_json(month.url),
    )
    return studio.page("ledger_month.html", page, it)


def _account_tasks(plan: Plan) -> Iterator[Task]:
    accounts = plan.views.accounts
    total = len(accounts)
    prints = []
    for number in range(1, page_count(total, LINES_A_PAGE) + 1):
        first = (number - 1) * LINES_A_PAGE
        part = accounts[first : first + LINES_A_PAGE]
        # Flat tuples: their text is made in C, four times as fast as that of named tuples.
        prints.append(digest(repr([(row.account, row.url, row.name, *row.balance) for row in part])))
        key = plan.key("accounts", str(number), str(total), prints[-1])
        make = partial(_accounts, part, number, total)
        yield plan.task(urls.numbered(urls.LEDGER_ACCOUNTS, number), key, make)
    yield from data_files.account_tasks(plan, accounts, ACCOUNTS_HEADING, digest(*prints))


def _accounts(part: tuple[AccountBalance, ...], number: int, total: int, studio: Studio) -> bytes:
    pages = page_count(total, LINES_A_PAGE)
    previous, following = step_urls(urls.LEDGER_ACCOUNTS, number, pages)
    t = studio.frame.t
    page = studio.frame.page(
        urls.numbered(urls.LEDGER_ACCOUNTS, number),
        with_number(t(ACCOUNTS_HEADING), number, t),
        t("Mỗi địa chỉ và mỗi quỹ đã nhận, đã trao và đang giữ bao nhiêu."),
        section=SECTION,
        crumbs=(HOME_CRUMB, LEDGER_CRUMB),
        here="Theo địa chỉ",
    )
    it = LedgerAccounts(
        accounts=part,
        total=total,
        number=number,
        pages=pages,
        previous_url=previous,
        next_url=following,
        csv_url=urls.list_csv(urls.LEDGER_ACCOUNTS),
        json_url=urls.list_json(urls.LEDGER_ACCOUNTS),
    )
    return studio.page("ledger_accounts.html", page, it)
