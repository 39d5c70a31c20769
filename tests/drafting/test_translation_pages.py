"""The translators' desk: what is open, going on, small changes by name, the second person."""

from __future__ import annotations

import re

import pytest

from eventmgr.accounts.models import EventRole
from eventmgr.database import db
from eventmgr.drafting import actions, queries
from tests.drafting.test_pages import Room, body
from tests.helpers import count_queries


@pytest.fixture
def room(make, sign_in):
    return Room(make, sign_in)


def desk(room, **query):
    return room.client.get(f"{room.path}/translation/cnr", query_string=query)


def translate(room, place, words, number=0, **more):
    return room.client.post(
        room.paragraph(place),
        data={"text": words, "version": str(number), "language": "cnr", "state": "translated",
              **more},
    )  # fmt: skip


def test_the_desk_counts_what_is_open(room):
    translate(room, 0, "Stav nula;")
    page = body(desk(room))
    assert "2 paragraphs open" in page
    assert "missing: <strong>2</strong>" in page
    assert "translated: <strong>1</strong>" in page
    assert "3 paragraphs open" in body(room.client.get(f"{room.path}/translation/sq"))


def test_saving_goes_on_to_the_next_open_paragraph(room):
    translate(room, 1, "Stav jedan;")
    answer = translate(room, 0, "Stav nula;", desk="open")
    assert answer.status_code == 303
    answer = room.client.get(answer.headers["Location"])
    assert answer.status_code == 303
    assert f"at={room.uids[2]}" in answer.headers["Location"]
    page = body(room.client.get(answer.headers["Location"]))
    assert f'action="{room.paragraph(2)}"' in page
    # Only what is open is shown, as before.
    assert "Stav jedan;</p>" not in page


def test_after_the_last_one_it_begins_again_at_the_top(room):
    answer = translate(room, 2, "Stav dva;", desk="all")
    answer = room.client.get(answer.headers["Location"])
    assert f"at={room.uids[0]}" in answer.headers["Location"]


def test_nothing_open_is_said(room):
    for place in range(3):
        translate(room, place, f"Stav {place};")
    assert "Nothing is open in this language" in body(desk(room, show="open"))


def test_redline_starts_from_what_was_translated(room):
    translate(room, 0, "Stav nula;")
    for number, words in enumerate(("Paragraph 0, soon;", "Paragraph 0, at once;"), start=1):
        room.client.post(room.paragraph(0), data={"text": words, "version": str(number)})
    page = body(desk(room))
    assert "<ins>, at once</ins>" in page
    assert "soon" not in page


def test_a_small_change_is_called_so_by_name_and_taken_back(room):
    translate(room, 0, "Stav nula;")
    room.client.post(room.paragraph(0), data={"text": "Paragraph nought;", "version": "1"})
    assert "out of date: <strong>1</strong>" in body(desk(room))
    minor = room.paragraph(0, "minor")
    answer = room.client.post(minor, data={"language": "cnr", "desk": "all"})
    assert answer.status_code == 303
    page = body(desk(room))
    assert "Ana Author says that the translation stays valid" in page
    assert "out of date: <strong>0</strong>" in page
    room.client.post(minor, data={"language": "cnr", "back": "1"})
    assert "out of date: <strong>1</strong>" in body(desk(room))


def test_what_was_never_translated_cannot_be_small(room):
    assert room.client.post(room.paragraph(0, "minor"), data={"language": "cnr"}).status_code == 404


def test_a_second_person_checks(room):
    translate(room, 0, "Stav nula;")
    page = body(desk(room))
    assert "another person checks it" in page
    assert "Mark as checked" not in page
    second = room.as_member(EventRole.SECRETARIAT)
    path = f"{room.path}/translation/cnr"
    assert "Mark as checked" in body(second.get(path))
    answer = second.post(
        room.paragraph(0, "state"), data={"language": "cnr", "state": "checked", "desk": "all"}
    )
    assert answer.status_code == 303
    assert "checked: <strong>1</strong>" in body(second.get(path))


def test_the_source_may_be_edited_meanwhile(room):
    page = body(desk(room, at=room.uids[0]))
    seen = re.search(r'name="rendered"[^>]*value="(\d+)"', page)[1]
    room.client.post(room.paragraph(0), data={"text": "Paragraph nought;", "version": "1"})
    answer = translate(room, 0, "Stav nula;", rendered=seen, desk="all")
    assert answer.status_code == 303
    assert "out of date: <strong>1</strong>" in body(desk(room))


@pytest.mark.parametrize("code", ["en", "de", "zz"])
def test_only_languages_to_translate_into_have_a_desk(room, code):
    assert room.client.get(f"{room.path}/translation/{code}").status_code == 404


def test_readers_see_the_desk_without_buttons(room):
    reader = room.as_member(EventRole.VIEWER)
    page = body(reader.get(f"{room.path}/translation/cnr?at={room.uids[0]}"))
    assert "Paragraph 0;" in page
    assert "Translate</a>" not in page
    assert "paragraph-form" not in page


def test_the_desk_asks_a_constant_number_of_questions(make, sign_in):
    counts = []
    for size in (3, 60):
        room = Room(make, sign_in, size)
        text = queries.find_text(room.event, room.text.kind)
        for uid in room.uids[::2]:
            node = queries.find_node(text, uid)
            actions.edit_node(text, node, "cnr", "Stav;", 0, actor=room.user)
            actions.edit_node(text, node, "en", "Anew;", 1, actor=room.user)
        db.session.commit()
        desk(room)
        with count_queries() as statements:
            assert desk(room, at=room.uids[0]).status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1]
