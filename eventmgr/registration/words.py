"""The registration's terms, as people read them."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from eventmgr.registration.models import (
    ListSharing,
    ParticipantRole,
    PhotoConsent,
    RegistrationState,
)

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
