"""Names of organisations and supporters: what hides in a name, or makes it endless, is refused wherever it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tree import HANDOVER, RECEIPT, problems, replace, write

BODY = "organisations/chapter/hoi-phuoc-long.yaml"
PLEDGE = "pledges/2023/05/CK23A0020Z.yaml"
NAMED = "supporter: {{kind: organisation, visibility: name, name: '{name}'}}"
PLACES = (BODY, RECEIPT, HANDOVER, PLEDGE)

HIDDEN = {
    "right-to-left override": "\u202e",
    "right-to-left mark": "\u200f",
    "isolate": "\u2067",
    "zero-width space": "\u200b",
    "zero-width joiner": "\u200d",
    "word joiner": "\u2060",
    "soft hyphen": "\u00ad",
}


def named(folder: Path, path: str, name: str) -> list[tuple[str, str]]:
    """Problems when an organisation or supporter has a name, with their texts in Vietnamese."""
    write(folder)
    if path == BODY:
        replace(folder, path, "name: Hội Chữ thập đỏ thị xã Phước Long", f"name: {name}")
    elif path == PLEDGE:
        file = folder / path
        file.parent.mkdir(parents=True)
        file.write_text(
            "reference: CK23A0020Z\nmade_on: 2023-05-01\naccount: DC23A0002G\nkind: cash\nvalue_vnd: 500000\n"
            f"expires_on: 2023-08-01\n{NAMED.format(name=name)}\n"
        )
    else:
        replace(folder, path, "account: DC23A0002G", f"account: DC23A0002G\n{NAMED.format(name=name)}")
    return [(problem.code, problem.message()) for problem in problems(folder) if problem.path == path]


@pytest.mark.parametrize("path", PLACES)
def test_a_plain_name_is_taken(tmp_path: Path, path: str) -> None:
    assert [code for code, _ in named(tmp_path, path, "Công ty Mẫu")] == []


@pytest.mark.parametrize("path", PLACES)
@pytest.mark.parametrize("hidden", HIDDEN.values(), ids=HIDDEN)
def test_a_mark_that_hides_or_turns_letters_is_refused_by_its_code(tmp_path: Path, path: str, hidden: str) -> None:
    ((code, message),) = named(tmp_path, path, f"Công ty{hidden} Mẫu")
    assert code == "hidden-character"
    assert f"U+{ord(hidden):04X}" in message
    assert "xoá" in message


@pytest.mark.parametrize("path", PLACES)
def test_a_name_of_three_hundred_letters_is_refused_with_its_limit(tmp_path: Path, path: str) -> None:
    ((code, message),) = named(tmp_path, path, "Công ty " + "M" * 292)
    assert code == "too-long"
    assert f"dài quá {200 if path == BODY else 60} ký tự" in message
