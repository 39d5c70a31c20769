"""The silence procedure, to the second (LIFE-44, LIFE-45)."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import delete, select

from eventmgr.conclusions import replies, silence, statements
from eventmgr.conclusions.actions import NotReady
from eventmgr.conclusions.models import (
    AdoptionRules,
    AttachedStatement,
    Holiday,
    Part,
    ReplyEffect,
    ReplyKind,
    RoundState,
    SilenceRound,
    StatementKind,
    Voice,
)
from eventmgr.conclusions.paper import conclusions_paper
from eventmgr.conclusions.seal import read_work
from eventmgr.conclusions.sealed import circulated_paper
from eventmgr.conclusions.working_days import earliest_end
from eventmgr.database import clock_at, db
from eventmgr.directory.models import Footnote
from eventmgr.drafting import actions
from eventmgr.drafting.changing import Refused, UnderSilence
from eventmgr.drafting.models import AdoptionMode, TextState
from eventmgr.mail.models import Mail
from tests.conclusions.table import CIRCULATED, EXPIRY, Round

SECOND = timedelta(seconds=1)


@pytest.fixture
def table(make):
    return Round(make)


def mails(template):
    found = select(Mail).where(Mail.template == template).order_by(Mail.id)
    return db.session.scalars(found).all()


def test_life44_objection_a_second_before_expiry_breaks(table):
    row = table.circulate()
    reply = table.say(table.montenegro, ReplyKind.OBJECTION, EXPIRY - SECOND)
    assert reply.effect is ReplyEffect.BROKE
    assert row.state is RoundState.BROKEN
    assert len(mails("silence_broken")) == 4
    assert not table.settle(EXPIRY)
    assert table.text.state is TextState.DRAFT


def test_life44_objection_at_expiry_is_late_and_the_text_adopted(table):
    row = table.circulate()
    reply = table.say(table.montenegro, ReplyKind.OBJECTION, EXPIRY, "Too late.")
    assert reply.effect is ReplyEffect.LATE
    assert row.state is RoundState.ADOPTED
    assert table.text.state is TextState.ADOPTED
    statement = db.session.scalars(select(AttachedStatement)).one()
    assert (statement.kind, statement.after_adoption) == (StatementKind.LATE_REPLY, True)
    assert statement.texts == {"en": "Too late."}
    assert "Too late." not in table.text.sealed
    assert len(mails("silence_adopted")) == 4


def test_life44_withdrawn_objection_still_breaks_and_a_new_round_is_needed(table):
    first = table.circulate()
    reply = table.say(table.montenegro, ReplyKind.OBJECTION, EXPIRY - timedelta(hours=2))
    with clock_at(EXPIRY - timedelta(hours=1)):
        replies.withdraw(table.event, table.text, reply)
        db.session.commit()
    assert first.state is RoundState.BROKEN
    assert not table.settle(EXPIRY + SECOND)
    assert table.text.state is TextState.DRAFT
    later = EXPIRY + timedelta(days=7)
    second = table.circulate(at=EXPIRY + timedelta(hours=1), expires=later)
    assert second.number == 2
    assert table.settle(later)


def test_life44_no_reply_at_all_means_adopted(table):
    table.circulate()
    assert not table.settle(EXPIRY - SECOND)
    assert table.text.state is TextState.DRAFT
    assert table.settle(EXPIRY)
    assert table.text.adoption_mode is AdoptionMode.SILENCE
    assert table.text.adopted_at == EXPIRY
    assert table.text.adopted_on == date(2016, 9, 9)
    facts = json.loads(table.text.sealed)["adoption"]["silence"]
    assert facts == {
        "circulated": CIRCULATED.isoformat(),
        "ended": EXPIRY.isoformat(),
        "round": 1,
    }


def test_life44_late_settling_seals_what_the_clock_made(table):
    table.circulate()
    assert table.settle(EXPIRY + timedelta(days=3))
    assert table.text.adopted_at == EXPIRY
    assert not table.settle(EXPIRY + timedelta(days=3))


def test_life44_corrected_slip_is_a_new_version_with_a_new_clock(table):
    first = table.circulate()
    with pytest.raises(UnderSilence):
        table.write(1, "Strengthen co-operation; and")
    db.session.rollback()
    with clock_at(EXPIRY - timedelta(days=1)):
        replies.stop(table.event, table.text, "A slip in paragraph 1.", actor=table.actor)
        db.session.commit()
    assert [m.body_text.count("A slip in paragraph 1.") for m in mails("silence_stopped")] == [
        1
    ] * 4
    table.write(1, "Strengthen co-operation; and")
    db.session.commit()
    later = EXPIRY + timedelta(days=6)
    second = table.circulate(at=EXPIRY - timedelta(days=1) + SECOND, expires=later)
    assert first.state is RoundState.STOPPED
    assert second.sha256 != first.sha256
    assert not table.settle(EXPIRY)
    assert table.settle(later)
    assert "co-operation" in table.text.sealed
    assert "new version" in mails("silence_circulated")[-1].body_text


@pytest.mark.parametrize("kind", [ReplyKind.SUPPORT, ReplyKind.COMMENT, ReplyKind.STATEMENT,
                                  ReplyKind.RESERVATION])  # fmt: skip
def test_life44_support_never_breaks(table, kind):
    row = table.circulate()
    table.say(table.albania, kind, EXPIRY - SECOND, "We support this and object to nothing.")
    assert row.state is RoundState.RUNNING
    assert table.settle(EXPIRY)


def test_life44_amendment_breaks_as_an_objection_does(table):
    row = table.circulate()
    table.say(table.centre, ReplyKind.AMENDMENT, EXPIRY - SECOND, "Say “regional” here.")
    assert row.state is RoundState.BROKEN


@pytest.mark.parametrize("kind", [ReplyKind.OBJECTION, ReplyKind.AMENDMENT])
def test_life45_observer_cannot_break(table, kind):
    row = table.circulate()
    reply = table.say(table.ngo, kind, EXPIRY - SECOND)
    assert reply.effect is ReplyEffect.NONE
    assert row.state is RoundState.RUNNING
    assert table.settle(EXPIRY)


def test_life45_observers_cannot_be_listed_as_adopting(table, make):
    with pytest.raises(Refused):
        table.add(make.organisation(kind=table.ngo.kind), Part.ADOPTING)


def test_life45_one_voice_per_delegation(table, make):
    second = make.organisation(table.montenegro.designation)
    with pytest.raises(Refused):
        table.add(second)
    db.session.rollback()
    table.add(second, Part.OBSERVER)


def test_life45_invited_institutions_give_each_delegation_one_voice(make):
    from eventmgr.conclusions import adopters
    from tests.conclusions.table import Table

    table = Table(make)
    state = make.designation()
    for organisation in (make.organisation(state), make.organisation(state), make.organisation()):
        make.invitation(table.event, organisation)
    assert adopters.from_invitations(table.event, table.text, actor=table.actor) == 3
    parts = [row.part for row in adopters.listed(table.text)]
    assert parts == [Part.ADOPTING, Part.OBSERVER, Part.ADOPTING]
    assert adopters.from_invitations(table.event, table.text, actor=table.actor) == 0


def test_statements_received_in_time_are_attached_and_sealed(table):
    table.circulate()
    table.say(table.albania, ReplyKind.RESERVATION, EXPIRY - SECOND, "We reserve our position.")
    table.say(table.montenegro, ReplyKind.STATEMENT, EXPIRY - 2 * SECOND, "We read it so.")
    table.settle(EXPIRY)
    work = read_work(table.text.sealed)
    assert [(one.kind, one.by, dict(one.texts)) for one in work.statements] == [
        ("interpretative statement", "Montenegro", {"en": "We read it so."}),
        ("reservation", "Albania", {"en": "We reserve our position."}),
    ]
    headings = [annex.heading for annex in conclusions_paper(table.event, "cnr").annexes]
    assert [heading.rpartition(": ")[2] for heading in headings] == ["Crna Gora", "Albanija"]


def test_withdrawn_statement_is_not_attached(table):
    table.circulate()
    reply = table.say(table.albania, ReplyKind.STATEMENT, EXPIRY - timedelta(hours=1))
    with clock_at(EXPIRY - SECOND):
        replies.withdraw(table.event, table.text, reply)
        db.session.commit()
    table.settle(EXPIRY)
    assert read_work(table.text.sealed).statements == ()


def test_nothing_is_taken_back_after_the_end_even_where_nobody_has_settled_it(table):
    table.circulate()
    reply = table.say(table.albania, ReplyKind.STATEMENT, EXPIRY - timedelta(hours=1))
    with clock_at(EXPIRY), pytest.raises(Refused):
        replies.withdraw(table.event, table.text, reply)
    db.session.rollback()
    table.settle(EXPIRY + SECOND)
    assert len(read_work(table.text.sealed).statements) == 1


def test_provisional_text_has_no_number_and_says_that_it_is_under_silence(table):
    row = table.circulate()
    paper = circulated_paper(row.provisional, "en")
    assert paper.symbol == ""
    assert paper.heading == "Draft under silence until 9 September 2016, 17:00 CEST (Podgorica)"
    assert paper.adoption_note == paper.closing == ""
    assert conclusions_paper(table.event, "en").heading == paper.heading
    table.settle(EXPIRY)
    sealed = conclusions_paper(table.event, "en")
    assert sealed.symbol == "C/2016/1"
    assert "silence" not in sealed.heading
    assert "The silence ended on 9 September 2016, 17:00 CEST (Podgorica)." in sealed.adoption_note
    assert "Albania, Montenegro and RACVIAC" in sealed.adoption_note


def test_a_later_change_of_names_does_not_reach_the_adopted_text(table):
    table.circulate()
    table.event.title = {"en": "Renamed"}
    table.albania.names = {"en": "Renamed too"}
    db.session.commit()
    table.settle(EXPIRY)
    assert "Renamed" not in table.text.sealed


def test_everybody_gets_a_link_of_their_own_and_the_exact_time(table):
    table.circulate()
    sent = mails("silence_circulated")
    links = {re.search(r"/silence/([\w-]{43})", mail.body_text)[1] for mail in sent}
    assert len(links) == 4
    assert all("9 September 2016, 17:00 CEST (Podgorica)" in mail.body_text for mail in sent)
    hashes = set(db.session.scalars(select(Voice.token_hash)))
    assert hashes == {silence.hash_of(link) for link in links}


def test_nobody_entitled_or_no_address_is_refused(make):
    table = Round(make)
    for row in list(silence.adopters.entitled(table.text)):
        silence.adopters.change(table.text, row, {"email": ""}, actor=table.actor)
    with pytest.raises(Refused):
        table.circulate()
    db.session.rollback()
    for row in list(silence.adopters.entitled(table.text)):
        silence.adopters.remove(table.text, row, actor=table.actor)
    db.session.commit()
    with pytest.raises(Refused):
        table.circulate()


def test_open_brackets_forbid_circulation(table):
    table.write(1, "Strengthen [regional] cooperation; and")
    db.session.commit()
    with pytest.raises(NotReady):
        table.circulate()
    db.session.rollback()
    assert db.session.scalars(select(SilenceRound)).all() == []


def test_under_silence_every_change_is_refused(table):
    table.circulate()
    text, actor, node = table.text, table.actor, table.nodes[1]
    for attempt in (
        lambda: table.write(1, "Changed; and"),
        lambda: actions.delete_node(text, node, actor=actor),
        lambda: actions.move_node(text, node, actor=actor, direction="down"),
        lambda: actions.set_up_text(text, {"label_style": "1)/a)"}, text.version, actor=actor),
        lambda: table.add(table.organisation, Part.OBSERVER),
        table.adopt,
    ):
        with pytest.raises(UnderSilence):
            attempt()
        db.session.rollback()


# --- the shortest silence -------------------------------------------------------------------------


def local(day, hour=10):
    return datetime(2016, 9, day, hour, tzinfo=UTC)


@pytest.mark.parametrize(("start", "days", "off", "end"), [
    (local(5), 3, [], local(8)),  # Monday to Thursday
    (local(8), 3, [], local(13)),  # over a weekend
    (local(8), 3, [date(2016, 9, 12)], local(14)),  # and a holiday of one delegation
    (local(10), 3, [], datetime(2016, 9, 14, 22, tzinfo=UTC)),  # a Saturday counts from Monday
    (local(5), 0, [], local(5)),
    (datetime(2016, 10, 28, 10, tzinfo=UTC), 1, [], datetime(2016, 10, 31, 11, tzinfo=UTC)),
])  # fmt: skip
def test_life45_shortest_silence(start, days, off, end):
    assert earliest_end(start, days, set(off), "Europe/Podgorica") == end


def test_life45_holidays_of_all_delegations_count(table):
    db.session.add_all(
        [
            Holiday(day=date(2016, 9, 6), designation_id=table.albania.designation_id),
            Holiday(day=date(2016, 9, 7), designation_id=table.montenegro.designation_id),
            Holiday(day=date(2016, 9, 8)),
        ]
    )
    db.session.commit()
    with clock_at(CIRCULATED):
        first = silence.earliest(table.event, table.text)
    assert first == datetime(2016, 9, 13, 8, tzinfo=UTC)
    with pytest.raises(silence.TooShort):
        table.circulate()
    db.session.rollback()
    assert table.circulate(expires=first).expires_at == first


def test_life45_minimum_is_a_setting(table):
    soon = CIRCULATED + timedelta(hours=1)
    with pytest.raises(silence.TooShort):
        table.circulate(expires=soon)
    db.session.rollback()
    db.session.add(AdoptionRules(event_id=table.event.id, working_days=0))
    db.session.commit()
    table.circulate(expires=soon)
    assert table.settle(soon)


def test_silence_cannot_end_in_the_past(table):
    db.session.add(AdoptionRules(event_id=table.event.id, working_days=0))
    db.session.commit()
    with pytest.raises(silence.TooShort):
        table.circulate(expires=CIRCULATED)


# --- pages ----------------------------------------------------------------------------------------


def link_of(table, organisation):
    mail = next(m for m in mails("silence_circulated") if m.to_email == organisation.email)
    return re.search(r"/silence/[\w-]{43}", mail.body_text)[0]


def test_page_of_a_delegation_shows_the_text_and_takes_its_objection(table, client):
    table.circulate()
    link = link_of(table, table.montenegro)
    with clock_at(EXPIRY - 2 * SECOND):
        shown = client.get(link).get_data(as_text=True)
        assert "Strengthen cooperation; and" in shown
        assert "9 September 2016, 17:00 CEST (Podgorica)" in shown
        answer = client.post(link, data={"kind": "objection", "body": "We object."})
        assert answer.status_code == 303
        page = client.get(link).get_data(as_text=True)
    assert "broke the silence" in page
    db.session.rollback()
    assert table.text.state is TextState.DRAFT


def test_page_read_after_the_end_settles_without_the_worker(table, client):
    table.circulate()
    link = link_of(table, table.albania)
    with clock_at(EXPIRY):
        page = client.get(link).get_data(as_text=True)
    assert "was not broken: the text is adopted" in page
    db.session.rollback()
    assert table.text.state is TextState.ADOPTED
    assert len(mails("silence_adopted")) == 4


def test_any_page_of_the_event_settles_what_is_due(table, sign_in):
    client = sign_in(table.actor)
    table.circulate()
    with clock_at(EXPIRY):
        client.get(f"/events/{table.event.slug}/")
    db.session.rollback()
    assert table.text.state is TextState.ADOPTED


def test_observer_is_offered_comments_only(table, client):
    table.circulate()
    link = link_of(table, table.ngo)
    with clock_at(EXPIRY - SECOND):
        shown = client.get(link).get_data(as_text=True)
        assert 'value="objection"' not in shown
        answer = client.post(link, data={"kind": "objection", "body": "No."})
        assert answer.status_code == 422


def test_wrong_link_is_told_courteously(client, app):
    assert client.get("/silence/" + "x" * 43).status_code == 410
    assert client.post("/silence/" + "x" * 43, data={"kind": "objection"}).status_code == 410


def test_organiser_circulates_follows_and_stops(table, sign_in):
    client = sign_in(table.actor)
    path = f"/events/{table.event.slug}/conclusions/silence"
    with clock_at(CIRCULATED):
        shown = client.get(f"{path}/new").get_data(as_text=True)
        assert 'value="2016-09-08"' in shown
        answer = client.post(
            f"{path}/new",
            data={
                "version": re.search(r'name="version"[^>]*value="(\d+)"', shown)[1],
                "expires_on": "2016-09-09",
                "expires_time": "17:00",
                "adopted_place-en": "Podgorica",
                "authentic_language": "en",
                "included": ["en", "cnr"],
                "acknowledged": "y",
                "sure": "y",
            },
        )
        assert answer.status_code == 303, answer.get_data(as_text=True)
        page = client.get(path).get_data(as_text=True)
        assert "under silence" in page
        editor = client.get(f"/events/{table.event.slug}/conclusions").get_data(as_text=True)
        assert "data-edit" not in editor
        assert client.post(f"{path}/stop", data={"reason": "A slip."}).status_code == 303
    db.session.rollback()
    row = db.session.scalars(select(SilenceRound)).one()
    assert (row.expires_at, row.state) == (EXPIRY, RoundState.STOPPED)
    assert table.text.silent_until is None


def test_too_short_a_silence_says_the_earliest_end(table, sign_in):
    client = sign_in(table.actor)
    with clock_at(CIRCULATED):
        path = f"/events/{table.event.slug}/conclusions/silence/new"
        shown = client.get(path).get_data(as_text=True)
        answer = client.post(
            path,
            data={
                "version": re.search(r'name="version"[^>]*value="(\d+)"', shown)[1],
                "expires_on": "2016-09-06",
                "expires_time": "17:00",
                "adopted_place-en": "Podgorica",
                "authentic_language": "en",
                "included": ["en", "cnr"],
                "acknowledged": "y",
                "sure": "y",
            },
        )
    assert answer.status_code == 422
    assert "8 September 2016, 10:00 CEST (Podgorica)" in answer.get_data(as_text=True)


def test_life44_nobody_writes_for_ever_to_a_round_that_is_over(table):
    table.circulate()
    table.say(table.montenegro, ReplyKind.OBJECTION, EXPIRY, "Too late.")
    with pytest.raises(Refused):
        table.say(table.montenegro, ReplyKind.OBJECTION, EXPIRY + timedelta(days=61), "Still.")
    for number in range(replies.MOST - 1):
        at = EXPIRY + timedelta(minutes=number)
        table.say(table.montenegro, ReplyKind.COMMENT, at, f"Note {number}.")
    with pytest.raises(Refused):
        table.say(table.montenegro, ReplyKind.COMMENT, EXPIRY + timedelta(hours=1), "One more.")


def test_statement_that_came_after_the_adoption_can_be_taken_away(table):
    table.circulate()
    table.say(table.montenegro, ReplyKind.OBJECTION, EXPIRY, "Too late.")
    [row] = statements.all_of(table.text)
    statements.remove(table.text, row, actor=None)
    assert statements.all_of(table.text) == []


def test_team_is_asked_to_tell_whom_no_message_could_reach(make):
    """A name withdrawn meanwhile keeps no silence from ending, and nobody from being told."""
    table = Round(make)
    make.kosovo()
    table.event.title = {"en": "Meeting in Kosovo*", "cnr": "Sastanak"}
    db.session.commit()
    table.circulate()
    db.session.execute(delete(Footnote))
    db.session.commit()
    edition = table.settle(EXPIRY)
    assert edition is not None
    asked = [mail for mail in db.session.scalars(select(Mail)) if mail.template == "silence_untold"]
    assert [mail.to_email for mail in asked] == [table.actor.email]
    [mail] = asked
    assert mail.event_id == table.event.id
    assert "Kosovo" not in mail.subject + mail.body_text
    for voice in silence.rounds(table.text)[0].voices:
        told = [one for one in db.session.scalars(select(Mail))
                if one.template == "silence_adopted" and one.to_email == voice.email]  # fmt: skip
        assert bool(told) != (voice.email in mail.body_text)
