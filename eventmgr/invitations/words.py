"""What the states of an invitation are called on screen, and the sign beside each."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from eventmgr.audit.words import know_values
from eventmgr.invitations.models import Balance, InvitationState

STATES: dict[InvitationState, tuple[str, Any]] = {
    InvitationState.DRAFT: ("none", _l("draft")),
    InvitationState.SENT: ("work", _l("sent")),
    InvitationState.OPENED: ("work", _l("opened")),
    InvitationState.ANSWERED: ("done", _l("answered")),
    InvitationState.DECLINED: ("off", _l("declined")),
    InvitationState.WITHDRAWN: ("off", _l("withdrawn")),
}

FIELDS: dict[str, Any] = {
    "seats": _l("Seats"),
    "alternates": _l("Reserves"),
    "profile": _l("Profile of the participants"),
    "balance": _l("Balance of women and men"),
    "note_verbale": _l("A note verbale goes beside the letter"),
    "language": _l("Language of the letter"),
    "addressee": _l("Addressee"),
    "email": _l("E-mail address"),
    "deadline": _l("Nominations until"),
    "reference": _l("Reference number"),
    "signatory_name": _l("Signed by"),
    "signatory_post": _l("Post of the signatory"),
    "note": _l("Own paragraph"),
}

BALANCES: dict[Balance, Any] = {
    Balance.WOMAN: _l("at least one woman among the nominees"),
    Balance.EQUAL: _l("as many women as men"),
    Balance.NONE: _l("the letter says nothing about it"),
}

know_values("balance", {one.value: words for one, words in BALANCES.items()})
