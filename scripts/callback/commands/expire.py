"""`portal expire`: write down the end of promises whose time is over."""

from __future__ import annotations

import argparse

from scripts.callback.commands.data_folder import book_of, write
from scripts.callback.expire import expired
from scripts.callback.line_file import file_of
from scripts.messages import number_text, text


def run(options: argparse.Namespace) -> int:
    data, book, as_of = book_of(options)
    lang = options.lang
    found = expired(book, as_of)
    for one in found:
        promise, value = one.before, number_text(one.missing, lang)
        print(text("expire-line", lang, reference=promise.reference, account=promise.account, value=value))
    files = dict(file_of(one.after) for one in found)
    message = f"pledges: {len(found)} ended on or before {as_of}"
    return write(options, data, files, message, text("expired", lang, count=number_text(len(found), lang)))
