"""A paper as one HTML text for the PDF engine.

The text is made for paper only: it is never sent to a browser, and it may carry what a page of
the application may not, such as a label given in a style attribute.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from functools import cache
from gettext import NullTranslations
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from eventmgr.i18n.languages import direction, html_lang
from eventmgr.paths import TEMPLATES
from eventmgr.printing.attendance import split_sheets
from eventmgr.printing.designations import check_designations, place_notes
from eventmgr.printing.faces import all_tent_faces, badge_pages, camera
from eventmgr.printing.flow import flow, label_room, list_style
from eventmgr.printing.logos import Logo, optical_size
from eventmgr.printing.papers import (
    AgendaPaper,
    LetterPaper,
    ListPaper,
    Masthead,
    NotePaper,
    Paper,
    PlanPaper,
    SheetPaper,
    TextPaper,
)
from eventmgr.printing.plates import BadgePaper, TentPaper
from eventmgr.printing.tables import TablePaper
from eventmgr.printing.words import Words


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["list_style"] = list_style
    environment.filters["data_uri"] = data_uri
    environment.filters["logo_size"] = logo_size
    environment.filters["html_lang"] = html_lang
    environment.filters["camera"] = camera
    environment.filters["badge_logo_size"] = badge_logo_size
    return environment


def data_uri(logo: Logo) -> str:
    """Return a logo as a data: address, so that the PDF engine fetches nothing."""
    return f"data:image/png;base64,{base64.b64encode(logo.data).decode()}"


def logo_size(logo: Logo) -> str:
    """Return the declarations that set a logo as large to the eye as the others (LIFE-01)."""
    width, height = optical_size(logo.width, logo.height)
    return f"width: {width}mm; height: {height}mm"


def badge_logo_size(logo: Logo) -> str:
    """Return the same for the row of logos on a badge, which is half as high."""
    width, height = optical_size(logo.width, logo.height)
    return f"width: {width * 0.4:.1f}mm; height: {height * 0.4:.1f}mm"


def _text(paper: TextPaper, words: Words) -> dict[str, Any]:
    return {
        "heading": paper.heading or words.document_type(paper.doc_type),
        "blocks": flow(paper.nodes),
        "label_room": label_room(paper.nodes),
    }


def _agenda(paper: AgendaPaper, words: Words) -> dict[str, Any]:
    return {"heading": words.say("Agenda"), "role_word": words.role}


def _list(paper: ListPaper, words: Words) -> dict[str, Any]:
    headings = {
        None: words.say("List of participants"),
        True: words.say("Final list of participants"),
        False: words.say("Provisional list of participants"),
    }
    return {"heading": headings[paper.final]}


def _letter(paper: LetterPaper, words: Words) -> dict[str, Any]:
    return {"heading": paper.subject}


def _note(paper: NotePaper, words: Words) -> dict[str, Any]:
    return {"heading": words.say("Note verbale")}


def _plan(paper: PlanPaper, words: Words) -> dict[str, Any]:
    return {"heading": words.say("Interpretation plan")}


def _sheet(paper: SheetPaper, words: Words) -> dict[str, Any]:
    return {
        "heading": words.say("Attendance sheet"),
        "sheets": split_sheets(paper),
    }


def _badges(paper: BadgePaper, words: Words) -> dict[str, Any]:
    return {"heading": words.say("Badges"), "pages": badge_pages(paper)}


def _tents(paper: TentPaper, words: Words) -> dict[str, Any]:
    return {"heading": words.say("Tent cards"), "cards": all_tent_faces(paper)}


def _table(paper: TablePaper, words: Words) -> dict[str, Any]:
    return {"heading": paper.heading}


_FOOT_LETTERS = 80  # what one line of the foot holds

_SHEET = re.compile(r'(?=<section class="(?:sheet|face)\b)')

# A template and what it needs beside the paper itself.
_TEMPLATES: dict[type, tuple[str, Callable[[Any, Words], dict[str, Any]]]] = {
    TextPaper: ("text", _text),
    AgendaPaper: ("agenda", _agenda),
    ListPaper: ("list", _list),
    LetterPaper: ("letter", _letter),
    NotePaper: ("note", _note),
    PlanPaper: ("plan", _plan),
    SheetPaper: ("sheet", _sheet),
    TablePaper: ("table", _table),
    BadgePaper: ("badges", _badges),
    TentPaper: ("tents", _tents),
}


def title_of(heading: str, masthead: Masthead) -> str:
    """Return the title a PDF reader shows in its window."""
    return f"{heading} – {masthead.title}" if heading else masthead.title


def foot_of(masthead: Masthead) -> str:
    """Return what stands in the foot of each page: short title and dates.

    They share a line where they fit; a date is never broken over two.
    """
    parts = [part for part in (masthead.short_title or masthead.title, masthead.dates) if part]
    line = " · ".join(parts)
    return line if len(line) <= _FOOT_LETTERS else "\n".join(parts)


class Composed(NamedTuple):
    """A paper as HTML, and the title of its PDF."""

    html: str
    title: str


def compose(paper: Paper, translations: NullTranslations | None = None) -> Composed:
    """Return a paper as HTML with its designation notes in place.

    `translations` replaces the catalogue of the paper's language. Raises DesignationError where
    a marker and its note are not together (DES-02), so that no such paper is made.
    """
    words = Words(paper.masthead.language, translations)
    name, more = _TEMPLATES[type(paper)]
    before, between, after = words.page_parts()
    masthead = paper.masthead
    extra = more(paper, words)
    title = title_of(extra["heading"], masthead)
    html = (
        _environment()
        .get_template(f"print/{name}.html")
        .render(
            _=words.say,
            ngettext=words.say_number,
            paper=paper,
            masthead=masthead,
            lang=html_lang(masthead.language),
            dir=direction(masthead.language),
            document_title=title,
            author=", ".join(one.acronym or one.name for one in masthead.organisers),
            foot=foot_of(masthead),
            page_before=before,
            page_between=between,
            page_after=after,
            kind=name,
            **extra,
        )
    )
    # Each sheet of signatures and each face is a document of its own, with its own note (DES-03).
    of_faces = isinstance(paper, BadgePaper | TentPaper)
    parts = _SHEET.split(html) if of_faces or isinstance(paper, SheetPaper) else [html]
    if not of_faces:
        parts = [place_notes(part, masthead.designation_notes) for part in parts]
    for part in parts:
        check_designations(part, masthead.designation_notes)
    return Composed("".join(parts), title)
