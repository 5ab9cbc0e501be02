"""Who may log in: a TOML file outside every repository, with argon2 hashes of passwords and never a password.

Passwords are made here, so that nobody chooses a weak one and none stands on a command line. Wrong ones lock the
account for a while that grows; the count is kept on disk, so that a restart forgives nothing.
"""

from __future__ import annotations

import json
import re
import secrets
import tomllib
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Annotated, NamedTuple

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError, model_validator

from scripts.messages import Stop
from scripts.private import files
from scripts.staff.admin.roles import Editor, Role

USER = r"[a-z][a-z0-9-]{1,30}"
"""Names people log in with; parts of branch names too."""
UNIT = r"(2023|2025)/\d{5}|\d{3}"
MOST_PASSWORD = 200

_FREE_FAILURES = 5
_FIRST_LOCK_SECONDS = 60
_LONGEST_LOCK_SECONDS = 3600
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is read as another


class _Account(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, StringConstraints(min_length=2, max_length=60, pattern=r"^[^<>\x00-\x1f\x7f]+$")]
    role: Role
    units: tuple[Annotated[str, StringConstraints(pattern=rf"^({UNIT})$")], ...] = ()
    mail: Annotated[str, StringConstraints(pattern=r"^[^\s@<>]+@[^\s@<>]+$", max_length=100)] | None = None
    lang: Annotated[str, StringConstraints(pattern="^(vi|en)$")] = "vi"
    password: Annotated[str, StringConstraints(pattern=r"^\$argon2id\$")]

    @model_validator(mode="after")
    def _units_fit_the_role(self) -> _Account:
        fits = {"commune": r"\d{4}/\d{5}", "district": r"\d{3}", "province": "(?!)"}[self.role]
        if any(not re.fullmatch(fits, unit) for unit in self.units) or (self.role != "province" and not self.units):
            raise ValueError("units")
        return self


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    users: Mapping[Annotated[str, StringConstraints(pattern=rf"^{USER}$")], _Account] = {}


class Refused(NamedTuple):
    """A login that did not succeed; `until` when the account is locked."""

    until: datetime | None = None


class Accounts:
    """The accounts of one file. A change of the file counts from the next request on."""

    def __init__(self, path: Path, locks: Path, hasher: PasswordHasher | None = None) -> None:
        """`locks`: file that keeps how often each account was tried in vain. `hasher`: for new passwords."""
        self.path = path
        self._locks = locks
        self._lock = Lock()
        self._read: tuple[tuple[int, int], _File] | None = None
        self._hasher = hasher or PasswordHasher()

    @cached_property
    def _nobody(self) -> str:
        """Hash that no password fits, so that a name that does not exist takes as long."""
        return self._hasher.hash(secrets.token_hex(16))

    def editor(self, user: str) -> Editor | None:
        """Who has a user name now. Raises Stop when the file cannot be read."""
        account = self._file().users.get(user)
        if account is None:
            return None
        mail = account.mail or f"{user}@staff.invalid"
        return Editor(user, account.name, mail, account.role, frozenset(account.units), account.lang)

    def all(self) -> list[Editor]:
        return [editor for user in self._file().users if (editor := self.editor(user)) is not None]

    def log_in(self, user: str, password: str, now: datetime) -> Editor | Refused:
        """The editor when the password is right. Takes as long for a name that does not exist."""
        account = self._file().users.get(user)
        if account is None or len(password) > MOST_PASSWORD:
            self._fits(self._nobody, password[:MOST_PASSWORD])
            return Refused()
        with self._lock:  # attempts at once would otherwise all see the same count
            failures, until = self._failures(user)
            if until is not None and now < until:
                return Refused(until)
            if not self._fits(account.password, password):
                failures += 1
                over = failures - _FREE_FAILURES
                seconds = min(_LONGEST_LOCK_SECONDS, _FIRST_LOCK_SECONDS * 2 ** min(over, 10)) if over >= 0 else 0
                until = now + timedelta(seconds=seconds) if seconds else None
                self._note(user, failures, until)
                return Refused(until)
            if failures:
                self._note(user, 0, None)
        return self.editor(user) or Refused()

    def add(
        self, user: str, name: str, role: str, units: tuple[str, ...], mail: str | None = None, lang: str = "vi"
    ) -> str:
        """Make an account, or give one of that name a new password, role and units. Returns the password.

        Raises Stop.
        """
        if not re.fullmatch(USER, user):
            raise Stop(1, "admin-user-name", found=user)
        password = "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))
        values: dict[str, object] = {"name": name, "role": role, "units": units, "lang": lang}
        values |= {"password": self._hasher.hash(password)} | ({"mail": mail} if mail else {})
        try:
            account = _Account.model_validate(values)
        except ValidationError as error:
            first = error.errors()[0]
            field = ".".join(map(str, first["loc"])) or "units"
            raise Stop(1, "admin-account", field=field, found=values.get(field.split(".")[0], "")) from None
        users = dict(self._file().users) if self.path.exists() else {}
        self._write(users | {user: account})
        with self._lock:
            self._note(user, 0, None)
        return password

    def remove(self, user: str) -> None:
        """Take an account away; its sessions end. Raises Stop."""
        users = dict(self._file().users)
        if users.pop(user, None) is None:
            raise Stop(1, "admin-no-user", found=user)
        self._write(users)

    # ------------------------------------------------------------------------------------------------------------

    def _file(self) -> _File:
        try:
            facts = self.path.stat()
            stamp = facts.st_mtime_ns, facts.st_ino
            if self._read is not None and self._read[0] == stamp:
                return self._read[1]
            file = _File.model_validate(tomllib.loads(self.path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            raise Stop(1, "admin-no-accounts", path=self.path) from None
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"]))
            raise Stop(1, "settings-wrong", path=self.path, field=where, problem=first["msg"]) from None
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise Stop(1, "settings-unread", path=self.path, problem=error) from None
        self._read = stamp, file
        return file

    def _write(self, users: Mapping[str, _Account]) -> None:
        parts = []
        for user, account in sorted(users.items()):
            values = account.model_dump(exclude_none=True)
            # Texts and lists of texts are written the same way in TOML as in JSON.
            lines = [f"{field} = {json.dumps(value, ensure_ascii=False)}" for field, value in values.items()]
            parts.append("\n".join([f"[users.{user}]", *lines]) + "\n")
        files.replace(self.path, "\n".join(parts).encode())
        self._read = None

    def _fits(self, hash: str, password: str) -> bool:
        try:
            return self._hasher.verify(hash, password)
        except (VerificationError, InvalidHashError):
            return False

    def _failures(self, user: str) -> tuple[int, datetime | None]:
        entry = self._kept().get(user)
        if not isinstance(entry, list) or len(entry) != 2:
            return 0, None
        return int(entry[0]), datetime.fromisoformat(entry[1]) if entry[1] else None

    def _note(self, user: str, failures: int, until: datetime | None) -> None:
        kept = self._kept()
        kept.pop(user, None)
        if failures:
            kept[user] = [failures, until.isoformat() if until is not None else ""]
        files.replace(self._locks, json.dumps(kept).encode())

    def _kept(self) -> dict[str, list[int | str]] | dict[str, object]:
        try:
            kept = json.loads(self._locks.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return kept if isinstance(kept, dict) else {}
