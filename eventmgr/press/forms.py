"""The forms of the press release."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from eventmgr.forms import (
    EmailAddress,
    Form,
    VersionedForm,
    multilingual,
    select_field,
    text_area,
    text_field,
)
from eventmgr.papers.words import OTHER_MEANS


def speaker_form(languages: Sequence[str], *, with_words: bool, **kwargs: Any) -> Any:
    """Return the form of who made a statement; `with_words` adds the words of a new one."""

    class SpeakerForm(VersionedForm):
        paragraph = HiddenField()
        speaker = text_field(_l("Speaker, as printed"), most=200, required=True)
        post = multilingual(_l("Post, as printed"), languages, most=300)
        email = text_field(_l("Speaker's e-mail address"), most=255, validators=[EmailAddress()])

        if with_words:
            words = text_area(_l("Words, without quotation marks"), most=4000, required=True)

    return SpeakerForm(**kwargs)


class ClearedForm(Form):
    """A clearing that came another way than by the link."""

    means = select_field(_l("How the answer came"), OTHER_MEANS)
    by = text_field(_l("Who cleared the words"), most=200, required=True)
    note = text_area(_l("Note"), most=1000)
    seen = HiddenField()


class WordsForm(Form):
    """What a speaker says on the page of the personal link."""

    words = text_area(_l("Your words, as they may be published"), most=4000, required=True)
    note = text_area(_l("A word to the organisers"), most=1000)
    seen = HiddenField()


def sheet_form(languages: Sequence[str], **kwargs: Any) -> Any:
    """Return the form of contacts and photo credits."""

    class SheetForm(VersionedForm):
        contacts = text_area(_l("Contacts for the media"), most=2000)
        photo_credits = multilingual(_l("Photographs by"), languages, most=300)

    return SheetForm(**kwargs)
