"""What a donor is told about a promise that was taken: its reference, how it was understood, where money goes."""

from __future__ import annotations

from datetime import timedelta

from nhandao.public.labels import address_url
from nhandao.public.transfers import open_on
from nhandao.public.views import Transfer
from nhandao.records.campaign import Campaign
from nhandao.records.money import Dong
from nhandao.records.vietqr import payload
from nhandao.site.contexts import Pledged
from scripts.callback.pledge_form import Draft
from scripts.callback.pledge_texts import words
from scripts.messages import number_text


def pledged(draft: Draft, reference: str, campaign: Campaign) -> Pledged:
    """For the page that answers. The transfer carries the reference, by which the bank's message finds the promise."""
    goods = ""
    if draft.unit is not None:
        goods = f"{number_text(draft.quantity, 'vi')} {draft.unit}" if draft.quantity else draft.unit
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
        goods=goods,
        value=draft.value,
        schedule=schedule,
        last_day=draft.expires_on - timedelta(days=1),
        notes=understood,
        transfers=_transfers(draft, reference, campaign),
    )


def _transfers(draft: Draft, reference: str, campaign: Campaign) -> tuple[Transfer, ...]:
    """Of the sum promised for one time, and of any sum; none for what is not money."""
    account = next((bank for bank in campaign.accounts if open_on(bank, draft.made_on)), None)
    if draft.kind != "cash" or account is None:
        return ()
    return (
        Transfer(draft.each, "", payload(account.bin, account.number, reference, draft.each)),
        Transfer(Dong(0), "", payload(account.bin, account.number, reference)),
    )
