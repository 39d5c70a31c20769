"""The editor's pages, seen from a browser."""

from __future__ import annotations

import io
import re

import pytest

from eventmgr.accounts.models import EventRole
from eventmgr.database import db
from eventmgr.drafting import actions, queries
from eventmgr.drafting.models import NodeKind, TextKind
from eventmgr.text.readers.errors import MAX_PARAGRAPH_CHARACTERS
from tests.drafting.browser import import_text, upload
from tests.helpers import count_queries


class Room:
    """An event with conclusions of some paragraphs, and people who look at it."""

    def __init__(self, make, sign_in, paragraphs=3):
        self.make, self.sign_in = make, sign_in
        self.event = make.event()
        self.user = make.member(self.event, name="Ana Author")
        self.path = f"/events/{self.event.slug}/conclusions"
        self.text = actions.create_text(
            self.event, TextKind.CONCLUSIONS, actor=self.user, source_language="en"
        )
        node = None
        self.uids = []
        for number in range(paragraphs):
            node = actions.add_node(
                self.text, node, NodeKind.OPERATIVE, None, f"Paragraph {number};", actor=self.user
            )
            self.uids.append(node.uid)
        db.session.commit()
        self.client = sign_in(self.user)

    def as_member(self, role):
        return self.sign_in(self.make.member(self.event, role))

    def paragraph(self, place, *rest):
        return "/".join([self.path, "paragraphs", self.uids[place], *rest])

    def texts(self, language="en"):
        db.session.rollback()
        text = queries.find_text(self.event, TextKind.CONCLUSIONS)
        return queries.tree(text, queries.languages_of(text, self.event)).texts(language)


@pytest.fixture
def room(make, sign_in):
    return Room(make, sign_in)


def body(answer):
    return answer.get_data(as_text=True)


def test_a_text_is_begun_and_written(make, sign_in):
    event = make.event()
    client = sign_in(make.member(event))
    path = f"/events/{event.slug}/conclusions"
    assert "There are no conclusions yet" in body(client.get(path))
    assert client.post(f"{path}/begin", data={"source_language": "cnr"}).status_code == 303
    answer = client.post(
        f"{path}/paragraphs/new", data={"kind": "operative:1", "text": "Ojačati *saradnju*."}
    )
    assert answer.status_code == 303
    page = body(client.get(answer.headers["Location"]))
    assert "Ojačati <em>saradnju</em>." in page
    assert '<span class="draft-label">1.</span>' in page


def test_conflict_shows_both_texts_and_lets_one_save(room):
    first = {"text": "Written first;", "version": "1"}
    assert room.client.post(room.paragraph(0), data=first).status_code == 303
    second = {"text": "Written second;", "version": "1", "reason": "Why"}
    answer = room.client.post(room.paragraph(0), data=second)
    assert answer.status_code == 409
    page = body(answer)
    assert "Written first;" in page
    assert "Written second;" in page
    assert "Ana Author" in page
    assert "<del>first</del>" in page
    assert "<ins>second</ins>" in page
    assert room.texts()[0] == "Written first;"
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', page))
    merged = {**fields, "text": "Written by both;"}
    assert room.client.post(room.paragraph(0), data=merged).status_code == 303
    assert room.texts()[0] == "Written by both;"


def test_delete_offers_undo(room):
    answer = room.client.post(room.paragraph(1, "delete"))
    assert answer.status_code == 303
    assert room.texts() == ["Paragraph 0;", "Paragraph 2;"]
    page = body(room.client.get(answer.headers["Location"]))
    restore = room.paragraph(1, "restore")
    assert f'action="{restore}' in page
    assert "Paragraph 1;" in body(room.client.get(f"{room.path}/deleted"))
    room.client.post(restore)
    assert room.texts() == ["Paragraph 0;", "Paragraph 1;", "Paragraph 2;"]


def test_moving_keeps_the_place_on_the_page(room):
    answer = room.client.post(room.paragraph(2, "move"), data={"direction": "up"})
    assert answer.headers["Location"].endswith(f"#p-{room.uids[2]}")
    assert room.texts() == ["Paragraph 0;", "Paragraph 2;", "Paragraph 1;"]
    assert room.client.post(room.paragraph(2, "move"), data={}).status_code == 400


def test_kind_is_changed_to_what_the_desk_offers(room):
    answer = room.client.post(room.paragraph(1, "kind"), data={"kind": "sub-point:2"})
    assert answer.status_code == 303
    assert '<span class="draft-label">a.</span>' in body(room.client.get(room.path))
    for wrong in ("sub-point:7", "nonsense", ""):
        answer = room.client.post(room.paragraph(1, "kind"), data={"kind": wrong})
        assert answer.status_code == 400


def test_translation_side_by_side_with_its_state(room):
    answer = room.client.post(
        room.paragraph(0),
        data={"text": "Stav nula;", "version": "0", "language": "cnr", "state": "translated"},
    )
    assert answer.status_code == 303
    page = body(room.client.get(f"{room.path}?left=en&right=cnr"))
    assert "Stav nula;" in page
    assert page.count("Not written in this language yet.") == 2
    room.client.post(room.paragraph(0), data={"text": "Paragraph zero;", "version": "1"})
    page = body(room.client.get(f"{room.path}?left=en&right=cnr"))
    assert "What changed in the source since" in page
    state = {"language": "cnr", "state": "checked"}
    assert room.client.post(room.paragraph(0, "state"), data=state).status_code == 409
    second = room.as_member(EventRole.ORGANISER)
    assert second.post(room.paragraph(0, "state"), data=state).status_code == 303
    page = body(room.client.get(f"{room.path}?left=en&right=cnr"))
    assert "What changed in the source since" not in page
    assert "checked" in page


def test_save_and_next_goes_to_the_next_missing_translation(room):
    answer = room.client.post(
        room.paragraph(0),
        data={
            "text": "Stav;", "version": "0", "language": "sq", "state": "translated", "next": "1",
        },
    )  # fmt: skip
    assert room.uids[1] in answer.headers["Location"]
    assert "language=sq" in answer.headers["Location"]


@pytest.mark.parametrize("text", ["x" * (MAX_PARAGRAPH_CHARACTERS + 1), "", "   "])
def test_too_long_or_empty_text_is_kept_in_the_form(room, text):
    answer = room.client.post(room.paragraph(0), data={"text": text, "version": "1"})
    assert answer.status_code == 422
    assert text in body(answer)
    assert room.texts()[0] == "Paragraph 0;"


def test_text_is_shown_escaped(room):
    room.client.post(
        room.paragraph(0), data={"text": "<script>alert(1)</script> & [x](javascript:y)",
                                 "version": "1"},
    )  # fmt: skip
    page = body(room.client.get(f"{room.path}?right=paper-en"))
    assert "<script>alert" not in page
    assert 'href="javascript' not in page


def test_another_texts_paragraph_does_not_exist_here(room, make, sign_in):
    other = Room(make, sign_in)
    foreign = other.uids[0]
    for method, rest, data in (
        ("get", "", None),
        ("post", "", {"text": "Mine now;", "version": "1"}),
        ("post", "/move", {"direction": "up"}),
        ("post", "/delete", {}),
        ("post", "/restore", {}),
        ("post", "/kind", {"kind": "operative:1"}),
        ("post", "/state", {"language": "cnr", "state": "checked"}),
        ("get", "/history", None),
    ):
        answer = getattr(room.client, method)(f"{room.path}/paragraphs/{foreign}{rest}", data=data)
        assert answer.status_code == 404, rest
    for query in (f"comments/new?paragraph={foreign}", f"paragraphs/new?after={foreign}"):
        assert room.client.get(f"{room.path}/{query}").status_code == 404
    answer = room.client.post(room.paragraph(0, "move"), data={"before": foreign})
    assert answer.status_code == 404
    assert other.texts()[0] == "Paragraph 0;"


def test_another_texts_comment_does_not_exist_here(room, make, sign_in):
    other = Room(make, sign_in)
    comment = actions.add_comment(other.text, None, "Ours", actor=other.user)
    db.session.commit()
    answer = room.client.post(f"{room.path}/comments/{comment.id}/resolve")
    assert answer.status_code == 404


@pytest.mark.parametrize("code", ["de", "zz", "en.txt", ""])
def test_unknown_languages_are_no_pages(room, code):
    for kind in ("paper/{}", "paper/{}.pdf", "text/{}.txt"):
        assert room.client.get(f"{room.path}/{kind.format(code)}").status_code == 404
    if code:
        assert room.client.get(f"{room.paragraph(0)}?language={code}").status_code == 404


@pytest.mark.parametrize(
    ("role", "comment", "write"),
    [(EventRole.VIEWER, 403, 403), (EventRole.CO_ORGANISER, 200, 403),
     (EventRole.SECRETARIAT, 200, 200)],
)  # fmt: skip
def test_who_may_comment_and_write(room, role, comment, write):
    client = room.as_member(role)
    assert client.get(room.path).status_code == 200
    assert client.get(f"{room.path}/comments/new").status_code == comment
    assert client.get(room.paragraph(0)).status_code == write
    assert client.get(f"{room.path}/import").status_code == write
    assert client.get(f"{room.path}/settings").status_code == write
    assert (client.post(room.paragraph(0, "delete")).status_code == 403) is (write == 403)


def test_comment_beside_the_paragraph_until_dealt_with(room):
    reader = room.as_member(EventRole.CO_ORGANISER)
    answer = reader.post(
        f"{room.path}/comments/new", data={"paragraph": room.uids[1], "body": "Too <b>long</b>."}
    )
    assert answer.status_code == 303
    page = body(room.client.get(room.path))
    assert "Too &lt;b&gt;long&lt;/b&gt;." in page
    number = re.search(r"/comments/(\d+)/resolve", page)[1]
    room.client.post(f"{room.path}/comments/{number}/resolve")
    assert "Too &lt;b&gt;" not in body(room.client.get(room.path))


def test_history_tells_who_wrote_what_and_why(room):
    room.client.post(
        room.paragraph(0),
        data={"text": "Paragraph nought;", "version": "1", "reason": "Sounds better"},
    )
    page = body(room.client.get(room.paragraph(0, "history")))
    assert "Sounds better" in page
    assert "Ana Author" in page
    assert "<ins>nought</ins>" in page
    again = re.search(r'href="([^"]*wording=1[^"]*)"', page)[1].replace("&amp;", "&")
    assert "Paragraph 0;</textarea>" in body(room.client.get(again))


def test_settings_change_the_labels(room):
    page = body(room.client.get(f"{room.path}/settings"))
    version = re.search(r'name="version"[^>]*value="(\d+)"', page)[1]
    values = {"label_style": "(1)/(a)", "authentic_language": "cnr", "version": version}
    assert room.client.post(f"{room.path}/settings", data=values).status_code == 303
    assert '<span class="draft-label">(1)</span>' in body(room.client.get(room.path))
    assert room.client.post(f"{room.path}/settings", data=values).status_code == 409


@pytest.mark.parametrize("view", ["?left=en&right=cnr", "?right=paper-en", "/deleted"])
def test_pages_ask_a_constant_number_of_questions(make, sign_in, view):
    counts = []
    for size in (3, 200):
        room = Room(make, sign_in, size)
        actions.add_comment(room.text, None, "All good?", actor=room.user)
        db.session.commit()
        address = room.path + view
        room.client.get(address)
        with count_queries() as statements:
            assert room.client.get(address).status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1]
    assert counts[0] <= 40


# --- import ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("x.pdf", b"%PDF-1.7 nothing", "This is a file of type PDF"),
        ("x.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Word file"),
        ("x.docx", b"PK\x03\x04 broken", ""),
        ("x.txt", b"", "The file is empty."),
        ("x.txt", b"\x00\x01\x02", "not a text"),
    ],
)
def test_unreadable_file_is_named_at_the_field(room, name, data, words):
    answer = room.client.post(
        f"{room.path}/import",
        data={"file": (io.BytesIO(data), name)},
        content_type="multipart/form-data",
    )
    assert answer.status_code == 422
    assert 'id="file-error"' in body(answer)
    assert words in body(answer)
    assert len(room.texts()) == 3


def test_nothing_sent_is_said_at_the_field(room):
    answer = room.client.post(f"{room.path}/import", data={})
    assert answer.status_code == 422
    assert "Please choose a file" in body(answer)


def test_pasted_text_is_imported(make, sign_in):
    event = make.event()
    client = sign_in(make.member(event))
    path = f"/events/{event.slug}/conclusions"
    answer = client.post(
        f"{path}/import", data={"pasted": "1. The ministries cooperate.\n2. They meet again.\n"}
    )
    stored = client.post(answer.headers["Location"], data={"language": "en", "store": "1"})
    assert stored.status_code == 303
    page = body(client.get(path))
    assert "The ministries cooperate." in page
    assert '<span class="draft-label">2.</span>' in page


def test_import_over_a_text_asks_first(room):
    data = b"1. New text.\n2. Second paragraph.\n"
    answer = import_text(room.client, room.path, data)
    assert answer.status_code == 409
    assert "There is a text already" in body(answer)
    assert room.texts()[0] == "Paragraph 0;"
    assert import_text(room.client, room.path, data, replace="1").status_code == 303
    assert room.texts() == ["New text.", "Second paragraph."]


def test_translation_of_another_structure_is_refused_with_reasons(room):
    answer = import_text(room.client, room.path, b"1. Prvi stav.\n2. Drugi stav.\n", "cnr")
    assert answer.status_code == 409
    assert "The translation has 2 paragraphs and the text has 3" in body(answer)


def test_translation_is_imported_beside_its_text(room):
    answer = import_text(
        room.client, room.path, b"1. Prvi stav;\n2. Drugi stav;\n3. Tri stava.\n", "cnr"
    )
    assert answer.status_code == 303
    assert room.texts("cnr") == ["Prvi stav;", "Drugi stav;", "Tri stava."]


def test_somebody_elses_file_does_not_exist(room, make):
    review = upload(room.client, room.path, b"1. Mine.\n2. Too.\n")
    other = room.as_member(EventRole.ORGANISER)
    assert other.get(review).status_code == 404
    assert other.post(review, data={"language": "en", "store": "1"}).status_code == 404
    assert room.client.get(review).status_code == 200


def test_a_file_sent_to_one_event_is_not_stored_in_another(room, make):
    review = upload(room.client, room.path, b"1. Mine.\n2. Too.\n")
    second = make.event()
    from eventmgr.accounts.models import Membership

    db.session.add(Membership(user_id=room.user.id, event_id=second.id, role=EventRole.ORGANISER))
    db.session.commit()
    elsewhere = review.replace(room.event.slug, second.slug)
    assert room.client.get(elsewhere).status_code == 404


def test_file_put_away_stores_nothing(room):
    review = upload(room.client, room.path, b"1. Mine.\n2. Too.\n")
    assert room.client.post(f"{review}/discard").status_code == 303
    assert room.client.get(review).status_code == 404
    assert len(room.texts()) == 3


def test_language_that_is_none_of_the_papers_is_refused(room):
    review = upload(room.client, room.path, b"1. Mine.\n2. Too.\n")
    answer = room.client.post(review, data={"language": "de", "store": "1", "replace": "1"})
    assert answer.status_code == 400
