"""What the giving section of a page holds, and what it never does."""

from __future__ import annotations

import re

import pytest

from nhandao.records.money import Dong
from nhandao.site.text_message import LENGTH, sms_line
from tests.site.building import Bench, is_noindex
from tests.site.made_up import address, public_site


def test_a_page_without_transfers_has_no_code_no_script_and_no_tags(bench: Bench) -> None:
    closed = address(9)
    bench.build(public_site([closed]))
    html = bench.text(closed.card.url)
    assert 'class="qr"' not in html
    assert '<script type="module"' not in html
    assert 'class="tags"' not in html


def test_each_transfer_has_its_code_and_the_first_is_chosen(bench: Bench) -> None:
    open_one = address(0)
    bench.build(public_site([open_one]))
    html = bench.text(open_one.card.url)
    assert html.count('class="qr"') == len(open_one.transfers) == 2
    assert html.count(" checked") == 1
    assert html.count('class="tags__item"') == 8


def test_the_page_of_accounts_shows_the_valid_and_the_ended_ones(bench: Bench) -> None:
    bench.build(public_site([]))
    html = bench.text("/tai-khoan-that/")
    assert "000000001" in html
    assert re.search(r"000000002 · Ngân hàng Cũ · Ngừng nhận từ sau ngày 31/12/2022", html)
    assert not is_noindex(html)


@pytest.mark.parametrize(
    "title", ["Gia đình bốn người ở ấp 1", "Bà Điểu Thị M. “xin” giống gà – và lưới… " * 12, "Đ", "🐔" * 80]
)
def test_a_text_message_is_one_message_of_plain_letters(title: str) -> None:
    card = address(0).card._replace(title=title, needed=Dong(1_000_000))
    line = sms_line(card, "0000MAU2023", "nhandao.example.vn/dia-chi/DC23A0002G/")
    assert len(line) <= LENGTH
    assert line.isascii()
    assert line.endswith(f" CK 0000MAU2023 noi dung {card.code}. nhandao.example.vn/dia-chi/DC23A0002G/")
