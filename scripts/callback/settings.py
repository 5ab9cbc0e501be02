"""The callback's configuration: a TOML file for what may be read by all who serve it, and secrets kept apart.

Secrets come from files in the folder `secrets` (or systemd's credentials folder), or from the environment, never from
the TOML file: what is copied into a mail or a ticket holds none. A door without its secrets does not exist.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from scripts.callback.money import ForeignCurrency, Rate
from scripts.messages import Stop

SECRETS: Mapping[str, str] = {
    "sepay-api-keys": "several, one on a line",
    "sepay-signing-secrets": "several, one on a line",
    "casso-signing-secrets": "several, one on a line",
    "casso-secure-tokens": "several, one on a line",
    "stripe-key": "one",
    "stripe-signing-secrets": "several, one on a line",
    "smtp-password": "one",
    "form-key": "one of 32 characters or more; shared by instances behind one name, else made by itself",
    "receipt-key": "the same, for the codes on receipts",
}
"""Names of the files in the folder of secrets. In the environment: ``NHANDAO_STRIPE_KEY`` and so on."""


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class RepositorySettings(_Table):
    remote: Annotated[str, Field(min_length=1)]
    """Address of the data repository, as git takes it."""
    branch: str = "main"
    data: str = ""
    """The data folder inside the repository; empty when it is the whole of it."""
    author: str = "portal callback <callback@localhost>"


class ServerSettings(_Table):
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8710
    threads: Annotated[int, Field(ge=1, le=256)] = 16
    proxies: Annotated[int, Field(ge=0, le=5)] = 0
    """How many of our own proxies stand in front and add the caller to X-Forwarded-For."""


class RateSettings(_Table):
    rate: Annotated[str, Field(pattern=r"^[1-9]\d{0,5}(\.\d{1,4})?$")]
    """Đồng for one major unit."""
    source: Annotated[str, Field(min_length=3, max_length=200)]


class StripeSettings(_Table):
    api: str | None = None
    """Address of a stand-in; left out, Stripe itself."""
    rates: Mapping[ForeignCurrency, RateSettings] = {}


class PledgeSettings(_Table):
    series: Annotated[str, Field(pattern=r"^[A-HJ-NP-Z]{1,24}$")] = "B"
    """Series letters that references of this instance are taken from: no two instances share one."""
    private: Path
    """The private store, for contacts of donors: outside the data and outside every repository. `portal keys` makes its
    key of the year."""


class MailSettings(_Table):
    host: str
    port: Annotated[int, Field(ge=1, le=65535)] = 587
    user: str = ""
    sender: Annotated[str, Field(pattern=r"^[^\s@<>]+@[^\s@<>]+$")]
    tls: Literal["starttls", "tls", "none"] = "starttls"


class RebuildSettings(_Table):
    command: Annotated[tuple[str, ...], Field(min_length=1)]
    """What builds and publishes the site after a commit; run one at a time, never in the way of a payment."""
    least_seconds: Annotated[float, Field(ge=0)] = 20.0
    """Rest between two runs."""
    timeout_seconds: Annotated[float, Field(gt=0)] = 1800.0


class CallbackFile(_Table):
    """The TOML file."""

    state: Path
    site_url: Annotated[str, Field(pattern=r"^https?://[^\s/]+(/[^\s]*)?$")]
    site: Path | None = None
    """Folder of the built site; its frame goes around answers to donors."""
    secrets: Path | None = None
    repository: RepositorySettings
    server: ServerSettings = ServerSettings()
    stripe: StripeSettings = StripeSettings()
    pledges: PledgeSettings | None = None
    mail: MailSettings | None = None
    rebuild: RebuildSettings | None = None


@dataclass(frozen=True)
class Secrets:
    """Values of `SECRETS`, never shown."""

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)

    def all(self, name: str) -> tuple[str, ...]:
        return self.values.get(name, ())

    def one(self, name: str) -> str | None:
        return next(iter(self.all(name)), None)


@dataclass(frozen=True)
class Settings:
    file: CallbackFile
    secrets: Secrets
    path: Path

    @property
    def state(self) -> Path:
        return self.file.state

    @property
    def rates(self) -> dict[Any, Rate]:
        return {currency: Rate(rate.rate, rate.source) for currency, rate in self.file.stripe.rates.items()}


def load(path: Path, environment: Mapping[str, str] | None = None) -> Settings:
    """Settings from a TOML file, paths in it read from its folder, and the secrets beside it.

    Raises Stop with the file, the field and what to write instead.
    """
    environment = os.environ if environment is None else environment
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Stop(1, "no-settings", path=path) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Stop(1, "settings-unread", path=path, problem=error) from None
    try:
        file = CallbackFile.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise Stop(1, "settings-wrong", path=path, field=where, problem=first["msg"]) from None
    file = _placed(file, path.resolve().parent)
    return Settings(file, _secrets(file.secrets, environment), path)


def _placed(file: CallbackFile, folder: Path) -> CallbackFile:
    """The same with full paths."""
    changes: dict[str, Any] = {
        name: folder / value for name in ("state", "site", "secrets") if (value := getattr(file, name)) is not None
    }
    if file.pledges is not None:
        changes["pledges"] = file.pledges.model_copy(update={"private": folder / file.pledges.private})
    return file.model_copy(update=changes)


def _secrets(folder: Path | None, environment: Mapping[str, str]) -> Secrets:
    folders = [folder, Path(environment["CREDENTIALS_DIRECTORY"]) if "CREDENTIALS_DIRECTORY" in environment else None]
    values: dict[str, tuple[str, ...]] = {}
    for name in SECRETS:
        told = environment.get(f"NHANDAO_{name.upper().replace('-', '_')}", "")
        for place in folders:
            if place is not None and not told:
                try:
                    told = (place / name).read_text(encoding="utf-8")
                except FileNotFoundError:
                    continue
                except (OSError, UnicodeDecodeError) as error:
                    raise Stop(1, "secret-unread", path=place / name, problem=error) from None
        found = tuple(part for part in re.split(r"[\r\n]+", told) if part.strip())
        if found:
            values[name] = tuple(part.strip() for part in found)
    return Secrets(values)
