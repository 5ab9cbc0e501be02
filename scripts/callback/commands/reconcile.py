"""`portal reconcile STATEMENT`: every transfer of a downloaded bank statement into the inbox, once."""

from __future__ import annotations

import argparse
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from nhandao.records.campaign import Campaign
from nhandao.records.lines import Receipt
from scripts.callback import statement, statement_banks
from scripts.callback.commands.status import open_inbox
from scripts.callback.durable import NotKept
from scripts.callback.git import GitFailed
from scripts.callback.intake import Envelope
from scripts.callback.reconciliation import Transfer, compare, whole
from scripts.callback.records_now import NotReady
from scripts.callback.repository import Repository
from scripts.callback.service import CLONE, records_of
from scripts.callback.settings import Settings, load
from scripts.callback.shelf import Shelf
from scripts.messages import Stop, number_text, text


def run(options: argparse.Namespace) -> int:
    settings = load(Path(options.config))
    lang = options.lang
    path = Path(options.statement)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise Stop(1, "no-such-file", path=path) from None
    except IsADirectoryError:
        raise Stop(1, "not-a-file", path=path) from None
    campaign = _campaign(settings)
    templates = statement_banks.templates(Path(options.templates)) if options.templates else statement_banks.templates()
    found = statement.read(
        data, templates, campaign.accounts, datetime.now(UTC), account=options.account, bank=options.bank
    )
    if found.troubles:
        for trouble in found.troubles:
            print(f"{path}: {trouble.words(lang)}")
        raise Stop(1, "statement-not-read", path=path)
    compared = compare(found.movements, _receipts(settings))
    also = set(options.also or ())
    wanted = [*compared.new, *(doubt.told for doubt in compared.doubtful if doubt.told.id in also)]
    became: Counter[str] = Counter(known=len(compared.known))
    if not options.dry_run:
        inbox = open_inbox(settings)
        for movement in wanted:
            try:
                became[inbox.put(Envelope(intake=movement))] += 1
            except NotKept as error:
                raise Stop(2, "state-not-kept", path=settings.state, problem=error) from None
    for told, line in compared.doubtful:
        if told.id not in also:
            value = number_text(told.value_vnd or 0, lang)
            print(text("reconciled-doubtful", lang, told=told.id, value=value, on=told.on, line=line.id))
    for line in compared.missing:
        value = number_text(line.value_vnd, lang)
        print(text("reconciled-missing", lang, line=line.id, value=value, on=line.on))
    total = sum(movement.value_vnd or 0 for movement in found.movements)
    print(
        text(
            "reconciled-dry" if options.dry_run else "reconciled",
            lang,
            count=number_text(len(found.movements), lang),
            total=number_text(total, lang),
            new=number_text(became["new"], lang),
            known=number_text(became["known"], lang),
            quarantined=number_text(became["quarantined"], lang),
            without=number_text(sum(not movement.codes for movement in found.movements), lang),
        )
    )
    return 0


def _campaign(settings: Settings) -> Campaign:
    """The campaign as the committer's clone has it. Raises Stop."""
    try:
        return records_of(settings).campaign
    except NotReady:
        raise Stop(2, "no-clone", path=settings.state) from None


def _receipts(settings: Settings) -> list[Transfer]:
    """Every receipt of the ledger, split transfers in one. Raises Stop."""
    place = settings.file.repository
    repository = Repository(settings.state / CLONE, place.remote, place.branch, place.data)
    try:
        head = repository.head
        if head is None:
            raise Stop(2, "no-clone", path=settings.state)
        shelf = Shelf(repository, head)
        return whole([line for key in shelf.keys(Receipt) if (line := shelf.find(Receipt, key)) is not None])
    except GitFailed:
        raise Stop(2, "no-clone", path=settings.state) from None
    finally:
        repository.close()
