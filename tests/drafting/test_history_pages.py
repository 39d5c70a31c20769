"""Histories: any two wordings compared, one restored, the whole text's changes, references."""

from __future__ import annotations

import re

import pytest

from eventmgr.accounts.models import EventRole
from eventmgr.database import db
from eventmgr.drafting import histories, queries
from eventmgr.drafting.models import TextKind
from tests.drafting.test_pages import Room, body
from tests.helpers import count_queries


@pytest.fixture
def room(make, sign_in):
    return Room(make, sign_in)


def write(room, place, words, number, **more):
    data = {"text": words, "version": str(number), **more}
    return room.client.post(room.paragraph(place), data=data)


def test_any_two_wordings_are_compared(room):
    for number, words in enumerate(("One thing;", "Another thing;", "A third thing;"), start=1):
        write(room, 0, words, number)
    page = body(room.client.get(f"{room.paragraph(0, 'history')}?from=2&to=4"))
    assert "<del>One</del>" in page
    assert "<ins>A third</ins>" in page
    # Back in time as well.
    page = body(room.client.get(f"{room.paragraph(0, 'history')}?from=4&to=2"))
    assert "<del>A third</del>" in page


def test_an_earlier_wording_is_restored_as_a_new_revision(room):
    write(room, 0, "Another thing;", 1)
    restore = room.paragraph(0, "history", "restore")
    answer = room.client.post(restore, data={"number": "1", "language": "en"})
    assert answer.status_code == 303
    assert room.texts()[0] == "Paragraph 0;"
    text = queries.find_text(room.event, TextKind.CONCLUSIONS)
    steps = queries.history(queries.find_node(text, room.uids[0]), "en")
    assert [step.revision.number for step in steps] == [3, 2, 1]
    assert steps[0].revision.reason
    assert room.client.post(restore, data={"number": "9"}).status_code == 404
    reader = room.as_member(EventRole.VIEWER)
    assert reader.post(restore, data={"number": "1"}).status_code == 403


def test_a_restored_translation_is_one_of_its_own_source(room):
    cnr = {"language": "cnr", "state": "translated"}
    write(room, 0, "Stav nula;", 0, **cnr)
    write(room, 0, "Paragraph nought;", 1)
    write(room, 0, "Stav ništa;", 1, **cnr)
    room.client.post(
        room.paragraph(0, "history", "restore"), data={"number": "1", "language": "cnr"}
    )
    db.session.rollback()
    text = queries.find_text(room.event, TextKind.CONCLUSIONS)
    wording = queries.tree(text, ("en", "cnr")).paragraphs[0].wording("cnr")
    assert (wording.text, wording.rendered) == ("Stav nula;", "Paragraph 0;")


def test_the_whole_texts_changes_name_who_did_what(room):
    write(room, 0, "Another thing;", 1, reason="Clearer")
    room.client.post(room.paragraph(2, "delete"))
    room.client.post(f"{room.path}/numbers/hold")
    page = body(room.client.get(f"{room.path}/changes"))
    assert "Ana Author" in page
    assert "Clearer" in page
    assert "deleted a paragraph" in page
    assert "held the numbers of a text" in page
    assert "deleted since" in page
    assert "<ins>Another thing</ins>" in page
    only = body(room.client.get(f"{room.path}/changes?language=cnr"))
    assert "Nothing was changed yet" in only
    assert room.client.get(f"{room.path}/changes?language=de").status_code == 404


def test_changes_go_on_over_pages_without_losing_one(room, monkeypatch):
    for number in range(1, 12):
        write(room, 0, f"Wording {number};", number)
    room.client.post(room.paragraph(2, "delete"))
    monkeypatch.setattr(histories, "PAGE", 4)
    db.session.rollback()
    text = queries.find_text(room.event, TextKind.CONCLUSIONS)
    found, page, older = [], 1, True
    while older:
        shown, older = histories.changes(text, "", page)
        found += shown
        page += 1
    assert sum(1 for one in found if not one.deed) == 3 + 11
    assert [one.deed for one in found if one.deed] == ["drafting.delete", "drafting.begin"]
    assert [one.at for one in found] == sorted((one.at for one in found), reverse=True)


def test_histories_ask_a_constant_number_of_questions(make, sign_in):
    counts = []
    for size in (2, 20):
        room = Room(make, sign_in, size)
        room.client.get(f"{room.path}/changes")
        with count_queries() as statements:
            assert room.client.get(f"{room.path}/changes").status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_a_reference_is_inserted_without_scripts(room):
    page = body(room.client.get(room.paragraph(0)))
    assert f'<option value="{room.uids[1]}">paragraph 2: Paragraph 1;</option>' in page
    answer = write(room, 0, "See", 1, refer_to=room.uids[1], insert="1")
    assert answer.status_code == 200
    assert f"See [#{room.uids[1]}]</textarea>" in body(answer)
    assert room.texts()[0] == "Paragraph 0;"
    write(room, 0, f"See [#{room.uids[1]}];", 1)
    page = body(room.client.get(room.path))
    assert f'See <a class="ref" href="#p-{room.uids[1]}">paragraph 2</a>;' in page
    room.client.post(room.paragraph(1, "delete"))
    page = body(room.client.get(room.path))
    assert "[?]" in page
    assert "refers to one that is no longer there" in page


def test_a_comment_stands_in_the_margin_of_its_paragraph(room):
    room.client.post(
        f"{room.path}/comments/new", data={"paragraph": room.uids[1], "body": "Too long."}
    )
    page = body(room.client.get(room.path))
    assert "draft--remarks" in page
    row = re.search(rf'<li class="draft-row" id="p-{room.uids[1]}".*?</li>\s*<li', page, re.S)[0]
    assert "draft-margin" in row
    assert "Too long." in row
