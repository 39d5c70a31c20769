"""What is due goes from every table, and figures stay (PRIV-06)."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from eventmgr.audit.models import AuditEntry
from eventmgr.database import db
from eventmgr.directory.models import OrganisationContact
from eventmgr.door.models import Presence
from eventmgr.mail.models import Mail
from eventmgr.notices.models import DataKind
from eventmgr.notices.retention import DEFAULTS, days_of, due_on, set_days
from eventmgr.privacy import purging
from eventmgr.privacy.models import PurgeRun
from eventmgr.registration.models import Registration, RegistrationState
from eventmgr.secure.models import SecureGroup, SecurePart
from eventmgr.travel.models import Claim
from tests.helpers import count_queries
from tests.privacy.conftest import EMAIL, FAMILY, GIVEN, PHONE, WORDS, at
from tests.privacy.scan import found

# The directory is not an event's; its contact persons have a date of their own.
OTHER = frozenset({"organisation_contacts"})


def purge_at(event, day) -> PurgeRun | None:
    with at(day):
        made = purging.run(event, actor="eventmgr")
        db.session.commit()
    return made


def last_day(event):
    return due_on(event, DataKind.PEOPLE, days_of(event))


def test_everything_is_known_before_so_that_the_scan_can_fail(somebody) -> None:
    places = {place.split(".")[0] for place in found(*WORDS)}
    assert {
        "registrations",
        "nominations",
        "agenda_people",
        "invitations",
        "mails",
        "adopters",
        "floor_proposals",
        "comments",
        "paper_approvers",
        "audit_entries",
    } <= places


def test_nothing_personal_is_left_in_any_table_after_the_last_date(somebody) -> None:
    purge_at(somebody.event, last_day(somebody.event))
    assert found(*WORDS, "X1234567", "no nuts", "step-free") == []
    assert found(somebody.token) == []


def test_passport_goes_on_day_31_and_the_name_stays(somebody) -> None:
    event = somebody.event
    purge_at(event, event.end + timedelta(days=30))
    groups = set(db.session.scalars(select(SecurePart.group)))
    assert groups == {SecureGroup.TRAVEL, SecureGroup.DIET}
    made = purge_at(event, event.end + timedelta(days=31))
    assert set(made.counts) == {"documents", "care"}
    assert db.session.scalar(select(func.count()).select_from(SecurePart)) == 0
    person = db.session.get(Registration, somebody.registration.id)
    assert (person.family_name, person.needs, person.diet) == (FAMILY, "", "")


def test_messages_go_after_a_year_and_their_number_stays(somebody) -> None:
    before = db.session.scalar(select(func.count()).select_from(Mail))
    purge_at(somebody.event, somebody.event.end + timedelta(days=366))
    assert db.session.scalar(select(func.count()).select_from(Mail)) == before
    rows = db.session.scalars(select(Mail)).all()
    assert {(row.to_email, row.body_text, row.body_html, row.last_error) for row in rows} == {
        ("", "", "", "")
    }


def test_statistics_stay_as_they_were(somebody) -> None:
    def figures():
        return (
            db.session.execute(
                select(
                    Registration.state,
                    Registration.role,
                    Registration.honorific,
                    Registration.designation_id,
                    func.count(),
                )
                .group_by(
                    Registration.state,
                    Registration.role,
                    Registration.honorific,
                    Registration.designation_id,
                )
                .order_by(Registration.designation_id)
            ).all(),
            db.session.scalar(select(func.count()).select_from(Presence)),
            db.session.scalars(select(Registration.speaks)).all(),
        )

    before = figures()
    purge_at(somebody.event, last_day(somebody.event))
    assert figures() == before


def test_preview_counts_what_the_purge_then_removes(somebody) -> None:
    event = somebody.event
    with at(last_day(event)):
        preview = purging.purge(event, purging.due_kinds(event), dry=True)
        assert db.session.get(Registration, somebody.registration.id).family_name == FAMILY
        made = purging.run(event, actor="eventmgr")
    db.session.commit()
    counted = {kind: dict(rows) for kind, rows in made.counts.items()}
    for counts in (preview, counted):
        # Texts that are masked may have been emptied by their own date a moment before.
        counts["people"].pop("mentions", None)
        counts["people"].pop("record", None)
        counts.pop("messages", None)
        counts.pop("contacts", None)
        counts.pop("care", None)
    assert preview == counted
    assert preview["people"]["registrations"] == 2


def test_purge_twice_finds_nothing_more(somebody) -> None:
    day = last_day(somebody.event) + timedelta(days=3000)
    assert purge_at(somebody.event, day) is not None
    assert purge_at(somebody.event, day) is None
    assert db.session.scalar(select(func.count()).select_from(PurgeRun)) == 1


def test_report_holds_figures_and_no_names(somebody, sign_in, make) -> None:
    made = purge_at(somebody.event, last_day(somebody.event))
    browser = sign_in(make.member(somebody.event))
    page = browser.get(f"/events/{somebody.event.slug}/privacy/purges/{made.id}").get_data(
        as_text=True
    )
    assert "Registrations" in page
    assert FAMILY not in page
    assert all(isinstance(n, int) for rows in made.counts.values() for n in rows.values())


def test_record_says_what_was_done_and_no_longer_to_whom(somebody) -> None:
    purge_at(somebody.event, last_day(somebody.event))
    rows = db.session.scalars(
        select(AuditEntry).where(AuditEntry.subject_type == "Registration")
    ).all()
    assert {"register participant", "change registration"} <= {row.action for row in rows}
    assert {row.subject_label for row in rows} == {"…"}
    changed = next(row for row in rows if row.action == "change registration")
    assert changed.changes == {"given_name": ["…", "…"], "position": ["…", "…"]}


def test_contacts_go_where_no_later_event_invited_their_institution(
    somebody, contact, make
) -> None:
    event = somebody.event
    day = due_on(event, DataKind.CONTACTS, days_of(event))
    later = make.event(start=event.end + timedelta(90), end=event.end + timedelta(91))
    organisation = somebody.registration.organisation
    invited = make.invitation(later, organisation)
    purge_at(event, day)
    assert db.session.scalar(select(func.count()).select_from(OrganisationContact)) == 1
    db.session.delete(db.session.get(type(invited), invited.id))
    db.session.commit()
    purge_at(event, day)
    assert db.session.scalar(select(func.count()).select_from(OrganisationContact)) == 0


def test_dates_of_an_event_take_the_place_of_the_usual_ones(somebody) -> None:
    event = somebody.event
    set_days(event, {DataKind.PEOPLE: 10}, actor="test")
    db.session.commit()
    assert days_of(event)[DataKind.PEOPLE] == 10
    assert days_of(event)[DataKind.CARE] == DEFAULTS[DataKind.CARE]
    purge_at(event, event.end + timedelta(days=11))
    person = db.session.get(Registration, somebody.registration.id)
    assert person.family_name == "…"


def test_nightly_run_takes_every_event_and_leaves_a_coming_one(somebody, make) -> None:
    coming = make.event(
        start=somebody.event.end + timedelta(4000), end=somebody.event.end + timedelta(4001)
    )
    kept = make.registration(coming, make.organisation(), given_name="Nevena")
    with at(last_day(somebody.event)):
        assert purging.nightly() == 1
        assert purging.nightly() == 0
    assert found(GIVEN, EMAIL, PHONE) == []
    assert db.session.get(Registration, kept.id).given_name == "Nevena"


def test_preview_page_asks_the_same_number_of_questions_for_more_people(
    somebody, sign_in, make
) -> None:
    browser = sign_in(make.member(somebody.event))
    url = f"/events/{somebody.event.slug}/privacy/"
    with at(last_day(somebody.event)):
        browser.get(url)
        with count_queries() as few:
            browser.get(url)
        for _ in range(3):
            make.registration(somebody.event, make.organisation())
        with count_queries() as more:
            browser.get(url)
    assert len(few) == len(more)


def test_organiser_removes_what_is_due_by_hand(somebody, sign_in, make) -> None:
    browser = sign_in(make.member(somebody.event))
    url = f"/events/{somebody.event.slug}/privacy"
    assert browser.post(f"{url}/purge").headers["Location"] == f"{url}/"
    with at(last_day(somebody.event)):
        page = browser.get(f"{url}/").get_data(as_text=True)
        assert "Remove it now" in page
        answer = browser.post(f"{url}/purge")
    assert answer.status_code == 303
    assert "/purges/" in answer.headers["Location"]
    assert found(*WORDS, without=frozenset()) == []


def test_erased_rows_stand_in_lists_as_representatives_only(somebody, sign_in, make) -> None:
    purge_at(somebody.event, last_day(somebody.event))
    row = db.session.get(Registration, somebody.registration.id)
    assert row.protected
    assert row.state is RegistrationState.CONFIRMED
    browser = sign_in(make.member(somebody.event))
    with at(last_day(somebody.event)):
        page = browser.get(f"/events/{somebody.event.slug}/participants/")
    assert FAMILY not in page.get_data(as_text=True)


def test_worker_purges_by_night(app, somebody) -> None:
    from eventmgr import tasks
    from eventmgr.privacy.work import purge_by_night

    tasks.init_app(app)
    day = last_day(somebody.event)
    # The worker has a session of its own and waits for nobody's open page.
    db.session.rollback()
    with at(day):
        purge_by_night.call_local()
    assert found(*WORDS) == []


def test_names_of_paid_people_stay_as_long_as_the_payments(somebody) -> None:
    event, number = somebody.event, somebody.registration.id
    db.session.add(Claim(registration_id=number, route="Tirana – Podgorica", claimed_cents=4250))
    db.session.commit()
    made = purge_at(event, last_day(event))
    assert made.counts["people"]["registrations"] == 2
    person = db.session.get(Registration, number)
    assert (person.given_name, person.family_name, person.protected) == (GIVEN, FAMILY, False)
    assert (person.email, person.phone, person.token_hash) == ("", "", None)
    assert found(EMAIL, PHONE) == []
    assert purge_at(event, last_day(event)) is None
    purge_at(event, due_on(event, DataKind.PAYMENTS, days_of(event)))
    assert found(*WORDS, "Tirana – Podgorica") == []
    claim = db.session.scalar(select(Claim))
    assert (claim.claimed_cents, claim.route) == (4250, "")
