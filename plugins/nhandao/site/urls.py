"""Every address of the site in one place, except those the views carry themselves (addresses, facets, organisations).

All URLs are site-relative: they start with "/", pages end with "/", files carry their extension.
"""

from __future__ import annotations

from nhandao.public.views import Photo

HOME = "/"
ADDRESSES = "/dia-chi/"
MAP = "/ban-do/"
FINISHED = "/da-ket-thuc/"
ORGANISATIONS = "/to-chuc/"
LEDGER = "/so-cai/"
LEDGER_ACCOUNTS = "/so-cai/dia-chi/"
LEDGER_CSV = "/so-cai/so-cai.csv"
LEDGER_JSON = "/so-cai/so-cai.json"
CORRECTIONS = "/so-cai/dinh-chinh/"
AUDIT = "/so-cai/lich-su/"
RELEASES = "/so-cai/phat-hanh/"
FIND_GIFT = "/so-cai/tim-khoan-ung-ho/"
PRESS = "/bao-chi/"
EMBEDS = "/nhung/"
EMBED_CODES = "/nhung/ma/"
API_PAGE = "/api/"
API = "/api/v1/"
SCOREBOARD = "/ket-qua/"
REPORTS = "/ket-qua/bao-cao/"
REPORTS_CALENDAR = "/ket-qua/han-bao-cao.ics"
GENUINE = "/tai-khoan-that/"
PLEDGE = "/hua-giup/"
BUSINESS = "/doanh-nghiep/"
DRIVES = "/dot/"
THANKS = "/cam-on/"
THANKS_BY_NAME = "/cam-on/theo-ten/"
THANKS_BY_PROMISES = "/cam-on/theo-loi-hua/"
CHOOSE = "/chon/"
CHECK = "/kiem-tra/"
CHECK_WRONG = "/kiem-tra/sai-ma/"
SEARCH = "/tim/"
SEARCH_INDEX = "/pagefind/"
STYLE_PAGE = "/huong-dan/giao-dien/"
STORIES = "/chuyen/"
NEWS = "/tin/"
NOT_FOUND = "/404.html"
GONE = "/410.html"
HANDBOOK = "/so-tay.pdf"
SITEMAP = "/sitemap.xml"
ROBOTS = "/robots.txt"
GONE_LIST = "/gone.txt"
GONE_MAP = "/gone.map"
MOVED_MAP = "/moved.map"
FRAMED_MAP = "/framed.map"
OPEN_MAP = "/open.map"
FEED_ADDRESSES = "/feeds/dia-chi.atom.xml"
CALENDAR = "/feeds/chien-dich.ics"
FEED_STORIES = "/feeds/chuyen.atom.xml"
THEME = "/theme/"


CAMPAIGN = "/chien-dich/"
VIETNAMESE_ONLY = (STORIES, NEWS, STYLE_PAGE, SEARCH_INDEX)
"""What people wrote for readers of Vietnamese; pages of the campaign are asked one by one."""


def numbered(list_url: str, number: int) -> str:
    """Page ``number`` (from 1) of a list; the first page is the list itself."""
    return list_url if number == 1 else f"{list_url}trang/{number}/"


def list_csv(list_url: str) -> str:
    return list_url + "danh-sach.csv"


def list_json(list_url: str) -> str:
    return list_url + "danh-sach.json"


def combination(district_url: str, other_url: str) -> str:
    """List of the addresses that are in both: "/huyen/bu-dang/" and "/nhom/tre-mo-coi/" make
    "/huyen/bu-dang/nhom/tre-mo-coi/"."""
    return district_url + other_url.removeprefix("/")


def chosen_file(shared: str) -> str:
    """What the codes are that begin with some letters."""
    return f"{CHOOSE}{shared}.json"


def photo(photo: Photo, width: int, format: str) -> str:
    """A photo in one of its widths, px, and one of the formats of `images.FORMATS`."""
    folder, _, name = photo.url.removesuffix(".jpg").rpartition("/")
    size = "" if width == photo.width else f"/{width}"
    return f"{folder}{size}/{name}.{format}"


def share_card(page_url: str) -> str:
    """The picture shown when a page is shared."""
    return f"/chia-se/{page_url.strip('/') or 'trang-chu'}.png"


def feed_of(list_url: str) -> str:
    """Atom feed of a district or category: "/huyen/bu-dang/" has "/feeds/huyen/bu-dang.atom.xml"."""
    return f"/feeds/{list_url.strip('/')}.atom.xml"


def certificate_drawing(page_url: str) -> str:
    """The drawing of the certificate that a page is about."""
    return f"{page_url}giay-ghi-nhan.svg"


def embed(code: str) -> str:
    """The card of an address to be shown inside a page of somebody else."""
    return f"{EMBEDS}{code}/"


def embed_of(list_url: str) -> str:
    """The card of a district: "/huyen/bu-dang/" has "/nhung/huyen/bu-dang/"."""
    return f"{EMBEDS}{list_url.removeprefix('/')}"


def oembed(code: str) -> str:
    """What oEmbed says of that card."""
    return f"/api/oembed/{code}.json"


def kit(code: str) -> str:
    """What the press gets of an address, in one file."""
    return f"{PRESS}{code}.zip"


def print_photo(photo: Photo) -> str:
    """A photo in print size, of an address that agrees to `press`: "/anh/DC23A00001/nha.jpg" has
    "/bao-chi/anh/DC23A00001/nha.jpg"."""
    return f"{PRESS}{photo.url.removeprefix('/')}"


def json_feed(atom_url: str) -> str:
    """The same feed as JSON Feed: "/feeds/chuyen.atom.xml" has "/feeds/chuyen.json"."""
    return atom_url.removesuffix(".atom.xml") + ".json"


def files_of_address(code: str) -> tuple[str, ...]:
    """Files beside the page of an address that agrees to `press`."""
    return f"{API}addresses/{code}.json", oembed(code), kit(code)


def sitemap_part(number: int) -> str:
    return f"/sitemap-{number}.xml"


def file_of(url: str) -> str:
    """Path of the file that answers a URL, relative to the output folder."""
    return (url + "index.html" if url.endswith("/") else url).removeprefix("/")
