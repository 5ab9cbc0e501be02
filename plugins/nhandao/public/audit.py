"""Who changed what, and when: from the versions of record files to changes of the fields that pages show.

What a record may tell of its past is less than what it tells today: numbers, days and words of closed lists are told
from and to; of any text only that it changed, for what it said before may be just what had to go. What no page shows
(dossiers, approval documents, evidence, notes, consents) is not looked at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from nhandao.book.lifecycle import consented, last_survey, suspended_on, was_introduced
from nhandao.public import labels
from nhandao.public.views import AddressAudit, Audit, AuditMonth, Change, FieldChange, PublicSite
from nhandao.records import text as yaml_text
from nhandao.records.address import Address
from nhandao.records.lines import Handover, LedgerLine, Pledge, Receipt
from nhandao.records.money import Dong
from nhandao.records.problem import Problem
from nhandao.records.record import Record, make

RecordKey = tuple[str, str]
"""Kind and name of a record: its top folder and its file without ending, which stay when the file moves below it."""

MODELS: Mapping[str, type[Record]] = {
    "addresses": Address, "pledges": Pledge, "receipts": Receipt, "handovers": Handover,
}  # fmt: skip
"""Kinds of records whose changes are told."""

_OF_FINISHED = frozenset(("finished_on", "ended", "outcome"))
"""What the page of a finished address still shows."""


class Version(NamedTuple):
    """One state of a record's file, as a commit left it."""

    commit: str
    at: datetime  # of the commit, in Vietnam
    role: str  # code, see labels.ROLES
    olds: tuple[str, ...]  # names of the contents it took the place of, "" for no file; more than one of a merge
    new: str  # name of its content, "" where the file was removed


class RecordChange(NamedTuple):
    """What one commit did to one record, whoever may see it."""

    commit: str
    at: datetime
    role: str
    kind: str  # top folder of the record
    name: str
    what: str  # address | pledge | receipt | refund | fee | moved | handover | handover_back
    event: str  # added | changed | removed
    accounts: tuple[str, ...]  # the address or fund first, then any other the line moves money of, now or before
    line_on: date | None
    amount: Dong | None
    fields: tuple[FieldChange, ...]


class RecordChanges(NamedTuple):
    changes: tuple[RecordChange, ...]  # in the order of the commits
    unreadable: tuple[Version, ...]  # that today's rules cannot read; what they changed shows at the next readable one


Value = tuple[str, str | int | date | None]
"""Kind and value of a field, see `FieldChange`; of a text the text itself, only to be compared."""
Values = Mapping[tuple[str, int], Value]
"""By field and number of the need."""


def record_changes(
    key: RecordKey,
    versions: Sequence[Version],
    contents: Mapping[str, bytes],
    shown: Callable[[Record, date], bool] | None = None,
) -> RecordChanges:
    """The changes of one record.

    Args:
        versions: in the order of the commits.
        contents: bytes by the names in `versions`.
        shown: whether a state of the record was to be seen on a day. A line that is not is as good as not there; an
            address comes back as what it was last seen as. All states count when it is not given.
    """
    kind, _ = key
    model = MODELS[kind]
    read: dict[str, Record | None] = {"": None}
    made: dict[str, Version] = {}
    changes, unreadable = [], []

    def record(content: str) -> Record | None:
        if content not in read:
            read[content] = read_record(model, contents[content])
        return read[content]

    def seen(content: str, day: date) -> Record | None:
        """What stood there on a day: where that cannot be read or was not to be seen, what stood there before."""
        passed: set[str] = set()
        while content:
            found = record(content)
            if found is not None and (shown is None or shown(found, day)):
                return found
            if found is not None and kind != "addresses":
                return None
            passed.add(content)
            before = made.get(content)
            content = before.olds[0] if before is not None and before.olds[0] not in passed else ""
        return None

    for version in versions:
        day = version.at.date()
        olds = [seen(content, day) for content in version.olds]
        new = record(version.new)
        made[version.new] = version
        if new is None and version.new:
            unreadable.append(version)
            continue
        if new is not None and shown is not None and not shown(new, day):
            if kind == "addresses":
                continue
            new = None
        change = _change(version, key, olds, new)
        if change is not None:
            changes.append(change)
    return RecordChanges(tuple(changes), tuple(unreadable))


def read_record(model: type[Record], content: bytes) -> Record | None:
    """The record in the bytes of a file; ``None`` for what today's rules cannot read."""
    text = yaml_text.decode(content, "")
    values = text if isinstance(text, Problem) else yaml_text.parse(text, "")
    found = [values] if isinstance(values, Problem) else make(model, values, "")
    return None if isinstance(found, list) else found


def _change(version: Version, key: RecordKey, olds: list[Record | None], new: Record | None) -> RecordChange | None:
    there = [old for old in olds if old is not None]
    state = new if new is not None else there[0] if there else None
    if state is None:
        return None
    day = version.at.date()
    fields: tuple[FieldChange, ...] = ()
    if new is not None and there:
        event = "changed"
        found = [differences(values_of(old, day), values_of(new, day)) for old in there]
        # A merge changes what is in none of its parents.
        fields = tuple(field for field in found[0] if all(_touches(other, field) for other in found[1:]))
        if not fields:
            return None
    else:
        event = "added" if new is not None else "removed"
    on, amount = (_on(state), state.value_vnd) if isinstance(state, Pledge | Receipt | Handover) else (None, None)
    return RecordChange(
        version.commit,
        version.at,
        version.role,
        *key,
        _what(state),
        event,
        tuple(dict.fromkeys(account for one in (state, *there) for account in _accounts(one))),
        on,
        amount,
        fields,
    )


def _on(line: LedgerLine) -> date:
    return line.made_on if isinstance(line, Pledge) else line.on


def _what(record: Record) -> str:
    match record:
        case Receipt():
            return (
                "fee" if record.fee_of else "refund" if record.reverses else "moved" if record.moved_from else "receipt"
            )
        case Handover():
            return "handover_back" if record.reverses else "handover"
        case Pledge():
            return "pledge"
    return "address"


def _touches(fields: Sequence[FieldChange], field: FieldChange) -> bool:
    return any((other.field, other.number) == (field.field, field.number) for other in fields)


def _accounts(record: Record) -> Iterator[str]:
    match record:
        case Address():
            yield record.code
        case Receipt():
            yield record.account
            if record.moved_from is not None:
                yield record.moved_from
        case Handover():
            yield record.account
            if record.paid_from is not None:
                yield record.paid_from
        case Pledge():
            yield record.account


# --- fields --------------------------------------------------------------------------------------------------------


def differences(old: Values, new: Values) -> tuple[FieldChange, ...]:
    """The fields that two states of a record differ in, in the order of `labels.CHANGED_FIELDS`.

    Needs are compared one by one only while there are as many as before: with one put in or taken out their numbers
    mean others.
    """
    count = ("need_count", 0)
    renumbered = old.get(count) != new.get(count)
    found = []
    for key in old.keys() | new.keys():
        field, number = key
        (kind, before), (other, after) = old.get(key, ("", None)), new.get(key, ("", None))
        if before != after and not (number and renumbered):
            told = (None, None) if "text" in (kind, other) else (before, after)
            found.append(FieldChange(field, labels.CHANGED_FIELDS[field], number, kind or other, *told))
    return tuple(sorted(found, key=lambda change: (_ORDER[change.field], change.number)))


_ORDER = {field: number for number, field in enumerate(labels.CHANGED_FIELDS)}


def values_of(record: Record, day: date) -> Values:
    """What pages show of a record's own fields on a day. Raises `TypeError` for a record whose changes are not told."""
    match record:
        case Address():
            return dict(_address_values(record, day))
        case Receipt() | Handover() | Pledge():
            return dict(_line_values(record))
    raise TypeError(type(record).__name__)


def _address_values(address: Address, day: date) -> Iterator[tuple[tuple[str, int], Value]]:
    yield ("target", 0), ("money", address.target)
    yield ("need_count", 0), ("count", len(address.needs))
    for number, need in enumerate(address.needs, start=1):
        yield ("need_quantity", number), ("count", need.quantity)
        yield ("need_price", number), ("money", need.unit_price_vnd)
        yield ("need_form", number), ("label", labels.FORMS[need.form])
        yield ("need_frequency", number), ("label", labels.FREQUENCIES[need.frequency])
    yield _text("needs", [(need.what, need.unit, need.priority_text) for need in address.needs])
    yield _text("title", address.title)
    yield _text("summary", (address.summary, address.summary_en))
    if consented(address, "story", day):
        yield _text("story", address.story)
    yield _text("categories", address.categories)
    yield _text("people", [(group.age_band, group.count) for group in address.people])
    yield _text("place", (address.epoch, address.unit))
    yield _text("photos", [(photo.file, photo.alt, photo.credit, photo.taken_on) for photo in address.photos])
    yield _text("updates", [(news.on, news.text, news.photos) for news in address.updates if news.on <= day])
    yield ("priority", 0), ("count", address.priority.rank if address.priority else None)
    yield _text("priority_list", address.priority.list if address.priority else "")
    survey = last_survey(address, day)
    yield ("surveyed_on", 0), ("day", survey.on)
    yield _text("surveyed_by", survey.by)
    if address.approved is not None:
        yield ("approved_on", 0), ("day", address.approved.on)
        yield _text("approved_by", address.approved.by)
    if address.introduced is not None:
        yield ("introduced_on", 0), ("day", address.introduced.on)
        yield _text("inhandao", address.introduced.inhandao_url)
    if address.call is not None:
        yield ("opens_on", 0), ("day", address.call.opens_on)
        yield ("closes_on", 0), ("day", address.call.closes_on)
    yield ("surplus", 0), ("label", labels.SURPLUS[address.surplus])
    yield ("regime", 0), ("label", labels.REGIMES[address.regime])
    if address.finished is not None and address.finished.on <= day:
        yield ("finished_on", 0), ("day", address.finished.on)
        yield ("ended", 0), ("label", labels.ENDED[address.finished.reason])
        yield _text("outcome", address.finished.outcome)


def _line_values(line: LedgerLine) -> Iterator[tuple[tuple[str, int], Value]]:
    yield ("on", 0), ("day", _on(line))
    yield ("account", 0), ("label", line.account)
    yield ("amount", 0), ("money", line.value_vnd)
    yield ("kind", 0), ("label", labels.SUPPORT_KINDS[line.kind])
    yield ("form", 0), ("label", labels.FORMS[line.form] if line.form else None)
    yield ("quantity", 0), ("count", line.quantity)
    given = line.supporter
    yield _text("supporter", (given.organisation, given.name, given.visibility))
    match line:
        case Receipt():
            yield _text("refers_to", (line.fee_of, line.reverses, line.moved_from))
        case Handover():
            yield _text("refers_to", (line.reverses, line.paid_from, line.funded_by))
        case Pledge():
            ends = (line.accepted, line.declined, line.cancelled)
            yield _text("state", (line.expires_on, [end and end.on for end in ends]))


def _text(field: str, value: object) -> tuple[tuple[str, int], Value]:
    return (field, 0), ("text", repr(value))


# --- what the world may see ----------------------------------------------------------------------------------------


def public_state(record: Record, day: date) -> bool:
    """Whether pages showed a state of a record on a day: an address while introduced, agreed to and not suspended; a
    line that counts in this campaign. Promises stand in no ledger."""
    match record:
        case Address():
            return (
                was_introduced(record, day)
                and consented(record, "publish", day)
                and not suspended_on(record, day)
                and record.rejected is None
                and record.duplicate_of is None
            )
        case Receipt() | Handover():
            return record.counted_here
    return False


def public_audit(views: PublicSite, changes: Iterable[RecordChange]) -> Audit:
    """What of all changes may be published beside the views, up to their day.

    `changes` were found with `public_state`. An address has a history only while its page is shown; that of a finished
    one says what its page says. Lines of the ledger are told wherever the ledger tells them.
    """
    urls = {view.card.code: view.card.url for view in views.addresses}
    finished = {view.code: view.url for view in views.finished}
    urls |= finished
    by_month: defaultdict[str, list[Change]] = defaultdict(list)
    by_address: defaultdict[str, list[Change]] = defaultdict(list)
    for change in sorted(changes, key=lambda change: (change.at, change.kind, change.name, change.commit)):
        account = change.accounts[0]
        if change.kind == "addresses":
            fields = change.fields
            if account in finished:
                fields = tuple(field for field in fields if field.field in _OF_FINISHED)
            told = account in urls and change.event != "removed" and (fields or change.event == "added")
            change = change._replace(fields=fields)
        else:
            told = change.kind != "pledges" and change.line_on is not None and change.line_on <= views.as_of
        if not told or change.at.date() > views.as_of:
            continue
        view = _view(change, urls.get(account, ""))
        by_month[f"{change.at:%Y-%m}"].append(view)
        for code in change.accounts:
            if code in urls:
                by_address[code].append(view)
    return Audit(
        tuple(
            AuditMonth(month, f"/so-cai/lich-su/{month}/", tuple(by_month[month]))
            for month in sorted(by_month, reverse=True)
        ),
        tuple(
            AddressAudit(code, f"{urls[code]}lich-su/", urls[code], tuple(reversed(found)))
            for code, found in sorted(by_address.items())
        ),
    )


def _view(change: RecordChange, url: str) -> Change:
    return Change(
        on=change.at.date(),
        time=f"{change.at:%H:%M}",
        role=change.role,
        role_name=labels.ROLES[change.role],
        what=change.what,
        event=change.event,
        account=change.accounts[0],
        account_url=url,
        reference="" if change.kind == "addresses" else change.name,
        line_on=change.line_on,
        amount=change.amount,
        fields=change.fields,
    )
