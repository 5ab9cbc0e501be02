"""`portal keys`: the key pair of a year for the private store; the secret one goes to a stick in a drawer."""

from __future__ import annotations

import argparse
from pathlib import Path

from scripts import arguments
from scripts.messages import Stop, text
from scripts.private.keys import KeyProblem, make_pair
from scripts.private.store import PrivateStore, UnsafePlace


def run(options: argparse.Namespace) -> int:
    year = arguments.number(options.year, "--year", 2019, 2099) if options.year else arguments.today().year
    try:
        store = PrivateStore(Path(options.private))
        made = make_pair(store.public_keys, Path(options.secret), year)
    except (KeyProblem, UnsafePlace) as error:
        raise Stop(1, "private-problem", problem=error.text(options.lang)) from None
    print(text("keys-made", options.lang, year=made.year, id=made.id, secret=options.secret))
    return 0
