"""The campaign in numbers for the press: each figure with its name, its rows and the page that shows it.

They are figures of the release (`release_figures`), which anybody can compute again; none is counted here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from itertools import takewhile
from string import Template
from typing import NamedTuple

from nhandao.public.release_figures import figures
from nhandao.public.views import PublicSite
from nhandao.site import urls
from nhandao.site.content import PressText
from nhandao.site.contexts import Fact, ReadyText
from nhandao.site.frame import Frame

_ADDRESSES, _FINISHED = urls.list_csv(urls.ADDRESSES), urls.list_csv(urls.FINISHED)


class _Source(NamedTuple):
    placeholder: str  # "$open" in the texts
    figure: str  # of the release
    label: str
    rows: str  # site-relative URL of the rows it is counted from


FACTS = (
    _Source("introduced", "home.introduced", "Địa chỉ đang có trang", _ADDRESSES),
    _Source("open", "home.open", "Địa chỉ đang nhận giúp", _ADDRESSES),
    _Source("waiting", "home.waiting", "Địa chỉ chưa có ai giúp", _ADDRESSES),
    _Source("needed", "home.needed_vnd", "Còn cần, tất cả các địa chỉ", _ADDRESSES),
    _Source("helped", "home.helped", "Địa chỉ đã được giúp trong năm", urls.LEDGER_CSV),
    _Source("times", "home.times", "Lượt trao trong năm", urls.LEDGER_CSV),
    _Source("supporters", "home.supporters", "Người và tổ chức đã giúp", urls.LEDGER_CSV),
    _Source("finished", "home.finished", "Địa chỉ không còn cần giúp", _FINISHED),
    _Source("received", "ledger.received_vnd", "Hội đã nhận, từ đầu sổ", urls.LEDGER_CSV),
    _Source("handed_over", "ledger.handed_over_vnd", "Đã trao đến địa chỉ, từ đầu sổ", urls.LEDGER_CSV),
    _Source("held", "ledger.held_vnd", "Hội đang giữ để trao", urls.LEDGER_CSV),
)

PLACEHOLDERS = frozenset(
    {
        *(source.placeholder for source in FACTS),
        "as_of",
        "year",
        "year_from",
        "year_to",
        "society",
        "phone",
        "email",
        "home",
    }
)
"""What a text for the press may have filled in."""


def facts(views: PublicSite, frame: Frame) -> tuple[Fact, ...]:
    """The figures in the words and numbers of the frame's language."""
    # The last ones are hashes of the whole ledger, which take their time and are not asked for here.
    known = {one.name: one for one in takewhile(lambda one: one.name != "ledger.sha256", figures(views))}
    language = frame.language
    made = []
    for source in FACTS:
        figure = known[source.figure]
        write = language.vnd if figure.unit == "money" else language.num
        made.append(Fact(source.placeholder, frame.t(source.label), write(int(figure.value)), source.rows, figure.page))
    return tuple(made)


def texts(written: tuple[PressText, ...], known: tuple[Fact, ...], frame: Frame) -> tuple[ReadyText, ...]:
    """The texts in the frame's language, shortest first, with today's figures in them."""
    values = _values(known, frame)
    ready = []
    for text in sorted(one for one in written if one.lang == frame.language.code):
        plain = plain_text(Template(text.html).substitute(values))
        ready.append(ReadyText(text.words, len(plain.split()), plain, tuple(plain.split("\n\n"))))
    return tuple(ready)


def _values(known: tuple[Fact, ...], frame: Frame) -> Mapping[str, str]:
    site, language = frame.site, frame.language
    society = site.society
    return {fact.name: fact.value for fact in known} | {
        "as_of": language.day(site.as_of),
        "year": str(society.year),
        "year_from": language.day(society.year_from),
        "year_to": language.day(society.year_to),
        "society": society.name,
        "phone": society.phone,
        "email": society.email,
        "home": frame.absolute(urls.HOME),
    }


def plain_text(html: str) -> str:
    """HTML of paragraphs as text, with an empty line between them; a no-break space stays, so that no line of a
    newspaper ends between a number and its đ."""
    parts = (unescape(re.sub(r"<[^>]+>", "", part)) for part in re.split(r"</(?:p|li|h\d)>", html))
    return "\n\n".join(text for part in parts if (text := re.sub(r"[ \t\r\n]+", " ", part).strip(" ")))
