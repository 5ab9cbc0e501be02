"""The Book as it would be with other content in some files: the same rules, asked before anything is written."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from nhandao.book import logo_file, privacy
from nhandao.book.book import Book, path_of
from nhandao.book.files import PATHS, content_id, is_photo, model_at
from nhandao.book.load import check, facts
from nhandao.records.address import Address
from nhandao.records.allotment import Allotment
from nhandao.records.campaign import Campaign
from nhandao.records.drive import Drive
from nhandao.records.lines import Handover, Pledge, Receipt
from nhandao.records.organisation import Organisation
from nhandao.records.problem import Problem
from nhandao.records.record import Record
from nhandao.records.submission import Submission
from nhandao.records.units import Units

_INDEX: Mapping[type[Record], str] = {
    Address: "addresses",
    Allotment: "allotments",
    Drive: "drives",
    Handover: "handovers",
    Organisation: "organisations",
    Pledge: "pledges",
    Receipt: "receipts",
    Submission: "submissions",
    Units: "units",
}


def amended(book: Book, files: Mapping[str, bytes | None]) -> tuple[Book, list[Problem]]:
    """The Book after a change of files, and the problems inside those files; see `new_problems` for all others.

    `files` is the new content by path below the data folder, ``None`` for a file or picture that goes. A file that
    holds no record takes part as unreadable, as it does in `load`.
    """
    indexes: dict[str, dict[Any, Any]] = {name: dict(getattr(book, name)) for name in _INDEX.values()}
    photos, photo_ids = dict(book.photos), dict(book.photo_ids)
    logos, logo_ids = dict(book.logos), dict(book.logo_ids)
    campaign, ids, broken = book.campaign, dict(book.record_ids), set(book.broken)
    problems: list[Problem] = []
    receipts_unread = book.receipts_unread
    rules = privacy.Rules(campaign.words)
    for path, data in sorted(files.items(), key=lambda item: (item[0] != "campaign.yaml", item[0])):
        model = model_at(path)
        key = path.rsplit("/", 1)[-1].removesuffix(".yaml")
        if logo_file.is_logo(path):
            name = path.removeprefix(logo_file.FOLDER)
            logos.pop(name, None)
            logo_ids.pop(name, None)
            if data is not None:
                logo, wrong = facts(path, None, data, rules)
                problems += wrong
                if logo is not None:
                    logos[name], logo_ids[name] = logo, content_id(data)
            continue
        if model is None:
            name = path.removeprefix("photos/")
            photos.pop(name, None)
            photo_ids.pop(name, None)
            if data is not None and is_photo(path):
                size, wrong = facts(path, None, data, rules)
                problems += wrong
                if size is not None:
                    photos[name], photo_ids[name] = size, content_id(data)
            elif data is not None:
                hint = ", ".join(shape for shape, _, _, _ in PATHS)
                problems.append(Problem(path, 0, (), "unknown-place", "", (("hint", hint),)))
            continue
        # Allotments are known by their year.
        place: Any = int(key) if model is Allotment else key
        if data is None:
            indexes[_INDEX[model]].pop(place, None)
            broken.discard(key)
            continue
        record, wrong = facts(path, model, data, rules)
        problems += wrong
        if record is None or any(problem.code == "path-and-content" for problem in wrong):
            if model is not Campaign:
                indexes[_INDEX[model]].pop(place, None)
            # As in `load`: a record in the wrong place is missing from where it belongs.
            broken.add(key if record is None else path_of(record).rsplit("/", 1)[-1].removesuffix(".yaml"))
            receipts_unread |= record is None and model is Receipt
            continue
        broken.discard(key)
        ids[id(record)] = content_id(data)
        if isinstance(record, Campaign):
            campaign, rules = record, privacy.Rules(record.words)
        else:
            indexes[_INDEX[model]][place] = record
    sorted_indexes: dict[str, Any] = {name: dict(sorted(index.items())) for name, index in indexes.items()}
    after = dataclasses.replace(
        book,
        campaign=campaign,
        photos=photos,
        photo_ids=photo_ids,
        logos=logos,
        logo_ids=logo_ids,
        record_ids=ids,
        broken=frozenset(broken),
        receipts_unread=receipts_unread,
        **sorted_indexes,
    )
    return after, problems


def new_problems(before: list[Problem], after: Book, inside: list[Problem]) -> list[Problem]:
    """What is wrong after a change: all that is wrong inside the changed files, and what no longer fits between records
    and was not among the problems `before`."""
    known = {_identity(problem) for problem in before}
    return inside + [problem for problem in check(after) if _identity(problem) not in known]


def _identity(problem: Problem) -> Problem:
    return problem._replace(line=0)
