"""An officer of a company takes on five addresses: from the list of cards to a certificate that anybody can verify."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from scripts.callback.commands.demo import Demo, running
from scripts.command_line import run
from tests.browser.page_types import views

PATIENCE_MS = 60_000
OPEN = [one.card.code for one in views().addresses if one.giving_open]
COMPANIES = {
    True: ("xuong-moc-nam-cay", "Xưởng Mộc Năm Cây (mẫu)"),
    False: ("hop-tac-xa-ca-sam", "Hợp tác xã Ca Sâm (mẫu)"),
}
RECORD = """id: {id}
kind: enterprise
name: {name}
level: outside
epoch: '2023'
since: 2023-01-01
"""


@pytest.fixture(scope="module")
def demo() -> Iterator[Demo]:
    with running(0, "vi", lambda line: None) as demo:
        yield demo


def staff_accepts(demo: Demo, folder: Path, reference: str, company: str) -> None:
    """What the office does: the company gets a record, and its promises are taken up as its own."""

    def git(*line: str) -> None:
        own = ("-c", "user.name=Văn phòng", "-c", "user.email=van-phong@example.org")
        subprocess.run(["git", *own, *line], cwd=folder, check=True, capture_output=True)

    identity, name = company, dict(COMPANIES.values())[company]
    subprocess.run(["git", "clone", "--quiet", str(demo.settings.file.repository.remote), str(folder)], check=True)
    for _ in range(120):  # until the committer has written the promises
        if any(reference in file.read_text() for file in (folder / "pledges").rglob("*.yaml")):
            break
        time.sleep(0.5)
        git("pull", "--quiet")
    git("config", "user.name", "Văn phòng")
    git("config", "user.email", "van-phong@example.org")
    (folder / f"organisations/enterprise/{identity}.yaml").write_text(RECORD.format(id=identity, name=name))
    git("add", "-A")
    git("commit", "--quiet", "-m", f"Hồ sơ tổ chức {identity}")
    line = ["accept", reference, "--organisation", identity, "--on", "2023-10-31", "--data", str(folder)]
    assert run(line) == 0
    git("push", "--quiet", "origin", "HEAD:main")


@pytest.mark.parametrize("script", [True, False])
def test_a_company_chooses_promises_is_accepted_and_holds_a_certificate_that_verifies(
    demo: Demo, browser: Browser, tmp_path: Path, script: bool
) -> None:
    company, name = COMPANIES[script]
    codes = OPEN[:5] if script else OPEN[-5:]
    context = browser.new_context(viewport={"width": 360, "height": 800}, java_script_enabled=script)
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)

    _choose(page, demo, codes, script)
    reference = _promise(page, codes, name)
    staff_accepts(demo, tmp_path / "staff", reference, company)
    assert demo.transfer("2500000", f"{reference} UNG HO") == 200

    _until_kept(page, demo, company)
    told = page.locator("main").inner_text()
    assert name in told
    assert "Đã giữ 5 trong 5 lời hứa đến hạn." in told
    figures = [text.replace("\u00a0", " ") for text in page.locator(".figures dd").all_inner_texts()]
    assert figures[:3] == ["5", "2.500.000 đ", "2.500.000 đ"]
    for code in codes:
        assert page.locator(f'.cards a[href="/dia-chi/{code}/"]').count() == 1

    page.locator('a[href^="/kiem-tra/CN-"]').click()
    expect(page.locator("h1")).to_have_text("Giấy ghi nhận")
    told = page.locator("main").inner_text()
    assert "đã hứa giúp 5 địa chỉ nhân đạo bằng tiền. Trị giá lời hứa: 2.500.000" in told
    code = page.locator(".facts .plate").inner_text()
    for taken in codes:
        assert taken not in page.content()
    _until_released(demo, code)
    _verify(page, demo, code, name, script)
    _verify_offline(page, demo, code, name, tmp_path)
    context.close()


def _choose(page: Page, demo: Demo, codes: list[str], script: bool) -> None:
    if script:
        for code in codes:
            page.goto(f"{demo.url}/dia-chi/")
            page.locator(f'a[href$="?them={code}"]').click()
            expect(page.locator(".checker__result")).to_contain_text(code)
    else:
        page.goto(f"{demo.url}/chon/")
        page.locator("[name=ma]").fill("\n".join(codes))
    page.get_by_role("button", name="Hứa giúp cả danh sách").click()
    expect(page.locator("form[action='/giving/bundle'][method=post]")).to_be_visible()


def _promise(page: Page, codes: list[str], name: str) -> str:
    """Fills in the form; returns the reference of the confirmation."""
    form = page.locator("form[action='/giving/bundle'][method=post]")
    for code in codes:  # with script, what each still needs stands there already
        form.locator(f"[name=amount-{code}]").fill("500.000")
    form.locator("[name=name]").fill(name)
    form.locator("[name=phone]").fill("0912 345 678")
    form.locator("[name=visibility]").select_option("name_amount")
    form.locator("[name=consent]").check()
    form.locator("button[type=submit]").click()
    expect(form).to_have_count(0, timeout=PATIENCE_MS)
    told = page.locator("main").inner_text()
    assert name in told
    assert "2.500.000" in told
    page.emulate_media(media="print")
    assert page.locator("main .plate").first.is_visible()
    page.emulate_media(media="screen")
    return page.locator(".facts .plate").first.inner_text()


def _until_kept(page: Page, demo: Demo, company: str) -> None:
    """Opens the page of the organisation once what was transferred is there."""
    for _ in range(300):
        page.goto(f"{demo.url}/to-chuc/{company}/")
        if "Đã giữ 5" in page.locator("main").inner_text():
            return
        page.wait_for_timeout(500)
    raise AssertionError(page.locator("main").inner_text())


def _until_released(demo: Demo, code: str) -> None:
    """A program that goes on building shows an edit first, and writes the release in the pause after it."""
    assert demo.site_folder is not None
    for _ in range(240):
        if any(code in file.read_text() for file in demo.site_folder.glob("so-cai/phat-hanh/*/certificates.csv")):
            return
        time.sleep(0.5)
    raise AssertionError(code)


def _verify(page: Page, demo: Demo, code: str, name: str, script: bool) -> None:
    """The code verifies; with one character changed it does not."""
    changed = code[:-3] + ("A" if code[-3] != "A" else "B") + code[-2:]
    for typed, genuine in ((code.lower().replace("-", " "), True), (changed, False)):
        page.goto(f"{demo.url}/kiem-tra/")
        page.get_by_label("Mã in trên giấy").fill(typed)
        page.get_by_role("button", name="Kiểm tra").click()
        if script and genuine:
            said = page.locator(".checker__item")
            expect(said).to_contain_text(f"Có thật: {code}, cấp cho {name}. Đã giữ 5 trong 5 lời hứa.")
            said.get_by_role("link").click()
        if genuine:
            expect(page.locator("h1")).to_have_text("Giấy ghi nhận")
            assert page.url.endswith(f"/kiem-tra/{code}/")
        else:
            expect(page.locator(".checker__item")).to_contain_text("sai ít nhất một ký tự")


def _verify_offline(page: Page, demo: Demo, code: str, name: str, folder: Path) -> None:
    """The release, downloaded as the page says, proves the certificate without us."""
    page.goto(f"{demo.url}/so-cai/phat-hanh/")
    found = re.search(r'href="/so-cai/phat-hanh/([^"/]+)/SHA256SUMS"', page.content())
    assert found is not None
    assert demo.site_folder is not None
    release = demo.site_folder / "so-cai/phat-hanh" / found[1]
    command = [sys.executable, "-I", "verify.py", "--certificate", code]
    done = subprocess.run(command, cwd=release, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout
    assert f"name: {name}" in done.stdout
