"""`portal status`: what waits for staff, and the payments that wait where there is a callback."""

from __future__ import annotations

import argparse
from itertools import groupby
from pathlib import Path

from scripts import arguments
from scripts.callback.commands.status import print_payments
from scripts.callback.settings import load as load_settings
from scripts.messages import number_text, text
from scripts.staff.record_edit import open_desk
from scripts.staff.waiting import Waiting, waiting

DEFAULT_CONFIG = Path("callback.toml")
_SHOWN = 20


def run(options: argparse.Namespace) -> int:
    """Exit code 1 when a person has something to do, so that a scheduler can tell them."""
    lang = options.lang
    config = Path(options.config) if options.config is not None else DEFAULT_CONFIG
    settings = load_settings(config) if options.config is not None or config.exists() else None
    desk = open_desk(options)
    as_of = arguments.day(options.as_of, "--as-of") or desk.book.campaign.as_of or arguments.today()
    found = waiting(desk.book, as_of)
    print(text("status-of", lang, society=desk.book.campaign.society.short_name, day=as_of))
    for work, items in groupby(found, key=lambda item: item.work):
        listed = list(items)
        print("\n" + text(f"status-work-{work}", lang, count=number_text(len(listed), lang)))
        for item in listed if options.all else listed[:_SHOWN]:
            print(_line(item, lang))
        if len(listed) > _SHOWN and not options.all:
            print(text("status-more", lang, count=number_text(len(listed) - _SHOWN, lang)))
    if desk.errors:
        print("\n" + text("status-errors", lang, count=number_text(len(desk.errors), lang)))
    if not found and not desk.errors:
        print("\n" + text("status-nothing", lang))
    status = 1 if found or desk.errors else 0
    if settings is not None:
        print("\n" + text("status-payments", lang))
        status |= print_payments(settings, lang)
    return status


def _line(item: Waiting, lang: str) -> str:
    code = text(f"report-{item.code}", lang) if item.work == "report" else item.code
    return text(
        "status-overdue" if item.overdue else "status-line",
        lang,
        named=code,
        day=item.due,
        about=f"  {item.about}" if item.about else "",
    )
