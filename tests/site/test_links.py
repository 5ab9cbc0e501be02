"""Every link inside the site leads somewhere."""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import urldefrag, urlsplit

from nhandao.site.build import read_content
from tests.site.building import BASE, ROOT, THEME, Bench
from tests.site.made_up import address, finished, gone, public_site


class Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.urls: set[str] = set()
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src") and value:
                self.urls.add(value)
            elif name == "id" and value:
                self.ids.add(value)


def test_every_link_of_every_page_leads_to_a_file_and_a_place_in_it(bench: Bench) -> None:
    bench.content_folder = ROOT / "content"
    content = read_content(ROOT / "content", THEME, bench.cache)
    bench.build(
        public_site(
            [address(number) for number in range(60)],
            ended=[finished(90)],
            withdrawn=[gone(91), gone(92, "duplicate", to=1)],
            formerly=[address(number) for number in range(100, 140)],
        ),
        content=content,
        cores=2,
    )
    pages: dict[str, Links] = {}
    for path in bench.out.rglob("*.html"):
        links = Links()
        links.feed(path.read_text(encoding="utf-8"))
        pages["/" + path.relative_to(bench.out).as_posix().removesuffix("index.html")] = links
    broken = []
    for page, links in pages.items():
        for url in links.urls:
            target, fragment = urldefrag(url.removeprefix(BASE))
            if urlsplit(target).scheme or target.startswith("//"):
                continue
            target = urlsplit(target).path or page
            if not bench.has(target) or (fragment and fragment not in pages[target].ids):
                broken.append((page, url))
    assert broken == []
