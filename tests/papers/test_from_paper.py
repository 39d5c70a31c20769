"""An event made from a paper."""

from __future__ import annotations

import io
import re
from datetime import date

import pytest
from sqlalchemy import func, select

from eventmgr.database import db
from eventmgr.directory.models import Organisation
from eventmgr.drafting import queries
from eventmgr.drafting.models import ImportDraft, TextKind
from eventmgr.events.models import Event
from tests.drafting.browser import seed

PATH = "/events/new/from-paper"


@pytest.fixture
def organiser(make, sign_in):
    return sign_in(make.user("organiser"))


def send(client, data, name="paper.txt"):
    answer = client.post(
        PATH, data={"file": (io.BytesIO(data), name)}, content_type="multipart/form-data"
    )
    assert answer.status_code == 303
    return answer.headers["Location"]


def fields_of(html):
    """Return what a browser would send of the confirm page."""
    values: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", html):
        name = re.search(r'name="([^"]+)"', tag)
        kind = re.search(r'type="([^"]+)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        if not name or (kind and kind[1] in {"checkbox", "radio"} and "checked" not in tag):
            continue
        values.setdefault(name[1], []).append(value[1] if value else "")
    for name, inner in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', html, re.S):
        chosen = (
            re.search(r'<option[^>]*selected[^>]*value="([^"]*)"', inner)
            or re.search(r'<option[^>]*value="([^"]*)"[^>]*selected', inner)
            or re.search(r'<option[^>]*value="([^"]*)"', inner)
        )
        values[name] = [chosen[1] if chosen else ""]
    for name, inner in re.findall(
        r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', html, re.S
    ):
        values[name] = [inner.strip()]
    return values


def test_s003_makes_the_event_of_podgorica(organiser, make):
    make.designation()
    iom = make.organisation(names={"en": "International Organization for Migration"}, acronym="IOM")
    page = organiser.get(send(organiser, seed("003"))).get_data(as_text=True)
    values = fields_of(page)
    assert values["start"] == ["2016-08-31"]
    assert values["end"] == ["2016-09-01"]
    assert values["city"] == ["Podgorica"]
    assert values["kind"] == ["workshop"]
    assert values["floor_languages"] == ["en"]
    assert values["into_languages"] == ["en", "cnr", "sq"]
    assert values["stored_as"] == ["concept-paper"]
    assert values["organiser-0"] == [str(iom.id)]
    review = re.search(r'"(/events/new/from-paper/\d+)"', page)
    draft = db.session.scalar(select(ImportDraft.id))
    answer = organiser.post(f"{PATH}/{draft}", data={**values, "make": "1"})
    assert review is None
    assert answer.status_code == 303, answer.get_data(as_text=True)
    db.session.rollback()
    event = db.session.scalar(select(Event))
    assert (event.start, event.end) == (date(2016, 8, 31), date(2016, 9, 1))
    assert event.country is not None
    assert [row.organisation.acronym for row in event.organisers] == ["IOM", "OSCE", "UNODC"]
    assert db.session.scalar(select(func.count(Organisation.id))) == 3
    text = queries.find_text(event, TextKind.CONCEPT_PAPER)
    tree = queries.tree(text, queries.languages_of(text, event))
    assert tree.source == "en"
    assert len(tree.paragraphs) == 13
    assert db.session.scalar(select(func.count(ImportDraft.id))) == 0
    assert organiser.get(answer.headers["Location"]).status_code == 200


def test_s004_answers_are_kept_on_the_one_screen(organiser):
    address = send(organiser, seed("004"))
    values = fields_of(organiser.get(address).get_data(as_text=True))
    question = next(name for name in values if name.startswith("question-"))
    values |= {question: ["keep"], "title": ["Conference"], "start": ["2024-05-01"],
               "end": ["2024-05-02"], "make": ["1"]}  # fmt: skip
    assert organiser.post(address, data=values).status_code == 303
    db.session.rollback()
    event = db.session.scalar(select(Event))
    text = queries.find_text(event, TextKind.CONCLUSIONS)
    tree = queries.tree(text, queries.languages_of(text, event))
    assert [one.label.plain for one in tree.paragraphs if one.label.plain][-1] == "13"


def test_missing_dates_are_asked_for(organiser):
    address = send(organiser, seed("004"))
    values = fields_of(organiser.get(address).get_data(as_text=True))
    assert values["start"] == [""]
    answer = organiser.post(address, data={**values, "make": "1"})
    assert answer.status_code == 422
    assert 'id="start-error"' in answer.get_data(as_text=True)
    assert db.session.scalar(select(func.count(Event.id))) == 0


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"start": "2024-05-03", "end": "2024-05-01"}, "end"),
        ({"start": "2023-01-01", "end": "2024-05-01"}, "end"),
        ({"title": ""}, "title"),
        ({"document_languages": ["sq"]}, "document_languages"),
        ({"floor_languages": []}, "floor_languages"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(organiser, changes, field):
    data = b"# A workshop\n\nPodgorica, 1-2 May 2024\n\nCONCLUSIONS\n\n1. We meet.\n2. We agree.\n"
    address = send(organiser, data)
    values = fields_of(organiser.get(address).get_data(as_text=True))
    answer = organiser.post(address, data={**values, **changes, "make": "1"})
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.get_data(as_text=True)
    assert db.session.scalar(select(func.count(Event.id))) == 0


def test_only_those_who_create_events_may(make, sign_in):
    client = sign_in(make.user())
    assert client.get(PATH).status_code == 403


def test_somebody_elses_file_does_not_exist(organiser, make, sign_in):
    address = send(organiser, b"1. One thing.\n2. Another thing.\n")
    assert sign_in(make.user("organiser")).get(address).status_code == 404


def test_unreadable_file_is_named_at_the_field(organiser):
    answer = organiser.post(
        PATH,
        data={"file": (io.BytesIO(b"%PDF-1.7"), "x.pdf")},
        content_type="multipart/form-data",
    )
    assert answer.status_code == 422
    assert 'id="file-error"' in answer.get_data(as_text=True)
