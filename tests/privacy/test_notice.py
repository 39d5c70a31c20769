"""The privacy notice: composed, versioned, read before the first question, accepted anew."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from eventmgr.accounts.models import EventRole
from eventmgr.audit.models import AuditEntry
from eventmgr.database import db
from eventmgr.events.models import Event
from eventmgr.invitations import links as invitation_links
from eventmgr.notices import actions, queries
from eventmgr.notices.models import Framework, PrivacyNotice
from eventmgr.notices.wording import Facts, first_facts, parts_of
from eventmgr.registration import links
from eventmgr.registration.models import Registration
from tests.registration.test_pages import ANSWERS

FORM = {
    "version": "0",
    "controller": "Secretariat, Podgorica",
    "joint_controllers": "Ministry of Internal Affairs",
    "framework": "own rules",
    "processors": "Hotel Aurora: rooms",
    "contact": "privacy@example.org",
}


def text_of(answer) -> str:
    return answer.get_data(as_text=True)


@pytest.fixture
def event(make):
    return make.event(controller="Regional Secretariat", contact_email="desk@example.org")


@pytest.fixture
def invited(make, event):
    """The address of a registration form."""
    organisation = make.organisation(make.designation("AL", en="Albania", sq="Shqipëria"))
    invitation = make.invitation(event, organisation, language="en")
    token = invitation_links.issue(invitation, event)
    db.session.commit()
    return f"/invitation/{token}/register"


@pytest.fixture
def mine(make, event):
    """A registration with its own link."""
    registration = make.registration(event, make.organisation(), consent_version="1")
    token = links.issue(registration)
    db.session.commit()
    return f"/registration/{token}"


def publish(event, **values) -> PrivacyNotice:
    facts = Facts(
        **{
            "framework": Framework.GDPR,
            "controller": "Regional Secretariat",
            "joint_controllers": "",
            "processors": "",
            "contact": "desk@example.org",
        }
        | values
    )
    last = queries.newest(event)
    made = actions.publish(event, facts, {}, seen=last.number if last else 0, actor="test")
    db.session.commit()
    return made


def test_notice_is_composed_in_each_language_of_the_pages(event) -> None:
    texts = queries.composed(event, first_facts(event), {})
    assert set(texts) == {"en", "cnr", "sq"}
    assert all("Regional Secretariat" in text for text in texts.values())
    assert "30 days" in texts["en"]
    assert "5 years" in texts["en"]


def test_text_becomes_headings_paragraphs_and_lists() -> None:
    found = parts_of("## Who\nWe.\n\nOne\ntwo\n\n- a\n- b\n\n\n")
    assert [(one.kind, one.lines) for one in found] == [
        ("heading", ("Who",)),
        ("paragraph", ("We.",)),
        ("paragraph", ("One two",)),
        ("list", ("a", "b")),
    ]


def test_notice_stands_before_the_first_question(client, invited) -> None:
    page = text_of(client.get(invited))
    assert page.index("Regional Secretariat") < page.index('name="given_name"')
    assert page.index("Your rights") < page.index('name="given_name"')


def test_registering_stores_version_and_time_and_keeps_the_words(client, invited, event) -> None:
    client.post(invited, data=ANSWERS | {"notice": "1", "send": "1"})
    row = db.session.scalar(select(Registration))
    assert row is not None
    assert row.consent_version == "1"
    assert row.consent_at is not None
    kept = queries.version_of(db.session.get(Event, row.event_id), 1)
    assert kept is not None
    assert "Regional Secretariat" in kept.texts["sq"]


def test_notice_that_changed_meanwhile_is_read_again_before_it_counts(
    client, invited, event
) -> None:
    publish(event)
    publish(event, processors="Hotel Aurora")
    answer = client.post(invited, data=ANSWERS | {"notice": "1", "send": "1"})
    assert answer.status_code == 422
    assert "Hotel Aurora" in text_of(answer)
    assert db.session.scalar(select(Registration)) is None
    client.post(invited, data=ANSWERS | {"notice": "2", "send": "1"})
    assert db.session.scalar(select(Registration)).consent_version == "2"


def test_each_change_is_a_new_version_and_old_words_stay(client, event) -> None:
    first = publish(event)
    event.controller = "Somebody else"
    db.session.commit()
    second = publish(event, controller="Somebody else")
    assert (first.number, second.number) == (1, 2)
    assert "Regional Secretariat" in text_of(client.get(f"/e/{event.slug}/privacy/1"))
    now = text_of(client.get(f"/e/{event.slug}/privacy"))
    assert "Somebody else" in now
    assert "Regional Secretariat" not in now
    assert client.get(f"/e/{event.slug}/privacy/3").status_code == 404


def test_publishing_the_same_words_makes_no_version(event) -> None:
    assert publish(event).number == 1
    assert publish(event) is None


def test_changed_notice_is_asked_again_on_the_personal_link(client, mine, event) -> None:
    publish(event)
    assert "You agreed to an earlier version" not in text_of(client.get(mine))
    publish(event, processors="Hotel Aurora")
    page = text_of(client.get(mine))
    assert "You agreed to an earlier version" in page
    assert "Hotel Aurora" in page
    client.post(f"{mine}/privacy", data={"number": "1"})
    assert db.session.scalar(select(Registration)).consent_version == "1"
    client.post(f"{mine}/privacy", data={"number": "2"})
    row = db.session.scalar(select(Registration))
    db.session.refresh(row)
    assert row.consent_version == "2"
    assert row.consent_at is not None
    assert "You agreed to an earlier version" not in text_of(client.get(mine))
    actions_ = db.session.scalars(select(AuditEntry.action)).all()
    assert "accept privacy notice" in actions_


def test_organiser_publishes_and_sees_whose_last_word_it_is(sign_in, make, event) -> None:
    make.registration(event, make.organisation(), consent_version="1")
    browser = sign_in(make.member(event))
    answer = browser.post(f"/events/{event.slug}/privacy/notice", data=FORM)
    assert answer.status_code == 303
    page = text_of(browser.get(f"/events/{event.slug}/privacy/notice"))
    assert "Hotel Aurora: rooms" in page
    row = queries.newest(event)
    assert (row.framework, row.number) == (Framework.OWN_RULES, 1)
    stale = browser.post(
        f"/events/{event.slug}/privacy/notice", data=FORM | {"controller": "Another"}
    )
    assert stale.status_code == 409
    assert "Another" in text_of(stale)


def test_own_wording_replaces_the_composed_one_in_its_language_only(sign_in, make, event) -> None:
    browser = sign_in(make.member(event))
    browser.post(
        f"/events/{event.slug}/privacy/notice",
        data=FORM | {"own_texts-sq": "## Kush\nNe e shkruam vetë."},
    )
    row = queries.newest(event)
    assert row.texts["sq"] == "## Kush\nNe e shkruam vetë."
    assert "Secretariat, Podgorica" in row.texts["en"]


def test_only_those_who_set_up_change_the_notice(sign_in, make, event) -> None:
    for role, status in ((EventRole.SECRETARIAT, 403), (EventRole.VIEWER, 403)):
        browser = sign_in(make.member(event, role))
        assert browser.get(f"/events/{event.slug}/privacy/notice").status_code == status


def test_whoever_was_registered_by_others_is_asked_on_the_personal_link(
    client, make, event
) -> None:
    registration = make.registration(event, make.organisation())
    token = links.issue(registration)
    db.session.commit()
    page = text_of(client.get(f"/registration/{token}"))
    assert "You were registered by somebody else" in page
    client.post(f"/registration/{token}/privacy", data={"number": "1"})
    db.session.refresh(registration)
    assert registration.consent_version == "1"
    assert queries.version_of(event, 1) is not None
    assert "registered by somebody else" not in text_of(client.get(f"/registration/{token}"))
