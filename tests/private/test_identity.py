"""The office keeps who the people of an address are: sealed, out of the data, and told to nobody without the key."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from nhandao.book.book import Book
from nhandao.records.address import Address, Finish
from scripts import command_line
from scripts.folders import ROOT
from scripts.private import keys
from scripts.private.identity import Identity, Person
from scripts.private.retention import identities_due
from scripts.private.store import IdentityStore, NotOpened, UnsafePlace
from tests import tree

CODE = "DC23A0002G"
SECRETS = ("Nguyễn Văn Mẫu", "012345678901", "0900000000", "Số 0, ấp Mẫu")
TYPED = """
people:
  - {full_name: Nguyễn Văn Mẫu, role: self, born: "1958", id_number: "012345678901", phone: "0900000000"}
place: Số 0, ấp Mẫu
consent_kept: Tủ 2
"""

Run = Callable[..., tuple[int, str, str]]


class Office:
    """A data folder, a private store beside it with the keys of this year, and a stick with the secret one."""

    def __init__(self, place: Path) -> None:
        self.place, self.data, self.private = place, tree.write(place / "data"), place / "private"
        self.stick = place / "stick.json"
        self.year = date.today().year  # noqa: DTZ011
        self.store = IdentityStore(self.private, (self.data,))
        keys.make_pair(self.store.public_keys, self.stick, self.year)
        self.typed = place / "typed.yaml"
        self.typed.write_text(TYPED, encoding="utf-8")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


@pytest.fixture
def portal(office: Office, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(action: str, *arguments: str) -> tuple[int, str, str]:
        where = ("--data", str(office.data), "--private", str(office.private), "--as-of", "2023-10-31")
        status = command_line.run(["identity", action, *arguments, *where])
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


def test_what_was_typed_comes_back_with_the_key_by_code_and_by_number_of_the_file(office: Office, portal: Run) -> None:
    status, said, _ = portal("add", CODE, "--from", str(office.typed))
    assert status == 0
    assert "chỉ người giữ khoá bí mật mở được" in said
    assert str(office.typed) in said  # is to be deleted now
    for name in (CODE, "HS-1"):
        status, said, _ = portal("show", name, "--key", str(office.stick))
        assert status == 0
        assert all(word in said for word in (*SECRETS, "Tủ 2", "HS-1", CODE))


def test_nothing_of_it_stands_anywhere_in_the_clear(office: Office, portal: Run) -> None:
    _, said, told = portal("add", CODE, "--from", str(office.typed))
    office.typed.unlink()
    assert not [word for word in SECRETS if word in said + told]
    for path in office.place.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        assert not [word for word in SECRETS if word.encode() in content or word in path.name]
    modes = {path.stat().st_mode & 0o077 for path in office.private.rglob("*") if "keys" not in path.parts}
    assert modes == {0}


def test_answers_are_asked_for_one_by_one(office: Office, portal: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    answers = [SECRETS[0], "self", "", SECRETS[1], "", "c", "Trần Thị Mẫu", "member", "1990", "", "", "k", SECRETS[3]]
    monkeypatch.setattr(sys, "stdin", Terminal("\n".join([*answers, "", "", ""]) + "\n"))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    status, _, told = portal("add", CODE)
    assert status == 0, told
    kept = office.store.open(CODE, keys.secret_key(office.stick))
    assert [(one.full_name, one.role, one.born) for one in kept.people] == [
        ("Nguyễn Văn Mẫu", "self", None),
        ("Trần Thị Mẫu", "member", "1990"),
    ]
    assert (kept.place, kept.bank) == (SECRETS[3], None)


def test_without_a_terminal_it_says_how_to_hand_it_in(portal: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    status, _, told = portal("add", CODE)
    assert status == 1
    assert "--from" in told


@pytest.mark.parametrize(
    ("typed", "where"),
    [
        ("people: []\n", "people"),
        ("place: x\n", "people"),
        (TYPED.replace('"012345678901"', '"01234"'), "people[0].id_number"),
        (TYPED.replace("role: self", "role: chủ hộ"), "people[0].role"),
        (TYPED + "nick: Mẫu\n", "nick"),
        ("people: [\n", ""),
        ("- x\n", ""),
    ],
)
def test_what_is_wrong_is_told_by_place_and_never_by_what_was_found(
    office: Office, portal: Run, typed: str, where: str
) -> None:
    office.typed.write_text(typed, encoding="utf-8")
    status, _, told = portal("add", CODE, "--from", str(office.typed))
    assert status == 1
    assert where in told
    assert not [word for word in (*SECRETS, "01234", "chủ hộ") if word in told]
    assert "Traceback" not in told
    assert list(office.store.references()) == []


def test_a_second_one_is_only_put_in_the_place_of_the_first_when_asked_to(office: Office, portal: Run) -> None:
    portal("add", CODE, "--from", str(office.typed))
    before = office.store.open(CODE, keys.secret_key(office.stick))
    office.typed.write_text(TYPED.replace("0900000000", "0900000001"), encoding="utf-8")
    status, _, told = portal("add", CODE, "--from", str(office.typed))
    assert status == 1
    assert "--replace" in told
    assert office.store.open(CODE, keys.secret_key(office.stick)) == before
    assert portal("add", CODE, "--from", str(office.typed), "--replace")[0] == 0
    assert office.store.open(CODE, keys.secret_key(office.stick)).people[0].phone == "0900000001"


@pytest.mark.parametrize("found", ["DC23A0009V", "HS-99", "../x"])
def test_an_address_that_is_not_in_the_data_is_refused(office: Office, portal: Run, found: str) -> None:
    status, _, told = portal("add", found, "--from", str(office.typed))
    assert status == 1
    assert found in told


def test_a_file_inside_the_data_or_a_repository_is_not_read(office: Office, portal: Run) -> None:
    inside = office.data / "addresses" / "ai.yaml"
    inside.write_text(TYPED, encoding="utf-8")
    status, _, told = portal("add", CODE, "--from", str(inside), "--dry-run")
    inside.unlink()
    assert status == 1
    assert "Nguyễn" not in told


def test_a_store_inside_the_data_is_refused(office: Office) -> None:
    with pytest.raises(UnsafePlace):
        IdentityStore(office.data / "rieng", (office.data,))


def test_the_list_tells_what_is_missing_and_no_name(office: Office, portal: Run) -> None:
    _, said, _ = portal("list")
    assert f"{CODE}  hồ sơ HS-1  CHƯA có danh tính" in said
    portal("add", CODE, "--from", str(office.typed))
    _, said, _ = portal("list")
    assert f"{CODE}  hồ sơ HS-1  đã có danh tính" in said
    assert "1 danh tính, 0 hồ sơ chưa có, 0 đến hạn xoá" in said
    assert not [word for word in SECRETS if word in said]


def test_what_is_removed_is_gone_and_a_dry_run_removes_nothing(office: Office, portal: Run) -> None:
    portal("add", CODE, "--from", str(office.typed))
    assert portal("remove", CODE, "--dry-run")[0] == 0
    assert list(office.store.references()) == [CODE]
    assert portal("remove", CODE)[0] == 0
    assert list(office.store.references()) == []
    status, _, told = portal("remove", CODE)
    assert status == 1
    assert CODE in told


def test_another_key_or_a_damaged_box_opens_nothing(office: Office, portal: Run) -> None:
    portal("add", CODE, "--from", str(office.typed))
    keys.make_pair(office.place / "other", office.place / "other.json", office.year)
    status, _, told = portal("show", CODE, "--key", str(office.place / "other.json"))
    assert (status, "không mở được" in told) == (1, True)
    box = next(office.store.boxes.glob("*/*.box"))
    box.write_bytes(box.read_bytes()[:-7])
    status, _, told = portal("show", CODE, "--key", str(office.stick))
    assert (status, "không mở được" in told) == (1, True)
    assert not [word for word in SECRETS if word in told]


def kept(on: date) -> Identity:
    return Identity(reference=CODE, written_on=on, people=(Person(full_name=SECRETS[0]),))


def test_boxes_of_an_old_year_are_sealed_anew_so_that_its_key_can_be_destroyed(tmp_path: Path, office: Office) -> None:
    old = office.year - 3
    keys.make_pair(office.store.public_keys, tmp_path / "old.json", old)
    office.store.seal(kept(date(old, 5, 1)), date(old, 5, 1))
    was = keys.secret_key(tmp_path / "old.json")
    assert office.store.sealed_for(CODE) == was.id
    run = ["identity", "reseal", "--private", str(office.private), "--data", str(office.data)]
    assert command_line.run([*run, "--key", str(tmp_path / "old.json")]) == 0
    assert office.store.open(CODE, keys.secret_key(office.stick)) == kept(date(old, 5, 1))
    assert len(list(office.store.boxes.glob("*/*.box"))) == 1
    with pytest.raises(NotOpened):
        office.store.open(CODE, was)


def test_a_box_being_replaced_is_never_missing_and_the_newer_one_counts(office: Office) -> None:
    old = office.year - 1
    office.store.seal(kept(date(old, 5, 1)), date(office.year, 1, 2))
    # As after a stop between writing the new one and taking the old one away.
    (office.store.boxes / str(old)).mkdir()
    (office.store.boxes / f"{old}/{CODE}.box").write_bytes(b"nhandao-box-1 0123456789abcdef\nx")
    assert office.store.open(CODE, keys.secret_key(office.stick)) == kept(date(old, 5, 1))
    assert list(office.store.references()) == [CODE]
    office.store.delete(CODE)
    assert list(office.store.references()) == []


@pytest.mark.parametrize(("as_of", "found"), [("2033-07-31", ()), ("2033-08-01", (CODE,))])
def test_an_identity_goes_ten_years_after_its_address_ended(tmp_path: Path, as_of: str, found: tuple[str, ...]) -> None:
    book: Book = tree.book(tree.write(tmp_path / "data"))
    end = Finish(on=tree.day("2023-08-01"), reason="graduated", outcome="Có việc làm, nay đã tự lo được.")
    ended = Address(**{**dict(book.addresses[CODE]), "finished": end})
    assert identities_due(book, [CODE], tree.day(as_of)) == ()
    assert identities_due(replace(book, addresses={CODE: ended}), [CODE, "DC23A0009V"], tree.day(as_of)) == found


def test_site_and_release_have_no_way_to_the_private_store() -> None:
    lists = "import sys, nhandao.site, nhandao.office.files, scripts.build, scripts.release\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", lists], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not [name for name in done.stdout.split() if name.startswith(("scripts.private", "nacl"))]
