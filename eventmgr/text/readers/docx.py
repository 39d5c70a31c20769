"""Word files: our own reader, because numbers, notes and tracked changes must not be lost."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from lxml import etree

from eventmgr.i18n.marks import N_
from eventmgr.text.inline import Span, canonical, links, plain_of, serialise
from eventmgr.text.model import Footnote, Proposal, Question, Remark, Removed
from eventmgr.text.readers.blocks import Block, Reading
from eventmgr.text.readers.errors import MAX_CHARACTERS, MAX_PARAGRAPHS, UnreadableFile
from eventmgr.text.readers.markers import split_marker
from eventmgr.text.readers.notes import take_designation_note
from eventmgr.text.readers.package import Package
from eventmgr.text.readers.word_numbers import Numbering, W, value
from eventmgr.text.readers.word_runs import (
    MC,
    OFF,
    Paragraph,
    Piece,
    boxes_in,
    dressed,
    switched_on,
    symbol,
)

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_TRANSPARENT = {
    W + tag for tag in ("smartTag", "customXml", "sdt", "sdtContent", "fldSimple", "dir", "bdo")
}
_MARK = {"*", "**", "***"}


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.package = Package(data)
        self.part = self.package.main_part()
        self.folder = posixpath.dirname(self.part)
        self.relations = self.package.relations(self.part)
        self.styles = self.package.xml(f"{self.folder}/styles.xml")
        self.numbering = Numbering(self.package.xml(f"{self.folder}/numbering.xml"), self.styles)
        self.style_names: dict[str, str] = {}
        self.bold_styles: set[str] = set()
        for style in self.styles.findall(W + "style") if self.styles is not None else []:
            name = style.get(W + "styleId", "")
            self.style_names[name] = (value(style, "name") or "").lower()
            if switched_on(style.find(W + "rPr"), "b"):
                self.bold_styles.add(name)
        self.reading = Reading()
        self.notes: dict[str, Footnote] = {}
        self.note_parts = {
            kind: self.package.xml(f"{self.folder}/{kind}s.xml") for kind in ("footnote", "endnote")
        }
        self.characters = 0

    def removed(self, what: str, text: str, where: str = "") -> None:
        self.reading.removed.append(Removed(what, text, where))

    # Blocks --------------------------------------------------------------------------------

    def read(self) -> Reading:
        root = self.package.xml(self.part)
        body = root.find(W + "body") if root is not None else None
        if body is None:
            raise UnreadableFile(N_("The file holds no text."))
        self.container(body)
        for note in self.notes.values():
            note.links = links(note.text)
        footnotes = {note.number: note for note in self.notes.values()}
        take_designation_note(self.reading.blocks, footnotes)
        self.reading.footnotes = list(footnotes.values())
        self.side_parts()
        return self.reading

    def container(self, element: etree._Element, depth: int = 0) -> None:
        if depth > 40:
            return
        for child in element:
            if child.tag == W + "p":
                self.paragraph(child, depth)
            elif child.tag == W + "tbl":
                self.table(child, depth)
            elif child.tag == MC + "AlternateContent":
                chosen = child.find(MC + "Choice")
                self.container(chosen if chosen is not None else child, depth + 1)
            elif child.tag in {W + "bookmarkStart"}:
                self.bookmark(child)
            elif child.tag not in {W + "sectPr", W + "tblPr", W + "tblGrid", W + "sdtPr"}:
                self.container(child, depth + 1)

    def bookmark(self, element: etree._Element) -> None:
        self.removed(N_("bookmark"), element.get(W + "name", ""), self.where())

    def where(self) -> str:
        return f"paragraph {len(self.reading.blocks) + 1}"

    def table(self, table: etree._Element, depth: int) -> None:
        """Rows of short cells become one line each, other cells follow one another."""
        start = len(self.reading.blocks)
        for row in table.findall(W + "tr"):
            begin = len(self.reading.blocks)
            cells = row.findall(W + "tc")
            sizes = []
            for cell in cells:
                before = len(self.reading.blocks)
                self.container(cell, depth + 1)
                sizes.append(len(self.reading.blocks) - before)
            made = self.reading.blocks[begin:]
            if (
                len(cells) > 1
                and max(sizes, default=0) == 1
                and not any(b.marker for b in made)
                and all(len(block.text) < 120 for block in made)
            ):
                joined = made[0]
                joined.text = " | ".join(block.text for block in made)
                del self.reading.blocks[begin + 1 :]
        if len(self.reading.blocks) > start:
            self.reading.lint.append(
                Remark("table", N_("A table was read row by row, as text."), {}, self.where())
            )

    def paragraph(self, element: etree._Element, depth: int) -> None:
        if len(self.reading.blocks) >= MAX_PARAGRAPHS:
            raise UnreadableFile(
                N_("The file has more than %(limit)s paragraphs. Please split it first."),
                {"limit": MAX_PARAGRAPHS},
            )
        properties = element.find(W + "pPr")
        style = value(properties, "pStyle")
        paragraph = Paragraph(page_break=switched_on(properties, "pageBreakBefore"))
        self.runs(element, paragraph, "kept", None, 0)
        shown = paragraph.spans("kept", "deleted")
        accepted = paragraph.spans("kept", "inserted")
        block = Block(
            self.inline(shown, paragraph), self.where(), page_break=paragraph.page_break,
            blank_before=True,
        )  # fmt: skip
        after = self.inline(accepted, paragraph)
        self.characters += len(block.text) + len(after)
        if self.characters > MAX_CHARACTERS:
            raise UnreadableFile(
                N_("The text is longer than %(limit)s characters. Please split it first."),
                {"limit": MAX_CHARACTERS},
            )
        if block.text or after:
            self.place(block, after, properties, style, paragraph)
        elif paragraph.page_break:
            self.pending_break = True
        for box in paragraph.boxes:
            self.reading.lint.append(
                Remark("text-box", N_("A text box was read as text."), {}, self.where())
            )
            self.container(box, depth + 1)

    pending_break = False

    def place(
        self,
        block: Block,
        after: str,
        properties: etree._Element | None,
        style: str | None,
        paragraph: Paragraph,
    ) -> None:
        added = not block.text
        if added:
            block.text = after
        block.page_break = block.page_break or self.pending_break
        self.pending_break = False
        block.heading = self.heading(properties, style)
        block.bold = paragraph.bold or (style or "") in self.bold_styles
        block.marker = self.numbering.marker(properties, style)
        if block.marker is None and not block.heading:
            block.marker, block.text = split_marker(block.text)
            if block.marker:
                after = split_marker(after)[1]
        self.reading.blocks.append(block)
        if any(piece.state != "kept" for piece in paragraph.pieces) and (
            added or after != block.text
        ):
            self.ask(block.text, after, added=added)

    def ask(self, before: str, after: str, *, added: bool) -> None:
        """Tracked changes: both wordings are shown, accepting them is proposed."""
        if added:
            message, proposal = (
                N_("A tracked change adds the paragraph “%(after)s”. Keep it?"),
                Proposal("keep", after),
            )
        elif not after:
            message, proposal = (
                N_("A tracked change strikes the paragraph “%(before)s”. Leave it out?"),
                Proposal("remove", ""),
            )
        else:
            message, proposal = (
                N_("A tracked change turns “%(before)s” into “%(after)s”. Accept it?"),
                Proposal("set", after, "text"),
            )
        question = Question(
            "tracked-change",
            message,
            {"before": "" if added else before, "after": after},
            [],
            proposal,
        )
        self.reading.changes.append((question, self.reading.blocks[-1]))

    def heading(self, properties: etree._Element | None, style: str | None) -> int:
        name = self.style_names.get(style or "", (style or "").lower())
        found = re.match(r"heading\s*(\d)", name)
        if found:
            return int(found[1]) or 1
        if name == "title":
            return 1
        outline = value(properties, "outlineLvl")
        return int(outline) + 1 if outline and outline.isdigit() and int(outline) < 9 else 0

    def inline(self, spans: list[Span], paragraph: Paragraph) -> str:
        paragraph.bold = bool(spans) and all(
            span.kind == "strong" or not plain_of([span]).strip() for span in spans
        )
        if paragraph.bold:
            spans = [
                child
                for span in spans
                for child in (span.children if span.kind == "strong" else [span])
            ]
        text = canonical(serialise(spans))
        return re.sub(r"^(?:\\\n)+|(?:\\\n)+$", "", text).strip(" ")

    # Runs ----------------------------------------------------------------------------------

    def runs(
        self, element: etree._Element, into: Paragraph, state: str, link: str | None, depth: int
    ) -> None:
        if depth > 40:
            return
        for child in element:
            tag = child.tag
            if tag == W + "r":
                self.run(child, into, state, link)
            elif tag in {W + "ins", W + "moveTo"}:
                self.runs(child, into, "inserted", link, depth + 1)
            elif tag in {W + "del", W + "moveFrom"}:
                self.runs(child, into, "deleted", link, depth + 1)
            elif tag == W + "hyperlink":
                target = self.relations.get(child.get(_R + "id", ""), ("", ""))[0]
                safe = re.fullmatch(r"(?:https?://|mailto:)[^\s()<>\"\\]+", target)
                self.runs(child, into, state, target if safe else link, depth + 1)
            elif tag == W + "bookmarkStart":
                self.bookmark(child)
            elif tag in _TRANSPARENT:
                self.runs(child, into, state, link, depth + 1)
            elif tag == MC + "AlternateContent":
                chosen = child.find(MC + "Choice")
                if chosen is not None:
                    self.runs(chosen, into, state, link, depth + 1)
            elif isinstance(tag, str) and tag.endswith("}oMath"):
                words = "".join(child.itertext())
                into.pieces.append(Piece(Span("text", words), state))

    def run(self, run: etree._Element, into: Paragraph, state: str, link: str | None) -> None:
        properties = run.find(W + "rPr")
        hidden = switched_on(properties, "vanish")
        for span in self.run_spans(run, into):
            if hidden:
                self.removed(N_("hidden text"), plain_of([span]), self.where())
                continue
            into.pieces.append(Piece(dressed(span, properties, link, self.style_names), state))

    def run_spans(self, run: etree._Element, into: Paragraph) -> Iterator[Span]:
        custom: tuple[str, str] | None = None
        for child in run:
            tag = child.tag
            if tag in {W + "t", W + "delText"}:
                text = self.visible(child.text or "")
                if custom and text.strip():
                    kind, name = custom
                    custom = None
                    sign = text.strip().split()[0]
                    yield from self.custom_note(kind, name, sign)
                    continue
                yield Span("text", text)
            elif tag in {W + "tab", W + "ptab"}:
                yield Span("text", "\t")
            elif tag in {W + "br", W + "cr"}:
                if child.get(W + "type") in {"page", "column"}:
                    into.page_break = into.page_break or not into.pieces
                    self.pending_break = bool(into.pieces)
                else:
                    yield Span("break")
            elif tag == W + "lastRenderedPageBreak" and not into.pieces:
                into.page_break = True
            elif tag == W + "noBreakHyphen":
                yield Span("text", "\u2011")
            elif tag == W + "softHyphen":
                self.removed(N_("soft hyphen"), "", self.where())
            elif tag == W + "sym":
                yield from symbol(child)
            elif tag in {W + "footnoteReference", W + "endnoteReference"}:
                kind = "footnote" if tag == W + "footnoteReference" else "endnote"
                name = child.get(W + "id", "")
                if (child.get(W + "customMarkFollows") or "0") not in OFF:
                    custom = (kind, name)
                else:
                    yield from self.note(kind, name)
            elif tag in {W + "drawing", W + "pict", W + "object", MC + "AlternateContent"}:
                into.boxes.extend(boxes_in(child))

    def visible(self, text: str) -> str:
        for sign in ("\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff"):
            if sign in text:
                self.removed(N_("invisible sign"), text.replace(sign, "").strip(), self.where())
                text = text.replace(sign, "")
        return text

    # Notes ---------------------------------------------------------------------------------

    def note_text(self, kind: str, name: str) -> str:
        part = self.note_parts[kind]
        if part is None:
            return ""
        for element in part.findall(W + kind):
            if element.get(W + "id") == name:
                texts = []
                for child in element.iter(W + "p"):
                    paragraph = Paragraph()
                    self.runs(child, paragraph, "kept", None, 0)
                    texts.append(self.inline(paragraph.spans("kept", "inserted"), paragraph))
                return canonical(" ".join(text for text in texts if text))
        return ""

    def note(self, kind: str, name: str) -> Iterator[Span]:
        key = f"{kind} {name}"
        if key not in self.notes:
            number = 1 + sum(1 for note in self.notes.values() if isinstance(note.number, int))
            self.notes[key] = Footnote(number, "")
            self.notes[key].text = self.note_text(kind, name)
        yield Span("call", value=str(self.notes[key].number))

    def custom_note(self, kind: str, name: str, sign: str) -> Iterator[Span]:
        """A note whose sign was typed: the asterisk of a designation stays in the text."""
        if sign not in _MARK:
            yield from self.note(kind, name)
            return
        text = re.sub(rf"^\\?{re.escape(sign)}\s*", "", self.note_text(kind, name))
        self.notes.setdefault(f"{kind} {sign}", Footnote(sign, text))
        yield Span("text", sign)

    def side_parts(self) -> None:
        """Headers, footers and comments are not the text, but their words are listed."""
        for name in sorted(self.package.names):
            found = re.fullmatch(rf"{self.folder}/(header|footer|comments)\d*\.xml", name)
            root = self.package.xml(name) if found else None
            if root is None or found is None:
                continue
            what = {"header": N_("page header"), "footer": N_("page footer")}.get(
                found[1], N_("comment")
            )
            for paragraph in root.iter(W + "p"):
                words = "".join(node.text or "" for node in paragraph.iter(W + "t")).strip()
                if words:
                    self.removed(what, words, name)


def read_docx(data: bytes) -> Reading:
    """Blocks of a Word file: lists with their numbers, notes, tracked changes as questions.

    Text boxes and tables are read in place; headers, footers, comments, bookmarks and hidden
    text are listed as removed. Raises UnreadableFile for anything that is not a sound .docx.
    """
    return _Reader(data).read()
