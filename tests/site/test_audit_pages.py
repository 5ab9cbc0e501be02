"""Pages of corrections and of history: what they say, what they link to, and what is made again when a record changes."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta
from pathlib import Path

from nhandao.public.views import (
    AddressAudit,
    Audit,
    AuditMonth,
    Change,
    Correction,
    Dong,
    FieldChange,
    PublicSite,
)
from nhandao.site.engine import build
from tests.site import made_up
from tests.site.building import BASE, THEME, Bench, differences, is_noindex
from tests.site.made_up import address, finished, public_site, small

CODE = address(1).card.code
ENDED = finished(2).code


def change(number: int, code: str = CODE, url: str = f"/dia-chi/{CODE}/", **more: object) -> Change:
    on = date(2023, 9, 1) + timedelta(days=number // 20)
    made = Change(
        on, f"{8 + number % 10:02}:{number % 60:02}", "callback", "dịch vụ nhận ủng hộ (tự động)", "receipt", "added", code, url,
        f"transfer-{number}", on, Dong(100_000 + number), (),
    )  # fmt: skip
    return made._replace(**more)  # type: ignore[arg-type]


EDIT = change(
    3, what="address", event="changed", role="commune", role_name="cán bộ cấp xã", reference="", line_on=None, amount=None,
    fields=(
        FieldChange("need_price", "đơn giá", 2, "money", Dong(3_500_000), Dong(3_000_000)),
        FieldChange("closes_on", "hạn vận động", 0, "day", None, date(2023, 12, 31)),
        FieldChange("surplus", "cách dùng phần vượt nhu cầu", 0, "label", "=1+1", "Phần vượt nhu cầu được chuyển vào quỹ chung của cuộc vận động."),
        FieldChange("title", "tiêu đề", 0, "text", None, None),
    ),
)  # fmt: skip
OF_ENDED = change(4, ENDED, f"/dia-chi/{ENDED}/")
CORRECTION = Correction(
    "refund-1", date(2023, 10, 2), "back", "cash", CODE, f"/dia-chi/{CODE}/", Dong(50_000), "transfer-1",
    date(2023, 9, 1), Dong(100_001), "2023-09", "/so-cai/2023-09/",
)  # fmt: skip


def audited(*changes: Change) -> Audit:
    months = sorted({f"{one.on:%Y-%m}" for one in changes}, reverse=True)
    codes = sorted({one.account for one in changes if one.account_url})
    return Audit(
        tuple(
            AuditMonth(month, f"/so-cai/lich-su/{month}/", tuple(one for one in changes if f"{one.on:%Y-%m}" == month))
            for month in months
        ),
        tuple(
            AddressAudit(code, f"/dia-chi/{code}/lich-su/", f"/dia-chi/{code}/", tuple(one for one in reversed(changes) if one.account == code))
            for code in codes
        ),
    )  # fmt: skip


def site(*changes: Change, known: bool = True) -> PublicSite:
    made = small(public_site([address(1), address(2), address(3)], ended=[finished(2)._replace(code=ENDED)]))
    made = made._replace(addresses=(made.addresses[0], made.addresses[2]), corrections=(CORRECTION,))
    return made._replace(audit=audited(*changes)) if known else made


def rows(bench: Bench, url: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(bench.text(url).removeprefix("\ufeff"), newline="")))


def test_a_site_without_history_has_corrections_and_nothing_of_history(bench: Bench) -> None:
    bench.build(site(known=False))
    assert bench.has("/so-cai/dinh-chinh/")
    assert not [path for path in bench.tree() if "lich-su" in path]
    assert "lich-su" not in bench.text("/so-cai/")
    assert "lich-su" not in bench.text(f"/dia-chi/{CODE}/")


def test_a_site_whose_history_is_empty_says_so(bench: Bench) -> None:
    bench.build(site())
    assert "chưa có thay đổi nào" in bench.text("/so-cai/lich-su/")
    assert 'href="/so-cai/lich-su/"' in bench.text("/so-cai/")
    assert "lich-su" not in bench.text(f"/dia-chi/{CODE}/")


def test_corrections_say_what_they_correct_and_which_month(bench: Bench) -> None:
    bench.build(site(known=False))
    html = bench.text("/so-cai/dinh-chinh/")
    for part in (
        "refund-1",
        "transfer-1",
        'href="/so-cai/2023-09/"',
        "50.000\u00a0đ",
        "100.001\u00a0đ",
        f'href="/dia-chi/{CODE}/"',
    ):
        assert part in html
    assert is_noindex(html)
    assert 'href="/so-cai/dinh-chinh/"' in bench.text("/so-cai/")
    (row,) = rows(bench, "/so-cai/dinh-chinh/danh-sach.csv")
    assert (row["reference"], row["corrects"], row["month"], row["amount_vnd"]) == (
        "refund-1",
        "transfer-1",
        "2023-09",
        "50000",
    )
    assert (
        json.loads(bench.text("/so-cai/dinh-chinh/danh-sach.json"))["corrections"][0]["account_url"]
        == f"{BASE}/dia-chi/{CODE}/"
    )


def test_a_change_is_told_with_its_role_and_what_was_before(bench: Bench) -> None:
    bench.build(site(EDIT))
    for url in ("/so-cai/lich-su/2023-09/", f"/dia-chi/{CODE}/lich-su/"):
        html = bench.text(url)
        assert is_noindex(html)
        for part in ("Sửa: hồ sơ địa chỉ", "cán bộ cấp xã", "đơn giá (khoản 2): 3.500.000\u00a0đ → 3.000.000\u00a0đ",
                     "hạn vận động: chưa ghi → 31/12/2023", "tiêu đề: đã sửa"):  # fmt: skip
            assert part in html
    page = bench.text(f"/dia-chi/{CODE}/")
    assert f'href="/dia-chi/{CODE}/lich-su/"' in page
    assert f'href="/dia-chi/{CODE}/"' in bench.text(f"/dia-chi/{CODE}/lich-su/")


def test_the_history_of_a_finished_address_is_linked_and_has_no_title(bench: Bench) -> None:
    bench.build(site(OF_ENDED))
    assert f'href="/dia-chi/{ENDED}/lich-su/"' in bench.text(f"/dia-chi/{ENDED}/")
    assert 'class="lead"' not in bench.text(f"/dia-chi/{ENDED}/lich-su/")


def test_files_have_a_row_for_each_field_and_none_for_texts_that_were(bench: Bench) -> None:
    bench.build(site(EDIT, OF_ENDED))
    found = rows(bench, "/so-cai/lich-su/danh-sach.csv")
    assert found == rows(bench, "/so-cai/lich-su/2023-09/danh-sach.csv")
    assert [(row["field"], row["need"], row["old"], row["new"]) for row in found] == [
        ("need_price", "2", "3500000", "3000000"), ("closes_on", "", "", "2023-12-31"),
        ("surplus", "", "'=1+1", "Phần vượt nhu cầu được chuyển vào quỹ chung của cuộc vận động."), ("title", "", "", ""),
        ("", "", "", ""),
    ]  # fmt: skip
    assert found[4]["reference"] == "transfer-4"
    items = json.loads(bench.text(f"/dia-chi/{CODE}/lich-su/danh-sach.json"))["changes"]
    assert [(item["need"], item["old"], item["new"]) for item in items][:2] == [
        (2, 3_500_000, 3_000_000), (None, None, "2023-12-31"),
    ]  # fmt: skip


def test_a_long_month_is_cut_into_pages_oldest_first(bench: Bench) -> None:
    bench.build(site(*(change(number) for number in range(450))))
    url = "/so-cai/lich-su/2023-09/"
    assert bench.text(url).count('class="ledger__line"') == 200
    assert "transfer-0<" in bench.text(url)
    assert bench.text(f"{url}trang/3/").count('class="ledger__line"') == 50
    assert not bench.has(f"{url}trang/4/")


def test_one_more_change_makes_its_own_pages_again_and_no_other(bench: Bench) -> None:
    before = [change(number) for number in range(401)]
    bench.build(site(*before, OF_ENDED))
    first = bench.tree()
    report = bench.build(site(*before, change(401), OF_ENDED))
    changed = set(differences(first, bench.tree()))
    month = "so-cai/lich-su/2023-09/"
    assert changed == {
        "so-cai/lich-su/index.html", "so-cai/lich-su/danh-sach.csv", "so-cai/lich-su/danh-sach.json",
        f"{month}danh-sach.csv", f"{month}danh-sach.json", f"{month}trang/3/index.html",
        # These say how many changes the month has.
        f"{month}index.html", f"{month}trang/2/index.html",
        f"dia-chi/{CODE}/lich-su/index.html", f"dia-chi/{CODE}/lich-su/danh-sach.csv", f"dia-chi/{CODE}/lich-su/danh-sach.json",
    }  # fmt: skip
    assert report.made == len(changed)


def test_the_same_history_is_the_same_bytes_and_one_that_is_left_out_goes(tmp_path: Path) -> None:
    one, other = Bench(tmp_path / "one"), Bench(tmp_path / "other")
    one.build(site(EDIT, OF_ENDED))
    other.build(site(EDIT, OF_ENDED, change(5)))
    other.build(site(EDIT, OF_ENDED))
    assert differences(one.tree(), other.tree()) == []
    other.build(site(known=False))
    plain = Bench(tmp_path / "plain")
    plain.build(site(known=False))
    assert differences(plain.tree(), other.tree()) == []


def test_english_pages_say_it_in_english(bench: Bench) -> None:
    made = site(EDIT, OF_ENDED)
    build(
        made, made_up.CONTENT, out=bench.out, theme=THEME, photos=bench.photos, content_folder=bench.content_folder,
        cache=bench.cache, base_url=BASE, cores=1, languages=("vi", "en"),
    )  # fmt: skip
    html = bench.text("/en/so-cai/lich-su/2023-09/")
    for part in ("History of changes, September 2023", "Changed: address record", "commune staff", "unit price (need 2): 3,500,000\u00a0đ → 3,000,000\u00a0đ",
                 "last day for giving: not set → 31 Dec 2023", "title: changed"):  # fmt: skip
        assert part in html
    assert "Corrections and refunds" in bench.text("/en/so-cai/dinh-chinh/")
    assert f'href="/en/dia-chi/{CODE}/lich-su/"' in bench.text(f"/en/dia-chi/{CODE}/")
