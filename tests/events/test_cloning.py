"""The next round: institutions, agenda, paper and questions go along, people never do."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from sqlalchemy import select

from eventmgr.accounts.models import EventRole, Membership
from eventmgr.agenda.models import AgendaItem
from eventmgr.database import Base, db
from eventmgr.drafting.models import StructuredText, TextKind, TextNode, TextRevision
from eventmgr.drafting.storing import store_document
from eventmgr.events import cloning
from eventmgr.events.models import Event
from eventmgr.invitations.models import Invitation, InvitationState
from eventmgr.mail.models import MailText
from eventmgr.notices.models import DataKind
from eventmgr.notices.retention import days_of, set_days
from eventmgr.registration.question_models import Question, QuestionKind
from eventmgr.text.model import Document, Node, NodeKind
from tests.privacy.conftest import EMAIL, FAMILY, GIVEN, PHONE, somebody  # noqa: F401
from tests.privacy.scan import found

EVERYTHING = {part.key for part in cloning.PARTS}


@pytest.fixture
def source(somebody, make):  # noqa: F811
    """An event full of people, with a concept paper, questions and own words."""
    event = somebody.event
    event.capacity = 60
    event.registration_until = event.start - timedelta(days=10)
    make.invitation(
        event,
        make.organisation(names={"en": "Border Police"}, email="office@border.example.org"),
        seats=3,
        state=InvitationState.SENT,
        email=EMAIL,
        token_hash="f" * 64,
        deadline=date(2027, 8, 1),
    )
    make.invitation(event, make.organisation(), state=InvitationState.WITHDRAWN)
    document = Document(
        kind=TextKind.CONCEPT_PAPER,
        language="en",
        nodes=[
            Node(NodeKind.HEADING, "Background"),
            Node(NodeKind.PARAGRAPH, "Firearms move across borders."),
        ],
    )
    store_document(event, document, actor=make.user(), kind=TextKind.CONCEPT_PAPER, language="en")
    db.session.add_all(
        [
            Question(
                event_id=event.id, uid="q1", kind=QuestionKind.NUMBER, label={"en": "How many?"}
            ),
            MailText(
                event_id=event.id,
                kind="registration_waiting",
                language="en",
                subject="Please wait",
                body="Soon.",
            ),
        ]
    )
    set_days(event, {DataKind.PEOPLE: 400}, actor="test")
    db.session.commit()
    return event


def clone(source, make, wanted=None, **values) -> Event:
    made = cloning.clone(
        source,
        **{
            "title": {"en": "Second Workshop"},
            "start": source.start + timedelta(364),
            "end": source.end + timedelta(364),
            "wanted": EVERYTHING if wanted is None else wanted,
            "actor": make.user(),
        }
        | values,
    )
    db.session.commit()
    return made


def test_settings_organisers_and_series_go_along(source, make) -> None:
    made = clone(source, make)
    assert made.follows_id == source.id
    assert (made.capacity, made.timezone, made.into_languages) == (
        60,
        source.timezone,
        source.into_languages,
    )
    assert [row.organisation_id for row in made.organisers] == [
        row.organisation_id for row in source.organisers
    ]
    assert made.registration_until == source.registration_until + timedelta(364)
    assert not made.public
    members = db.session.scalars(select(Membership).where(Membership.event_id == made.id)).all()
    assert [one.role for one in members] == [EventRole.ORGANISER]


def test_institutions_are_invited_as_drafts_without_links_or_peoples_addresses(
    source, make
) -> None:
    made = clone(source, make)
    rows = db.session.scalars(select(Invitation).where(Invitation.event_id == made.id)).all()
    assert len(rows) == 2
    border = next(row for row in rows if row.organisation.names == {"en": "Border Police"})
    assert (border.seats, border.state, border.token_hash, border.sent_at) == (
        3,
        InvitationState.DRAFT,
        None,
        None,
    )
    assert border.email == "office@border.example.org"
    assert border.deadline == date(2027, 8, 1) + timedelta(364)


def test_agenda_stands_on_the_new_days_and_what_is_beyond_falls_away(source, make) -> None:
    db.session.add(
        AgendaItem(
            event_id=source.id, day=source.end, starts=time(9), ends=time(10), kind="session"
        )
    )
    db.session.commit()
    start = source.start + timedelta(364)
    made = clone(source, make, start=start, end=start)
    items = db.session.scalars(select(AgendaItem).where(AgendaItem.event_id == made.id)).all()
    assert [(item.day, item.starts, item.people) for item in items] == [(start, time(9), [])]


def test_concept_paper_is_a_draft_of_its_own(source, make) -> None:
    made = clone(source, make)
    text = db.session.scalar(select(StructuredText).where(StructuredText.event_id == made.id))
    assert text.kind is TextKind.CONCEPT_PAPER
    words = db.session.scalars(
        select(TextRevision.text)
        .join(TextNode, TextNode.id == TextRevision.node_id)
        .where(TextNode.text_id == text.id)
        .order_by(TextNode.position)
    ).all()
    assert words == ["Background", "Firearms move across borders."]
    uids = db.session.scalars(select(TextNode.uid)).all()
    assert len(uids) == len(set(uids))


def test_questions_words_and_dates_go_along(source, make) -> None:
    made = clone(source, make)
    assert db.session.scalar(select(Question.label).where(Question.event_id == made.id)) == {
        "en": "How many?"
    }
    assert db.session.scalar(select(MailText.body).where(MailText.event_id == made.id)) == "Soon."
    assert days_of(made)[DataKind.PEOPLE] == 400


def test_nobody_goes_along(source, make) -> None:
    """Every table of an event is read: what belongs to the new one names nobody."""
    made = clone(source, make)
    db.session.delete(db.session.get(Event, source.id))
    db.session.execute(Base.metadata.tables["organisation_contacts"].delete())
    db.session.commit()
    assert found(GIVEN, FAMILY, EMAIL, PHONE, "f" * 64, without=frozenset({"users"})) == []
    assert db.session.get(Event, made.id) is not None


def test_only_what_was_wanted_goes_along(source, make) -> None:
    made = clone(source, make, wanted={"agenda"})
    assert db.session.scalar(select(Invitation.id).where(Invitation.event_id == made.id)) is None
    assert db.session.scalar(select(AgendaItem.id).where(AgendaItem.event_id == made.id))


def test_page_shows_what_goes_along_and_makes_the_event(source, make, sign_in) -> None:
    user = make.user("organiser")
    db.session.add(Membership(user_id=user.id, event_id=source.id, role=EventRole.ORGANISER))
    db.session.commit()
    browser = sign_in(user)
    url = f"/events/{source.slug}/next"
    page = browser.get(url).get_data(as_text=True)
    assert "Invited institutions with their seats, as drafts" in page
    assert "(2)" in page
    bad = browser.post(url, data={"title-en": "X", "start": "2028-05-02", "end": "2028-05-01"})
    assert bad.status_code == 422
    answer = browser.post(
        url,
        data={
            "title-en": "Third Workshop",
            "start": "2028-05-01",
            "end": "2028-05-02",
            "part": ["invitations"],
        },
    )
    assert answer.status_code == 303
    made = db.session.scalar(select(Event).where(Event.start == date(2028, 5, 1)))
    assert made.title["en"] == "Third Workshop"
    assert db.session.scalar(select(Invitation.id).where(Invitation.event_id == made.id))


def test_those_who_may_not_create_events_may_not_clone(source, make, sign_in) -> None:
    browser = sign_in(make.member(source))
    for answer in (
        browser.get(f"/events/{source.slug}/next"),
        browser.post(f"/events/{source.slug}/next", data={"title-en": "X"}),
    ):
        assert answer.status_code == 303
        assert answer.location == f"/events/{source.slug}/settings"
