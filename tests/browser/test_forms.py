"""The form editor itself (Decap) in a real browser: from a commune's form to the published page, over two more people."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from nhandao.site.build import build_site
from scripts.folders import CONTENT, DATA, THEME
from scripts.programs import form_editor
from tests.browser.test_accessibility import in_both_schemes
from tests.callback.office import git
from tests.staff.forms_office import SLUG, Office, memory, office

DRAWING = DATA / "photos/DC23A0119P/tranh-1.jpg"
PATIENCE_MS = 45_000
TOASTS = ".Toastify__toast-container"
TITLE = "Cô H. mong có chiếc xe lăn mới để ra chợ sớm"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with memory(tmp_path_factory) as folder, office(folder, editor=form_editor("en")) as made:
        yield made


@pytest.fixture(autouse=True)
def patient() -> Iterator[None]:
    """The editor is five megabytes of script, and machines may be busy."""
    expect.set_options(timeout=PATIENCE_MS)
    yield
    expect.set_options(timeout=5_000)


Show = Callable[..., None]


def logged_in(browser: Browser, desk: Office, user: str, asked: list[str], show: Show | None = None) -> Page:
    context = browser.new_context(viewport={"width": 1200, "height": 900}, locale="vi-VN")
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda told: asked.append(f"error: {told.text}") if "Content Security" in told.text else None)
    page.goto(desk.made.url)
    page.get_by_label("Tên đăng nhập").fill(user)
    page.get_by_label("Mật khẩu").fill(desk.passwords[user])
    if show:
        show(page, "dang-nhap")
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("heading", name="Địa chỉ nhân đạo")).to_be_visible()
    return page


def opened(page: Page, desk: Office) -> None:
    page.goto(f"{desk.made.url}#/collections/addresses/entries/{SLUG}")
    expect(page.get_by_label("Tiêu đề")).to_be_visible()


def write(field: Locator, words: str) -> None:
    """Type over what stands in a field. The editor puts the caret where it was last when a field gets the focus, so
    that what is selected at once is not selected any more."""
    field.click()
    field.press("ControlOrMeta+a")
    field.press("Delete")
    expect(field).to_have_value("")
    field.page.keyboard.insert_text(words)
    expect(field).to_have_value(words)


def to_step(page: Page, now: str, step: str, shown: Callable[[], None] | None = None) -> None:
    page.get_by_role("button", name=f"Trạng: {now}").click()
    choice = page.get_by_role("menuitem", name=step)
    if shown:
        expect(choice).to_be_visible()
        shown()
    choice.click()
    expect(page.get_by_role("button", name=f"Trạng: {step}")).to_be_visible()


def test_a_form_becomes_a_page_by_three_people(desk: Office, browser: Browser, tmp_path: Path, show: Show) -> None:
    asked: list[str] = []
    writer = logged_in(browser, desk, "xa", asked, show)
    show(writer, "danh-sach")
    writer.get_by_text("Cô H. mong có chiếc xe lăn").click()
    title = writer.get_by_label("Tiêu đề")
    expect(title).to_have_value("Cô H. mong có chiếc xe lăn để ra chợ")
    show(writer, "bieu-mau")

    # A save that breaks a rule is refused in the words of the form, and nothing that was typed is lost.
    write(title, "Gọi 0912 345 678 cho cô H.")
    writer.get_by_role("button", name="Lưu", exact=True).click()
    told = writer.locator("#told")
    expect(told).to_contain_text("Chưa lưu được, có 1 chỗ cần sửa.")
    expect(told).to_contain_text("Tiêu đề: ")
    expect(writer.get_by_text("Không thể giữ lại mục")).to_be_visible()
    show(writer, "chua-luu", without=TOASTS)
    expect(title).to_have_value("Gọi 0912 345 678 cho cô H.")
    assert desk.clone("for-each-ref", "refs/heads/cms/") == ""

    # A good one is a draft, with a photo that carries nothing along.
    write(title, TITLE)
    writer.get_by_role("button", name="Thêm ảnh").click()
    writer.get_by_role("button", name="Chọn một hình").click()
    with writer.expect_file_chooser() as choosing:
        writer.get_by_text("Tải lên", exact=True).click()
    exif = Image.Exif()
    exif[0x010F] = "May anh Mau"
    taken = BytesIO()
    with Image.open(DRAWING) as drawing:
        drawing.save(taken, "JPEG", exif=exif)
    choosing.value.set_files(
        {"name": "Nguyễn Thị Mẫu 20230501.JPG", "mimeType": "image/jpeg", "buffer": taken.getvalue()}
    )
    writer.get_by_role("button", name="Lấy những cái đã chọn").click()
    writer.get_by_label("Mô tả ảnh").fill("Chiếc xe lăn cũ đã hỏng một bánh")
    writer.get_by_label("Ngày chụp").fill("2023-03-01")
    writer.get_by_label("Người chụp").fill("Hội phường")
    writer.get_by_label("Nhận ra được gì").click()
    writer.get_by_text("Đồ vật", exact=True).click()
    writer.get_by_label("Mô tả ảnh").evaluate("field => field.scrollIntoView({block: 'center'})")
    show(writer, "anh", without=f"#told, {TOASTS}")
    writer.get_by_role("button", name="Lưu", exact=True).click()
    expect(writer.get_by_text("Mục đã được lưu")).to_be_visible()
    expect(told).to_be_hidden()
    to_step(writer, "Bản nháp", "Đang xét duyệt", partial(show, writer, "chuyen-buoc", without=TOASTS))
    changed = desk.clone("diff", "--name-only", "main", f"cms/addresses/{SLUG}").split()
    photo = next(path for path in changed if path.startswith("photos/"))
    assert photo.startswith("photos/DC23A0002G/anh-")

    # Somebody else reviews it: on the board, and as donors will see it.
    reviewer = logged_in(browser, desk, "huyen", asked)
    opened(reviewer, desk)
    expect(reviewer.get_by_label("Tiêu đề")).to_have_value(TITLE)
    with reviewer.context.expect_page() as showing:
        reviewer.get_by_role("link", name="Xem trước").click()
    page = showing.value
    expect(page.locator("h1")).to_have_text(re.compile(TITLE))
    expect(page.get_by_role("note").first).to_contain_text("Xem trước, chưa công bố")
    assert page.locator("img").evaluate_all("all => all.every(one => one.complete && one.naturalWidth > 0)")
    show(page, "xem-truoc")
    to_step(reviewer, "Đang xét duyệt", "Sẵn sàng")

    # A third one publishes it, from the board.
    approver = logged_in(browser, desk, "tinh", asked)
    approver.get_by_role("link", name="Biên tập").click()
    expect(approver.get_by_text(TITLE)).to_be_visible()
    show(approver, "bang-viec")
    opened(approver, desk)
    approver.get_by_role("button", name="Công bố", exact=True).click()
    expect(approver.get_by_role("menuitem", name="Công bố ngay")).to_be_visible()
    show(approver, "cong-bo", without=TOASTS)
    approver.once("dialog", lambda dialog: dialog.accept())
    approver.get_by_role("menuitem", name="Công bố ngay").click()
    expect(approver.get_by_text("Mục đã được công bố")).to_be_visible()

    git(tmp_path, "clone", "--quiet", str(desk.remote), "data")
    built = build_site(
        out=tmp_path / "site", data=tmp_path / "data", as_of=None, today=date(2023, 10, 31), site_url="",
        content=CONTENT, theme=THEME, cache=tmp_path / "cache", search="none", languages=("vi",),
    )  # fmt: skip
    assert not isinstance(built, list), built
    html = (tmp_path / "site/dia-chi/DC23A0002G/index.html").read_text(encoding="utf-8")
    assert TITLE in html
    assert "Chiếc xe lăn cũ đã hỏng một bánh" in html

    # Nothing was asked of anybody else, and the policy of the page was kept.
    elsewhere = [url for url in asked if not url.startswith((desk.made.url[:-7], "blob:", "data:"))]
    assert elsewhere == []
    for one in (writer, reviewer, approver):
        one.context.close()


def test_the_editors_own_log_out_ends_the_session(desk: Office, browser: Browser) -> None:
    page = logged_in(browser, desk, "xa-hai", [])
    page.get_by_role("button", name="Tài khoản").click()
    page.get_by_role("menuitem", name="Đăng xuất").click()
    expect(page.get_by_label("Mật khẩu")).to_be_visible()
    page.goto(desk.made.url)
    expect(page.get_by_label("Mật khẩu")).to_be_visible()
    page.context.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_around_the_editor_break_no_rule_and_need_no_script(
    desk: Office, browser: Browser, width: int, show: Show
) -> None:
    desk.reset()
    one, two = desk.person("xa"), desk.person("xa-hai")
    first, second = one.opened(), two.opened()
    one.save(first | {"title": TITLE})
    _, told = two.save(second | {"surplus": "commune"})
    name, _, token = two.cookie.partition("=")
    origin = desk.made.url.removesuffix("/admin/")
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.goto(f"{origin}/admin/login")
    assert in_both_schemes(page) == {}
    context.add_cookies([{"name": name, "value": token, "url": f"{origin}/admin"}])
    for path in ("/admin/work/", told["link"], f"/admin/preview/addresses/{SLUG}/"):
        page.goto(f"{origin}{path}")
        assert in_both_schemes(page) == {}
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        if path == told["link"] and width == 1280:
            page.emulate_media(color_scheme="light")
            show(page, "hai-ban")
    context.close()
    plain = browser.new_context(java_script_enabled=False)
    plain.add_cookies([{"name": name, "value": token, "url": f"{origin}/admin"}])
    page = plain.new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.goto(f"{origin}{told['link']}")
    page.get_by_role("button", name="Gộp cả hai").click()
    expect(page.get_by_role("status")).to_have_text("Đã ghi lựa chọn của bạn.")
    assert (one.opened()["title"], one.opened()["surplus"]) == (TITLE, "commune")
    plain.close()
