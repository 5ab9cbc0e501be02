"""The private store: sealed by the server, opened only with a key that is not on it."""

from __future__ import annotations

import os
import subprocess
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.private import keys
from scripts.private.contact import Contact
from scripts.private.files import replace, write_new
from scripts.private.store import NotOpened, PrivateStore, UnsafePlace

ON = date(2023, 10, 31)
SECRETS = ("0912345678", "an@example.org", "Chúc cô khoẻ")


def contact(reference: str = "CK23B00019", **fields: object) -> Contact:
    values = {"phone": SECRETS[0], "email": SECRETS[1], "message": SECRETS[2], "message_state": "waiting"} | fields
    return Contact(reference=reference, account="DC23A0002G", made_on=ON, consent_on=ON, **values)  # type: ignore[arg-type]


@pytest.fixture
def store(tmp_path: Path) -> PrivateStore:
    made = PrivateStore(tmp_path / "private")
    keys.make_pair(made.public_keys, tmp_path / "stick" / "2023.secret", 2023)
    return made


@pytest.fixture
def secret(store: PrivateStore, tmp_path: Path) -> keys.Secret:
    return keys.secret_key(tmp_path / "stick" / "2023.secret")


def test_what_is_sealed_opens_with_the_secret_key_as_it_was(store: PrivateStore, secret: keys.Secret) -> None:
    store.seal(contact(), ON)
    assert store.open("CK23B00019", secret) == contact()
    assert list(store.references()) == ["CK23B00019"]


def test_nothing_personal_stands_in_any_file_or_name(store: PrivateStore) -> None:
    store.seal(contact(), ON)
    for path in store.folder.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        assert not [word for word in SECRETS if word.encode() in content or word in path.name]


def test_files_are_for_their_owner_alone(store: PrivateStore, tmp_path: Path) -> None:
    path = store.seal(contact(), ON)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o077 == 0
    assert (tmp_path / "stick/2023.secret").stat().st_mode & 0o777 == 0o600


def test_boxes_of_short_and_longer_messages_look_alike(store: PrivateStore) -> None:
    sizes = {store.seal(contact(f"CK23B000{n}", message="x" * n), ON).stat().st_size for n in range(10, 99, 11)}
    assert len(sizes) == 1


def test_a_box_is_never_written_over(store: PrivateStore, secret: keys.Secret) -> None:
    store.seal(contact(), ON)
    with pytest.raises(FileExistsError):
        store.seal(contact(message="khác"), ON)
    assert store.open("CK23B00019", secret).message == SECRETS[2]


def test_another_key_or_a_changed_box_opens_nothing(store: PrivateStore, secret: keys.Secret, tmp_path: Path) -> None:
    path = store.seal(contact(), ON)
    keys.make_pair(tmp_path / "other", tmp_path / "other.secret", 2023)
    with pytest.raises(NotOpened, match="another key"):
        store.open("CK23B00019", keys.secret_key(tmp_path / "other.secret"))
    content = bytearray(path.read_bytes())
    for place in (0, 40, len(content) - 1):
        broken = bytearray(content)
        broken[place] ^= 1
        path.write_bytes(broken)
        with pytest.raises(NotOpened) as told:
            store.open("CK23B00019", secret)
        assert not [word for word in SECRETS if word in str(told.value)]


def test_a_new_year_without_a_key_of_its_own_uses_the_last_one(
    store: PrivateStore, secret: keys.Secret, tmp_path: Path
) -> None:
    store.seal(contact(), date(2024, 1, 1))
    assert store.open("CK23B00019", secret) == contact()
    keys.make_pair(store.public_keys, tmp_path / "stick/2024.secret", 2024)
    assert keys.public_key(store.public_keys, 2024).year == 2024
    assert keys.public_key(store.public_keys, 2023).year == 2023
    with pytest.raises(keys.KeyProblem, match="no public key"):
        keys.public_key(store.public_keys, 2022)


def test_without_a_key_nothing_is_kept_in_the_open(tmp_path: Path) -> None:
    store = PrivateStore(tmp_path / "private")
    with pytest.raises(keys.KeyProblem) as told:
        store.seal(contact(), ON)
    assert "khoá công khai" in told.value.text("vi")
    assert list(store.references()) == []


def test_a_pair_is_never_made_over_another(store: PrivateStore, tmp_path: Path) -> None:
    before = (tmp_path / "stick/2023.secret").read_bytes()
    with pytest.raises(keys.KeyProblem, match="exists"):
        keys.make_pair(store.public_keys, tmp_path / "new.secret", 2023)
    with pytest.raises(keys.KeyProblem, match="exists"):
        keys.make_pair(tmp_path / "new", tmp_path / "stick/2023.secret", 2024)
    assert (tmp_path / "stick/2023.secret").read_bytes() == before
    assert not (tmp_path / "new.secret").exists()
    assert not (tmp_path / "new/2024.json").exists()


def test_a_secret_key_others_can_read_is_refused(store: PrivateStore, tmp_path: Path) -> None:
    path = tmp_path / "stick/2023.secret"
    path.chmod(0o640)
    with pytest.raises(keys.KeyProblem) as told:
        keys.secret_key(path)
    assert "0600" in told.value.text("vi")


@pytest.mark.parametrize(
    "content", ["", "{}", "null", '{"format": "nhandao-secret-key-1", "year": 2023, "id": "x", "key": "AAAA"}']
)
def test_a_broken_key_file_is_told(tmp_path: Path, content: str) -> None:
    path = tmp_path / "2023.json"
    path.write_text(content)
    path.chmod(0o600)
    with pytest.raises(keys.KeyProblem):
        keys.secret_key(path)
    with pytest.raises(keys.KeyProblem):
        keys.public_key(tmp_path, 2023)


def test_a_public_key_is_no_secret_key(store: PrivateStore) -> None:
    path = store.public_keys / "2023.json"
    with pytest.raises(keys.KeyProblem):
        keys.secret_key(path)
    assert "key=" not in repr(keys.public_key(store.public_keys, 2023)).replace("key=<", "")


def test_the_secret_is_in_no_text_of_its_object(secret: keys.Secret) -> None:
    assert bytes(secret.key).hex() not in repr(secret)
    assert "PrivateKey" not in repr(secret)


def test_the_store_is_neither_in_the_data_nor_in_git(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    with pytest.raises(UnsafePlace):
        PrivateStore(data / "private", published=(data,))
    (tmp_path / "link").symlink_to(data)
    with pytest.raises(UnsafePlace):
        PrivateStore(tmp_path / "link" / "private", published=(data,))
    subprocess.run(["git", "init", "-q", tmp_path / "repo"], check=True)
    with pytest.raises(UnsafePlace) as told:
        PrivateStore(tmp_path / "repo" / "a" / "private")
    assert "git" in told.value.text("vi")
    subprocess.run(["git", "init", "-q", "--bare", tmp_path / "bare"], check=True)
    with pytest.raises(UnsafePlace):
        PrivateStore(tmp_path / "bare" / "private")
    assert not (data / "private").exists()


def test_what_is_deleted_is_gone(store: PrivateStore, secret: keys.Secret) -> None:
    store.seal(contact(), ON)
    store.delete("CK23B00019")
    with pytest.raises(FileNotFoundError):
        store.open("CK23B00019", secret)


@pytest.mark.parametrize("name", ["../CK", "a/b", "", ".x", "x" * 130, "CK\n"])
def test_a_name_leads_nowhere_else(store: PrivateStore, secret: keys.Secret, name: str) -> None:
    with pytest.raises(ValueError, match=r"name|pattern"):
        contact(name)
    with pytest.raises(ValueError, match="name"):
        store.open(name, secret)


def test_a_write_that_was_cut_off_leaves_no_box_and_is_cleaned_up(store: PrivateStore) -> None:
    store.seal(contact(), ON)
    left = store.boxes / "2023" / ".CK23B0002X.box.abc"
    left.write_bytes(b"half")
    os.utime(left, (0, 0))
    young = store.boxes / "2023" / ".CK23B0003X.box.abc"
    young.write_bytes(b"half")
    again = PrivateStore(store.folder)
    assert list(again.references()) == ["CK23B00019"]
    assert not left.exists()
    assert young.exists(), "another process may be writing it"


def test_a_full_disk_leaves_nothing_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    for write in (write_new, replace):
        with pytest.raises(OSError, match="No space"):
            write(tmp_path / "place", b"content")
    assert list(tmp_path.iterdir()) == []


@settings(max_examples=30, deadline=None)
@given(message=st.text(max_size=400), phone=st.none() | st.text(max_size=25))
def test_whatever_was_typed_comes_back(
    tmp_path_factory: pytest.TempPathFactory, message: str, phone: str | None
) -> None:
    folder = tmp_path_factory.mktemp("p")
    store = PrivateStore(folder / "private")
    keys.make_pair(store.public_keys, folder / "secret", 2023)
    kept = contact(message=message or None, phone=phone)
    store.seal(kept, ON)
    assert store.open(kept.reference, keys.secret_key(folder / "secret")) == kept
