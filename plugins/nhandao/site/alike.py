"""For each address two others that someone who does not choose it may like to see: near by, or of the same kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from nhandao.public.views import AddressDetail, Card

SHOWN = 2


def alike(addresses: Iterable[AddressDetail]) -> Mapping[str, tuple[Card, ...]]:
    """Others that still take gifts, by the code of the address they stand below.

    First of the same commune, then of the same district and category, of the same district, of the same category. Each
    takes those that follow it in the official order, round and round, so that not all pages show the same two.
    """
    addresses = tuple(addresses)
    groups: dict[tuple[str, ...], list[Card]] = defaultdict(list)
    for detail in addresses:
        if detail.giving_open and detail.card.listed:
            for key in _keys(detail.card):
                groups[key].append(detail.card)
    places = {key: {card.code: place for place, card in enumerate(group)} for key, group in groups.items()}
    found = {}
    for rank, detail in enumerate(addresses):
        card = detail.card
        chosen: dict[str, Card] = {}
        for key in _keys(card):
            group = groups.get(key, ())
            start = places[key].get(card.code, rank) if group else 0
            for other in _following(group, start):
                if other.code != card.code:
                    chosen.setdefault(other.code, other)
                if len(chosen) == SHOWN:
                    break
            if len(chosen) == SHOWN:
                break
        found[card.code] = tuple(chosen.values())
    return found


def _keys(card: Card) -> Iterator[tuple[str, ...]]:
    yield ("commune", card.commune_url)
    yield ("both", card.district_url, card.category)
    yield ("district", card.district_url)
    yield ("category", card.category)


def _following(group: list[Card] | tuple[()], start: int) -> Iterator[Card]:
    """At most as many as can be needed: the address itself and those found before may be among them."""
    for step in range(1, min(len(group), 2 * SHOWN + 1) + 1):
        yield group[(start + step) % len(group)]
