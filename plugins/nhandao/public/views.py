"""What the world may see: plain immutable values, one class for each thing shown on a page.

A field exists here only because a page, feed or data file shows it: the allow-list is this file. Views hold text,
numbers, days, money and other views, never a record, so a template cannot reach anything that was not published.

Named tuples rather than dataclasses: they pickle, compare and hash in C, which is what an incremental build of ten
thousand pages spends its time on.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from nhandao.public.report_views import ReportPeriod
from nhandao.public.score_views import Scoreboard
from nhandao.records.money import Dong as Dong  # for those who make views


class Choice(NamedTuple):
    """One value of a facet (a district, a category, a form of help…) with its page."""

    code: str  # stable identifier, e.g. "688" or "wheelchair"
    name: str  # Vietnamese name as shown
    url: str  # site-relative, starts and ends with "/"
    open: int  # addresses in its list
    parent: str  # code of the district of a commune, "" otherwise
    ever: int  # addresses ever introduced in it, shown or not: lists keep that many pages for good


class Chapter(NamedTuple):
    """The Red Cross chapter responsible for an address: whom to ask, whom to tell about a problem."""

    name: str
    phone: str  # office phone of the chapter, never a person's; "" if none
    email: str
    place: str


class Need(NamedTuple):
    """One priced line of what an address needs, and how far it is met."""

    form: str  # code of one of the 12 forms of help
    form_name: str
    what: str
    quantity: int
    unit: str
    unit_price: Dong
    target: Dong  # quantity x unit_price
    frequency: str  # once | monthly | quarterly | yearly
    received: Dong
    pledged: Dong
    needed: Dong  # target - received - pledged, at least 0
    priority_text: str


class Buy(NamedTuple):
    """What a sum buys, computed from an open need: `amount` pays for `quantity` `thing`."""

    amount: Dong
    quantity: int
    thing: str  # with its unit, as it follows a number: "chiếc xe lăn", "sổ tiết kiệm"


class Support(NamedTuple):
    """One gift as its giver allows it to be shown."""

    on: date | None  # None when the name is shown but the amount is not: with its day the ledger would tell it
    status: str  # pledged | waiting (promised by form, not yet accepted) | received | handed_over | returned
    kind: str  # cash | in_kind | labour | service | loan
    supporter: str  # "" when the giver stays anonymous
    supporter_url: str  # page of the organisation, "" if none
    amount: Dong | None  # None when the giver hides the amount
    form_name: str  # form of help, "" for plain money


class LedgerLine(NamedTuple):
    """One public line of the ledger, shown by month and by address. Amounts here are never hidden: they carry no name
    when the giver hides the amount, so sums always match."""

    reference: str  # public identity of the line, e.g. "transfer-FT23131000123"
    on: date
    direction: str  # in | out | fee | back | direct | move_in | move_out
    # back = returned to the giver; fee = kept by bank or card company; direct = handed over by the supporter itself, so
    # never held by the society; move_* = surplus moved between accounts; a reversed handover is an "out" below zero
    kind: str  # cash | in_kind | labour | service | loan
    account: str  # code of the address or fund
    account_url: str  # page of the address, "" when it is no longer shown or it is a fund
    supporter: str  # "" = anonymous
    amount: Dong  # value in đồng; the direction gives the sign
    note: str  # short public note: form of help, reversed line, rate of a foreign currency
    anonymous: bool  # a gift whose giver is named nowhere
    # What makes the bars of an address and the figures of the home page computable from lines alone:
    reached: str = ""  # code of the address that help paid by a fund reached, "" when it is the account itself
    need: int = 0  # number of the need of that address it is for, from 1; 0 = for no one need
    corrects: str = ""  # reference of the line that this one takes back (part of), or is the fee of
    organisation: str = ""  # identity of the supporter where it is a public organisation named here
    form: str = ""  # code of the form of help of a handover, "" for everything else


class Balance(NamedTuple):
    """Totals of the ledger for one address, fund, month or everything."""

    received: Dong  # money and goods received by the society, before fees and returns
    returned: Dong
    fees: Dong
    handed_over: Dong  # all help that reached addresses, from receipts and directly
    handed_over_direct: Dong  # of it, given directly by supporters
    held: Dong  # received - returned - fees - (handed_over - handed_over_direct)
    gifts: int  # receipts and direct handovers, reversals not counted
    anonymous_gifts: int
    loans: Dong  # principal lent without interest: shown, never added to the totals above


class Photo(NamedTuple):
    """A published derivative of a photo; originals are never published."""

    url: str  # site-relative URL of the largest JPEG
    width: int  # px, of the largest
    height: int  # px
    widths: tuple[int, ...]  # px, of all sizes there are, ascending; the last is `width`
    alt: str
    credit: str
    source: str  # file below data/photos, for the image pipeline only; never shown
    blur: tuple[tuple[int, int, int, int], ...]  # x, y, width, height of what to blur, in per cent
    print_size: tuple[int, int] = (0, 0)  # px, of the one for the press; (0, 0) without consent to `press`


class Update(NamedTuple):
    on: date
    html: str  # safe HTML
    photos: tuple[Photo, ...]


class Card(NamedTuple):
    """An address in a list."""

    code: str
    url: str
    title: str
    summary: str
    summary_lang: str  # language of the summary where it is not Vietnamese, "" otherwise
    kind: str  # individual | household | collective
    category: str  # primary category code
    category_name: str
    commune: str  # name that tells apart the repeated ones
    commune_url: str
    district: str
    district_url: str
    forms: tuple[str, ...]  # names of the forms of help still needed
    regular: bool  # asks for regular help
    state: str  # introduced | adopted | helped | finished
    state_name: str
    target: Dong
    received: Dong  # received or handed over directly
    pledged: Dong
    needed: Dong
    waiting_days: int  # days since approval without any help; 0 once helped
    approved_on: date
    report_late: bool  # helped more than the configured days ago, no outcome report yet
    survey_late: bool  # not surveyed again within the configured months
    photo: Photo | None
    indexable: bool  # search engines may list it: only with consent to `press`
    listed: bool  # false once the outcome report is so late that default lists leave it out (it stays payable)
    facets: tuple[str, ...]  # keys of the lists it is in, such as "district:688"; only its state while not `listed`
    digest: str  # changes with anything shown of the address; for incremental builds, never shown

    @property
    def untouched(self) -> bool:
        """Whether nobody has given or promised anything yet."""
        return self.state == "introduced" and not self.received and not self.pledged


class Transfer(NamedTuple):
    """A bank transfer to an address, ready to be scanned."""

    amount: Dong  # 0: the giver fills it in
    buys: str  # what the amount pays for, "" without one
    payload: str  # text of the VietQR code


class AddressDetail(NamedTuple):
    """Everything on the page of one address."""

    card: Card
    story_html: str  # safe HTML, "" without consent to `story`
    people: int
    age_bands: tuple[str, ...]  # Vietnamese texts such as "từ 60 tuổi"
    other_categories: tuple[str, ...]
    needs: tuple[Need, ...]
    buys: tuple[Buy, ...]
    transfers: tuple[Transfer, ...]  # the first without an amount; none while giving is closed
    supports: tuple[Support, ...]  # newest first
    ledger: tuple[LedgerLine, ...]  # oldest first
    balance: Balance
    updates: tuple[Update, ...]  # newest first
    photos: tuple[Photo, ...]
    surveyed_on: date
    surveyed_by: str
    approved_on: date
    approved_by: str
    introduced_on: date
    inhandao_url: str
    next_survey_on: date
    priority: int  # rank in its official list, 0 if none
    priority_list: str  # name of that list
    surplus_rule: str  # sentence: where money beyond the need goes
    regime_name: str  # legal regime in words
    closes_on: date | None  # last day for giving, if the call has an end
    giving_open: bool  # false when finished, fully funded or closed
    chapter: Chapter
    english_summary: str  # "" if none
    # Sums in đồng: what is for no one need first, then what is for each need.
    promised: tuple[Dong, ...] = ()  # open promises that reserve the address
    elsewhere: tuple[Dong, ...] = ()  # help that arrived and is counted in another programme, so not in the ledger


class FinishedAddress(NamedTuple):
    """What is left of an address when help has ended: a short anonymous outcome at the same URL."""

    code: str
    url: str
    category: str
    category_name: str
    district: str
    district_url: str
    finished_on: date
    outcome: str  # anonymous text
    ended: str  # graduated | died | moved | completed, in Vietnamese words
    balance: Balance
    ledger: tuple[LedgerLine, ...]  # oldest first
    digest: str


class Gone(NamedTuple):
    """A URL that was published once and may not be shown any more (consent withdrawn or expired, suspended, merged)."""

    code: str
    url: str
    until: str  # "" for ever, "check" while it is being checked, "duplicate" when another page took over
    to_url: str  # page that took over, "" if none


class Promises(NamedTuple):
    """How many promises had which outcome, of those whose giver lets the name be shown."""

    kept: int
    lapsed: int  # their time is over, and not all has come
    open: int


class Example(NamedTuple):
    """A position whose holder took on addresses as an example to others (T1, plan III). Never a person."""

    position: str
    addresses: int


class LogoSize(NamedTuple):
    """A published file of a logo, and how large it is shown."""

    url: str
    width: int  # CSS px
    height: int


class Logo(NamedTuple):
    """The logo of an organisation; originals are never published."""

    large: LogoSize
    small: LogoSize | None  # for lists, None where it would be too heavy
    source: str  # file below data/logos, for the image pipeline only; never shown
    drawing: bool  # SVG, else a picture


class Certificate(NamedTuple):
    """What the society certifies to an organisation; `code` is made from all of it but `kept`."""

    code: str  # "CN-7K2M-9QXA-3F5T-BW8E-8"
    url: str
    kind: str  # pledge | year
    reference: str  # pledge: of the promise, or the one that promises made together share; "" for a year
    first: date  # pledge: the day it was made; year: its first day
    last: date  # pledge: the day the society accepted it; year: its last day
    addresses: int  # how many addresses it reaches; funds are not counted
    kinds: tuple[str, ...]  # cash | in_kind | labour | service | loan
    promised: Dong | None  # pledge: value of all its promises; None when one of its amounts is not to be shown
    received: Dong | None  # year: sent to the society and not given back; loans apart; None as above
    handed_over: Dong | None  # year: given directly; loans apart; None as above
    promises: int  # pledge: how many were made together
    kept: int  # of them those that were kept by the day
    gifts: int  # year: how many gifts stand


class Organisation(NamedTuple):
    id: str
    url: str
    name: str
    kind: str  # commune_body | branch | school | member_body | enterprise | district_body
    kind_name: str
    place: str
    addresses: tuple[Card, ...]  # taken on and shown
    address_count: int  # taken on, shown or not
    finished_count: int  # of them those that are helped no more
    pledged: Dong
    received: Dong
    handed_over: Dong
    promises: Promises
    examples: tuple[Example, ...]  # in Vietnamese alphabetical order
    has_plan: bool  # has a response plan (plan III.2)
    digest: str
    logo: Logo | None = None
    certificates: tuple[Certificate, ...] = ()  # newest first


class Collected(NamedTuple):
    """One address (or fund) of a drive that may be shown on the day."""

    code: str
    card: Card | None  # None for a fund
    name: str  # of the fund, "" for an address
    transfers: tuple[Transfer, ...]  # of any amount; none unless the drive and giving are open


class Drive(NamedTuple):
    """A collection that an organisation holds on certain days."""

    id: str
    url: str
    title: str
    summary: str
    story_html: str  # safe HTML, "" if none
    organisation: str
    organisation_url: str
    organisation_id: str
    kind_name: str  # of the organisation
    state: str  # open | coming | closed
    opens_on: date
    closes_on: date  # last day
    days: int  # open: days left, today counted; coming: days until it opens; closed: 0
    goal: Dong
    given: Dong  # see ledger/drives.py
    handed_over: Dong  # of `given`
    later: Dong  # came after the last day under promises made in the drive
    promised: Dong
    collected: tuple[Collected, ...]
    hidden: int  # further addresses, which are not shown on the day
    digest: str


class Thanked(NamedTuple):
    """Somebody who gave and lets the name be shown. There is no amount here."""

    name: str
    url: str  # page of an organisation, "" for a person
    letter: str  # under which the name stands in the alphabet
    last_on: date  # day of the last gift
    kept: int  # promises kept
    logo: LogoSize | None = None  # of an organisation, small


class MonthLedger(NamedTuple):
    month: str  # "2023-10"
    url: str
    balance: Balance
    lines: tuple[LedgerLine, ...]  # oldest first
    digest: str


class Correction(NamedTuple):
    """A line that takes back an earlier one, whole or in part: a refund, a dispute or a mistake put right."""

    reference: str
    on: date
    direction: str  # back (of a gift) | out | direct (of a handover)
    kind: str  # cash | in_kind | labour | service | loan
    account: str
    account_url: str  # page of the address, "" when it is not shown or it is a fund
    amount: Dong
    corrects: str  # reference of the earlier line
    corrects_on: date
    corrects_amount: Dong
    month: str  # "2023-06": the month whose totals the earlier line is in
    month_url: str  # "" when the earlier line is not in the ledger


class FieldChange(NamedTuple):
    """One field of a record that a change touched. Of a text it is only said that it changed, never what it said."""

    field: str  # code, see labels.CHANGED_FIELDS
    name: str  # in Vietnamese
    number: int  # of the need, from 1; 0 where it is of no single need
    kind: str  # money | count | day | label | text
    old: str | int | date | None  # None: was not there; always None for a text
    new: str | int | date | None


class Change(NamedTuple):
    """What one commit did to one address or one line of the ledger."""

    on: date  # day of the commit in Vietnam
    time: str  # "14:05"
    role: str  # code, see labels.ROLES
    role_name: str
    what: str  # address, or of a line: receipt | refund | fee | moved | handover | handover_back
    event: str  # added | changed | removed
    account: str  # the address or fund
    account_url: str  # page of the address, "" when it is not shown or it is a fund
    reference: str  # of the line, "" for an address
    line_on: date | None  # day of the line, None for an address
    amount: Dong | None  # of the line, None for an address
    fields: tuple[FieldChange, ...]


class AuditMonth(NamedTuple):
    month: str  # "2023-10"
    url: str
    changes: tuple[Change, ...]  # oldest first


class AddressAudit(NamedTuple):
    code: str
    url: str  # of its history
    address_url: str
    changes: tuple[Change, ...]  # newest first


class Audit(NamedTuple):
    """What git knows of the records: who changed what, and when."""

    months: tuple[AuditMonth, ...]  # newest first
    addresses: tuple[AddressAudit, ...]  # with at least one change, by code


class AccountBalance(NamedTuple):
    """One row of the ledger by address (or fund)."""

    account: str  # code
    url: str  # page of the address, "" when not shown
    name: str  # title of the address while shown, name of the fund; "" otherwise
    balance: Balance


class BankAccount(NamedTuple):
    """An account gifts may be sent to, or could be once."""

    bank: str
    bin: str
    number: str
    holder: str
    since: date
    until: date | None  # last day, None while it has no end


class Giving(NamedTuple):
    """What can be done on the site besides a bank transfer."""

    pledge: bool  # promise help on a form
    card: tuple[str, ...]  # currencies of gifts by card, none where there is no giving by card
    most: Dong  # above it a promise is made with a person, not on the form
    contact_months: int  # after the end of a promise, until its contact is deleted


class Society(NamedTuple):
    """Who runs the campaign, from campaign.yaml."""

    name: str
    short_name: str
    campaign: str
    year: int
    year_from: date
    year_to: date
    phone: str
    email: str
    place: str
    accounts: tuple[BankAccount, ...]  # that gifts may be sent to on the day
    former_accounts: tuple[BankAccount, ...]  # that no longer receive
    emblem: bool  # the society is entitled to the red cross emblem
    sample_notice: str  # non-empty for fictional data: shown on every page
    giving: Giving = Giving(False, (), Dong(0), 0)


class Totals(NamedTuple):
    """The numbers of the home page."""

    open: int
    introduced: int
    helped: int  # distinct addresses that received help in the campaign year
    times: int  # handovers in the campaign year
    finished: int
    waiting: int  # addresses that nobody has given or promised anything yet
    needed: Dong  # still needed by all open addresses
    supporters: int


class Area(NamedTuple):
    """A commune of one epoch with what is open in it."""

    code: str  # of the epoch, e.g. "25216"
    name: str  # name that tells apart the repeated ones
    short: str  # without its type: "Thác Mơ"
    open: int  # addresses in the lists of the commune and of its parts
    url: str  # page of its list, "" without one
    parts: tuple[Area, ...]  # communes of the epoch before that went into it whole


class AreaGroup(NamedTuple):
    """The communes of one district; of an epoch without districts, those whose parts lay in it for the most part."""

    code: str  # of the district, "" where none is known
    name: str
    short: str  # without its type: "Bù Đăng"
    open: int  # of all its areas
    url: str  # page of the district's list, "" in an epoch without districts
    areas: tuple[Area, ...]  # Vietnamese alphabetical order of the short names


class EpochAreas(NamedTuple):
    """All communes of one epoch (units/<epoch>.yaml)."""

    epoch: str
    since: date
    until: date | None  # last day, None while the units are in force
    groups: tuple[AreaGroup, ...]  # in the order of the districts
    elsewhere: int  # open addresses that cannot be told to lie in any of them


class Things(NamedTuple):
    quantity: int
    unit: str  # as the records write it: "chiếc", "kg"


class Way(NamedTuple):
    """One form of help with all that is open of it, over every address that takes help."""

    form: str  # code of one of the 12 forms of help
    form_name: str
    url: str  # list of the addresses with this form
    addresses: int
    needed: Dong
    things: tuple[Things, ...]  # what is still missing, by unit


class PublicSite(NamedTuple):
    """All that may be published, as of a day. Lists are in display order."""

    as_of: date
    society: Society
    totals: Totals
    balance: Balance
    addresses: tuple[AddressDetail, ...]  # shown as full pages, in the default order
    finished: tuple[FinishedAddress, ...]  # newest first
    gone: tuple[Gone, ...]
    organisations: tuple[Organisation, ...]  # Vietnamese alphabetical order
    months: tuple[MonthLedger, ...]  # newest first
    accounts: tuple[AccountBalance, ...]  # by code
    districts: tuple[Choice, ...]
    communes: tuple[Choice, ...]  # in the order of the districts
    epochs: tuple[EpochAreas, ...]  # the campaign's own first
    categories: tuple[Choice, ...]
    forms: tuple[Choice, ...]
    rhythms: tuple[Choice, ...]  # once, regular
    states: tuple[Choice, ...]
    ever: tuple[tuple[str, ...], ...]  # facet keys of every address ever introduced, shown or not
    scoreboard: Scoreboard
    reports: tuple[ReportPeriod, ...] = ()  # periods of the reporting year that have begun, in the order they end
    corrections: tuple[Correction, ...] = ()  # newest first
    audit: Audit | None = None  # None where the history of the data is not known
    ways: tuple[Way, ...] = ()  # in the order of the plan's forms
    thanks: tuple[Thanked, ...] = ()  # in Vietnamese alphabetical order
    drives: tuple[Drive, ...] = ()  # open, coming, closed; see drive_views.py
    gone_drives: tuple[str, ...] = ()  # URLs of drives whose pages may not be shown any more
