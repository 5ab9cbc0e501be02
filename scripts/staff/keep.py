"""`portal save`: edits made by hand, in the canonical form, judged, and committed with a message a person can read."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from nhandao.book.files import model_at, read
from nhandao.book.load import placed
from nhandao.records.address import Address
from nhandao.records.lines import Handover, Pledge, Receipt
from nhandao.records.organisation import Organisation
from nhandao.records.problem import Problem
from nhandao.records.record import Record
from scripts import arguments
from scripts.callback.line_file import read_record
from scripts.check import path_below, print_problems
from scripts.messages import Stop, text
from scripts.staff.commit import Checkout
from scripts.staff.fmt import formed_bytes
from scripts.staff.record_edit import Desk, open_desk, save


def run(options: argparse.Namespace) -> int:
    data = arguments.folder(options.data)
    checkout = Checkout(data)
    with checkout.alone():
        desk = open_desk(options)
        changed = checkout.changed_files()
        wanted = [path_below(data, path) for path in options.paths] or [path for path in changed if model_at(path)]
        if not wanted:
            print(text("nothing-changed", options.lang))
            return 0
        files: dict[str, bytes | None] = {}
        problems: list[Problem] = []
        for path in wanted:
            made = _formed(desk, path)
            if isinstance(made, list):
                problems += made
            else:
                files[path] = made
        if problems:
            print_problems(placed(data, problems), data, options.lang)
            raise Stop(1, "change-refused", count=len(problems))
        unchanged = [path for path in files if path not in changed]
        if unchanged:
            raise Stop(1, "not-changed", path=unchanged[0])
        subject, body = _message(desk, checkout, sorted(files), options.message)
        save(options, desk, checkout, files, subject, body, edited=True)
    return 0


def _formed(desk: Desk, path: str) -> bytes | list[Problem]:
    model = model_at(path)
    if model is None:
        raise Stop(1, "no-record-file", path=path)
    data = read(str(desk.data), path, model)
    return [data] if isinstance(data, Problem) else formed_bytes(path, model, data)


def _message(desk: Desk, checkout: Checkout, paths: Sequence[str], given: str | None) -> tuple[str, str]:
    """First line and further lines of the commit message: what was added, or which fields were changed."""
    told = [_told(desk, checkout, path) for path in paths]
    if given is not None:
        return given, "\n".join(told)
    if len(told) == 1:
        return told[0], ""
    return f"Ghi {len(told)} hồ sơ", "\n".join(told)


def _told(desk: Desk, checkout: Checkout, path: str) -> str:
    model = model_at(path)
    assert model is not None
    now = read_record(model, (desk.data / path).read_bytes(), path)
    before = checkout.ask("show", f"HEAD:./{path}")
    old = read_record(model, before.stdout.encode(), path) if before.returncode == 0 else None
    name = path.removesuffix(".yaml") if now is None else _name(desk, now, path)
    if before.returncode:
        return f"Thêm {name}"
    if now is None or old is None:
        return f"Sửa {name}"
    fields = [field for field in model.model_fields if getattr(old, field) != getattr(now, field)]
    return f"Sửa {name}: {', '.join(fields)}" if fields else f"Viết lại {name} theo dạng chuẩn"


def _name(desk: Desk, record: Record, path: str) -> str:
    match record:
        case Address():
            return f"{record.code} ({desk.place_of(record)})"
        case Pledge():
            return f"lời hứa {record.reference} cho {record.account}"
        case Receipt():
            return f"khoản nhận {record.id} cho {record.account}"
        case Handover():
            return f"bàn giao {record.id} cho {record.account}"
        case Organisation():
            return f"tổ chức {record.name}"
        case _:
            return path
