"""The same site as a Hugo project: what Hugo needs to make every page, list and file that the portal makes.

Hugo gets the work of the portal's gate and ledger for nothing: the front matter of each page holds the values of its
view (sums, states, who may be named), lists come as terms of a taxonomy, and what both sides only copy (theme,
robots.txt) or make once (pictures) lies ready in `static/`. What is left for Hugo is what it is good at: to read 10,000
files, render Markdown and templates, and write the pages.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from nhandao.book.book import Book
from nhandao.public.views import AddressDetail, PublicSite
from nhandao.site import (
    api_pages,
    business_pages,
    certificate_pages,
    choose_pages,
    embed_pages,
    find_pages,
    press_pages,
    qr,
    release_pages,
    scoreboard_pages,
    style_page,
    thanks_pages,
    urls,
)
from nhandao.site.address_lists import AddressList, AddressLists
from nhandao.site.alike import alike
from nhandao.site.audit_pages import CORRECTIONS_HEADING
from nhandao.site.content import Content, Document
from nhandao.site.content_pages import CATEGORIES
from nhandao.site.contexts import Link
from nhandao.site.engine import frame_of
from nhandao.site.feeds import last_day
from nhandao.site.frame import ADDRESSES_CRUMB, FEED_ADDRESSES, FEED_STORIES, HOME_CRUMB, shortened
from nhandao.site.language import VIETNAMESE
from nhandao.site.ledger_pages import ACCOUNTS_HEADING, HEADING, LEDGER_CRUMB, LINES_A_PAGE
from nhandao.site.list_pages import ARTICLES_AT_HOME, CARDS_A_PAGE, FINISHED_HEADING
from nhandao.site.plan import Plan, page_count, step_urls, with_number
from nhandao.site.share_cards import of_list
from nhandao.site.text_message import sms_line
from nhandao.site.theme import Theme
from scripts.bench.hugo_settings import Fields, links, plain, settings

LAYOUTS = Path(__file__).parent / "hugo" / "layouts"
GENERATED = (".html", ".csv", ".json", ".xml")
"""Endings of what Hugo makes itself; everything else of our output is handed to it as static files."""
HANDED_OVER = (
    "so-cai/phat-hanh/",
    "so-cai/tim-khoan-ung-ho/",
    "chon/",
    "api/",
    "feeds/dia-chi.json",
    "feeds/chuyen.json",
)
"""Where data files are handed to Hugo too: a release, its tables below `api/`, hashes and states are no work for a site
generator."""


def write(
    folder: Path,
    *,
    views: PublicSite,
    book: Book,
    content: Content,
    theme: Theme,
    ours: Path,
    base_url: str,
    version: tuple[int, ...],
) -> None:
    """Write the project.

    Args:
        book: where the Markdown of stories comes from; views hold it as HTML only.
        ours: output of the portal for the same views, for the files that are only copied.
        version: of Hugo, which renamed some settings over the years.
    """
    content = content._replace(pages=tuple(page for page in content.pages if page.lang == VIETNAMESE.code))
    folder.mkdir(parents=True)
    shutil.copytree(LAYOUTS, folder / "layouts")
    for path in ours.rglob("*"):
        name = path.relative_to(ours).as_posix()
        made = path.suffix in GENERATED and (path.suffix == ".html" or not name.startswith(HANDED_OVER))
        if path.is_file() and not made and not path.name.startswith("."):
            target = folder / "static" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    _json(folder / "hugo.json", settings(views, content, theme, base_url, version))
    _Project(folder, views, book, content, theme, base_url, ours).write()


class _Project:
    """Writes the content files, one for each page that is not a further page of a list."""

    def __init__(
        self,
        folder: Path,
        views: PublicSite,
        book: Book,
        content: Content,
        theme: Theme,
        base_url: str,
        ours: Path,
    ) -> None:
        self._content_folder = folder / "content"
        self._data = folder / "data"
        self._views = views
        self._book = book
        self._content = content
        self._base_url = base_url
        self._theme = theme
        self._scripts = [theme.url("js/copy.js"), theme.url("js/print.js")]
        self._check_script = theme.url("js/check-account.js")
        self._find_script = theme.url("js/find-gift.js")
        self._ours = ours
        self._lists = list(AddressLists(views))
        self._made = 0

    def write(self) -> None:
        self._home()
        self._address_pages()
        self._list_pages()
        self._organisation_pages()
        self._certificates()
        self._finished_list()
        self._ledger()
        self._scoreboard()
        self._written_pages()
        self._press()
        self._feeds()

    def _page(self, kind: str, url: str, title: str, description: str, *, body: str = "", **more: Any) -> None:
        """One content file; Hugo takes the layout by its kind and the address from `url`."""
        self._made += 1
        fields = {"title": title, "description": shortened(description), "url": url, **more}
        self._file(f"{kind}/{self._made}.md", {"type": kind, **fields}, body)

    def _ready(self, url: str, title: str, description: str, **more: Any) -> None:
        """A page there is one of: its main part is handed over as HTML."""
        main = self._text(url).partition('<main id="noi-dung">\n')[2].partition("</main>")[0]
        self._page("ready", url, title, description, html=main, **more)

    def _text(self, url: str) -> str:
        # As bytes: lines of CSV end in CR LF.
        return (self._ours / urls.file_of(url)).read_bytes().decode()

    def _file(self, name: str, fields: Fields, body: str = "") -> None:
        path = self._content_folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{json.dumps(fields, ensure_ascii=False)}\n\n{body}", encoding="utf-8")

    def _home(self) -> None:
        views = self._views
        home = {
            "title": f"Nhân Đạo – {views.society.name}",
            "description": "Địa chỉ nhân đạo đang cần giúp, đã khảo sát và duyệt, ghi rõ còn cần gì và giá bao nhiêu.",
            "section": "home",
            "totals": plain(views.totals),
            "list": _term(0),
            "districts": plain(views.districts),
            "categories": plain(views.categories),
            "forms": plain(views.forms),
            "articles": links(
                Link(article.title, article.url)
                for article in self._content.articles[:ARTICLES_AT_HOME]
                if not article.hidden
            ),
            "feeds": links((FEED_ADDRESSES, FEED_STORIES)),
        }
        self._file("_index.md", home)

    # --- addresses -------------------------------------------------------------------------------------------------

    def _address_pages(self) -> None:
        terms: dict[str, list[str]] = {}
        for number, view in enumerate(self._lists):
            for card in view.cards:
                terms.setdefault(card.code, []).append(_term(number))
        taken_on: dict[str, list[str]] = {}
        for number, organisation in enumerate(self._views.organisations):
            for card in organisation.addresses:
                taken_on.setdefault(card.code, []).append(_term(number))
        pages = {
            detail.card.code: f"/address/{number}.md"
            for number, detail in enumerate(self._views.addresses, start=self._made + 1)
        }
        others = alike(self._views.addresses)
        for rank, detail in enumerate(self._views.addresses, start=1):
            beside = [pages[card.code] for card in others[detail.card.code]]
            self._address(detail, rank, beside, terms.get(detail.card.code, []), taken_on.get(detail.card.code, []))
        crumbs = (HOME_CRUMB, Link("Địa chỉ", urls.ADDRESSES))
        for finished in self._views.finished:
            self._page(
                "finished",
                finished.url,
                f"Địa chỉ {finished.code} đã kết thúc",
                finished.outcome or finished.ended,
                **_frame("addresses", (*crumbs, Link("Đã kết thúc", urls.FINISHED)), finished.code),
                noindex=True,
                narrow=True,
                view=plain(finished),
            )
        for gone in self._views.gone:
            self._page(
                "gone",
                gone.url,
                f"Địa chỉ {gone.code}",
                "Trang của địa chỉ này không còn hiển thị.",
                **_frame("addresses", crumbs, gone.code),
                noindex=True,
                narrow=True,
                canonical=gone.to_url,
                view=plain(gone),
            )

    def _address(
        self, detail: AddressDetail, rank: int, beside: list[str], lists: list[str], organisations: list[str]
    ) -> None:
        card = detail.card
        view = plain(detail)
        del view["story_html"]
        transfers = view.pop("transfers")
        for transfer in transfers:
            code = qr.draw(transfer.pop("payload"))
            transfer |= {"size": code.size, "path": code.path}
        account = self._views.society.accounts[0].number if transfers else ""
        url = (self._base_url + card.url).partition("://")[2]
        self._page(
            "address",
            card.url,
            f"{card.title} ({card.code})",
            card.summary,
            body=self._book.addresses[card.code].story if detail.story_html else "",
            **_frame(
                "addresses",
                (
                    HOME_CRUMB,
                    Link("Địa chỉ", urls.ADDRESSES),
                    Link(card.district, card.district_url),
                    Link(card.commune, card.commune_url),
                ),
                card.code,
            ),
            og="article",
            share=urls.share_card(card.url),
            noindex=not card.indexable,
            weight=rank,
            date=detail.introduced_on.isoformat(),
            lastmod=last_day(detail).isoformat(),
            changed=last_day(detail).isoformat(),
            lists=lists,
            orgs=organisations,
            alike=beside,
            transfers=transfers,
            scripts=self._scripts if transfers else [],
            sms=sms_line(card, account, url),
            embed=embed_pages.iframe(self._base_url + urls.embed(card.code), f"Địa chỉ nhân đạo {card.code}"),
            oembed=urls.oembed(card.code) if card.indexable else "",
            short_url=url,
            view=view,
        )

    # --- lists -----------------------------------------------------------------------------------------------------

    def _list_pages(self) -> None:
        last = {detail.card.code: last_day(detail).isoformat() for detail in self._views.addresses}
        choices: dict[str, Any] = {}
        names: dict[int, str] = {}
        for number, view in enumerate(self._lists):
            facets = []
            for facet in view.facets:
                name = names.setdefault(id(facet.choices), f"c{len(names)}")
                choices[name] = plain(facet.choices)
                facets.append({"name": facet.name, "current": facet.current, "choices": name})
            self._list(number, view, facets, max((last[card.code] for card in view.cards), default=""))
        _json(self._data / "choices.json", choices)

    def _list(self, number: int, view: AddressList, facets: list[Fields], changed: str) -> None:
        total = len(view.cards)
        needy = sum(card.needed > 0 for card in view.cards)
        description = view.intro or (
            f"{view.heading}: {total} địa chỉ đã khảo sát, đã duyệt, "
            "ghi rõ còn cần gì, giá bao nhiêu và đã nhận được bao nhiêu."
        )
        frame = _frame("addresses", view.crumbs, view.here) | {"feeds": links(view.feeds), "facets": facets}
        fields = {
            "title": view.heading,
            "description": shortened(description),
            "url": view.url,
            "outputs": ["html", "listcsv", "listjson"],
            "intro": view.intro,
            "needy": needy,
            "noindex": view.combined and not view.cards,
            "changed": changed,
            "share": urls.share_card(of_list(view)),
            **frame,
        }
        self._file(f"lists/{_term(number)}/_index.md", fields)
        pages = page_count(total, CARDS_A_PAGE)
        for further in range(pages + 1, page_count(max(total, view.ever), CARDS_A_PAGE) + 1):
            self._page(
                "past",
                urls.numbered(view.url, further),
                with_number(view.heading, further),
                description,
                **frame,
                share=urls.share_card(of_list(view)),
                heading=view.heading,
                intro=view.intro,
                total=total,
                needy=needy,
                first_url=view.url,
                noindex=True,
                canonical=view.url,
            )

    def _organisation_pages(self) -> None:
        organisations = self._views.organisations
        taking_part = [organisation for organisation in organisations if organisation.address_count]
        self._page(
            "organisations",
            urls.ORGANISATIONS,
            "Tổ chức tham gia",
            f"{len(taking_part)} tổ chức đã nhận giúp ít nhất một địa chỉ nhân đạo.",
            **_frame("organisations", (HOME_CRUMB,), "Tổ chức"),
            taking_part=[
                _without(plain(organisation._replace(addresses=())), "addresses") for organisation in taking_part
            ],
            others=len(organisations) - len(taking_part),
        )
        for number, organisation in enumerate(organisations):
            where = f", {organisation.place}" if organisation.place else ""
            taken_on = f"đã nhận giúp {organisation.address_count} địa chỉ nhân đạo."
            fields = {
                "title": organisation.name,
                "description": f"{organisation.name}{where}: {taken_on}",
                "url": organisation.url,
                "noindex": not organisation.address_count,
                **_frame("organisations", (HOME_CRUMB, Link("Tổ chức", urls.ORGANISATIONS)), ""),
                "view": _without(plain(organisation._replace(addresses=())), "addresses"),
            }
            self._file(f"orgs/{_term(number)}/_index.md", fields)

    def _certificates(self) -> None:
        """Their drawings are handed over as files."""
        frame = _frame("organisations", (HOME_CRUMB, Link("Tổ chức", urls.ORGANISATIONS)), "Giấy ghi nhận")
        for organisation in self._views.organisations:
            for certificate in organisation.certificates:
                title = f"Giấy ghi nhận: {organisation.name}"
                self._ready(
                    certificate.url, title, title, **frame, narrow=True, noindex=True, scripts=self._scripts[1:]
                )
        frame = _frame("organisations", (HOME_CRUMB, Link("Tổ chức", urls.ORGANISATIONS)), "")
        script = [self._theme.url("js/check-certificate.js")]
        for url, noindex in ((urls.CHECK, False), (urls.CHECK_WRONG, True)):
            self._ready(
                url,
                certificate_pages.HEADING,
                certificate_pages.DESCRIPTION,
                **frame,
                narrow=True,
                noindex=noindex,
                canonical=urls.CHECK,
                scripts=script,
            )

    def _finished_list(self) -> None:
        items = self._views.finished
        _json(self._data / "finished.json", [_without(plain(item._replace(ledger=())), "ledger") for item in items])
        pages = page_count(len(items), CARDS_A_PAGE)
        description = "Những địa chỉ nhân đạo không cần giúp nữa: kết quả, không nêu tên, và số tiền đã trao."
        frame = _frame("addresses", (HOME_CRUMB, Link("Địa chỉ", urls.ADDRESSES)), FINISHED_HEADING)
        for number in range(1, pages + 1):
            self._page(
                "finishedlist",
                urls.numbered(urls.FINISHED, number),
                with_number(FINISHED_HEADING, number),
                description,
                **frame,
                **_numbered(urls.FINISHED, number, pages, CARDS_A_PAGE, FINISHED_HEADING),
            )
        for further in range(pages + 1, page_count(len(items) + len(self._views.gone), CARDS_A_PAGE) + 1):
            self._page(
                "past",
                urls.numbered(urls.FINISHED, further),
                with_number(FINISHED_HEADING, further),
                description,
                **frame,
                heading=FINISHED_HEADING,
                total=len(items),
                first_url=urls.FINISHED,
                noindex=True,
                canonical=urls.FINISHED,
            )

    # --- ledger ----------------------------------------------------------------------------------------------------

    def _ledger(self) -> None:
        months = self._views.months
        self._page(
            "ledger",
            urls.LEDGER,
            HEADING,
            "Từng khoản nhận vào, trao đi, trả lại và phí của cuộc vận động, theo tháng và theo địa chỉ, tải về được.",
            **_frame("ledger", (HOME_CRUMB,), ""),
            outputs=["html", "ledgercsv", "ledgerjson"],
            balance=plain(self._views.balance),
            months=[
                {"url": month.url, "name": VIETNAMESE.month(month.month), "balance": plain(month.balance)}
                for month in months
            ],
            accounts=len(self._views.accounts),
            corrections=len(self._views.corrections),
            heading=HEADING,
            json=urls.LEDGER_JSON,
            total=sum(len(month.lines) for month in months),
            oldest_first=[_month_key(month.month) for month in reversed(months)],
        )
        for month in months:
            _json(self._data / "months" / f"{_month_key(month.month)}.json", plain(month.lines))
            name = VIETNAMESE.month(month.month)
            pages = page_count(len(month.lines), LINES_A_PAGE)
            for number in range(1, pages + 1):
                self._page(
                    "month",
                    urls.numbered(month.url, number),
                    with_number(f"{HEADING} {name}", number),
                    f"{len(month.lines)} khoản nhận vào và trao đi trong {name}, từng dòng theo ngày.",
                    **_frame("ledger", (HOME_CRUMB, LEDGER_CRUMB), name[:1].upper() + name[1:]),
                    **_numbered(month.url, number, pages, LINES_A_PAGE, f"{HEADING} {name}"),
                    balance=plain(month.balance),
                    total=len(month.lines),
                    data=_month_key(month.month),
                    first_url=month.url,
                    changed=month.lines[-1].on.isoformat() if month.lines else "",
                )
        _json(self._data / "accounts.json", plain(self._views.accounts))
        for url, title, description in (
            (urls.RELEASES, release_pages.HEADING, release_pages.DESCRIPTION),
            (urls.FIND_GIFT, find_pages.HEADING, find_pages.DESCRIPTION),
        ):
            script = {"scripts": [self._find_script]} if url == urls.FIND_GIFT else {}
            self._ready(url, title, description, **_frame("ledger", (HOME_CRUMB, LEDGER_CRUMB), ""), **script)
        pages = page_count(len(self._views.accounts), LINES_A_PAGE)
        for number in range(1, pages + 1):
            self._page(
                "accounts",
                urls.numbered(urls.LEDGER_ACCOUNTS, number),
                with_number(ACCOUNTS_HEADING, number),
                "Mỗi địa chỉ và mỗi quỹ đã nhận, đã trao và đang giữ bao nhiêu.",
                **_frame("ledger", (HOME_CRUMB, LEDGER_CRUMB), "Theo địa chỉ"),
                **_numbered(urls.LEDGER_ACCOUNTS, number, pages, LINES_A_PAGE, ACCOUNTS_HEADING),
            )
        self._corrections()

    def _corrections(self) -> None:
        """Lines that take back an earlier one. Of the history of the data Hugo makes no pages, nor do we here."""
        found = [
            plain(correction) | {"month_name": VIETNAMESE.month(correction.month)}
            for correction in self._views.corrections
        ]
        _json(self._data / "corrections.json", found)
        pages = page_count(len(found), LINES_A_PAGE)
        for number in range(1, pages + 1):
            self._page(
                "corrections",
                urls.numbered(urls.CORRECTIONS, number),
                with_number(CORRECTIONS_HEADING, number),
                "Những dòng sổ cái lấy lại một dòng ghi trước: ghi nhầm, trả lại người gửi, ngân hàng đòi lại.",
                **_frame("ledger", (HOME_CRUMB, LEDGER_CRUMB), "Đính chính"),
                **_numbered(urls.CORRECTIONS, number, pages, LINES_A_PAGE, CORRECTIONS_HEADING),
                noindex=True,
            )

    # --- scoreboard ------------------------------------------------------------------------------------------------

    def _scoreboard(self) -> None:
        """Main parts are handed over, and the files: what is in them is counted, and that is no work of Hugo's."""
        board = self._views.scoreboard
        files = {
            "outputs": ["html", "listcsv", "listjson"],
            "csv": self._text(urls.list_csv(urls.SCOREBOARD)),
            "json": self._text(urls.list_json(urls.SCOREBOARD)),
        }
        title = f"Kết quả so với chỉ tiêu năm {board.year}"
        description = "Từng chỉ tiêu của Kế hoạch đã làm được đến đâu, tính thế nào và từ những dòng nào"
        description += f", đến ngày {VIETNAMESE.day(board.last)}."
        crumb = scoreboard_pages.CRUMB
        self._ready(urls.SCOREBOARD, title, description, **_frame("campaign", (HOME_CRUMB,), crumb.text), **files)
        for unit in board.units[1:]:
            above = (Link(one.text, one.url) for one in unit.above[1:])
            frame = _frame("campaign", (HOME_CRUMB, crumb, *above), unit.name)
            self._ready(unit.url, f"Kết quả năm {board.year}: {unit.name}", description, **frame)
        self._ready(
            urls.REPORTS,
            f"Hạn gửi báo cáo năm {board.year}",
            "Báo cáo quý, 6 tháng và năm: ai gửi, ngày nào là hạn cuối, đã gửi hay chưa.",
            **_frame("campaign", (HOME_CRUMB, crumb), scoreboard_pages.REPORTS_HEADING),
        )

    # --- what people wrote, feeds ----------------------------------------------------------------------------------

    def _written_pages(self) -> None:
        for page in self._content.pages:
            self._page(
                "document",
                page.url,
                page.title,
                page.summary or page.title,
                html=page.html,
                **_frame("campaign", (HOME_CRUMB,), ""),
                og="article",
                share="" if page.hidden else urls.share_card(page.url),
                narrow=True,
                noindex=page.hidden,
                updated=_day(page.modified or page.on),
                changed=_day(page.modified or page.on),
            )
        self._ready(
            urls.GENUINE,
            "Tài khoản thật của Hội",
            "Những tài khoản duy nhất nhận tiền ủng hộ, cách kiểm tra một tin nhắn xin chuyển tiền có thật hay không.",
            **_frame("campaign", (HOME_CRUMB,), ""),
            narrow=True,
            scripts=[self._check_script],
        )
        self._ready(
            urls.BUSINESS,
            business_pages.HEADING,
            business_pages.DESCRIPTION,
            **_frame("organisations", (HOME_CRUMB, business_pages.CRUMB), "Cho đơn vị"),
            narrow=True,
        )
        for order in thanks_pages.ORDERS:
            above = () if order is thanks_pages.ORDERS[0] else (thanks_pages.CRUMB,)
            here = order.text if above else thanks_pages.CRUMB.text
            frame = _frame("organisations", (HOME_CRUMB, business_pages.CRUMB, *above), here)
            for number in range(1, page_count(len(order.sorted(self._views.thanks)), thanks_pages.NAMES_A_PAGE) + 1):
                title = thanks_pages.title(order, number, str)
                self._ready(urls.numbered(order.url, number), title, thanks_pages.DESCRIPTION, **frame)
        self._ready(
            urls.CHOOSE,
            choose_pages.HEADING,
            choose_pages.DESCRIPTION,
            **_frame("addresses", (HOME_CRUMB, ADDRESSES_CRUMB), ""),
            narrow=True,
            noindex=True,
        )
        self._ready(
            urls.SEARCH,
            "Tìm địa chỉ",
            "Tìm địa chỉ nhân đạo theo tên xã, hoàn cảnh, cách giúp, số tiền còn thiếu; gõ có dấu hay không đều được.",
            **_frame("search", (HOME_CRUMB,), "Tìm"),
        )
        self._ready(
            urls.MAP,
            "Bản đồ địa chỉ",
            "Địa chỉ nhân đạo đang cần giúp ở những huyện nào, xã nào: danh sách và sơ đồ ô vuông.",
            **_frame("addresses", (HOME_CRUMB, ADDRESSES_CRUMB), ""),
        )
        self._ready(
            urls.STYLE_PAGE,
            style_page.HEADING,
            style_page.DESCRIPTION,
            **_frame("campaign", (HOME_CRUMB,), ""),
            noindex=True,
            scripts=self._scripts,
        )
        for article in self._content.articles:
            self._page(
                "article",
                article.url,
                article.title,
                article.summary or article.title,
                html=article.html,
                **_frame("stories", (HOME_CRUMB, CATEGORIES[article.category]), ""),
                **_byline(article),
                og="article",
                share="" if article.hidden else urls.share_card(article.url),
                narrow=True,
                noindex=article.hidden,
                feeds=links((FEED_STORIES,)),
                changed=_day(article.modified or article.on),
            )
        for code, category in CATEGORIES.items():
            self._page(
                "articles",
                category.url,
                category.text,
                "Những người đã gắn với một địa chỉ kể lại." if code == "chuyen" else "Tin của cuộc vận động.",
                **_frame("stories", (HOME_CRUMB,), ""),
                feeds=links((FEED_STORIES,)),
                articles=[_teaser(article) for article in self._stories() if article.category == code],
            )
        for url, title, text in (
            (urls.NOT_FOUND, "Không có trang này", "Địa chỉ vừa mở không có trên trang Nhân Đạo."),
            (urls.GONE, "Trang này không còn nữa", "Trang đã từng có ở đây và đã được gỡ."),
        ):
            self._page("notfound", url, title, text, noindex=True, nocanonical=True, narrow=True)

    def _press(self) -> None:
        """Cards to embed, and the pages around them, of which there is one each."""
        frame = frame_of(
            self._views.society,
            self._views.as_of,
            self._content,
            self._theme,
            self._base_url,
            VIETNAMESE,
            (VIETNAMESE,),
        )
        plan = Plan(self._views, self._content, frame, self._theme, "")
        for url, _, make in embed_pages.cards(plan):
            card = plain(make(frame))
            self._page("embed", url, card.pop("heading"), "", noindex=True, leads_to=card.pop("url"), **card)
        crumbs = (HOME_CRUMB,)
        self._ready(
            urls.PRESS, press_pages.HEADING, press_pages.DESCRIPTION, **_frame("campaign", crumbs, ""),
            scripts=self._scripts[:1],
        )  # fmt: skip
        self._ready(
            urls.EMBED_CODES, embed_pages.HEADING, embed_pages.DESCRIPTION, **_frame("campaign", crumbs, "Nhúng"),
            scripts=self._scripts[:1],
        )  # fmt: skip
        api_frame = _frame("ledger", (HOME_CRUMB, LEDGER_CRUMB), "API")
        self._ready(urls.API_PAGE, api_pages.HEADING, api_pages.DESCRIPTION, **api_frame)

    def _stories(self) -> Iterator[Document]:
        return (article for article in self._content.articles if article.on and not article.hidden)

    def _feeds(self) -> None:
        number_of = {view.url: number for number, view in enumerate(self._lists)}
        feeds = [(urls.FEED_ADDRESSES, FEED_ADDRESSES.text, urls.ADDRESSES)]
        for choice in (*self._views.districts, *self._views.categories):
            feeds.append((urls.feed_of(choice.url), f"Địa chỉ mới giới thiệu: {choice.name}", choice.url))
        for url, title, list_url in feeds:
            self._feed(url, title, alternate=list_url, list=_term(number_of[list_url]))
        teasers = [_teaser(article) for article in self._stories()]
        self._feed(urls.FEED_STORIES, FEED_STORIES.text, alternate=urls.STORIES, stories=teasers)

    def _feed(self, url: str, title: str, **more: Any) -> None:
        day = self._views.as_of.isoformat()
        self._page("feed", url, title, "", outputs=["atom"], outsitemap=True, updated=day, own=url, **more)


def _frame(section: str, crumbs: Iterable[Link], here: str) -> Fields:
    return {"section": section, "crumbs": links(crumbs), "here": here}


def _numbered(list_url: str, number: int, pages: int, size: int, heading: str) -> Fields:
    """What a page of a table needs; the first page comes with the table as files."""
    previous, following = step_urls(list_url, number, pages)
    return {
        "first": (number - 1) * size,
        "pager": {"number": number, "pages": pages, "previous": previous, "next": following},
        "heading": heading,
        "json": urls.list_json(list_url),
        "outputs": ["html", "listcsv", "listjson"] if number == 1 else ["html"],
    }


def _byline(article: Document) -> Fields:
    category = CATEGORIES[article.category].text
    return {"on": _day(article.on), "author": article.author, "category": category}


def _teaser(article: Document) -> Fields:
    return {
        "title": article.title,
        "url": article.url,
        "summary": article.summary,
        "on": _day(article.on),
        "author": article.author,
    }


def _without(fields: Fields, name: str) -> Fields:
    return {key: value for key, value in fields.items() if key != name}


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _month_key(month: str) -> str:
    return f"m{month.replace('-', '')}"


def _term(number: int) -> str:
    return f"t{number:05}"


def _json(path: Path, value: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
