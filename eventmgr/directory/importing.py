"""Importing a table of institutions: kept, checked, written in one transaction, taken back."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from flask_babel import force_locale
from sqlalchemy import delete, insert, select, update

from eventmgr.audit.actions import record
from eventmgr.audit.models import AuditEntry
from eventmgr.database import db, lock, now
from eventmgr.directory.columns import (
    all_fields,
    guess_mapping,
    heading_row,
    headings_mark,
    label_of,
)
from eventmgr.directory.contacts import contact_key
from eventmgr.directory.duplicates import fingerprint
from eventmgr.directory.merging import refresh_search, unused
from eventmgr.directory.models import (
    DirectoryImport,
    ImportState,
    Organisation,
    OrganisationContact,
    OrganisationKind,
)
from eventmgr.directory.planning import Choices, Plan, Target, make_plan
from eventmgr.directory.present import CONTACT_COLUMNS, Present, read_present
from eventmgr.directory.words import CONTACT_PURPOSES, ORGANISATION_KINDS
from eventmgr.i18n.languages import INTERFACE_LANGUAGES, language
from eventmgr.i18n.marks import N_
from eventmgr.i18n.multilingual import text_in
from eventmgr.i18n.names import fold
from eventmgr.printing.tables_in import TableRead, UnreadableTable, read_table

log = logging.getLogger(__name__)

# A table nobody went on with is forgotten: it may hold addresses of people.
KEPT = timedelta(days=7)
# Without a word from the worker for so long, one may start again.
SILENT = timedelta(seconds=90)
AT_WORK = (ImportState.CHECKING, ImportState.IMPORTING)


class NotNow(Exception):
    """The import is not in the state that this needs."""


def in_every_language(words: Mapping[Any, Any]) -> dict[Any, list[str]]:
    """Return {key: its words in each language of the interface}."""
    found: dict[Any, list[str]] = {key: [] for key in words}
    for code in INTERFACE_LANGUAGES:
        with force_locale(language(code).babel_locale):
            for key, label in words.items():
                found[key].append(str(label))
    return found


def own_labels() -> dict[str, str]:
    """Return {folded heading: field} of this program's own exports in every language."""
    found: dict[str, str] = {}
    for code in INTERFACE_LANGUAGES:
        with force_locale(language(code).babel_locale):
            for name in all_fields():
                found.setdefault(fold(label_of(name, code)), name)
    return found


def _present(mapping: Mapping[str, str]) -> Present:
    return read_present(
        in_every_language(ORGANISATION_KINDS),
        in_every_language(CONTACT_PURPOSES),
        parents="parent" in mapping.values(),
    )


# --- keeping and reading -----------------------------------------------------------------------


def keep_table(data: bytes, filename: str, *, actor: Any) -> DirectoryImport:
    """Keep what somebody sent, with the best guess of how to read it; raises UnreadableTable."""
    table = read_table(data)
    forget_old()
    row = DirectoryImport(user_id=actor.id, filename=filename[-200:], data=data)
    _settle_reading(row, table, None)
    db.session.add(row)
    db.session.flush()
    return row


def forget_old() -> None:
    """Let go the files of imports that nobody went on with."""
    db.session.execute(
        update(DirectoryImport)
        .where(DirectoryImport.created_at < now() - KEPT, DirectoryImport.data.is_not(None))
        .values(data=None, state=ImportState.FAILED, report={})
    )


def read_again(row: DirectoryImport, reading: Mapping[str, Any]) -> None:
    """Read the file otherwise: another encoding, separator, sheet or row of headings."""
    table = table_of(row, reading)
    _settle_reading(row, table, reading.get("head"))
    row.state = ImportState.UPLOADED
    row.report = {}


def table_of(row: DirectoryImport, reading: Mapping[str, Any] | None = None) -> TableRead:
    """Return the rows of the file as it is read; raises UnreadableTable."""
    chosen = row.reading if reading is None else reading
    if row.data is None:
        raise UnreadableTable(N_("The file is no longer kept. Please send it again."))
    return read_table(
        row.data,
        encoding=chosen.get("encoding"),
        delimiter=chosen.get("delimiter"),
        sheet=chosen.get("sheet"),
    )


def _settle_reading(row: DirectoryImport, table: TableRead, head: int | None) -> None:
    labels = own_labels()
    numbers = {number for number, _cells in table.rows}
    head = head if head in numbers else heading_row(table.rows, labels)
    headings = dict(table.rows)[head]
    row.reading = {
        "encoding": table.encoding,
        "delimiter": table.delimiter,
        "sheet": table.sheet,
        "head": head,
    }
    row.headings = headings_mark(headings)
    row.total = sum(number > head for number in numbers)
    row.done = 0
    # The same headings mean what somebody said they mean the last time.
    remembered = db.session.scalar(
        select(DirectoryImport.mapping)
        .where(
            DirectoryImport.headings == row.headings,
            DirectoryImport.state.in_((ImportState.DONE, ImportState.UNDONE)),
        )
        .order_by(DirectoryImport.id.desc())
        .limit(1)
    )
    row.mapping = remembered or guess_mapping(headings, labels)


def body_of(table: TableRead, head: int) -> list[tuple[int, list[str]]]:
    """Return the rows below the headings."""
    return [(number, cells) for number, cells in table.rows if number > head]


def choices_of(row: DirectoryImport) -> Choices:
    """Return what was chosen for an import."""
    return Choices(**row.choices)


def settle(row: DirectoryImport, mapping: dict[str, str], choices: Choices) -> bool:
    """Keep what was chosen; tell whether it is what the last check was made with."""
    same = (
        row.state is ImportState.CHECKED
        and row.mapping == mapping
        and row.choices == asdict(choices)
    )
    row.mapping = mapping
    row.choices = asdict(choices)
    return same


def start(row: DirectoryImport, state: ImportState) -> None:
    """Put an import in the worker's hands; raises NotNow where it is there or done already."""
    lock(row)
    asleep = row.moved_at is not None and row.moved_at < now() - SILENT
    if row.state in (ImportState.DONE, ImportState.UNDONE) or (row.state in AT_WORK and not asleep):
        raise NotNow
    if state is ImportState.IMPORTING and row.state not in (ImportState.CHECKED, *AT_WORK):
        raise NotNow
    row.state = state
    row.done = 0
    row.moved_at = now()


# --- the worker's part -------------------------------------------------------------------------


def carry(number: int) -> None:
    """Check or write an import; commits by itself, and leaves a plain word where it cannot."""
    row = db.session.get(DirectoryImport, number)
    if row is None or row.state not in AT_WORK:
        return
    try:
        _carry(number)
    except UnreadableTable as error:
        db.session.rollback()
        _fail(number, error.msgid, error.params)
    except Exception:
        db.session.rollback()
        log.exception("import %s of institutions failed", number)
        _fail(
            number,
            N_("Something went wrong on our side, and nothing was imported. Please try again."),
            {},
        )


def _fail(number: int, msgid: str, params: dict[str, Any]) -> None:
    db.session.execute(
        update(DirectoryImport)
        .where(DirectoryImport.id == number)
        .values(state=ImportState.FAILED, report={"failed": [msgid, params]}, moved_at=now())
    )
    db.session.commit()


def _carry(number: int) -> None:
    row = db.session.get_one(DirectoryImport, number)
    table = table_of(row)
    body = body_of(table, row.reading["head"])
    mapping, choices, writes = dict(row.mapping), choices_of(row), row.state
    mark = fingerprint()
    present = _present(mapping)
    # From here on nothing is held: others read and write while rows are looked at.
    db.session.commit()

    def tell(done: int) -> None:
        db.session.execute(
            update(DirectoryImport)
            .where(DirectoryImport.id == number)
            .values(done=done, total=len(body), moved_at=now())
        )
        db.session.commit()

    plan = make_plan(body, mapping, choices, present, tell=tell)
    row = db.session.get_one(DirectoryImport, number)
    lock(row)
    if row.state is not writes:
        db.session.rollback()
        return
    if writes is ImportState.CHECKING:
        row.report = plan.report() | {"without_value": table.without_value}
        row.state = ImportState.CHECKED
        row.moved_at = now()
        db.session.commit()
        return
    if fingerprint() != mark:
        # Somebody changed the directory while the rows were looked at.
        plan = make_plan(body, mapping, choices, _present(mapping))
    if plan.problems and not choices.without_errors:
        row.report = plan.report()
        row.state = ImportState.CHECKED
        db.session.commit()
        return
    write_plan(plan, row, actor=_actor(row))
    row.report = plan.report()
    row.state = ImportState.DONE
    row.done = row.total
    row.moved_at = now()
    # Nothing of the file is needed any more.
    row.data = None
    db.session.commit()


def _actor(row: DirectoryImport) -> Any:
    """Return who imports, for the record: accounts are a floor above and asked by their table."""
    users = db.metadata.tables["users"]
    found = db.session.execute(
        select(users.c.id, users.c.name).where(users.c.id == row.user_id)
    ).one_or_none()
    return found or "import"


def write_plan(plan: Plan, row: DirectoryImport, *, actor: Any) -> None:
    """Write everything into the running transaction, and note how to take it back."""
    created = _create(plan.new())
    written: dict[str, Any] = {
        "organisations": [organisation.id for organisation, _target in created],
        "contacts": [],
        "changed": {},
        "changed_contacts": {},
    }
    entries = [_entry("create organisation", organisation, {}) for organisation, _target in created]
    entries += _change(plan.changed(), created, written)
    contacts = []
    owners = [(target, organisation.id) for organisation, target in created]
    owners += [(target, target.id or 0) for target in plan.changed()]
    for target, owner in owners:
        for values in target.new_contacts:
            columns = {name: values[name] for name in CONTACT_COLUMNS if name in values}
            contacts.append(
                OrganisationContact(
                    organisation_id=owner, search_key=contact_key(columns), **columns
                )
            )
    db.session.add_all(contacts)
    db.session.flush()
    written["contacts"] = [contact.id for contact in contacts]
    row.written = written
    who = {
        "actor_id": getattr(actor, "id", None),
        "actor_label": getattr(actor, "name", None) or str(actor),
        "at": now(),
    }
    if entries:
        db.session.execute(insert(AuditEntry), [entry | who for entry in entries])
    record(
        "import organisations",
        row,
        actor=actor,
        label=f"{len(created)} + {len(written['changed'])}",
    )


def _entry(action: str, organisation: Organisation, changes: dict[str, Any]) -> dict[str, Any]:
    return {
        "action": action,
        "subject_type": "Organisation",
        "subject_id": str(organisation.id),
        "subject_label": text_in(organisation.names, "en"),
        "changes": changes,
    }


def _create(targets: Sequence[Target]) -> list[tuple[Organisation, Target]]:
    made = []
    for target in targets:
        organisation = Organisation(**target.columns)
        refresh_search(organisation)
        made.append((organisation, target))
    db.session.add_all([organisation for organisation, _target in made])
    db.session.flush()
    numbers = {id(target): organisation.id for organisation, target in made}
    for organisation, target in made:
        if target.parent_target is not None:
            organisation.parent_id = numbers[id(target.parent_target)]
    db.session.flush()
    return made


def _change(
    targets: Sequence[Target],
    created: Sequence[tuple[Organisation, Target]],
    written: dict[str, Any],
) -> list[dict[str, Any]]:
    numbers = {id(target): organisation.id for organisation, target in created}
    entries = []
    rows = _by_number(Organisation, [target.id for target in targets if target.id])
    wanted = [number for target in targets for number in target.changed_contacts]
    contacts = _by_number(OrganisationContact, wanted)
    for target in targets:
        organisation = rows[target.id]
        if target.parent_target is not None:
            target.columns["parent_id"] = numbers[id(target.parent_target)]
        changes = target.changes()
        if changes:
            for name, (_before, after) in changes.items():
                setattr(organisation, name, after)
            organisation.version += 1
            refresh_search(organisation)
            plain = {name: [_plain(a), _plain(b)] for name, (a, b) in changes.items()}
            written["changed"][str(target.id)] = plain
            shown = {name: ["…", "…"] if name == "email" else pair for name, pair in plain.items()}
            entries.append(_entry("change organisation", organisation, shown))
        for number, change in target.changed_contacts.items():
            contact = contacts[number]
            for name, (_before, after) in change.items():
                setattr(contact, name, after)
            contact.version += 1
            contact.search_key = contact_key(
                {name: getattr(contact, name) for name in CONTACT_COLUMNS}
            )
            written["changed_contacts"][str(number)] = change
    db.session.flush()
    return entries


def _by_number(model: Any, numbers: Sequence[Any]) -> dict[Any, Any]:
    found = {}
    for at in range(0, len(numbers), 500):
        for row in db.session.scalars(select(model).where(model.id.in_(numbers[at : at + 500]))):
            found[row.id] = row
    return found


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, OrganisationKind) else value


# --- taking it back ----------------------------------------------------------------------------


def undo_import(row: DirectoryImport, *, actor: Any) -> tuple[int, int]:
    """Take back what an import wrote; return how many entries went and how many had to stay.

    An entry stays where something else points to it by now or somebody has changed it; a change
    stays where somebody has changed the same since.
    """
    lock(row)
    if row.state is not ImportState.DONE:
        raise NotNow
    written = row.written
    contacts = set(written["contacts"])
    removable = _removable(written["organisations"], contacts)
    _take_out(removable)
    for model, key in ((Organisation, "changed"), (OrganisationContact, "changed_contacts")):
        changed = written[key]
        present = _by_number(model, [int(number) for number in changed])
        for number, changes in changed.items():
            one = present.get(int(number))
            if one is None:
                continue
            for name, (before, after) in changes.items():
                if _plain(getattr(one, name)) == after:
                    setattr(one, name, OrganisationKind(before) if name == "kind" else before)
            one.version += 1
            if isinstance(one, Organisation):
                refresh_search(one)
    for number, contact in _by_number(OrganisationContact, sorted(contacts)).items():
        if contact.version == 1 and contact.organisation_id not in removable:
            db.session.delete(contact)
        contacts.discard(number)
    row.state = ImportState.UNDONE
    kept = len(written["organisations"]) - len(removable)
    record("undo import of organisations", row, actor=actor, label=str(len(removable)))
    return len(removable), kept


def _removable(numbers: Sequence[int], contacts: set[int]) -> set[int]:
    """Return the entries that nothing but the same import's own rows points to, unchanged since."""
    unchanged: set[int] = set()
    for at in range(0, len(numbers), 500):
        part = numbers[at : at + 500]
        unchanged |= set(
            db.session.scalars(
                select(Organisation.id).where(
                    Organisation.id.in_(part),
                    Organisation.version == 1,
                    Organisation.merged_into_id.is_(None),
                )
            )
        )
        foreign = db.session.execute(
            select(OrganisationContact.organisation_id, OrganisationContact.id).where(
                OrganisationContact.organisation_id.in_(part)
            )
        )
        unchanged -= {owner for owner, contact in foreign if contact not in contacts}
    free = unused(unchanged, parts=False)
    # An institution stays while one that stays is part of it.
    while True:
        held = set()
        ordered = sorted(free)
        for at in range(0, len(ordered), 500):
            rows = db.session.execute(
                select(Organisation.id, Organisation.parent_id).where(
                    Organisation.parent_id.in_(ordered[at : at + 500])
                )
            )
            held |= {parent for number, parent in rows if number not in free}
        if not held:
            return free
        free -= held


def _take_out(numbers: set[int]) -> None:
    ordered = sorted(numbers)
    for at in range(0, len(ordered), 500):
        part = ordered[at : at + 500]
        db.session.execute(
            update(Organisation).where(Organisation.id.in_(part)).values(parent_id=None)
        )
    for at in range(0, len(ordered), 500):
        part = ordered[at : at + 500]
        db.session.execute(
            delete(OrganisationContact).where(OrganisationContact.organisation_id.in_(part))
        )
        db.session.execute(delete(Organisation).where(Organisation.id.in_(part)))
    db.session.expire_all()
