"""The public view of one address on a day: a full page, an anonymous outcome, or a mark that it is gone."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from functools import cached_property

from nhandao.book import privacy
from nhandao.book.book import AccountLines, Book
from nhandao.book.lifecycle import consented, last_survey, next_survey, outcome_report_due, state_on, was_introduced
from nhandao.ledger.progress import Progress, progress
from nhandao.public import labels
from nhandao.public.ledger_views import account_ledger, own_balance, supports
from nhandao.public.text import counted, prose_html
from nhandao.public.transfers import transfers
from nhandao.public.views import (
    AddressDetail,
    Buy,
    Card,
    Chapter,
    FinishedAddress,
    Gone,
    Need,
    Photo,
    Update,
)
from nhandao.records.address import Address, PhotoFile, Scope
from nhandao.records.money import Dong
from nhandao.records.organisation import Organisation

_TOLD: frozenset[Scope] = frozenset({"name", "place", "health"})
_NOTHING: frozenset[Scope] = frozenset()

PHOTO_WIDTHS = (320, 640, 1280)
"""Width in px of the published derivative of a photo; narrower originals keep theirs."""


Viewed = tuple[AddressDetail | FinishedAddress | Gone | None, tuple[str, ...]]
"""The view of an address, and the keys of the lists it belongs to for good; nothing while it was never introduced."""


class Context:
    """What all addresses share on a day."""

    def __init__(self, book: Book, as_of: date) -> None:
        self.book = book
        self.as_of = as_of
        self.rules = privacy.Rules(book.campaign.words)
        self.lists = {entry.id: entry.name for entry in book.campaign.priority_lists}
        parts = [as_of.isoformat(), *(book.content_id(record) for record in (book.campaign, *book.units.values()))]
        self._shared = " ".join(parts)

    @cached_property
    def chapters(self) -> Mapping[str, Organisation]:
        """Responsible chapter by district code; the provincial one under ""."""
        found: dict[str, Organisation] = {}
        for organisation in self.book.organisations.values():
            if organisation.kind == "chapter" and (organisation.until is None or self.as_of < organisation.until):
                found.setdefault(organisation.district or "", organisation)
        return found

    def key(self, address: Address) -> str:
        """Digest of everything the address's view is made from: its file, its lines, its photos, the organisations
        named and the day."""
        ids = self.book.record_ids
        lines = self.book.lines_of(address.code)
        organisations: set[str] = set()
        parts = [self._shared, ids[id(address)]]
        for line in lines:
            parts.append(ids[id(line)])
            if line.supporter.organisation is not None:
                organisations.add(line.supporter.organisation)
        for identity in sorted(organisations):
            parts.append(ids[id(self.book.organisations[identity])])
        place = self.book.places[address.epoch, address.unit]
        chapter = self._chapter(place.district.code if place.district else "")
        if chapter is not None:
            parts.append(ids[id(chapter)])
        parts += [self.book.photo_ids[f"{address.code}/{photo.file}"] for photo in address.photos]
        return hashlib.blake2b(" ".join(parts).encode(), digest_size=12).hexdigest()

    def ever(self, address: Address) -> tuple[str, ...]:
        """Keys of the lists an introduced address belongs to for good, whatever became of it."""
        # Every address passes through these states or may come back to them.
        return (*self._kinds(address), *(f"state:{state}" for state in labels.STATES))

    def _kinds(self, address: Address) -> tuple[str, ...]:
        """Keys of the lists an address belongs to by what it is, in any state."""
        place = self.book.places[address.epoch, address.unit]
        facets = [f"commune:{address.epoch}/{address.unit}"]
        if place.district is not None:
            facets.append(f"district:{place.district.code}")
        facets += [f"category:{category}" for category in address.categories]
        facets += [f"form:{form}" for form in sorted({need.form for need in address.needs})]
        facets += sorted({f"rhythm:{'once' if need.frequency == 'once' else 'regular'}" for need in address.needs})
        return tuple(facets)

    def view_and_lists(self, address: Address) -> Viewed:
        """The view of an address, with the lists it belongs to for good."""
        view = self.view(address)
        return view, self.ever(address) if view is not None else ()

    def view(self, address: Address) -> AddressDetail | FinishedAddress | Gone | None:
        """What may be shown of an address; ``None`` while it was never introduced."""
        if not was_introduced(address, self.as_of):
            return None
        lines = self.book.lines_of(address.code)
        met = progress(
            address.code,
            [need.target for need in address.needs],
            lines.pledges,
            lines.receipts,
            lines.handovers,
            self.as_of,
            self.book.campaign.clocks.pledge_days,
        )
        state = state_on(address, self.as_of, first_help=met.first_help, adopted=bool(met.open_pledges))
        if state in ("introduced", "adopted", "helped"):
            if self._told_without_consent(address):
                return self._gone(address, "")
            return self._detail(address, lines, met, state)
        if state == "finished":
            return self._finished(address, lines)
        return self._gone(address, state or "")

    def _told_without_consent(self, address: Address) -> bool:
        """Whether texts that stand on every page of the address use a consent that no longer holds."""
        head = [address.display_name, address.title, address.summary, address.summary_en or ""]
        head += [f"{need.what} {need.priority_text or ''}" for need in address.needs]
        return not self._may_tell(address, *head)

    def _may_tell(self, address: Address, *texts: str) -> bool:
        """Whether every consent the texts make use of holds on the day. What was never agreed to cannot stand in a text
        (the rules refuse it), so only agreement that is not in force today needs a look."""
        lapsed = self._lapsed(address)
        return not lapsed or all(lapsed.isdisjoint(self.rules.scopes(text)) for text in texts)

    def _lapsed(self, address: Address) -> frozenset[Scope]:
        """Scopes somebody agreed to at some time that do not hold on the day."""
        agreed = {scope for consent in address.consents for scope in consent.scopes} & _TOLD
        return frozenset(scope for scope in agreed if not consented(address, scope, self.as_of)) if agreed else _NOTHING

    def _gone(self, address: Address, state: str) -> Gone:
        until = {"suspended": "check", "duplicate": "duplicate"}.get(state, "")
        to_url = labels.address_url(address.duplicate_of) if until == "duplicate" and address.duplicate_of else ""
        return Gone(address.code, labels.address_url(address.code), until, to_url)

    def _finished(self, address: Address, lines: AccountLines) -> FinishedAddress:
        finish = address.finished
        assert finish is not None
        place = self.book.places[address.epoch, address.unit]
        district = place.district
        ledger = account_ledger(self.book, address.code, lines, self.as_of, labels.address_url(address.code))
        return FinishedAddress(
            code=address.code,
            url=labels.address_url(address.code),
            category=address.categories[0],
            category_name=labels.CATEGORIES[address.categories[0]],
            district=district.name if district else "",
            district_url=labels.district_url(district.slug) if district else "",
            finished_on=finish.on,
            outcome=finish.outcome,
            ended=labels.ENDED[finish.reason],
            balance=own_balance(address.code, ledger),
            ledger=ledger,
            digest=self.key(address),
        )

    def _detail(self, address: Address, lines: AccountLines, met: Progress, state: str) -> AddressDetail:
        assert address.approved is not None
        assert address.introduced is not None
        needs = _needs(address, met)
        card = self._card(address, met, state, needs)
        ledger = account_ledger(self.book, address.code, lines, self.as_of, card.url)
        call = address.call
        in_call = call is None or call.opens_on <= self.as_of <= call.closes_on
        told = consented(address, "story", self.as_of) and self._may_tell(address, address.story)
        place = self.book.places[address.epoch, address.unit]
        giving_open = in_call and card.needed > 0
        buys = _buys(needs)
        return AddressDetail(
            card=card,
            story_html=prose_html(address.story) if told else "",
            people=sum(group.count for group in address.people),
            age_bands=tuple(labels.AGE_BANDS[group.age_band] for group in address.people),
            other_categories=tuple(labels.CATEGORIES[category] for category in address.categories[1:]),
            needs=needs,
            buys=buys,
            transfers=transfers(self.book.campaign.accounts, address.code, buys, self.as_of) if giving_open else (),
            supports=supports(self.book, address.code, lines, met.open_pledges, met.waiting_pledges, self.as_of),
            ledger=ledger,
            balance=own_balance(address.code, ledger),
            updates=tuple(
                Update(news.on, prose_html(news.text), self._photos(address, news.photos))
                for news in sorted(address.updates, key=lambda news: news.on, reverse=True)
                if news.on <= self.as_of and self._may_tell(address, news.text)
            ),
            photos=self._photos(address, None),
            surveyed_on=last_survey(address, self.as_of).on,
            surveyed_by=last_survey(address, self.as_of).by,
            approved_on=address.approved.on,
            approved_by=address.approved.by,
            introduced_on=address.introduced.on,
            inhandao_url=address.introduced.inhandao_url or "",
            next_survey_on=next_survey(address, self.as_of, self.book.campaign.clocks.resurvey_months),
            priority=address.priority.rank if address.priority else 0,
            priority_list=self.lists.get(address.priority.list, "") if address.priority else "",
            surplus_rule=labels.SURPLUS[address.surplus],
            regime_name=labels.REGIMES[address.regime],
            closes_on=call.closes_on if call else None,
            giving_open=giving_open,
            chapter=self._chapter_view(place.district.code if place.district else ""),
            english_summary=address.summary_en or "",
            promised=met.promised,
            elsewhere=met.elsewhere,
        )

    def _card(self, address: Address, met: Progress, state: str, needs: tuple[Need, ...]) -> Card:
        assert address.approved is not None
        place = self.book.places[address.epoch, address.unit]
        district = place.district
        clocks = self.book.campaign.clocks
        reports = [news.on for news in address.updates if news.on <= self.as_of]
        due = outcome_report_due(met.last_help, reports, clocks.outcome_report_days) if met.last_help else None
        days_without = (self.as_of - met.last_help).days if met.last_help and due else 0
        photos = self._photos(address, None)
        regular = any(need.frequency != "once" for need in address.needs)
        open_forms = {need.form: need.form_name for need in needs if need.needed > 0}
        listed = days_without <= clocks.hide_after_days
        return Card(
            code=address.code,
            url=labels.address_url(address.code),
            title=address.title,
            summary=address.summary,
            summary_lang="",
            kind=address.kind,
            category=address.categories[0],
            category_name=labels.CATEGORIES[address.categories[0]],
            commune=place.name,
            commune_url=labels.commune_url(address.epoch, place.commune.slug),
            district=district.name if district else "",
            district_url=labels.district_url(district.slug) if district else "",
            forms=tuple(open_forms.values()),
            regular=regular,
            state=state,
            state_name=labels.STATES[state],
            target=address.target,
            received=Dong(sum(met.received)),
            pledged=Dong(sum(met.pledged)),
            needed=Dong(sum(need.needed for need in needs)),
            waiting_days=0 if state == "helped" else (self.as_of - address.approved.on).days,
            approved_on=address.approved.on,
            report_late=due is not None and due < self.as_of,
            survey_late=next_survey(address, self.as_of, clocks.resurvey_months) < self.as_of,
            photo=photos[0] if photos else None,
            indexable=consented(address, "press", self.as_of),
            listed=listed,
            facets=(f"state:{state}", *(self._kinds(address) if listed else ())),
            digest=self.key(address),
        )

    def _photos(self, address: Address, names: tuple[str, ...] | None) -> tuple[Photo, ...]:
        """Photos that may be shown on the day: all of the address, or those of one update."""
        return tuple(
            self._photo(address, photo)
            for photo in address.photos
            if (names is None or photo.file in names)
            and photo.taken_on <= self.as_of
            and (photo.shows not in ("face", "place") or consented(address, photo.shows, self.as_of))
            and self._may_tell(address, photo.alt)
        )

    def _photo(self, address: Address, photo: PhotoFile) -> Photo:
        width, height = self.book.photos[f"{address.code}/{photo.file}"]
        shown = min(width, PHOTO_WIDTHS[-1])
        return Photo(
            url=f"/anh/{address.code}/{photo.file.rsplit('.', 1)[0]}.jpg",
            width=shown,
            height=max(1, round(height * shown / width)),
            widths=(*(smaller for smaller in PHOTO_WIDTHS if smaller < shown), shown),
            alt=photo.alt,
            credit=photo.credit,
            source=f"{address.code}/{photo.file}",
            blur=tuple((box.x, box.y, box.width, box.height) for box in photo.blur),
            print_size=(width, height) if consented(address, "press", self.as_of) else (0, 0),
        )

    def _chapter(self, district: str) -> Organisation | None:
        return self.chapters.get(district) or self.chapters.get("")

    def _chapter_view(self, district: str) -> Chapter:
        """The district's chapter; else the provincial one; else the society itself."""
        chapter = self._chapter(district)
        society = self.book.campaign.society
        if chapter is None:
            return Chapter(society.name, society.phone, society.email, society.place)
        contact = chapter.contact
        return Chapter(
            chapter.name,
            contact.phone or "" if contact else society.phone,
            contact.email or "" if contact else society.email,
            contact.place or "" if contact else society.place,
        )


def _needs(address: Address, met: Progress) -> tuple[Need, ...]:
    return tuple(
        Need(
            form=need.form,
            form_name=labels.FORMS[need.form],
            what=need.what,
            quantity=need.quantity,
            unit=need.unit,
            unit_price=need.unit_price_vnd,
            target=need.target,
            frequency=need.frequency,
            received=received,
            pledged=pledged,
            needed=Dong(max(0, need.target - received - pledged)),
            priority_text=need.priority_text or "",
        )
        for need, received, pledged in zip(address.needs, met.received, met.pledged, strict=True)
    )


def _buys(needs: tuple[Need, ...]) -> tuple[Buy, ...]:
    """What a sum buys, true because priced: one unit of each open need, or what is left of it when that is less."""
    buys = []
    for need in needs:
        if need.needed >= need.unit_price:
            thing = counted(need.unit, need.what)
            buys.append(Buy(need.unit_price, 1, thing))
            left = need.needed // need.unit_price
            if left > 1:
                buys.append(Buy(Dong(left * need.unit_price), left, thing))
    return tuple(sorted(set(buys))[:6])
