"""The form of adoption."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from eventmgr.drafting.models import AdoptionMode
from eventmgr.forms import (
    Required,
    VersionedForm,
    date_field,
    languages_field,
    multilingual,
    select_field,
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


def adoption_form(languages: Sequence[str], shown_in: str, **kwargs: Any) -> Any:
    """Return the form of adoption for a text in some languages."""

    class AdoptionForm(VersionedForm):
        mode = select_field(_l("How it is adopted"), MODES)
        adopted_on = date_field(_l("Date of adoption"), required=True)
        adopted_place = multilingual(_l("Place of adoption"), languages, most=120, required=True)
        authentic_language = select_field(
            _l("Authentic language"), [(code, language(code).label) for code in languages]
        )
        included = languages_field(_l("Languages of the adopted edition"), languages, shown_in)
        acknowledged = BooleanField(_l("I have read these remarks and adopt the text as it stands"))
        sure = BooleanField(
            _l("I know that an adopted text can no longer be changed and adoption not be undone"),
            validators=[Required(_l("Please confirm this before you adopt the text."))],
        )

    return AdoptionForm(**kwargs)
