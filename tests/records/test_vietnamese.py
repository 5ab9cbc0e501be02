"""Folding and sorting the Vietnamese way."""

from __future__ import annotations

import random

import pytest

from nhandao.records.vietnamese import fold, slug, sort_key


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Điểu Ơ", "dieu o"), ("Bù Đăng", "bu dang"), ("Lộc Thạnh", "loc thanh"), ("ƯỚC", "uoc"), ("", "")],
)
def test_fold_drops_marks_and_the_bar_of_d(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_slug_is_plain_ascii() -> None:
    assert slug("Nạn nhân chất độc da cam – 2023") == "nan-nhan-chat-doc-da-cam-2023"


def test_names_sort_as_in_a_vietnamese_dictionary() -> None:
    right = [
        "An",
        "Ánh",
        "Ân",
        "Ẩn",
        "Bình",
        "Dung",
        "Đào",
        "Em",
        "Ê",
        "Lộc Thành",
        "Lộc Thạnh",
        "Lộc Thiện",
        "Ớt",
        "Út",
        "Ước",
        "Y",
    ]
    mixed = right[:]
    random.Random(1).shuffle(mixed)
    assert sorted(mixed, key=sort_key) == right


def test_tones_decide_only_between_equal_letters_in_dictionary_order() -> None:
    right = ["ma", "mà", "mả", "mã", "má", "mạ", "man"]
    assert sorted(["man", "mạ", "má", "mã", "mả", "mà", "ma"], key=sort_key) == right
