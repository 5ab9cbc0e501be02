"""Writes the fictional sample: the same bytes for the same seed and size, on any machine, on any day."""

from __future__ import annotations

import dataclasses
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

from nhandao.book.book import Book, path_of
from nhandao.book.checks import help_follows_priority
from nhandao.records.address import Address
from nhandao.records.canonical import SCHEMAS, to_yaml
from nhandao.records.lines import Handover
from nhandao.records.record import Record
from scripts.sample.addresses import AS_OF, PHOTOS, addresses
from scripts.sample.campaign import campaign
from scripts.sample.drawings import drawing
from scripts.sample.drives import drives
from scripts.sample.lines import Ledger, address_lines, fund_lines
from scripts.sample.logos import LOGOS
from scripts.sample.organisations import organisations
from scripts.sample.reports import allotment, submissions
from scripts.sample.units import units

REASON = "Phần hỗ trợ được tặng đúng loại địa chỉ này cần (mẫu)"


def generate(folder: Path, *, seed: int = 2023, addresses_count: int = 300, schema: bool = True) -> None:
    """Write a whole data folder: about 120 organisations, `addresses_count` addresses and some three ledger lines for
    each. Records already there are replaced; other files stay. Raises `OSError` when the folder cannot be written."""
    for name in (
        "units",
        "organisations",
        "addresses",
        "pledges",
        "receipts",
        "handovers",
        "photos",
        "logos",
        "targets",
        "submissions",
        "drives",
    ):
        shutil.rmtree(folder / name, ignore_errors=True)
    bodies = organisations(seed)
    ledger = Ledger(seed, bodies)
    fund_lines(ledger)
    written: dict[str, Address] = {}
    drawn = 0
    for index, made in enumerate(addresses(seed, addresses_count)):
        address = address_lines(ledger, made, index)
        if drawn < PHOTOS and address.introduced is not None and index % 4 == 1:
            address = _with_drawing(folder, address, drawn, seed)
            drawn += 1
        written[address.code] = address
    settings = campaign()
    book = Book(
        campaign=settings,
        units={epoch: units(epoch) for epoch in ("2023", "2025")},
        organisations={body.id: body for body in bodies},
        addresses=dict(sorted(written.items())),
        pledges={line.reference: line for line in ledger.pledges},
        receipts={line.id: line for line in ledger.receipts},
        handovers={line.id: line for line in ledger.handovers},
        photos={},
        photo_ids={},
        record_ids={},
    )
    handovers = _with_reasons(book)
    records: list[Record] = [settings, *book.units.values(), *bodies, *book.addresses.values()]
    records += [*ledger.pledges, *ledger.receipts, *handovers]
    records += [
        allotment(settings, book.units["2023"], bodies),
        *submissions(seed, settings, bodies, AS_OF),
        *drives(written),
    ]
    for record in records:
        _write(folder, record, schema=schema)
    (folder / "logos").mkdir()
    for name, draw in LOGOS.items():
        (folder / "logos" / name).write_bytes(draw())


def _with_drawing(folder: Path, address: Address, number: int, seed: int) -> Address:
    data, alt = drawing(number, seed)
    place = folder / "photos" / address.code
    place.mkdir(parents=True, exist_ok=True)
    (place / "tranh-1.jpg").write_bytes(data)
    photo = {
        "file": "tranh-1.jpg",
        "alt": alt,
        "taken_on": address.survey.on + timedelta(days=1),
        "credit": "Tranh minh hoạ (mẫu)",
        "shows": "drawing",
    }
    return Address.model_validate(address.model_dump(exclude_defaults=True) | {"photos": [photo]})


def _with_reasons(book: Book) -> list[Handover]:
    """The handovers, those out of the official order with the reason the plan asks for (plan IV.14)."""
    handovers: dict[str, Any] = dict(book.handovers)
    by_path = {path_of(line): line.id for line in book.handovers.values()}
    for problem in help_follows_priority(dataclasses.replace(book)):
        line = handovers[by_path[problem.path]]
        handovers[line.id] = line.model_copy(update={"out_of_order_reason": REASON})
    return list(handovers.values())


def _write(folder: Path, record: Record, *, schema: bool) -> None:
    file = folder / path_of(record)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(to_yaml(record, SCHEMAS[type(record)] if schema else ""), encoding="utf-8", newline="\n")
