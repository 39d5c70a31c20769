"""A person of whom everything is known, in every room."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from eventmgr.agenda.models import AgendaItem, AgendaPerson, ItemKind, SessionRole
from eventmgr.audit.actions import record
from eventmgr.conclusions.models import Adopter, Part
from eventmgr.database import clock_at, db
from eventmgr.directory.models import OrganisationContact
from eventmgr.door.models import Half, Presence
from eventmgr.drafting.models import Comment, NodeKind, StructuredText, TextKind, TextNode
from eventmgr.events.models import Event
from eventmgr.floor.models import Operation, Proposal
from eventmgr.mail.actions import queue_mail
from eventmgr.mail.models import MailState
from eventmgr.nominations.models import Nomination
from eventmgr.papers.models import PaperApprover
from eventmgr.registration import links
from eventmgr.registration.models import ListSharing, PhotoConsent, Registration
from eventmgr.secure import actions as secure
from eventmgr.secure.models import SecureGroup

GIVEN, FAMILY = "Violeta", "Zhupanović"
NAME = f"{GIVEN} {FAMILY}"
EMAIL = "violeta.zhupanovic@police.example.org"
PHONE = "+382 67 555 0199"
WORDS = (GIVEN, FAMILY, EMAIL, PHONE, "Chief of Unit")
BEFORE = datetime(2027, 8, 1, 9, tzinfo=UTC)


@dataclass
class Somebody:
    """Where she stands."""

    event: Event
    registration: Registration
    token: str

    @property
    def link(self) -> str:
        return f"/registration/{self.token}"


@pytest.fixture
def somebody(make) -> Somebody:
    """Violeta, registered, nominated, speaking, adopting, mailed, quoted and on record."""
    with clock_at(BEFORE):
        return _everywhere(make)


def _everywhere(make: Any) -> Somebody:
    country = make.designation("AL", en="Albania", cnr="Albanija", sq="Shqipëria")
    organisation = make.organisation(country)
    event = make.event(organisers=[make.organisation()])
    colleague = make.registration(event, make.organisation(), given_name="Boris")
    user = make.member(event, name="Desk Officer")
    registration = make.registration(
        event,
        organisation,
        given_name=GIVEN,
        family_name=FAMILY,
        honorific="ms",
        email=EMAIL,
        phone=PHONE,
        position={"en": "Chief of Unit"},
        needs="step-free",
        diet="no nuts",
        search_key="violeta zhupanovic",
        sort_key="Zhupanović",
        list_sharing=ListSharing.PUBLIC,
        photo_consent=PhotoConsent.YES,
        consent_version="1",
        entered_by_id=user.id,
    )
    token = links.issue(registration)
    invitation = make.invitation(
        event, organisation, addressee=NAME, email=EMAIL, note=f"As agreed with {NAME}"
    )
    item = AgendaItem(
        event_id=event.id, day=event.start, starts=time(9), ends=time(10), kind=ItemKind.SESSION
    )
    item.people = [
        AgendaPerson(
            role=SessionRole.SPEAKER,
            position=0,
            given_name=GIVEN,
            family_name=FAMILY,
            post={"en": "Chief of Unit"},
        )
    ]
    text = StructuredText(
        event_id=event.id, kind=TextKind.CONCLUSIONS, source_language="en", title={}, subtitle={}
    )
    db.session.add_all([item, text])
    db.session.flush()
    node = TextNode(
        text_id=text.id, uid=secrets.token_hex(8), kind=NodeKind.OPERATIVE, level=1, position=1
    )
    db.session.add(node)
    db.session.flush()
    db.session.add_all(
        [
            Nomination(
                event_id=event.id,
                invitation_id=invitation.id,
                given_name=GIVEN,
                family_name=FAMILY,
                position={"en": "Chief of Unit"},
                email=EMAIL,
                phone=PHONE,
                phone_key="675550199",
                note=f"{NAME} knows the matter",
                registration_id=registration.id,
            ),
            Adopter(
                text_id=text.id,
                organisation_id=organisation.id,
                part=Part.ADOPTING,
                head=NAME,
                email=EMAIL,
            ),
            Proposal(
                text_id=text.id,
                node_id=node.id,
                operation=Operation.REPLACE,
                wording="Agreed.",
                proposer=NAME,
                device_hash="d" * 64,
            ),
            Comment(text_id=text.id, actor_id=user.id, body=f"Please ask {FAMILY}, {GIVEN} first"),
            PaperApprover(
                event_id=event.id,
                kind=TextKind.CONCEPT_PAPER,
                organisation_id=organisation.id,
                name=NAME,
                email=EMAIL,
            ),
            Presence(registration_id=registration.id, day=event.start, half=Half.MORNING),
            Presence(registration_id=colleague.id, day=event.start, half=Half.MORNING),
        ]
    )
    for number, subject in (("Registration", registration.id), ("Invitation", invitation.id)):
        mail = queue_mail(
            template="registration_confirmed",
            to_name=NAME,
            to_email=EMAIL,
            subject="Your registration",
            body_text=f"Dear {NAME}, your link is /registration/{token}",
            body_html=f"<p>Dear {NAME}</p>",
            language="en",
            event_id=event.id,
            subject_type=number,
            subject_id=subject,
        )
        mail.state = MailState.SENT
        mail.last_error = f"451 <{EMAIL}> later"
    queue_mail(
        template="note",
        to_email="office@example.org",
        subject="A colleague registered",
        body_text=f"{NAME} ({EMAIL}) has registered.",
        language="en",
        event_id=event.id,
    )
    record("register participant", registration, actor="participant", event_id=event.id, label=NAME)
    record(
        "change registration",
        registration,
        actor=user,
        event_id=event.id,
        label=NAME,
        changes={"given_name": ["Viola", GIVEN], "position": [{"en": "Chief of Unit"}, {}]},
    )
    record("add comment", text, actor=user, event_id=event.id, label=f"about {NAME}")
    secure.keep(registration, SecureGroup.TRAVEL, {"number": "X1234567"}, actor=user)
    secure.keep(
        registration, SecureGroup.DIET, {"text": "no nuts", "allergies": ["nuts"]}, actor=user
    )
    db.session.commit()
    return Somebody(event, registration, token)


@pytest.fixture
def contact(somebody):
    """A contact person of the institution."""
    row = OrganisationContact(
        organisation_id=somebody.registration.organisation_id,
        given_name=GIVEN,
        family_name=FAMILY,
        email=EMAIL,
        created_at=BEFORE,
    )
    db.session.add(row)
    db.session.commit()
    return row


def at(day: date) -> Any:
    """Return the clock of a day at noon."""
    return clock_at(datetime.combine(day, time(12), UTC))
