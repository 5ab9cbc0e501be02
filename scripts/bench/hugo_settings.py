"""Settings of the Hugo project: output formats, names of paths, and what every page shows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from nhandao.public.labels import CATEGORIES
from nhandao.public.views import PublicSite
from nhandao.site import urls
from nhandao.site.content import Content
from nhandao.site.contexts import Link
from nhandao.site.theme import Theme

_WORDS = {
    "directions": {
        "in": "Nhận vào",
        "out": "Trao đến địa chỉ",
        "fee": "Phí",
        "back": "Trả lại người gửi",
        "direct": "Người ủng hộ trao thẳng",
        "move_in": "Chuyển đến",
        "move_out": "Chuyển đi",
    },
    "signs": {"in": "+", "out": "−", "fee": "−", "back": "−", "direct": "+", "move_in": "+", "move_out": "−"},
    "kinds": {
        "cash": "tiền",
        "in_kind": "hiện vật",
        "labour": "ngày công",
        "service": "dịch vụ",
        "loan": "cho mượn không lãi",
    },
    "rhythms": {"once": "một lần", "monthly": "hằng tháng", "quarterly": "hằng quý", "yearly": "hằng năm"},
    "statuses": {
        "pledged": "hứa giúp",
        "received": "đã gửi đến Hội",
        "handed_over": "đã trao tận nơi",
        "returned": "đã được trả lại",
    },
}
_MENU = (
    ("home", "Trang chủ", urls.HOME),
    ("addresses", "Địa chỉ", urls.ADDRESSES),
    ("search", "Tìm", urls.SEARCH),
    ("organisations", "Tổ chức", urls.ORGANISATIONS),
    ("ledger", "Sổ cái", urls.LEDGER),
    ("campaign", "Chiến dịch", "/chien-dich/muc-dich/"),
    ("stories", "Chuyện tử tế", urls.STORIES),
)

Fields = dict[str, Any]


def settings(views: PublicSite, content: Content, theme: Theme, base_url: str, version: tuple[int, ...]) -> Fields:
    text = {"isPlainText": True}
    found: Fields = {
        "baseURL": f"{base_url}/",
        "title": "Nhân Đạo",
        "disableKinds": ["taxonomy", "section", "rss" if version >= (0, 124) else "RSS", "404"],
        "disableHugoGeneratorInject": True,
        "disablePathToLower": True,
        "ignoreErrors": ["error-disable-taxonomy"],
        "disableAliases": True,
        "taxonomies": {"list": "lists", "org": "orgs"},
        "outputs": {"home": ["html"], "page": ["html"], "term": ["html"]},
        "outputFormats": {
            "listcsv": {"mediaType": "text/csv", "baseName": "danh-sach", **text},
            "listjson": {"mediaType": "application/json", "baseName": "danh-sach", **text},
            "ledgercsv": {"mediaType": "text/csv", "baseName": "so-cai", **text},
            "ledgerjson": {"mediaType": "application/json", "baseName": "so-cai", **text},
            "atom": {"mediaType": "application/xml", "baseName": "feed", **text},
        },
        "params": {
            "base": base_url,
            "as_of": views.as_of.isoformat(),
            "society": plain(views.society),
            "words": _WORDS,
            "menu": [{"section": section, "text": text, "url": url} for section, text, url in _MENU],
            "menu_urls": [url for _, _, url in _MENU],
            "campaign_pages": [
                {"text": page.title, "url": page.url} for page in content.pages if page.in_footer and not page.hidden
            ],
            "stylesheet": theme.url("css/site.css"),
            "embed_stylesheet": theme.url("css/embed.css"),
            "mark": theme.url("images/mark.svg"),
            "art": {category: theme.url(f"images/category/{category}.svg") for category in CATEGORIES},
            "street": theme.url("images/street.svg"),
        },
    }
    if version >= (0, 128):
        found["pagination"] = {"path": "trang", "disableAliases": True}
    else:
        found["paginatePath"] = "trang"
    return found


def plain(value: Any) -> Any:
    """A view as the values of JSON: named tuples by their fields, days as text."""
    if isinstance(value, tuple):
        fields = getattr(value, "_fields", None)
        if fields is not None:
            return {name: plain(item) for name, item in zip(fields, value, strict=True)}
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def links(links: Iterable[Link]) -> list[Fields]:
    return [{"text": link.text, "url": link.url} for link in links]
