"""A data folder as a Book: everything is read, every problem is placed, and the cache is never trusted too far."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from nhandao import store
from nhandao.book.load import load
from tests.tree import ADDRESS, HANDOVER, RECEIPT, book, found, replace, write


def test_a_valid_tree_loads_without_a_word(tmp_path: Path) -> None:
    made = book(write(tmp_path))
    assert list(made.addresses) == ["DC23A0002G"]
    assert list(made.receipts) == ["transfer-FT1"]
    assert made.places["2023", "25216"].name == "Phường Thác Mơ"


def test_all_problems_of_a_tree_come_in_one_run_sorted_by_place(tmp_path: Path) -> None:
    write(tmp_path)
    replace(tmp_path, ADDRESS, 'unit: "25216"', 'unit: "25218"')
    replace(tmp_path, RECEIPT, "value_vnd: 2000000", "value_vnd: 2.000.000")
    replace(tmp_path, HANDOVER, "handed_by: hoi-phuoc-long", "handed_by: hoi-phuoc-logn")
    assert found(tmp_path) == [
        (ADDRESS, 3, "unit", "unknown-unit"),
        (HANDOVER, 9, "handed_by", "unknown-organisation"),
        (RECEIPT, 5, "value_vnd", "money-text"),
    ]


@pytest.mark.parametrize(
    ("path", "kind", "code"),
    [
        ("addresses/2023/DC23A0003E.yaml", "folder", "not-a-file"),
        ("addresses/2023/DC23A0003E.yaml", "broken link", "broken-link"),
        ("addresses/2023/DC23A0003E.yaml", "pipe", "not-a-file"),
        ("addresses/2023/ghi-chu.txt", "file", "unknown-place"),
        ("addresses/DC23A0003E.yaml", "file", "unknown-place"),
        ("bi-mat.xlsx", "file", "unknown-place"),
        ("elsewhere", "broken link", "broken-link"),
    ],
)
def test_what_is_no_record_file_is_named(tmp_path: Path, path: str, kind: str, code: str) -> None:
    write(tmp_path)
    place = tmp_path / path
    if kind == "folder":
        place.mkdir()
    elif kind == "broken link":
        place.symlink_to("nowhere")
    elif kind == "pipe":
        os.mkfifo(place)
    else:
        place.write_text("x\n")
    assert found(tmp_path) == [(path, 0, "", code)]


def test_a_link_to_a_real_file_is_refused_too(tmp_path: Path) -> None:
    write(tmp_path / "data")
    (tmp_path / "secret.yaml").write_text("a: 1\n")
    (tmp_path / "data/addresses/2023/DC23A0003E.yaml").symlink_to(tmp_path / "secret.yaml")
    assert found(tmp_path / "data") == [("addresses/2023/DC23A0003E.yaml", 0, "", "broken-link")]


def test_a_file_under_another_name_than_its_content_says_is_refused(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / RECEIPT).rename(tmp_path / "receipts/2023/06/01/transfer-FT2.yaml")
    assert ("receipts/2023/06/01/transfer-FT2.yaml", 0, "", "path-and-content") in found(tmp_path)


def test_one_code_in_two_files_is_found(tmp_path: Path) -> None:
    write(tmp_path)
    other = tmp_path / "addresses/2022/DC23A0002G.yaml"
    other.parent.mkdir()
    other.write_bytes((tmp_path / ADDRESS).read_bytes())
    assert {(path, code) for path, _, _, code in found(tmp_path)} == {
        ("addresses/2022/DC23A0002G.yaml", "path-and-content"),
        ("addresses/2022/DC23A0002G.yaml", "code-twice"),
    }


def test_no_campaign_file_is_one_clear_problem(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "campaign.yaml").unlink()
    made, problems = load(tmp_path)
    assert made is None
    assert [(p.path, p.code) for p in problems] == [("campaign.yaml", "missing-file")]


def test_references_to_an_unreadable_record_are_not_called_dangling(tmp_path: Path) -> None:
    write(tmp_path)
    replace(tmp_path, ADDRESS, "kind: individual", "kind: person")
    assert [(path, code) for path, _, _, code in found(tmp_path)] == [(ADDRESS, "not-in-list")]


def test_a_changed_file_is_read_again_even_with_its_old_time(tmp_path: Path) -> None:
    data, cache = write(tmp_path / "data"), tmp_path / "cache"
    load(data, cache)
    status = (data / RECEIPT).stat()
    replace(data, RECEIPT, "value_vnd: 2000000", "value_vnd: 1900000")
    os.utime(data / RECEIPT, ns=(status.st_atime_ns, status.st_mtime_ns))
    made, _ = load(data, cache)
    assert made is not None
    assert made.receipts["transfer-FT1"].value_vnd == 1_900_000


def test_the_cache_gives_the_same_book_and_the_same_problems(tmp_path: Path) -> None:
    data, cache = write(tmp_path / "data"), tmp_path / "cache"
    replace(data, ADDRESS, "chợ phường đã nhiều năm", "chợ phường, thật đáng thương")
    first = load(data, cache)
    assert first[1]
    assert load(data, cache) == first
    assert load(data) == first


@pytest.mark.parametrize("damage", ["cut", "flip", "empty", "foreign"])
def test_a_damaged_cache_is_thrown_away(tmp_path: Path, damage: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data, cache = write(tmp_path / "data"), tmp_path / "cache"
    first = load(data, cache)
    (file,) = cache.iterdir()
    content = file.read_bytes()
    middle = len(content) // 2
    file.write_bytes(
        {
            "cut": content[:middle],
            "flip": content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :],
            "empty": b"",
            "foreign": b"other " + content,
        }[damage]
    )
    monkeypatch.setattr(store, "_kept", {})  # as in a process that has not read it before
    assert store.read(file, store.code_version("records", "ledger", "book")) == {}
    assert load(data, cache) == first


def test_new_word_lists_are_held_against_unchanged_addresses(tmp_path: Path) -> None:
    data, cache = write(tmp_path / "data"), tmp_path / "cache"
    assert load(data, cache)[1] == []
    replace(data, "campaign.yaml", "health: [ung thư", "health: [bán rau, ung thư")
    assert [problem.code for problem in load(data, cache)[1]] == ["health-told"]


def test_many_files_read_by_two_processes_give_the_same_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path)
    for number in range(2, 500):
        text = (tmp_path / RECEIPT).read_text().replace("FT1", f"FT{number}")
        if number % 7 == 0:
            text = text.replace("cash", "x").replace("value_vnd: 2000000", "value_vnd: x")
        (tmp_path / f"receipts/2023/06/01/transfer-FT{number}.yaml").write_text(text)
    both = load(tmp_path)
    monkeypatch.setattr("nhandao.book.load._PARALLEL_FROM", 10**9)
    assert load(tmp_path) == both
    assert len(both[1]) == 71
