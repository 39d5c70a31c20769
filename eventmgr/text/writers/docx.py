"""A text as a Word file: real lists with the document's labels, real footnotes, real styles.

The file is made part by part: nothing but what a reader needs is in it, and the same text always
gives the same file.
"""

from __future__ import annotations

from eventmgr.text.edition import EditionParagraph, Head, Work, shown
from eventmgr.text.writers.lists import Place, bullet_levels, depth_of, places
from eventmgr.text.writers.word.frame import (
    empty_header,
    end_lines,
    first_header,
    footer,
    section,
    settings,
    title_lines,
)
from eventmgr.text.writers.word.numbers import list_id, numbering_part
from eventmgr.text.writers.word.package import word_file
from eventmgr.text.writers.word.runs import Book, word_tag
from eventmgr.text.writers.word.styles import style_of, styles_part
from eventmgr.text.writers.word.xml import Element, make, paragraph, part, words

MIMETYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def write_docx(work: Work, language: str) -> bytes:
    """Return a work in one of its languages as a .docx file.

    A paragraph that is missing in it stands in the authentic language, marked and tagged so.
    Raises KeyError where the work has no head in this language.
    """
    head = work.heads[language]
    edition = work.edition
    book = Book({note.marker: note.text for note in head.designation_notes})
    body = make("w:body", *title_lines(book, head))
    found = places(edition.paragraphs, edition.label_style)
    deep = bullet_levels(edition.kind, edition.paragraphs)
    for one, place, level in zip(edition.paragraphs, found, deep, strict=True):
        body.append(node(book, head, one, place, level, language, edition.authentic))
    closed = any(one.kind == "closing" for one in edition.paragraphs)
    body.extend(end_lines(book, head, closed))
    numbering = numbering_part(edition.label_style, found)
    return finish(body, book, head, language, numbering, kind=edition.kind)


def finish(
    body: Element,
    book: Book,
    head: Head,
    language: str,
    numbering: Element,
    *,
    kind: str,
    **more: Element,
) -> bytes:
    """Return the file around a body whose runs are made; `more` replaces parts."""
    tag = word_tag(language)
    body.append(section())
    parts = {
        "styles": styles_part(tag),
        "numbering": numbering,
        "settings": settings(tag),
        "footnotes": book.footnotes_part(),
        "header1": first_header(head),
        "header2": empty_header(),
        "footer1": footer(head),
        **more,
    }
    return word_file(
        part(make("w:document", body)),
        {name: part(root) for name, root in parts.items()},
        book.links,
        title=" – ".join(line for line in (head.heading, head.title) if line),
        author=", ".join(one.acronym or one.name for one in head.organisers),
        tag=tag,
        kind=kind,
    )


def node(
    book: Book,
    head: Head,
    one: EditionParagraph,
    place: Place | None,
    bullet: int,
    language: str,
    authentic: str,
) -> Element:
    """Return the paragraph of a node, with its number as a list item or as fixed text."""
    text, spoken = shown(one, language, authentic)
    foreign = spoken if spoken != language else ""
    content = [*fixed_label(one, place), *foreign_mark(head, foreign)]
    content += book.runs(text, foreign)
    return paragraph(
        style_of(one.kind, one.level), *content, properties=list_properties(one, place, bullet)
    )


def list_properties(one: EditionParagraph, place: Place | None, bullet: int) -> list[Element]:
    """Return the list a paragraph stands in, if any."""
    if place is not None:
        return [_numbers(place.depth, list_id(place))]
    if one.kind == "bullet":
        first = min(3, max(1, one.level)) - bullet
        return [_numbers(bullet, first)]
    return []


def _numbers(level: int, number: int) -> Element:
    return make("w:numPr", make("w:ilvl", val=level), make("w:numId", val=number))


def fixed_label(one: EditionParagraph, place: Place | None) -> list[Element]:
    """Return a label that no list prints ("4 bis.") as text before the paragraph."""
    if place is not None or not one.label:
        return []
    after = make("w:tab") if depth_of(one) is not None else words(" ")
    look = make("w:rPr", make("w:rStyle", val="FixedLabel"))
    return [make("w:r", look, words(one.label)), make("w:r", after)]


def foreign_mark(head: Head, foreign: str) -> list[Element]:
    """Return what says that a paragraph stands in another language."""
    said = head.untranslated.get(foreign, "") if foreign else ""
    if not said:
        return []
    return [make("w:r", make("w:rPr", make("w:i")), words(f"({said}:) "))]
