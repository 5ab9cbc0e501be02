"""The search index beside the pages: what is in it, when it is made again, and that it never outlives a page."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path

import pytest

from nhandao.site import search_index
from nhandao.site.content import Content
from nhandao.site.search_index import SearchError
from tests.site.building import Bench, differences
from tests.site.made_up import CONTENT, address, gone, public_site

ONE, TWO = address(1), address(2)


def fragments(bench: Bench) -> str:
    """Everything the index can show."""
    paths = (bench.out / "pagefind/fragment").iterdir()
    return "\n".join(sorted(gzip.decompress(path.read_bytes()).decode() for path in paths))


def test_the_index_holds_each_address_and_page_and_nothing_hidden(bench: Bench) -> None:
    hidden = CONTENT.pages[0]._replace(url="/chien-dich/kin/", title="Trang kín", hidden=True)
    content = Content((*CONTENT.pages, hidden), CONTENT.articles, ())
    bench.build(public_site([ONE, TWO]), content=content, search="now")
    found = fragments(bench)
    assert all(detail.card.code in found for detail in (ONE, TWO))
    assert CONTENT.pages[0].title in found
    assert "Trang kín" not in found
    assert 'name="huyen"' in bench.text("/tim/")


def test_the_same_site_gives_the_same_index_but_for_the_numbering_of_its_pages(tmp_path: Path) -> None:
    one, other = Bench(tmp_path / "one"), Bench(tmp_path / "other")
    for bench in (one, other):
        bench.build(public_site([ONE, TWO]), search="now")
    assert fragments(one) == fragments(other)
    assert differences(one.tree(), other.tree()) == []


def test_the_index_is_made_again_only_when_something_in_it_changed(bench: Bench) -> None:
    bench.build(public_site([ONE, TWO]), search="now")
    made = (bench.out / "pagefind/pagefind-entry.json").stat().st_mtime_ns
    bench.build(public_site([ONE, TWO]), search="now")
    assert (bench.out / "pagefind/pagefind-entry.json").stat().st_mtime_ns == made
    other = ONE._replace(card=ONE.card._replace(title="Tên khác", digest="other"))
    bench.build(public_site([other, TWO]), search="now")
    assert "Tên khác" in fragments(bench)
    shutil.rmtree(bench.out / "pagefind")
    bench.build(public_site([other, TWO]), search="now")
    assert "Tên khác" in fragments(bench)


def test_put_off_the_index_stays_until_it_names_a_page_that_is_gone(bench: Bench) -> None:
    bench.build(public_site([ONE, TWO]), search="now")
    other = ONE._replace(card=ONE.card._replace(title="Tên khác", digest="other"))
    bench.build(public_site([other, TWO]), search="now", quick=True)
    assert (bench.out / "pagefind").is_dir()
    bench.build(public_site([other], withdrawn=[gone(2)]), search="now", quick=True)
    assert not (bench.out / "pagefind").exists()


def test_a_withdrawn_address_leaves_the_index_even_where_pagefind_is_no_longer_installed(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.build(public_site([ONE, TWO]), search="now")
    monkeypatch.setattr(search_index, "pagefind_version", lambda: "")
    bench.build(public_site([ONE], withdrawn=[gone(2)]), search="now")
    assert not (bench.out / "pagefind").exists()
    assert "<form" not in bench.text("/tim/")
    assert 'href="/huyen/' in bench.text("/tim/")


def test_an_index_that_cannot_be_made_leaves_no_old_one_and_says_why(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    import pagefind_bin

    bench.build(public_site([ONE, TWO]), search="now")
    monkeypatch.setattr(pagefind_bin, "get_executable", lambda: "/không/có")
    with pytest.raises(SearchError, match="chỉ mục tìm kiếm"):
        bench.build(public_site([ONE, TWO._replace(card=TWO.card._replace(digest="other"))]), search="now")
    assert not (bench.out / "pagefind").exists()


def test_text_that_looks_like_markup_is_only_text_in_the_index(bench: Bench) -> None:
    evil = '"><script>alert(1)</script>'
    detail = ONE._replace(card=ONE.card._replace(title=evil, summary=evil, digest="evil"))
    bench.build(public_site([detail]), search="now")
    found = fragments(bench)
    assert "<script" not in found.replace("\\u003c", "<") or "&lt;script" in found
    assert "><script>alert(1)</script><" not in found
