"""Writing the demonstration through the doors that people use: each room's own actions."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from eventmgr.accounts.actions import add_member, change_duties
from eventmgr.accounts.models import DUTIES, Membership, Role, User
from eventmgr.agenda.actions import add_item, add_person
from eventmgr.audit.actions import record
from eventmgr.conclusions import commitments
from eventmgr.database import clock_at, db, now
from eventmgr.demo import (
    concept_paper,
    conclusions,
    delegates_a_to_k,
    delegates_m_to_s,
    guests,
    invitations,
    messages,
    press_release,
    travel,
)
from eventmgr.demo import event as settings
from eventmgr.demo.agenda import AGENDA
from eventmgr.demo.institutions import INSTITUTIONS
from eventmgr.demo.invitations import INVITED, Fate
from eventmgr.demo.nominations import NOMINATED
from eventmgr.demo.person import Person
from eventmgr.demo.questions import DINNER
from eventmgr.demo.words import LANGUAGES, Line
from eventmgr.directory.actions import create_organisation, save_footnote
from eventmgr.directory.models import Designation, Footnote, Organisation
from eventmgr.drafting import queries as drafting
from eventmgr.drafting.actions import add_comment, edit_node
from eventmgr.drafting.models import StructuredText, TextKind, TextNode
from eventmgr.drafting.storing import store_document
from eventmgr.events.actions import create_event
from eventmgr.events.models import Event
from eventmgr.interpretation.actions import decide_team, label_channels
from eventmgr.invitations.actions import decline, invite, mark_opened
from eventmgr.invitations.models import Invitation
from eventmgr.invitations.sending import send_letters
from eventmgr.mail.group import KIND as GROUP
from eventmgr.mail.mailings import prepare
from eventmgr.mail.models import Mail, MailState
from eventmgr.nominations.actions import INSTITUTION, accept, nominate
from eventmgr.papers import clearing
from eventmgr.papers.models import Answer, Means
from eventmgr.papers.paper import bare_paper
from eventmgr.press.actions import mark_statement, send_statement
from eventmgr.registration.actions import cancel_registration, register
from eventmgr.registration.models import ParticipantRole
from eventmgr.registration.queries import registrations
from eventmgr.registration.question_actions import add_question
from eventmgr.secure.actions import keep
from eventmgr.secure.models import SecureGroup
from eventmgr.serving import FIRST_ORGANISER
from eventmgr.text.model import Document, DocumentKind, Node
from eventmgr.travel.actions import note_sent, save_journey, use_travel
from eventmgr.travel.models import ListKind
from eventmgr.travel.money_actions import add_claim, save_rates
from eventmgr.travel.queries import rows_of

# However late the demonstration is loaded, its letters went out in time before the event.
LATEST = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
PARTICIPANT = "participant"

Institutions = dict[str, Organisation]
PEOPLE: tuple[Person, ...] = (
    *delegates_a_to_k.DELEGATES,
    *delegates_m_to_s.DELEGATES,
    *guests.GUESTS,
)


def load() -> None:
    """Write the whole event; the caller commits."""
    organiser = _organiser()
    with _days_ago(45):
        institutions = _registry(organiser)
        _footnotes()
        event = _event(organiser, institutions)
        team = _team(event, organiser)
        add_question(event, *DINNER, actor=organiser)
    secretary, colleague, _viewer = team
    with _days_ago(40):
        paper = _text(event, TextKind.CONCEPT_PAPER, concept_paper.CONCEPT_PAPER, secretary)
    with _days_ago(30):
        invited = _invitations(event, institutions, secretary)
    _registrations(event, institutions, invited, secretary)
    with _days_ago(5):
        _nominations(event, invited, secretary)
    with _days_ago(6):
        _agenda(event, institutions, secretary)
        _interpretation(event, secretary)
    _travel(event, organiser)
    _clearance(event, paper, institutions, secretary)
    _conclusions(event, secretary, colleague)
    _press_release(event, secretary)
    _message(event, secretary)
    _keep_mails(event)


@contextmanager
def _days_ago(days: float) -> Iterator[None]:
    with clock_at(min(now(), LATEST) - timedelta(days=days)):
        yield


# --- people behind the event, and the registry ------------------------------------------------


def _organiser() -> User:
    """Return whose event it is: the account of the first start, or else an administrator."""
    found = db.session.scalar(
        select(User).where(User.email == FIRST_ORGANISER)
    ) or db.session.scalar(
        select(User).join(User.roles).where(Role.name == "administrator").order_by(User.id).limit(1)
    )
    return found or _account("Organiser", FIRST_ORGANISER, "en")


def _account(name: str, email: str, language: str) -> User:
    """Make an account that nobody can sign in to, as it has no password."""
    user = User(email=email, name=name, language=language, fs_uniquifier=secrets.token_hex(32))
    db.session.add(user)
    db.session.flush()
    return user


def _team(event: Event, organiser: User) -> list[User]:
    mine = db.session.scalars(
        select(Membership).where(
            Membership.event_id == event.id, Membership.user_id == organiser.id
        )
    ).one()
    change_duties(event, mine, [duty.value for duty in DUTIES], actor=organiser)
    users = []
    for name, email, role, language in settings.TEAM:
        user = db.session.scalar(select(User).where(User.email == email))
        user = user or _account(name, email, language)
        add_member(event, user, role, actor=organiser)
        users.append(user)
    return users


def _registry(actor: User) -> Institutions:
    designations = {row.code: row.id for row in db.session.scalars(select(Designation))}
    return {
        one.key: create_organisation(
            names=one.names,
            kind=one.kind,
            acronym=one.acronym,
            designation_id=designations[one.designation] if one.designation else None,
            email=f"{one.key}@example.org",
            address=one.address,
            actor=actor,
        )
        for one in INSTITUTIONS
    }


def _footnotes() -> None:
    """Enter the footnote where a language has none; what somebody entered is never touched."""
    for language, text in settings.FOOTNOTES.items():
        there = select(Footnote.id).where(
            Footnote.family == settings.FAMILY, Footnote.language == language
        )
        if db.session.scalar(there) is not None:
            continue
        row = save_footnote(settings.FAMILY, language, text, actor=settings.FOOTNOTE_APPROVED_BY)
        assert row is not None
        row.approved_by = settings.FOOTNOTE_APPROVED_BY
        row.approved_at = now()
        record(
            "approve footnote",
            row,
            actor=settings.FOOTNOTE_APPROVED_BY,
            label=f"{settings.FAMILY}, {language}",
        )


def _event(actor: User, institutions: Institutions) -> Event:
    return create_event(
        slug=settings.SLUG,
        country_id=institutions["me-interior"].designation_id,
        organisers=[(institutions[key].id, role) for key, role in settings.ORGANISERS],
        actor=actor,
        **settings.SETTINGS,
    )


# --- texts ------------------------------------------------------------------------------------


def _text(event: Event, kind: TextKind, lines: tuple[Line, ...], actor: User) -> StructuredText:
    """Store a text in its three languages, paragraph beside paragraph."""
    for language in LANGUAGES:
        document = Document(
            kind=DocumentKind(kind.value),
            language=language,
            nodes=[Node(line.kind, line.texts[language], line.level) for line in lines],
        )
        text = store_document(event, document, actor=actor, kind=kind, language=language)
    return text


def _node(text: StructuredText, start: str) -> TextNode:
    tree = drafting.tree(text, ["en"])
    uid = next(one.uid for one in tree.paragraphs if one.text("en").startswith(start))
    node = drafting.find_node(text, uid)
    assert node is not None
    return node


def _conclusions(event: Event, secretary: User, colleague: User) -> None:
    with _days_ago(4):
        text = _text(event, TextKind.CONCLUSIONS, conclusions.CONCLUSIONS, secretary)
    with _days_ago(2):
        node = _node(text, conclusions.REVISED_START)
        for language, (words, reason) in conclusions.REVISED.items():
            edit_node(text, node, language, words, 1, actor=secretary, reason=reason)
    with _days_ago(1):
        node = _node(text, conclusions.COMMENT_START)
        add_comment(text, node, conclusions.COMMENT, actor=colleague)
        for start, reference, actor, action, due in conclusions.COMMITMENTS:
            values = {
                "uid": _node(text, start).uid,
                "reference": reference,
                "actor": actor,
                "action": action,
                "due": due,
            }
            commitments.add(event, values, actor=secretary)


def _clearance(
    event: Event, text: StructuredText, institutions: Institutions, secretary: User
) -> None:
    """Send the concept paper to its approvers: one says yes, the other asks for a change."""
    with _days_ago(5):
        for key, name, email, language in press_release.APPROVERS:
            for kind in (TextKind.CONCEPT_PAPER, TextKind.PRESS_RELEASE):
                clearing.name_approver(
                    event,
                    kind,
                    text if kind is text.kind else None,
                    actor=secretary,
                    organisation_id=institutions[key].id,
                    name=name,
                    email=email,
                    language=language,
                )
        tree = drafting.tree(text, drafting.languages_of(text, event))
        version = clearing.circulate(event, text, tree, bare_paper, actor=secretary)
    with _days_ago(4):
        first, second = version.approvals
        yes, changes, means = Answer.YES, Answer.CHANGES, Means.LINK
        clearing.give_answer(event, first, yes, actor="approver", means=means)
        remark = press_release.REMARK
        clearing.give_answer(event, second, changes, actor="approver", means=means, note=remark)


def _press_release(event: Event, secretary: User) -> None:
    """Draft the press release; its speaker has been asked and has not answered yet."""
    with _days_ago(1):
        text = _text(event, TextKind.PRESS_RELEASE, press_release.PRESS_RELEASE, secretary)
        quote = mark_statement(
            text,
            _node(text, press_release.STATEMENT_START),
            actor=secretary,
            speaker=press_release.SPEAKER,
            post=press_release.SPEAKER_POST,
            email=press_release.SPEAKER_EMAIL,
        )
        send_statement(event, text, quote, actor=secretary)


# --- invitations and registrations ------------------------------------------------------------


def _invitations(event: Event, institutions: Institutions, actor: User) -> dict[str, Invitation]:
    invited = {}
    for number, one in enumerate(INVITED, start=1):
        organisation = institutions[one.to]
        values = {
            "seats": one.seats,
            "language": one.language,
            "addressee": invitations.ADDRESSEES[organisation.kind][one.language],
            "reference": f"RFBM/2027/{number:03}",
            "signatory_name": invitations.SIGNATORY,
            "signatory_post": invitations.SIGNATORY_POST[one.language],
            "deadline": invitations.DEADLINE,
            "note": invitations.NOTE[one.language],
        }
        invited[one.to], _new = invite(event, organisation, values, actor=actor)
    db.session.flush()
    to_send = {
        invited[one.to].id: invited[one.to].version for one in INVITED if one.fate is not Fate.DRAFT
    }
    send_letters(event, to_send, actor=actor)
    return invited


def _registrations(
    event: Event, institutions: Institutions, invited: dict[str, Invitation], secretary: User
) -> None:
    """Let institutions open their letters and answer, a few on each day."""
    with _days_ago(28):
        for one in INVITED:
            if one.fate in {Fate.OPENED, Fate.DECLINED}:
                mark_opened(invited[one.to])
            if one.fate is Fate.DECLINED:
                decline(invited[one.to], one.reason)
    for place, person in enumerate(PEOPLE):
        with _days_ago(27 - 24 * place / len(PEOPLE)):
            _register(event, institutions[person.of], invited.get(person.of), person, secretary)


def _register(
    event: Event,
    organisation: Organisation,
    invitation: Invitation | None,
    person: Person,
    secretary: User,
) -> None:
    if invitation is not None and not person.entered:
        mark_opened(invitation)
    values: dict[str, Any] = {
        "organisation_id": organisation.id,
        "designation_id": organisation.designation_id,
        "role": person.role,
        "honorific": person.honorific,
        "given_name": person.given,
        "family_name": person.family,
        "position": person.position,
        "head_of_delegation": person.head,
        "rank": person.rank,
        # Nobody writes to a protected person.
        "email": "" if person.protected else person.email,
        "phone": person.phone,
        "speaks": person.speaks.split(),
        "follows": person.follows.split(),
        "language": person.language,
        "list_sharing": person.sharing,
        "photo_consent": person.photo,
        "protected": person.protected,
    }
    registration, _token = register(
        event,
        values,
        actor=secretary if person.entered else PARTICIPANT,
        invitation=invitation,
        consent_at=None if person.entered else now(),
    )
    actor: Any = secretary if person.entered else PARTICIPANT
    keep(registration, SecureGroup.ACCESS, {"text": person.needs}, actor=actor)
    keep(registration, SecureGroup.DIET, {"text": person.diet}, actor=actor)
    if person.cancelled:
        cancel_registration(event, registration, actor=PARTICIPANT)


def _nominations(event: Event, invited: dict[str, Invitation], secretary: User) -> None:
    """Let institutions name people: who finds no free seat stands in the reserve."""
    for one in NOMINATED:
        invitation = invited[one.of]
        mark_opened(invitation)
        values = {
            "given_name": one.given,
            "family_name": one.family,
            "gender": one.gender,
            "position": one.position,
            "email": one.email,
            "language": one.language,
            "note": one.note,
        }
        nomination = nominate(event, invitation, values, actor=INSTITUTION)
        if one.accepted:
            accept(event, nomination, actor=secretary)


# --- travel ---------------------------------------------------------------------------------------


def _travel(event: Event, organiser: User) -> None:
    """Let some tell how they come, send the lists, and let two tell something new since."""
    people = {f"{one.given_name} {one.family_name}": one for one in registrations(event)}
    with _days_ago(4):
        use_travel(event, used=True, actor=organiser)
        for name, values in travel.BEFORE.items():
            save_journey(people[name], values, version=0, actor=PARTICIPANT)
        save_rates(event, travel.RATES, version=1, actor=organiser)
        for kind in ListKind:
            note_sent(
                event,
                kind,
                rows_of(event, kind, "en", None),
                sent_to=travel.SENT_TO,
                actor=organiser,
            )
    with _days_ago(2):
        for name, values in travel.SINCE.items():
            version = int(name in travel.BEFORE)
            save_journey(people[name], values, version=version, actor=PARTICIPANT)
        add_claim(people[travel.CLAIMANT], travel.CLAIM, actor=organiser)
        person = people[travel.DOCUMENT_OF]
        place = {"nationality": person.designation_id, "issuer": person.designation_id}
        keep(person, SecureGroup.TRAVEL, travel.DOCUMENT | place, actor=PARTICIPANT)


# --- agenda and interpretation ----------------------------------------------------------------


def _agenda(event: Event, institutions: Institutions, actor: User) -> None:
    people = {person.name: person for person in PEOPLE}
    for item in AGENDA:
        row = add_item(
            event,
            {
                "day": item.day,
                "starts": item.starts,
                "ends": item.ends,
                "kind": item.kind,
                "title": item.title,
                "description": item.description,
                "room": item.room,
                "mode": item.mode,
            },
            actor=actor,
        )
        for part in item.people:
            person = people[part.name]
            values = {
                "role": part.role,
                "honorific": person.honorific,
                "given_name": person.given,
                "family_name": person.family,
                "post": person.position,
                "organisation_id": institutions[person.of].id,
                "speaks": part.speaks,
            }
            add_person(event, row, values, actor=actor)


def _interpretation(event: Event, actor: User) -> None:
    """Engage the interpreters there are: fewer than the profile asks for, with the reason."""
    engaged = sum(person.role is ParticipantRole.INTERPRETER for person in PEOPLE)
    decision = {
        "profile": "aiic",
        "design": "B",
        "assigned": engaged,
        "waiver_note": settings.WAIVER,
        "spare_percent": 10,
    }
    decide_team(event, decision, version=0, actor=actor)
    label_channels(event, settings.CHANNELS, version=1, actor=actor)


def _message(event: Event, secretary: User) -> None:
    """Write a message to all participants, and send it to nobody."""
    with _days_ago(1):
        prepare(
            event,
            {
                "circle": "participants",
                "subjects": messages.SUBJECT,
                "bodies": messages.TEXT,
            },
            kind=GROUP,
            actor=secretary,
        )


def _keep_mails(event: Event) -> None:
    """Keep every message in the outbox: nobody outside is told about an invented event."""
    db.session.flush()
    db.session.execute(
        update(Mail)
        .where(Mail.event_id == event.id, Mail.state == MailState.QUEUED)
        .values(state=MailState.KEPT)
    )
