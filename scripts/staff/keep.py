"""`portal save`: edits made by hand, in the canonical form, judged, and committed with a message a person can read."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from nhandao.book.files import is_picture, model_at, read
from nhandao.book.lines_stay import changed_field
from nhandao.book.load import placed
from nhandao.book.logo_file import FOLDER, is_logo
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
        wanted = [path_below(data, path) for path in options.paths]
        wanted = wanted or [path for path in changed if model_at(path) or is_picture(path)]
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
        for path in files:
            if path not in changed:
                raise Stop(1, "not-changed", path=path)
            _lines_stay(desk, checkout, path)
        subject, body = _message(desk, checkout, sorted(files), options.message)
        committed = {path: checkout.committed(path) for path in files}
        save(options, desk, checkout, files, subject, body, committed)
    return 0


def _formed(desk: Desk, path: str) -> bytes | list[Problem] | None:
    """What is to be committed of a file: its canonical form, the bytes of a picture, ``None`` when it was deleted."""
    model = model_at(path)
    if model is None and not is_picture(path):
        raise Stop(1, "no-record-file", path=path)
    if not (desk.data / path).exists():
        return None
    data = read(str(desk.data), path, model)
    if isinstance(data, Problem):
        return [data]
    return data if model is None else formed_bytes(path, model, data)


def _lines_stay(desk: Desk, checkout: Checkout, path: str) -> None:
    """A line of the ledger that was committed is not edited; a promise only takes its answers. Raises Stop."""
    model = model_at(path)
    if model not in (Receipt, Handover, Pledge):
        return
    old = _committed(checkout, path)
    if old is None:
        return
    now = _read(desk, path)
    if now is None or changed_field(old, now) is not None:
        raise Stop(1, "line-stays", path=path)


def _committed(checkout: Checkout, path: str) -> Record | None:
    model, found = model_at(path), checkout.committed(path)
    return read_record(model, found, path) if model is not None and found is not None else None


def _read(desk: Desk, path: str) -> Record | None:
    model = model_at(path)
    if model is None or not (desk.data / path).exists():
        return None
    return read_record(model, (desk.data / path).read_bytes(), path)


def _message(desk: Desk, checkout: Checkout, paths: Sequence[str], given: str | None) -> tuple[str, str]:
    """First line and further lines of the commit message: what was added, or which fields were changed."""
    told = [_told(desk, checkout, path) for path in paths]
    if given is not None:
        return given, "\n".join(told)
    if len(told) == 1:
        return told[0], ""
    return f"Ghi {len(told)} hồ sơ", "\n".join(told)


def _told(desk: Desk, checkout: Checkout, path: str) -> str:
    now, old = _read(desk, path), _committed(checkout, path)
    record = now or old
    picture = f"lô gô {path.removeprefix(FOLDER)}" if is_logo(path) else f"ảnh {path.removeprefix('photos/')}"
    name = picture if record is None else _name(desk, record, path)
    if not (desk.data / path).exists():
        return f"Xoá {name}"
    if checkout.committed(path) is None:
        return f"Thêm {name}"
    if now is None or old is None:
        return f"Sửa {name}"
    fields = [field for field in type(now).model_fields if getattr(old, field) != getattr(now, field)]
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
