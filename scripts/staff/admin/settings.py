"""Settings of the form editor: one TOML file, like the callback's. Accounts are a file of their own."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from scripts.callback.settings import RebuildSettings, RepositorySettings, ServerSettings
from scripts.messages import Stop

LOOPBACK = ("127.0.0.1", "localhost", "::1")


class AdminServer(ServerSettings):
    port: Annotated[int, Field(ge=0, le=65535)] = 8720
    threads: Annotated[int, Field(ge=1, le=64)] = 8


class AdminFile(BaseModel):
    """The TOML file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    state: Path
    """Clone, drafts and what saves time; to be backed up, as drafts are nowhere else."""
    accounts: Path
    """Outside of every repository."""
    url: Annotated[str, Field(pattern=r"^https?://[^\s/?#@]+$")]
    """Where editors open it, without a path: ``https://nhandao.example.vn``."""
    repository: RepositorySettings
    server: AdminServer = AdminServer()
    rebuild: RebuildSettings | None = None


def load(path: Path) -> AdminFile:
    """Settings from a file, paths in it read from its folder. Raises Stop."""
    try:
        file = AdminFile.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise Stop(1, "admin-no-settings", path=path) from None
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise Stop(1, "settings-wrong", path=path, field=where, problem=first["msg"]) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Stop(1, "settings-unread", path=path, problem=error) from None
    folder = path.resolve().parent
    file = file.model_copy(update={"state": folder / file.state, "accounts": folder / file.accounts})
    parts = urlsplit(file.url)
    if parts.scheme != "https" and parts.hostname not in LOOPBACK:
        raise Stop(1, "admin-not-secure", url=file.url)
    inside = file.accounts.parent.resolve()
    if any((place / ".git").exists() for place in (inside, *inside.parents)):
        raise Stop(1, "admin-accounts-inside", path=file.accounts)
    return file
