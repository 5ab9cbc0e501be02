"""What is seen when a page of any kind is shared: as the documents of the large platforms ask for it.

Facebook: an absolute picture of 1200 × 630 px, its size told, and the page's own address; X: a large card, a description
of at most 200 letters, a picture below 5 MB, and from Open Graph what has no name of its own there; LinkedIn: at least
1200 × 627 px; WhatsApp shows no picture above some 300 kB. Longer titles than 70 letters are cut there, not refused.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from PIL import Image

from tests.site.building import BASE, Bench
from tests.site.made_up import address, finished, gone, public_site, small

TITLE, DESCRIPTION, PICTURE, HEAD = 110, 200, 300_000, 300_000


class Preview(HTMLParser):
    """The meta elements and links of a head."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.meta: dict[str, str] = {}
        self.canonical = ""
        self.feed(html.partition("</head>")[0])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "meta" and (name := values.get("property") or values.get("name")):
            self.meta[name] = values["content"]
        if tag == "link" and values.get("rel") == "canonical":
            self.canonical = values["href"]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    bench = Bench(tmp_path_factory.mktemp("site"))
    details = [address(0, indexable=True), address(1, indexable=False)]
    bench.build(small(public_site(details, ended=[finished(90)], withdrawn=[gone(91)])))
    return bench


def pages(bench: Bench) -> Iterator[tuple[str, str]]:
    """Every page that can be shared: cards to embed are part of another page, wrong addresses are nobody's to share."""
    for path, content in bench.tree().items():
        card = path.startswith("nhung/") and not path.startswith("nhung/ma/")
        if path.endswith(".html") and not card and path not in ("404.html", "410.html"):
            yield path, content.decode()


def test_every_page_tells_title_description_kind_and_its_own_address(built: Bench) -> None:
    wrong = []
    found = dict(pages(built))
    assert {"index.html", "bao-chi/index.html", "api/index.html", "nhung/ma/index.html", "so-cai/index.html"} <= set(
        found
    )
    for path, html in found.items():
        preview = Preview(html)
        meta = preview.meta
        own = f"{BASE}/{path.removesuffix('index.html')}"
        if not (0 < len(meta["og:title"]) <= TITLE and 0 < len(meta["og:description"]) <= DESCRIPTION):
            wrong.append((path, "length"))
        if meta["og:type"] not in ("website", "article") or not meta["og:site_name"] or meta["og:locale"] != "vi_VN":
            wrong.append((path, "kind"))
        if meta["og:url"] != preview.canonical or not preview.canonical.startswith(f"{BASE}/"):
            wrong.append((path, "address"))
        if "noindex" not in meta.get("robots", "") and meta["og:url"] != own:
            wrong.append((path, "not its own address"))
        if len(html.partition("</head>")[0].encode()) > HEAD:
            wrong.append((path, "head"))
    assert wrong == []


def test_every_page_names_a_picture_of_the_right_size_that_is_there(built: Bench) -> None:
    for path, html in pages(built):
        meta = Preview(html).meta
        assert meta["og:image"].startswith(f"{BASE}/"), path
        assert (meta["og:image:width"], meta["og:image:height"]) == ("1200", "630")
        assert meta["twitter:card"] == "summary_large_image"
        content = built.content(meta["og:image"].removeprefix(BASE))
        assert len(content) < PICTURE, path
        with Image.open(io.BytesIO(content)) as picture:
            assert (picture.size, picture.format) == ((1200, 630), "PNG"), path


def test_while_the_address_of_the_site_is_unknown_no_page_names_a_picture_that_nobody_could_load(bench: Bench) -> None:
    bench.build(small(public_site([address(0)])), base="")
    for path, html in pages(bench):
        assert "og:image" not in Preview(html).meta, path
