"""Reminding by rule: on the chosen days, once each, and never whom it does not concern."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from eventmgr.accounts.models import EventRole
from eventmgr.database import clock_at, db
from eventmgr.invitations import actions, sending
from eventmgr.invitations.models import InvitationState, ReminderRule
from eventmgr.invitations.reminders import remind_by_rule, set_rule
from eventmgr.mail.delivery import deliver_due
from eventmgr.mail.models import Mail, MailState
from tests.mail.servers import serving

DEADLINE = date(2027, 8, 3)
SENT = datetime(2027, 7, 1, 10, tzinfo=UTC)


def _at(day: date, hour: int = 10) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


@pytest.fixture
def event(make):
    event = make.event()
    set_rule(event, active=True, days=[14, 7, 2], version=1, actor="t")
    db.session.commit()
    return event


@pytest.fixture
def invitation(make, event):
    return make.invitation(
        event,
        make.organisation(),
        state=InvitationState.SENT,
        sent_at=SENT,
        deadline=DEADLINE,
        email="desk@ministry.example.net",
    )


def _reminders() -> list[Mail]:
    return list(
        db.session.scalars(
            select(Mail).where(Mail.template == "invitation_reminder").order_by(Mail.id)
        )
    )


def _run(at: datetime) -> int:
    db.session.rollback()
    with clock_at(at):
        return remind_by_rule()


def test_rule_reminds_once_on_each_of_its_days(app, invitation) -> None:
    counts = [
        _run(_at(DEADLINE - timedelta(days=days), hour))
        for days in range(20, -3, -1)
        for hour in (3, 10, 15)
    ]
    assert sum(counts) == 3
    assert len(_reminders()) == 3


def test_rule_waits_for_nine_in_the_morning_at_the_venue(app, invitation) -> None:
    day = DEADLINE - timedelta(days=14)
    assert _run(_at(day, 6)) == 0, "eight o'clock in Podgorica"
    assert _run(_at(day, 7)) == 1


def test_rule_after_a_week_of_sleep_reminds_once(app, invitation) -> None:
    assert _run(_at(DEADLINE - timedelta(days=1))) == 1
    assert _run(_at(DEADLINE)) == 0


@pytest.mark.parametrize(
    "values",
    [
        {"state": InvitationState.ANSWERED},
        {"state": InvitationState.DECLINED},
        {"state": InvitationState.WITHDRAWN},
        {"state": InvitationState.DRAFT, "sent_at": None},
        {"deadline": None},
        {"email": ""},
        {"deadline": DEADLINE - timedelta(days=10)},
        {"sent_at": _at(DEADLINE - timedelta(days=6))},
        {"reminded_at": _at(DEADLINE - timedelta(days=6))},
    ],
    ids=lambda values: next(iter(values)),
)
def test_rule_leaves_alone_whom_it_does_not_concern(app, invitation, values) -> None:
    for name, value in values.items():
        setattr(invitation, name, value)
    db.session.commit()
    assert _run(_at(DEADLINE - timedelta(days=5))) == 0


def test_rule_that_is_off_or_an_event_that_began_reminds_nobody(app, event, invitation) -> None:
    invitation.deadline = event.start
    db.session.commit()
    assert _run(_at(event.start)) == 0
    set_rule(event, active=False, days=[14], version=1, actor="t")
    db.session.commit()
    assert _run(_at(DEADLINE - timedelta(days=5))) == 0


def test_rule_broken_for_one_event_reminds_the_others(app, make, invitation) -> None:
    broken = make.event(timezone="Nowhere/Nothing")
    db.session.add(ReminderRule(event_id=broken.id, active=True, days=[7]))
    make.invitation(
        broken,
        make.organisation(),
        state=InvitationState.SENT,
        sent_at=SENT,
        deadline=DEADLINE,
    )
    db.session.commit()
    assert _run(_at(DEADLINE - timedelta(days=5))) == 1


def test_nobody_is_reminded_by_hand_once_the_event_began(app, event, invitation) -> None:
    with clock_at(_at(event.start)):
        reminded, passed = sending.remind(event, {invitation.id: 1}, actor="t")
    assert (reminded, passed) == ([], 1)


def test_reminder_that_waited_is_not_sent_after_the_answer(app, event, invitation) -> None:
    with serving() as (settings, server):
        app.config["SMTP"] = settings
        with clock_at(_at(DEADLINE - timedelta(days=5))):
            sending.remind(event, {invitation.id: invitation.version}, actor="t")
            invitation.state = InvitationState.ANSWERED
            db.session.commit()
            assert deliver_due() == 0
        assert server.taken == []
    db.session.expire_all()
    (mail,) = _reminders()
    assert mail.state is MailState.CANCELLED
    assert "was answered" in mail.last_error


def test_declining_takes_back_a_reminder_that_waits(app, event, invitation) -> None:
    with clock_at(_at(DEADLINE - timedelta(days=5))):
        sending.remind(event, {invitation.id: invitation.version}, actor="t")
        actions.decline(invitation, "no time")
        db.session.commit()
    assert [mail.state for mail in _reminders()] == [MailState.CANCELLED]


def test_rule_is_set_on_its_page(make, event, sign_in) -> None:
    browser = sign_in(make.member(event, EventRole.SECRETARIAT))
    url = f"/events/{event.slug}/invitations/reminders"
    assert 'value="14, 7, 2"' in browser.get(url).get_data(as_text=True)
    for wrong in ("soon", "7, 99", "1 2 3 4 5 6", ""):
        answer = browser.post(url, data={"active": "y", "days": wrong, "version": "1"})
        assert answer.status_code == 422, wrong
    answer = browser.post(url, data={"active": "y", "days": "3, 10", "version": "1"})
    assert answer.status_code == 303
    rule = db.session.scalar(select(ReminderRule))
    assert (rule.active, rule.days) == (True, [10, 3])
    stale = browser.post(url, data={"days": "1", "version": "1"})
    assert stale.status_code == 409
    viewer = sign_in(make.member(event, EventRole.VIEWER))
    assert viewer.get(url).status_code == 403
