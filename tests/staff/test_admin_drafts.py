"""From a commune's draft to the published record: who may do what, what is kept, and that no edit is ever lost."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from nhandao.book.load import load
from tests import tree
from tests.callback.office import git
from tests.staff.forms_office import PATH, SLUG, Office

TITLE = "Cô H. mong có chiếc xe lăn mới để ra chợ sớm"
OTHER = "Cô H. cần một chiếc xe lăn để tự đi bán hàng"


def test_a_draft_is_published_by_two_more_people_as_one_commit_under_its_writers_name(desk: Office) -> None:
    writer, reviewer, approver = desk.person("xa"), desk.person("huyen"), desk.person("tinh")
    before = desk.commits()
    assert writer.change(title=TITLE)[0] == 200
    assert writer.change(summary="Cô H. sống ở phường Thác Mơ và cần một chiếc xe lăn mới để tự đi bán.")[0] == 200
    assert writer.step("pending_review")[0] == 200
    assert desk.commits() == before  # a draft leaves this machine only when it is published
    assert reviewer.opened()["title"] == TITLE
    assert reviewer.step("pending_publish")[0] == 200
    assert approver.opened()["title"] == TITLE
    assert approver.publish() == (200, {"message": "ok"})
    assert f"title: {TITLE}" in desk.published()
    assert desk.commits() == before + 1
    told = git(desk.remote, "log", "-1", "--format=%an <%ae>%n%cn%n%B", "main")
    assert told.startswith("Cô Mẫu (xã) <xa@staff.invalid>\nChị Mẫu (tỉnh)\naddresses: DC23A0002G: title, summary")
    assert "Reviewed-by: Anh Mẫu (huyện) <huyen@staff.invalid>" in told
    assert "Approved-by: Chị Mẫu (tỉnh) <tinh@staff.invalid>" in told
    assert approver.api("unpublishedEntries") == (200, [])


def test_a_saved_record_is_in_the_canonical_form(desk: Office) -> None:
    writer = desk.person("xa")
    needs = [
        {"form": "wheelchair", "what": "Xe lăn  gấp", "quantity": 1, "unit": "chiếc", "unit_price_vnd": "3.600.000"}
    ]
    empty = {"opens_on": "", "closes_on": ""}
    assert writer.change(needs=needs, call=empty, notes="  Gọi lại\tsau  \r\n", photos=[], priority={})[0] == 200
    text = desk.clone("show", f"cms/addresses/{SLUG}:{tree.ADDRESS}")
    assert text.startswith("# yaml-language-server: $schema=../../schema/address.json\ncode: DC23A0002G\n")
    assert "  unit_price_vnd: 3600000\n" in text
    assert "notes: Gọi lại sau\n" in text
    assert "call" not in text
    assert "priority" not in text
    assert "edit" not in text


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"title": ""}, "Tiêu đề"),
        ({"title": "Ngắn"}, "Tiêu đề"),
        ({"unit": "99999"}, "địa bàn"),
        ({"needs": [{"form": "wheelchair", "what": "Xe", "quantity": 1, "unit": "c", "unit_price_vnd": "60 triệu"}]}, "Nhu cầu 1 › Đơn giá (đồng): "),
        ({"summary": "Gọi 0912 345 678 để hỏi thăm gia đình cô ở phường Thác Mơ, cần xe lăn."}, "Tóm tắt"),
        ({"survey": {"on": "31/12/2023", "by": "Hội"}}, "2023-12-31"),
        ({"approved": {"on": "2022-01-01", "by": "Hội", "document": "1"}}, "Phê duyệt › Ngày"),
        ({"priority": {"list": "khong-co", "rank": 1}}, "Thứ tự ưu tiên › Danh sách ưu tiên"),
        ({"title": "Cô H. mong \u202e có chiếc xe lăn để ra chợ"}, "U+202E"),
        ({"la": "x"}, "la"),
    ],
)  # fmt: skip
def test_a_save_that_breaks_a_rule_is_refused_in_the_words_of_the_form(
    desk: Office, fields: dict[str, object], told: str
) -> None:
    writer = desk.person("xa")
    status, answer = writer.change(**fields)
    assert status in (403, 422)
    assert told in answer["error"]
    assert writer.api("unpublishedEntries") == (200, [])


def test_problems_that_were_there_before_do_not_hold_up_a_save(desk: Office) -> None:
    tree.replace(desk.staff, tree.RECEIPT, "value_vnd: 2000000", "value_vnd: 1000000")  # less than was handed over
    desk.push()
    desk.made.desk.refresh()
    assert desk.person("xa").change(title=TITLE)[0] == 200


def test_nobody_moves_their_own_draft_past_the_review(desk: Office) -> None:
    approver, reviewer, second = desk.person("tinh"), desk.person("huyen"), desk.person("tinh-hai")
    assert approver.change(title=TITLE)[0] == 200
    assert approver.step("pending_review")[0] == 200
    approver.opened()
    status, told = approver.step("pending_publish")
    assert (status, "người khác phải xét" in told["error"]) == (403, True)
    reviewer.opened()
    assert reviewer.step("pending_publish")[0] == 200
    approver.opened()
    status, told = approver.publish()
    assert (status, "người khác phải xét và đăng" in told["error"]) == (403, True)
    second.opened()
    assert second.publish()[0] == 200


def test_whoever_reviewed_does_not_publish(desk: Office) -> None:
    writer, approver = desk.person("xa"), desk.person("tinh")
    writer.change(title=TITLE)
    writer.step("pending_review")
    approver.opened()
    assert approver.step("pending_publish")[0] == 200
    status, told = approver.publish()
    assert (status, "một người khác của tỉnh" in told["error"]) == (403, True)


@pytest.mark.parametrize(("user", "to"), [("xa", "pending_publish"), ("xa-hai", "pending_publish")])
def test_a_commune_does_not_review(desk: Office, user: str, to: str) -> None:
    writer, other = desk.person("xa"), desk.person(user)
    writer.change(title=TITLE)
    writer.step("pending_review")
    other.opened()
    assert other.step(to)[0] == 403
    assert other.publish()[0] == 403
    assert desk.person("huyen").publish()[0] == 403


def test_a_draft_that_was_not_reviewed_is_not_published(desk: Office) -> None:
    writer, approver = desk.person("xa"), desk.person("tinh")
    writer.change(title=TITLE)
    approver.opened()
    status, told = approver.publish()
    assert (status, "chưa được xét" in told["error"]) == (403, True)


def test_a_save_after_the_review_asks_for_another_review(desk: Office) -> None:
    writer, reviewer, approver = desk.person("xa"), desk.person("huyen"), desk.person("tinh")
    writer.change(title=TITLE)
    writer.step("pending_review")
    reviewer.opened()
    reviewer.step("pending_publish")
    approver.opened()
    writer.change(title=OTHER)
    status, _ = approver.publish()
    assert status == 403
    assert reviewer.api("unpublishedEntry", collection="addresses", slug=SLUG)[1]["status"] == "pending_review"


def test_nobody_approves_what_they_were_not_shown(desk: Office) -> None:
    writer, reviewer = desk.person("xa"), desk.person("huyen")
    writer.change(title=TITLE)
    writer.step("pending_review")
    reviewer.opened()
    writer.change(title=OTHER)
    status, told = reviewer.step("pending_publish")
    assert (status, "đã đổi từ khi bạn xem (Cô Mẫu (xã))" in told["error"]) == (409, True)
    reviewer.opened()
    assert reviewer.step("pending_publish")[0] == 200


def test_another_commune_sees_and_changes_nothing(desk: Office) -> None:
    writer, stranger = desk.person("xa"), desk.person("xa-khac")
    form = writer.opened()
    assert stranger.api("getEntry", path=PATH)[1]["data"] is None
    assert stranger.api("entriesByFolder", folder="addresses", extension="json", depth=1) == (200, [])
    assert stranger.api("getMedia", mediaFolder="photos/DC23A0002G") == (200, [])
    for values in (form | {"title": TITLE}, form | {"unit": "25217"}):
        status, told = stranger.save(values)
        assert (status, "địa bàn" in told["error"]) == (403, True)
    writer.change(title=TITLE)
    assert stranger.api("unpublishedEntries") == (200, [])
    assert stranger.api("unpublishedEntry", collection="addresses", slug=SLUG)[0] == 404
    assert stranger.api("deleteUnpublishedEntry", collection="addresses", slug=SLUG)[0] == 404
    assert stranger.step("pending_review")[0] == 404
    # and nobody hands an address over to a commune that is not theirs
    hai = desk.person("xa-hai")
    assert hai.change(unit="25217")[0] == 403


def test_the_second_of_two_edits_is_kept_whole_until_its_writer_chooses(desk: Office) -> None:
    one, two = desk.person("xa"), desk.person("xa-hai")
    first, second = one.opened(), two.opened()
    assert one.save(first | {"title": TITLE})[0] == 200
    status, told = two.save(second | {"title": OTHER})
    assert status == 409
    assert "Cô Mẫu (xã) đã lưu bản nháp này" in told["error"]
    assert one.opened()["title"] == TITLE
    _, _, page = two.ask("GET", told["link"])
    assert TITLE in page.decode()
    assert OTHER in page.decode()
    # It is theirs alone.
    assert one.ask("GET", told["link"])[0] == 404
    theirs = page.decode().partition('name="theirs" value="')[2].partition('"')[0]
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    # What is there now may have changed since the page was shown.
    one.change(title=f"{TITLE} mai")
    status, _, page = two.ask("POST", told["link"], f"choice=mine&theirs={theirs}".encode(), kind)
    assert status == 409
    theirs = page.decode().partition('name="theirs" value="')[2].partition('"')[0]
    assert two.ask("POST", told["link"], f"choice=mine&theirs={theirs}".encode(), kind)[0] == 303
    assert one.opened()["title"] == OTHER
    assert two.ask("GET", told["link"])[0] == 404
    assert desk.clone("log", "--format=%an", f"cms/addresses/{SLUG}").split("\n")[:3] == [
        "Cô Hai (xã)", "Cô Mẫu (xã)", "Cô Mẫu (xã)",
    ]  # fmt: skip


def test_edits_of_different_parts_can_be_joined(desk: Office) -> None:
    one, two = desk.person("xa"), desk.person("xa-hai")
    first, second = one.opened(), two.opened()
    one.save(first | {"title": TITLE})
    _, told = two.save(second | {"surplus": "commune"})
    _, _, page = two.ask("GET", told["link"])
    theirs = page.decode().partition('name="theirs" value="')[2].partition('"')[0]
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    assert two.ask("POST", told["link"], f"choice=both&theirs={theirs}".encode(), kind)[0] == 303
    form = one.opened()
    assert (form["title"], form["surplus"]) == (TITLE, "commune")


def test_one_form_may_be_saved_again_and_again(desk: Office) -> None:
    writer = desk.person("xa")
    form = writer.opened()
    for number in range(3):
        assert writer.save(form | {"title": f"{TITLE} {number}"})[0] == 200
    # The same person in another window is somebody else.
    other = writer.opened()
    assert writer.save(other | {"title": OTHER})[0] == 200
    assert writer.save(form | {"title": TITLE})[0] == 409


def test_what_staff_push_meanwhile_stops_a_publication_and_is_never_overwritten(desk: Office) -> None:
    writer, reviewer, approver = desk.person("xa"), desk.person("huyen"), desk.person("tinh")
    writer.change(title=TITLE)
    writer.step("pending_review")
    reviewer.opened()
    reviewer.step("pending_publish")
    approver.opened()
    tree.replace(desk.staff, tree.ADDRESS, "display_name: Cô H.", "display_name: Cô Hoa")
    desk.push()
    status, told = approver.publish()
    assert (status, "đã đổi từ khi bản nháp bắt đầu" in told["error"]) == (409, True)
    assert "display_name: Cô Hoa" in desk.published()
    status, told = writer.change(surplus="commune")
    assert status == 409
    _, _, page = writer.ask("GET", told["link"])
    assert "Cô Hoa" in page.decode()
    theirs = page.decode().partition('name="theirs" value="')[2].partition('"')[0]
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    assert writer.ask("POST", told["link"], f"choice=both&theirs={theirs}".encode(), kind)[0] == 303
    writer.step("pending_review")
    reviewer.opened()
    assert reviewer.step("pending_publish")[0] == 200
    approver.opened()
    assert approver.publish()[0] == 200
    text = desk.published()
    assert "display_name: Cô Hoa" in text
    assert TITLE in text
    assert "surplus: commune" in text


def test_other_work_of_staff_does_not_disturb_a_publication(desk: Office) -> None:
    writer, reviewer, approver = desk.person("xa"), desk.person("huyen"), desk.person("tinh")
    writer.change(title=TITLE)
    writer.step("pending_review")
    reviewer.opened()
    reviewer.step("pending_publish")
    approver.opened()
    tree.replace(desk.staff, tree.HANDOVER, "evidence: BB-1", "evidence: BB-2")
    desk.push()
    assert approver.publish()[0] == 200
    assert TITLE in desk.published()
    assert "evidence: BB-2" in desk.published(tree.HANDOVER)


def test_a_new_address_gets_a_free_code_and_the_second_with_it_is_told_the_next(desk: Office) -> None:
    one, two = desk.person("xa"), desk.person("xa-hai")
    form = one.opened()
    del form["edit"]
    _, _, config = one.ask("GET", "/admin/config.yml")
    fields = {field["name"]: field for field in json.loads(config)["collections"][0]["fields"]}
    code = fields["code"]["default"]
    assert code != "DC23A0002G"
    new = {key: form[key] for key in form if key not in ("approved", "introduced", "dossier")} | {"code": code}
    assert one.save(new, code.lower(), new=True)[0] == 200
    assert one.save(new, f"{code.lower()}-1", new=True)[0] == 200  # sent again, as the answer was lost
    status, told = two.save(new | {"title": OTHER}, f"{code.lower()}-1", new=True)
    assert status == 409
    assert f"{code} đã có hồ sơ" in told["error"]
    free = told["error"].rpartition(" ")[2]
    assert two.save(new | {"title": OTHER, "code": free}, free.lower(), new=True)[0] == 200
    assert sorted(two.api("unpublishedEntries")[1]) == sorted(
        [f"addresses/{code.lower()}", f"addresses/{free.lower()}"]
    )
    status, told = two.save(new | {"code": "DC23A0002G"}, f"{SLUG}-1", new=True)
    assert (status, "DC23A0002G đã có hồ sơ" in told["error"]) == (409, True)


def test_comments_of_those_who_edit_by_hand_stay(desk: Office) -> None:
    tree.replace(desk.staff, tree.ADDRESS, "kind: individual\n", "# xem biên bản\nkind: individual\n")
    desk.push()
    desk.made.desk.refresh()
    writer = desk.person("xa")
    assert writer.change(title=TITLE)[0] == 200
    assert writer.change(surplus="commune")[0] == 200
    assert "# xem biên bản\nkind: individual\n" in desk.clone("show", f"cms/addresses/{SLUG}:{tree.ADDRESS}")


def test_a_code_stays_with_its_record(desk: Office) -> None:
    status, told = desk.person("xa").change(code="DC23A0003E")
    assert (status, "không đổi được" in told["error"]) == (422, True)


def test_a_draft_can_be_taken_away_by_its_only_writer_and_by_those_who_check(desk: Office) -> None:
    one, two, reviewer = desk.person("xa"), desk.person("xa-hai"), desk.person("huyen")
    one.change(title=TITLE)
    assert two.api("deleteUnpublishedEntry", collection="addresses", slug=SLUG)[0] == 403
    assert one.api("deleteUnpublishedEntry", collection="addresses", slug=SLUG)[0] == 200
    form = one.opened()
    one.save(form | {"title": TITLE})
    held = two.opened()
    two.change(title=OTHER)
    assert one.api("deleteUnpublishedEntry", collection="addresses", slug=SLUG)[0] == 403
    assert reviewer.api("deleteUnpublishedEntry", collection="addresses", slug=SLUG)[0] == 200
    # Whoever still had it open loses nothing either.
    status, told = two.save(held | {"title": f"{OTHER} nhé"})
    assert status == 409
    assert OTHER in two.ask("GET", told["link"])[2].decode()


def test_what_is_published_is_never_deleted_and_receipts_have_no_form(desk: Office) -> None:
    approver = desk.person("tinh")
    for action, params in (
        ("deleteFiles", {"paths": [PATH], "options": {"commitMessage": "x"}}),
        ("deleteFile", {"path": PATH, "options": {"commitMessage": "x"}}),
    ):
        status, told = approver.api(action, **params)
        assert (status, "không xoá được" in told["error"]) == (403, True)
    assert approver.api("entriesByFolder", folder="receipts", extension="json", depth=1)[0] == 400
    assert approver.save({"value_vnd": "1"}, "transfer-ft1", "receipts")[0] == 400


def test_an_organisation_has_a_form_too(desk: Office) -> None:
    reviewer = desk.person("huyen")
    form = reviewer.opened("hoi-phuoc-long", "organisations")
    assert form["name"] == "Hội Chữ thập đỏ thị xã Phước Long"
    leader = {"id": "truong-ban", "position": "Trưởng ban", "kind": "head", "since": "2023-01-01"}
    assert reviewer.save(form | {"leaders": [leader]}, "hoi-phuoc-long", "organisations")[0] == 200
    status, told = reviewer.save(form | {"kind": "school"}, "hoi-phuoc-long", "organisations")
    assert (status, "Loại" in told["error"]) == (422, True)


LINE = {
    "id": "bb-2023-7", "on": "2023-07-01", "account": "DC23A0002G", "form": "wheelchair", "kind": "cash",
    "value_vnd": "400.000", "funded_by": "receipts", "evidence": "BB-7", "handed_by": "hoi-phuoc-long",
    "supporter": {"kind": "individual", "origin": "inside", "visibility": "anonymous", "name": ""}, "regular": False,
    "programme": "dcnd", "counted_here": True,
}  # fmt: skip


def test_a_handover_is_a_new_line_that_nobody_edits_once_it_is_published(desk: Office) -> None:
    writer, reviewer, approver = desk.person("xa"), desk.person("huyen"), desk.person("tinh")
    assert desk.person("xa-khac").save(LINE, "bb-2023-7", "handovers", new=True)[0] == 403
    status, told = writer.save(LINE | {"value_vnd": "900.000"}, "bb-2023-7", "handovers", new=True)
    assert (status, "Giá trị (đồng)" in told["error"]) == (422, True)  # more than the address holds
    assert writer.save(LINE, "bb-2023-7", "handovers", new=True)[0] == 200
    step = {"collection": "handovers", "slug": "bb-2023-7"}
    assert writer.api("updateUnpublishedEntryStatus", newStatus="pending_review", **step)[0] == 200
    reviewer.opened("bb-2023-7", "handovers")
    assert reviewer.api("updateUnpublishedEntryStatus", newStatus="pending_publish", **step)[0] == 200
    approver.opened("bb-2023-7", "handovers")
    assert approver.api("publishUnpublishedEntry", **step)[0] == 200
    text = desk.published("handovers/2023/07/01/bb-2023-7.yaml")
    assert text.startswith("# yaml-language-server: $schema=../../../../schema/handover.json\nid: bb-2023-7\n")
    assert "value_vnd: 400000" in text
    assert "supporter" not in text
    form = writer.opened("bb-2023-7", "handovers")
    status, told = writer.save(form | {"value_vnd": "1"}, "bb-2023-7", "handovers")
    assert (status, "không sửa được" in told["error"]) == (403, True)
    listed = writer.api("entriesByFolder", folder="handovers", extension="json", depth=1)[1]
    assert [one["file"]["path"] for one in listed] == ["handovers/bb-2023-7.json", "handovers/ban-giao-1.json"][::-1]
    assert desk.person("xa-khac").api("entriesByFolder", folder="handovers", extension="json", depth=1) == (200, [])


def test_four_editors_at_once_lose_no_save(desk: Office) -> None:
    """A smaller one of `python3 -m scripts.bench.forms`."""
    people = [desk.person(user) for user in ("xa", "xa-hai", "huyen", "tinh")]
    form = people[0].opened()
    del form["edit"]
    codes = ["DC23A0003E", "DC23A0004C"]
    base = {key: form[key] for key in form if key not in ("approved", "introduced", "dossier")}
    for code in codes:
        assert people[0].save(base | {"code": code}, code.lower(), new=True)[0] == 200
    accepted: set[str] = set()
    kept: set[str] = set()

    def work(number: int) -> None:
        for turn in range(6):
            person, slug = people[number], codes[turn % 2].lower()
            note = f"lần {turn} của người {number}"
            status, told = person.change(slug, notes=note)
            assert status in (200, 409), told
            (accepted if status == 200 else kept).add(note)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    history = "".join(desk.clone("log", "-p", "--format=", f"cms/addresses/{code.lower()}") for code in codes)
    for note in accepted:
        assert f"notes: {note}" in history
    refs = desk.clone("for-each-ref", "--format=%(objectname)", "refs/staff/kept/").split()
    put_aside = "".join(desk.clone("show", ref) for ref in refs)
    for note in kept:
        assert f"notes: {note}" in put_aside
    assert len(accepted) + len(kept) == 24


def test_the_published_data_stays_sound(desk: Office, tmp_path: Path) -> None:
    writer, reviewer, approver = desk.person("xa"), desk.person("huyen"), desk.person("tinh")
    writer.change(title=TITLE)
    writer.step("pending_review")
    reviewer.opened()
    reviewer.step("pending_publish")
    approver.opened()
    approver.publish()
    git(tmp_path, "clone", "--quiet", str(desk.remote), "checkout")
    assert load(tmp_path / "checkout")[1] == []
    git(desk.remote, "fsck", "--strict")
