"""`portal new`: a file that says what goes where, for an address (the next free code) or a drive."""

from __future__ import annotations

import argparse
import re
from difflib import get_close_matches

from nhandao.book.book import Book
from nhandao.records.address import Address
from nhandao.records.drive import Drive
from nhandao.records.vietnamese import fold
from scripts import arguments
from scripts.check import root_text
from scripts.messages import Stop, text
from scripts.staff.codes_in_use import next_address_code, year_of
from scripts.staff.commit import Checkout, put_file
from scripts.staff.draft import annotated
from scripts.staff.record_edit import open_desk

_READY = ("consents",)
"""Fields that a record can do without, but an address needs before it can be approved."""


def run(options: argparse.Namespace) -> int:
    return _drive(options) if options.kind_of_record == "drive" else _address(options)


def _drive(options: argparse.Namespace) -> int:
    identity = options.id or ""
    if len(identity) > 60 or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", identity, re.ASCII):
        raise Stop(2, "drive-id", found=identity)
    checkout = Checkout(arguments.folder(options.data))
    with checkout.alone():
        desk = open_desk(options)
        path = f"drives/{identity}.yaml"
        if (desk.data / path).exists():
            raise Stop(1, "drive-there", path=path)
        made = annotated(Drive, {"id": identity}, (), [text("draft-head", options.lang, named=identity)])
        if options.dry_run:
            print(made, end="")
            return 0
        put_file(desk.data / path, made.encode())
    print(text("drive-made", options.lang, path=f"{root_text(desk.data)}{path}"))
    return 0


def _address(options: argparse.Namespace) -> int:
    checkout = Checkout(arguments.folder(options.data))
    with checkout.alone():
        desk = open_desk(options)
        checkout.not_behind()  # another's new code may be among what is not here yet
        year = year_of(options.year, arguments.today())
        code = next_address_code(checkout, desk.book, year)
        known = {"code": code, "epoch": options.epoch or desk.book.campaign.epoch}
        if options.unit is not None:
            known["unit"] = _unit(desk.book, known["epoch"], options.unit)
        if options.kind is not None:
            known["kind"] = options.kind
        path = f"addresses/{year}/{code}.yaml"
        made = annotated(Address, known, _READY, [text("draft-head", options.lang, named=code)])
        if options.dry_run:
            print(made, end="")
            return 0
        put_file(desk.data / path, made.encode())
    print(text("draft-made", options.lang, path=f"{root_text(desk.data)}{path}", named=code))
    return 0


def _unit(book: Book, epoch: str, found: str) -> str:
    """Code of a commune given by its code or name. Raises Stop when there is none, or several."""
    places = {code: place.name for (known, code), place in book.places.items() if known == epoch}
    if found in places:
        return found
    wanted = fold(found)
    matching = {code: name for code, name in places.items() if wanted in (fold(name), fold(name.split(" ", 1)[-1]))}
    if not matching:  # without its type, and without its district where the name is told with it
        matching = {code: name for code, name in places.items() if wanted in fold(name)}
    if len(matching) == 1:
        return next(iter(matching))
    near = matching or {code: places[code] for code in get_close_matches(found, places, 3)}
    raise Stop(
        1, "which-unit", found=found, epoch=epoch, known="\n".join(f"  {code} {name}" for code, name in near.items())
    )
