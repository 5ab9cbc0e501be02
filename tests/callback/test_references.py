"""References of pledges: none twice, whatever happens."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from nhandao.records.codes import codes, is_code
from scripts.callback.references import CounterBroken, References, SeriesFull

GIVE = """
import sys
from pathlib import Path
from scripts.callback.references import References
giver = References(Path(sys.argv[1]), sys.argv[2])
for _ in range(int(sys.argv[3])):
    print(giver.next(2023), flush=True)
"""


def giving(folder: Path, series: str, many: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", GIVE, str(folder), series, str(many)], stdout=subprocess.PIPE, text=True
    )


def test_the_first_reference_of_a_series_and_those_after_it(tmp_path: Path) -> None:
    giver = References(tmp_path, "B")
    given = [giver.next(2023) for _ in range(50)]
    assert given[0].startswith("CK23B0001")
    assert given == sorted(set(given))
    assert all(is_code(reference) for reference in given)
    assert not {reference[-1] for reference in given} & set("IO")


def test_the_numbers_are_those_of_the_codes(tmp_path: Path) -> None:
    wanted = [code for code, _ in zip(codes("CK", 2023), range(40), strict=False)]
    giver = References(tmp_path, "A")
    assert [giver.next(2023) for _ in range(40)] == wanted


def test_numbers_go_on_after_a_restart_and_begin_anew_each_year(tmp_path: Path) -> None:
    first = References(tmp_path, "B").next(2023)
    second = References(tmp_path, "B").next(2023)
    assert first < second
    assert References(tmp_path, "B").next(2024).startswith("CK24B0001")


def test_what_is_in_the_repository_is_never_given_again(tmp_path: Path) -> None:
    elsewhere = References(tmp_path / "other", "B")
    taken = [elsewhere.next(2023) for _ in range(30)]
    given = References(tmp_path / "mine", "B").next(2023, [*taken, "CK22B0999X", "rubbish"])
    assert given > max(taken)


def test_a_full_series_goes_on_in_the_next_letter_and_then_ends(tmp_path: Path) -> None:
    (tmp_path / "CK23B.last").write_text("9997\n")
    (tmp_path / "CK23C.last").write_text("9999\n")
    giver = References(tmp_path, "BC")
    assert giver.next(2023).startswith("CK23B9998")
    assert giver.next(2023).startswith("CK23B9999")
    with pytest.raises(SeriesFull):
        giver.next(2023)


@pytest.mark.parametrize("content", ["", "12", "-1\n", "99999\n", "\x00\x00\n"])
def test_a_broken_counter_gives_no_number(tmp_path: Path, content: str) -> None:
    (tmp_path / "CK23B.last").write_text(content)
    with pytest.raises(CounterBroken):
        References(tmp_path, "B").next(2023)


@pytest.mark.parametrize("series", ["", "b", "I", "O", "BB", "B1", "É"])
def test_series_letters_are_plain_capitals(tmp_path: Path, series: str) -> None:
    with pytest.raises(ValueError, match="series"):
        References(tmp_path, series)


def test_threads_never_get_the_same_reference(tmp_path: Path) -> None:
    giver = References(tmp_path, "B")
    with ThreadPoolExecutor(8) as pool:
        given = list(pool.map(lambda _: giver.next(2023), range(200)))
    assert len(set(given)) == 200


def test_two_processes_started_by_mistake_never_give_the_same(tmp_path: Path) -> None:
    runs = [giving(tmp_path, "B", 60) for _ in range(2)]
    given = [line for run in runs for line in run.communicate(timeout=60)[0].split()]
    assert len(given) == len(set(given)) == 120


def test_kill_9_at_any_moment_never_gives_a_reference_twice(tmp_path: Path) -> None:
    chance = random.Random(7)
    given: list[str] = []
    for _ in range(8):
        run = giving(tmp_path, "B", 100_000)
        assert run.stdout is not None
        given.append(run.stdout.readline().strip())  # it has begun
        time.sleep(chance.uniform(0, 0.05))
        run.send_signal(signal.SIGKILL)
        given += [line for line in run.communicate(timeout=30)[0].split() if is_code(line)]
    given.append(References(tmp_path, "B").next(2023))
    assert len(given) == len(set(given))
    assert max(given) == given[-1]
