"""The pages of the plan: what is shown to whom, and what may be saved."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from eventmgr.accounts.models import EventRole
from eventmgr.agenda.models import InterpretationMode
from eventmgr.audit.models import AuditEntry
from eventmgr.database import db
from eventmgr.events.prints import PRINTS
from eventmgr.events.road import StageState
from eventmgr.interpretation.models import InterpretationChoice
from eventmgr.interpretation.progress import progress
from eventmgr.language import speaking
from tests.helpers import count_queries

from .rooms import FIRST, item, people, podgorica, speaker

TEAM = {
    "profile": "aiic",
    "design": "",
    "assigned": "",
    "waiver_note": "",
    "spare_percent": "10",
    "non_resident": "0",
    "travel_days_each": "2",
    "version": "0",
}


def choice():
    db.session.rollback()
    return db.session.scalar(select(InterpretationChoice))


def url(event, page=""):
    return f"/events/{event.slug}/interpretation/{page}"


def text_of(response):
    page = re.sub(r"<[^>]+>", " ", response.get_data(as_text=True))
    return re.sub(r"\s+", " ", page)


def test_the_page_shows_figures_designs_coverage_and_the_gap(make, sign_in):
    event = podgorica(make)
    people(make, event)
    page = text_of(sign_in(make.member(event)).get(url(event)))
    assert "2 booths 6 interpreters, as the profile asks for 12 interpreter-days 65" in page
    assert "May be spoken: English, Montenegrin and Albanian." in page
    assert "English ⇄ Montenegrin" in page
    assert "through English" in page
    assert "Vera Stojanova would not understand English, Montenegrin and Albanian" in page
    assert "ISO 4043" in page
    assert "is assumed, with lunch" not in page


def test_names_of_people_are_only_for_those_who_may_see_people(make, sign_in):
    event = podgorica(make)
    people(make, event)
    seen = text_of(sign_in(make.member(event, EventRole.VIEWER)).get(url(event)))
    assert "Stojanova" not in seen
    assert "1 participant would not understand English, Montenegrin and Albanian" in seen
    assert "Save the plan" not in seen


def test_without_agenda_the_page_says_what_is_assumed(make, sign_in):
    event = podgorica(make, agenda=False)
    page = text_of(sign_in(make.member(event)).get(url(event)))
    assert "The agenda has no items yet on 31 Aug 2016 and 1 Sep 2016." in page
    assert "Nobody has registered yet" in page


def test_one_language_needs_no_interpretation(make, sign_in):
    event = make.event(floor_languages=["en"], into_languages=["en"], pivot=None)
    page = text_of(sign_in(make.member(event)).get(url(event)))
    assert "No interpretation is needed" in page
    assert "Save the plan" not in page


def test_an_agenda_without_interpretation_says_so(make, sign_in):
    event = make.event()
    for day in (event.start, event.end):
        item(event, day, (9, 0), (10, 0), mode=InterpretationMode.NONE)
    assert "Nothing is interpreted" in text_of(sign_in(make.member(event)).get(url(event)))


def test_a_missing_pivot_is_said_with_the_way_to_mend_it(make, sign_in):
    event = podgorica(make, pivot=None)
    page = sign_in(make.member(event)).get(url(event))
    assert "Choose the language that the others are relayed through" in text_of(page)
    assert f"/events/{event.slug}/settings/languages" in page.get_data(as_text=True)


def test_another_profile_is_tried_without_saving(make, sign_in):
    event = podgorica(make)
    client = sign_in(make.member(event))
    page = text_of(client.get(url(event, "?profile=srb-assoc&design=B")))
    assert "2 booths 4 interpreters, as the profile asks for" in page
    assert "nothing changes until you save" in page
    assert "gives relay with 2 people" in page
    assert choice() is None


@pytest.mark.parametrize("query", ["?profile=nobody", "?design=C", "?profile=aiic&design="])
def test_what_does_not_exist_is_not_tried(make, sign_in, query):
    event = podgorica(make)
    page = sign_in(make.member(event)).get(url(event, query))
    assert page.status_code == 200
    assert "nothing changes until you save" not in text_of(page)


def test_saving_keeps_the_choice_and_writes_it_into_the_record(make, sign_in):
    event = podgorica(make)
    client = sign_in(make.member(event))
    answer = client.post(url(event), data=TEAM | {"profile": "aice", "assigned": "6"})
    assert answer.status_code == 303
    saved = choice()
    assert (saved.profile, saved.design, saved.assigned, saved.version) == ("aice", "", 6, 1)
    entry = db.session.scalar(select(AuditEntry).where(AuditEntry.event_id == event.id))
    assert entry.action == "change interpretation plan"
    assert entry.changes["profile"] == ["aiic", "aice"]
    answer = client.post(url(event), data=TEAM | {"version": "1"})
    assert answer.status_code == 303
    assert choice().assigned is None


def test_int10_fewer_than_the_profile_need_a_reason_and_nothing_else(make, sign_in):
    event = podgorica(make)
    client = sign_in(make.member(event))
    short = TEAM | {"assigned": "4"}
    refused = client.post(url(event), data=short)
    assert refused.status_code == 422
    assert "4 interpreters are engaged and this profile asks for 6" in text_of(refused)
    assert choice() is None
    taken = client.post(url(event), data=short | {"waiver_note": "The budget is fixed."})
    assert taken.status_code == 303
    page = text_of(client.get(url(event)))
    assert "The budget is fixed." in page
    assert "fewer than asked for" in page


def test_int10_under_a_profile_that_asks_for_four_no_reason_is_needed(make, sign_in):
    event = podgorica(make)
    data = TEAM | {"assigned": "4", "profile": "srb-assoc"}
    assert sign_in(make.member(event)).post(url(event), data=data).status_code == 303


@pytest.mark.parametrize(
    "wrong",
    [
        {"assigned": "many"},
        {"assigned": "-1"},
        {"profile": "nobody"},
        {"design": "C"},
        {"spare_percent": ""},
        {"spare_percent": "101"},
    ],
)
def test_what_cannot_be_right_is_kept_and_explained(make, sign_in, wrong):
    event = podgorica(make)
    answer = sign_in(make.member(event)).post(url(event), data=TEAM | wrong)
    assert answer.status_code == 422
    assert "Please look at these answers again" in text_of(answer)
    assert choice() is None


def test_two_who_save_at_once_see_both(make, sign_in):
    event = podgorica(make)
    first, second = sign_in(make.member(event)), sign_in(make.member(event))
    assert first.post(url(event), data=TEAM | {"assigned": "6"}).status_code == 303
    conflict = second.post(url(event), data=TEAM | {"assigned": "8"})
    assert conflict.status_code == 409
    page = text_of(conflict)
    assert "Interpreters engaged" in page
    assert choice().assigned == 6
    again = second.post(url(event), data=TEAM | {"assigned": "8", "version": "1"})
    assert again.status_code == 303
    assert (choice().assigned, choice().version) == (8, 2)


@pytest.mark.parametrize("role", [EventRole.VIEWER, EventRole.CO_ORGANISER])
@pytest.mark.parametrize("page", ["", "channels", "figures/aiic"])
def test_only_those_who_plan_may_change(make, sign_in, role, page):
    event = podgorica(make)
    client = sign_in(make.member(event, role))
    assert client.get(url(event)).status_code == 200
    assert client.post(url(event, page), data=TEAM).status_code == 403
    assert choice() is None


def test_int06_channels_have_labels_of_their_own_in_each_language(make, sign_in):
    event = podgorica(make)
    client = sign_in(make.member(event))
    form = client.get(url(event, "channels")).get_data(as_text=True)
    assert 'name="channel_cnr-sq"' in form
    data = {"version": "0", "channel_cnr-en": "BCMS", "channel_cnr-cnr": "crnogorski / BHS"}
    assert client.post(url(event, "channels"), data=data).status_code == 303
    assert choice().channel_labels == {"cnr": {"en": "BCMS", "cnr": "crnogorski / BHS"}}
    entry = db.session.scalar(select(AuditEntry).where(AuditEntry.event_id == event.id))
    assert entry.changes == {"channel_labels": [{}, {"cnr": "BCMS, crnogorski / BHS"}]}
    assert "BCMS" in text_of(client.get(url(event)))
    stale = client.post(url(event, "channels"), data={"version": "0", "channel_sq-en": "Shqip"})
    assert stale.status_code == 409
    assert choice().channel_labels == {"cnr": {"en": "BCMS", "cnr": "crnogorski / BHS"}}


def test_unverified_figures_are_changed_and_taken_back(make, sign_in):
    event = podgorica(make)
    client = sign_in(make.member(event))
    page = url(event, "figures/aiic")
    shown = client.get(page).get_data(as_text=True)
    assert 'name="figure_0"' in shown
    figures = dict(re.findall(r'name="(figure_\d+)"[^>]*value="(\d+)"', shown))
    assert figures["figure_0"] == "360"
    saved = client.post(page, data=figures | {"figure_0": "420", "version": "0"})
    assert saved.status_code == 303
    assert choice().overrides == {"aiic": {"day.limit_minutes": 420}}
    assert "1 h of overtime" not in text_of(client.get(url(event)))
    assert "own value for 1 of them" in text_of(client.get(url(event)))
    emptied = client.post(page, data=figures | {"figure_0": "", "version": "1"})
    assert emptied.status_code == 303
    assert choice().overrides == {}
    client.post(page, data=figures | {"figure_0": "300", "version": "2"})
    assert client.post(page, data={"reset": "1", "version": "3"}).status_code == 303
    assert choice().overrides == {}


@pytest.mark.parametrize("wrong", ["0", "9999", "six"])
def test_a_figure_that_cannot_be_is_refused(make, sign_in, wrong):
    event = podgorica(make)
    data = {"figure_0": wrong, "version": "0"}
    answer = sign_in(make.member(event)).post(url(event, "figures/aiic"), data=data)
    assert answer.status_code == 422
    assert choice() is None


def test_figures_of_an_unknown_profile_are_not_found(make, sign_in):
    event = podgorica(make)
    client = sign_in(make.member(event))
    assert client.get(url(event, "figures/nobody")).status_code == 404


def test_the_page_takes_the_same_queries_for_3_and_60_people(make, sign_in):
    few, many = podgorica(make), podgorica(make)
    people(make, few, room=((3, ["mk"]),), prosecutor=False)
    people(make, many, room=((60, ["mk"]),), prosecutor=False)
    user = make.user("administrator")
    client = sign_in(user)
    client.get(url(few))
    counts = []
    for event in (few, many):
        with count_queries() as statements:
            assert client.get(url(event)).status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1]


@pytest.fixture
def road(app):
    def state(event):
        db.session.refresh(event)
        with app.test_request_context():
            return progress(event)

    return state


def test_the_stage_follows_the_work(make, sign_in, road):
    event = podgorica(make)
    people(make, event, prosecutor=False)
    client = sign_in(make.member(event))
    assert road(event).state is StageState.NONE
    client.post(url(event), data=TEAM)
    begun = road(event)
    assert (begun.state, begun.count) == (StageState.WORK, "0/6")
    assert begun.next[0].label == "Engage 6 interpreters"
    client.post(url(event), data=TEAM | {"assigned": "6", "version": "1"})
    assert road(event).state is StageState.DONE
    # The plan grows after it was decided: the reason is missing now.
    item(event, FIRST, (9, 0), (17, 30), "Working group", room="B")
    late = road(event)
    assert late.state is StageState.WAITING
    assert "Say why fewer" in late.wrong[0].label


def test_the_stage_names_how_many_are_not_served(make, sign_in, road):
    event = podgorica(make, agenda=False)
    people(make, event)
    opening = item(event, FIRST, (9, 0), (10, 0), "Opening")
    speaker(opening, "Novak", "sl")
    sign_in(make.member(event)).post(url(event), data=TEAM | {"assigned": "6"})
    found = road(event)
    assert found.state is StageState.WORK
    assert found.wrong[0].label == "2 people would not be interpreted as needed"


def test_the_paper_has_the_plan_and_no_names(make):
    event = podgorica(make)
    people(make, event)
    one = PRINTS["interpretation"]
    assert one.ready(event)
    with speaking("en"):
        paper = one.build(event, "en")
    figures = {figure.label: figure.value for figure in paper.figures}
    assert figures["Booths"] == "2"
    assert figures["Interpreters, as the profile asks for"] == "6"
    assert figures["Interpreters, by the AIIC table"] == "5"
    assert [(line.number, line.label) for line in paper.channels] == [
        (0, "Floor"),
        (1, "English"),
        (2, "Montenegrin"),
        (3, "Albanian"),
    ]
    assert paper.matrices[0].cells[1] == ("D", "=", "R:en")
    assert [figure.value for figure in paper.receivers] == ["59", "65"]
    assert "Stojanova" not in repr(paper)


def test_the_paper_is_ready_where_several_languages_are_in_use(make):
    ready = PRINTS["interpretation"].ready
    single = make.event(floor_languages=["en"], into_languages=["en"], pivot=None)
    assert not ready(single)
    item(single, single.start, (9, 0), (10, 0), into_languages=["sq"])
    assert ready(single)
    assert ready(make.event(floor_languages=["en"], into_languages=["cnr"], pivot=None))
