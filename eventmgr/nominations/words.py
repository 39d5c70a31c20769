"""The nominations' terms, as people read them."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from eventmgr.audit.words import know_values
from eventmgr.nominations.models import Gender, NominationState

# State: (sign of macros/signs.html, word).
STATES: dict[NominationState, tuple[str, Any]] = {
    NominationState.NOMINATED: ("waiting", _l("nominated")),
    NominationState.ACCEPTED: ("done", _l("accepted")),
    NominationState.RESERVE: ("held", _l("in reserve")),
    NominationState.DECLINED: ("off", _l("declined")),
    NominationState.REPLACED: ("off", _l("replaced")),
    NominationState.WITHDRAWN: ("off", _l("no longer comes")),
}
GENDERS: dict[Gender, Any] = {
    Gender.WOMAN: _l("Woman"),
    Gender.MAN: _l("Man"),
    Gender.UNSAID: _l("Prefer not to say"),
}
know_values("gender", {gender.value: word for gender, word in GENDERS.items()})
