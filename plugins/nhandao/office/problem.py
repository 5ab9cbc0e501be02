"""What keeps an office file from being written."""

from __future__ import annotations


class OfficeError(Exception):
    """Something people can mend: a template, a folder, a missing program. Nothing has been written.

    `code` names a text of scripts/office_texts.py, `values` fill it in; `status` is the exit code of a command that
    ends by it: 1 what was given is wrong, 2 a program is missing.
    """

    def __init__(self, code: str, status: int = 1, **values: object) -> None:
        self.code, self.status, self.values = code, status, values
        super().__init__(f"{code}: {values}")
