"""The form of adoption."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField

from eventmgr.conclusions.terms import ABSTAINED, AGAINST, FOR, Vote, counted
from eventmgr.drafting.models import AdoptionMode
from eventmgr.forms import (
    FieldError,
    Required,
    VersionedForm,
    date_field,
    integer_field,
    languages_field,
    multilingual,
    select_field,
    text_field,
)
from eventmgr.i18n.languages import language

MODES = [
    (AdoptionMode.CONSENSUS.value, _l("by consensus: nobody objects")),
    (AdoptionMode.VOTE.value, _l("by vote")),
    (
        AdoptionMode.CHAIR_SUMMARY.value,
        _l("as the chair’s summary, not adopted by the participants"),
    ),
]
MODE_WORDS = {
    AdoptionMode.CONSENSUS: _l("by consensus"),
    AdoptionMode.SILENCE: _l("by silence procedure"),
    AdoptionMode.VOTE: _l("by vote"),
    AdoptionMode.CHAIR_SUMMARY: _l("chair’s summary"),
}
VOTES = [
    ("", _l("did not vote")),
    (FOR, _l("in favour")),
    (AGAINST, _l("against")),
    (ABSTAINED, _l("abstained")),
]
FIGURES = ("in_favour", "against", "abstained")


class _TermsForm(VersionedForm):
    """What adoption at once and by silence have in common."""

    symbol = text_field(_l("Number of the paper"), most=80)
    # What the paper said beside the text when it was looked over (findings.Preflight.looked).
    looked = HiddenField()


def _terms_fields(languages: Sequence[str], shown_in: str) -> dict[str, Any]:
    return {
        "adopted_place": multilingual(_l("Place of adoption"), languages, most=120, required=True),
        "authentic_language": select_field(
            _l("Authentic language"), [(code, language(code).label) for code in languages]
        ),
        "included": languages_field(_l("Languages of the adopted edition"), languages, shown_in),
        "acknowledged": BooleanField(
            _l("I have read these remarks and adopt the text as it stands")
        ),
    }


def adoption_form(
    languages: Sequence[str],
    shown_in: str,
    voters: Sequence[tuple[int, str]] = (),
    **kwargs: Any,
) -> Any:
    """Return the form of adoption for a text in some languages.

    `voters` are (id, name) of the delegations that may vote one by one; else the figures count.
    """

    class AdoptionForm(_TermsForm):
        mode = select_field(_l("How it is adopted"), MODES)
        adopted_on = date_field(_l("Date of adoption"), required=True)
        in_favour = integer_field(_l("In favour"), least=0, most=10_000)
        against = integer_field(_l("Against"), least=0, most=10_000)
        abstained = integer_field(_l("Abstained"), least=0, most=10_000)
        sure = BooleanField(
            _l("I know that an adopted text can no longer be changed and adoption not be undone"),
            validators=[Required(_l("Please confirm this before you adopt the text."))],
        )

        def votes(self) -> dict[int, str]:
            """Return {organisation: vote} of those who voted one by one."""
            found = {number: self[f"vote_{number}"].data for number, _name in voters}
            return {number: vote for number, vote in found.items() if vote}

        def vote(self) -> Vote | None:
            """Return the result of a vote, None in any other mode."""
            if self.mode.data != AdoptionMode.VOTE.value:
                return None
            if votes := self.votes():
                return counted(votes)
            favour, against, abstained = (int(self[name].data or 0) for name in FIGURES)
            return Vote(favour, against, abstained)

        def validate_mode(self, field: Any) -> None:
            if field.data != AdoptionMode.VOTE.value:
                return
            votes = self.votes()
            figures = [self[name].data for name in FIGURES]
            if not votes and not any(figures):
                raise FieldError(
                    _("Please enter the result of the vote: by delegation, or the three figures.")
                )
            if votes and any(figure is not None for figure in figures):
                result = counted(votes)
                if [figure or 0 for figure in figures] != [
                    result.in_favour,
                    result.against,
                    result.abstained,
                ]:
                    raise FieldError(
                        _(
                            "The figures do not agree with the votes by delegation. Please leave "
                            "one of the two empty or put it right."
                        )
                    )

    for name, field in _terms_fields(languages, shown_in).items():
        setattr(AdoptionForm, name, field)
    for number, name in voters:
        setattr(AdoptionForm, f"vote_{number}", select_field(name, VOTES, default=""))
    return AdoptionForm(**kwargs)
