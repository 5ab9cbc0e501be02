"""The languages the site speaks: words from a catalogue, numbers and days as each writes them, and its own addresses.

Vietnamese is the language of the records, the templates and the code: its words are their own catalogue. A page in
another language stands at the same address below the name of the language: "/en/dia-chi/DC23A00001/".
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

from nhandao.public.text import dong_text
from nhandao.site.digest import bytes_digest

_UNIT = re.compile(r"(Huyện|Thị xã|Thành phố|Xã|Phường|Thị trấn) (.+?)((?:,| \().*)?")


class Language:
    """Vietnamese, and what any other language does in its place.

    Attributes:
        code: BCP 47, for ``lang`` and ``hreflang``.
        name: what it calls itself.
        locale: as Open Graph writes it.
        prefix: below which its pages stand, "" for the first language.
        catalogue: the words, for templates.
        version: fingerprint of the catalogue.
    """

    code = "vi"
    name = "Tiếng Việt"
    locale = "vi_VN"
    prefix = ""
    decimal = ","

    def __init__(self, catalogue: gettext.NullTranslations | None = None, version: str = "") -> None:
        self.version = version
        self.catalogue = catalogue or gettext.NullTranslations()
        self.t: Callable[[str], str] = self.catalogue.gettext if catalogue else str

    def num(self, value: int) -> str:
        return dong_text(value)

    def vnd(self, amount: int) -> str:
        """1250000 as "1.250.000 đ", with a no-break space so that a line never ends before the đ."""
        return self.num(amount) + "\u00a0đ"

    def signed(self, amount: int) -> str:
        """An amount that is added or taken away: "+ 1.250.000 đ", "− 1.250.000 đ", "0 đ"."""
        if not amount:
            return self.vnd(0)
        return f"{'+' if amount > 0 else '−'} {self.vnd(abs(amount))}"

    def size(self, value: int) -> str:
        """Bytes as "12 kB" or "1,2 MB"."""
        if value < 1_000_000:
            return f"{self.num(max(1, round(value / 1_000)))}\u00a0kB"
        whole, tenth = divmod(round(value / 100_000), 10)
        return f"{self.num(whole)}{self.decimal}{tenth}\u00a0MB"

    def share(self, value: str) -> str:
        """Per cent as the views write them, "69.9", as "69,9 %"."""
        return value.replace(".", ",") + "\u00a0%"

    def day(self, value: date) -> str:
        """The Vietnamese way to write a day: "24/11/2023"."""
        return f"{value.day:02}/{value.month:02}/{value.year}"

    def month(self, value: str) -> str:
        """ "2023-10" as "tháng 10/2023"."""
        year, number = value.split("-")
        return f"tháng {int(number)}/{year}"

    def place(self, name: str) -> str:
        """Name of an administrative unit."""
        return name


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_UNITS = {
    "Huyện": "District", "Thị xã": "Town", "Thành phố": "City", "Xã": "Commune", "Phường": "Ward",
    "Thị trấn": "Township",
}  # fmt: skip


class English(Language):
    code = "en"
    name = "English"
    locale = "en_GB"
    prefix = "/en"
    decimal = "."

    def num(self, value: int) -> str:
        return f"{value:,}"

    def share(self, value: str) -> str:
        return f"{value}%"

    def day(self, value: date) -> str:
        """ "24 Nov 2023": never to be read as the 11th month's or the 24th's."""
        return f"{value.day} {_MONTHS[value.month - 1][:3]} {value.year}"

    def month(self, value: str) -> str:
        year, number = value.split("-")
        return f"{_MONTHS[int(number) - 1]} {year}"

    def place(self, name: str) -> str:
        """ "Huyện Bù Đăng" as "Bù Đăng District"; numbered wards as "Ward 1"."""
        found = _UNIT.fullmatch(name)
        if found is None:
            return name
        kind, own, rest = _UNITS[found[1]], found[2], self.places(found[3] or "")
        return f"{kind} {own}{rest}" if own.isdigit() else f"{own} {kind}{rest}"

    def places(self, rest: str) -> str:
        """The unit above, which tells apart a repeated name: ", Huyện Bù Đăng" or " (Huyện Bù Đăng)"."""
        inside = rest.strip(",() ")
        return rest.replace(inside, self.place(inside)) if inside else rest


VIETNAMESE = Language()
LANGUAGES = (VIETNAMESE.code, English.code)
"""What a site speaks unless it is told otherwise."""


def english(theme: Path) -> Language:
    """English with the catalogue of the theme.

    Raises:
        FileNotFoundError: the theme has none.
    """
    path = theme / "locale" / "en" / "LC_MESSAGES" / "messages.mo"
    content = path.read_bytes()
    return English(gettext.GNUTranslations(BytesIO(content)), bytes_digest(content))
