"""Programs of others that checks of pages and the form editor need: found, or installed now where possible."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from scripts.arguments import shown
from scripts.folders import ROOT
from scripts.messages import Stop, text

BROWSER = "NHANDAO_CHROMIUM"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_JAVA = 17
WEB_TOOLS = ROOT / "tests/web-tools"
LIGHTHOUSE = WEB_TOOLS / "lighthouse"
"""A package of its own, as it is large and no test needs it."""
EDITOR = ROOT / "scripts/staff/editor"
"""The form editor's own package: the site needs nothing of it."""


def chromium(lang: str) -> str:
    """Path of a Chromium. Raises Stop when there is none."""
    return _found("Chromium", _browser, ("chromium", "fonts-dejavu-core"), lang) or _missing("no-chromium")


def html_checker(lang: str) -> tuple[str, ...]:
    """The Nu Html Checker as the beginning of a command. Raises Stop when it cannot be had."""
    java = _found("Java", _java, ("default-jre-headless",), lang) or _missing("no-java")
    return java, "-jar", str(_package(WEB_TOOLS, lang) / "vnu-jar/build/dist/vnu.jar")


def lighthouse(lang: str) -> tuple[str, ...]:
    """Lighthouse as the beginning of a command. Raises Stop when it cannot be had."""
    modules = _package(LIGHTHOUSE, lang)
    node = shutil.which("node") or _missing("no-npm", folder=shown(LIGHTHOUSE))
    return node, str(modules / "lighthouse/cli/index.js")


def form_editor(lang: str) -> Path:
    """Folder of the form editor's static files (Decap CMS). Raises Stop when they cannot be had."""
    return _package(EDITOR, lang) / "decap-cms/dist"


def _browser() -> str:
    named = os.environ.get(BROWSER, "")
    if named:
        return named if os.access(named, os.X_OK) else ""
    return next((path for name in _BROWSERS if (path := shutil.which(name))), "")


def _java() -> str:
    """Path of a Java that is new enough; macOS has a `java` that only tells where to get one."""
    if path := shutil.which("java"):
        told = subprocess.run([path, "-version"], capture_output=True, text=True, errors="replace").stderr
        if (version := re.search(r'version "(\d+)', told)) and int(version[1]) >= _JAVA:
            return path
    return ""


def _found(name: str, find: Callable[[], str], packages: tuple[str, ...], lang: str) -> str:
    """Path of a program, installed first as the administrator of a Debian may; "" when there is none."""
    if (path := find()) or not (hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get")):
        return path
    _installing(name, lang)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "stdin": subprocess.DEVNULL}
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        subprocess.run(["apt-get", *command], env=environment, **quiet)  # type: ignore[call-overload]
    return find()


def _package(folder: Path, lang: str) -> Path:
    """The `node_modules` of a folder, brought to what its lock file names. Raises Stop when that fails."""
    modules = folder / "node_modules"
    if _locked(modules / ".package-lock.json") == _locked(folder / "package-lock.json"):
        return modules
    npm = _found("Node.js", lambda: shutil.which("npm") or "", ("nodejs", "npm"), lang)
    npm = npm or _missing("no-npm", folder=shown(folder))
    _installing(", ".join(json.loads((folder / "package.json").read_text(encoding="utf-8"))["dependencies"]), lang)
    # Nothing here needs a script of its own to be installed.
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        lines = [line for line in done.stdout.splitlines() if line.lower().startswith("npm err")]
        raise Stop(2, "npm-failed", folder=shown(folder), told="\n".join(lines[:3] or done.stdout.splitlines()[-3:]))
    return modules


def _locked(file: Path) -> dict[str, str] | None:
    """Hash of each package by its place, as a lock file or npm's own note of what it installed has them.

    Packages for other systems are in the first only.
    """
    try:
        packages = json.loads(file.read_text(encoding="utf-8"))["packages"]
    except (OSError, ValueError):
        return None
    return {place: package["integrity"] for place, package in packages.items() if place and not package.get("optional")}


def _installing(name: str, lang: str) -> None:
    print(text("installing", lang, program=name), flush=True)


def _missing(code: str, **values: object) -> NoReturn:
    raise Stop(2, code, **values)
