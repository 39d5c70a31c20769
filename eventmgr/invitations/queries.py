"""Reading invitations: the list by delegation, its totals, whom one may still invite."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from eventmgr.database import db, now
from eventmgr.directory.models import Designation, Organisation
from eventmgr.directory.screen import ScreenNames
from eventmgr.events.models import Event
from eventmgr.i18n.languages import INTERFACE_LANGUAGES
from eventmgr.invitations.answers import TakenSeat, taken_seats
from eventmgr.invitations.models import Invitation, InvitationState
from eventmgr.invitations.states import OUT, UNANSWERED
from eventmgr.mail.models import MailState
from eventmgr.mail.queries import latest_states

# Letters go out eight to six weeks ahead, nominations come four weeks ahead (LIFE table).
LETTER_DAYS = 56
NOMINATION_DAYS = 28

# In what language an institution is written to when nobody chose one; the organiser may change it.
_OWN_LANGUAGE = {"ME": "cnr", "AL": "sq", "KS": "sq"}


def today(event: Event) -> date:
    """Return the date at the venue."""
    return day_at(event, now())


def day_at(event: Event, instant: datetime) -> date:
    """Return the date of an instant at the venue."""
    return instant.astimezone(ZoneInfo(event.timezone)).date()


def letter_languages(event: Event) -> list[str]:
    """Return the languages a letter can be written in: the event's that the program speaks."""
    return [code for code in event.document_languages if code in INTERFACE_LANGUAGES] or ["en"]


def default_language(event: Event, organisation: Organisation) -> str:
    """Return the language an institution is written to unless the organiser chooses another."""
    languages = letter_languages(event)
    code = organisation.designation.code if organisation.designation else ""
    own = _OWN_LANGUAGE.get(code, "en")
    return own if own in languages else languages[0]


def default_deadline(event: Event) -> date:
    """Return the day until which nominations are asked for: four weeks ahead, never past."""
    return max(event.start - timedelta(days=NOMINATION_DAYS), min(today(event), event.start))


def next_number(event: Event) -> int:
    """Return the running number of the next letter of an event; none is given twice."""
    count = db.session.scalar(select(func.count()).where(Invitation.event_id == event.id))
    return (count or 0) + 1


def last_signatory(event: Event) -> tuple[str, str]:
    """Return name and post of whoever signed the letter made last, so that it is typed once."""
    row = db.session.execute(
        select(Invitation.signatory_name, Invitation.signatory_post)
        .where(Invitation.event_id == event.id, Invitation.signatory_name != "")
        .order_by(Invitation.id.desc())
        .limit(1)
    ).first()
    return (row[0], row[1]) if row else ("", "")


@dataclass(frozen=True)
class Row:
    """An invitation with the people on its seats and the state of its newest message."""

    invitation: Invitation
    people: list[TakenSeat]
    mail: MailState | None

    @property
    def taken(self) -> int:
        return len(self.people)

    @property
    def free(self) -> int:
        return max(0, self.invitation.seats - self.taken)


@dataclass
class Group:
    """The invitations of one delegation, or of organisations without one (None)."""

    designation: Designation | None
    rows: list[Row] = field(default_factory=list)


@dataclass(frozen=True)
class Overview:
    """The list and its totals; withdrawn invitations do not count."""

    groups: list[Group]
    invited: int
    seats: int
    taken: int
    drafts: int
    unanswered: int

    @property
    def free(self) -> int:
        return max(0, self.seats - self.taken)


def invitation_of(event: Event, number: int) -> Invitation | None:
    """Return one invitation of this event; None where it belongs to another."""
    return db.session.scalar(
        select(Invitation).where(Invitation.id == number, Invitation.event_id == event.id)
    )


def _shown(event: Event) -> list[Invitation]:
    """Return the event's invitations; a draft that was removed shows no more."""
    return list(
        db.session.scalars(
            select(Invitation).where(
                Invitation.event_id == event.id,
                (Invitation.state != InvitationState.WITHDRAWN) | Invitation.sent_at.is_not(None),
            )
        )
    )


def overview(event: Event, names: ScreenNames) -> Overview:
    """Return the invitations by delegation in the reader's alphabet (DES-13), organisations last.

    A constant number of queries.
    """
    invitations = _shown(event)
    people = taken_seats([row.id for row in invitations])
    mails = latest_states(event.id, "Invitation")
    groups: dict[int | None, Group] = {}
    for invitation in sorted(
        invitations, key=lambda row: (names.organisation_order(row.organisation), row.id)
    ):
        designation = invitation.organisation.designation
        group = groups.setdefault(designation.id if designation else None, Group(designation))
        group.rows.append(Row(invitation, people[invitation.id], mails.get(invitation.id)))
    delegations = [group for group in groups.values() if group.designation is not None]
    delegations.sort(key=lambda group: names.order(group.designation))  # type: ignore[arg-type]
    ordered = delegations + [group for group in groups.values() if group.designation is None]
    counted = [
        row
        for group in ordered
        for row in group.rows
        if row.invitation.state is not InvitationState.WITHDRAWN
    ]
    coming = [row for row in counted if row.invitation.state is not InvitationState.DECLINED]
    return Overview(
        groups=ordered,
        invited=len(counted),
        seats=sum(row.invitation.seats for row in coming),
        taken=sum(row.taken for row in counted),
        drafts=sum(row.invitation.state is InvitationState.DRAFT for row in counted),
        unanswered=sum(row.invitation.state in UNANSWERED for row in counted),
    )


def in_state(event: Event, states: Sequence[InvitationState]) -> list[Invitation]:
    """Return the event's invitations in one of the states."""
    return list(
        db.session.scalars(
            select(Invitation).where(
                Invitation.event_id == event.id, Invitation.state.in_(tuple(states))
            )
        )
    )


def count_by_state(event: Event) -> dict[InvitationState, int]:
    """Return how many invitations stand in each state; one query."""
    rows = db.session.execute(
        select(Invitation.state, func.count())
        .where(Invitation.event_id == event.id)
        .group_by(Invitation.state)
    )
    return {row[0]: row[1] for row in rows}


def invited_organisations(event: Event) -> dict[int, int]:
    """Return {organisation id: invitation id} of those who are on the list."""
    return {row.organisation_id: row.id for row in _shown(event)}


def is_out(invitation: Invitation) -> bool:
    """Tell whether the institution has its letter and link."""
    return invitation.state in OUT
