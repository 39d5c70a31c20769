"""From blocks to a tree: what each paragraph does in conclusions, concept paper or release."""

from __future__ import annotations

import re

from eventmgr.i18n.marks import N_
from eventmgr.text.dates import find_dates
from eventmgr.text.facts import gather_facts, organisers_in, split_names
from eventmgr.text.inline import canonical, to_plain
from eventmgr.text.languages import recognise
from eventmgr.text.model import (
    Document,
    DocumentKind,
    NodeKind,
    Proposal,
    Question,
    Removed,
)
from eventmgr.text.places import city_in_sentence
from eventmgr.text.readers.blocks import Block, Reading
from eventmgr.text.readers.builder import Builder
from eventmgr.text.readers.errors import MAX_PARAGRAPH_CHARACTERS, UnreadableFile
from eventmgr.text.readers.front import Front, read_front
from eventmgr.text.readers.joins import ask_about_cuts, heal
from eventmgr.text.readers.lists import ask_about_numbers, detect_style, settle
from eventmgr.text.readers.outlined import build_outlined, outlined_front
from eventmgr.text.readers.styled import build_ours, is_ours, read_our_front
from eventmgr.text.vocabulary import (
    is_formula,
    is_preambular,
    is_section_heading,
    type_of_line,
)


def recognise_document(reading: Reading, language: str | None = None) -> Document:
    """The document that blocks make, with every doubtful decision as a question."""
    document = Document(footnotes=reading.footnotes, removed=reading.removed, lint=reading.lint)
    blocks = reading.blocks
    if any(len(block.text) > MAX_PARAGRAPH_CHARACTERS for block in blocks):
        raise UnreadableFile(
            N_("A paragraph is longer than %(limit)s characters. Is this a text?"),
            {"limit": MAX_PARAGRAPH_CHARACTERS},
        )
    ours = reading.outlined or is_ours(blocks)
    if not reading.outlined:
        settle(blocks)
    everything = "\n".join(to_plain(block.text) for block in blocks)
    _tell_language(document, everything, language or reading.language)
    if reading.outlined:
        # What could not be told when it was written is asked again, and not guessed.
        document.language = language or reading.language
        front = outlined_front(blocks)
    else:
        front = read_our_front(blocks) if ours else read_front(blocks)
    body = blocks[front.used :] if ours else heal(blocks[front.used :], reading)
    document.kind = reading.kind or _tell_kind(front, body, document)
    _take_front(document, front)
    document.removed += [Removed(N_("words of the title block"), *left) for left in front.left]
    breaks: set[str] = set()
    builder = Builder(document, body, breaks)
    if reading.outlined:
        build_outlined(builder, document)
    elif ours:
        build_ours(builder, document)
    elif document.kind is DocumentKind.CONCLUSIONS:
        builder.conclusions()
    else:
        builder.running()
    document.label_style = detect_style(document)
    _tell_event(document, everything, front)
    if not ours:
        ask_about_cuts(document, breaks)
    ask_about_numbers(document)
    _ask_what_the_reader_asks(document, reading, builder.made)
    _say_origins(reading, blocks[: front.used], body, builder.made)
    document.renumber()
    return document


def _say_origins(
    reading: Reading, head: list[Block], body: list[Block], made: dict[int, str]
) -> None:
    reading.head = [line for block in head for line in block.lines]
    reading.origins = {made[id(block)]: block.lines for block in body if id(block) in made}


def _ask_what_the_reader_asks(document: Document, reading: Reading, made: dict[int, str]) -> None:
    """Questions on tracked changes and typed numbers, each about the nodes of its blocks."""
    for question, blocks in reading.questions:
        question.nodes = [made[id(block)] for block in blocks if id(block) in made]
        about_note = question.proposal and (question.proposal.target or "").startswith("note:")
        if not question.nodes and question.proposal and not about_note:
            question.proposal.action = "keep"
        document.questions.append(question)


def _tell_language(document: Document, text: str, language: str | None) -> None:
    if language:
        document.language = language
        return
    document.language, sure = recognise(text)
    if not sure and text:
        document.questions.append(
            Question(
                "language",
                N_("The language of the text could not be told for certain. Is it “%(language)s”?"),
                {"language": document.language or "?"},
                [],
                Proposal("set", document.language, "language") if document.language else None,
            )
        )


def _tell_kind(front: Front, body: list[Block], document: Document) -> DocumentKind:
    if front.kind:
        return front.kind
    if front.title and (said := type_of_line(front.title)):
        return said[0]
    numbers = sum(
        1 for block in body if block.marker and block.marker.kind in {"number", "decimal"}
    )
    formula = any(is_formula(to_plain(block.text)) for block in body)
    preamble = sum(1 for block in body if not block.marker and is_preambular(block.text))
    headings = sum(
        1
        for block in body
        if block.heading or (is_section_heading(block.text) and not block.marker)
    )
    sections = sum(1 for block in body if is_section_heading(block.text) and not block.marker)
    if (numbers >= 2 and not sections) or (formula and (numbers or preamble)):
        kind, sure = DocumentKind.CONCLUSIONS, formula
    elif headings:
        kind, sure = DocumentKind.CONCEPT_PAPER, headings >= 2
    else:
        quotes = sum(1 for block in body if re.search(r"[“„«\"]", block.text))
        kind, sure = DocumentKind.PRESS_RELEASE, quotes > 0
    if not sure:
        document.questions.append(
            Question(
                "kind",
                N_("The text does not say what it is. It is read as: %(kind)s. Is that right?"),
                {"kind": str(kind)},
                [],
                Proposal("keep", str(kind)),
            )
        )
    return kind


def _take_front(document: Document, front: Front) -> None:
    # A title goes over lines as the page has it; a break that was typed says nothing.
    document.title = front.title and canonical(front.title.replace("\\\n", " "))
    document.subtitle = [canonical(line.replace("\\\n", " ")) for line in front.subtitle]
    document.doc_type = front.doc_type
    when = front.when
    document.place, document.country = when.place, when.country
    document.start, document.end = when.start, when.end
    if when.venue:
        document.facts["venue"] = when.venue
    if when.start or when.place:
        document.facts["dateline"] = "heading"
    if front.organisers:
        document.organisers = split_names(front.organisers, document.language)
        document.facts["organiser_line"] = front.organisers


def _tell_event(document: Document, text: str, front: Front) -> None:
    """Place, date and organisers offered from the text where the heading does not say them."""
    body = "\n".join(to_plain(node.text) for node in document.nodes)
    found = find_dates(body)
    if document.start is None and found:
        event = next((item for item in found if item.start != item.end), found[0])
        document.start, document.end = event.start, event.end
        document.facts.setdefault("dateline", "text")
        if document.place is None:
            document.place = city_in_sentence(body, event.begin, document.language)
    if not document.organisers:
        document.organisers = organisers_in(_about_the_event(document), document.language)
    if document.place is None and document.start and front.title:
        document.place = city_in_sentence(
            to_plain(front.title), len(front.title), document.language
        )
    document.facts.update(gather_facts(document))


def _about_the_event(document: Document) -> str:
    """The text that speaks of this event: conclusions may announce others in what they decide."""
    numbered = {NodeKind.OPERATIVE, NodeKind.SUB_POINT, NodeKind.CONTINUATION}
    return "\n".join(
        to_plain(node.text)
        for node in document.nodes
        if document.kind is not DocumentKind.CONCLUSIONS or node.kind not in numbered
    )
