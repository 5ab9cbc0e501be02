from __future__ import annotations

import pytest

from nhandao.site import urls


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("/", "index.html"),
        ("/dia-chi/", "dia-chi/index.html"),
        ("/404.html", "404.html"),
        ("/so-cai/so-cai.csv", "so-cai/so-cai.csv"),
    ],
)
def test_a_url_says_which_file_answers_it(url: str, path: str) -> None:
    assert urls.file_of(url) == path


def test_the_first_page_of_a_list_is_the_list_itself() -> None:
    assert urls.numbered("/huyen/bu-dang/", 1) == "/huyen/bu-dang/"
    assert urls.numbered("/huyen/bu-dang/", 2) == "/huyen/bu-dang/trang/2/"


def test_a_combination_is_a_path_below_the_district() -> None:
    assert urls.combination("/huyen/bu-dang/", "/nhom/tre-mo-coi/") == "/huyen/bu-dang/nhom/tre-mo-coi/"


def test_districts_and_categories_have_feeds_of_their_own() -> None:
    assert urls.feed_of("/huyen/bu-dang/") == "/feeds/huyen/bu-dang.atom.xml"
    assert urls.feed_of("/nhom/tre-mo-coi/") == "/feeds/nhom/tre-mo-coi.atom.xml"
