"""Who wrote what of a record, from the commits that changed its file."""

from __future__ import annotations

from nhandao.records.address import Address
from scripts.callback.line_file import read_record
from scripts.staff.commit import Checkout


def surveyed_by(checkout: Checkout, path: str) -> frozenset[str]:
    """Mails of those who drafted an address (committed its file first) or committed one of its surveys."""
    listed = checkout.ask("log", "--format=%H %aE", "--", path)
    found = set()
    newer: tuple[str, Address | None] | None = None
    for line in listed.stdout.splitlines():
        commit, _, mail = line.partition(" ")
        address = _address_at(checkout, commit, path)
        if newer is not None and _surveys(newer[1]) != _surveys(address):
            found.add(newer[0])
        newer = (mail.casefold(), address)
    if newer is not None:
        found.add(newer[0])
    return frozenset(found)


def _address_at(checkout: Checkout, commit: str, path: str) -> Address | None:
    shown = checkout.ask("show", f"{commit}:./{path}")
    return read_record(Address, shown.stdout.encode(), path) if shown.returncode == 0 else None


def _surveys(address: Address | None) -> object:
    return address.surveys if address is not None else None
