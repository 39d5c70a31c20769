"""Lines that are no text of their own: titles, subtitles, items of an agenda (DES-19, DES-20).

They are looked at as texts are, where they are edited and before papers are printed. Nothing is
altered. A room says what it found by `@remarker`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from eventmgr.accounts.access import Need, may
from eventmgr.directory.known import footnoted_stems, known_organisations, printed_forms
from eventmgr.events.models import Event
from eventmgr.text.model import Remark


@dataclass(frozen=True)
class Remarked:
    """Something with remarks on its wording: its name for people, where it is edited, and them."""

    label: str
    url: str
    messages: list[str]


Remarker = Callable[[Event], Iterable[Remarked]]
REMARKERS: list[Remarker] = []


def remarker(found: Remarker) -> Remarker:
    """Register what a room finds in the wording of an event."""
    REMARKERS.append(found)
    return found


def wording_of(event: Event) -> list[Remarked]:
    """Return what has remarks on its wording, room by room; the same sentence once for each."""
    return [one for remarker in REMARKERS for one in remarker(event) if one.messages]


def said(remark: Remark) -> str:
    """Return a remark of the text engine in the reader's language."""
    return _(remark.message) % remark.params if remark.params else _(remark.message)


class LineReader:
    """Remarks on lines of an event; what they are compared with is read once for each language."""

    def __init__(self, event: Event) -> None:
        self.event = event
        self.stems = footnoted_stems()
        self.names = {
            code: (known_organisations(code), printed_forms(code, event.id))
            for code in event.document_languages
        }

    def remarks(self, *texts: Mapping[str, str]) -> list[str]:
        """Return the remarks on texts by language, each once, in the reader's language."""
        from eventmgr.text.lint import lint_line

        found: list[str] = []
        for text in texts:
            for code, (known, forms) in self.names.items():
                for line in (text.get(code) or "").splitlines():
                    for remark in lint_line(
                        line, code, date=self.event.start, known=known, forms=forms
                    ):
                        word = str(remark.params.get("words", "")).casefold()
                        # The print sets the footnote of a designation itself (DES-02).
                        if remark.code != "typed-asterisk" or not word.startswith(self.stems):
                            found.append(said(remark))
        return list(dict.fromkeys(found))


def event_remarks(event: Event) -> list[str]:
    """Return the remarks on what the event itself puts on papers: title, place, disclaimer."""
    return LineReader(event).remarks(
        event.title, event.subtitle, event.venue, event.heading_word, event.disclaimer
    )


@remarker
def _on_the_event(event: Event) -> list[Remarked]:
    page = "events.settings" if may(Need.SET_UP) else "events.overview"
    label = _("Title, place and disclaimer of the event")
    return [Remarked(label, url_for(page, slug=event.slug), event_remarks(event))]
