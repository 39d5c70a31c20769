"""The purge of an event: what is due goes, is counted, and leaves figures behind (PRIV-06)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    ColumnElement,
    Label,
    Select,
    and_,
    delete,
    func,
    not_,
    or_,
    select,
    true,
    union,
    update,
)

from eventmgr.audit.actions import record
from eventmgr.audit.models import AuditEntry
from eventmgr.database import commit, db, lock, now
from eventmgr.directory.models import OrganisationContact
from eventmgr.events.models import Event
from eventmgr.mail.models import Mail, MailState
from eventmgr.notices.models import DataKind
from eventmgr.notices.retention import days_of, due_on
from eventmgr.privacy.erasing import (
    blanks,
    carry_out,
    class_names,
    mask_record,
    mask_traces,
    matching,
)
from eventmgr.privacy.holdings import Holding, owner_column, present, tables
from eventmgr.privacy.models import Erasure, ErasureCause, PurgeRun
from eventmgr.privacy.traces import Traces
from eventmgr.registration.models import Registration
from eventmgr.secure.queries import LOOKS as VIEWS_OF_SECURE

Counts = dict[str, dict[str, int]]
# Entries about who looked at what: they have a date of their own (PRIV, table).
LOOKS = (*VIEWS_OF_SECURE, "export participants")
# A message that may still be carried needs its address.
_ON_ITS_WAY = (MailState.QUEUED, MailState.RETRY, MailState.SENDING, MailState.UNCERTAIN)
REACHED_BY = frozenset({"email", "phone", "phone_key", "answers", "token_hash"})
RECORD, MENTIONS, CONTACTS, IMPORTS, VIEWS = "record", "mentions", "contacts", "imports", "views"


def today_at(event: Event) -> date:
    """Return today's date at the venue."""
    return now().astimezone(ZoneInfo(event.timezone)).date()


def due_kinds(event: Event, days: dict[DataKind, int] | None = None) -> list[DataKind]:
    """Return the kinds of data whose date has come."""
    days = days or days_of(event)
    today = today_at(event)
    return [kind for kind in DataKind if due_on(event, kind, days) <= today]


def purge(event: Event, kinds: Iterable[DataKind], *, dry: bool = False) -> Counts:
    """Remove the data of some kinds from an event; return {kind: {holding: rows}}.

    With `dry` nothing is changed and the same is counted. Doing it twice finds nothing more.
    """
    wanted = list(kinds)
    db.session.flush()
    # Names stand in the financial records as long as those are kept, addresses need not.
    paid = None if DataKind.PAYMENTS in wanted else paid_people(event.id)
    traces = _traces_of(event, paid) if DataKind.PEOPLE in wanted else Traces((), ())
    counts: Counts = {}
    for kind in wanted:
        found: dict[str, int] = {}
        for holding in present():
            if holding.kind is kind:
                where = matching(holding, event.id)
                names = _without(holding, paid)
                if names is None:
                    number = carry_out(holding, where, dry=dry)
                else:
                    number = carry_out(holding, and_(where, names), dry=dry)
                    number += carry_out(
                        holding, and_(where, not_(names)), dry=dry, values=_reached_by(holding)
                    )
                _count(found, holding.key, number)
        if kind is DataKind.PEOPLE:
            _count(found, RECORD, mask_record(_people_entries(event), dry=dry))
            _count(found, MENTIONS, mask_traces(traces, event.id, dry=dry))
            if not dry:
                _note_erasures(event, paid)
        elif kind is DataKind.CONTACTS:
            _contacts(event, found, dry=dry)
        elif kind is DataKind.LOGS:
            _count(found, VIEWS, _views(event, dry=dry))
        if found:
            counts[kind.value] = found
    if not dry:
        db.session.expire_all()
    return counts


def _count(found: dict[str, int], key: str, number: int) -> None:
    if number:
        found[key] = found.get(key, 0) + number


def paid_people(event_id: int) -> Select[int]:
    """Return the registrations of an event for which financial records hold something."""
    numbers = []
    for holding in present():
        table = tables()[holding.table]
        owner = owner_column(table)
        if holding.kind is DataKind.PAYMENTS and owner is not None:
            numbers.append(select(table.c[owner]).where(matching(holding, event_id)))
    return select(union(*numbers).subquery().columns[0])


def _without(holding: Holding, paid: Select[int] | None) -> ColumnElement[bool] | None:
    """Return the rows whose names go; None where all of a holding's do."""
    if paid is None or holding.key not in {"registrations", "nominations"}:
        return None
    table = tables()[holding.table]
    if holding.key == "registrations":
        return table.c.id.not_in(paid)
    return or_(table.c.registration_id.is_(None), table.c.registration_id.not_in(paid))


def _reached_by(holding: Holding) -> dict[str, Any]:
    """Return the columns that go also where the name stays: by what one reaches somebody."""
    return {name: value for name, value in blanks(holding).items() if name in REACHED_BY}


def _traces_of(event: Event, paid: Select[int] | None) -> Traces:
    """Gather the names and addresses that are about to go."""
    people: set[tuple[str, str]] = set()
    addresses: set[str] = set()
    for holding in present():
        if holding.kind is not DataKind.PEOPLE:
            continue
        table = tables()[holding.table]
        names = [
            name
            for name in ("given_name", "family_name", "name", "head", "proposer", "email", "phone")
            if name in table.c and (holding.only is None or name in holding.only)
        ]
        if not names:
            continue
        rows = db.session.execute(
            select(*(table.c[name] for name in names), _goes(holding, paid)).where(
                matching(holding, event.id)
            )
        )
        for row in rows.mappings():
            if "family_name" in row and row["goes"]:
                people.add((row.get("given_name") or "", row["family_name"] or ""))
            for name in ("name", "head", "proposer"):
                if row.get(name):
                    people.add(("", row[name]))
            addresses |= {row[name] for name in ("email", "phone") if row.get(name)}
    return Traces(people, addresses)


def _goes(holding: Holding, paid: Select[int] | None) -> Label[bool]:
    names = _without(holding, paid)
    return (true() if names is None else names).label("goes")


def _people_entries(event: Event) -> ColumnElement[bool]:
    """Return the entries of the record that are about people."""
    names = class_names(one.table for one in present() if one.kind is DataKind.PEOPLE)
    return and_(AuditEntry.event_id == event.id, AuditEntry.subject_type.in_([*names, "Mail"]))


def _note_erasures(event: Event, paid: Select[int] | None) -> None:
    """Note whose names are gone; those who asked for it before keep their date."""
    mine = select(Registration.id).where(Registration.event_id == event.id)
    if paid is not None:
        mine = mine.where(Registration.id.not_in(paid))
    noted = set(
        db.session.scalars(select(Erasure.registration_id).where(Erasure.registration_id.in_(mine)))
    )
    db.session.execute(
        update(Erasure).where(Erasure.registration_id.in_(mine)).values(name_kept=False)
    )
    for number in db.session.scalars(mine):
        if number not in noted:
            db.session.add(Erasure(registration_id=number, cause=ErasureCause.RETENTION))
    db.session.flush()


def _contacts(event: Event, found: dict[str, int], *, dry: bool) -> None:
    """Remove the contact persons of institutions that no later event invited."""
    known = tables()
    invitations = known["invitations"]
    invited = select(invitations.c.organisation_id).where(invitations.c.event_id == event.id)
    later = (
        select(invitations.c.organisation_id)
        .join(Event, Event.id == invitations.c.event_id)
        .where(Event.end > event.end)
    )
    midnight = datetime.combine(event.end + timedelta(days=1), time(0), ZoneInfo(event.timezone))
    where = and_(
        OrganisationContact.organisation_id.in_(invited),
        OrganisationContact.organisation_id.not_in(later),
        OrganisationContact.created_at < midnight,
    )
    rows = db.session.execute(
        select(
            OrganisationContact.id,
            OrganisationContact.given_name,
            OrganisationContact.family_name,
            OrganisationContact.email,
        ).where(where)
    ).all()
    _count(found, CONTACTS, len(rows))
    gone = [str(row[0]) for row in rows]
    entries = and_(
        AuditEntry.subject_type == OrganisationContact.__name__, AuditEntry.subject_id.in_(gone)
    )
    _count(found, RECORD, mask_record(entries, dry=dry))
    if not dry and rows:
        db.session.execute(
            delete(OrganisationContact).where(OrganisationContact.id.in_([row[0] for row in rows]))
        )
    # Lists that were imported before the event may name the same people.
    imports = known["directory_imports"]
    holding = Holding(
        IMPORTS,
        DataKind.CONTACTS,
        "directory_imports",
        "",
        only=frozenset({"data", "report", "written", "filename"}),
    )
    old = imports.c.created_at < midnight
    _count(found, IMPORTS, carry_out(holding, old, dry=dry))


def _views(event: Event, *, dry: bool) -> int:
    where = and_(AuditEntry.event_id == event.id, AuditEntry.action.in_(LOOKS))
    number = db.session.scalar(select(func.count()).select_from(AuditEntry).where(where)) or 0
    if number and not dry:
        db.session.execute(delete(AuditEntry).where(where))
    return number


# --- runs -----------------------------------------------------------------------------------------


def run(event: Event, *, actor: Any) -> PurgeRun | None:
    """Remove what is due from an event and keep the figures; None where nothing was left.

    `actor` is a user, or the name of the program for the nightly run.
    """
    lock(event)
    counts = purge(event, due_kinds(event))
    if not counts:
        return None
    made = PurgeRun(event_id=event.id, actor_id=getattr(actor, "id", None), counts=counts)
    db.session.add(made)
    total = sum(sum(found.values()) for found in counts.values())
    record(
        "purge personal data",
        made,
        actor=actor,
        event_id=event.id,
        changes={"rows": [None, total]},
    )
    return made


def nightly() -> int:
    """Purge every event where something is due, each in a transaction of its own."""
    sweep()
    commit()
    past = select(Event.id).where(Event.end < now().date()).order_by(Event.id)
    numbers = list(db.session.scalars(past))
    runs = 0
    for number in numbers:
        event = db.session.get(Event, number)
        if event is not None and due_kinds(event) and run(event, actor="eventmgr") is not None:
            runs += 1
        commit()
    return runs


def sweep() -> int:
    """Empty the last messages to people whose data is gone, once they have left."""
    holding = next(one for one in present() if one.key == "mails")
    erased = select(Erasure.registration_id)
    where = and_(
        Mail.subject_type == Registration.__name__,
        Mail.subject_id.in_(erased),
        Mail.state.not_in(_ON_ITS_WAY),
    )
    return carry_out(holding, where, dry=False, values=blanks(holding))
