"""The inbox keeps what it acknowledged, once, under any repetition, and says no when the disk does."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from scripts.bench.faults import can_mount
from scripts.callback import durable
from scripts.callback.durable import NotKept
from scripts.callback.inbox import Inbox
from scripts.callback.intake import Envelope
from tests.callback.office import ADDRESS, FUND, NOW, gift, promise

MOUNTS = pytest.mark.skipif(not can_mount(), reason="mounting file systems is not allowed here")


@pytest.fixture
def inbox(place: Path) -> Inbox:
    return Inbox(place / "state")


def test_a_message_is_one_file_named_by_its_payment(inbox: Inbox) -> None:
    assert inbox.put(gift("FT1", 200_000, ADDRESS)) == "new"
    assert inbox.names("inbox") == ["bank-FT1.json"]
    assert inbox.read("bank-FT1.json") == gift("FT1", 200_000, ADDRESS)
    assert os.listdir(inbox.temporary) == []


def test_the_same_payment_by_another_door_is_known(inbox: Inbox) -> None:
    inbox.put(gift("FT1", 200_000, ADDRESS))
    assert inbox.put(gift("FT1", 200_000, ADDRESS, told_by="statement")) == "known"
    assert inbox.put(gift("FT1", 200_000, told_by="statement")) == "known"
    assert inbox.counts(NOW.timestamp())[:4] == (1, 0, 0, 0)


@pytest.mark.parametrize(
    "other",
    [
        gift("FT1", 200_001, ADDRESS),
        gift("FT1", 200_000, FUND),
        gift("FT1", 200_000, ADDRESS, reverses="bank-FT0"),
        gift("FT1", 200_000, ADDRESS, FUND),
    ],
)
def test_other_content_under_the_same_identity_is_kept_beside_and_replaces_nothing(
    inbox: Inbox, other: Envelope
) -> None:
    first = gift("FT1", 200_000, ADDRESS)
    inbox.put(first)
    assert inbox.put(other) == "quarantined"
    assert inbox.put(other) == "quarantined"
    assert inbox.read("bank-FT1.json") == first
    (aside,) = inbox.asides("quarantine")
    assert aside.content is not None
    assert aside.content.envelope == other


def test_what_a_person_has_looked_at_in_quarantine_does_not_come_back(inbox: Inbox) -> None:
    inbox.put(gift("FT1", 200_000, ADDRESS))
    for expected in (1, 0):
        inbox.put(gift("FT1", 300_000, ADDRESS))
        names = inbox.names("quarantine")
        assert len(names) == expected
        for name in names:
            inbox.put_away("quarantine", name)
    assert inbox.put(gift("FT1", 400_000, ADDRESS)) == "quarantined"
    assert len(inbox.names("quarantine")) == 1


@pytest.mark.parametrize("where", ["unpushed", "kept"])
def test_what_is_committed_already_is_known(inbox: Inbox, where: str) -> None:
    inbox.put(gift("FT1", 200_000, ADDRESS))
    inbox.committed(["bank-FT1.json"])
    if where == "kept":
        inbox.published(["bank-FT1.json"])
    assert inbox.put(gift("FT1", 200_000, ADDRESS)) == "known"
    assert inbox.put(gift("FT1", 300_000, ADDRESS)) == "quarantined"
    assert inbox.names("inbox") == []


def test_many_threads_with_the_same_payments_leave_each_once(inbox: Inbox) -> None:
    envelopes = [gift(f"FT{number % 50}", 200_000, ADDRESS) for number in range(400)]
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(inbox.put, envelopes))
    assert answers.count("new") == 50
    assert answers.count("known") == 350
    assert len(inbox.names("inbox")) == 50


def test_a_promise_and_a_payment_of_the_same_name_do_not_pass_for_one_another(inbox: Inbox) -> None:
    told = promise()
    inbox.put(told)
    assert inbox.put(gift(told.intake.id.removeprefix("pledge-"), source="pledge")) == "quarantined"


def test_what_cannot_be_understood_is_kept_with_its_reason(inbox: Inbox) -> None:
    for _ in range(3):
        inbox.refuse("stripe", '{"type": "unheard.of"}', "unreadable", "unheard.of", NOW)
    (aside,) = inbox.asides("quarantine")
    assert aside.content is not None
    assert (aside.content.reason, aside.content.text) == ("unreadable", '{"type": "unheard.of"}')


def test_a_half_written_temporary_of_a_dead_writer_goes_and_a_young_one_stays(inbox: Inbox) -> None:
    for name, age in (("old", 3600), ("young", 0)):
        file = inbox.temporary / name
        file.write_bytes(b'{"version": 1, "inta')
        os.utime(file, (file.stat().st_mtime - age,) * 2)
    assert durable.clean(inbox.temporary) == 1
    assert os.listdir(inbox.temporary) == ["young"]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EIO, errno.EDQUOT])
@pytest.mark.parametrize("step", ["write", "fsync", "link"])
def test_an_error_of_the_disk_at_any_step_is_told_and_leaves_nothing_half(
    inbox: Inbox, monkeypatch: pytest.MonkeyPatch, step: str, number: int
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(os, step, refuse)
        with pytest.raises(NotKept):
            inbox.put(gift("FT1", 200_000, ADDRESS))
    assert os.listdir(inbox.temporary) == []
    # Told again it is kept, whether its name was in the folder by then or not.
    assert inbox.put(gift("FT1", 200_000, ADDRESS)) in ("new", "known")
    assert inbox.read("bank-FT1.json") == gift("FT1", 200_000, ADDRESS)


def test_every_thread_that_shares_a_failed_sync_is_told(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = durable.Folder(place)

    def refuse(_: Path) -> None:
        raise OSError(errno.EIO, "broken")

    monkeypatch.setattr(durable, "sync_folder", refuse)

    def told(_: int) -> bool:
        try:
            folder.sync()
        except OSError:
            return True
        return False

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(told, range(64)))


@contextmanager
def mounted(place: Path, options: str) -> Iterator[Path]:
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "none", str(place)], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


@MOUNTS
def test_a_full_disk_is_told_and_what_was_acknowledged_before_is_there(place: Path) -> None:
    with mounted(place / "small", "size=400k") as small:
        inbox = Inbox(small)
        kept: list[str] = []

        def fill() -> None:
            for number in range(1000):
                inbox.put(gift(f"FT{number}", 200_000, ADDRESS))
                kept.append(f"bank-FT{number}.json")

        with pytest.raises(NotKept) as refusal:
            fill()
        assert refusal.value.error.errno == errno.ENOSPC
        assert sorted(kept) == inbox.names("inbox")
        assert all(isinstance(inbox.read(name), Envelope) for name in kept)


@MOUNTS
def test_a_read_only_disk_is_told(place: Path) -> None:
    with mounted(place / "small", "size=1m") as small:
        inbox = Inbox(small)
        subprocess.run(["mount", "-o", "remount,ro", str(small)], check=True)
        with pytest.raises(NotKept) as refusal:
            inbox.put(gift("FT1", 200_000, ADDRESS))
        assert refusal.value.error.errno == errno.EROFS


@pytest.mark.parametrize("step", range(1, 9))
def test_a_process_that_dies_at_any_step_of_a_move_loses_nothing(place: Path, step: int) -> None:
    """The system calls of a move, cut off after each one in turn."""
    program = """
import os, sys
from pathlib import Path
from scripts.bench.faults import can_mount
from scripts.callback import durable
left = int(sys.argv[2])
def counted(call):
    def run(*arguments, **more):
        global left
        left -= 1
        if left == 0:
            os._exit(9)
        return call(*arguments, **more)
    return run
for name in ("link", "unlink", "fsync"):
    setattr(os, name, counted(getattr(os, name)))
place = Path(sys.argv[1])
durable.move_all(place / "a", place / "b", ["x", "y"])
"""
    for name in ("a", "b"):
        (place / name).mkdir()
    for name in ("x", "y"):
        (place / "a" / name).write_text(name)
    subprocess.run([sys.executable, "-c", program, str(place), str(step)], check=False)
    for name in ("x", "y"):
        places = [folder for folder in ("a", "b") if (place / folder / name).is_file()]
        assert places
        assert all((place / folder / name).read_text() == name for folder in places)
    durable.move_all(place / "a", place / "b", ["x", "y"])
    assert sorted(os.listdir(place / "b")) == ["x", "y"]
    assert os.listdir(place / "a") == []
