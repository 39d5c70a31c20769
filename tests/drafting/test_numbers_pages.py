"""The page of numbers: holding, renumbering, the table of old and new ones."""

from __future__ import annotations

import re

import pytest

from eventmgr.accounts.models import EventRole
from tests.drafting.test_pages import Room, body


@pytest.fixture
def room(make, sign_in):
    return Room(make, sign_in)


def put_in(room, place, words):
    return room.client.post(
        f"{room.path}/paragraphs/new",
        data={"after": room.uids[place], "kind": "operative:1", "text": words},
    )


def labels(page):
    return re.findall(r'<span class="draft-label">([^<]*)</span>', page)


def test_held_numbers_on_the_editor_page(room):
    assert "Hold the numbers" in body(room.client.get(f"{room.path}/numbers"))
    assert room.client.post(f"{room.path}/numbers/hold").status_code == 303
    put_in(room, 0, "New;")
    room.client.post(room.paragraph(1, "delete"))
    page = body(room.client.get(room.path))
    assert labels(page) == ["1.", "1 bis.", "2.", "3."]
    assert "deleted" in page
    printed = body(room.client.get(f"{room.path}?right=paper-en"))
    assert "[deleted]" in printed


def test_renumbering_shows_what_it_will_do_and_what_it_did(room):
    room.client.post(f"{room.path}/numbers/hold")
    put_in(room, 0, "New words;")
    room.client.post(room.paragraph(1, "delete"))
    page = body(room.client.get(f"{room.path}/numbers"))
    assert "What renumbering will change" in page
    assert "<strong>1 bis</strong>" in page
    assert room.client.post(f"{room.path}/numbers/renumber").status_code == 303
    page = body(room.client.get(f"{room.path}/numbers"))
    assert "Ana Author" in page
    rows = re.findall(r"<tr><th scope=\"row\">(.*?)</th><td>(.*?)</td>", page)
    plain = [tuple(re.sub(r"<[^>]+>", "", cell) for cell in row) for row in rows]
    assert plain == [("1", "1"), ("1 bis", "2"), ("2", "deleted"), ("3", "3")]
    assert room.client.post(f"{room.path}/numbers/renumber").status_code == 409


def test_every_style_is_shown_with_this_texts_labels(room):
    page = body(room.client.get(f"{room.path}/numbers"))
    for sample in ("1. …", "1) …", "(1) …"):
        assert sample in page


@pytest.mark.parametrize("draft", ["", "?draft=1"])
def test_the_table_is_printed_in_each_language(room, draft, tmp_path):
    room.client.post(
        room.paragraph(0),
        data={"text": "Stav;", "version": "0", "language": "cnr", "state": "translated"},
    )
    room.client.post(f"{room.path}/numbers/hold")
    put_in(room, 0, "New words;")
    room.client.post(f"{room.path}/numbers/renumber")
    link = re.search(
        r'href="([^"]*/numbers/\d+/)en\.pdf"', body(room.client.get(f"{room.path}/numbers"))
    )
    for code in ("en", "cnr"):
        answer = room.client.get(f"{link[1]}{code}.pdf{draft}")
        assert answer.status_code == 200, body(answer)[:500]
        assert answer.data.startswith(b"%PDF-")
    assert room.client.get(f"{link[1]}de.pdf").status_code == 404
    assert room.client.get(re.sub(r"\d+/$", "99999/", link[1]) + "en.pdf").status_code == 404


def test_readers_may_look_but_not_renumber(room):
    reader = room.as_member(EventRole.VIEWER)
    page = body(reader.get(f"{room.path}/numbers"))
    assert "Hold the numbers</button>" not in page
    assert reader.post(f"{room.path}/numbers/hold").status_code == 403
    assert reader.post(f"{room.path}/numbers/renumber").status_code == 403
