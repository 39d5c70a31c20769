"""Texts of messages: words in braces, what is looked through before saving, the pages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from eventmgr.accounts.models import EventRole
from eventmgr.database import db
from eventmgr.i18n.languages import INTERFACE_LANGUAGES
from eventmgr.mail.messages import send
from eventmgr.mail.models import MailText
from eventmgr.mail.templates import (
    as_delivered,
    as_html,
    faults,
    fill,
    kind_of,
    kinds,
    render,
    samples,
)


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        ("Dear {name},", {"name": "Ana"}, "Dear Ana,"),
        ("Until {deadline}.\nLink: {link}", {"deadline": "", "link": "x"}, "Link: x"),
        ("{dates}, {place}", {"dates": "1 May", "place": ""}, "1 May, "),
        ("{name}", {"name": "{link}", "link": "secret"}, "{link}"),
        ("A {stranger} stays", {"name": "x"}, "A {stranger} stays"),
        ("One\n\n{gone}\n\nTwo", {"gone": ""}, "One\n\nTwo"),
    ],
)
def test_fill_puts_words_in_and_leaves_out_empty_lines(text, values, expected) -> None:
    assert fill(text, values) == expected.rstrip()


def test_html_comes_from_the_same_text_and_is_escaped() -> None:
    text = 'Dear <b>Ana</b>,\nsee https://example.org/a?b="c" & more.\n\nYours'
    assert str(as_html(text)) == (
        "<p>Dear &lt;b&gt;Ana&lt;/b&gt;,<br>\n"
        'see <a href="https://example.org/a?b=">https://example.org/a?b=</a>&#34;c&#34; &amp; '
        "more.</p>\n<p>Yours</p>"
    )


@given(st.text(max_size=300))
def test_html_of_any_text_holds_no_tag_of_the_text(text: str) -> None:
    html = str(as_html(text))
    for tag in ("<p>", "</p>", "<br>", "</a>"):
        html = html.replace(tag, "")
    assert html.count("<") == html.count('<a href="http')


@pytest.mark.parametrize(
    ("subject", "body", "words"),
    [
        ("Hello", "{link} {linl}", "{linl}"),
        ("Hello", "{link} {Link}", "{Link}"),
        ("Hello", "{link} {event", "{event"),
        ("Hello", "{link} }", "}"),
        ("Hello", "no word of use", "{link}"),
        ("For {name}", "{link}", ""),
    ],
)
def test_text_is_looked_through_before_saving(app, subject, body, words) -> None:
    found = faults(kind_of("invitation_reminder"), subject, body)
    assert len(found) == 1
    assert found[0].params.get("word", "") == words
    assert faults(kind_of("invitation_reminder"), "Hello {event}", "{link} {deadline}") == []


def test_every_text_as_delivered_passes_its_own_check_in_every_language(app) -> None:
    assert len(kinds()) >= 10
    for kind in kinds():
        for code in INTERFACE_LANGUAGES:
            source = as_delivered(kind, code)
            assert faults(kind, source.subject, source.body) == [], (kind.name, code)
            assert "  " not in source.subject
            made = render(kind.name, None, code, samples(kind, {}), source=source)
            assert "{" not in made.text, (kind.name, code)


@pytest.fixture
def event(make):
    return make.event(contact_email="desk@example.org")


@pytest.fixture
def organiser(make, event, sign_in):
    return sign_in(make.member(event, EventRole.ORGANISER))


def _page(event, kind="invitation_reminder", language="en") -> str:
    return f"/events/{event.slug}/texts/{kind}/{language}"


def test_own_text_is_previewed_saved_used_and_reset(event, organiser) -> None:
    url = _page(event)
    first = organiser.get(url).get_data(as_text=True)
    assert "as delivered" in first
    assert "{link}" in first
    own = {"subject": "Please answer: {event}", "body": "Own words.\n\n{link}", "version": "0"}
    shown = organiser.post(url, data=own | {"preview": "1"})
    assert shown.status_code == 200
    assert "Please answer: Regional Workshop" in shown.get_data(as_text=True)
    assert db.session.scalars(select(MailText)).all() == [], "a preview keeps nothing"
    assert organiser.post(url, data=own).status_code == 303
    overview = organiser.get(f"/events/{event.slug}/texts").get_data(as_text=True)
    assert "own wording" in overview
    mail = send(
        "invitation_reminder",
        to_email="a@example.org",
        language="en",
        event=event,
        context={"link": "http://localhost/x"},
    )
    assert mail.subject == "Please answer: Regional Workshop"
    assert mail.body_text.startswith("Own words.\n\nhttp://localhost/x\n")
    assert "<p>Own words.</p>" in mail.body_html
    other = send(
        "invitation_reminder", to_email="a@example.org", language="sq", event=event, context={}
    )
    assert "Own words" not in other.body_text, "each language has its own"
    db.session.commit()
    assert organiser.post(f"{url}/reset").status_code == 303
    assert db.session.scalars(select(MailText)).all() == []


def test_own_text_with_a_wrong_word_is_kept_on_the_page_and_not_saved(event, organiser) -> None:
    answer = organiser.post(_page(event), data={"subject": "x", "body": "{lnik}", "version": "0"})
    assert answer.status_code == 422
    text = answer.get_data(as_text=True)
    assert "{lnik} is not one of the words" in text
    assert "The word {link} is missing" in text
    assert db.session.scalars(select(MailText)).all() == []


def test_own_text_saved_by_two_people_shows_both(event, organiser) -> None:
    url = _page(event)
    data = {"subject": "Mine", "body": "{link}", "version": "0"}
    assert organiser.post(url, data=data).status_code == 303
    answer = organiser.post(url, data=data | {"subject": "Theirs"})
    assert answer.status_code == 409
    assert "Mine" in answer.get_data(as_text=True)
    assert db.session.scalars(select(MailText.subject)).all() == ["Mine"]


def test_texts_are_for_those_who_send_and_for_known_kinds(event, organiser, make, sign_in) -> None:
    assert organiser.get(_page(event, "nonsense")).status_code == 404
    assert organiser.get(_page(event, "group")).status_code == 404
    assert organiser.get(_page(event, language="xx")).status_code == 404
    viewer = sign_in(make.member(event, EventRole.VIEWER))
    assert viewer.get(_page(event)).status_code == 403
    assert viewer.get(f"/events/{event.slug}/texts").status_code == 403
