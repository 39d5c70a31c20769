"""A text as an OpenDocument file: real lists with the document's labels, real notes."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import Any

from eventmgr.i18n.languages import canonical, html_lang
from eventmgr.text.edition import EditionParagraph, Head, Work, shown
from eventmgr.text.writers.lists import Place, bullet_levels, places
from eventmgr.text.writers.odt_runs import Runs, safe, tag_parts
from eventmgr.text.writers.odt_styles import frame_styles, look_styles, style_of

MIMETYPE = "application/vnd.oasis.opendocument.text"


def write_odt(work: Work, language: str) -> bytes:
    """Return a work in one of its languages as an .odt file.

    A paragraph that is missing in it stands in the authentic language, marked and tagged so.
    Raises KeyError where the work has no head in this language.
    """
    from odfdo import Document, Element

    head = work.heads[language]
    edition = work.edition
    runs = Runs({note.marker: note.text for note in head.designation_notes})
    blocks = _Blocks()
    for style, level, text in _title(head):
        blocks.plain(_block(style, level, runs.plain(text)))
    found = places(edition.paragraphs, edition.label_style)
    deep = bullet_levels(edition.kind, edition.paragraphs)
    for one, place, bullet in zip(edition.paragraphs, found, deep, strict=True):
        _add(blocks, runs, head, one, place, bullet, language, edition.authentic)
    closed = any(one.kind == "closing" for one in edition.paragraphs)
    ends = [head.adoption_note, "" if closed else head.closing]
    for style, text in [*(("Closing", line) for line in ends), ("Remark", head.disclaimer)]:
        if text:
            blocks.plain(_block(style, 0, runs.plain(text)))
    for extra in head.attached:
        blocks.plain(_block("Heading_20_2", 2, runs.plain(extra.heading)))
        for line in extra.text.split("\n"):
            if line.strip(" \\"):
                blocks.plain(_block("BodyParagraph", 0, runs.marks(line)))
    document = Document("text")
    document.body.clear()
    tag = html_lang(canonical(language) or language)
    for fragment in frame_styles(edition.label_style, tag_parts(tag)):
        document.insert_style(fragment)
    for fragment in look_styles(runs.looks):
        document.insert_style(fragment, automatic=True)
    for fragment in [*_masthead(head), *blocks.done()]:
        document.body.append(Element.from_tag(fragment))
    _page(document, head)
    document.meta.title = " – ".join(line for line in (head.heading, head.title) if line)
    document.meta.creator = ", ".join(one.acronym or one.name for one in head.organisers)
    document.meta.language = tag
    out = io.BytesIO()
    document.save(out, pretty=False)
    return out.getvalue()


def _title(head: Head) -> list[tuple[str, int, str]]:
    lines = [("Heading_20_1", 1, head.title), *(("Subtitle", 0, one) for one in head.subtitles)]
    lines.append(("DocumentType", 0, head.heading))
    lines.append(("PlaceAndDate", 0, ", ".join(one for one in (head.place, head.dates) if one)))
    return [line for line in lines if line[2]]


def _masthead(head: Head) -> list[str]:
    """Organisers side by side in cells of equal width, then the version and its standing."""
    found = []
    if head.organisers:
        cells = "".join(
            "<table:table-cell>"
            + "".join(
                f'<text:p text:style-name="Masthead">{safe(line)}</text:p>'
                for line in (one.role, one.name)
                if line
            )
            + "</table:table-cell>"
            for one in head.organisers
        )
        count = len(head.organisers)
        found.append(
            '<table:table table:name="Organisers">'
            f'<table:table-column table:number-columns-repeated="{count}"/>'
            f"<table:table-row>{cells}</table:table-row></table:table>"
        )
    names = " ".join(one.name for one in head.organisers)
    notes = [f"{one.marker} {one.text}" for one in head.designation_notes if one.marker in names]
    found += [
        f'<text:p text:style-name="Masthead">{safe(line)}</text:p>'
        for line in (head.note, *head.remarks, *notes)
        if line
    ]
    return found


def _page(document: Any, head: Head) -> None:
    """The foot of each page with its number; headings carry no numbers of their own."""
    from odfdo import Element

    line = " · ".join(part for part in (head.heading, head.dates, head.note) if part)
    foot = (
        f'<style:footer><text:p text:style-name="Footer">{safe(line)}<text:tab/>'
        '<text:page-number text:select-page="current">1</text:page-number> / '
        "<text:page-count>1</text:page-count></text:p></style:footer>"
    )
    for level in document.styles.get_elements("//text:outline-level-style"):
        for name in ("style:num-format", "style:num-suffix", "loext:num-list-format"):
            level.set_attribute(name, "")
    master = document.styles.get_element("//style:master-page")
    master.append(Element.from_tag(foot))


def _block(style: str, level: int, content: str) -> str:
    if level:
        return f'<text:h text:style-name="{style}" text:outline-level="{level}">{content}</text:h>'
    return f'<text:p text:style-name="{style}">{content}</text:p>'


def _add(
    blocks: _Blocks,
    runs: Runs,
    head: Head,
    one: EditionParagraph,
    place: Place | None,
    bullet: int,
    language: str,
    authentic: str,
) -> None:
    text, spoken = shown(one, language, authentic)
    foreign = spoken if spoken != language else ""
    content = runs.marks(text, foreign)
    said = head.untranslated.get(foreign, "") if foreign else ""
    if said:
        content = f"{safe(f'({said}:)')} {content}"
    level = {"heading": 3 if one.level > 1 else 2}.get(one.kind, 0)
    style = style_of(one.kind, one.level)
    if place is not None:
        blocks.item("Numbers", place.depth, _block(style, 0, content), place.start)
    elif one.kind == "bullet":
        first = min(3, max(1, one.level)) - bullet
        blocks.item(f"Bullets{first}", bullet, _block(style, 0, content), None)
    else:
        if one.label:
            between = "<text:tab/>" if one.kind in {"operative", "sub-point"} else " "
            content = f"{safe(one.label)}{between}{content}"
        blocks.plain(_block(style, level, content))


@dataclass
class _Item:
    """An item of a list: its own paragraph and the items under it."""

    content: str
    start: int | None
    under: list[_Item] = field(default_factory=list)

    def xml(self) -> str:
        start = f' text:start-value="{self.start}"' if self.start is not None else ""
        inner = f"<text:list>{''.join(one.xml() for one in self.under)}</text:list>"
        return (
            f"<text:list-item{start}>{self.content}{inner if self.under else ''}</text:list-item>"
        )


@dataclass
class _Blocks:
    """What stands one below the other; neighbouring items share a list.

    A list that running text interrupts goes on as the same list, so that it counts on.
    """

    out: list[str] = field(default_factory=list)
    style: str = ""
    items: list[_Item] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    lists: int = 0

    def plain(self, xml: str) -> None:
        self._close()
        self.out.append(xml)

    def item(self, style: str, depth: int, xml: str, start: int | None) -> None:
        if style != self.style:
            self._close()
            self.style = style
        target = self.items
        for _ in range(depth):
            if not target:
                # Its list goes on after running text: it stands under an item without words.
                target.append(_Item("", None))
            target = target[-1].under
        target.append(_Item(xml, start))

    def done(self) -> list[str]:
        self._close()
        return self.out

    def _close(self) -> None:
        if not self.items:
            self.style = ""
            return
        self.lists += 1
        name = f"list{self.lists}"
        before = self.names.get(self.style)
        goes_on = f' text:continue-list="{before}"' if before and self.style == "Numbers" else ""
        inner = "".join(one.xml() for one in self.items)
        self.out.append(
            f'<text:list xml:id="{name}" text:style-name="{self.style}"{goes_on}>{inner}'
            "</text:list>"
        )
        self.names[self.style] = name
        self.items, self.style = [], ""
