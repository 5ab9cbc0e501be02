from __future__ import annotations

from pathlib import Path

import pytest

from tests import tree
from tests.callback.office import git
from tests.staff.imports.sheets import Office


@pytest.fixture(scope="session")
def first_checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small data folder in a git checkout with one commit."""
    data = tree.write(tmp_path_factory.mktemp("checkout") / "data")
    git(data, "init", "--quiet", "--initial-branch=main")
    git(data, "config", "user.name", "Cán bộ")
    git(data, "config", "user.email", "can-bo@example.org")
    git(data, "add", "-A")
    git(data, "commit", "--quiet", "-m", "start")
    return data


@pytest.fixture
def office(tmp_path: Path, first_checkout: Path, capsys: pytest.CaptureFixture[str]) -> Office:
    return Office(tmp_path, first_checkout, capsys)
