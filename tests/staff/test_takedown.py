"""Consent that is taken back or runs out: what leaves the site, what stays, and by when the law wants it."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path

import pytest

from nhandao.public.gate import publish
from scripts.staff.takedown import due_days
from tests import tree
from tests.site.building import Bench
from tests.staff.repository import CODE, SURVEYED, Repository, jpeg

TITLE = "Cô H. mong có chiếc xe lăn để ra chợ"
URL = f"/dia-chi/{CODE}/"


@pytest.mark.parametrize(
    ("told_on", "third", "answer", "stop"),
    [
        ("2026-03-02", False, "2026-03-04", "2026-03-17"),  # a Monday
        ("2026-03-05", False, "2026-03-09", "2026-03-20"),  # a Thursday: Friday and Monday
        ("2026-03-06", True, "2026-03-10", "2026-03-26"),
        ("2026-03-07", False, "2026-03-10", "2026-03-22"),  # a Saturday
        ("2026-01-01", False, "2026-01-05", "2026-01-16"),
        ("2025-12-31", True, "2026-01-03", "2026-01-03"),  # Decree 13/2023: 72 hours
    ],
)
def test_the_days_of_the_law(told_on: str, third: bool, answer: str, stop: str) -> None:
    assert due_days(date.fromisoformat(told_on), third) == (date.fromisoformat(answer), date.fromisoformat(stop))


def shown(bench: Bench, data: Path, day: date) -> dict[str, bytes]:
    views, problems = publish(data, day, day)
    assert views is not None, problems
    bench.photos = data / "photos"
    bench.build(views, search="now")
    # The search index is compressed.
    return {path: gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data for path, data in bench.tree().items()}


def test_a_withdrawn_address_leaves_every_file_but_the_ledger(tmp_path: Path) -> None:
    office = Repository(tmp_path, SURVEYED)
    photo = office.data / f"photos/{CODE}/anh-1.jpg"
    photo.parent.mkdir(parents=True)
    photo.write_bytes(jpeg(1))
    with (office.data / tree.ADDRESS).open("a", encoding="utf-8") as file:
        file.write(
            "photos:\n  - {file: anh-1.jpg, alt: Chiếc xe cũ ở góc nhà, taken_on: 2023-03-02, credit: Hội, shows: thing}\n"
        )
    office.git("add", "-A")
    office.git("commit", "--quiet", "-m", "photo")
    bench = Bench(tmp_path)
    before = shown(bench, office.data, date(2023, 10, 31))
    telling = [path for path, content in before.items() if TITLE.encode() in content]
    pictures = [path for path in before if CODE in path]
    assert {path.split("/")[0] for path in telling} >= {"dia-chi", "index.html", "pagefind"}
    assert {path.split("/")[0] for path, content in before.items() if CODE.encode() in content} >= {"feeds"}
    assert len(pictures) > 3
    assert office.portal("withdraw", CODE, "--on", "2023-10-31") == 0
    after = shown(bench, office.data, date(2023, 10, 31))
    assert [path for path, content in after.items() if TITLE.encode() in content] == []
    assert [path for path in after if CODE in path and not path.startswith(("dia-chi/", "nhung/"))] == []
    naming = sorted({path.split("/")[0] for path, content in after.items() if CODE.encode() in content})
    assert URL.encode() in after["gone.map"]
    assert b"2000000" in after["so-cai/2023-06/index.html"].replace(b".", b"")
    assert set(naming) <= {"dia-chi", "gone.map", "gone.txt", "so-cai", "api", "tai-khoan-that", "huong-dan", "chon"}


def test_consent_that_expires_takes_the_page_away_by_itself(tmp_path: Path) -> None:
    tree.write(tmp_path)
    tree.replace(tmp_path, tree.ADDRESS, "by: self, on: 2023-03-01", "by: self, on: 2023-03-01, expires_on: 2023-09-01")
    for day, is_shown in ((date(2023, 8, 31), True), (date(2023, 9, 1), False)):
        views, _ = publish(tmp_path, day, day)
        assert views is not None
        assert [view.card.code for view in views.addresses] == ([CODE] if is_shown else [])
        assert bool(views.gone) != is_shown
