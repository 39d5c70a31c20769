"""The words of a privacy notice: composed from what the event has settled, or its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from eventmgr.events.models import Event
from eventmgr.i18n.languages import INTERFACE_LANGUAGES
from eventmgr.i18n.multilingual import text_in
from eventmgr.language import speaking
from eventmgr.notices.models import DataKind, Framework
from eventmgr.notices.retention import length_words

FRAMEWORKS: Final = {
    Framework.GDPR: _l("General Data Protection Regulation, (EU) 2016/679"),
    Framework.EU_INSTITUTIONS: _l("Regulation (EU) 2018/1725, for institutions of the Union"),
    Framework.OWN_RULES: _l("The controller's own rules on data protection and its immunities"),
    Framework.NATIONAL: _l("The host's national law on the protection of personal data"),
}
HEADING: Final = "## "
POINT: Final = "- "


@dataclass(frozen=True)
class Facts:
    """What a notice is composed from; several names stand one a line."""

    framework: Framework
    controller: str
    joint_controllers: str
    processors: str
    contact: str


@dataclass(frozen=True)
class Part:
    """A part of a notice as it is shown: `kind` is heading, paragraph or list."""

    kind: str
    lines: tuple[str, ...]


def first_facts(event: Event) -> Facts:
    """Return what a notice says before anybody has looked after it: what the settings know."""
    names = [text_in(row.organisation.names, "en") for row in event.organisers]
    contact = [event.contact_name, event.contact_email, event.contact_phone]
    return Facts(
        framework=Framework.GDPR,
        controller=event.controller or (names[0] if names else ""),
        joint_controllers="\n".join(names[1:]),
        processors="",
        contact=", ".join(word for word in contact if word),
    )


def languages_of(event: Event) -> list[str]:
    """Return the languages of a notice: those of the pages, then the event's papers (PRIV-01)."""
    return list(dict.fromkeys([*INTERFACE_LANGUAGES, *event.document_languages]))


def compose(facts: Facts, days: dict[DataKind, int], language: str) -> str:
    """Return the notice in a language of the pages, as paragraphs between empty lines.

    A line with "## " before it is a heading, lines with "- " are a list. In a language without
    words of ours there is none: "".
    """
    if language not in INTERFACE_LANGUAGES:
        return ""
    with speaking(language):
        return "\n\n".join(_composed(facts, days))


def _composed(facts: Facts, days: dict[DataKind, int]) -> list[str]:
    def lines(text: str) -> list[str]:
        return [line.strip() for line in text.splitlines() if line.strip()]

    def points(*words: str) -> str:
        return "\n".join(POINT + one for one in words)

    parts = [HEADING + _("Who is responsible")]
    parts.append(facts.controller or _("The organisers of the event named above."))
    if joint := lines(facts.joint_controllers):
        parts += [_("Responsible together with:"), points(*joint)]
    if facts.contact:
        parts.append(_("Questions and requests go to: %(contact)s", contact=facts.contact))
    parts.append(_("The rules that apply: %(rules)s.", rules=str(FRAMEWORKS[facts.framework])))
    parts += [
        HEADING + _("What we ask and why"),
        points(
            _(
                "Name, form of address, position, institution: for the invitation, the badge, the "
                "list of participants and the report."
            ),
            _(
                "E-mail address and telephone: to send you the papers and to reach you in urgent "
                "matters."
            ),
            _("Languages: to plan interpretation."),
            _("Needs and diet: so that you can take part fully. Caterers receive numbers only."),
            _("Travel document and bank details: only where we arrange or pay your travel."),
        ),
        HEADING + _("Who sees it"),
        _(
            "The organisers and the secretariat see all of it. Participants see what you agreed "
            "to share. Nothing is published unless you chose so."
        ),
    ]
    if helpers := lines(facts.processors):
        parts += [_("On behalf of the organisers, data is handled by:"), points(*helpers)]
    parts += [
        HEADING + _("How long we keep it"),
        points(
            *(
                f"{words}: {length_words(days[kind])}"
                for kind, words in (
                    (DataKind.CARE, _("Diet, needs, health and emergency contacts")),
                    (DataKind.DOCUMENTS, _("Travel documents, birth dates and nationality")),
                    (DataKind.MESSAGES, _("Messages that were sent, with their addresses")),
                    (DataKind.PEOPLE, _("Names, posts, addresses, telephones and attendance")),
                    (DataKind.PAYMENTS, _("Bank details and payment lists")),
                )
            )
        ),
        _(
            "Counted from the last day of the event. Afterwards only figures without names are "
            "left. Names in published papers stay there."
        ),
        HEADING + _("Your rights"),
        _(
            "With your personal link you can see and change your answers, cancel, receive a copy "
            "of your data and have it deleted. You may object to the sharing of your entry, take "
            "your consent back at any time, and complain to the supervisory authority."
        ),
    ]
    return parts


def parts_of(text: str) -> list[Part]:
    """Return a notice's text as headings, paragraphs and lists."""
    found = []
    for block in text.replace("\r\n", "\n").split("\n\n"):
        lines = [line.strip() for line in block.splitlines() if line.strip()]
        if not lines:
            continue
        if lines[0].startswith(HEADING):
            found.append(Part("heading", (lines.pop(0).removeprefix(HEADING),)))
        points = [line for line in lines if line.startswith(POINT)]
        plain = [line for line in lines if not line.startswith(POINT)]
        if plain:
            found.append(Part("paragraph", (" ".join(plain),)))
        if points:
            found.append(Part("list", tuple(line.removeprefix(POINT) for line in points)))
    return found
