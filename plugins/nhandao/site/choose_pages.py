"""The list of chosen addresses: a page whose address holds their codes, and small files that tell what each code is.

The server of the site never learns which list somebody keeps: the codes stand in the address of the page and on the
device, and the files are asked for by the first letters that a hundred codes share.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial

from nhandao.public.views import PublicSite
from nhandao.site import urls
from nhandao.site.contexts import Choose
from nhandao.site.frame import ADDRESSES_CRUMB, HOME_CRUMB
from nhandao.site.plan import Plan, Studio, Task
from nhandao.site.pledge_page import offered

HEADING = "Danh sách bạn chọn"
DESCRIPTION = "Gom những địa chỉ bạn muốn giúp vào một danh sách: giữ trên máy này, chia sẻ được, hứa giúp một lần."
_SHARED = 7
"""Letters of a code that the codes of one file share: year, series and the number's hundreds."""


def tasks(plan: Plan) -> Iterator[Task]:
    it = Choose(offered(plan))
    yield plan.task(urls.CHOOSE, plan.key("choose"), partial(_choose, it))
    for shared, codes in _known(plan.views).items():
        text = json.dumps(codes, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n"
        yield plan.task(urls.chosen_file(shared), plan.key("chosen", text), partial(_file, text))


def _known(views: PublicSite) -> dict[str, dict[str, list[str | int]]]:
    """Every code that was published and not taken off for good, by the letters its file is named by: what it is, and of
    an address that is shown its title and the đồng still needed."""
    found: dict[str, dict[str, list[str | int]]] = {}
    for detail in views.addresses:
        card = detail.card
        state = "open" if detail.giving_open else "closed"
        found.setdefault(card.code[:_SHARED], {})[card.code] = [state, card.title, card.needed]
    for finished in views.finished:
        found.setdefault(finished.code[:_SHARED], {})[finished.code] = ["finished"]
    for gone in views.gone:
        if gone.until:  # what is gone for good stands nowhere but in the list of such pages
            found.setdefault(gone.code[:_SHARED], {})[gone.code] = ["gone"]
    return found


def _file(text: str, studio: Studio) -> bytes:
    return text.encode()


def _choose(it: Choose, studio: Studio) -> bytes:
    t = studio.frame.t
    page = studio.frame.page(
        urls.CHOOSE,
        t(HEADING),
        t(DESCRIPTION),
        section="addresses",
        crumbs=(HOME_CRUMB, ADDRESSES_CRUMB),
        noindex=True,
    )
    return studio.page("choose.html", page, it)
