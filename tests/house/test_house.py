"""The house rules: who imports whom, what views may hold, what must not stand in any file."""

from __future__ import annotations

import inspect
import re
import shutil
import subprocess
import sys
from datetime import date
from graphlib import TopologicalSorter
from pathlib import Path
from string import Formatter
from types import NoneType
from typing import get_args, get_type_hints

import grimp
import pytest

from nhandao.public import report_views, score_views, views
from nhandao.records.money import Dong
from nhandao.records.problem_texts import TEXTS
from scripts.folders import ROOT
from scripts.schema import MODELS, schema_text

MODULES = sorted(
    path.relative_to(base).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__")
    for base, package in ((ROOT / "plugins", "nhandao"), (ROOT, "scripts"))
    for path in (base / package).rglob("*.py")
)


def contracts(folder: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("lint-imports")
    environment = {"PYTHONPATH": f"{folder}:{folder / 'plugins'}", "PATH": "/usr/bin:/bin"}
    return subprocess.run(
        [program, "--no-cache"], cwd=folder, capture_output=True, text=True, env=environment, timeout=60
    )


def test_a_seeded_import_against_the_stairs_is_named(tmp_path: Path) -> None:
    for name in ("plugins", "scripts", "pyproject.toml"):
        source = ROOT / name
        shutil.copytree(source, tmp_path / name) if source.is_dir() else shutil.copy(source, tmp_path / name)
    assert contracts(tmp_path).returncode == 0
    module = tmp_path / "plugins/nhandao/records/money.py"
    module.write_text(module.read_text() + "\nimport nhandao.book.book\n")
    broken = contracts(tmp_path)
    assert broken.returncode == 1
    assert "nhandao.records.money" in broken.stdout


# Libraries of others are loaded once; each module of ours is then imported in a process that has none of ours yet.
def test_no_modules_import_each_other_in_a_circle() -> None:
    graph = grimp.build_graph("nhandao", "scripts", cache_dir=None)
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    assert set(MODULES) <= imports.keys()
    # Raises CycleError with the circle. Without one, every module can be imported first.
    assert len(tuple(TopologicalSorter(imports).static_order())) >= len(MODULES)


def test_every_module_can_be_imported() -> None:
    program = "import importlib, sys\nfor name in sys.argv[1:]: importlib.import_module(name)"
    done = subprocess.run(
        [sys.executable, "-c", program, *MODULES], capture_output=True, text=True, cwd=ROOT, timeout=300
    )
    assert done.returncode == 0, done.stderr


def view_classes() -> list[type]:
    return [
        value
        for module in (views, score_views, report_views)
        for value in vars(module).values()
        if inspect.isclass(value) and value.__module__ == module.__name__
    ]


@pytest.mark.parametrize("view", view_classes())
def test_a_view_holds_only_plain_values_and_views(view: type) -> None:
    allowed = {str, int, bool, date, Dong, NoneType, *view_classes()}
    for name, hint in get_type_hints(view).items():
        parts = [hint]
        while parts:
            part = parts.pop()
            if part is Ellipsis or part in allowed or part is tuple:
                continue
            assert get_args(part), f"{view.__name__}.{name} holds {part}"
            parts += get_args(part)


@pytest.mark.parametrize("code", TEXTS)
def test_a_problem_has_both_languages_with_the_same_places(code: str) -> None:
    vietnamese, english = ({name for _, name, _, _ in Formatter().parse(text) if name} for text in TEXTS[code])
    assert english <= vietnamese | {"found"}
    assert vietnamese <= {
        "found",
        "hint",
        "limit",
        "example",
        "expected",
        "min_length",
        "max_length",
        "ending",
        "ge",
        "le",
        "own",
        "before",
        "epoch",
    }


@pytest.mark.parametrize("name", MODELS)
def test_the_schemas_for_editors_fit_the_models(name: str) -> None:
    assert (ROOT / "data/schema" / f"{name}.json").read_text(encoding="utf-8") == schema_text(MODELS[name])


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.split("\0") if name]


def test_no_file_names_a_registry_or_a_machine() -> None:
    # Written in parts, so that this file does not name them either.
    forbidden = [
        "pypi." + "org",
        "python" + "hosted",
        "registry.npm" + "js",
        "deb.debian" + ".org",
        "/work" + "/main",
        "/work" + "/shared",
    ]
    found = []
    for path in tracked():
        if path.is_file() and path.suffix not in (".jpg", ".png"):
            text = path.read_text(encoding="utf-8", errors="ignore")
            found += [(path.name, word) for word in forbidden if word in text]
    assert found == []


def test_the_theme_asks_nobody_else_for_anything() -> None:
    for path in (ROOT / "theme").rglob("*"):
        if path.suffix in (".html", ".css", ".svg"):
            addresses = set(re.findall(r"https?://[^\s\"'<>)]+", path.read_text(encoding="utf-8")))
            assert addresses <= {"http://www.w3.org/2000/svg"}, path


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-office.txt", "requirements-test.txt"])
def test_every_locked_library_has_a_version_and_a_hash(lock: str) -> None:
    blocks = re.split(r"(?m)^(?=[a-z0-9])", (ROOT / lock).read_text(encoding="utf-8"))
    libraries = [block for block in blocks if re.match(r"[a-z0-9]", block)]
    assert len(libraries) > 20
    assert all("==" in block.splitlines()[0] and "--hash=sha256:" in block for block in libraries)


def test_the_locks_agree_on_every_version() -> None:
    seen: dict[str, set[str]] = {}
    for lock in ("requirements.txt", "requirements-office.txt", "requirements-test.txt"):
        for name, version in re.findall(r"(?m)^([a-z0-9._-]+)==(\S+)", (ROOT / lock).read_text(encoding="utf-8")):
            seen.setdefault(name, set()).add(version)
    assert {name: versions for name, versions in seen.items() if len(versions) > 1} == {}


def test_every_command_stands_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in ("admin", "audit", "check", "build", "lighthouse", "offline", "serve", "test", "sample", "schema"):
        assert f"portal {command}" in readme or f"portal.py {command}" in readme
