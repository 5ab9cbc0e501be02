"""What a donor is told about a promise that was taken: its reference, how it was understood, where money goes."""

from __future__ import annotations

from datetime import timedelta

from nhandao.public.labels import address_url
from nhandao.public.transfers import open_on
from nhandao.public.views import Transfer
from nhandao.records.campaign import Campaign
from nhandao.records.money import Dong
from nhandao.records.vietqr import payload
from nhandao.site.contexts import Bundled, BundleLine, Pledged
from scripts.callback.bundle_form import Bundle
from scripts.callback.pledge_form import Draft
from scripts.callback.pledge_texts import words
from scripts.messages import number_text


def pledged(draft: Draft, reference: str, campaign: Campaign) -> Pledged:
    """For the page that answers. The transfer carries the reference, by which the bank's message finds the promise."""
    understood = draft.understood()
    schedule = ""
    if draft.schedule is not None:
        times = number_text(draft.schedule.times, draft.lang)
        schedule = f"{times} × {number_text(draft.each, draft.lang)} đ, {words(draft.schedule.frequency, draft.lang)}"
    return Pledged(
        reference=reference,
        code=draft.account,
        url=address_url(draft.account) if draft.account.startswith("DC") else "",
        kind=words(draft.kind, draft.lang),
        goods=_goods(draft),
        value=draft.value,
        schedule=schedule,
        last_day=draft.expires_on - timedelta(days=1),
        notes=understood,
        transfers=_transfers(draft, reference, campaign),
    )


def _goods(draft: Draft) -> str:
    """Quantity and unit, "" for money."""
    if draft.unit is None:
        return ""
    return f"{number_text(draft.quantity, 'vi')} {draft.unit}" if draft.quantity else draft.unit


def _transfers(draft: Draft, reference: str, campaign: Campaign) -> tuple[Transfer, ...]:
    """Of the sum promised for one time, and of any sum; none for what is not money."""
    account = next((bank for bank in campaign.accounts if open_on(bank, draft.made_on)), None)
    if draft.kind != "cash" or account is None:
        return ()
    return (
        Transfer(draft.each, "", payload(account.bin, account.number, reference, draft.each)),
        Transfer(Dong(0), "", payload(account.bin, account.number, reference)),
    )


def bundled(bundle: Bundle, reference: str, references: tuple[str, ...], campaign: Campaign) -> Bundled:
    """The confirmation of promises made together, to be printed on one sheet."""
    first = bundle.drafts[0]
    account = next((bank for bank in campaign.accounts if open_on(bank, first.made_on)), None)
    money = first.kind == "cash"
    transfers: tuple[Transfer, ...] = ()
    if money and account is not None:
        transfers = (
            Transfer(bundle.each, "", payload(account.bin, account.number, reference, bundle.each)),
            Transfer(Dong(0), "", payload(account.bin, account.number, reference)),
        )
    notes = [words("counted-once-accepted", bundle.lang)]
    if first.supporter.name is not None or first.message is not None:
        notes.append(words("looked-at", bundle.lang))
    if money:
        surplus = any(fund.surplus for fund in campaign.funds)
        notes.append(words("split-rule" if surplus else "split-rule-first", bundle.lang, reference=reference))
    schedule = ""
    if first.schedule is not None:
        schedule = f"{number_text(first.schedule.times, bundle.lang)} × {words(first.schedule.frequency, bundle.lang)}"
    return Bundled(
        reference=reference,
        name=bundle.name,
        tax_code=bundle.tax_code or "",
        made_on=first.made_on,
        kind=words(first.kind, bundle.lang),
        schedule=schedule,
        value=bundle.value,
        last_day=first.expires_on - timedelta(days=1),
        lines=tuple(
            BundleLine(
                draft.account,
                address_url(draft.account) if draft.account.startswith("DC") else "",
                own,
                _goods(draft),
                draft.value,
            )
            for draft, own in zip(bundle.drafts, references, strict=True)
        ),
        notes=tuple(notes),
        transfers=transfers,
    )
