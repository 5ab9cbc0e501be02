"""What a drawing (SVG) may be, and the drawing written anew with nothing in it but shapes.

An SVG is a program as much as a picture: it can run scripts, fetch files and grow without end. So it is parsed, held
against lists of what may stay, and written again from what was kept. What editors leave behind and no browser draws
goes without a word. What is dangerous, or would change the picture if it went, is refused by name and line, because
only a person can put it right.

Libraries that do this (svg-hush, DOMPurify, bleach) drop silently and know no lines, so that a logo would come out
changed and nobody be told. Expat, which comes with Python, fetches nothing; a document type that declares anything is
refused before it is read on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from nhandao.records.problem import Problem

MAX_CLEAN_BYTES = 100_000
MAX_DRAWN = 20_000
"""Shapes once every reference is drawn out: a kilobyte of `use` in `use` could ask for billions."""
_MAX_DEPTH = 100

SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_XHTML = "http://www.w3.org/1999/xhtml"

_SHAPES = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "use"})
_ELEMENTS = _SHAPES | {"svg", "g", "defs", "symbol", "linearGradient", "radialGradient", "stop", "clipPath", "mask"}
_DROPPED = frozenset({"title", "desc", "metadata"})
"""Said, not drawn. Dropped with all inside; the page has the name as text."""
_RUNNING = frozenset({"script", "foreignObject", "handler", "listener", "iframe", "embed", "object", "audio", "video"})
_TEXT = frozenset({"text", "tspan", "textPath", "tref", "font", "font-face", "glyph"})

_PRESENTATION = frozenset({
    "fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity", "stroke-linecap",
    "stroke-linejoin", "stroke-miterlimit", "stroke-dasharray", "stroke-dashoffset", "opacity", "color", "display",
    "visibility", "clip-path", "clip-rule", "mask", "mask-type", "stop-color", "stop-opacity", "paint-order",
    "vector-effect", "shape-rendering",
})  # fmt: skip
_ATTRIBUTES = _PRESENTATION | {
    "id", "d", "x", "y", "width", "height", "rx", "ry", "cx", "cy", "r", "x1", "y1", "x2", "y2", "fx", "fy", "fr",
    "points", "offset", "transform", "gradientTransform", "gradientUnits", "spreadMethod", "clipPathUnits",
    "maskUnits", "maskContentUnits", "pathLength", "preserveAspectRatio", "viewBox", "href",
}  # fmt: skip
_NOISE = re.compile(
    r"class|version|baseProfile|role|lang|focusable|tabindex|cursor|pointer-events|overflow|enable-background|isolation"
    r"|zoomAndPan|content(Script|Style)Type|(image|text|color)-rendering|color-interpolation(-filters)?|direction"
    r"|(data|aria)-.*|-inkscape-.*|font.*|text-.*|(line-height|letter-spacing|word-spacing|writing-mode|white-space"
    r"|unicode-bidi|baseline-shift|dominant-baseline|solid-(color|opacity))"
)
"""Attributes and properties that draw nothing where there is no text."""
_NOTHING = frozenset({"none", "normal", "auto", "inherit", "initial", ""})
"""Values by which a property we do not know changes nothing."""

_VALUE = re.compile(r"[\w#%.,()+\-\s]*", re.ASCII)
_FUNCTION = re.compile(r"([\w-]*)\s*\(", re.ASCII)
_FUNCTIONS = frozenset({"matrix", "translate", "scale", "rotate", "skewX", "skewY", "rgb", "rgba", "hsl", "hsla"})
_ID = re.compile(r"[\w.:-]{1,100}")
_LOCAL = re.compile(r"""url\(\s*(['"]?)#([\w.:-]{1,100})\1\s*\)(\s+[\w#]+)?""")
_NUMBER = re.compile(r"\s*([0-9]*\.?[0-9]+)(px)?\s*")


class Drawing(NamedTuple):
    content: bytes
    """The drawing written anew: UTF-8, no declaration, the same for the same original."""
    width: float
    """Of the view box."""
    height: float


@dataclass
class _Node:
    name: str
    line: int
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[_Node] = field(default_factory=list)
    refers_to: list[str] = field(default_factory=list)


def cleaned(data: bytes) -> tuple[Drawing | None, list[Problem]]:
    """The drawing with nothing but shapes, or what has to be put right. Problems carry a line and no path."""
    reader = _Reader()
    problems = reader.read(data)
    if problems or reader.root is None:
        return None, problems or [_problem(0, "svg-broken", "")]
    root = reader.root
    if not any(node.name in _SHAPES for node in _all(root)):
        return None, [_problem(root.line, "svg-empty")]
    size = _view_box(root.attributes.get("viewBox", ""))
    if size is None:
        sides = [_NUMBER.fullmatch(reader.sides.get(side, "")) for side in ("width", "height")]
        example = " ".join(side[1] for side in sides if side) if all(sides) else "200 100"
        found = root.attributes.get("viewBox", "")
        return None, [_problem(root.line, "svg-view-box", found, hint=f'viewBox="0 0 {example}"')]
    if (line := _too_much(root)) is not None:
        return None, [_problem(line, "svg-nested", f"{MAX_DRAWN:,}".replace(",", "."))]
    used = {name for node in _all(root) for name in node.refers_to}
    content = "".join(_written(root, used)).encode()
    if len(content) > MAX_CLEAN_BYTES:
        return None, [_problem(0, "svg-too-big", f"{len(content):,}".replace(",", "."))]
    return Drawing(content, *size), []


def _problem(line: int, code: str, found: str = "", **values: str) -> Problem:
    return Problem("", line, (), code, found, tuple(sorted(values.items())))


class _Reader:
    """Takes what may stay into a tree, and writes down what may not."""

    def __init__(self) -> None:
        self.root: _Node | None = None
        self.sides: dict[str, str] = {}  # width and height of the root, which the view box stands for
        self._open: list[_Node] = []
        self._skipped = 0  # depth inside something dropped
        self._problems: list[Problem] = []
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.ProcessingInstructionHandler = self._instruction

    def read(self, data: bytes) -> list[Problem]:
        try:
            self._parser.Parse(data, True)
        except expat.ExpatError as error:
            self._problems.append(_problem(error.lineno, "svg-broken", expat.errors.messages[error.code]))
        except _Stop:
            pass
        return self._problems

    def _say(self, code: str, found: str = "") -> None:
        self._problems.append(_problem(self._parser.CurrentLineNumber, code, found))
        if len(self._problems) >= 20:
            raise _Stop

    def _doctype(self, _name: str, _system: str | None, _public: str | None, declares: bool) -> None:
        # One that only names the standard is what some editors begin every file with; it is not fetched.
        if declares:
            self._say("svg-doctype")
            raise _Stop

    def _instruction(self, target: str, _: str) -> None:
        if target.startswith("xml-stylesheet"):
            self._say("svg-remote", f"<?{target}?>")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        if space == _XHTML or local in _RUNNING:  # even inside what is dropped: somebody put it there
            self._say("svg-script", f"<{local}>")
        if self.root is None and (local != "svg" or space not in (SVG, "")):
            self._say("svg-broken", f"<{local}>")
            raise _Stop
        if self._skipped or space not in (SVG, "") or local in _DROPPED:
            self._skipped += 1
            return
        if len(self._open) >= _MAX_DEPTH:
            self._say("svg-nested", str(_MAX_DEPTH))
            raise _Stop
        node = _Node(local, self._parser.CurrentLineNumber)
        if local in _TEXT:
            self._say("svg-text", f"<{local}>")
        elif local == "style":
            self._say("svg-style", "<style>")
        elif local not in _ELEMENTS and local not in _RUNNING:
            self._say("svg-element", f"<{local}>")
        elif self._open and local == "svg":
            self._say("svg-element", "<svg>")
        for key, value in attributes.items():
            self._attribute(node, key, value)
        if self._open:
            self._open[-1].children.append(node)
        else:
            self.root = node
        self._open.append(node)

    def _end(self, _: str) -> None:
        if self._skipped:
            self._skipped -= 1
        else:
            self._open.pop()

    def _attribute(self, node: _Node, key: str, value: str) -> None:
        space, _, name = key.rpartition(" ")
        if name.lower().startswith("on"):
            self._say("svg-script", name)
        elif name == "href" and space in ("", _XLINK):
            if value.startswith("#") and _ID.fullmatch(value[1:]):
                node.attributes["href"] = value
                node.refers_to.append(value[1:])
            elif re.sub(r"[\x00-\x20]", "", value).lower().startswith(("javascript:", "vbscript:")):
                self._say("svg-script", f"href={value}")
            else:
                self._say("svg-remote", f"href={value}")
        elif space:
            pass  # an editor's own, or xml:space, or further words of XLink: none is drawn
        elif name == "style":
            self._style(node, value)
        elif name in ("width", "height") and not self._open:
            self.sides[name] = value
        elif name in ("x", "y") and not self._open:
            pass  # means nothing on the outermost element
        elif name == "id":
            if _ID.fullmatch(value):
                node.attributes[name] = value
        elif name in _ATTRIBUTES:
            self._take(node, name, value, "svg-attribute")
        elif not _NOISE.fullmatch(name) and value.strip() not in _NOTHING:
            self._say("svg-attribute", f"{name}={value}")

    def _style(self, node: _Node, text: str) -> None:
        """Properties become attributes, which say the same."""
        for declaration in text.split(";"):
            name, _, value = (part.strip() for part in declaration.partition(":"))
            if name in _PRESENTATION:
                self._take(node, name, value, "svg-style")
            elif "url(" in value.lower() and not _LOCAL.fullmatch(value):
                self._say("svg-remote", f"{name}:{value}")
            elif name and not _NOISE.fullmatch(name) and value not in _NOTHING:
                self._say("svg-style", f"{name}:{value}")

    def _take(self, node: _Node, name: str, value: str, otherwise: str) -> None:
        value = " ".join(value.split())
        if local := _LOCAL.fullmatch(value):
            node.attributes[name] = f"url(#{local[2]}){local[3] or ''}"
            node.refers_to.append(local[2])
        elif "url" in value.lower():
            self._say("svg-remote", f"{name}={value}")
        elif _VALUE.fullmatch(value) and all(word in _FUNCTIONS for word in _FUNCTION.findall(value)):
            node.attributes[name] = value
        else:
            self._say(otherwise, f"{name}={value}")


class _Stop(Exception):
    """No need to read on."""


def _all(node: _Node) -> Iterator[_Node]:
    yield node
    for child in node.children:
        yield from _all(child)


def _view_box(text: str) -> tuple[float, float] | None:
    """Width and height of a view box, ``None`` for anything else or without area."""
    try:
        _, _, width, height = (float(part) for part in text.replace(",", " ").split())
    except ValueError:
        return None
    return (width, height) if 0 < width < 1e6 and 0 < height < 1e6 else None


def _too_much(root: _Node) -> int | None:
    """Line of the element with which the drawing, every reference drawn out, goes in circles or beyond all measure."""
    by_id = {node.attributes["id"]: node for node in reversed(list(_all(root))) if "id" in node.attributes}
    known: dict[int, int] = {}
    around: set[int] = set()

    def drawn(node: _Node, depth: int) -> int:
        if id(node) in known:
            return known[id(node)]
        if id(node) in around or depth > 2 * _MAX_DEPTH:
            raise _Endless(node.line)
        around.add(id(node))
        parts = [*node.children, *(by_id[name] for name in node.refers_to if name in by_id)]
        known[id(node)] = 1 + sum(drawn(part, depth + 1) for part in parts)
        around.remove(id(node))
        if known[id(node)] > MAX_DRAWN:
            raise _Endless(node.line)
        return known[id(node)]

    try:
        drawn(root, 0)
    except _Endless as endless:
        return endless.line
    return None


class _Endless(Exception):
    def __init__(self, line: int) -> None:
        self.line = line


def _written(node: _Node, used: set[str], outermost: bool = True) -> Iterator[str]:
    """The element as text. Names nobody refers to are those of an editor's layers, and go."""
    yield f'<svg xmlns="{SVG}"' if outermost else f"<{node.name}"
    for name, value in node.attributes.items():
        if name != "id" or value in used:
            yield f" {name}={quoteattr(value)}"
    if not node.children:
        yield "/>"
        return
    yield ">"
    for child in node.children:
        yield from _written(child, used, outermost=False)
    yield f"</{node.name}>"
