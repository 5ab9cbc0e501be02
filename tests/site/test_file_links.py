"""Links that work between files: relative, to the site on the network, or only words."""

from __future__ import annotations

import pytest

from nhandao.site.file_links import FileLinks

FILES = frozenset(
    {"index.html", "dia-chi/A1/index.html", "huyen/b/nhom/x/index.html", "anh/1.jpg", "theme/css/site.css"}
)


def links(base_url: str = "") -> FileLinks:
    return FileLinks(FILES, base_url, {"/nhom/x/": "/huyen/b/nhom/x/"})


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ('<a href="/">Đầu</a>', '<a href="../../index.html">Đầu</a>'),
        ("<A class=x HREF='/dia-chi/A1/#so-cai'>1</A>", '<a class="x" href="index.html#so-cai">1</a>'),
        ('<a href="../A1/">1</a>', '<a href="index.html">1</a>'),
        ('<a href="/nhom/x/">X</a>', '<a href="../../huyen/b/nhom/x/index.html">X</a>'),
        ('<p>Xem <a href="/so-cai/?a=1&amp;b=2">sổ <b>cái</b></a> &amp; &#233;.</p>', "<p>Xem sổ <b>cái</b> &amp; &#233;.</p>"),
        ('<a href="/so-cai/">1</a> <a href="#x">2</a>', '1 <a href="#x">2</a>'),
        ('<a href="tel:0271">1</a><a href="https://vi.example/">2</a>', '<a href="tel:0271">1</a><a href="https://vi.example/">2</a>'),
        ('<a href="//vi.example/x">1</a>', '<a href="https://vi.example/x">1</a>'),
        ('<link rel="stylesheet" href="/theme/css/site.css?v=12">', '<link rel="stylesheet" href="../../theme/css/site.css">'),
        ('<link rel="alternate" href="/feeds/x.xml"><img src="/khong.png" alt="">', ""),
        ('<img src="/anh/1.jpg" srcset="/anh/2.jpg 320w, /anh/1.jpg 640w" alt="&quot;">', '<img src="../../anh/1.jpg" srcset="../../anh/1.jpg 640w" alt="&quot;">'),
        ('<!doctype html><!-- "/" --><svg viewBox="0 0 1 1"><path d="M0 0"/></svg>', '<!doctype html><!-- "/" --><svg viewBox="0 0 1 1"><path d="M0 0"/></svg>'),
    ],
)  # fmt: skip
def test_a_link_leads_to_a_file_beside_it_or_is_only_words(written: str, shown: str) -> None:
    assert links().page("dia-chi/A1/index.html", written) == shown


@pytest.mark.parametrize("base", ["https://nd.example", "https://example.org/nhan-dao"])
def test_where_the_site_is_known_links_out_of_the_copy_lead_there(base: str) -> None:
    prefix = base.removeprefix("https://nd.example").removeprefix("https://example.org")
    page = f'<a href="{prefix}/so-cai/?a=1#x">1</a><a href="{prefix}/dia-chi/A1/">2</a>'
    assert links(base).page("index.html", page) == (
        f'<a href="{base}/so-cai/?a=1#x">1</a><a href="dia-chi/A1/index.html">2</a>'
    )


def test_a_style_sheet_asks_for_files_beside_it() -> None:
    css = (
        'a{background:url("../../anh/1.jpg?v=1")}b{src:url(/anh/1.jpg)}c{src:url(\'data:,x\')}d{src:url("/khong.png")}'
    )
    assert links().stylesheet("theme/css/site.css", css) == (
        'a{background:url("../../anh/1.jpg")}b{src:url("../../anh/1.jpg")}c{src:url("data:,x")}d{src:url("data:,")}'
    )
