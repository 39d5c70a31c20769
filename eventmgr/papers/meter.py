"""How complete a concept paper is: each customary section in each language (LIFE row 2)."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import lazy_gettext as _l

from eventmgr.drafting.models import NodeKind
from eventmgr.drafting.queries import Paragraph, Tree, WordingState
from eventmgr.events.models import Event
from eventmgr.papers.facts import BLOCKS
from eventmgr.papers.sections import SECTIONS, Section, section_by_uid


class SectionState(enum.StrEnum):
    """How a section stands in one language."""

    MISSING = "missing"
    EMPTY = "empty"
    UNTRANSLATED = "untranslated"
    OUT_OF_DATE = "out of date"
    COMPLETE = "complete"


STATE_WORDS = {
    SectionState.MISSING: _l("missing"),
    SectionState.EMPTY: _l("empty"),
    SectionState.UNTRANSLATED: _l("not translated"),
    SectionState.OUT_OF_DATE: _l("out of date"),
    SectionState.COMPLETE: _l("complete"),
}
# The signs of templates/macros/signs.html.
STATE_SIGNS = {
    SectionState.MISSING: "missing",
    SectionState.EMPTY: "empty",
    SectionState.UNTRANSLATED: "partly",
    SectionState.OUT_OF_DATE: "outdated",
    SectionState.COMPLETE: "complete",
}


@dataclass(frozen=True)
class Cell:
    """One section in one language, with the place where one mends it."""

    state: SectionState
    url: str


@dataclass(frozen=True)
class Row:
    """A section in every language of the paper."""

    key: str
    label: str
    cells: dict[str, Cell]


@dataclass(frozen=True)
class Meter:
    """All sections of a paper; `done` counts the complete ones of a language."""

    rows: tuple[Row, ...]

    @property
    def total(self) -> int:
        """Return how many sections there are."""
        return len(self.rows)

    def done(self, language: str) -> int:
        """Return how many sections are complete in a language."""
        return sum(row.cells[language].state is SectionState.COMPLETE for row in self.rows)

    def open_rows(self) -> list[Row]:
        """Return the sections that lack something in some language."""
        return [
            row
            for row in self.rows
            if any(cell.state is not SectionState.COMPLETE for cell in row.cells.values())
        ]


def parts_of(tree: Tree) -> dict[str, list[Paragraph]]:
    """Return {section: its heading and all that stands under it}, up to the next known section."""
    by_uid = section_by_uid(tree)
    parts: dict[str, list[Paragraph]] = {}
    now: list[Paragraph] = []
    for paragraph in tree.paragraphs:
        if paragraph.uid in by_uid:
            now = parts.setdefault(by_uid[paragraph.uid], [])
        now.append(paragraph)
    return parts


def state_of_section(paragraphs: Iterable[Paragraph], language: str) -> SectionState:
    """Return how the paragraphs of a section, its heading first, stand in a language."""
    found = list(paragraphs)
    states = {one.wording(language).state for one in found}
    if not found:
        return SectionState.MISSING
    if WordingState.MISSING in states or WordingState.DRAFT in states:
        return SectionState.UNTRANSLATED
    if WordingState.OUT_OF_DATE in states:
        return SectionState.OUT_OF_DATE
    return SectionState.COMPLETE


def _has_body(paragraphs: Iterable[Paragraph]) -> bool:
    return any(
        one.kind is not NodeKind.HEADING and any(w.text for w in one.wordings.values())
        for one in paragraphs
    )


def meter_of(event: Event, tree: Tree, shown_in: str) -> Meter:
    """Return how complete a concept paper is in each of its languages.

    Sections that the event fills are empty where the event has nothing for them; the disclaimer
    comes from the event alone. Labels are in the language of the reader.
    """
    parts = parts_of(tree)
    rows = [
        Row(
            section.key,
            section.headings.get(shown_in, section.headings["en"]),
            {code: _cell(event, tree, section, parts, code) for code in tree.languages},
        )
        for section in SECTIONS
    ]
    rows.append(_disclaimer(event, tree))
    return Meter(tuple(rows))


def _cell(
    event: Event,
    tree: Tree,
    section: Section,
    parts: dict[str, list[Paragraph]],
    code: str,
) -> Cell:
    paragraphs = parts.get(section.key, [])
    if not paragraphs:
        return Cell(SectionState.MISSING, url_for(".add_paragraph", slug=event.slug))
    here = _at(event, tree, paragraphs[0], code)
    block = BLOCKS.get(section.key)
    filled = block.ready(event) if block else _has_body(paragraphs)
    if not filled and not (block and _has_body(paragraphs)):
        return Cell(SectionState.EMPTY, block.links(event)[0][1] if block else here)
    state = state_of_section(paragraphs, code)
    open_one = next(
        (one for one in paragraphs if state_of_section([one], code) is state), paragraphs[0]
    )
    return Cell(state, _at(event, tree, open_one, code))


def _at(event: Event, tree: Tree, paragraph: Paragraph, code: str) -> str:
    """Return the address of a paragraph with the language beside its source."""
    pair: dict[str, Any] = {} if code == tree.source else {"left": tree.source, "right": code}
    return url_for(".show", slug=event.slug, _anchor=f"p-{paragraph.uid}", **pair)


def _disclaimer(event: Event, tree: Tree) -> Row:
    url = url_for("events.settings", slug=event.slug, section="designations")
    anywhere = bool(event.disclaimer)
    cells = {}
    for code in tree.languages:
        state = SectionState.UNTRANSLATED if anywhere else SectionState.EMPTY
        cells[code] = Cell(SectionState.COMPLETE if event.disclaimer.get(code) else state, url)
    return Row("disclaimer", str(_l("Disclaimer")), cells)
