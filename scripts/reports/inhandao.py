"""`portal inhandao`: the list of approved addresses for iNHANDAO, and the identities it gives them into the records."""

from __future__ import annotations

import argparse
from datetime import date, datetime
from pathlib import Path
from typing import Any

from nhandao.book.lifecycle import missing_givers
from nhandao.office.csv_file import csv_file
from nhandao.office.workbook import Heading, workbook
from nhandao.records.address import Address
from nhandao.reporting.inhandao import CODE, COLUMNS, ID, ON, URL, inhandao_table
from scripts import arguments
from scripts.good_data import Data, data_of
from scripts.messages import Stop, number_text, text
from scripts.reports.rows_file import rows_of
from scripts.staff.commit import Checkout
from scripts.staff.record_edit import Desk, open_desk, save

_HEADINGS = {column.heading: column.key for column in COLUMNS} | {column.key: column.key for column in COLUMNS}


def run(options: argparse.Namespace) -> int:
    if (options.file is None) == (options.out is None):
        raise Stop(1, "inhandao-one-way")
    if options.out is not None:
        return _write(options, Path(options.out))
    return _take_back(options, Path(options.file))


def _write(options: argparse.Namespace, path: Path) -> int:
    data = data_of(arguments.folder(options.data), arguments.day(options.as_of, "--as-of"), options.lang)
    table = inhandao_table(data.book, data.as_of, only_new=not options.all)
    arguments.folder(str(path.parent))
    if path.suffix == ".xlsx":
        path.write_bytes(workbook((table,), _heading(data, table.title)))
    elif path.suffix == ".csv":
        path.write_bytes(csv_file(table))
    else:
        raise Stop(1, "inhandao-ending", path=path)
    count = number_text(len(table.rows), options.lang)
    print(text("inhandao-written", options.lang, count=count, path=arguments.shown(path)))
    return 0


def _heading(data: Data, title: str) -> Heading:
    society = data.book.campaign.society
    notice = data.book.campaign.sample_notice or ""
    return Heading(title.upper(), (), "", society.name, "", data.as_of, notice)


def _take_back(options: argparse.Namespace, path: Path) -> int:
    """Write what iNHANDAO knows the addresses by into their records: all rows or none."""
    desk = open_desk(options)
    files: dict[str, bytes | None] = {}
    codes: list[str] = []
    for cell, row in rows_of(path, _HEADINGS, CODE, (ID,)):
        changes = _changes(desk, path, cell, row)
        if changes is not None:
            address = desk.address(row[CODE])
            if address.code in codes:
                raise Stop(1, "inhandao-twice", path=path, cell=cell, named=address.code)
            files |= desk.rewritten(address, changes)
            codes.append(address.code)
    if not files:
        print(text("inhandao-nothing", options.lang))
        return 0
    named = ", ".join(codes[:3]) + (f" và {len(codes) - 3} địa chỉ khác" if len(codes) > 3 else "")
    subject = f"Ghi mã iNHANDAO của {named}"
    save(options, desk, Checkout(desk.data), files, subject, "\n".join(codes) if len(codes) > 3 else "")
    return 0


def _changes(desk: Desk, path: Path, cell: str, row: dict[str, Any]) -> dict[str, Any] | None:
    """What a row changes in its record; ``None`` when it says nothing, or nothing new. Raises Stop."""
    identity, url, on = str(row.get(ID) or "").strip(), str(row.get(URL) or "").strip(), row.get(ON)
    if not identity and not url:
        return None
    address = desk.address(str(row[CODE]).strip())
    before = address.introduced
    day = _day(path, cell, on) or (before.on if before is not None else arguments.today())
    _may_be_introduced(path, cell, address, day)
    found = {"on": day, "inhandao_id": identity, "inhandao_url": url}
    if before is not None:
        found = before.model_dump(exclude_none=True) | {key: value for key, value in found.items() if value}
    found = {key: value for key, value in found.items() if value}
    same = before is not None and found == before.model_dump(exclude_none=True)
    return None if same else {"introduced": found}


def _may_be_introduced(path: Path, cell: str, address: Address, day: date) -> None:
    if address.approved is None or missing_givers(address, "publish", day):
        raise Stop(1, "inhandao-not-open", path=path, cell=cell, named=address.code)


def _day(path: Path, cell: str, found: Any) -> date | None:
    if isinstance(found, datetime):
        return found.date()
    written = str(found or "").strip()
    if not written:
        return None
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(written, form).date()  # noqa: DTZ007  # a day of the calendar, without a time
        except ValueError:
            continue
    raise Stop(1, "inhandao-day", path=path, cell=cell, found=written)
