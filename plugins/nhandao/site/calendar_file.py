"""Days as a calendar (RFC 5545): all-day events that an office or a newsroom subscribes to.

An event keeps its identity when a date moves, and the same day gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5

from nhandao.public.score_views import Deadline

ROMAN = ("", "I", "II", "III", "IV")
WHO = {
    "quarter": "Hội Chữ thập đỏ huyện, thị xã, thành phố và trường trực thuộc tỉnh Hội",
    "half_year": "Hội Chữ thập đỏ huyện, thị xã, thành phố, trường trực thuộc và cơ quan thành viên Ban Chỉ đạo tỉnh",
    "year": "Hội Chữ thập đỏ huyện, thị xã, thành phố, trường trực thuộc và cơ quan thành viên Ban Chỉ đạo tỉnh",
}
_LINE = 75  # octets of one line, without its end


class Event(NamedTuple):
    code: str  # identity that stays when the day moves
    first: date
    last: date
    summary: str
    text: str  # more about it, "" for nothing


def calendar(name: str, events: Iterable[Event], as_of: date, page: str) -> bytes:
    """The file.

    Args:
        name: of the calendar.
        as_of: day of the data; stands as the time the events were made, which the clock would change.
        page: absolute address of the page that tells more, "" while unknown.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Nhan Dao//Lich//VI",
        "CALSCALE:GREGORIAN",
        f"NAME:{_escaped(name)}",
        f"X-WR-CALNAME:{_escaped(name)}",
    ]
    for event in events:
        lines += _event(event, as_of, page)
    lines.append("END:VCALENDAR")
    return "".join(part for line in lines for part in folded(line)).encode()


def report_name(deadline: Deadline) -> str:
    """In Vietnamese: "báo cáo quý III năm 2023"."""
    what = {"quarter": f"quý {ROMAN[deadline.quarter]} ", "half_year": "6 tháng đầu ", "year": ""}[deadline.kind]
    return f"báo cáo {what}năm {deadline.year}"


def due_event(deadline: Deadline) -> Event:
    """The last day of a report."""
    due = deadline.due_before
    text = f"Kế hoạch ghi: trước ngày {due.day}/{due.month}/{due.year}. Ai gửi: {WHO[deadline.kind]}."
    day = deadline.last_day
    return Event(f"han-bao-cao:{deadline.code}", day, day, f"Hạn cuối gửi {report_name(deadline)}", text)


def _event(event: Event, as_of: date, page: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{uuid5(NAMESPACE_URL, f'nhandao:{event.code}')}"
    yield f"DTSTAMP:{as_of:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{event.first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.last + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(event.summary)}"
    if event.text:
        yield f"DESCRIPTION:{_escaped(event.text)}"
    if page:
        yield f"URL:{page}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def folded(line: str) -> Iterator[str]:
    """A content line in pieces of at most 75 octets, each ended, none of which cuts a letter in two."""
    piece = ""
    for letter in line:
        if len((piece + letter).encode()) > _LINE:
            yield piece + "\r\n"
            piece = " "
        piece += letter
    yield piece + "\r\n"
