"""The registration's terms, as people read them."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from eventmgr.registration.models import (
    ListSharing,
    ParticipantRole,
    PhotoConsent,
    RegistrationState,
)
from eventmgr.registration.question_models import Asked, QuestionKind

ROLES = {
    ParticipantRole.PARTICIPANT: _l("Participant"),
    ParticipantRole.SPEAKER: _l("Speaker or expert"),
    ParticipantRole.OBSERVER: _l("Observer"),
    ParticipantRole.ORGANISER: _l("Organiser or secretariat"),
    ParticipantRole.INTERPRETER: _l("Interpreter"),
    ParticipantRole.TECHNICIAN: _l("Technician"),
}
STATES = {
    RegistrationState.CONFIRMED: _l("confirmed"),
    RegistrationState.WAITING: _l("on the waiting list"),
    RegistrationState.OFFERED: _l("offered a place"),
    RegistrationState.LAPSED: _l("let the offer pass"),
    RegistrationState.CANCELLED: _l("cancelled"),
}
SHARING = {
    ListSharing.PARTICIPANTS: _l("With the other participants: name, post and institution"),
    ListSharing.CONTACTS: _l("With the other participants, with my e-mail address and telephone"),
    ListSharing.INTERNAL: _l("With the organisers only"),
    ListSharing.PUBLIC: _l("Publicly, on the event's page"),
}
PHOTOS = {
    PhotoConsent.YES: _l("Yes"),
    PhotoConsent.GROUP_ONLY: _l("In the group photo only"),
    PhotoConsent.NO: _l("No"),
}
ASKED = {
    Asked.REQUIRED: _l("asked, must be answered"),
    Asked.OPTIONAL: _l("asked, may be left empty"),
    Asked.OFF: _l("not asked"),
}
QUESTION_KINDS = {
    QuestionKind.SHORT: _l("Short text"),
    QuestionKind.LONG: _l("Long text"),
    QuestionKind.YES_NO: _l("Yes or no"),
    QuestionKind.ONE: _l("One of several choices"),
    QuestionKind.SEVERAL: _l("Several of several choices"),
    QuestionKind.NUMBER: _l("Number"),
    QuestionKind.DATE: _l("Date"),
}
