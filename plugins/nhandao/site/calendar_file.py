"""The last days of the reports as a calendar (RFC 5545): all-day events that an office subscribes to.

An event keeps its identity when a date moves, and the same day gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from uuid import NAMESPACE_URL, uuid5

from nhandao.public.score_views import Deadline

ROMAN = ("", "I", "II", "III", "IV")
WHO = {
    "quarter": "Hội Chữ thập đỏ huyện, thị xã, thành phố và trường trực thuộc tỉnh Hội",
    "half_year": "Hội Chữ thập đỏ huyện, thị xã, thành phố, trường trực thuộc và cơ quan thành viên Ban Chỉ đạo tỉnh",
    "year": "Hội Chữ thập đỏ huyện, thị xã, thành phố, trường trực thuộc và cơ quan thành viên Ban Chỉ đạo tỉnh",
}
_LINE = 75  # octets of one line, without its end


def calendar(name: str, deadlines: Iterable[Deadline], as_of: date, page: str) -> bytes:
    """The file.

    Args:
        name: of the calendar.
        as_of: day of the data; stands as the time the events were made, which the clock would change.
        page: absolute address of the page that tells more, "" while unknown.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Nhan Dao//Han bao cao//VI",
        "CALSCALE:GREGORIAN",
        f"NAME:{_escaped(name)}",
        f"X-WR-CALNAME:{_escaped(name)}",
    ]
    for deadline in deadlines:
        lines += _event(deadline, as_of, page)
    lines.append("END:VCALENDAR")
    return "".join(part for line in lines for part in folded(line)).encode()


def report_name(deadline: Deadline) -> str:
    """In Vietnamese: "báo cáo quý III năm 2023"."""
    what = {"quarter": f"quý {ROMAN[deadline.quarter]} ", "half_year": "6 tháng đầu ", "year": ""}[deadline.kind]
    return f"báo cáo {what}năm {deadline.year}"


def _event(deadline: Deadline, as_of: date, page: str) -> Iterator[str]:
    due = deadline.due_before
    yield "BEGIN:VEVENT"
    yield f"UID:{uuid5(NAMESPACE_URL, f'nhandao:han-bao-cao:{deadline.code}')}"
    yield f"DTSTAMP:{as_of:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{deadline.last_day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{deadline.last_day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(f'Hạn cuối gửi {report_name(deadline)}')}"
    text = f"Kế hoạch ghi: trước ngày {due.day}/{due.month}/{due.year}. Ai gửi: {WHO[deadline.kind]}."
    yield f"DESCRIPTION:{_escaped(text)}"
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
