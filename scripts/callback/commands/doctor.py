"""`portal doctor`: everything the callback needs, looked at before donors depend on it."""

from __future__ import annotations

import argparse
import os
import shutil
import stat
import subprocess
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import NamedTuple
from urllib.error import URLError
from urllib.request import Request, urlopen

from scripts.callback import casso, sepay
from scripts.callback.git import Git, GitFailed
from scripts.callback.repository import BadSettings, Repository
from scripts.callback.service import CLONE
from scripts.callback.settings import SECRETS, Settings, load
from scripts.callback.stripe_client import is_live
from scripts.messages import number_text, text

LEAST_FREE_BYTES = 1_000_000_000
MOST_DRIFT_SECONDS = 60
"""Providers refuse signatures, and we theirs, from five minutes on."""


class Finding(NamedTuple):
    code: str  # of the text
    good: bool
    values: dict[str, object]


def run(options: argparse.Namespace) -> int:
    """Prints every finding; exit code 1 when one of them is bad."""
    settings = load(Path(options.config))
    bad = 0
    for finding in findings(settings, options.offline):
        bad += not finding.good
        print(f"{'✓' if finding.good else '✗'} {text(finding.code, options.lang, **finding.values)}")
    return 1 if bad else 0


def findings(settings: Settings, offline: bool) -> Iterator[Finding]:
    """What was looked at, in the order in which to mend it; `offline` leaves the network alone."""
    yield from _doors(settings)
    yield from _secret_files(settings)
    yield from _disk(settings)
    yield from _git()
    if not offline:
        yield _remote(settings)
        yield _clock(settings)


def _doors(settings: Settings) -> Iterator[Finding]:
    secrets = settings.secrets
    try:
        sepay.Keys(secrets.all("sepay-api-keys"), secrets.all("sepay-signing-secrets"))
        casso.Keys(secrets.all("casso-signing-secrets"), secrets.all("casso-secure-tokens"))
        if (key := secrets.one("stripe-key")) is not None:
            is_live(key)
    except ValueError as error:
        yield Finding("doctor-weak-secret", False, {"problem": error})
    for door, names in (
        ("SePay", ("sepay-api-keys", "sepay-signing-secrets")),
        ("Casso", ("casso-signing-secrets", "casso-secure-tokens")),
        ("Stripe", ("stripe-key",)),
    ):
        opened = any(secrets.all(name) for name in names)
        yield Finding("doctor-door-open" if opened else "doctor-door-closed", True, {"door": door})
    if secrets.one("stripe-key") and not secrets.all("stripe-signing-secrets"):
        yield Finding("doctor-stripe-unsigned", False, {})


def _secret_files(settings: Settings) -> Iterator[Finding]:
    folder = settings.file.secrets
    if folder is None:
        return
    for name in SECRETS:
        path = folder / name
        try:
            mode = path.stat().st_mode
        except OSError:
            continue
        good = not mode & (stat.S_IRWXG | stat.S_IRWXO)
        yield Finding("doctor-secret-mode", good, {"path": path, "mode": f"{stat.S_IMODE(mode):04o}"})


def _disk(settings: Settings) -> Iterator[Finding]:
    state = settings.state
    try:
        state.mkdir(parents=True, exist_ok=True)
        probe = state / ".doctor"
        with probe.open("wb") as file:
            file.write(b"?")
            file.flush()
            os.fsync(file.fileno())
        probe.unlink()
    except OSError as error:
        yield Finding("doctor-state-unwritable", False, {"path": state, "problem": error.strerror})
        return
    free = shutil.disk_usage(state).free
    yield Finding(
        "doctor-disk", free >= LEAST_FREE_BYTES, {"path": state, "free": number_text(free // 1_000_000, "vi")}
    )


def _git() -> Iterator[Finding]:
    try:
        version = subprocess.run(["git", "--version"], capture_output=True, text=True, timeout=10).stdout.strip()
        yield Finding("doctor-git", True, {"version": version})
    except (OSError, subprocess.TimeoutExpired):
        yield Finding("doctor-no-git", False, {})


def _remote(settings: Settings) -> Finding:
    repository = settings.file.repository
    folder = settings.state / CLONE
    try:
        Repository(folder, repository.remote, repository.branch, repository.data)
        branch = f"refs/heads/{repository.branch}"
        Git(folder).reach("ls-remote", "--exit-code", "--end-of-options", repository.remote, branch, seconds=30.0)
    except BadSettings as error:
        return Finding("doctor-remote-name", False, {"problem": error})
    except GitFailed as failure:
        return Finding("doctor-remote-away", False, {"remote": repository.remote, "problem": failure})
    return Finding("doctor-remote", True, {"remote": repository.remote, "branch": repository.branch})


def _clock(settings: Settings) -> Finding:
    """Our clock against that of the site's own host, which answers with its time."""
    try:
        began = time.time()
        with urlopen(Request(settings.file.site_url, method="HEAD"), timeout=10) as answer:
            told = parsedate_to_datetime(answer.headers["Date"])
        drift = abs((datetime.fromtimestamp((began + time.time()) / 2, UTC) - told).total_seconds())
    except (URLError, OSError, TypeError, ValueError):
        return Finding("doctor-clock-unknown", True, {"site": settings.file.site_url})
    return Finding("doctor-clock", drift <= MOST_DRIFT_SECONDS, {"seconds": round(drift)})
