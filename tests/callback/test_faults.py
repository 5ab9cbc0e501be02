"""The fault runs in their short form: the same code as `python3 -m scripts.bench.faults`, with small numbers."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.bench import faults
from scripts.bench.faults import Outcome

MOUNTS = pytest.mark.skipif(not faults.can_mount(), reason="mounting file systems is not allowed here")

Run = Callable[[Path, random.Random], Outcome]


@pytest.mark.parametrize(
    "run",
    [
        pytest.param(lambda place, chance: faults.kills(place, 1, 3, chance), id="killed, one instance"),
        pytest.param(lambda place, chance: faults.kills(place, 2, 3, chance), id="killed, two instances"),
        pytest.param(lambda place, chance: faults.kills(place, 4, 3, chance), id="killed, four instances"),
        pytest.param(lambda place, chance: faults.repeats(place, 20, chance), id="repeated and shuffled"),
        pytest.param(lambda place, chance: faults.remote_down(place, 40, chance), id="remote down, then staff pushed"),
        pytest.param(faults.two_committers, id="two committers by mistake"),
        pytest.param(faults.clock, id="clock off"),
        pytest.param(lambda place, chance: faults.disk(place, False, chance), id="full disk", marks=MOUNTS),
        pytest.param(lambda place, chance: faults.disk(place, True, chance), id="read-only disk", marks=MOUNTS),
        pytest.param(lambda place, chance: faults.power_cuts(place, 2, chance), id="power cut", marks=MOUNTS),
    ],
)
def test_what_was_acknowledged_is_at_the_remote_once_after(place: Path, run: Run) -> None:
    outcome = run(place, random.Random(11))
    assert outcome.wrong == {}
    assert outcome.acknowledged > 20
