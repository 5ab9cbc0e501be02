"""`portal contact REFERENCE`: the contact and message of a promise, for whoever holds the secret key; and the deletion
of those that serve no purpose any more."""

from __future__ import annotations

import argparse
from pathlib import Path

from scripts import arguments
from scripts.good_data import data_of
from scripts.messages import Stop, number_text, text
from scripts.private.keys import KeyProblem, secret_key
from scripts.private.retention import due
from scripts.private.store import NotOpened, PrivateStore, UnsafePlace


def run(options: argparse.Namespace) -> int:
    try:
        store = PrivateStore(Path(options.private))
        if options.due or options.delete:
            return _due(options, store)
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


def _due(options: argparse.Namespace, store: PrivateStore) -> int:
    """What is to be deleted by the day, and with `--delete` its deletion."""
    lang = options.lang
    data = data_of(arguments.folder(options.data), arguments.day(options.as_of, "--as-of"), lang)
    found = due(data.book, store.references(), data.as_of)
    for reference in found:
        if options.delete:
            store.delete(reference)
        else:
            print(text("contact-due", lang, reference=reference))
    if not found:
        print(text("contact-none-due", lang))
    elif options.delete:
        print(text("contact-deleted", lang, count=number_text(len(found), lang)))
    return 0
