"""Ways to help: for each form of help, how many addresses still need it, how much of what, and what that costs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from nhandao.public import labels
from nhandao.public.views import AddressDetail, Things, Way
from nhandao.records.money import Dong


def ways(details: Iterable[AddressDetail]) -> tuple[Way, ...]:
    """What is open over all addresses that take help, in the order of the plan's forms; a form nobody needs is left
    out.

    A need that lacks half the price of a wheelchair still lacks one wheelchair, so quantities are rounded up; the sums
    are exact.
    """
    addresses: Counter[str] = Counter()
    needed: Counter[str] = Counter()
    things: dict[str, Counter[str]] = {}
    for detail in details:
        if not detail.giving_open:
            continue
        open_needs = [need for need in detail.needs if need.needed > 0]
        addresses.update({need.form for need in open_needs})
        for need in open_needs:
            needed[need.form] += need.needed
            things.setdefault(need.form, Counter())[need.unit] += -(-need.needed // need.unit_price)
    return tuple(
        Way(
            form,
            name,
            labels.form_url(form),
            addresses[form],
            Dong(needed[form]),
            tuple(Things(count, unit) for unit, count in sorted(things[form].items(), key=_most_first)),
        )
        for form, name in labels.FORMS.items()
        if addresses[form]
    )


def _most_first(one: tuple[str, int]) -> tuple[int, str]:
    return -one[1], one[0]
