"""`portal import`: a workbook or CSV of addresses, organisations, rolls, handovers, promises. Looks only, unless told.

All or nothing: a file with one error changes nothing. What is written is one commit.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from scripts import arguments
from scripts.messages import Stop, number_text, text
from scripts.staff.commit import Checkout, message_of, replace_file
from scripts.staff.record_edit import Desk, open_desk
from scripts.staff.sheets import company_sheet
from scripts.staff.sheets.annotate import annotated
from scripts.staff.sheets.columns import KIND_OF
from scripts.staff.sheets.headings import find
from scripts.staff.sheets.importing import Import, look
from scripts.staff.sheets.reading import contents, pages
from scripts.staff.sheets.said import Fault, cell_name
from scripts.staff.sheets.template import template

_SHOWN = 200
"""Problems that are printed; all of them are in the copy."""
_NOUNS = {
    "address": "địa chỉ",
    "organisation": "tổ chức",
    "roll": "danh sách lãnh đạo",
    "handover": "lần trao",
    "pledge": "lời hứa",
}
"""For the message of the commit, which is Vietnamese like those of all commands."""


def run(options: argparse.Namespace) -> int:
    if options.company_sheet:
        replace_file(company_sheet.FILE, company_sheet.company_sheet())
        print(text("import-company-sheet", options.lang, path=arguments.shown(company_sheet.FILE)))
        return 0
    out = _new_file(options.out)
    if options.template is not None:
        if options.file is not None or out is None:
            raise Stop(1, "import-template-out")
        return _template(options, out)
    if options.file is None:
        raise Stop(1, "import-what")
    return _import(options, Path(options.file), out)


def _new_file(found: str | None) -> Path | None:
    """The file of `--out`. Raises Stop for one that is there already, which somebody may be working in."""
    if found is None:
        return None
    path = Path(found)
    if path.suffix.lower() != ".xlsx" or path.is_dir():
        raise Stop(1, "import-out", found=found)
    if path.exists():
        raise Stop(1, "import-out-there", path=found)
    if not path.absolute().parent.is_dir():
        raise Stop(1, "no-folder-for", folder=path.parent, path=found)
    return path


def _template(options: argparse.Namespace, out: Path) -> int:
    kind = KIND_OF[options.template]
    replace_file(out, template(kind, open_desk(options).book))
    print(text("import-template-made", options.lang, title=kind.title, path=arguments.shown(out)))
    return 0


def _import(options: argparse.Namespace, file: Path, out: Path | None) -> int:
    data = contents(file)
    table = find(pages(data, file.stem), options.kind, options.sheet)
    checkout = Checkout(arguments.folder(options.data))
    with checkout.alone():
        if options.write:
            checkout.not_behind()  # codes another gave may be among what is not here yet
        desk = open_desk(options)
        found = look(table, desk, checkout, arguments.today(), options.hidden)
        for line in report(found, file, options.lang):
            print(line)
        codes: dict[int, str] = {}
        try:
            done = _write(options, desk, checkout, file, found)
            codes = found.codes if options.write else {}
        finally:
            # With the codes that were given once it is written; where nothing is, with what is wrong.
            if out is not None:
                replace_file(out, annotated(data, found, codes, options.lang))
                print(text("import-copy", options.lang, path=arguments.shown(out)))
        print(done)
        if desk.errors:
            count = number_text(len(desk.errors), options.lang)
            print(text("errors-elsewhere", options.lang, count=count, path=desk.errors[0].path))
    return 0


def _write(options: argparse.Namespace, desk: Desk, checkout: Checkout, file: Path, found: Import) -> str:
    """Commit what the file changes, if that was asked for; returns what to say. Raises Stop when it is refused."""
    lang = options.lang
    if found.errors:
        raise Stop(1, "import-refused", count=number_text(len(found.errors), lang))
    if not found.files:
        return text("import-nothing-new", lang)
    if not options.write:
        return text("import-looked", lang, update=" --update" if found.count("changed") else "")
    if found.count("changed") and not options.update:
        raise Stop(1, "import-update-needed", count=number_text(found.count("changed"), lang))
    new, changed = found.count("new"), found.count("changed")
    subject = f"Nhập {_NOUNS[found.table.kind.name]}: {new} mới, {changed} sửa"
    body = f"Từ bảng tính “{file.name}”, trang “{found.table.page.name}”."
    commit = checkout.commit(found.files, message_of(subject, body, checkout.role))
    return text("committed", lang, commit=commit, subject=subject)


def report(found: Import, file: Path, lang: str) -> Iterator[str]:
    """What people are told, line by line."""
    yield text(
        "import-report",
        lang,
        file=file.name,
        sheet=found.table.page.name,
        title=found.table.kind.title if lang == "vi" else found.table.kind.name,
        rows=number_text(found.rows, lang),
        new=number_text(found.count("new"), lang),
        same=number_text(found.count("same"), lang),
        changed=number_text(found.count("changed"), lang),
        faulty=number_text(found.faulty_rows, lang),
        alike=number_text(len({suggestion.row for suggestion in found.suggestions}), lang),
    )
    yield from _some([_line(fault, lang) for fault in found.faults], lang)
    yield from (f"  {note.message(lang)}" for note in found.notes)
    if found.suggestions:
        yield text("import-alike-head", lang)
        lines = [text("import-at-row", lang, row=s.row, message=s.told.message(lang)) for s in found.suggestions]
        yield from _some(lines, lang)
    if found.differences:
        yield text("import-changes-head", lang)
        yield from _some([text("import-change", lang, **d._asdict()) for d in found.differences], lang)


def _some(lines: list[str], lang: str) -> Iterator[str]:
    yield from lines[:_SHOWN]
    if len(lines) > _SHOWN:
        yield text("import-more", lang, count=number_text(len(lines) - _SHOWN, lang))


def _line(fault: Fault, lang: str) -> str:
    message = fault.told.message(lang)
    if fault.warning:
        message = text("import-warning", lang, message=message)
    if fault.row and fault.column:
        where = cell_name(fault.row, fault.column)
        return text("import-at-cell", lang, cell=where, heading=fault.heading or "–", message=message)
    if fault.row:
        code = "import-at-row-field" if fault.heading else "import-at-row"
        return text(code, lang, row=fault.row, heading=fault.heading, message=message)
    code = "import-at-other" if fault.heading else "import-at-file"
    return text(code, lang, heading=fault.heading, message=message)
