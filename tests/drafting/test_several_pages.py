"""Several paragraphs typed into one field, with and without scripts: shown first, then made."""

from __future__ import annotations

import re

import pytest

from eventmgr.accounts.models import EventRole
from eventmgr.database import db, now
from eventmgr.drafting import queries
from tests.drafting.test_pages import Room, body


@pytest.fixture
def room(make, sign_in):
    return Room(make, sign_in)


def fields(page):
    """What the page's form would send, hidden fields and chosen kinds."""
    found = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    typed = re.search(r'<textarea name="text"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    found["text"] = typed[1]
    for name, inner in re.findall(r'name="(kind-\d+)">(.*?)</select>', page, re.DOTALL):
        found[name] = re.search(r'value="([^"]+)" selected', inner)[1]
    return found


def test_an_empty_line_is_asked_about_and_makes_paragraphs(room):
    typed = "Agree:\n\n(a) first;\n\n(b) second;"
    asked = room.client.post(room.paragraph(1), data={"text": typed, "version": "1"})
    assert asked.status_code == 200
    page = body(asked)
    assert room.texts() == ["Paragraph 0;", "Paragraph 1;", "Paragraph 2;"]
    sent = fields(page)
    assert sent["kind-1"] == sent["kind-2"] == "sub-point:2"
    answer = room.client.post(room.paragraph(1), data={**sent, "parts": "1"})
    assert answer.status_code == 303
    assert room.texts() == ["Paragraph 0;", "Agree:", "first;", "second;", "Paragraph 2;"]
    page = body(room.client.get(answer.headers["Location"]))
    undo = re.search(r'action="([^"]*/reshaped/\d+/undo[^"]*)"', page)[1]
    assert room.client.post(undo.replace("&amp;", "&")).status_code == 303
    assert room.texts() == ["Paragraph 0;", "Paragraph 1;", "Paragraph 2;"]


def test_a_kind_is_chosen_before_they_are_made(room):
    asked = room.client.post(room.paragraph(0), data={"text": "One;\n\nTwo;", "version": "1"})
    sent = {**fields(body(asked)), "kind-1": "sub-point:2", "parts": "1"}
    assert room.client.post(room.paragraph(0), data={**sent, "kind-1": "x:1"}).status_code == 400
    room.client.post(room.paragraph(0), data=sent)
    room.texts()
    text = queries.find_text(room.event, room.text.kind)
    tree = queries.tree(text, ["en"])
    assert [one.reference for one in tree.paragraphs] == ["1", "1 (a)", "2", "3"]


def test_it_may_stay_one_paragraph_or_go_back_to_writing(room):
    typed = {"text": "One;\n\nTwo;", "version": "1"}
    page = body(room.client.post(room.paragraph(0), data={**typed, "again": "1"}))
    assert "One;\n\nTwo;" in page.replace("\r\n", "\n")
    assert room.texts()[0] == "Paragraph 0;"
    answer = room.client.post(room.paragraph(0), data={**typed, "whole": "1"})
    assert answer.status_code == 303
    assert room.texts()[0] == "One;\\\nTwo;"


def test_somebody_elses_newer_words_are_shown_not_split(room):
    room.client.post(room.paragraph(0), data={"text": "Newer;", "version": "1"})
    sent = {"text": "One;\n\nTwo;", "version": "1", "parts": "1"}
    answer = room.client.post(room.paragraph(0), data=sent)
    assert answer.status_code == 409
    assert "Newer;" in body(answer)
    assert room.texts()[0] == "Newer;"


def test_several_paragraphs_are_added_at_once(room):
    path = f"{room.path}/paragraphs/new"
    typed = {"text": "1. One;\n\n2. Two;\n\n(a) x;\n\n(b) y;", "kind": "operative:1",
             "after": room.uids[0]}  # fmt: skip
    asked = room.client.post(path, data=typed)
    assert asked.status_code == 200
    assert len(room.texts()) == 3
    answer = room.client.post(path, data={**fields(body(asked)), "parts": "1"})
    assert answer.status_code == 303
    assert room.texts() == ["Paragraph 0;", "One;", "Two;", "x;", "y;", "Paragraph 1;",
                            "Paragraph 2;"]  # fmt: skip


def test_a_translation_fills_the_paragraphs_that_follow(room):
    data = {"text": "Nula;\n\nJedan;", "version": "0", "language": "cnr", "state": "translated",
            "rendered": ""}  # fmt: skip
    asked = room.client.post(room.paragraph(0), data=data)
    page = body(asked)
    assert "kind-1" not in page
    answer = room.client.post(room.paragraph(0), data={**fields(page), "parts": "1"})
    assert answer.status_code == 303
    assert room.texts("cnr") == ["Nula;", "Jedan;", ""]
    assert len(room.texts()) == 3


def test_joining_offers_undo_on_the_page(room):
    answer = room.client.post(room.paragraph(1, "join"))
    assert answer.status_code == 303
    assert room.texts() == ["Paragraph 0; Paragraph 1;", "Paragraph 2;"]
    page = body(room.client.get(answer.headers["Location"]))
    undo = re.search(r'action="([^"]*/reshaped/\d+/undo[^"]*)"', page)[1].replace("&amp;", "&")
    assert room.paragraph(1, "restore") in body(room.client.get(f"{room.path}/deleted"))
    changes = body(room.client.get(f"{room.path}/changes"))
    assert "joined a paragraph with the one before it" in changes
    room.client.post(undo)
    assert room.texts() == ["Paragraph 0;", "Paragraph 1;", "Paragraph 2;"]
    # Pressed twice, nothing happens twice.
    assert room.client.post(undo).status_code == 303
    assert room.texts() == ["Paragraph 0;", "Paragraph 1;", "Paragraph 2;"]


def test_who_only_reads_neither_joins_nor_splits(room):
    reader = room.as_member(EventRole.VIEWER)
    assert reader.post(room.paragraph(1, "join")).status_code == 403
    typed = {"text": "One;\n\nTwo;", "version": "1", "parts": "1"}
    assert reader.post(room.paragraph(0), data=typed).status_code == 403
    assert reader.post(f"{room.path}/reshaped/1/undo").status_code == 403


def test_the_undo_of_another_text_is_not_there(room, make, sign_in):
    other = Room(make, sign_in)
    made = other.client.post(other.paragraph(1, "join")).headers["Location"]
    number = re.search(r"reshaped=(\d+)", made)[1]
    assert room.client.post(f"{room.path}/reshaped/{number}/undo").status_code == 404
    assert len(other.texts()) == 2


def test_an_adopted_text_is_neither_split_nor_joined(room):
    room.text.silent_until = now()
    db.session.commit()
    for path, data in (
        (room.paragraph(1, "join"), {}),
        (room.paragraph(0), {"text": "One;\n\nTwo;", "version": "1", "parts": "1"}),
    ):
        assert room.client.post(path, data=data).status_code == 409
    assert len(room.texts()) == 3
