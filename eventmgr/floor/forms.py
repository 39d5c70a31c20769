"""Forms of the floor."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from eventmgr.floor.models import Operation
from eventmgr.forms import Form, VersionedForm, select_field, text_area, text_field, time_field

# A paragraph of conclusions has some sixty words; nobody types thousands on a telephone.
MOST_WORDS = 8000


class WordsForm(VersionedForm):
    """A paragraph's wording in the language of the text."""

    text = text_area(_l("Text"), most=50_000, required=True)
    minor = BooleanField(_l("Only a small correction: the translations stay as they are"))


class BracketForm(VersionedForm):
    """Which words stand in brackets, and for whom."""

    words = text_field(_l("Words in brackets"), most=2000)
    owner = text_field(_l("Asked for by"), most=200, required=True)


class WordForm(VersionedForm):
    """The chair's word on a proposal."""

    word = text_field(_l("A word to the delegation (optional)"), most=300)


class EndForm(Form):
    """Until when the room has time."""

    until = time_field(_l("The session ends at"))


OPERATIONS = [
    (Operation.REPLACE.value, _l("Change the wording of this paragraph")),
    (Operation.ADD_AFTER.value, _l("Add a new paragraph after this one")),
    (Operation.DELETE.value, _l("Delete this paragraph")),
]


class ProposalForm(VersionedForm):
    """What a delegation proposes for a paragraph; `version` is the wording it had before it."""

    operation = select_field(_l("What you propose"), OPERATIONS)
    wording = text_area(_l("Proposed wording"), most=MOST_WORDS)
    proposer = text_field(_l("Your name"), most=200, required=True)
    institution = text_field(_l("Delegation or institution"), most=200, required=True)
    reason = text_field(_l("Reason (optional)"), most=600)


def link_form(organisations: list[tuple[str, str]]) -> Any:
    """Return the form that makes a link: for everybody, or for one institution."""

    class LinkForm(Form):
        organisation = select_field(
            _l("Whom the link is for"), [("", _l("Everybody in the room")), *organisations]
        )

    return LinkForm()
