"""A trial of the form editor: a throw-away copy of some data with a shared repository, and one user of each role."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from argon2 import PasswordHasher

from scripts.messages import Stop
from scripts.staff.admin.accounts import Accounts
from scripts.staff.admin.settings import AdminFile, load


class User(NamedTuple):
    user: str
    name: str
    role: str
    units: tuple[str, ...]


USERS = (
    User("xa", "Cô Mẫu (xã)", "commune", ("2023/25216", "2023/25217")),
    User("huyen", "Anh Mẫu (huyện)", "district", ("688",)),
    User("tinh", "Chị Mẫu (tỉnh)", "province", ()),
)


def make(
    folder: Path, data: Path, port: int, users: Iterable[User] = USERS, hasher: PasswordHasher | None = None
) -> tuple[AdminFile, dict[str, str]]:
    """Settings of a trial below an empty folder, and the password of each user. Raises Stop."""
    work, remote = folder / "data", folder / "data.git"
    shutil.copytree(data, work, ignore=shutil.ignore_patterns(".git"))
    _git(work, "init", "--quiet", "--initial-branch=main")
    _git(work, "add", "-A")
    _git(work, "commit", "--quiet", "-m", "sample")
    _git(work, "clone", "--quiet", "--bare", str(work), str(remote))
    config = folder / "admin.toml"
    config.write_text(
        f'state = "state"\naccounts = "accounts.toml"\nurl = "http://127.0.0.1:{port}"\n'
        f'[repository]\nremote = "{remote}"\n[server]\nport = {port}\n',
        encoding="utf-8",
    )
    settings = load(config)
    accounts = Accounts(settings.accounts, folder / "locks.json", hasher)
    return settings, {one.user: accounts.add(one.user, one.name, one.role, one.units) for one in users}


def _git(folder: Path, *line: str) -> None:
    # Nothing of the user's own git: no hook, no signing key, no name.
    environment = {"PATH": os.environ.get("PATH", ""), "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}
    settings = ("-c", "user.name=portal admin", "-c", "user.email=admin@localhost")
    done = subprocess.run(["git", *settings, *line], cwd=folder, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise Stop(2, "demo-not-built", problem=done.stderr.strip()[-300:])
