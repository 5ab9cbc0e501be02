"""`portal test`: every check of the project: style, types, who imports whom, and the tests with a real browser."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys

from scripts.folders import ROOT
from scripts.messages import text
from scripts.programs import BROWSER, chromium, html_checker, libreoffice, pango

_STEPS: tuple[tuple[str, ...], ...] = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("lint-imports",),
)


def run(options: argparse.Namespace) -> int:
    """All steps run even when one fails, so one run tells everything; pytest is last: its count ends the output."""
    environment = os.environ | {BROWSER: chromium(options.lang)}
    for install in (html_checker, libreoffice, pango):
        install(options.lang)  # before several processes ask for it at once
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
