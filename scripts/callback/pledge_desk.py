"""What happens to a posted pledge form, in its order: is it ours, is there room, is it whole, keep it, answer.

The contact is sealed before the promise is kept, so that no promise is ever without its contact; and when the promise
cannot be kept, the sealed contact goes again, so that nothing of a person stays behind who was told "not kept".
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Literal, TypeVar

from nhandao.records.campaign import Campaign
from scripts.callback.altcha import Outcome, Proofs
from scripts.callback.bundle_form import Bundle, read_bundle
from scripts.callback.intake import Promise
from scripts.callback.limits import Limits
from scripts.callback.origin import from_our_site
from scripts.callback.pledge_form import Account, Draft, Problem, language, read
from scripts.callback.pledge_texts import Language
from scripts.callback.references import CounterBroken, References, SeriesFull
from scripts.callback.repeats import Repeats
from scripts.private.keys import KeyProblem
from scripts.private.store import PrivateStore

_VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")


@dataclass(frozen=True, slots=True)
class Taken:
    """Kept, durably: answer with thanks."""

    draft: Draft
    reference: str
    proof: Outcome
    """For the counts, and for the chapter: a form without a proof deserves a closer look."""


@dataclass(frozen=True, slots=True)
class TakenTogether:
    """Promises to several addresses, kept durably as one."""

    bundle: Bundle
    reference: str
    """That they share: for the transfer."""
    references: tuple[str, ...]
    """Of each, in the order of the drafts."""
    proof: Outcome


@dataclass(frozen=True, slots=True)
class Turned:
    """Not kept, and why, in words for the donor. With `problems` of fields the form is shown again."""

    status: Literal[400, 403, 429, 503]
    problems: tuple[Problem, ...]
    lang: Language
    retry_after: int = 0
    """Seconds, for the header of the same name; 0 for none."""

    def words(self) -> dict[str, str]:
        """By name of the field; of the whole form under "". The first word on a field is the one that matters."""
        told: dict[str, str] = {}
        for problem in self.problems:
            told.setdefault(problem.field, problem.words(self.lang))
        return told


D = TypeVar("D", Draft, Bundle)


class _NotKept(Exception):
    pass


class PledgeDesk:
    """Takes posted forms; may be used by several threads.

    Args:
        campaign: settings as of now, read each time: a rebuild of the Book may change them.
        account: whether an address or fund takes help today.
        ours: origins of the site.
        limits: for every form.
        unproved: tighter ones, besides, for forms without a proof of work that holds.
        given: references of the year that the repository holds already.
        keep: puts the promise into the durable inbox; raises OSError when it cannot.
    """

    def __init__(
        self,
        *,
        campaign: Callable[[], Campaign],
        account: Callable[[str], Account],
        ours: Collection[str],
        limits: Limits,
        unproved: Limits,
        proofs: Proofs,
        repeats: Repeats[tuple[Draft, str]],
        together: Repeats[tuple[Bundle, tuple[str, ...]]],
        references: References,
        given: Callable[[int], Iterable[str]],
        store: PrivateStore,
        keep: Callable[[Promise], object],
    ) -> None:
        self._campaign = campaign
        self._account = account
        self._ours = ours
        self._limits = limits
        self._unproved = unproved
        self._proofs = proofs
        self._repeats = repeats
        self._together = together
        self._references = references
        self._given = given
        self._store = store
        self._keep = keep

    def take(self, fields: Mapping[str, str], headers: Mapping[str, str], address: str, at: datetime) -> Taken | Turned:
        """Args:
        fields: as posted, each once.
        headers: of the request.
        address: IP address of the sender, by the trusted proxy.
        at: now, with its zone.
        """
        found = self._read(fields, headers, address, at, read)
        if isinstance(found, Turned):
            return found
        draft, proof = found
        try:
            kept, reference = self._repeats.once(fields, lambda: (draft, self._kept(draft, at)))
        except _NotKept:
            return Turned(503, (Problem("", "not-kept"),), draft.lang)
        return Taken(kept, reference, proof)

    def take_together(
        self, fields: Mapping[str, str], headers: Mapping[str, str], address: str, at: datetime
    ) -> TakenTogether | Turned:
        """The same for the form of several addresses."""
        found = self._read(fields, headers, address, at, read_bundle)
        if isinstance(found, Turned):
            return found
        bundle, proof = found
        try:
            kept, references = self._together.once(fields, lambda: (bundle, self._kept_together(bundle, at)))
        except _NotKept:
            return Turned(503, (Problem("", "not-kept"),), bundle.lang)
        return TakenTogether(kept, references[0], references[1:], proof)

    def _read(
        self,
        fields: Mapping[str, str],
        headers: Mapping[str, str],
        address: str,
        at: datetime,
        read: Callable[[Mapping[str, str], Campaign, date, Callable[[str], Account]], D | list[Problem]],
    ) -> tuple[D, Outcome] | Turned:
        lang = language(fields)
        if not from_our_site(headers, self._ours):
            return Turned(403, (Problem("", "elsewhere"),), lang)
        campaign, today = self._campaign(), at.astimezone(_VIETNAM).date()
        if not campaign.giving.pledge:
            return Turned(503, (Problem("", "closed"),), lang)
        if (turned := self._room(self._limits, fields, address, lang)) is not None:
            return turned
        # Read before the proof is used up: whoever mends a field and sends again without script running anew has it.
        draft = read(fields, campaign, today, self._account)
        if isinstance(draft, list):
            return Turned(400, tuple(draft), lang)
        proof = self._proofs.check(fields.get("altcha", ""))
        if proof != "proved" and (turned := self._room(self._unproved, fields, address, lang)) is not None:
            return turned
        return draft, proof

    @staticmethod
    def _room(limits: Limits, fields: Mapping[str, str], address: str, lang: Language) -> Turned | None:
        wait = limits.take((fields.get("code") or fields.get("ma", ""))[:20], address)
        if wait is None:
            return None
        minutes = str(-(-wait.seconds // 60))
        return Turned(429, (Problem("", "busy", (("minutes", minutes),)),), lang, wait.seconds)

    def _kept(self, draft: Draft, at: datetime) -> str:
        """Reference of the promise, which is in the inbox now, its contact in the private store. Raises _NotKept."""
        try:
            year = draft.made_on.year
            reference = self._references.next(year, self._given(year))
            self._store.seal(draft.contact(reference), draft.made_on)
        except (OSError, KeyProblem, SeriesFull, CounterBroken) as error:
            raise _NotKept from error
        try:
            self._keep(draft.promise(reference, at))
        except OSError as error:
            self._store.delete(reference)
            raise _NotKept from error
        return reference

    def _kept_together(self, bundle: Bundle, at: datetime) -> tuple[str, ...]:
        """The shared reference and those of the promises, which are in the inbox now as one. Raises _NotKept."""
        year = bundle.drafts[0].made_on.year
        try:
            # The shared one is the first number: no promise has it as its name, so that only higher numbers in the
            # repository keep it from being given again when the counter is lost.
            references = [self._references.next(year, self._given(year)) for _ in range(1 + len(bundle.drafts))]
            self._store.seal(bundle.contact(references[0]), bundle.drafts[0].made_on)
        except (OSError, KeyProblem, SeriesFull, CounterBroken) as error:
            raise _NotKept from error
        try:
            self._keep(bundle.promise(references[0], tuple(references[1:]), at))
        except OSError as error:
            self._store.delete(references[0])
            raise _NotKept from error
        return tuple(references)
