"""`portal surplus`: write the lines that move what is beyond the need of an address, by the rule it declared."""

from __future__ import annotations

import argparse

from scripts.callback.commands.data_folder import book_of, write
from scripts.callback.line_file import file_of
from scripts.callback.surplus import moves
from scripts.messages import number_text, text


def run(options: argparse.Namespace) -> int:
    data, book, as_of = book_of(options)
    lang = options.lang
    found = moves(book, as_of)
    for line in found.lines:
        value = number_text(line.value_vnd, lang)
        print(text("surplus-line", lang, account=line.moved_from, to=line.account, value=value))
    for left in found.left:
        print(text(f"surplus-{left.reason}", lang, account=left.account, value=number_text(left.value, lang)))
    count, total = len(found.lines), sum(line.value_vnd for line in found.lines)
    done = text("surplus-moved", lang, count=number_text(count, lang), total=number_text(total, lang))
    return write(options, data, dict(file_of(line) for line in found.lines), f"surplus: {count} lines moved", done)
