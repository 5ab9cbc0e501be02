"""Pages that answer a form: with the frame, words and templates of the site, rendered when they are asked for.

They look like the pages around them, escape what was typed as every template does, and hold nothing that the site does
not show.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from nhandao.public.views import Society
from nhandao.site import pledge_page, urls
from nhandao.site.content import Content
from nhandao.site.contexts import Bundled, BundleForm, NotFound, Pledged
from nhandao.site.engine import frame_of
from nhandao.site.frame import HOME_CRUMB
from nhandao.site.language import VIETNAMESE, english
from nhandao.site.plan import Studio
from nhandao.site.theme import Theme

THANKS = "Hội đã ghi lời hứa giúp"
TOGETHER = "Hứa giúp nhiều địa chỉ"


class Answers:
    """Renders answers; may be used by several threads.

    Args:
        society: as the site shows it on the day `as_of`; with another day or account, make another `Answers`.
        theme: the theme folder the site was built with.
    """

    def __init__(self, society: Society, as_of: date, content: Content, theme: Path, base_url: str) -> None:
        look = Theme(theme)
        speaks = (VIETNAMESE, english(theme))
        self._studios = {
            language.code: Studio(frame_of(society, as_of, content, look, base_url, language, speaks), look)
            for language in speaks
        }
        for studio in self._studios.values():
            studio.load_templates()

    def form(
        self, lang: str, code: str, typed: Mapping[str, str], problems: Mapping[str, str], card: bool = False
    ) -> bytes:
        """The form again with what was typed, and words beside each field that is not right.

        Args:
            code: address or fund, "" to let it be typed again.
            problems: words by name of the field; of the whole form under "".
            card: the form of a gift by card instead of a promise.
        """
        return pledge_page.form(self._studios[lang], code, typed, problems, card)

    def pledged(self, lang: str, pledged: Pledged) -> bytes:
        """Thanks for a promise, with its reference and, for money, the transfer."""
        return self._page(lang, "pledged.html", THANKS, pledged)

    def bundle(self, lang: str, form: BundleForm) -> bytes:
        """The form for several addresses: new, or with what was typed and words beside each field that is not right."""
        return self._page(lang, "bundle.html", TOGETHER, form)

    def bundled(self, lang: str, told: Bundled) -> bytes:
        """The confirmation of promises made together, with one transfer for all of them when they are of money."""
        return self._page(lang, "bundled.html", THANKS, told)

    def message(self, lang: str, heading: str, text: str) -> bytes:
        """A few words where there is no form to show: too many at once, closed, a technical failure."""
        return self._page(lang, "404.html", heading, NotFound(heading, text))

    def _page(self, lang: str, template: str, heading: str, it: Pledged | BundleForm | Bundled | NotFound) -> bytes:
        studio = self._studios[lang]
        title = studio.frame.t(heading)
        page = studio.frame.page(urls.PLEDGE, title, title, section="addresses", crumbs=(HOME_CRUMB,), noindex=True)
        return studio.page(template, page, it)
