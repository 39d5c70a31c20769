"""Loading the demonstration into a real database."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from eventmgr.accounts.models import EventRole, Membership, User
from eventmgr.audit.models import AuditEntry
from eventmgr.database import clock_at, db
from eventmgr.demo import SLUG, load_demo
from eventmgr.demo.event import FAMILY, FOOTNOTE_APPROVED_BY
from eventmgr.demo.words import LANGUAGES
from eventmgr.directory.known import footnoted_stems
from eventmgr.directory.models import Footnote, Organisation
from eventmgr.directory.seed import seed_designations
from eventmgr.drafting import queries as drafting
from eventmgr.drafting.models import TextKind
from eventmgr.drafting.queries import WordingState
from eventmgr.drafting.remarks import hints_of
from eventmgr.events.models import Event
from eventmgr.events.prints import PRINTS
from eventmgr.interpretation.queries import situation_of
from eventmgr.invitations.models import Invitation, InvitationState
from eventmgr.language import speaking
from eventmgr.mail.models import Mail, MailState
from eventmgr.nominations.models import Nomination, NominationState
from eventmgr.printing.pdf import render_paper
from eventmgr.registration.models import Registration, RegistrationState

only_sqlite = pytest.mark.parametrize("app", ["sqlite"], indirect=True)


@pytest.fixture
def event(app: Flask) -> Event:
    seed_designations()
    assert load_demo()
    return _demo()


def _demo() -> Event:
    return db.session.scalars(select(Event).where(Event.slug == SLUG)).one()


def _rows() -> dict[str, int]:
    return {
        table.name: db.session.scalar(select(func.count()).select_from(table)) or 0
        for table in db.metadata.sorted_tables
    }


def test_demo_is_loaded_once(event: Event) -> None:
    before = _rows()
    assert before["events"] == 1
    assert before["organisations"] >= 40
    assert load_demo() is False
    db.session.rollback()
    assert _rows() == before


@only_sqlite
def test_demo_belongs_to_the_first_account(app: Flask, make: Any) -> None:
    first = make.user("administrator", email="organiser@example.org")
    make.user("administrator")
    seed_designations()
    load_demo()
    roles = dict(db.session.execute(select(Membership.user_id, Membership.role)).all())
    assert roles.pop(first.id) is EventRole.ORGANISER
    assert set(roles.values()) == {
        EventRole.CO_ORGANISER,
        EventRole.SECRETARIAT,
        EventRole.VIEWER,
    }
    passwords = db.session.scalars(select(User.password).where(User.id.in_(roles)))
    assert list(passwords) == [None, None, None]


@only_sqlite
def test_demo_has_people_invitations_and_mails(event: Event) -> None:
    states = Counter(db.session.scalars(select(Invitation.state)))
    assert states[InvitationState.DRAFT] == 2
    assert states[InvitationState.DECLINED] == 1
    assert states[InvitationState.SENT] >= 1
    assert states[InvitationState.OPENED] >= 1
    assert states[InvitationState.ANSWERED] >= 20
    people = Counter(db.session.scalars(select(Registration.state)))
    assert people[RegistrationState.CONFIRMED] >= 60
    assert people[RegistrationState.CANCELLED] == 1
    named = Counter(db.session.scalars(select(Nomination.state)))
    assert named[NominationState.ACCEPTED] == 1
    assert named[NominationState.RESERVE] >= 1
    mails = db.session.scalars(select(Mail)).all()
    assert {mail.state for mail in mails} == {MailState.KEPT}
    assert {mail.language for mail in mails} == set(LANGUAGES)
    assert all(mail.to_email.endswith("@example.org") for mail in mails)
    sent = sum(states.values()) - states[InvitationState.DRAFT]
    assert Counter(mail.template for mail in mails)["invitation"] == sent
    assert db.session.scalar(select(func.count(AuditEntry.id))) > 150


@only_sqlite
def test_demo_sends_nothing_where_a_mail_server_is_set(app: Flask) -> None:
    seed_designations()
    app.config["SMTP"] = object()
    load_demo()
    assert set(db.session.scalars(select(Mail.state))) == {MailState.KEPT}


@only_sqlite
def test_demo_can_be_loaded_after_its_own_date(app: Flask) -> None:
    with clock_at(datetime(2029, 1, 1, tzinfo=UTC)):
        seed_designations()
        assert load_demo()
    assert db.session.scalar(select(func.max(Mail.created_at))) < datetime(2027, 4, 1, tzinfo=UTC)


@only_sqlite
def test_demo_leaves_an_entered_footnote_alone(app: Flask, make: Any) -> None:
    seed_designations()
    mine = Footnote(family=FAMILY, language="sq", text="Teksti ynë.", approved_by="Ana")
    db.session.add(mine)
    load_demo()
    notes = db.session.scalars(select(Footnote).where(Footnote.family == FAMILY))
    found = {note.language: note for note in notes}
    assert found["sq"].text == "Teksti ynë."
    assert found["sq"].approved_by == "Ana"
    assert found["cnr"].approved_by == FOOTNOTE_APPROVED_BY


@only_sqlite
def test_demo_organisations_are_named_in_every_language(event: Event) -> None:
    for names in db.session.scalars(select(Organisation.names)):
        assert set(names) == set(LANGUAGES)


@only_sqlite
def test_demo_texts_are_translated_but_for_one_paragraph(event: Event) -> None:
    stale = []
    for kind in TextKind:
        text = drafting.find_text(event, kind)
        assert text is not None
        tree = drafting.tree(text, drafting.languages_of(text, event))
        assert tree.source == "en"
        for paragraph in tree.paragraphs:
            for language in LANGUAGES:
                state = paragraph.wording(language).state
                if state is WordingState.OUT_OF_DATE:
                    stale.append((kind, language, paragraph.reference))
                else:
                    assert state in drafting.CURRENT
    assert stale == [(TextKind.CONCLUSIONS, "sq", "7")]


@only_sqlite
def test_demo_texts_draw_no_remarks(event: Event) -> None:
    """DES-20, LIFE-40…42, INT-05."""
    for kind in TextKind:
        text = drafting.find_text(event, kind)
        assert text is not None
        tree = drafting.tree(text, drafting.languages_of(text, event))
        for language in LANGUAGES:
            title = event.title[language]
            hints = hints_of(tree, language, day=event.start, title=title, stems=footnoted_stems())
            assert hints.all() == [], (kind, language)


@only_sqlite
def test_demo_interpretation_has_its_gaps(event: Event) -> None:
    """INT-20, INT-21, INT-30."""
    situation = situation_of(event)
    assert [gap.person.name for gap in situation.listeners] == ["Aleksandar Trpkovski"]
    assert [gap.name for gap in situation.speakers] == ["Gjorgji Kjosev"]
    assert (situation.required, situation.engaged) == (6, 4)
    assert not situation.waiver_missing
    assert 50 < situation.receivers.need < situation.receivers.order


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield str(value)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            if field.name != "designation_notes":
                yield from _strings(getattr(value, field.name))
    elif isinstance(value, (tuple, list)):
        for one in value:
            yield from _strings(one)


@only_sqlite
def test_demo_prints_every_paper_in_every_language(event: Event) -> None:
    """DES-02: no name without its marker, no marker without its footnote."""
    assert {"concept-paper", "agenda", "participants", "conclusions"} <= set(PRINTS)
    # The report on deleted data stands only after something was deleted.
    shown = {kind: wanted for kind, wanted in PRINTS.items() if kind != "deleted-data"}
    for kind, wanted in shown.items():
        assert wanted.ready(event), kind
        for language in LANGUAGES:
            with speaking(language):
                paper = wanted.build(event, language)
            words = " ".join(_strings(paper))
            assert not re.search(r"\bKosov\w*(?![\w*])", words), (kind, language)
            if "Kosov" in words and hasattr(paper, "masthead"):
                assert paper.masthead.designation_notes, (kind, language)
    with speaking("sq"):
        assert render_paper(PRINTS["conclusions"].build(event, "sq")).startswith(b"%PDF")


@only_sqlite
def test_demo_pages_open_for_everybody_and_the_team(event: Event, client: Any) -> None:
    for language in LANGUAGES:
        page = client.get(f"/e/{SLUG}", headers={"Accept-Language": language})
        assert page.status_code == 200
        assert event_title(language) in page.get_data(as_text=True)


def event_title(language: str) -> str:
    from eventmgr.demo.event import SETTINGS

    title: str = SETTINGS["title"][language]
    return title
