"""The secure part's terms, as people read them."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from eventmgr.audit.words import know_values
from eventmgr.secure.models import SecureGroup

GROUPS = {
    SecureGroup.TRAVEL: _l("Travel document"),
    SecureGroup.DIET: _l("Diet"),
    SecureGroup.ACCESS: _l("Access needs"),
    SecureGroup.EMERGENCY: _l("Emergency contact"),
    SecureGroup.BANK: _l("Bank account"),
}
# What for somebody read; other rooms may say it in words of their own.
PURPOSES = {
    "show": _l("to read it on the screen"),
    "change": _l("to change it on the person's behalf"),
    "export": _l("for a file"),
    "visa letter": _l("for a visa letter"),
    "rooming list": _l("for the rooming list"),
    "payment": _l("for a payment"),
}

know_values("secure_group", {group.value: words for group, words in GROUPS.items()})
know_values("purpose", PURPOSES)
