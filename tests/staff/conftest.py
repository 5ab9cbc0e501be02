"""One running form editor for all tests that leave it as it was, as it takes seconds to begin."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.staff.forms_office import Office, memory, office


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with memory(tmp_path_factory) as folder, office(folder) as made:
        yield made


@pytest.fixture
def desk(whole: Office) -> Office:
    whole.reset()
    return whole
