"""What a logo may be: shapes only, or a picture of a sane size, named by an organisation there is."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from nhandao.book.load import load
from nhandao.book.logo_file import LogoFile, inspect
from nhandao.book.svg_file import MAX_CLEAN_BYTES, cleaned
from nhandao.records.problem import Problem
from scripts.sample.logos import LOGOS
from tests.book.test_photo_file import bomb, encoded
from tests.tree import book, found, write

NAME = "hoi-phuoc-long"
SPACE = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
DOT = '<circle cx="5" cy="5" r="4" fill="#0a5"/>'


def svg(inside: str = DOT, more: str = 'viewBox="0 0 10 10"') -> bytes:
    return f"<svg {SPACE} {more}>\n{inside}\n</svg>".encode()


def told(data: bytes) -> list[tuple[int, str, str]]:
    return [(problem.line, problem.code, problem.found) for problem in cleaned(data)[1]]


def kept(data: bytes) -> str:
    drawing, problems = cleaned(data)
    assert drawing is not None, problems
    return drawing.content.decode()


@pytest.mark.parametrize(
    ("inside", "code", "what"),
    [
        ("<script>alert(1)</script>", "svg-script", "<script>"),
        ('<g onclick="alert(1)"/>', "svg-script", "onclick"),
        ('<g ONLOAD="alert(1)"/>', "svg-script", "ONLOAD"),
        ("<foreignObject><p/></foreignObject>", "svg-script", "<foreignObject>"),
        ('<h:script xmlns:h="http://www.w3.org/1999/xhtml"/>', "svg-script", "<script>"),
        ("<metadata><script/></metadata>", "svg-script", "<script>"),
        ('<use href="java\nscript:alert(1)"/>', "svg-script", "href=java script:alert(1)"),
        ('<use xlink:href="https://example.org/a.svg#b"/>', "svg-remote", "href=https://example.org/a.svg#b"),
        ('<use href="a.svg#b"/>', "svg-remote", "href=a.svg#b"),
        ('<use href="data:image/svg+xml,x"/>', "svg-remote", "href=data:image/svg+xml,x"),
        ('<path fill="url(https://example.org/#a)"/>', "svg-remote", "fill=url(https://example.org/#a)"),
        ('<path style="fill:URL( //example.org/a )"/>', "svg-remote", "fill=URL( //example.org/a )"),
        ('<path style="background:url(//example.org)"/>', "svg-remote", "background:url(//example.org)"),
        ("<style>path{fill:red}</style>", "svg-style", "<style>"),
        ('<path style="fill:var(--x)"/>', "svg-style", "fill=var(--x)"),
        ('<path style="filter:blur(2px)"/>', "svg-style", "filter:blur(2px)"),
        (r'<path fill="\75rl(x)"/>', "svg-attribute", r"fill=\75rl(x)"),
        ('<path fill="image(x)"/>', "svg-attribute", "fill=image(x)"),
        ("<text>Công ty</text>", "svg-text", "<text>"),
        ("<animate/>", "svg-element", "<animate>"),
        ("<filter/>", "svg-element", "<filter>"),
        ("<a/>", "svg-element", "<a>"),
        ("<svg/>", "svg-element", "<svg>"),
    ],
)
def test_what_is_dangerous_or_would_change_the_picture_is_named_with_its_line(
    inside: str, code: str, what: str
) -> None:
    assert (2, code, what) in told(svg(inside + DOT))


def test_an_embedded_picture_is_refused_by_element_and_reference() -> None:
    assert told(svg(f'{DOT}\n<image href="data:image/png;base64,AA"/>')) == [
        (3, "svg-element", "<image>"),
        (3, "svg-remote", "href=data:image/png;base64,AA"),
    ]


def test_what_editors_leave_behind_goes_without_a_word() -> None:
    noisy = f"""<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!-- Generator: Adobe Illustrator, người vẽ: Nguyễn Văn A -->
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg {SPACE} xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" version="1.1" id="Layer_1" x="0px" y="0px"
  width="100mm" height="50mm" viewBox="0 0 20 10" xml:space="preserve" data-name="Lớp 1" class="st0">
  <title>Lô gô</title><metadata>người vẽ</metadata>
  <inkscape:grid id="g"><inkscape:deep/></inkscape:grid>
  <g inkscape:label="Lớp" style="font-family:Arial;-inkscape-font-specification:Arial;fill:#0a5;filter:none">
    <path id="path12" d="M0 0 L10,10z" aria-label="x"/>
  </g>
</svg>"""
    assert kept(noisy.encode()) == (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><g fill="#0a5"><path d="M0 0 L10,10z"/></g></svg>'
    )


def test_names_that_are_referred_to_stay_and_references_lose_their_old_prefix() -> None:
    inside = (
        '<defs><linearGradient id="a"><stop offset="0" stop-color="red"/></linearGradient>'
        '<path id="b" d="M0 0h1v1z"/></defs><use xlink:href="#b" style="fill: url(\'#a\')"/>'
    )
    assert kept(svg(inside)).endswith('<use href="#b" fill="url(#a)"/></svg>')
    assert 'id="a"' in kept(svg(inside))


def test_entities_are_refused_before_they_grow() -> None:
    laughs = '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>' + svg("&b;").decode()
    outside = '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + svg("&x;").decode()
    assert [told(each.encode()) for each in (laughs, outside)] == [[(1, "svg-doctype", "")]] * 2


def test_a_style_sheet_from_elsewhere_is_refused() -> None:
    assert told(b'<?xml-stylesheet href="https://example.org/a.css"?>' + svg()) == [
        (1, "svg-remote", "<?xml-stylesheet?>")
    ]


def test_references_that_multiply_or_go_in_circles_are_refused() -> None:
    layers = "".join(
        f'<g id="l{n}">' + f'<use href="#l{n - 1}"/>' * 10 + "</g>" if n else '<path id="l0"/>' for n in range(12)
    )
    circle = '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'
    deep = "<g>" * 200 + DOT + "</g>" * 200
    for inside in (layers, circle, deep, '<path id="p" clip-path="url(#p)"/>'):
        assert [code for _, code, _ in told(svg(inside))] == ["svg-nested"]


def test_a_drawing_needs_a_view_box_and_is_told_which() -> None:
    data = svg(more='width="300px" height="120"')
    assert cleaned(data)[1] == [Problem("", 1, (), "svg-view-box", "", (("hint", 'viewBox="0 0 300 120"'),))]
    for wrong in ("0 0 10", "0 0 0 10", "0 0 nan 10", "0 0 10 -1", "a b c d"):
        assert [code for _, code, _ in told(svg(more=f'viewBox="{wrong}"'))] == ["svg-view-box"]


def test_a_drawing_may_be_large_before_it_is_cleaned_but_not_after() -> None:
    assert kept(svg(f"<!-- {'x' * 200_000} -->{DOT}"))
    assert [code for _, code, _ in told(svg(f'<path d="M0 0{" 1" * (MAX_CLEAN_BYTES // 2)}"/>'))] == ["svg-too-big"]


@pytest.mark.parametrize("data", [b"<svg", b"<svg><g></svg>", b"<html/>", svg(DOT).replace(b"svg", b"x:svg"), svg("")])
def test_what_is_no_drawing_is_refused(data: bytes) -> None:
    assert cleaned(data)[0] is None
    assert {code for _, code, _ in told(data)} <= {"svg-broken", "svg-empty"}


def test_a_drawing_that_was_cleaned_is_clean_and_the_same_again() -> None:
    for name, draw in LOGOS.items():
        if name.endswith(".svg"):
            once = kept(draw())
            assert kept(once.encode()) == once


ATTRIBUTES = st.dictionaries(
    st.sampled_from(["fill", "style", "href", "d", "onload", "class", "id", "transform", "clip-path"]),
    st.text(alphabet="urlURL(#a)javsct:/\\;,. 0'&<\"%-@", max_size=24),
    max_size=4,
)


@given(ATTRIBUTES, st.sampled_from(["path", "use", "g", "rect"]))
def test_nothing_that_runs_or_fetches_comes_out_whatever_goes_in(attributes: dict[str, str], element: str) -> None:
    inside = f"<{element} " + " ".join(f"{name}={quoteattr(value)}" for name, value in attributes.items()) + "/>"
    drawing, problems = cleaned(svg(DOT + inside))
    assert (drawing is None) == bool(problems)
    if drawing is not None:
        content = drawing.content.decode()
        rest = content.replace('xmlns="http://www.w3.org/2000/svg"', "").lower()
        for never in ("on", "style", "script", ":", "\\", "//", "@"):
            assert never not in rest.replace('id="', "").replace("transform", "")
        assert rest.count("url(") == rest.count("url(#")


# --- the file ----------------------------------------------------------------------------------------------------


def codes(data: bytes, name: str = f"{NAME}.png") -> list[tuple[str, str]]:
    return [(problem.code, problem.found) for problem in inspect(data, name)[1]]


def test_pictures_of_each_kind_are_taken_and_measured_as_they_are_held() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    turned = encoded("JPEG", exif=exif)
    assert inspect(encoded("PNG"), f"{NAME}.png") == (LogoFile(40, 30, 0), [])
    assert inspect(encoded("WEBP"), f"{NAME}.webp") == (LogoFile(40, 30, 0), [])
    assert inspect(turned, f"{NAME}.jpg") == (LogoFile(30, 40, 0), [])
    logo, problems = inspect(svg(more='viewBox="0 0 20 10"'), f"{NAME}.svg")
    assert (logo is not None and logo[:2], problems) == ((1000, 500), [])


@pytest.mark.parametrize("side", [5_000, 40_000, 2_000_000_000])
def test_a_picture_that_unpacks_to_a_bomb_is_refused_unopened(side: int) -> None:
    assert [code for code, _ in codes(bomb(side))] == ["logo-too-big"]


def animated() -> bytes:
    frames: Any = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    buffer = io.BytesIO()
    frames[0].save(buffer, "PNG", save_all=True, append_images=frames[1:])
    return buffer.getvalue()


def test_a_broken_or_moving_picture_is_refused() -> None:
    assert [code for code, _ in codes(encoded("PNG", size=(300, 300))[:60])] == ["logo-broken"]
    assert codes(animated()) == [("logo-broken", "ảnh động")]


@pytest.mark.parametrize(
    ("data", "name", "what", "hint"),
    [
        (encoded("PNG"), f"{NAME}.jpg", "PNG", f"{NAME}.png"),
        (encoded("JPEG"), f"{NAME}.svg", "JPG", f"{NAME}.jpg"),
        (svg(), f"{NAME}.png", "SVG", f"{NAME}.svg"),
        (encoded("GIF"), f"{NAME}.png", "GIF", f"{NAME}.png"),
        (b"%PDF-1.7", f"{NAME}.svg", "PDF", f"{NAME}.png"),
        (b"<html><svg/></html>", f"{NAME}.svg", "?", f"{NAME}.png"),
        (b"", f"{NAME}.png", "?", f"{NAME}.png"),
    ],
)
def test_contents_that_do_not_match_the_ending_are_named(data: bytes, name: str, what: str, hint: str) -> None:
    logo, (problem,) = inspect(data, name)
    assert (logo, problem.code, problem.found, dict(problem.values)["hint"]) == (None, "logo-ending", what, hint)


@pytest.mark.parametrize("name", ["Hội Phước Long.PNG", f"{NAME}.jpeg", f"{NAME}.gif", NAME, f"{NAME}.svg.png"])
def test_a_file_that_is_not_named_like_a_logo_is_told_an_example(name: str) -> None:
    assert codes(encoded("PNG"), name) == [("logo-name", name)]


# --- the data folder ---------------------------------------------------------------------------------------------


def put(folder: Path, name: str, data: bytes) -> Path:
    place = folder / "logos" / name
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(data)
    return folder


def test_a_logo_belongs_to_its_organisation_by_its_path_alone(tmp_path: Path) -> None:
    made = book(put(write(tmp_path), f"{NAME}.svg", svg()))
    assert list(made.logos) == [f"{NAME}.svg"]
    assert list(made.logo_ids) == [f"{NAME}.svg"]


def test_a_logo_of_thirty_megabytes_is_not_even_read(tmp_path: Path) -> None:
    put(write(tmp_path), f"{NAME}.png", b"\x89PNG\r\n" + bytes(30_000_000))
    _, (problem,) = load(tmp_path)
    assert problem.render() == (
        f"logos/{NAME}.png: lô gô 30.000.006 byte; tối đa 2 MB và 16 triệu điểm ảnh, 1.000 điểm ảnh bề ngang là đủ "
        "[logo-too-big]"
    )


def test_a_logo_of_an_unknown_organisation_and_a_second_one_are_refused(tmp_path: Path) -> None:
    put(write(tmp_path), "hoi-phuoc-logn.png", encoded("PNG"))
    put(tmp_path, f"{NAME}.png", encoded("PNG"))
    put(tmp_path, f"{NAME}.svg", svg())
    assert found(tmp_path) == [
        ("logos/hoi-phuoc-logn.png", 0, "", "logo-without-organisation"),
        (f"logos/{NAME}.svg", 0, "", "logo-twice"),
    ]
    _, problems = load(tmp_path)
    assert f"ví dụ {NAME}.png" in problems[0].message()
    assert f"logos/{NAME}.png" in problems[1].message("en")


def test_a_problem_inside_a_drawing_has_its_line_and_the_folder_below_is_no_place(tmp_path: Path) -> None:
    put(write(tmp_path), f"{NAME}.svg", svg(f"{DOT}\n<script/>"))
    (tmp_path / "logos" / "cu").mkdir()
    assert (f"logos/{NAME}.svg", 3, "", "svg-script") in found(tmp_path)
