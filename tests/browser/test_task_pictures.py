"""What staff see of their tasks outside the forms: a sheet with its faults, the page of an address, what it leaves."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, expect

from nhandao.site.build import build_site
from scripts.folders import CONTENT, THEME
from scripts.programs import libreoffice
from scripts.web import open_server
from tests.staff.imports.test_import_lines import HANDOVER
from tests.staff.repository import CODE, Repository


def test_an_address_has_its_page_and_leaves_it_when_consent_is_taken_back(
    tmp_path: Path, browser: Browser, show: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Repository(tmp_path)
    out = tmp_path / "site"

    def build() -> None:
        made = build_site(
            out=out, data=office.data, as_of=None, today=date(2023, 10, 31), site_url="", content=CONTENT, theme=THEME,
            cache=tmp_path / "cache", search="none", languages=("vi",),
        )  # fmt: skip
        assert not isinstance(made, list), made

    build()
    server = open_server(0, lambda: out)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_address[1]}/dia-chi/{CODE}/"
    page = browser.new_page(viewport={"width": 1200, "height": 900})
    try:
        assert page.goto(url).status == 200  # type: ignore[union-attr]
        expect(page.locator("h1")).to_contain_text("Cô H.")
        show(page, "trang-dia-chi")
        monkeypatch.chdir(office.top)
        assert office.portal("withdraw", CODE, "--on", "2023-10-30") == 0
        build()
        assert page.goto(url).status == 410  # type: ignore[union-attr]
        show(page, "da-go")
    finally:
        page.close()
        server.shutdown()
        server.server_close()


def test_the_copy_of_a_sheet_shows_each_fault_beside_its_cell(
    tmp_path: Path, browser: Browser, show: Callable[..., None]
) -> None:
    office = Repository(tmp_path)
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(list(HANDOVER))
    for other in ({}, {"Số biên bản": "BB 13/2023", "Ngày": "31/02/2023"}, {"Giá trị (đồng)": "1.500 triệu"}):
        sheet.append(list((HANDOVER | other).values()))
    book.save(tmp_path / "lan-trao.xlsx")
    copy = tmp_path / "co-ghi-chu.xlsx"
    assert office.portal("import", tmp_path / "lan-trao.xlsx", "--out", copy) == 1
    faults = [row[-1].value is not None for row in openpyxl.load_workbook(copy).worksheets[0].iter_rows(min_row=2)]
    assert faults == [False, True, True]
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    command = [libreoffice("en"), home, "--headless", "--norestore", "--convert-to", "html", copy.name]
    subprocess.run(command, cwd=tmp_path, capture_output=True, check=True, timeout=120)
    page = browser.new_page(viewport={"width": 1310, "height": 150})
    page.goto(copy.with_suffix(".html").as_uri())
    page.add_style_tag(content="td { border: 1px solid #ccc }")  # the lines of a sheet are no part of its content
    show(page, "bang-tinh-co-loi")
    page.close()
