"""The figures the site claims, by name, with the formula by which a stranger computes each again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from nhandao.public.ledger_hash import ledger_hash
from nhandao.public.views import PublicSite


class Figure(NamedTuple):
    name: str  # dotted, never changes once published
    value: str
    unit: str  # count | money | day | text
    formula: str  # key of FORMULAS
    page: str  # site-relative URL of a page that shows it


FORMULAS: Mapping[str, tuple[str, str]] = {
    "given": ("cho trước, dùng để tính các số khác", "given; other figures are computed from it"),
    "open": ("số địa chỉ đang nhận giúp (giving_open)", "addresses to which help can be given (giving_open)"),
    "waiting": (
        "số địa chỉ ở trạng thái introduced, chưa nhận và chưa được hứa đồng nào",
        "addresses in state introduced with nothing received and nothing promised",
    ),
    "needed": ("tổng needed_vnd của các địa chỉ", "sum of needed_vnd of the addresses"),
    "introduced": ("số dòng của addresses.csv", "rows of addresses.csv"),
    "finished": ("số dòng của finished.csv", "rows of finished.csv"),
    "helped": (
        "số địa chỉ khác nhau có lần trao (out, direct) trong năm của chiến dịch mà không bị đảo lại",
        "distinct addresses with a handover (out, direct) in the campaign's year that was not taken back",
    ),
    "times": ("số lần trao như vậy", "number of such handovers"),
    "supporters": (
        "số người và tổ chức khác nhau đã giúp. Không tính lại được từ bản công bố, vì mã của người ẩn danh không bao giờ "
        "được nêu; chỉ kiểm được là không ít hơn số tên khác nhau trong sổ cái",
        "distinct people and bodies that have given. It cannot be computed again from the release, because who is "
        "anonymous has no mark in it; only that it is not below the number of distinct names in the ledger",
    ),
    "unplaced": (
        "số địa chỉ chưa xác định được xã, trên trang kết quả của tỉnh; kiểm được là không ít hơn số dòng của chúng ở T5",
        "addresses in no known commune, on the province's page of results; that it is not below their rows of T5 can be seen",
    ),
    "lines": ("số dòng của ledger.csv", "rows of ledger.csv"),
    "accounts": ("số dòng của accounts.csv", "rows of accounts.csv"),
    "ledger": (
        "tổng của cả sổ cái, như cột cùng tên của months.csv",
        "total of the ledger, as the column of months.csv",
    ),
    "ledger_hash": (
        "SHA-256 của văn bản chuẩn: dòng đầu “nhandao-ledger/1 <ngày>”, rồi mỗi dòng sổ cái "
        "on|reference|direction|kind|account|reached|need|amount_vnd|corrects (need trống ghi 0), xếp theo byte, hết dòng "
        "bằng LF, UTF-8",
        "SHA-256 of the canonical text: first line “nhandao-ledger/1 <day>”, then for each line of the ledger "
        "on|reference|direction|kind|account|reached|need|amount_vnd|corrects (an empty need as 0), sorted by bytes, "
        "each ended by LF, UTF-8",
    ),
    "ledger_print": (
        "80 bit đầu của ledger.sha256, viết theo base32 thành bốn nhóm bốn chữ để in trên báo",
        "the first 80 bits of ledger.sha256 in base32, in four groups of four to be printed",
    ),
}

_HOME, _SCORE, _LEDGER, _RELEASE = "/", "/ket-qua/", "/so-cai/", "/so-cai/phat-hanh/"


def figures(site: PublicSite) -> Iterator[Figure]:
    """Every figure of the site that is no row of another table, in the order of the pages."""
    totals, society = site.totals, site.society
    yield Figure("release.as_of", site.as_of.isoformat(), "day", "given", _HOME)
    yield Figure("campaign.year_from", society.year_from.isoformat(), "day", "given", _HOME)
    yield Figure("campaign.year_to", society.year_to.isoformat(), "day", "given", _HOME)
    yield Figure("home.open", str(totals.open), "count", "open", _HOME)
    yield Figure("home.waiting", str(totals.waiting), "count", "waiting", _HOME)
    yield Figure("home.needed_vnd", str(totals.needed), "money", "needed", _HOME)
    yield Figure("home.helped", str(totals.helped), "count", "helped", _HOME)
    yield Figure("home.introduced", str(totals.introduced), "count", "introduced", _HOME)
    yield Figure("home.supporters", str(totals.supporters), "count", "supporters", _HOME)
    yield Figure("home.times", str(totals.times), "count", "times", _HOME)
    yield Figure("home.finished", str(totals.finished), "count", "finished", _HOME)
    board = site.scoreboard
    yield Figure("score.from", board.first.isoformat(), "day", "given", _SCORE)
    yield Figure("score.last", board.last.isoformat(), "day", "given", _SCORE)
    unplaced = sum(unit.unplaced for unit in board.units)
    yield Figure("score.unplaced", str(unplaced), "count", "unplaced", _SCORE)
    lines = sum(len(month.lines) for month in site.months)
    yield Figure("ledger.lines", str(lines), "count", "lines", _LEDGER)
    yield Figure("ledger.accounts", str(len(site.accounts)), "count", "accounts", _LEDGER)
    balance = site.balance
    for name, unit, value in (
        ("received_vnd", "money", balance.received), ("returned_vnd", "money", balance.returned),
        ("fees_vnd", "money", balance.fees), ("handed_over_vnd", "money", balance.handed_over),
        ("handed_over_direct_vnd", "money", balance.handed_over_direct), ("held_vnd", "money", balance.held),
        ("gifts", "count", balance.gifts), ("anonymous_gifts", "count", balance.anonymous_gifts),
        ("loans_vnd", "money", balance.loans),
    ):  # fmt: skip
        yield Figure(f"ledger.{name}", str(value), unit, "ledger", _LEDGER)
    found = ledger_hash(site.months, site.as_of)
    yield Figure("ledger.sha256", found.sha256, "text", "ledger_hash", _RELEASE)
    yield Figure("ledger.printed", found.printed, "text", "ledger_print", _RELEASE)
