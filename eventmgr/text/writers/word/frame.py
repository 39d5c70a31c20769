"""What stands around the text in a Word file: title, organisers, foot, page, settings."""

from __future__ import annotations

from collections.abc import Iterable

from eventmgr.text.edition import Head, Institution
from eventmgr.text.writers.word.runs import Book
from eventmgr.text.writers.word.xml import Element, make, paragraph, words

_WIDTH = 9070  # what a line of A4 holds between margins of 25 mm, in twentieths of a point
_FOOT_LETTERS = 60


def title_lines(book: Book, head: Head) -> list[Element]:
    """Return the lines above the text: title, subtitles, kind of paper, place and dates."""
    lines = [("Heading1", head.title), *(("Subtitle", line) for line in head.subtitles)]
    lines.append(("DocumentType", head.heading))
    lines.append(("PlaceAndDate", ", ".join(part for part in (head.place, head.dates) if part)))
    return [paragraph(style, *book.plain(text)) for style, text in lines if text]


def end_lines(book: Book, head: Head, has_closing: bool) -> list[Element]:
    """Return what stands under the text: how it was adopted, place and date, the disclaimer."""
    lines = [("AdoptionNote", head.adoption_note)]
    lines.append(("AdoptionNote", "" if has_closing else head.closing))
    lines.append(("Remark", head.disclaimer))
    found = [paragraph(style, *book.plain(text)) for style, text in lines if text]
    for one in head.attached:
        found.append(paragraph("AttachedHeading", *book.plain(one.heading)))
        found += [
            paragraph("AttachedParagraph", *book.runs(line))
            for line in one.text.split("\n")
            if line.strip(" \\")
        ]
    return found


def first_header(head: Head) -> Element:
    """Return the head of the first page: organisers side by side, version, standing.

    Notes cannot be called from a head, so a marker in an organiser's name has its sentence here.
    """
    root = make("w:hdr")
    if head.organisers:
        root.append(_row(head.organisers))
    names = " ".join(one.name for one in head.organisers)
    lines = [head.note, *head.remarks]
    lines += [f"{note.marker} {note.text}" for note in head.designation_notes
              if note.marker in names]  # fmt: skip
    for line in lines:
        if line:
            root.append(paragraph("Header", make("w:r", words(line))))
    # A head may not end with a table.
    root.append(paragraph("Header"))
    return root


def _row(organisers: Iterable[Institution]) -> Element:
    """One row of cells of equal width: no organiser stands above another."""
    found = list(organisers)
    width = _WIDTH // len(found)
    table = make(
        "w:tbl",
        make(
            "w:tblPr",
            make("w:tblW", w=width * len(found), type="dxa"),
            make("w:tblLayout", type="fixed"),
        ),
        make("w:tblGrid", *(make("w:gridCol", w=width) for _ in found)),
    )
    row = make("w:tr")
    for one in found:
        cell = make("w:tc", make("w:tcPr", make("w:tcW", w=width, type="dxa")))
        for line in (one.role, one.name):
            if line:
                cell.append(
                    paragraph(
                        "Header",
                        make("w:r", words(line)),
                        properties=[make("w:jc", val="center")],
                    )
                )
        if len(cell) == 1:
            cell.append(paragraph("Header"))
        row.append(cell)
    table.append(row)
    return table


def empty_header() -> Element:
    """Return the head of the following pages."""
    return make("w:hdr", paragraph("Header"))


def footer(head: Head) -> Element:
    """Return the foot of each page: title, dates and version, then the number of the page."""
    title = head.title if len(head.title) <= _FOOT_LETTERS else head.heading
    line = " · ".join(part for part in (title, head.dates, head.note) if part)
    runs = [make("w:r", words(line)), make("w:r", make("w:tab"))]
    for before, code in (("", "PAGE"), (" / ", "NUMPAGES")):
        if before:
            runs.append(make("w:r", words(before)))
        runs += [
            make("w:r", make("w:fldChar", fldCharType="begin")),
            make("w:r", words(f" {code} ", "w:instrText")),
            make("w:r", make("w:fldChar", fldCharType="separate")),
            make("w:r", words("1")),
            make("w:r", make("w:fldChar", fldCharType="end")),
        ]
    tabs = make("w:tabs", make("w:tab", val="right", pos=_WIDTH))
    return make("w:ftr", paragraph("Footer", *runs, properties=[tabs]))


def section() -> Element:
    """Return the page: A4, margins of 25 mm, its own head on the first page."""
    return make(
        "w:sectPr",
        make("w:headerReference", type="first", r_id="header1"),
        make("w:headerReference", type="default", r_id="header2"),
        make("w:footerReference", type="first", r_id="footer1"),
        make("w:footerReference", type="default", r_id="footer1"),
        make("w:pgSz", w=11906, h=16838),
        make("w:pgMar", top=1418, right=1418, bottom=1701, left=1418, header=709, footer=709,
             gutter=0),
        make("w:titlePg"),
    )  # fmt: skip


def settings(tag: str) -> Element:
    """Return settings.xml: today's Word, our language, the lines that separate notes."""
    return make(
        "w:settings",
        make(
            "w:footnotePr",
            make("w:footnote", id=0),
            make("w:footnote", id=1),
        ),
        make(
            "w:compat",
            make(
                "w:compatSetting",
                name="compatibilityMode",
                uri="http://schemas.microsoft.com/office/word",
                val=15,
            ),
        ),
        make("w:themeFontLang", val=tag),
    )
