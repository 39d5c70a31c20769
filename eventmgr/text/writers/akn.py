"""A text as an Akoma Ntoso 3.0 `statement`, one file for each language (documents.md, 4).

`wId` is the paragraph's own name and never changes; `eId` follows the printed number
(para_4__list_1__point_c). The work, its expression in a language and this file of it have the
usual addresses: /akn/{country}/statement/deliberation/{body}/{date}/{number}.
"""

from __future__ import annotations

from datetime import date

from lxml import etree

from eventmgr.text.edition import EditionParagraph, Work, shown
from eventmgr.text.writers.akn_meta import Names, identification, iso_day, meta
from eventmgr.text.writers.akn_tree import Body
from eventmgr.text.writers.akn_xml import Element, Ids, Inline, element, plain

MIMETYPE = "application/akn+xml"

#: Parts of conclusions before the first number.
_PREAMBLE = frozenset({"chapeau", "preambular", "lead-in", "bullet", "formula", "paragraph"})


def write_akn(work: Work, language: str, *, made: date) -> bytes:
    """Return a work in one of its languages as Akoma Ntoso 3.0; `made` is the day of the file.

    Raises KeyError where the work has no head in this language.
    """
    head = work.heads[language]
    names = Names.of(work, language, made)
    ids = Ids()
    inline = Inline({one.marker: one.text for one in head.designation_notes}, ids)
    draft = "" if work.adoption else "Draft"
    name = {"conclusions": "conclusions", "concept-paper": "conceptPaper"}.get(
        work.edition.kind, "pressRelease"
    )
    statement = element("statement", meta(work, language, names), name=name + draft)
    preface = _preface(work, language, inline)
    if len(preface):
        statement.append(preface)
    first, rest = _split(work)
    if first:
        preamble = element("preamble")
        Body(inline, ids, work, language).preamble(preamble, first)
        statement.append(preamble)
    ending = [one for one in rest if one.kind == "closing"]
    main = element("mainBody")
    Body(inline, ids, work, language).fill(main, [one for one in rest if one.kind != "closing"])
    if not len(main):
        main.append(element("p"))
    statement.append(main)
    conclusions = _conclusions(work, language, inline, ids, ending)
    if len(conclusions):
        statement.append(conclusions)
    attachments = _attachments(work, language, names, inline)
    if len(attachments):
        statement.append(attachments)
    root = element("akomaNtoso", statement)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def _split(work: Work) -> tuple[list[EditionParagraph], list[EditionParagraph]]:
    """The preamble of conclusions, and everything else."""
    found = list(work.edition.paragraphs)
    if work.edition.kind != "conclusions":
        return [], found
    count = next(
        (place for place, one in enumerate(found) if one.kind not in _PREAMBLE or one.label),
        len(found),
    )
    # Conclusions without numbers have no preamble that ends somewhere.
    return (found[:count], found[count:]) if count < len(found) else ([], found)


def _preface(work: Work, language: str, inline: Inline) -> Element:
    head = work.heads[language]
    preface = element("preface")
    if head.title:
        title = element("docTitle")
        inline.plain(title, head.title)
        preface.append(element("longTitle", element("p", title), eId="longTitle"))
    for line in head.subtitles:
        preface.append(plain("p", line))
    if head.heading:
        preface.append(element("p", plain("docType", head.heading)))
    if head.place or head.dates:
        line = element("p")
        if head.place:
            place = element("location", refersTo="#place")
            inline.plain(place, head.place)
            line.append(place)
        if head.dates:
            if head.place:
                line[-1].tail = ", "
            start = iso_day(work.provenance.start)
            tag = plain("docDate", head.dates, date=start) if start else plain("span", head.dates)
            line.append(tag)
        preface.append(element("container", line, name="placeAndDate", eId="placeAndDate"))
    for note in (head.note, *head.remarks):
        if note:
            preface.append(plain("p", note))
    return preface


def _conclusions(
    work: Work, language: str, inline: Inline, ids: Ids, ending: list[EditionParagraph]
) -> Element:
    head = work.heads[language]
    conclusions = element("conclusions")
    for one in ending:
        text, _spoken = shown(one, language, work.edition.authentic)
        line = element("p", eId=ids.take("closing"), wId=one.uid)
        inline.marks(line, text)
        conclusions.append(line)
    for text in (head.adoption_note, "" if ending else head.closing, head.disclaimer):
        if text:
            line = element("p")
            inline.plain(line, text)
            conclusions.append(line)
    return conclusions


def _attachments(work: Work, language: str, names: Names, inline: Inline) -> Element:
    """Attached statements, each a small document of its own."""
    attachments = element("attachments")
    for number, one in enumerate(work.statements, 1):
        text = next(
            (one.texts[code] for code in (language, work.edition.authentic, *one.texts)
             if one.texts.get(code)),
            "",
        )  # fmt: skip
        component = f"annex_{number}"
        line = element("p")
        inline.marks(line, text)
        attachments.append(
            element(
                "attachment",
                plain("heading", f"{one.kind}: {one.by}"),
                element(
                    "doc",
                    element("meta", identification(work, language, names, component)),
                    element("mainBody", line),
                    name="statement",
                ),
                eId=f"att_{number}",
            )
        )
    return attachments
