"""The page of badges: for everybody, for some, for one who has just arrived; who may, and how."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eventmgr.accounts.models import EventRole
from eventmgr.badges import actions
from eventmgr.badges.models import BadgeSize
from eventmgr.badges.paper import badges_for, door_code, tents_for
from eventmgr.badges.queries import settings_of
from eventmgr.database import Conflict, commit, db
from eventmgr.events.models import MarkerPolicy, PlateMode
from eventmgr.events.prints import NotPrintable
from eventmgr.language import speaking
from eventmgr.printing.compose import compose
from eventmgr.registration.models import ParticipantRole, PhotoConsent, RegistrationState
from tests.helpers import count_queries
from tests.printing.reading import one_line, pages_of


@pytest.fixture
def event(make):
    return make.event(floor_languages=["en", "cnr", "sq"], into_languages=["en", "cnr", "sq"])


@pytest.fixture
def desk(make, event, sign_in):
    return sign_in(make.member(event, EventRole.SECRETARIAT))


def _url(event, page: str = "") -> str:
    return f"/events/{event.slug}/badges/{page}"


def _badge(event, language: str = "en", number: int = 0):
    with speaking(language):
        return badges_for(event, language).badges[number]


def _besa(make, event, **values):
    names = {"en": "Police", "cnr": "Policija", "sq": "Policia"}
    office = make.organisation(make.kosovo(), names=names)
    return make.registration(
        event,
        office,
        **{
            "given_name": "Besa",
            "family_name": "Gjoni",
            "honorific": "he ms amb",
            "speaks": ["sq", "en"],
            "follows": ["sq"],
            "language": "sq",
            "photo_consent": PhotoConsent.GROUP_ONLY,
        }
        | values,
    )


def test_loc41_badge_says_name_address_role_languages_and_channel(make, event) -> None:
    _besa(make, event, role=ParticipantRole.SPEAKER)
    badge = _badge(event)
    assert badge.name == ("Besa", "Gjoni")
    assert badge.title == "H.E. Ambassador"
    assert badge.role == "Speaker or expert"
    assert badge.designation == "Kosovo*"
    assert badge.institution == "Police"
    assert badge.lines == ("Speaks: Albanian, English", "Channel 3: Albanian")
    assert badge.photo == "group"
    albanian = _badge(event, "sq")
    assert albanian.title == "Sh.T. Ambasadore"
    assert albanian.designation == "Kosova*"


def test_who_needs_no_receiver_has_no_channel(make, event) -> None:
    make.registration(event, make.organisation(), follows=["en", "cnr", "sq"])
    assert _badge(event).lines == ("Speaks: English",)


def test_priv06_code_is_the_random_number_and_names_nobody(make, event) -> None:
    person = _besa(make, event)
    assert _badge(event).code == door_code(person.calendar_uid)
    assert "Gjoni" not in person.calendar_uid


def test_priv04_protected_person_is_a_representative_without_code(make, event) -> None:
    _besa(make, event, protected=True, photo_consent=PhotoConsent.YES)
    badge = _badge(event)
    assert badge.name == ("Representative",)
    assert (badge.title, badge.code, badge.photo) == ("", "", "no")
    with speaking("en"):
        card = tents_for(event, "en").cards[0]
    assert "Gjoni" not in " ".join((*card.main, *card.below))


@pytest.mark.parametrize(
    ("mode", "badge_says", "card_says"),
    [
        (PlateMode.DESIGNATION_AND_NAME, ("Police", "Kosovo*"), ("Kosovo*", "Gjoni")),
        (PlateMode.NAME_ONLY, ("", ""), ("H.E. Ambassador Besa", "")),
        (PlateMode.INSTITUTION_ONLY, ("Police", ""), ("Police", "")),
    ],
)
def test_des03_plate_mode_holds_for_all(make, event, mode, badge_says, card_says) -> None:
    _besa(make, event)
    event.plate_mode = mode
    db.session.commit()
    with speaking("en"):
        paper, card = badges_for(event, "en"), tents_for(event, "en").cards[0]
    made = paper.badges[0]
    assert (made.institution, made.designation) == badge_says
    assert card.main[0] == card_says[0]
    if card_says[1]:
        assert card_says[1] in card.below
    html = compose(paper).html
    marked = mode is PlateMode.DESIGNATION_AND_NAME
    assert html.count("Kosovo*") == marked
    assert html.count("Footnote text in en.") == marked


def test_des03_marker_is_on_every_badge_even_where_it_stands_first_only(make, event) -> None:
    _besa(make, event)
    office = db.session.get_one(type(event), event.id)
    office.marker_policy = MarkerPolicy.FIRST_ONLY
    db.session.commit()
    from eventmgr.registration.models import Registration

    first = db.session.query(Registration).one()
    make.registration(event, first.organisation, family_name="Hoxha")
    with speaking("en"):
        paper = badges_for(event, "en")
    assert [badge.designation for badge in paper.badges] == ["Kosovo*", "Kosovo*"]
    compose(replace(paper, both_faces=False))


def test_interpreters_have_badges_and_no_tent_cards_and_who_cancelled_has_neither(
    make, event
) -> None:
    make.registration(event, make.organisation(), role=ParticipantRole.INTERPRETER)
    with speaking("en"):
        assert len(badges_for(event, "en").badges) == 1
        with pytest.raises(NotPrintable):
            tents_for(event, "en")
    make.registration(
        event, make.organisation(), state=RegistrationState.CANCELLED, family_name="Gone"
    )
    with speaking("en"):
        assert len(badges_for(event, "en").badges) == 1


def test_everybody_some_and_one_are_printed(make, event, desk, tmp_path) -> None:
    people = [make.registration(event, make.organisation(), family_name=f"Aa{n}") for n in range(3)]
    names = [person.family_name for person in people]
    number, other = people[1].id, people[2].id
    everybody = desk.get(_url(event, "badges.en.pdf"))
    assert everybody.mimetype == "application/pdf"
    assert len(pages_of(everybody.data, tmp_path)) == 6
    one = desk.get(_url(event, f"badges.cnr.pdf?person={number}"))
    pages = pages_of(one.data, tmp_path)
    assert len(pages) == 2
    assert names[1] in one_line(pages[0])
    assert names[1] not in one.headers["Content-Disposition"]
    some = desk.post(
        _url(event, "print"),
        data={"kind": "tent-cards", "language": "en", "person": [number, other]},
    )
    assert some.mimetype == "application/pdf"
    assert len(pages_of(some.data, tmp_path)) == 2


def test_nobody_ticked_is_said(make, event, desk) -> None:
    make.registration(event, make.organisation())
    answer = desk.post(_url(event, "print"), data={"kind": "badges", "language": "en"})
    assert answer.status_code == 303
    assert "Please tick at least one person." in desk.get(_url(event)).text


def test_empty_event_says_so_and_leads_back(event, desk) -> None:
    answer = desk.get(_url(event, "badges.en.pdf"))
    assert answer.status_code == 303
    assert "Nobody is registered yet." in desk.get(_url(event)).text


@pytest.mark.parametrize("path", ["badges.xx.pdf", "medals.en.pdf", "badges.en.pdf?person=x"])
def test_what_is_not_there_is_not_found(event, desk, path) -> None:
    assert desk.get(_url(event, path)).status_code == 404


def test_person_of_another_event_has_no_badge_here(make, event, desk) -> None:
    make.registration(event, make.organisation())
    foreign = make.registration(make.event(), make.organisation())
    answer = desk.get(_url(event, f"badges.en.pdf?person={foreign.id}"))
    assert answer.status_code == 303


def test_settings_are_saved_and_hold(make, event, desk) -> None:
    _besa(make, event)
    answer = desk.post(_url(event), data={"size": "card", "show_photo": "y", "version": "0"})
    assert answer.status_code == 303
    db.session.rollback()
    settings = settings_of(event)
    assert settings.size is BadgeSize.CARD
    badge = _badge(event)
    assert (badge.lines, badge.code, badge.photo) == ((), "", "group")
    again = desk.post(_url(event), data={"size": "a6", "version": "0"})
    assert again.status_code == 409


def test_two_first_savers_meet(make, event) -> None:
    actor = make.user()
    actions.save_settings(event, {"show_code": False}, version=0, actor=actor)
    commit()
    with pytest.raises(Conflict):
        actions.save_settings(event, {"show_code": True}, version=0, actor=actor)


def test_page_asks_a_constant_number_of_questions(make, event, desk) -> None:
    counts = []
    for _round in range(2):
        for _person in range(2):
            make.registration(event, make.organisation(make.designation(f"X{_person}{_round}")))
        with count_queries() as statements:
            assert desk.get(_url(event)).status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_co_organiser_prints_no_badges(make, event, sign_in) -> None:
    browser = sign_in(make.member(event, EventRole.CO_ORGANISER))
    assert browser.get(_url(event)).status_code == 403
    assert browser.get(_url(event, "badges.en.pdf")).status_code == 403


def test_door_leads_to_one_badge_in_the_persons_language(make, event, desk, tmp_path) -> None:
    person = _besa(make, event)
    path = f"/events/{event.slug}/badges/badges.own.pdf?person={person.id}"
    assert path in desk.get(f"/events/{event.slug}/door/").text
    assert path in desk.get(f"/events/{event.slug}/participants/{person.id}").text
    assert "Kosova*" in pages_of(desk.get(path).data, tmp_path)[0]
    assert desk.get(_url(event, "badges.own.pdf")).status_code == 404
