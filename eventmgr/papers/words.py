"""The words of clearance."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from eventmgr.papers.models import Answer, Means

MEANS = {
    Means.LINK: _l("by the personal link"),
    Means.MAIL: _l("by e-mail"),
    Means.LETTER: _l("by letter"),
    Means.TELEPHONE: _l("by telephone"),
    Means.IN_PERSON: _l("in person"),
}
OTHER_MEANS = [(one.value, label) for one, label in MEANS.items() if one is not Means.LINK]

ANSWERS = {
    Answer.YES: _l("Yes, I approve this version"),
    Answer.CHANGES: _l("Please change something first"),
}
ANSWER_WORDS = {Answer.YES: _l("approved"), Answer.CHANGES: _l("asked for changes")}
