"""What stays of an address that is erased: what the ledger and the counting need, and nothing a person said or showed.

By allow-list: a field that is not named here is gone. The code stays in use, so that it is never given to anybody else;
the old link goes on answering that the page is gone.
"""

from __future__ import annotations

from typing import Any

from nhandao.records.address import Address

TITLE = "Nội dung đã xoá theo yêu cầu"
SUMMARY = "Nội dung của địa chỉ này đã được xoá theo yêu cầu; sổ cái chỉ còn nêu mã."
STORY = (
    "Câu chuyện, ảnh và mọi thông tin riêng của địa chỉ này đã được xoá theo yêu cầu của người trong cuộc. "
    "Sổ cái giữ nguyên."
)
NAME = "Đã xoá"
NEED = "Nhu cầu (đã xoá)"
WORD = "Đã xoá"


def tombstone(address: Address) -> dict[str, Any]:
    """Values of the record that takes the place of an address, under the names they have in files."""
    kept: dict[str, Any] = {
        "code": address.code,
        "epoch": address.epoch,
        "unit": address.unit,
        "kind": address.kind,
        "display_name": NAME,
        "people": [dict(group) for group in address.people],
        "title": TITLE,
        "summary": SUMMARY,
        "story": STORY,
        "categories": list(address.categories),
        "needs": [
            {
                "form": need.form,
                "what": NEED,
                "quantity": need.quantity,
                "unit": "phần",
                "unit_price_vnd": need.unit_price_vnd,
                "frequency": need.frequency,
            }
            for need in address.needs
        ],
        "survey": {"on": address.survey.on, "by": WORD},
        "resurveys": [{"on": survey.on, "by": WORD} for survey in address.resurveys],
        "consents": [consent.model_dump(exclude_none=True) for consent in address.consents],
        "surplus": address.surplus,
        "regime": address.regime,
    }
    if address.priority is not None:
        kept["priority"] = dict(address.priority)
    if address.unsupported_check is not None:
        kept["unsupported_check"] = {"on": address.unsupported_check.on, "by": WORD}
    if address.dossier is not None:
        kept["dossier"] = dict(address.dossier)  # the number under which the paper file is kept or destroyed
    if address.approved is not None:
        kept["approved"] = dict(address.approved)
    if address.introduced is not None:
        kept["introduced"] = {"on": address.introduced.on}
    if address.call is not None:
        kept["call"] = dict(address.call)
    if address.finished is not None:
        kept["finished"] = {"on": address.finished.on, "reason": address.finished.reason, "outcome": SUMMARY}
    if address.rejected is not None:
        kept["rejected"] = {"on": address.rejected.on, "reason": WORD}
    if address.suspended is not None:
        kept["suspended"] = {"on": address.suspended.on, "until": address.suspended.until, "reason": WORD}
        if address.suspended.until is None:
            del kept["suspended"]["until"]
    if address.duplicate_of is not None:
        kept["duplicate_of"] = address.duplicate_of
    return kept
