"""What the form editor turns away: requests of others, paths that lead out, bodies that are too large."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Iterator
from string import Formatter
from typing import get_args
from urllib.parse import urlencode, urlsplit

import pytest

from scripts.folders import ROOT
from scripts.staff.admin.kinds import KINDS
from scripts.staff.admin.roles import STATUSES, Role
from scripts.staff.admin.texts import TEXTS
from tests import tree
from tests.staff.forms_office import PATH, SLUG, Office, memory, office

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
JSON = {"Content-Type": "application/json"}
QUESTION = json.dumps({"action": "entriesByFolder", "params": {"folder": "addresses"}}).encode()
TITLE = "Cô H. mong có chiếc xe lăn mới để ra chợ sớm"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One of its own: these tests use up what one network may try."""
    with memory(tmp_path_factory) as folder, office(folder) as made:
        yield made


@pytest.mark.parametrize("path", ["/admin/", "/admin/work/", f"/admin/preview/addresses/{SLUG}/", "/admin/conflict/1"])
def test_without_a_session_every_page_leads_to_the_login(desk: Office, path: str) -> None:
    status, told, _ = desk.anybody().ask("GET", path)
    assert (status, told["location"]) == (302, "/admin/login")


def test_without_a_session_nothing_is_answered(desk: Office) -> None:
    nobody = desk.anybody()
    status, told = nobody.api("entriesByFolder", folder="addresses")
    assert (status, "đăng nhập" in told["error"]) == (401, True)
    assert nobody.ask("GET", "/admin/config.yml")[0] == 401
    nobody.cookie = "nhandao-admin=" + "x" * 43
    assert nobody.api("entriesByFolder", folder="addresses")[0] == 401


@pytest.mark.parametrize(
    "forged",
    [
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "http://127.0.0.1"},
    ],
)
def test_a_request_of_another_site_is_turned_away(desk: Office, forged: dict[str, str]) -> None:
    person = desk.person("xa")
    status, _, content = person.ask("POST", "/admin/api/v1", QUESTION, JSON | forged)
    assert status == 403
    assert "không đến từ trang này" in json.loads(content)["error"]
    assert person.ask("POST", "/admin/logout", b"", FORM | forged)[0] == 403
    assert person.api("info")[0] == 200  # still logged in


def test_a_request_that_does_not_say_where_it_comes_from_is_turned_away(desk: Office) -> None:
    parts = urlsplit(desk.made.url)
    with socket.create_connection((parts.hostname, parts.port), timeout=20) as raw:
        raw.sendall(b"POST /admin/api/v1 HTTP/1.0\r\nHost: %b\r\nContent-Length: 2\r\n\r\n{}" % parts.netloc.encode())
        assert b" 403 " in raw.makefile("rb").readline()


def test_a_form_of_another_kind_is_no_question(desk: Office) -> None:
    assert desk.person("xa").ask("POST", "/admin/api/v1", QUESTION, {"Content-Type": "text/plain"})[0] == 415


def test_a_name_that_is_not_ours_is_not_answered(desk: Office) -> None:
    status, _, content = desk.person("xa").ask("GET", "/admin/", b"", {"Host": "rebound.example"})
    assert (status, "không mang tên ấy" in content.decode()) == (421, True)


def test_the_cookie_stays_in_the_browser_and_on_this_site(desk: Office) -> None:
    body = urlencode({"user": "tinh", "password": desk.passwords["tinh"]}).encode()
    _, told, _ = desk.anybody().ask("POST", "/admin/login", body, FORM)
    assert re.fullmatch(r"nhandao-admin=[\w-]{43}; HttpOnly; Path=/admin; SameSite=Strict", told["set-cookie"])


def test_every_answer_carries_the_headers_and_only_the_editor_may_compile(desk: Office) -> None:
    person = desk.person("xa")
    for path in ("/admin/", "/admin/work/", "/admin/login", "/admin/nowhere", "/admin/files/admin.css"):
        _, told, _ = person.ask("GET", path)
        policy = told["content-security-policy"]
        assert ("unsafe" in policy) == (path == "/admin/")
        assert "frame-ancestors 'none'" in policy
        assert told["x-content-type-options"] == "nosniff"
        assert told["cross-origin-opener-policy"] == "same-origin"
        assert told["cache-control"] == "no-store"
        assert "server" not in told


def test_pages_have_nothing_inline_and_ask_nobody_else(desk: Office) -> None:
    person = desk.person("xa")
    for path in ("/admin/", "/admin/work/", "/admin/login"):
        html = person.ask("GET", path)[2].decode()
        assert not re.search(r"<style|\sstyle=|\son\w+=|<script>", html)
        assert not re.search(r"https?://", html)


@pytest.mark.parametrize(
    "path",
    [
        "../../etc/passwd", "addresses/../../secret.json", "/etc/passwd", "addresses/dc23a0002g.json\n", "addresses/dc23a0002g",
        "addresses/../receipts/2023/06/01/transfer-FT1.json", "addresses/dc23a0009x.json", "receipts/transfer-ft1.json",
        "addresses/DC23A0002G.json", "addresses/dc23a0002g.json/x", "addresses/%2e%2e/x.json", "campaign.yaml", "",
    ],
)  # fmt: skip
def test_a_path_that_is_no_entry_leads_nowhere(desk: Office, path: str) -> None:
    person = desk.person("tinh")
    assert person.api("getEntry", path=path)[1]["data"] is None
    form = person.opened()
    file = {"path": path, "slug": "x", "raw": json.dumps(form | {"code": "x"})}
    options = {"commitMessage": "x", "useWorkflow": True, "status": "draft"}
    status, _ = person.api("persistEntry", dataFiles=[file], assets=[], options=options)
    assert status in (400, 422)
    assert person.api("getMediaFile", path=path)[0] == 404
    assert person.api("getMedia", mediaFolder=path) == (200, [])
    assert person.api("unpublishedEntries") == (200, [])


def test_a_link_in_the_repository_is_never_followed(desk: Office) -> None:
    address = desk.staff / "addresses/2023/DC23A0003E.yaml"
    address.symlink_to("/etc/hostname")
    desk.push()
    desk.made.desk.refresh()
    person = desk.person("tinh")
    assert person.api("getEntry", path="addresses/dc23a0003e.json")[1]["data"] is None
    assert person.change(title=TITLE)[0] == 200
    assert not (desk.made.desk._settings.state / "tree/addresses/2023/DC23A0003E.yaml").is_symlink()


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[]", b"null", b'"x"', b'{"action": 1}', b'{"action": "rm"}', b'{"action": "info", "params": []}',
        b'{"action": "persistEntry", "params": {}}', b'{"action": "persistEntry", "params": {"dataFiles": [1, 2]}}',
        b'{"action": "persistEntry", "params": {"dataFiles": [{"path": "addresses/dc23a0002g.json", "raw": "[]"}]}}',
        b'{"action": "persistEntry", "params": {"dataFiles": [{"path": "addresses/dc23a0002g.json", "raw": "{\\"a\\": NaN}"}]}}',
        b'{"action": "getEntry", "params": {"path": 5}}', b'{"action": "updateUnpublishedEntryStatus", "params": {}}',
        b"[" * 100_000, b"\xff\xfe",
    ],
)  # fmt: skip
def test_a_question_that_makes_no_sense_is_refused_with_a_message(desk: Office, body: bytes) -> None:
    status, _, content = desk.person("tinh").ask("POST", "/admin/api/v1", body, JSON)
    assert 400 <= status < 500
    assert json.loads(content)["error"]


def test_a_form_that_goes_too_deep_is_refused(desk: Office) -> None:
    deep: object = "x"
    for _ in range(200):
        deep = {"on": deep}
    status, told = desk.person("xa").change(survey=deep)
    assert (status, bool(told["error"])) == (400, True)


def test_two_hundred_megabytes_are_refused_in_our_words(desk: Office) -> None:
    person = desk.person("xa")
    status, _, content = person.ask("POST", "/admin/api/v1", b"x" * 50_000_000, JSON)
    assert (status, "tối đa 40 MB" in json.loads(content)["error"]) == (413, True)
    parts = urlsplit(desk.made.url)
    with socket.create_connection((parts.hostname, parts.port), timeout=20) as raw:
        head = f"POST /admin/api/v1 HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Length: 280000000\r\n\r\n"
        raw.sendall(head.encode())
        answer = b"".join(iter(lambda: raw.recv(65536), b""))  # told before anything of the body is read
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert "tối đa 40 MB" in json.loads(answer.partition(b"\r\n\r\n")[2])["error"]


def test_wrong_passwords_lock_the_account_for_a_while_that_is_told(desk: Office) -> None:
    body = urlencode({"user": "xa-khoa", "password": "sai"}).encode()
    nobody = desk.anybody()
    for _ in range(5):
        status, _, content = nobody.ask("POST", "/admin/login", body, FORM)
        assert status == 403
    assert "tạm khoá đến" in content.decode()
    right = urlencode({"user": "xa-khoa", "password": desk.passwords["xa-khoa"]}).encode()
    assert nobody.ask("POST", "/admin/login", right, FORM)[0] == 403
    for _ in range(8):
        status, _, content = nobody.ask("POST", "/admin/login", body, FORM)
    assert (status, "Hãy chờ" in content.decode()) == (429, True)


@pytest.mark.parametrize("user", ["khong-co", "", "'; --", "xa\n", "x" * 5000])
def test_a_name_that_there_is_not_is_told_like_a_wrong_password(desk: Office, user: str) -> None:
    body = urlencode({"user": user, "password": "x" * 300}).encode()
    status, _, content = desk.anybody().ask("POST", "/admin/login", body, FORM)
    assert (status, "Tên đăng nhập hoặc mật khẩu không đúng" in content.decode()) == (403, True)


def test_an_account_that_is_taken_away_is_out_at_once(desk: Office) -> None:
    accounts = desk.made.accounts
    password = accounts.add("tam", "Cô Tạm", "province", ())
    person = desk.anybody()
    assert person.log_in("tam", password) == 303
    assert person.api("info")[0] == 200
    accounts.remove("tam")
    assert person.api("info")[0] == 401


def test_logging_out_ends_the_session(desk: Office) -> None:
    person = desk.anybody()
    assert person.log_in("tinh-hai", desk.passwords["tinh-hai"]) == 303
    kept = person.cookie
    assert person.ask("POST", "/admin/logout", b"", FORM)[0] == 303
    person.cookie = kept
    assert person.api("info")[0] == 401


def test_the_configuration_names_only_places_in_ones_charge(desk: Office) -> None:
    def communes(user: str) -> list[str]:
        config = json.loads(desk.person(user).ask("GET", "/admin/config.yml")[2])
        fields = {field["name"]: field for field in config["collections"][0]["fields"]}
        return [option["value"] for option in fields["unit"]["options"]]

    assert communes("xa-hai") == ["25216"]
    assert communes("huyen") == ["25216", "25217"]
    config = json.loads(desk.person("xa").ask("GET", "/admin/config.yml")[2])
    assert config["locale"] == "vi"
    assert [one["name"] for one in config["collections"]] == ["addresses", "organisations", "handovers"]
    needs = next(field for field in config["collections"][0]["fields"] if field["name"] == "needs")
    price = next(field for field in needs["fields"] if field["name"] == "unit_price_vnd")
    assert (price["label"], price["widget"]) == ("Đơn giá (đồng)", "string")
    assert config["collections"][0]["fields"][2]["default"] == "2023"
    line = [field["name"] for field in config["collections"][2]["fields"]]
    assert (line[1], line[-1]) == ("id", "confirmed_note")


def test_a_preview_is_the_sites_page_for_those_in_charge_alone(desk: Office) -> None:
    writer, stranger = desk.person("xa"), desk.anybody()
    writer.change(title=TITLE, introduced={})
    status, told, _ = writer.ask("GET", f"/admin/preview/addresses/{SLUG}/")
    assert (status, told["location"]) == (302, f"/admin/preview/addresses/{SLUG}/dia-chi/DC23A0002G/")
    status, told, content = writer.ask("GET", told["location"])
    html = content.decode()
    assert status == 200
    assert TITLE in html
    assert "coi như đã xong các bước còn thiếu: Giới thiệu trên iNHANDAO" in html
    assert "form-action 'none'" in told["content-security-policy"]
    sheet = re.search(r'href="(/admin/preview/[^"]+site\.css)', html)
    assert sheet
    assert writer.ask("GET", sheet[1])[1]["content-type"].startswith("text/css")
    assert writer.ask("GET", f"/admin/preview/addresses/{SLUG}/dia-chi/../../../../etc/passwd")[0] == 404
    assert stranger.ask("GET", f"/admin/preview/addresses/{SLUG}/")[0] == 302
    assert desk.clone("show", f"cms/addresses/{SLUG}:{tree.ADDRESS}").count("introduced") == 0


def test_an_address_whose_consent_was_taken_back_has_no_preview(desk: Office) -> None:
    writer = desk.person("xa")
    consent = {"scopes": ["publish"], "by": "self", "on": "2023-03-01", "withdrawn_on": "2023-10-01"}
    assert writer.change(consents=[consent])[0] == 200
    status, _, content = writer.ask("GET", f"/admin/preview/addresses/{SLUG}/")
    assert (status, "đang không được công khai" in content.decode()) == (200, True)


def test_the_editors_files_are_named_one_by_one(desk: Office) -> None:
    person = desk.person("xa")
    status, told, _ = person.ask("GET", "/admin/editor/0.0.0/decap-cms.js")
    assert (status, told["content-encoding"]) == (200, "gzip")
    for path in ("0.0.0/package.json", "0.0.0/..%2fpackage.json", "9.9.9/decap-cms.js", "0.0.0/cms.js"):
        assert person.ask("GET", f"/admin/editor/{path}")[0] == 404


def test_what_the_list_shows_is_not_what_a_form_is_filled_from(desk: Office) -> None:
    listed = desk.person("xa").api("entriesByFolder", folder="addresses", extension="json", depth=1)[1]
    assert [one["file"]["path"] for one in listed] == [PATH]
    assert "story" not in json.loads(listed[0]["data"])


def test_the_handbook_names_what_is_on_the_screen() -> None:
    chapter = (ROOT / "content/pages/so-tay/29-bieu-mau.md").read_text(encoding="utf-8")
    codes = (
        "addresses",
        "organisations",
        "handovers",
        "role-commune",
        "role-district",
        "role-province",
        "status-pending_review",
    )
    codes += ("status-pending_publish", "work", "two-versions", "waits-you", "use-mine", "use-theirs", "use-both")
    for code in (*codes, "preview", "log-out"):
        assert TEXTS[f"admin-{code}"][0] in chapter, code
    for option in ("--demo", "--config", "--add-user", "--name", "--role", "--unit", "--remove-user"):
        assert option in chapter


def test_every_message_has_its_place_and_every_place_its_message() -> None:
    folder = ROOT / "scripts/staff/admin"
    files = [path for path in folder.rglob("*") if path.suffix in (".py", ".html") and path.name != "texts.py"]
    written = "".join(path.read_text(encoding="utf-8") for path in files)
    named = set(re.findall(r"""["'](admin-[a-z_-]+[a-z])["']""", written)) - {
        "admin-strip",
        "admin-told",
        "admin-editor",
    }
    named |= {f"admin-{kind.collection}{end}" for kind in KINDS for end in ("", "-one")}
    named |= {f"admin-role-{role}" for role in get_args(Role)} | {f"admin-status-{status}" for status in STATUSES}
    named |= {"admin-own-draft", "admin-own-review", "admin-not-your-step", "admin-not-ready"}
    assert named == set(TEXTS)


@pytest.mark.parametrize("code", TEXTS)
def test_a_message_has_both_languages_with_the_same_places(code: str) -> None:
    vietnamese, english = ({name for _, name, _, _ in Formatter().parse(text) if name} for text in TEXTS[code])
    assert vietnamese == english
