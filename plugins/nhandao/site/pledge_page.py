"""The page on which a donor types the code of an address or fund to promise help, and what answers a form.

There is one only when campaign.yaml says that the society takes pledges or cards: a site without the callback behind it
has no form. The callback renders the same templates with what was typed (`answers`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from nhandao.site import urls
from nhandao.site.contexts import PledgeForm
from nhandao.site.frame import HOME_CRUMB
from nhandao.site.plan import Plan, Studio, Task

HEADING = "Hứa giúp một địa chỉ"
CARD_HEADING = "Ủng hộ bằng thẻ"


def tasks(plan: Plan) -> Iterator[Task]:
    if offered(plan):
        yield plan.task(urls.PLEDGE, plan.key("pledge"), form)


def offered(plan: Plan) -> bool:
    """Whether the site has forms at all."""
    giving = plan.frame.site.society.giving
    return plan.frame.site.copy_of is None and (giving.pledge or bool(giving.card))


def form(
    studio: Studio,
    code: str = "",
    typed: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
    card: bool = False,
) -> bytes:
    """The page with the form of a promise, or of a gift by card: new, or with what was typed and what is wrong."""
    t = studio.frame.t
    page = studio.frame.page(
        urls.PLEDGE,
        t(CARD_HEADING if card else HEADING),
        t("Biểu mẫu hứa giúp bằng tiền, đồ, công hoặc cho mượn vốn: một lần hay theo kỳ."),
        section="addresses",
        crumbs=(HOME_CRUMB,),
        noindex=problems is not None,
    )
    it = PledgeForm(code, typed or {}, problems or {})
    return studio.page("card_again.html" if card else "pledge.html", page, it)
