"""The import screen: both sides linked, every decision shown in its effect, nothing kept before."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import func, select

from eventmgr.accounts.models import EventRole
from eventmgr.database import db
from eventmgr.drafting import queries
from eventmgr.drafting.models import TextKind, TextNode, TextRevision
from tests.drafting.browser import upload
from tests.text.readers.test_word_changes import HEAD as WORD_HEAD
from tests.text.readers.test_word_changes import WORDS, item, tracked
from tests.text.word import run, word_file

TEXT = """CONCLUSIONS

The participants agreed upon the following:

1. Strengthen the cooperation. Exchange information at the border;
2. Meet again
3. in the spring of next year.

Belgrade, 2 December 2011
"""


@pytest.fixture
def desk(make, sign_in):
    event = make.event(document_languages=["en", "cnr", "sq"])
    client = sign_in(make.member(event, EventRole.ORGANISER))
    return client, f"/events/{event.slug}/conclusions", event


def stored(event, language="en"):
    """Kinds, labels and texts of what is stored."""
    db.session.expire_all()
    text = queries.find_text(event, TextKind.CONCLUSIONS)
    if text is None:
        return []
    tree = queries.tree(text, [language])
    return [(one.kind.value, one.label.plain, one.text(language)) for one in tree.paragraphs]


def store(client, review, **answers):
    return client.post(review, data={"language": "en", "store": "1", **answers})


def test_both_sides_lead_to_one_another(desk):
    client, base, _event = desk
    page = client.get(upload(client, base, TEXT.encode())).get_data(as_text=True)
    for line in (3, 5, 6, 9):
        assert f'id="s-{line}"' in page
        assert f'href="#s-{line}"' in page
        assert f'href="#r-{line}"' in page
    assert page.index('id="s-5"') < page.index('id="r-5"')
    assert re.search(r'id="r-5"[^>]*data-lines="5"', page)


def test_nothing_is_stored_by_looking(desk):
    client, base, event = desk
    review = upload(client, base, TEXT.encode())
    page = client.post(review, data={"language": "en", "look": "all", "kind-5": "heading:1"})
    assert page.status_code == 200
    assert stored(event) == []
    assert db.session.scalar(select(func.count()).select_from(TextNode)) == 0


def test_kind_of_a_paragraph_is_changed_there(desk):
    client, base, event = desk
    review = upload(client, base, TEXT.encode())
    answers = {"read-5": "operative:1", "kind-5": "preambular:0"}
    shown = client.post(review, data={"language": "en", "look": "5", **answers})
    assert re.search(r'id="r-5" data-kind="preambular"', shown.get_data(as_text=True))
    assert store(client, review, **answers).status_code == 303
    assert stored(event)[1][:2] == ("preambular", "")
    assert stored(event)[2][:2] == ("operative", "1")


def test_a_choice_nobody_made_does_not_stand_against_an_answer(desk):
    client, base, event = desk
    review = upload(client, base, TEXT.encode())
    # The page was sent with the kinds as read; nothing was chosen in it.
    answers = {"read-5": "operative:1", "kind-5": "operative:1", "read-6": "x", "kind-6": "x"}
    assert store(client, review, **answers).status_code == 303
    assert [kind for kind, _label, _text in stored(event)][:2] == ["formula", "operative"]


def test_paragraphs_are_joined_and_split(desk):
    client, base, event = desk
    review = upload(client, base, TEXT.encode())
    page = client.get(review).get_data(as_text=True)
    number = re.search(r'id="take-(\d+)"', page)
    assert number
    answers = {
        f"question-{number[1]}": "keep",
        "split-5": "Exchange information",
        "join-7": "1",
    }
    shown = client.post(review, data={"language": "en", "look": "all", **answers})
    text = shown.get_data(as_text=True)
    assert 'id="r-5-2"' in text
    assert re.search(r'id="join-7" name="join-7" value="1" checked', text)
    assert store(client, review, **answers).status_code == 303
    assert stored(event)[1:4] == [
        ("operative", "1", "Strengthen the cooperation."),
        ("operative", "2", "Exchange information at the border;"),
        ("operative", "3", "Meet again in the spring of next year."),
    ]


def test_words_to_split_at_must_be_there(desk):
    client, base, event = desk
    review = upload(client, base, TEXT.encode())
    answer = store(client, review, **{"split-5": "words that nobody wrote"})
    assert answer.status_code == 409
    assert "words that nobody wrote" in answer.get_data(as_text=True)
    assert stored(event) == []


def test_a_closing_line_may_be_left_out(desk):
    client, base, event = desk
    review = upload(client, base, TEXT.encode())
    assert 'id="leave-closing-9"' in client.get(review).get_data(as_text=True)
    assert store(client, review, **{"leave-9": "1"}).status_code == 303
    assert "closing" not in [kind for kind, _label, _text in stored(event)]


def test_a_question_stands_at_its_paragraph(desk):
    client, base, _event = desk
    page = client.get(upload(client, base, TEXT.encode())).get_data(as_text=True)
    row = page[page.index('id="r-6"') :]
    assert "Meet again in the spring of next year." in row[: row.index("</li>")]
    assert "data-doubtful" in row[:200]


TRACKED = word_file(WORD_HEAD + WORDS + item(tracked("ins", run("Added paragraph.")), "ins"))


def test_tracked_changes_must_be_decided(desk):
    client, base, event = desk
    review = upload(client, base, TRACKED, "x.docx")
    page = client.get(review).get_data(as_text=True)
    assert "Ana" in page
    assert "2016-09-01" in page
    assert "<del>old</del>" in page
    answer = store(client, review)
    assert answer.status_code == 409
    assert stored(event) == []


@pytest.mark.parametrize(
    ("answers", "texts"),
    [
        ({"changes": "accept"}, ["Continue the new dialogue at once.", "Meet again.", "Added paragraph."]),  # noqa: E501
        ({"changes": "reject"}, ["Continue the old dialogue.", "Meet again."]),
        (
            {"changes": "each", "change-1": "accept", "change-2": "reject", "change-3": "reject"},
            ["Continue the new dialogue.", "Meet again."],
        ),
    ],
)  # fmt: skip
def test_tracked_changes_are_carried_out_as_decided(desk, answers, texts):
    client, base, event = desk
    review = upload(client, base, TRACKED, "x.docx")
    assert store(client, review, **answers).status_code == 303
    assert [text for kind, _label, text in stored(event) if kind == "operative"] == texts


def test_one_change_left_open_stops_the_storing(desk):
    client, base, event = desk
    review = upload(client, base, TRACKED, "x.docx")
    answer = store(client, review, **{"changes": "each", "change-1": "accept"})
    assert answer.status_code == 409
    assert stored(event) == []


SOURCE = (
    "CONCLUSIONS\n\nThe participants agreed upon the following:\n\n"
    "1. Continue the dialogue:\n   a. between services;\n   b. between courts;\n2. Meet again."
)
PARTLY = (
    "ZAKLJUČCI\n\nUčesnici su usvojili sljedeće zaključke:\n\n"
    "1. Nastaviti dijalog:\n   a. između službi;\n2. Ponovo se sastati."
)


def test_a_translation_stands_beside_its_text(desk):
    client, base, event = desk
    assert store(client, upload(client, base, SOURCE.encode())).status_code == 303
    review = upload(client, base, PARTLY.encode())
    page = client.post(review, data={"language": "cnr", "look": "all"}).get_data(as_text=True)
    row = page[page.index('id="r-7"') :]
    assert "Meet again." in row[: row.index("</li>")]
    assert "The file has no translation of this paragraph." in page
    refused = client.post(review, data={"language": "cnr", "store": "1"})
    assert refused.status_code == 409
    kept = client.post(review, data={"language": "cnr", "store": "1", "partly": "1"})
    assert kept.status_code == 303
    texts = [text for _kind, _label, text in stored(event, "cnr")]
    assert texts == [
        "Učesnici su usvojili sljedeće zaključke:", "Nastaviti dijalog:", "između službi;", "",
        "Ponovo se sastati.",
    ]  # fmt: skip
    assert [text for _kind, _label, text in stored(event)][-1] == "Meet again."


def test_what_fits_nowhere_is_refused_with_its_words(desk):
    client, base, _event = desk
    assert store(client, upload(client, base, SOURCE.encode())).status_code == 303
    more = PARTLY + "\n3. Objaviti zaključke."
    review = upload(client, base, more.encode())
    before = db.session.scalar(select(func.count()).select_from(TextRevision))
    answer = client.post(review, data={"language": "cnr", "store": "1", "partly": "1"})
    assert answer.status_code == 409
    assert "Objaviti zaključke." in answer.get_data(as_text=True)
    assert db.session.scalar(select(func.count()).select_from(TextRevision)) == before


def test_a_long_text_is_shown_without_a_form_for_each_paragraph(desk):
    client, base, event = desk
    long = "CONCLUSIONS\n\n" + "\n".join(f"{n}. Continue the dialogue." for n in range(1, 700))
    review = upload(client, base, long.encode())
    page = client.get(review).get_data(as_text=True)
    assert 'name="kind-5"' not in page
    assert store(client, review).status_code == 303
    assert len(stored(event)) == 699
