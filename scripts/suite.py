"""`portal test`: every check of the project: style, types, who imports whom, and the tests with a real browser."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys

from scripts.folders import ROOT
from scripts.messages import Stop, text

BROWSER = "NHANDAO_CHROMIUM"
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")

_STEPS: tuple[tuple[str, ...], ...] = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("lint-imports",),
)


def run(options: argparse.Namespace) -> int:
    """All steps run even when one fails, so one run tells everything; pytest is last: its count ends the output."""
    environment = os.environ | {BROWSER: chromium(options.lang)}
    failed = []
    for step in _STEPS:
        if options.rest:
            break  # arguments for pytest: somebody is working on some tests
        print(f"$ {' '.join(step)}", flush=True)
        program = shutil.which(step[0], path=os.path.dirname(sys.executable)) or step[0]
        if subprocess.run([program, *step[1:]], cwd=ROOT, env=environment).returncode:
            failed.append(step[0])
    pytest = [sys.executable, "-m", "pytest", *(options.rest or ["-n", "auto", "-q"])]
    print("$ pytest", flush=True)
    if subprocess.run(pytest, cwd=ROOT, env=environment).returncode:
        failed.append("pytest")
    if failed:
        print(text("steps-failed", options.lang, steps=", ".join(failed)), file=sys.stderr)
        return 1
    return 0


def chromium(lang: str) -> str:
    """Path of a Chromium, installed now where that is possible. Raises Stop when there is none."""
    if found := _find():
        return found
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        print(text("installing-chromium", lang), file=sys.stderr, flush=True)
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "stdin": subprocess.DEVNULL}
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update"], ["install", "-y", "--no-install-recommends", "chromium", "fonts-dejavu-core"]):
            subprocess.run(["apt-get", *command], env=environment, **quiet)  # type: ignore[call-overload]
        if found := _find():
            return found
    raise Stop(2, "no-chromium")


def _find() -> str:
    named = os.environ.get(BROWSER, "")
    if named:
        return named if os.access(named, os.X_OK) else ""
    return next((path for name in _NAMES if (path := shutil.which(name))), "")
