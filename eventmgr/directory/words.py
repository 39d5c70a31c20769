"""What the kinds of the directory are called on screen."""

from __future__ import annotations

from typing import Any, Final

from flask_babel import lazy_gettext as _l

from eventmgr.directory.models import DesignationKind, OrganisationKind

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
