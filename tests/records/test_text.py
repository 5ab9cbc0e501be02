"""YAML as people write it: every scalar arrives as typed, every trap is refused by name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhandao.records.problem import Location, Problem
from nhandao.records.text import MAX_BYTES, decode, parse


@pytest.mark.parametrize(
    "typed", ["025427", "1:30", "no", "60.000", "60.000.000", "2023-10-31", "~x", "0x1F", "1e5", "yes", "null"]
)
def test_a_scalar_arrives_as_it_was_typed(typed: str) -> None:
    assert parse(f"value: {typed}\n", "a.yaml") == {"value": typed}


def test_an_empty_value_is_none_and_an_empty_quoted_one_is_text() -> None:
    assert parse('a:\nb: ""\n', "a.yaml") == {"a": None, "b": ""}


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a: 1\na: 2\n", "duplicate-key", 2),
        ("a: &x 1\nb: *x\n", "anchor", 1),
        ("a: [*x]\n", "anchor", 1),
        ("a: 1\nb: !!python/object:os.system x\n", "tag", 2),
        ("a: 1\n---\nb: 2\n", "several-documents", 2),
        ("", "empty-file", 1),
        ("# nothing\n", "empty-file", 1),
        ("just words\n", "not-a-mapping", 1),
        ("a: [1, 2\n", "yaml-syntax", 2),
        ("a: 'open\n", "yaml-syntax", 2),
        ("? [a, b]\n: 1\n", "key-not-text", 1),
        ("a: " + "[" * 40 + "]" * 40 + "\n", "too-deep", 1),
    ],
)
def test_a_trap_is_refused_by_name_and_line(text: str, code: str, line: int) -> None:
    problem = parse(text, "a.yaml")
    assert isinstance(problem, Problem)
    assert (problem.code, problem.line) == (code, line)


@pytest.mark.parametrize(
    "escape", ["\\u200b", "\\u202E", "\\u2067", "\\0", "\\x07", "\\t", "\\P", "\\uFEFF", "\\ue000"]
)
@pytest.mark.parametrize("text", ['a: 1\nb: "x{}y"\n', 'a: 1\n"x{}y": b\n', 'a: 1\nb: [c, "{}"]\n'])
def test_a_hidden_character_written_as_an_escape_is_refused_too(text: str, escape: str) -> None:
    problem = parse(text.format(escape), "a.yaml")
    assert isinstance(problem, Problem)
    assert (problem.code, problem.line) == ("hidden-character", 2)


def test_other_escapes_and_line_breaks_stay() -> None:
    assert parse('a: "x\\ny \\u0111 \\xA0 \\"z\\""\n', "a.yaml") == {"a": 'x\ny đ \u00a0 "z"'}


def test_an_alias_bomb_is_refused_at_its_first_anchor() -> None:
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 9)}]\n" for i in range(20)
    )
    problem = parse(bomb, "a.yaml")
    assert isinstance(problem, Problem)
    assert problem.code == "anchor"


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (b"\xef\xbb\xbfa: 1\n", "byte-order-mark", 1),
        ("a: Bù Đăng\n".encode("utf-16"), "not-utf-8", 1),
        ("a: 1\nb: é\n".encode("latin-1"), "not-utf-8", 2),
        (b"a: 1\r\nb: 2\r\n", "line-ends", 1),
        (b"a: 1\nb:\t2\n", "tab", 2),
        ("a: 1\nb: x\u202ey\n".encode(), "hidden-character", 2),
        ("a: x\u200by\n".encode(), "hidden-character", 1),
        (b"a: x\x00y\n", "hidden-character", 1),
        ("a: 1\nb: x\u2028y\n".encode(), "hidden-character", 2),
        ("a: x\u2066y\u2069\n".encode(), "hidden-character", 1),
        ("a: x\ue000y\n".encode(), "hidden-character", 1),
        (b"a: " + b"x" * MAX_BYTES, "file-too-big", 0),
    ],
)
def test_bytes_that_are_no_clean_text_are_refused(data: bytes, code: str, line: int) -> None:
    problem = decode(data, "a.yaml")
    assert isinstance(problem, Problem)
    assert (problem.code, problem.line) == (code, line)


def test_letters_typed_as_base_and_mark_become_one_letter() -> None:
    assert decode("a: Bu\u0300 Đa\u0306ng\n".encode(), "a.yaml") == "a: Bù Đăng\n"


def test_every_value_knows_its_line() -> None:
    lines: dict[Location, int] = {}
    parse("a: 1\nb:\n  - c: 2\n    d: 3\n  - e\n", "a.yaml", lines)
    assert lines[("b", 0, "d")] == 4
    assert lines[("b", 1)] == 5
    assert lines[("b",)] == 2


@given(st.text(max_size=300))
def test_any_text_at_all_gives_values_or_a_problem(text: str) -> None:
    decoded = decode(text.encode("utf-8", "surrogatepass"), "a.yaml")
    if isinstance(decoded, str):
        assert isinstance(parse(decoded, "a.yaml"), (dict, list, Problem))
