"""What the kinds of the directory are called on screen."""

from __future__ import annotations

from typing import Any, Final

from flask_babel import lazy_gettext as _l

from eventmgr.directory.duplicates import Reason
from eventmgr.directory.models import (
    ContactPurpose,
    DesignationKind,
    ImportState,
    OrganisationKind,
)

ORGANISATION_KINDS: Final[dict[OrganisationKind, Any]] = {
    OrganisationKind.MINISTRY: _l("Ministry"),
    OrganisationKind.POLICE: _l("Police"),
    OrganisationKind.BORDER_POLICE: _l("Border police"),
    OrganisationKind.PROSECUTION: _l("Prosecution"),
    OrganisationKind.JUDICIARY: _l("Judiciary"),
    OrganisationKind.PARLIAMENT: _l("Parliament"),
    OrganisationKind.INDEPENDENT_BODY: _l("Independent body"),
    OrganisationKind.INTERGOVERNMENTAL: _l("Intergovernmental organisation"),
    OrganisationKind.EU_BODY: _l("EU body"),
    OrganisationKind.REGIONAL_INITIATIVE: _l("Regional initiative"),
    OrganisationKind.AGENCY: _l("Agency"),
    OrganisationKind.NGO: _l("Non-governmental organisation"),
    OrganisationKind.ACADEMIA: _l("Academia"),
    OrganisationKind.PRIVATE: _l("Private sector"),
    OrganisationKind.MEDIA: _l("Media"),
}

# DES-09: none of these words is "country".
DESIGNATION_KINDS: Final[dict[DesignationKind, Any]] = {
    # Not "State" alone, which tables say of a status: one message could not be translated twice.
    DesignationKind.STATE: _l("Delegation of a state"),
    DesignationKind.PARTICIPANT: _l("Participant"),
    DesignationKind.ORGANISATION: _l("Organisation"),
    DesignationKind.SUBNATIONAL: _l("Part of a delegation"),
    DesignationKind.OBSERVER: _l("Observer"),
}

# The wordings of the footnote that organisers use; each event chooses one (domain 3.1).
FAMILIES: Final[dict[str, Any]] = {
    "rcc-eu": _l("Regional Cooperation Council and European Union"),
    "un-agencies": _l("United Nations agencies"),
    "coe": _l("Council of Europe"),
    "osce": _l("OSCE"),
}

CONTACT_PURPOSES: Final[dict[ContactPurpose, Any]] = {
    ContactPurpose.INVITATIONS: _l("Invitations"),
    ContactPurpose.NOMINATIONS: _l("Nominations (focal point)"),
    ContactPurpose.LOGISTICS: _l("Travel and logistics"),
    ContactPurpose.FINANCE: _l("Costs and claims"),
    ContactPurpose.PRESS: _l("Press"),
    ContactPurpose.CONTENT: _l("Contents of the meeting"),
}

# Why two entries may be the same.
REASONS: Final[dict[Reason, Any]] = {
    Reason.SAME: _l("The same name: accents, script, “the” and Centre or Center do not count."),
    Reason.FORMER: _l("The name of one is a former name of the other."),
    Reason.ORDER: _l("The same words in another order."),
    Reason.ACRONYM: _l("The same acronym."),
    Reason.LETTER: _l("The names differ by one letter."),
    Reason.WITHIN: _l("One name stands within the other."),
}

# What points to an institution, in the words of the pages it stands on.
TABLES: Final[dict[str, Any]] = {
    "adopters": _l("Delegations that adopt a text"),
    "agenda_people": _l("People in agendas"),
    "attached_statements": _l("Statements attached to texts"),
    "event_organisers": _l("Organisers of events"),
    "floor_links": _l("Links to a text under discussion"),
    "invitations": _l("Invitations"),
    "organisation_contacts": _l("Contacts"),
    "organisation_logos": _l("Logos"),
    "organisations": _l("Institutions that are part of it"),
    "paper_approvals": _l("Answers about papers"),
    "paper_approvers": _l("People who clear papers"),
    "registrations": _l("Registrations"),
    "silence_voices": _l("Voices in a silence procedure"),
}
OTHER_ENTRIES: Final = _l("Other entries")

# Why two entries cannot be made one, or two again.
OBSTACLES: Final[dict[str, Any]] = {
    "merged already": _l("One of the two entries was merged already."),
    "designations differ": _l(
        "The two belong to different delegations. If one of them is wrong, correct it first."
    ),
    "both in use": _l(
        "Both have their own entry in one place where there may be only one, and both are in use: "
        "somebody holds a personal link or people hang on it. Please settle that there first."
    ),
    "undone already": _l("This merge was undone already."),
    "merged further": _l(
        "The entry was merged with another one since. Please undo that merge first."
    ),
}

IMPORT_STATES: Final[dict[ImportState, Any]] = {
    ImportState.UPLOADED: _l("sent, not checked yet"),
    ImportState.CHECKING: _l("being checked"),
    ImportState.CHECKED: _l("checked, not imported yet"),
    ImportState.IMPORTING: _l("being imported"),
    ImportState.DONE: _l("imported"),
    ImportState.UNDONE: _l("undone"),
    ImportState.FAILED: _l("not imported"),
}
