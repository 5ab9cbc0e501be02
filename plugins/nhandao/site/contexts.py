"""What each template gets: every page is rendered with `site`, `page` and `it`, and nothing else.

`site` is the same on every page, `page` is the frame of one page, `it` is one of the classes below, named after the
template that shows it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from nhandao.public.score_views import Deadline, Score, UnitFigure, UnitScore
from nhandao.public.views import (
    AccountBalance,
    AddressAudit,
    AddressDetail,
    Area,
    AreaGroup,
    AuditMonth,
    Balance,
    BankAccount,
    Card,
    Certificate,
    Change,
    Choice,
    Correction,
    Dong,
    Drive,
    EpochAreas,
    FinishedAddress,
    Gone,
    Logo,
    MonthLedger,
    Organisation,
    Photo,
    Society,
    Thanked,
    Totals,
    Transfer,
    Way,
)
from nhandao.site.qr import Code


class Link(NamedTuple):
    text: str
    url: str


class Site(NamedTuple):
    """The same on every page."""

    society: Society
    as_of: date
    base_url: str  # absolute address of the site without trailing slash, "" while unknown
    version: str  # short hash of the stylesheet and scripts, for cache-proof names
    language: str  # of the page, BCP 47
    locale: str  # the same as Open Graph writes it
    translated: tuple[str, ...]  # pages of the campaign that there are in every language
    campaign_pages: tuple[Link, ...]  # content/pages in their order, for the footer
    copy_of: Choice | None = None  # the district of which this is an offline copy, None for the site itself


class Page(NamedTuple):
    """The frame of one page."""

    url: str  # site-relative
    title: str
    description: str  # at most 160 characters
    canonical: str  # absolute when the base URL is known
    noindex: bool
    kind: str  # Open Graph type: website | article
    section: str  # entry of the main menu: home | addresses | search | organisations | ledger | campaign | stories
    crumbs: tuple[Link, ...]  # from the home page down, without the page itself
    feeds: tuple[Link, ...]
    json_ld: str  # a JSON-LD document, "" if none
    alternates: tuple[Alternate, ...]  # this page first, then in other languages; none on a site of one language
    image: str  # absolute URL of the share image, "" if none
    oembed: str  # absolute URL of what oEmbed says of the page, "" if nothing


class Alternate(NamedTuple):
    """A page in one language."""

    code: str
    name: str  # of the language, in itself
    url: str  # site-relative
    same: bool  # the same page; else the home page stands in for it


class Home(NamedTuple):  # home.html
    totals: Totals
    first: tuple[Card, ...]  # the first addresses of the default order
    districts: tuple[Choice, ...]
    categories: tuple[Choice, ...]
    forms: tuple[Choice, ...]
    articles: tuple[Link, ...]  # newest stories and news


class DistrictHome(NamedTuple):  # district_home.html, in place of home.html in an offline copy
    district: Choice
    totals: Totals
    first: tuple[Card, ...]  # the first addresses of the default order
    communes: tuple[Choice, ...]
    categories: tuple[Choice, ...]
    forms: tuple[Choice, ...]
    states: tuple[Choice, ...]


class Find(NamedTuple):  # find.html, in an offline copy only
    addresses: tuple[FindRow, ...]  # in Vietnamese alphabetical order
    finished: tuple[FinishedAddress, ...]  # newest first


class FindRow(NamedTuple):
    card: Card
    plain: str  # its title and commune in plain letters, for who types without marks
    needs: tuple[str, ...]  # what is still needed


class Listing(NamedTuple):  # address_list.html
    heading: str
    intro: str
    cards: tuple[Card, ...]  # of this page of the list
    total: int  # addresses in the whole list
    needy: int  # of them, those that still need something
    number: int  # of this page, from 1
    pages: int  # pages with addresses on them, at least 1
    first_url: str
    previous_url: str
    next_url: str
    csv_url: str  # the same view as a file
    json_url: str
    facets: tuple[Facet, ...]  # ways to narrow or change the view


class Facet(NamedTuple):
    name: str
    choices: tuple[Choice, ...]
    current: str  # code of the choice in force, "" if none


class SearchPage(NamedTuple):  # search.html
    indexed: bool  # false when the site has no search index
    filters: tuple[SearchFilter, ...]
    districts: tuple[Choice, ...]
    categories: tuple[Choice, ...]
    forms: tuple[Choice, ...]


class SearchFilter(NamedTuple):
    name: str  # in the index and in addresses to share
    label: str
    options: tuple[Option, ...]


class Option(NamedTuple):
    value: str
    text: str
    group: str  # heading it stands under, "" for none


class MapPage(NamedTuple):  # map.html
    total: int  # open addresses
    maps: tuple[TileMap, ...]  # one for each epoch
    few: int  # fewer addresses than this are not told apart


class TileMap(NamedTuple):
    """One square for each commune, in blocks by district. Lengths are px on a screen 360 px wide."""

    areas: EpochAreas
    total: int  # communes
    merged: bool  # its communes were made by merging those of another map
    blocks: tuple[Block, ...]  # row by row
    many: int  # least number of addresses of the strongest colour
    width: float
    height: float
    side: float  # of a tile


class Block(NamedTuple):
    group: AreaGroup
    x: float
    y: float  # baseline of its name
    tiles: tuple[Tile, ...]


class Tile(NamedTuple):
    area: Area
    step: str  # colour: none | few | some | many
    x: float
    y: float
    words: tuple[tuple[str, float], ...]  # lines of the name with their baselines, none where it has no room
    number_y: float  # baseline of the number


class FinishedListing(NamedTuple):  # finished_list.html
    heading: str
    intro: str
    items: tuple[FinishedAddress, ...]
    total: int
    number: int
    pages: int
    first_url: str
    previous_url: str
    next_url: str
    csv_url: str
    json_url: str


class ThanksGroup(NamedTuple):
    heading: str
    names: tuple[Thanked, ...]


class ThanksPage(NamedTuple):  # thanks.html
    heading: str
    orders: tuple[Link, ...]
    here: str  # URL of the order that is shown
    groups: tuple[ThanksGroup, ...]
    total: int  # names in this order
    number: int
    pages: int
    previous_url: str
    next_url: str


class AddressPage(NamedTuple):  # address.html
    address: AddressDetail
    sms: str  # a text message about it, at most 160 plain letters
    short_url: str  # where the page is, without the protocol
    embed: str  # HTML that shows its card in somebody else's page
    alike: tuple[Card, ...]  # others near by or of the same kind
    history_url: str  # page of its changes, "" if none is known


class Genuine(NamedTuple):  # genuine.html
    accounts: tuple[BankAccount, ...]  # that gifts may be sent to
    former: tuple[BankAccount, ...]  # that no longer receive
    host: str  # of the site's own address, "" while unknown


class Business(NamedTuple):  # business.html
    ways: tuple[Way, ...]
    addresses_csv: str  # all open addresses as a file
    drives: bool  # there is a list of drives


class Choose(NamedTuple):  # choose.html
    pledge: bool  # a list can be promised to on a form


class PledgeForm(NamedTuple):  # pledge.html, card_again.html
    code: str  # address or fund it is for, "" where the donor types it
    typed: Mapping[str, str]  # by name of the field; empty for a new form
    problems: Mapping[str, str]  # words by name of the field; those of the whole form under ""


class Pledged(NamedTuple):  # pledged.html: the answer to a promise that was taken
    reference: str
    code: str
    url: str  # page of the address, "" for a fund
    kind: str  # in words
    goods: str  # quantity and unit, "" for money
    value: Dong  # of all times together
    schedule: str  # in words, "" for once
    last_day: date  # on which the promise still holds
    notes: tuple[str, ...]  # how what was typed was understood, and what happens next
    transfers: tuple[Transfer, ...]  # none when it is not of money


class BundleForm(NamedTuple):  # bundle.html: promise to several addresses
    codes: tuple[str, ...]  # that can be promised to
    refused: tuple[tuple[str, str], ...]  # other codes of the list, each with the reason in words
    typed: Mapping[str, str]  # by name of the field
    problems: Mapping[str, str]  # words by name of the field; those of the whole form under ""


class BundleLine(NamedTuple):
    code: str
    url: str  # page of the address, "" for a fund
    reference: str  # of this one promise
    goods: str  # quantity and unit, "" for money
    value: Dong  # of all times together


class Bundled(NamedTuple):  # bundled.html: the confirmation of promises made together
    reference: str  # that they share, for the transfer
    name: str
    tax_code: str  # "" if none was given
    made_on: date
    kind: str  # in words
    schedule: str  # in words, "" for once
    value: Dong  # of all of them
    last_day: date  # on which the promises still hold
    lines: tuple[BundleLine, ...]
    notes: tuple[str, ...]
    transfers: tuple[Transfer, ...]  # none when it is not of money


class StylePage(NamedTuple):  # style_page.html: made-up examples for each component
    site: Site
    address: AddressDetail
    cards: tuple[Card, ...]  # waiting, with some help, covered
    facets: tuple[Facet, ...]
    map: TileMap
    changes: tuple[Change, ...]
    corrections: tuple[Correction, ...]
    scores: tuple[ScoreCard, ...]  # of addresses, of organisations
    sms: str
    short_url: str
    embed: str
    logo: Logo
    typed: Mapping[str, str]  # into a form
    problems: Mapping[str, str]  # of what was typed


class FinishedPage(NamedTuple):  # finished.html
    address: FinishedAddress
    history_url: str  # page of its changes, "" if none is known


class GonePage(NamedTuple):  # gone.html
    gone: Gone


class OrganisationList(NamedTuple):  # organisation_list.html
    taking_part: tuple[Organisation, ...]  # have taken on at least one address
    others: int  # organisations on the rolls that have not yet


class OrganisationPage(NamedTuple):  # organisation.html
    organisation: Organisation
    drives: tuple[Link, ...]  # that it holds or held


class DrawnLine(NamedTuple):
    text: str
    y: float  # mm, of the line the letters stand on
    size: float  # mm
    bold: bool


class CertificateDrawing(NamedTuple):  # certificate_drawing.html
    certificate: Certificate
    heading: str
    about: str  # what a screen reader says of it
    lines: tuple[DrawnLine, ...]
    mark: str  # SVG
    code: Code | None  # of the absolute address of its page, None while the site's own is unknown
    where: str  # address of the page that checks codes, without "https://"


class CertificatePage(NamedTuple):  # certificate.html
    organisation: Organisation
    certificate: Certificate
    statement: tuple[str, ...]  # sentences
    drawing: CertificateDrawing
    drawing_url: str  # of the SVG file


class CheckPage(NamedTuple):  # check.html
    release: str  # folder of the newest release
    form: str  # what the form is sent to without JavaScript, "" while there is nothing to answer it
    typed: bool  # whether something was typed that is no code


class DriveList(NamedTuple):  # drive_list.html
    drives: tuple[Drive, ...]  # open, coming, closed


class DrivePage(NamedTuple):  # drive.html
    drive: Drive


class LedgerHome(NamedTuple):  # ledger.html
    balance: Balance
    months: tuple[MonthLedger, ...]
    accounts: int
    accounts_url: str
    corrections: int
    corrections_url: str
    audit_url: str  # "" while the history of the data is not known
    csv_url: str
    json_url: str


class Release(NamedTuple):  # release.html
    version: str  # name of its folder
    lines: int
    sha256: str  # of the ledger
    printed: str  # short form of it
    zip_url: str  # the whole folder in one file
    zip_size: int  # bytes
    tables: tuple[ReleasedTable, ...]
    others: tuple[ReleasedFile, ...]


class ReleasedFile(NamedTuple):
    name: str
    url: str
    size: int  # bytes


class ReleasedTable(NamedTuple):
    about: str  # what its rows are
    csv: ReleasedFile
    json: ReleasedFile
    schema: ReleasedFile


class ApiPage(NamedTuple):  # api.html
    base: str  # absolute address of the folder of the interface, as far as it is known
    tables: tuple[ApiFile, ...]
    index_url: str
    openapi_url: str
    month: str  # the newest month of the ledger, "2023-10"; "" while there is none
    ledger_schema_url: str
    address_schema_url: str
    changes: tuple[ApiChange, ...]  # newest first


class ApiFile(NamedTuple):
    name: str
    url: str
    schema_url: str
    about: str


class ApiChange(NamedTuple):
    number: str  # of the version
    text: str


class FindGift(NamedTuple):  # find_gift.html
    months: tuple[MonthLedger, ...]  # newest first
    salt: str
    iterations: int
    check: int  # letters at the end of a receipt code that are not looked up
    digits: int  # of a hash that choose the file
    files: str  # site-relative beginning of the addresses of the files


class LedgerMonth(NamedTuple):  # ledger_month.html
    month: MonthLedger  # with the lines of this page only
    total: int
    number: int
    pages: int
    previous_url: str
    next_url: str
    csv_url: str
    json_url: str


class LedgerAccounts(NamedTuple):  # ledger_accounts.html
    accounts: tuple[AccountBalance, ...]  # of this page
    total: int
    number: int
    pages: int
    previous_url: str
    next_url: str
    csv_url: str
    json_url: str


class Corrections(NamedTuple):  # corrections.html
    corrections: tuple[Correction, ...]  # of this page
    total: int
    number: int
    pages: int
    previous_url: str
    next_url: str
    csv_url: str
    json_url: str


class ScorePage(NamedTuple):  # score.html
    year: int
    first: date
    last: date  # last day counted
    year_last: date
    unit: UnitScore | None  # None while nothing can be counted
    cards: tuple[ScoreCard, ...]
    schools: tuple[UnitFigure, ...]  # of the province, with a page each
    reports_url: str
    csv_url: str
    json_url: str


class AuditHome(NamedTuple):  # audit.html
    months: tuple[AuditMonth, ...]
    csv_url: str
    json_url: str


class AuditMonthPage(NamedTuple):  # audit_month.html
    month: AuditMonth  # with the changes of this page only
    total: int
    number: int
    pages: int
    previous_url: str
    next_url: str
    csv_url: str
    json_url: str


class AddressHistory(NamedTuple):  # address_history.html
    history: AddressAudit
    title: str  # of the address, "" once it is finished
    csv_url: str
    json_url: str


class ScoreCard(NamedTuple):
    """One target, with what is drawn of it."""

    score: Score
    gauge: Gauge | None  # None where there is nothing to hold the figure against
    chart: Chart | None  # None for fewer than two points


class Gauge(NamedTuple):
    """A bar against a threshold, both in per cent of its length as SVG writes numbers."""

    fill: str
    mark: str


class Chart(NamedTuple):
    """How a figure grew over the quarters; lengths in px on a screen 360 px wide."""

    points: tuple[ChartPoint, ...]
    line: str  # of all points, as SVG writes it
    least: float  # height of the threshold
    width: float
    height: float
    base: float  # height of zero


class ChartPoint(NamedTuple):
    quarter: int
    ended: bool
    x: float
    y: float
    text: str  # its value


class ReportsPage(NamedTuple):  # reports.html
    year: int
    deadlines: tuple[Deadline, ...]
    calendar_url: str
    scoreboard_url: str


class NotFound(NamedTuple):  # 404.html and 410.html
    heading: str
    text: str


class ArticleList(NamedTuple):  # article_list.html: stories or news
    heading: str
    intro: str
    articles: tuple[ArticleTeaser, ...]


class ArticleTeaser(NamedTuple):
    title: str
    url: str
    summary: str
    on: date
    author: str


class Fact(NamedTuple):
    """A figure for the press."""

    name: str  # in texts that have it filled in
    label: str
    value: str  # as the language writes it
    rows_url: str  # file it is counted from
    page_url: str  # page that shows it


class ReadyText(NamedTuple):
    """A text to be copied."""

    about: int  # words it should have
    words: int  # it has
    plain: str
    paragraphs: tuple[str, ...]


class PressKit(NamedTuple):
    code: str
    title: str
    url: str  # of the address
    zip_url: str


class PressPhoto(NamedTuple):
    photo: Photo
    print_url: str
    code: str  # of the address


class PressPage(NamedTuple):  # press.html
    facts: tuple[Fact, ...]
    texts: tuple[ReadyText, ...]  # shortest first
    kits: tuple[PressKit, ...]
    photos: tuple[PressPhoto, ...]
    news: tuple[Link, ...]  # newest first
    upcoming: tuple[date, ...]  # days on which something under embargo comes out
    embeds_url: str
    api_url: str
    releases_url: str
    calendar_url: str
    feeds: tuple[Link, ...]
    json_feeds: tuple[Link, ...]


class Embed(NamedTuple):  # embed.html: a card inside a page of somebody else
    heading: str
    text: str
    url: str  # of the page it leads to
    action: str  # what the reader can do there
    native: bool = False  # the heading is Vietnamese, as people wrote it
    native_text: bool = False  # so is the text
    code: str = ""  # of the address
    place: str = ""
    received: Dong = Dong(0)
    pledged: Dong = Dong(0)
    target: Dong = Dong(0)  # 0: there is no bar
    needed: Dong | None = None


class EmbedSize(NamedTuple):
    name: str
    width: int  # px
    height: int  # px


class EmbedCode(NamedTuple):
    name: str
    html: str  # to be copied into a page


class EmbedCodes(NamedTuple):  # embed_codes.html
    campaign: tuple[EmbedCode, ...]  # in each size
    schemes: tuple[EmbedCode, ...]  # always light, always dark
    districts: tuple[EmbedCode, ...]
    campaign_url: str


class ContentPage(NamedTuple):  # content_page.html (campaign pages), article.html
    html: str  # rendered Markdown of content/
    on: date | None
    modified: date | None
    author: str
    category: str
    photo_credit: str
    correction: str  # what was wrong before `modified`
    pdf: str = ""  # URL of the handbook this is a chapter of, "" for none
