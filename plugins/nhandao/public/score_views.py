"""What the world may see of the targets of the plan and of its reports: figures, and the rows that may be named."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from nhandao.records.money import Dong as Dong


class Figure(NamedTuple):
    """One target of one unit on a day."""

    numerator: int
    denominator: int | None  # None where the target has none
    share: str  # per cent, "69.9", cut off and never rounded up; "" where undefined or where a number is asked for
    least_share: str  # per cent it is held against, "" where that is a number
    least_number: int | None  # None where it is held against a share, or against nothing
    strictly: bool  # more than that share, not at least
    verdict: str  # met | not_met | not_attainable | undefined
    verdict_name: str  # in Vietnamese words
    note: str  # reason in Vietnamese words, "" for none


class Named(NamedTuple):
    """One thing that is counted and may be named."""

    id: str  # code of an address or unit, id of an organisation
    text: str
    url: str  # its page, "" for none
    note: str  # position of a leader, "" otherwise


class Rows(NamedTuple):
    """What a figure is made of: by name where that may be told, as a number where it may not."""

    kind: str  # address | organisation | leader
    counting: tuple[Named, ...]  # stand in the numerator
    others: tuple[Named, ...]  # stand in the denominator only
    unnamed_counting: int
    unnamed_others: int


class UnitFigure(NamedTuple):
    """The same target of a unit one step below."""

    code: str
    name: str
    url: str
    figure: Figure


class TrendPoint(NamedTuple):
    """How far the year had come at the end of a quarter."""

    quarter: int  # 1 to 4
    last: date  # last day counted
    ended: bool  # false for the quarter that is running
    figure: Figure


class Score(NamedTuple):
    """One target of one unit, with everything behind the number."""

    target: str  # "T1" to "T9", with b for the second of a school
    name: str
    clause: str  # of the plan
    formula: str  # in words
    figure: Figure
    rows: Rows | None  # None where the units below stand for them; of the province those that stand in none of these
    below: tuple[UnitFigure, ...]
    trend: tuple[TrendPoint, ...]  # oldest first, the last is `figure`


class Help(NamedTuple):
    """Help that reached the addresses of a unit in the year so far."""

    addresses: int
    times: int
    cash: Dong
    in_kind: Dong
    labour: Dong
    service: Dong
    value: Dong  # of these four
    loans: Dong  # lent without interest, in no sum


class UnitHelp(NamedTuple):
    """The help of a unit one step below."""

    code: str
    name: str
    url: str
    help: Help


class UnitScore(NamedTuple):
    """All figures of one unit."""

    level: str  # province | district | commune | school
    code: str  # "tinh", code of a unit, id of a school
    name: str
    url: str
    above: tuple[Named, ...]  # units it lies in, from the province down
    list_url: str  # list of its addresses, "" for none
    help: Help | None  # None for a school: what its addresses received came from others as well
    below: tuple[UnitHelp, ...]
    unplaced: int  # addresses that lie in none of the units below
    unplaced_help: Help | None  # help that reached them, None where there are none
    scores: tuple[Score, ...]
    digest: str


class BodyDuty(NamedTuple):
    """A report one body owes."""

    name: str
    url: str  # its page, "" for one that has not joined yet
    state: str  # handed_in | handed_in_late | running | open | late
    on: date | None  # day it was handed in


class Deadline(NamedTuple):
    """One date of the reporting calendar."""

    code: str  # of the period: 2023Q3, 2023H1, 2023
    kind: str  # quarter | half_year | year
    quarter: int  # 1 to 4, 0 for the others
    year: int
    first: date  # of the period
    last: date
    due_before: date  # as the plan says it
    last_day: date  # the last day in time
    state: str  # running | open | over: the period, the time to hand in, neither
    days: int  # left until the last day, that day included; 0 once it has passed
    owed: int
    in_time: int
    late: int  # handed in, but late
    missing: int
    bodies: tuple[BodyDuty, ...]  # in Vietnamese alphabetical order
    unnamed: int  # bodies that are not named


class Scoreboard(NamedTuple):
    """The targets of the reporting year so far, and its reports."""

    year: int
    first: date
    last: date  # last day counted
    year_last: date
    epoch: str  # of the codes of units, "" while there are none
    units: tuple[UnitScore, ...]  # province, districts, communes, schools; none while the year has not begun
    deadlines: tuple[Deadline, ...]  # in the order of their last days
    digest: str
