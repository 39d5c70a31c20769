"""The program's own words on a paper, in the language of the paper and not of the reader."""

from __future__ import annotations

from gettext import NullTranslations

from eventmgr.i18n.catalogue import load_catalogue
from eventmgr.i18n.marks import N_
from eventmgr.paths import TRANSLATIONS

DOCUMENT_TYPES = {
    "concept-paper": N_("Concept paper"),
    "conclusions": N_("Conclusions"),
    "press-release": N_("Press release"),
}

ROLES = {
    "opening": N_("Opening remarks"),
    "keynote": N_("Keynote address"),
    "panellist": N_("Panellist"),
    "speaker": N_("Speaker"),
    "moderator": N_("Moderator"),
    "rapporteur": N_("Rapporteur"),
    "note-taker": N_("Note-taker"),
}

PAGE_OF = N_("page %(x)s of %(y)s")


class Words:
    """Messages of one language; handed to the templates as `_` and `ngettext`."""

    def __init__(self, language: str, translations: NullTranslations | None = None) -> None:
        """Load the catalogue of `language`, or take the given one.

        Raises FileNotFoundError where a language of the interface has no compiled catalogue.
        """
        self._catalogue = translations or load_catalogue(language, TRANSLATIONS)

    def say(self, message: str, **params: object) -> str:
        """Return the message with its %(name)s places filled."""
        text = self._catalogue.gettext(message)
        return text % params if params else text

    def say_number(self, one: str, many: str, n: int, **params: object) -> str:
        """Return the form of the message for `n`; `n` also fills %(n)s."""
        return self._catalogue.ngettext(one, many, n) % {"n": n, **params}

    def document_type(self, code: str) -> str:
        """Return the words for a kind of text; an unknown code stands for itself."""
        return self.say(DOCUMENT_TYPES.get(code, code)) if code else ""

    def role(self, code: str) -> str:
        """Return the word for a role in a session; an unknown code stands for itself."""
        return self.say(ROLES.get(code, code)) if code else ""

    def page_parts(self) -> tuple[str, str, str]:
        """Return what stands before, between and after the two numbers of the page line."""
        before, _, rest = self.say(PAGE_OF, x="\0", y="\1").partition("\0")
        between, _, after = rest.partition("\1")
        return before, between, after
