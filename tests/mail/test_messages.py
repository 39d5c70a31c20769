"""Messages: the recipient's language, the note of a marked name, a subject on one line."""

from __future__ import annotations

import pytest
from flask_babel import get_locale
from jinja2 import ChoiceLoader, DictLoader

from eventmgr.directory.naming import NamesMissing
from eventmgr.events.naming import naming_for
from eventmgr.mail.messages import mail_language, send

TEMPLATES = {
    "mail/probe/subject.txt": "{{ locale() }}: {{ title | default('x') }}\n",
    "mail/probe/body.txt": "{{ language }} {{ names | default('') }} {{ word | default('') }}\n",
    "mail/probe/body.html": "<p>{{ names | default('') }} {{ word | default('') }}</p>",
}


@pytest.fixture
def probe(app):
    """A message of the tests' own, beside the program's templates."""
    kept = app.jinja_env.loader
    app.jinja_env.globals["locale"] = get_locale
    app.jinja_env.loader = ChoiceLoader([DictLoader(TEMPLATES), kept])
    yield
    app.jinja_env.loader = kept
    del app.jinja_env.globals["locale"]


def test_message_is_written_in_the_recipients_language(probe, make) -> None:
    event = make.event(contact_email="desk@example.org")
    mail = send("probe", to_email="a@example.org", language="sq", event=event)
    assert mail.language == "sq"
    assert mail.body_text.startswith("sq")
    assert "Punëtori" in mail.body_text
    assert mail.subject == "sq: x", "the catalogue of the recipient is asked"
    assert 'lang="sq"' in mail.body_html
    assert mail.reply_to == "desk@example.org"
    assert str(get_locale()).startswith("en"), "the sender's own language is untouched"


@pytest.mark.parametrize(
    ("asked", "documents", "expected"),
    [("cnr", ["en"], "cnr"), ("mk", ["mk", "sq"], "sq"), ("mk", ["mk"], "en")],
)
def test_message_language_is_one_the_program_speaks(app, make, asked, documents, expected) -> None:
    assert mail_language(asked, make.event(document_languages=documents)) == expected


def test_des05_message_carries_the_note_once_before_the_signature(probe, make) -> None:
    kosovo = make.kosovo()
    event = make.event(contact_name="The desk")
    name = naming_for(event, "en").designation(kosovo)
    mail = send(
        "probe",
        to_email="a@example.org",
        language="en",
        event=event,
        context={"names": f"{name} and {name}"},
    )
    for body in (mail.body_text, mail.body_html):
        assert body.count("Kosovo*") == 2
        assert body.count("* Footnote text in en.") == 1
        assert body.index("Footnote") < body.index("The desk")


def test_des05_message_without_a_marked_name_carries_no_note(probe, make) -> None:
    make.kosovo()
    mail = send("probe", to_email="a@example.org", language="en", event=make.event())
    assert "Footnote" not in mail.body_text + mail.body_html


def test_des01_message_is_refused_where_the_note_is_not_approved(probe, make) -> None:
    with pytest.raises(NamesMissing):
        send(
            "probe",
            to_email="a@example.org",
            language="en",
            event=make.event(),
            context={"names": "Kosovo*"},
        )


def test_message_escapes_in_html_only_and_keeps_the_subject_on_one_line(probe, make) -> None:
    mail = send(
        "probe",
        to_email="a@example.org",
        to_name="Ana\r\nBcc: x@y.z",
        language="en",
        context={"word": "<b>R&D</b>", "title": "a\r\nBcc: x@y.z"},
    )
    assert "<b>R&D</b>" in mail.body_text
    assert "&lt;b&gt;R&amp;D" in mail.body_html
    assert mail.subject == "en_GB: a Bcc: x@y.z"
    assert mail.to_name == "Ana Bcc: x@y.z"
