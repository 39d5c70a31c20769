"""One person's own data: what there is, a copy of it, and its deletion on request."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from flask import current_app
from sqlalchemy import Column, ColumnElement, and_, cast, func, or_, select
from sqlalchemy import String as Words

from eventmgr.audit.actions import record
from eventmgr.audit.models import AuditEntry
from eventmgr.database import db, lock
from eventmgr.events.models import Event
from eventmgr.i18n.names import plain_name
from eventmgr.mail.actions import cancel_unsent
from eventmgr.mail.calendar import calendar_file
from eventmgr.mail.messages import send
from eventmgr.mail.models import Mail
from eventmgr.notices.models import DataKind
from eventmgr.notices.retention import days_of, due_on
from eventmgr.privacy.erasing import blanks, carry_out, mask_record, mask_traces
from eventmgr.privacy.holdings import Holding, owner_column, present, rows_of, tables
from eventmgr.privacy.models import Erasure, ErasureCause
from eventmgr.privacy.purging import paid_people, today_at
from eventmgr.privacy.traces import Traces
from eventmgr.registration.actions import cancel_registration
from eventmgr.registration.models import Registration, RegistrationState

PARTICIPANT = "participant"
TEMPLATE = "data_erased"
# Where a name must stay for the donors' records, this goes from a registration all the same.
_AT_ONCE = frozenset({"email", "phone", "needs", "diet", "answers", "token_hash"})


@dataclass(frozen=True)
class Kept:
    """What stays after a deletion, until when, and why."""

    kind: DataKind
    until: date


@dataclass(frozen=True)
class Known:
    """By what somebody is looked for in rows and texts of others; "" for what does not count."""

    email: str
    phone: str
    given_name: str
    family_name: str
    display_name: str


@dataclass(frozen=True)
class Outcome:
    """What a deletion would do today."""

    cancels: bool
    kept: list[Kept] = field(default_factory=list)

    @property
    def name_kept(self) -> bool:
        """Tell whether name, post and institution stay for now."""
        return bool(self.kept)

    @property
    def payments_kept(self) -> bool:
        """Tell whether what was paid stays for now."""
        return any(one.kind is DataKind.PAYMENTS for one in self.kept)


def erasure_of(registration: Registration) -> Erasure | None:
    """Return when and why somebody's data went."""
    return db.session.scalar(select(Erasure).where(Erasure.registration_id == registration.id))


def _attended(registration: Registration) -> bool:
    presences = tables()["presences"]
    found = db.session.scalar(
        select(func.count())
        .select_from(presences)
        .where(presences.c.registration_id == registration.id, presences.c.undone_at.is_(None))
    )
    return bool(found)


def _paid(registration: Registration) -> bool:
    numbers = paid_people(registration.event_id)
    return registration.id in set(db.session.scalars(numbers))


def outcome_of(event: Event, registration: Registration) -> Outcome:
    """Say what a deletion would do: before the event everything goes, afterwards what may.

    Whoever was there stays in the records that donors ask for; whoever was paid, in the
    financial ones. Both go by their dates (PRIV, table).
    """
    active = registration.state is not RegistrationState.CANCELLED
    today = today_at(event)
    if today <= event.end:
        return Outcome(cancels=active)
    days = days_of(event)
    kept = []
    for kind, holds in ((DataKind.PEOPLE, _attended), (DataKind.PAYMENTS, _paid)):
        until = due_on(event, kind, days)
        if today < until and holds(registration):
            kept.append(Kept(kind, until))
    return Outcome(cancels=False, kept=kept)


def erase(event: Event, registration: Registration, *, actor: Any = PARTICIPANT) -> Outcome:
    """Delete somebody's data at their own wish; raises nothing where it was done already.

    A coming event is cancelled for them. A last message goes to their address, which goes as well
    when it has left.
    """
    lock(event)
    lock(registration)
    outcome = outcome_of(event, registration)
    before = _last_words(event, registration)
    if outcome.cancels:
        cancel_registration(event, registration, actor=actor)
        before["calendar"] = _calendar(event, registration, before)
    cancel_unsent(Registration.__name__, registration.id, actor=actor)
    db.session.flush()
    _empty(event, registration, outcome, _known(registration, actor))
    noted = erasure_of(registration)
    if noted is None:
        db.session.add(
            Erasure(
                registration_id=registration.id,
                cause=ErasureCause.PERSON,
                name_kept=outcome.name_kept,
            )
        )
    db.session.expire_all()
    action = "erase own data" if actor == PARTICIPANT else "erase data on request"
    record(action, registration, actor=actor, event_id=event.id)
    _tell(event, registration, outcome, before)
    return outcome


def _last_words(event: Event, registration: Registration) -> dict[str, Any]:
    return {
        "email": registration.email,
        "language": registration.language,
        "name": plain_name(registration.given_name, registration.family_name),
        "uid": registration.calendar_uid,
        "calendar": None,
    }


def _calendar(event: Event, registration: Registration, before: dict[str, Any]) -> Any:
    return calendar_file(
        event,
        uid=before["uid"],
        sequence=event.calendar_sequence + registration.calendar_sequence,
        language=registration.language,
        method="CANCEL",
        attendee=(before["name"], before["email"]),
    )


def _tell(
    event: Event, registration: Registration, outcome: Outcome, before: dict[str, Any]
) -> None:
    """Write the last message; where no server would carry it, it would only lie there."""
    if not before["email"] or current_app.config["SMTP"] is None:
        return
    send(
        TEMPLATE,
        to_email=before["email"],
        to_name=before["name"],
        language=before["language"],
        event=event,
        context={"cancelled": outcome.cancels, "kept": bool(outcome.kept)},
        attachments=[before["calendar"]] if before["calendar"] else [],
        subject_type=Registration.__name__,
        subject_id=registration.id,
    )


def _vouched(registration: Registration) -> bool:
    """Tell whether others said who this is: the desk, or the institution that nominated them."""
    if registration.entered_by_id is not None:
        return True
    nominations = tables()["nominations"].c
    found = db.session.scalar(
        select(func.count()).where(
            nominations.registration_id == registration.id,
            nominations.email == registration.email,
            nominations.family_name == registration.family_name,
        )
    )
    return bool(found)


def _known(registration: Registration, actor: Any) -> Known:
    """Return what this person is known by.

    What only the personal link ever said does not count there: it may be somebody else's name or
    address, whose rows would go instead. The purge finds these traces at its date.
    """
    typed: set[str] = set()
    if actor == PARTICIPANT:
        if not _vouched(registration):
            return Known(**{one.name: "" for one in fields(Known)})
        for changes in db.session.scalars(
            select(AuditEntry.changes).where(
                AuditEntry.subject_type == Registration.__name__,
                AuditEntry.subject_id == str(registration.id),
                AuditEntry.actor_label == PARTICIPANT,
                AuditEntry.actor_id.is_(None),
            )
        ):
            typed |= changes.keys()
    if typed & {"given_name", "family_name"}:
        typed |= {"given_name", "family_name"}
    found = {one.name: getattr(registration, one.name) for one in fields(Known)}
    return Known(**{name: "" if name in typed else value for name, value in found.items()})


def _match(holding: Holding) -> ColumnElement[bool]:
    table = tables()[holding.table]
    if holding.match is None:
        return table.c.id.is_not(None)
    name, values = holding.match
    return cast(table.c[name], Words).in_(values)


def _same_person(
    table: Any, registration: Registration, known: Known
) -> ColumnElement[bool] | None:
    """Return the condition that a row of another table is about this person, None if it cannot be.

    By the registration itself, by address, or by the whole name.
    """
    tests: list[ColumnElement[bool]] = []
    owner = owner_column(table)
    if owner is not None:
        tests.append(table.c[owner] == registration.id)
    if known.email and "email" in table.c:
        email: Column[Any] = table.c.email
        tests.append(func.lower(email) == known.email)
    if known.family_name and {"given_name", "family_name"} <= set(table.c.keys()):
        tests.append(
            and_(
                table.c.given_name == known.given_name,
                table.c.family_name == known.family_name,
            )
        )
    return or_(*tests) if tests else None


def _empty(event: Event, registration: Registration, outcome: Outcome, known: Known) -> None:
    person = [] if outcome.name_kept else [(known.given_name, known.family_name)]
    if known.display_name and not outcome.name_kept:
        person.append(("", known.display_name))
    traces = Traces(person, [known.email, known.phone])
    needles = [word for word in (known.email, known.phone) if len(word) > 3] + (
        [known.family_name] if known.family_name and not outcome.name_kept else []
    )
    entries = _entries(registration, known)
    for holding in present():
        if holding.kind is DataKind.PAYMENTS and outcome.payments_kept:
            continue
        if holding.kind in {DataKind.CONTACTS, DataKind.LOGS}:
            continue
        _empty_holding(event, registration, holding, known, name_kept=outcome.name_kept)
    mask_record(entries)
    mask_traces(traces, event.id, needles=needles)


def _entries(registration: Registration, known: Known) -> ColumnElement[bool]:
    """Return the entries of the record about this person, and about messages to them."""
    mails = [
        str(number)
        for number in db.session.scalars(select(Mail.id).where(_own_mails(registration, known)))
    ]
    return and_(
        AuditEntry.event_id == registration.event_id,
        or_(
            and_(
                AuditEntry.subject_type == Registration.__name__,
                AuditEntry.subject_id == str(registration.id),
            ),
            and_(AuditEntry.subject_type == Mail.__name__, AuditEntry.subject_id.in_(mails)),
        ),
    )


def _own_mails(registration: Registration, known: Known) -> ColumnElement[bool]:
    about = and_(Mail.subject_type == Registration.__name__, Mail.subject_id == registration.id)
    if known.email:
        about = or_(about, func.lower(Mail.to_email) == known.email)
    return and_(Mail.event_id == registration.event_id, about)


def _empty_holding(
    event: Event, registration: Registration, holding: Holding, known: Known, *, name_kept: bool
) -> None:
    table = tables()[holding.table]
    values = None
    if holding.table == "registrations":
        where: ColumnElement[bool] = table.c.id == registration.id
        if name_kept and holding.key == "registrations":
            values = {
                name: value
                for name, value in blanks(holding).items()
                if name in _AT_ONCE or name in {"list_sharing", "photo_consent"}
            }
    elif holding.table == "mails":
        where = _own_mails(registration, known)
    elif holding.kind is DataKind.MESSAGES:
        return
    else:
        same = _same_person(table, registration, known)
        if same is None:
            return
        where = and_(rows_of(table, holding.path, event.id), same, _match(holding))
        if name_kept and holding.kind is DataKind.PEOPLE:
            if "email" not in table.c and "phone" not in table.c:
                return
            values = {
                name: value
                for name, value in blanks(holding).items()
                if name in {"email", "phone", "phone_key"}
            }
    carry_out(holding, where, dry=False, values=values)
