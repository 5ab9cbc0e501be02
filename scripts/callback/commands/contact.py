"""`portal contact REFERENCE`: the contact and message of a promise, for whoever holds the secret key."""

from __future__ import annotations

import argparse
from pathlib import Path

from scripts.messages import Stop
from scripts.private.keys import KeyProblem, secret_key
from scripts.private.store import NotOpened, PrivateStore, UnsafePlace


def run(options: argparse.Namespace) -> int:
    try:
        store = PrivateStore(Path(options.private))
        if not options.reference:
            for reference in store.references():
                print(reference)
            return 0
        if not options.key:
            raise Stop(1, "contact-key-missing")
        found = store.open(options.reference, secret_key(Path(options.key)))
    except (KeyProblem, UnsafePlace) as error:
        raise Stop(1, "private-problem", problem=error.text(options.lang)) from None
    except (FileNotFoundError, ValueError):
        raise Stop(1, "contact-unknown", found=options.reference) from None
    except NotOpened:
        raise Stop(1, "contact-not-opened", found=options.reference) from None
    for name, value in found.model_dump(exclude_none=True).items():
        print(f"{name}: {value}")
    return 0
