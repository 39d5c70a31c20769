"""Forms of the editor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField

from eventmgr.drafting.models import NodeKind
from eventmgr.drafting.words import KIND_WORDS, TRANSLATION_CHOICES
from eventmgr.forms import Form, VersionedForm, multilingual, select_field, text_area, text_field
from eventmgr.i18n.languages import language
from eventmgr.text.numbering import STYLES
from eventmgr.text.readers.errors import MAX_PARAGRAPH_CHARACTERS

MARKS_HELP = _l("*italics*, **bold**, ^[footnote]. Numbers are set by the program.")


def _own_names(codes: Sequence[str]) -> list[tuple[str, str]]:
    return [(code, language(code).label) for code in codes]


def kind_choices(kinds: Sequence[tuple[NodeKind, int]]) -> list[tuple[str, Any]]:
    """Return kinds and levels as the values of one field: ("sub-point:2", "Sub-point")."""
    return [(f"{kind.value}:{level}", KIND_WORDS[kind, level]) for kind, level in kinds]


def chosen_kind(value: str) -> tuple[NodeKind, int]:
    """Return the kind and level of a value of `kind_choices`."""
    kind, _colon, level = value.partition(":")
    return NodeKind(kind), int(level)


class ParagraphForm(VersionedForm):
    """The wording of a paragraph in one language."""

    text = text_area(_l("Text"), most=MAX_PARAGRAPH_CHARACTERS, required=True)
    reason = text_field(_l("Why (for the history, not printed)"), most=300)


class SourceForm(ParagraphForm):
    """A paragraph in the language one drafts in."""

    minor = BooleanField(_l("Only a small correction: the translations stay as they are"))


class TranslationForm(ParagraphForm):
    """A paragraph in another language; it remembers the source text that was translated."""

    state = select_field(_l("The translation is"), TRANSLATION_CHOICES)
    rendered = HiddenField()


class CommentForm(Form):
    """A remark beside a paragraph."""

    body = text_area(_l("Comment"), most=4000, required=True)


def new_paragraph_form(kinds: Sequence[tuple[NodeKind, int]]) -> Any:
    """Return the form of a new paragraph with the kinds of this desk."""

    class NewParagraphForm(Form):
        kind = select_field(_l("Kind of paragraph"), kind_choices(kinds))
        text = text_area(_l("Text"), most=MAX_PARAGRAPH_CHARACTERS, required=True)

    return NewParagraphForm()


def begin_form(languages: Sequence[str]) -> Any:
    """Return the form that begins a text: the language one drafts in."""

    class BeginForm(Form):
        source_language = select_field(_l("Language you write in first"), _own_names(languages))

    return BeginForm()


LABEL_STYLES = {
    "1./a.": _l("1. then a. then i."),
    "1./(a)/(i)": _l("1. then (a) then (i)"),
    "1)/a)": _l("1) then a)"),
    "(1)/(a)": _l("(1) then (a)"),
}


def settings_form(languages: Sequence[str], **kwargs: Any) -> Any:
    """Return the form of what holds for the whole text."""

    class SettingsForm(VersionedForm):
        label_style = select_field(
            _l("Numbers and letters"), [(style, LABEL_STYLES[style]) for style in STYLES]
        )
        authentic_language = select_field(_l("Authentic language"), _own_names(languages))
        doc_type = multilingual(
            _l("Words for the kind of paper"),
            languages,
            most=120,
        )

    return SettingsForm(**kwargs)
