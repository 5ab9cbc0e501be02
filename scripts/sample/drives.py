"""Three drives of the sample, held by bodies whose gifts the sample has: two open, one closed. None of them is real."""

from __future__ import annotations

from collections.abc import Container, Iterator
from datetime import date
from typing import Any

from nhandao.records.drive import Drive


def drives(known: Container[str]) -> Iterator[Drive]:
    """The drives for those of their addresses that are `known`; one without any is left out."""
    for fields in _DRIVES:
        accounts = tuple(code for code in fields["accounts"] if code in known)
        if accounts:
            yield Drive.model_validate(fields | {"accounts": accounts, "public": True})


_DRIVES: tuple[dict[str, Any], ...] = (
    {
        "id": "bua-com-ben-xe-2023",
        "organisation": "quan-com-mau-ben-xe",
        "title": "Mỗi bữa cơm góp một nghìn đồng (mẫu)",
        "summary": "Quán góp một nghìn đồng từ mỗi suất cơm, khách quen góp thêm, cho ba địa chỉ nhân đạo.",
        "story": (
            "Từ ngày 10 tháng 10, quán để riêng một nghìn đồng của mỗi suất cơm. Cuối tuần quán chuyển một lần, "
            "ghi mã địa chỉ.\n\nKhách muốn góp cùng quán xin hứa giúp qua Hội trước khi chuyển.\n"
        ),
        "goal_vnd": 20_000_000,
        "opens_on": date(2023, 10, 10),
        "closes_on": date(2023, 11, 20),
        "accounts": ("DC23A00981", "DC23A0124V", "DC23A0042Z"),
    },
    {
        "id": "doan-vien-dong-xoai-2023",
        "organisation": "lien-doan-lao-dong-dong-xoai",
        "title": "Một ngày lương cho một mái nhà (mẫu)",
        "summary": "Đoàn viên công đoàn góp một ngày lương cho hai địa chỉ.",
        "goal_vnd": 15_000_000,
        "opens_on": date(2023, 10, 16),
        "closes_on": date(2023, 11, 3),
        "accounts": ("DC23A02661", "DC23A02645"),
    },
    {
        "id": "he-cua-doan-truong-2023",
        "organisation": "truong-mau-2-doan-truong",
        "title": "Mùa hè góp giấy vụn (mẫu)",
        "summary": "Chi đoàn nhà trường gom giấy vụn trong hè, bán lấy tiền giúp hai địa chỉ.",
        "goal_vnd": 6_000_000,
        "opens_on": date(2023, 7, 1),
        "closes_on": date(2023, 9, 5),
        "accounts": ("DC23A0222P", "DC23A0142P"),
    },
)
