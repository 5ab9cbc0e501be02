"""Comments of a YAML text: where each belongs, and the same comments put into another text of the same record.

A comment on a line of its own belongs to the field or item below it, or, indented deeper than that, to the end of the
list or group it closes; a comment behind a value belongs to that value. Places are named as in problems, by the path of
the value inside the record, so a comment finds its value again wherever a new text has it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

import yaml

from nhandao.records.problem import Location

Position = tuple[int, int]


class Comment(NamedTuple):
    """One comment line, from its number sign on."""

    text: str
    where: Location
    side: Literal["head", "above", "behind", "below"]
    """At the top of the file; above or behind the line of a value; below the last line of a list or group."""


class _Mark(NamedTuple):
    """Something that starts or ends in the text."""

    start: Position
    end: Position
    where: Location
    kind: Literal["key", "scalar", "open", "close"]
    flow: bool = False
    column: int = 0  # of an ending list or group


def comments(text: str) -> list[Comment]:
    """All comments of a text that `nhandao.records.text.parse` reads, in their order."""
    return _Comments(text).found


def without_comments_lost(old: str, new: str, but: tuple[str, ...] = ()) -> str:
    """`new`, a text in block style without comments, with the comments of `old` at the values they belong to; those
    that start with one of `but` are left out.

    A comment whose value is no longer there stands above the next one of the same group, or at the end of the group.
    """
    found = [comment for comment in comments(old) if not comment.text.startswith(but)]
    if not found:
        return new
    order = [mark.where for mark in _marks(old) if mark.kind in ("key", "scalar", "open")]
    shape = _Shape(new)
    above: dict[int, list[str]] = {}
    behind: dict[int, list[str]] = {}
    below: dict[int, list[tuple[int, str]]] = {}
    head: list[str] = []
    for comment in found:
        if comment.side == "head":
            head.append(comment.text)
            continue
        where, side = comment.where, comment.side
        if where not in shape.first_line:
            where, side = _instead(where, order, shape)
        if side == "below":
            below.setdefault(shape.last_line[where], []).append((shape.column[where], comment.text))
        elif side == "behind":
            behind.setdefault(shape.first_line[where], []).append(comment.text)
        else:
            above.setdefault(shape.first_line[where], []).append(comment.text)
    lines = list(head)
    for number, line in enumerate(shape.lines):
        indent = " " * (len(line) - len(line.lstrip(" ")))
        *moved_up, last = behind.get(number, [""])  # one line has room for one
        lines += [indent + comment for comment in (*above.get(number, ()), *moved_up)]
        lines.append(f"{line}  {last}" if last else line)
        nested_first = sorted(below.get(number, ()), key=lambda item: -item[0])
        lines += [" " * column + comment for column, comment in nested_first]
    return "\n".join(lines) + "\n"


def _instead(where: Location, order: list[Location], shape: _Shape) -> tuple[Location, Literal["above", "below"]]:
    parent = where[:-1]
    while parent not in shape.first_line:
        where, parent = parent, parent[:-1]
    after = order[order.index(where) + 1 :]
    for following in after:
        if following[: len(parent)] == parent and len(following) == len(parent) + 1 and following in shape.first_line:
            return following, "above"
    return parent, "below"


class _Shape:
    """Where the values of a text in block style stand: first and last line, and the column of what is inside."""

    def __init__(self, text: str) -> None:
        self.lines = text.removesuffix("\n").split("\n")
        self.first_line: dict[Location, int] = {}
        self.last_line: dict[Location, int] = {}
        self.column: dict[Location, int] = {}
        for mark in _marks(text):
            if mark.kind == "close":
                self.last_line[mark.where] = max(mark.start[0] - 1, self.first_line[mark.where])
                self.column[mark.where] = mark.column
            else:
                self.first_line.setdefault(mark.where, mark.start[0])
        self.last_line[()] = len(self.lines) - 1


class _Comments:
    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._marks = list(_marks(text))
        self.found: list[Comment] = []
        position: Position = (0, 0)
        before: _Mark | None = None
        for index, mark in enumerate(self._marks):
            self._between(position, mark.start, before, index)
            if mark.kind in ("key", "scalar"):
                position = mark.end
                if (header := self._header(mark)) is not None:
                    self.found.append(Comment(header, mark.where, "behind"))
            elif mark.start > position:
                position = mark.start
            before = mark
        self._between(position, (len(self._lines), 0), before, len(self._marks))

    def _header(self, mark: _Mark) -> str | None:
        """Comment behind the sign that opens a text of several lines (`|` or `>`)."""
        line, column = mark.start
        if mark.kind != "scalar" or self._lines[line][column : column + 1] not in ("|", ">"):
            return None
        return _comment_in(self._lines[line][column:], " ")

    def _between(self, start: Position, end: Position, before: _Mark | None, index: int) -> None:
        """Comments in a part of the text where no value is: between the last mark and the one at `index`."""
        for number in range(start[0], min(end[0] + 1, len(self._lines))):
            line = self._lines[number]
            begin = start[1] if number == start[0] else 0
            part = line[begin : end[1]] if number == end[0] else line[begin:]
            text = _comment_in(part, line[begin - 1] if begin else " ")
            if text is None:
                continue
            column = line.index(text, begin)
            if before is None:
                self.found.append(Comment(text, (), "head"))
            elif line[:column].strip():
                self.found.append(Comment(text, before.where, "behind"))
            else:
                self.found.append(self._own_line(text, column, index))

    def _own_line(self, text: str, column: int, index: int) -> Comment:
        closing: list[_Mark] = []
        item: Location | None = None
        for mark in self._marks[index:]:
            if mark.kind == "close":
                closing.append(mark)
            elif mark.kind == "open" and not mark.flow:
                if item is None and mark.where and isinstance(mark.where[-1], int):
                    item = mark.where
            else:
                line = self._lines[mark.start[0]]
                if closing and closing[0].flow:
                    return Comment(text, closing[0].where, "below")
                if column > len(line) - len(line.lstrip(" ")) and (inside := _ending(closing, column)) is not None:
                    return Comment(text, inside, "below")
                return Comment(text, item or mark.where, "above")
        return Comment(text, () if (inside := _ending(closing, column)) is None else inside, "below")


def _ending(closing: list[_Mark], column: int) -> Location | None:
    """The innermost group or list that a comment at a column can belong to; of several there, the outermost."""
    fitting = [mark for mark in closing if mark.column <= column]
    if not fitting:
        return None
    return [mark for mark in fitting if mark.column == fitting[0].column][-1].where


def _comment_in(part: str, before: str) -> str | None:
    """The comment in a piece of a line that holds no value: from a number sign on that has a space `before` it."""
    for char, following in zip(before + part, part, strict=False):
        if following == "#" and char == " ":
            return part[part.index("#") :].rstrip()
    return None


def _marks(text: str) -> Iterator[_Mark]:
    """Everything that starts or ends in a text, in order. Raises yaml.YAMLError."""
    # Each open collection: where it is, its key or number being read, whether it is a list, its column, flow style.
    stack: list[tuple[Location, list[Any], bool, int, bool]] = []
    event: Any
    where: Location
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        start = (event.start_mark.line, event.start_mark.column)
        end = (event.end_mark.line, event.end_mark.column)
        if isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
            where, _, _, column, flow = stack.pop()
            yield _Mark(start, end, where, "close", flow, column)
            continue
        if not isinstance(event, (yaml.ScalarEvent, yaml.SequenceStartEvent, yaml.MappingStartEvent)):
            continue
        where = ()
        if stack:
            within, reading, is_list, _, _ = stack[-1]
            if is_list:
                reading[0] += 1
            elif reading[0] is None:  # a key
                name = reading[0] = event.value if isinstance(event, yaml.ScalarEvent) else ""
                yield _Mark(start, end, (*within, name), "key")
                continue
            where = (*within, reading[0])
            if not is_list:
                reading[0] = None
        if isinstance(event, yaml.ScalarEvent):
            yield _Mark(start, end, where, "scalar")
            continue
        is_list = isinstance(event, yaml.SequenceStartEvent)
        stack.append((where, [-1 if is_list else None], is_list, start[1], bool(event.flow_style)))
        yield _Mark(start, end, where, "open", bool(event.flow_style), start[1])
