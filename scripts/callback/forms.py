"""The forms of donors over HTTP: a promise of help, and a gift by card. Both work without script.

Answers are pages of the site itself, rendered with what the campaign is today; nothing here is kept in a cache.
"""

from __future__ import annotations

import json
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import NamedTuple
from urllib.parse import urlsplit

from flask import Flask, Response, request

from nhandao.public.gate import society_of
from nhandao.public.labels import address_url, certificate_url
from nhandao.records.certificate_codes import read_certificate_code
from nhandao.site.answers import Answers
from nhandao.site.build import read_content
from nhandao.site.contexts import BundleForm
from nhandao.site.urls import CHECK_WRONG
from scripts.callback import stripe_checkout
from scripts.callback.altcha import Proofs
from scripts.callback.bank import VIETNAM
from scripts.callback.bundle_form import MOST, amounts, chosen, refusals
from scripts.callback.doors import Tally
from scripts.callback.durable import NotKept
from scripts.callback.inbox import Inbox
from scripts.callback.intake import Envelope, Promise
from scripts.callback.limits import MAX_BODY, Limits, Rate, Rates
from scripts.callback.money import Sum, minor_of
from scripts.callback.origin import from_our_site
from scripts.callback.own_key import own_key
from scripts.callback.pledge_answer import bundled, pledged
from scripts.callback.pledge_desk import PledgeDesk, Taken, TakenTogether
from scripts.callback.pledge_form import Account, language
from scripts.callback.pledge_texts import Language, words
from scripts.callback.records_now import RecordsNow
from scripts.callback.references import References
from scripts.callback.repeats import Repeats
from scripts.callback.settings import Settings
from scripts.folders import CACHE, CONTENT, THEME
from scripts.messages import number_text, text
from scripts.private.store import PrivateStore
from scripts.web import headers

_UNPROVED = Rates(per_account=Rate(3, 600), per_network=Rate(3, 300), everybody=Rate(20, 10))
"""For forms without a proof of work: enough for people without script, too little for a flood."""
_LOOKS = Rates(per_account=Rate(240, 1), per_network=Rate(30, 10), everybody=Rate(240, 1))
"""Opening the form for several addresses looks each of them up."""
_CARDS = Rates(per_account=Rate(20, 30), per_network=Rate(6, 60), everybody=Rate(60, 2))
"""Stolen cards are tried out on pages like this one, by the thousand."""


THANKS = "/chien-dich/cam-on/"
"""Page of the site that donors come back to from the card page. It only thanks: money is recorded by events alone."""


CARD_PAGE = "https://checkout.stripe.com"


class Pages:
    """Answers in the frame of the site, made anew when the day or the campaign changes."""

    def __init__(self, settings: Settings, records: RecordsNow, today: Callable[[], date]) -> None:
        self._site_url = settings.file.site_url.rstrip("/")
        self._records = records
        self._today = today
        self._content = read_content(CONTENT, THEME, CACHE / "site")
        self._lock = threading.Lock()
        self._made: tuple[object, date, Answers] | None = None

    def __call__(self) -> Answers:
        """Raises NotReady."""
        campaign = self._records.campaign
        today = campaign.as_of or self._today()
        with self._lock:
            if self._made is None or self._made[0] is not campaign or self._made[1] != today:
                society = society_of(campaign, today)
                self._made = campaign, today, Answers(society, today, self._content, THEME, self._site_url)
            return self._made[2]


def open_pledges(
    app: Flask, settings: Settings, inbox: Inbox, records: RecordsNow, tally: Tally, clock: Callable[[], datetime]
) -> None:
    """Take promises at ``/giving/pledge``, and lead from the code of a certificate to its page.

    Raises ValueError, `OSError`, UnsafePlace.
    """
    wanted = settings.file.pledges
    assert wanted is not None

    def today() -> date:
        return clock().astimezone(VIETNAM).date()

    def keep(promise: Promise) -> None:
        try:
            inbox.put(Envelope(intake=promise))
        except NotKept as error:
            raise error.error from error

    proofs = Proofs(own_key(settings.state, "form-key", settings.secrets.one("form-key")), lambda: clock().timestamp())
    pages = Pages(settings, records, today)
    desk = PledgeDesk(
        campaign=lambda: records.campaign,
        account=lambda code: records.standing(code, today()),
        ours=_origins(settings),
        limits=Limits(Rates(), time.monotonic, today),
        unproved=Limits(_UNPROVED, time.monotonic, today),
        proofs=proofs,
        repeats=Repeats(time.monotonic),
        together=Repeats(time.monotonic),
        references=References(settings.state / "references", wanted.series),
        given=records.references,
        store=PrivateStore(wanted.private),
        keep=keep,
    )

    @app.get("/giving/challenge")
    def challenge() -> Response:
        response = Response(json.dumps(proofs.challenge()), content_type="application/json")
        response.headers["Cache-Control"] = "no-store"
        return response

    @app.post("/giving/pledge")
    def pledge() -> Response:
        fields = _fields()
        lang = language(fields)
        outcome = desk.take(fields, dict(request.headers), request.remote_addr or "", clock())
        if isinstance(outcome, Taken):
            tally.add("pledge", "kept" if outcome.proof == "proved" else "kept-unproved")
            told = pledged(outcome.draft, outcome.reference, records.campaign)
            return _page(pages().pledged(lang, told), 200)
        tally.add("pledge", {400: "to-mend", 403: "elsewhere", 429: "busy", 503: "not-kept"}[outcome.status])
        code = fields.get("code", "")[:20]
        known = code if records.standing(code, today()) == "open" else ""
        body = pages().form(outcome.lang, known, fields, outcome.words())
        return _page(body, outcome.status, outcome.retry_after)

    looks = Limits(_LOOKS, time.monotonic, today)

    def standing(code: str) -> Account:
        return records.standing(code, today())

    @app.get("/giving/bundle")
    def bundle_form() -> Response:
        asked = {name: request.args.get(name, "") for name in ("lang", "ma", "tien")}
        lang = language(asked)
        if (wait := looks.take("bundle", request.remote_addr or "")) is not None:
            busy = words("busy", lang, minutes=str(-(-wait.seconds // 60)))
            return _page(pages().message(lang, words("busy-heading", lang), busy), 429, wait.seconds)
        if not records.campaign.giving.pledge:
            return _page(pages().message(lang, words("busy-heading", lang), words("closed", lang)), 503)
        listed = chosen(asked["ma"])
        told: dict[str, str] = {}
        if listed.found > MOST:
            found = number_text(listed.found, lang)
            told["ma"] = words("bundle-many", lang, found=found, most=MOST)
        form = _bundle_form(listed.codes, lang, amounts(asked["tien"], listed.codes), told)
        return _page(pages().bundle(lang, form), 200)

    @app.post("/giving/bundle")
    def bundle() -> Response:
        fields = _fields(2 * MAX_BODY)
        lang = language(fields)
        outcome = desk.take_together(fields, dict(request.headers), request.remote_addr or "", clock())
        if isinstance(outcome, TakenTogether):
            tally.add("bundle", "kept" if outcome.proof == "proved" else "kept-unproved")
            told = bundled(outcome.bundle, outcome.reference, outcome.references, records.campaign)
            return _page(pages().bundled(lang, told), 200)
        tally.add("bundle", {400: "to-mend", 403: "elsewhere", 429: "busy", 503: "not-kept"}[outcome.status])
        form = _bundle_form(chosen(fields.get("ma", "")).codes, lang, fields, outcome.words())
        return _page(pages().bundle(lang, form), outcome.status, outcome.retry_after)

    @app.get("/giving/certificate")
    def certificate() -> Response:
        code = read_certificate_code(request.args.get("ma", ""))
        prefix = "" if language({"lang": request.args.get("lang", "")}) == "vi" else "/en"
        page = certificate_url(code) if code is not None else CHECK_WRONG
        answer = Response(status=303)
        answer.headers["Location"] = settings.file.site_url.rstrip("/") + prefix + page
        return answer

    def _bundle_form(
        codes: tuple[str, ...], lang: Language, typed: Mapping[str, str], told: Mapping[str, str]
    ) -> BundleForm:
        refused = refusals(codes, standing)
        return BundleForm(
            codes=tuple(code for code in codes if code not in refused),
            refused=tuple((code, words(reason, lang)) for code, reason in refused.items()),
            typed=typed,
            problems=told,
        )


def open_checkout(
    app: Flask,
    settings: Settings,
    records: RecordsNow,
    tally: Tally,
    clock: Callable[[], datetime],
    start: Callable[[stripe_checkout.Gift, stripe_checkout.Pages], stripe_checkout.Started | stripe_checkout.Declined],
) -> None:
    """Start gifts by card at ``/giving/checkout``; `start` makes the page of the card company."""

    def today() -> date:
        return clock().astimezone(VIETNAM).date()

    site = settings.file.site_url.rstrip("/")
    pages = Pages(settings, records, today)
    limits = Limits(_CARDS, time.monotonic, today)
    card_page = settings.file.stripe.api or CARD_PAGE

    @app.post("/giving/checkout")
    def checkout() -> Response:
        fields = _fields()
        lang = language(fields)
        code = fields.get("code", "").strip().upper()[:20]
        outcome = _refusal(fields, code, lang) or _start(fields, code, lang)
        if isinstance(outcome, stripe_checkout.Started):
            tally.add("checkout", "started")
            return Response(status=303, headers={"Location": outcome.url, "Cache-Control": "no-store"})
        tally.add("checkout", {400: "to-mend", 403: "elsewhere", 429: "busy"}.get(outcome.status, "closed"))
        known = "" if outcome.field == "code" else code
        body = pages().form(lang, known, fields, {outcome.field: outcome.words}, card=True)
        return _page(body, outcome.status, outcome.retry_after, card_page)

    def _refusal(fields: Mapping[str, str], code: str, lang: Language) -> _Not | None:
        if not from_our_site(dict(request.headers), _origins(settings)):
            return _Not(403, "", words("elsewhere", lang))
        if (wait := limits.take(code, request.remote_addr or "")) is not None:
            return _Not(429, "", words("busy", lang, minutes=str(-(-wait.seconds // 60))), wait.seconds)
        if not records.campaign.giving.card:
            return _Not(503, "", text("checkout-closed", lang))
        if records.standing(code, today()) != "open":
            return _Not(400, "code", text("checkout-code", lang))
        return None

    def _start(fields: Mapping[str, str], code: str, lang: Language) -> stripe_checkout.Started | _Not:
        currency = next((known for known in records.campaign.giving.card if known == fields.get("currency")), None)
        minor = minor_of(fields.get("amount", "")[:20], currency) if currency is not None else None
        if currency is None or minor is None:
            return _Not(400, "amount", text("checkout-unread", lang))
        home = f"{site}/en" if lang == "en" else site
        gift = stripe_checkout.Gift(
            code=code,
            amount=Sum(currency, minor),
            nonce=fields.get("nonce", "") or secrets.token_hex(16),
            monthly=fields.get("rhythm") == "monthly",
            lang=lang,
        )
        back = stripe_checkout.Pages(home + THANKS, home + (address_url(code) if code.startswith("DC") else "/"))
        outcome = start(gift, back)
        if isinstance(outcome, stripe_checkout.Started):
            return outcome
        field = "amount" if outcome.reason == "checkout-amount" else ""
        return _Not(outcome.status, field, outcome.words(lang))


class _Not(NamedTuple):
    """No gift was started, and why."""

    status: int
    field: str
    words: str
    retry_after: int = 0


def _fields(most: int = MAX_BODY) -> dict[str, str]:
    """What was posted, each field once: the first counts. Bodies of any other kind hold no field."""
    request.max_content_length = most
    return {name: value[:5_000] for name, value in request.form.items()}


def _origins(settings: Settings) -> tuple[str, ...]:
    parts = urlsplit(settings.file.site_url)
    return (f"{parts.scheme}://{parts.netloc}",)


def _page(body: bytes, status: int, retry_after: int = 0, forms_lead_to: str = "") -> Response:
    response = Response(body, status=status, content_type="text/html; charset=utf-8")
    for name, value in headers(request.path, forms_lead_to):
        response.headers[name] = value
    response.headers["Cache-Control"] = "no-store"
    if retry_after:
        response.headers["Retry-After"] = str(retry_after)
    return response
