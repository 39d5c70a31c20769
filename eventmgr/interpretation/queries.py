"""Reading what the plan of an event needs: agenda, people, and what the organiser chose."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, String, cast, func, select

from eventmgr.agenda.models import AgendaItem
from eventmgr.agenda.queries import items_of
from eventmgr.agenda.words import KINDS
from eventmgr.database import db
from eventmgr.directory.models import Organisation
from eventmgr.events.models import Event
from eventmgr.i18n.multilingual import text_in
from eventmgr.i18n.names import plain_name
from eventmgr.interpretation.coverage import Person
from eventmgr.interpretation.export import to_json_dict
from eventmgr.interpretation.figures import profile_with
from eventmgr.interpretation.gaps import Participant
from eventmgr.interpretation.models import InterpretationChoice
from eventmgr.interpretation.plan import plan_event
from eventmgr.interpretation.receivers import DEFAULT_SPARE_PERCENT
from eventmgr.interpretation.situation import Situation
from eventmgr.interpretation.timetable import timetable
from eventmgr.registration.models import ParticipantRole, Registration, RegistrationState


def choice_of(event: Event) -> InterpretationChoice | None:
    """Return what was decided for the event, or None where nothing is saved yet."""
    return db.session.scalar(
        select(InterpretationChoice).where(InterpretationChoice.event_id == event.id)
    )


def unsaved_choice(event: Event) -> InterpretationChoice:
    """Return the choice that holds before anybody decided; it is not in the database."""
    return InterpretationChoice(
        event_id=event.id,
        profile="aiic",
        design="",
        assigned=None,
        waiver_note="",
        overrides={},
        channel_labels={},
        spare_percent=DEFAULT_SPARE_PERCENT,
        non_resident=0,
        travel_days_each=2,
        version=0,
    )


def _who_listens(event: Event) -> tuple[ColumnElement[bool], ...]:
    return (
        Registration.event_id == event.id,
        Registration.state == RegistrationState.CONFIRMED,
        Registration.role.not_in((ParticipantRole.INTERPRETER, ParticipantRole.TECHNICIAN)),
    )


def participants_of(event: Event, lang: str, representative: str) -> list[Participant]:
    """Return who listens: confirmed, without interpreters and technicians, in one query.

    A protected person is `representative` with the institution, never a name (PRIV-04).
    """
    rows = db.session.execute(
        select(
            Registration.id,
            Registration.given_name,
            Registration.family_name,
            Registration.protected,
            Registration.speaks,
            Registration.follows,
            Organisation.names,
        )
        .join(Organisation, Organisation.id == Registration.organisation_id)
        .where(*_who_listens(event))
        .order_by(Registration.id)
    )
    return [
        Participant(
            row.id,
            f"{representative}, {text_in(row.names, lang, event.document_languages)}"
            if row.protected
            else plain_name(row.given_name, row.family_name),
            tuple(row.speaks),
            tuple(row.follows),
        )
        for row in rows
    ]


def listeners_of(event: Event) -> list[Participant]:
    """Return who listens, as nobody in particular: what they follow is counted by the database."""
    follows = cast(Registration.follows, String)
    rows = db.session.execute(
        select(follows, func.count()).where(*_who_listens(event)).group_by(follows)
    )
    return [
        person
        for codes, number in rows
        for person in [Participant(0, "", (), tuple(json.loads(codes)))] * number
    ]


def situation_of(
    event: Event,
    *,
    profile: str | None = None,
    design: str | None = None,
    lang: str = "en",
    representative: str = "Representative",
    named: bool = True,
) -> Situation:
    """Return the plan of an event as it stands, in a fixed number of queries.

    `profile` and `design` are tried instead of those chosen, without saving anything; titles and
    institutions are in `lang`. Where nobody is `named`, listeners are counted without reading
    their rows. Raises ProfileError for an unknown profile.
    """
    choice = choice_of(event) or unsaved_choice(event)
    items = items_of(event)
    people = participants_of(event, lang, representative) if named else listeners_of(event)
    return _situation(
        event,
        choice,
        items,
        people,
        title=lambda item: (
            text_in(item.title, lang, event.document_languages) or str(KINDS[item.kind])
        ),
        profile=profile or choice.profile,
        design=design or choice.design,
    )


def situation_with(before: Situation, choice: InterpretationChoice) -> Situation:
    """Return the situation if another choice were saved; nothing is read again."""
    return _situation(
        before.event,
        choice,
        before.items,
        before.people,
        title=lambda item: before.timetable.sessions[item.id].title,
        profile=choice.profile,
        design=choice.design,
    )


def _situation(
    event: Event,
    choice: InterpretationChoice,
    items: list[AgendaItem],
    people: list[Participant],
    *,
    title: Callable[[AgendaItem], str],
    profile: str,
    design: str,
) -> Situation:
    table = timetable(event, items, title=title, follows=(person.follows for person in people))
    plan = plan_event(
        table.days,
        profile_with(profile, choice.overrides.get(profile, {})),
        design=design or None,
        assigned=choice.assigned,
    )
    return Situation(event, choice, plan, table, items, people)


def plan_of(
    event: Event,
    profile: str | None = None,
    *,
    translate: Callable[[str], str] = str,
    lang: str = "en",
) -> dict[str, Any]:
    """Return the plan of an event as the object of `to_json_dict`, with what surrounds it.

    Added to it: `assumed_days` (no agenda yet), `participants`, `undeclared` (people who did not
    say what they follow; they are in no gap), `speaker_gaps`, `channels`, `equipment`,
    `waiver_note`. Raises ProfileError for an unknown profile.
    """
    situation = situation_of(event, profile=profile, lang=lang)
    choice = situation.choice
    people = [Person(person.name, person.speaks, person.follows) for person in situation.people]
    result = to_json_dict(
        situation.plan,
        event=event.slug,
        people=[person for person in people if person.follows],
        spare_percent=choice.spare_percent,
        order=situation.units,
        translate=translate,
        lang=lang,
    )
    need, order = situation.receivers
    result["receivers"] |= {"need": need, "order": order}
    return result | {
        "assumed_days": [day.isoformat() for day in situation.timetable.assumed],
        "participants": len(people),
        "undeclared": situation.undeclared,
        "speaker_gaps": [
            {
                "session": gap.session.title,
                "start": gap.session.start.isoformat(),
                "person": gap.name,
                "language": gap.language,
                "unreached": list(gap.unreached),
            }
            for gap in situation.speakers
        ],
        "channels": [
            {"number": channel.number, "language": channel.language, "label": channel.label}
            for channel in situation.channels
        ],
        "equipment": [
            {"item": translate(line.item), "quantity": line.quantity}
            for line in situation.equipment
        ],
        "waiver_note": choice.waiver_note,
    }
