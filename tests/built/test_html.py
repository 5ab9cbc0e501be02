"""Every file of the built sample that a browser reads is valid, by the Nu Html Checker."""

from __future__ import annotations

import json
import subprocess
from collections import defaultdict
from pathlib import Path
from urllib.parse import unquote, urlsplit

from scripts.programs import html_checker

# Two runs: beside style sheets the checker miscounts the lines of pages.
KINDS = (("--skip-non-html", "--also-check-svg"), ("--skip-non-css",))


def complaints(place: Path) -> list[str]:
    """What the checker says of a folder, each thing once with its first place and how often it is said.

    Nothing is suppressed: what is no error, but a warning or a hint, is wrong here too.
    """
    said = defaultdict(list)
    for options in KINDS:
        command = [*html_checker("en"), *options, "--stdout", "--format", "json", str(place)]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
        assert done.stdout, done.stderr
        for message in json.loads(done.stdout)["messages"]:
            file = unquote(urlsplit(message.get("url", "")).path)
            where = f"{file}:{message.get('lastLine', 0)}: {message.get('extract', '').strip()!r}"
            said[f"{message['type']}: {message['message']}"].append(where)
    return [f"{what} ({len(where)} times, first {where[0]})" for what, where in said.items()]


def test_every_page_style_sheet_and_drawing_of_the_sample_is_valid(sample: Path) -> None:
    assert len(list(sample.rglob("*.html"))) > 1_000
    assert complaints(sample) == []


def test_the_checker_does_see_what_is_wrong(tmp_path: Path) -> None:
    start = '<!doctype html>\n<html lang="vi"><meta charset="utf-8"><title>Trang</title>'
    (tmp_path / "a.html").write_text(f"{start}<p>a</div>", encoding="utf-8")
    (tmp_path / "b.html").write_text(f'{start}<link rel="stylesheet" href="/b.css"><p>a', encoding="utf-8")
    (tmp_path / "b.css").write_text("p { colour: red }", encoding="utf-8")
    (tmp_path / "c.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"><p/></svg>', encoding="utf-8")
    told = "\n".join(complaints(tmp_path))
    assert [name for name in ("a.html:2:", "b.css:", "c.svg:1:") if name not in told] == []
