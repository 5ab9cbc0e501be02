"""The kept messages make the ledger again; what somebody changed in it is shown."""

from __future__ import annotations

from pathlib import Path

from scripts.callback.replay import Difference, replay, replay_state
from scripts.callback.repository import Repository
from scripts.callback.shelf import Shelf
from tests.callback.office import ADDRESS, FUND, PLEDGE, Office, gift, promise, work


def test_the_ledger_follows_from_the_kept_messages_and_a_change_by_hand_is_shown(place: Path) -> None:
    office = Office(place / "office")
    committer = office.committer()
    for envelope in (
        promise(),
        gift("A", 500_000, PLEDGE),
        gift("B", 200_000, FUND),
        gift("C", 200_000, ADDRESS),
        gift("D", 100_000, reverses="bank-C"),
    ):
        committer.inbox.put(envelope)
    work(committer)

    def told() -> list[Difference]:
        repository = Repository(office.remote, "", "main", "")
        head = repository.head
        assert head is not None
        found = list(replay(committer.inbox.messages(), Shelf(repository, head)))
        repository.close()
        return found

    assert told() == []
    office.pull()
    folder = office.staff / "receipts/2023/10/31"
    (folder / "bank-B.yaml").unlink()
    (folder / "bank-C.yaml").write_text((folder / "bank-C.yaml").read_text().replace("200000", "900000"))
    pledge = office.staff / f"pledges/2023/10/{PLEDGE}.yaml"
    pledge.write_text(pledge.read_text() + "accepted: {on: 2023-11-01}\n")
    office.push()
    assert told() == [
        Difference("bank-B", "missing", ""),
        Difference("bank-C", "differs", "receipts/2023/10/31/bank-C.yaml: value_vnd"),
    ]
    committer.look()
    committer.publish()
    assert list(replay_state(office.settings())) == told()
    committer.close()
