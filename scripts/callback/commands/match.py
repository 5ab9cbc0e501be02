"""`portal match NAME CODE`: a person says for which address, fund or pledge an unmatched payment is."""

from __future__ import annotations

import argparse
from pathlib import Path

from nhandao.records.codes import is_code
from scripts.callback.commands.status import aside_line, open_inbox
from scripts.callback.durable import NotKept
from scripts.callback.settings import load
from scripts.messages import Stop, text


def run(options: argparse.Namespace) -> int:
    settings = load(Path(options.config))
    inbox = open_inbox(settings)
    lang = options.lang
    if not options.payment:
        waiting = list(inbox.asides("unmatched"))
        for aside in waiting:
            print(aside_line(aside, "unmatched", lang))
        print(text("match-how" if waiting else "match-none", lang))
        return 0
    if not options.code:
        raise Stop(1, "match-code-missing")
    code = options.code.upper().replace(" ", "").replace("-", "")
    if not is_code(code):
        raise Stop(1, "match-code-wrong", found=options.code)
    name = options.payment.removeprefix("unmatched/").removesuffix(".json")
    try:
        inbox.answer(f"{name}.json", (code,))
    except KeyError:
        raise Stop(1, "match-unknown", found=name) from None
    except NotKept as error:
        raise Stop(2, "state-not-kept", path=settings.state, problem=error) from None
    print(text("match-done", lang, payment=name, named=code))
    return 0
