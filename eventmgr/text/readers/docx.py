"""Word files: our own reader, because numbers, notes and tracked changes must not be lost."""

from __future__ import annotations

import re

from lxml import etree

from eventmgr.i18n.marks import N_
from eventmgr.text.model import Proposal, Question, Remark
from eventmgr.text.readers.blocks import Block, Decisions, Marker, Reading, SourceLine
from eventmgr.text.readers.errors import MAX_CHARACTERS, MAX_PARAGRAPHS, UnreadableFile
from eventmgr.text.readers.ghosts import take_running_heads
from eventmgr.text.readers.joins import join
from eventmgr.text.readers.markers import split_marker
from eventmgr.text.readers.notes import take_designation_note
from eventmgr.text.readers.styled import tell_about
from eventmgr.text.readers.word_changes import ADDED, STRUCK
from eventmgr.text.readers.word_inline import InlineReader
from eventmgr.text.readers.word_numbers import Numbering, W, value
from eventmgr.text.readers.word_runs import MC, Paragraph, alternative, switched_on

_DEEPEST = 40
_SKIPPED = {W + tag for tag in ("sectPr", "tblPr", "tblGrid", "sdtPr", "sdtEndPr", "trPr", "tcPr",
                                "tblPrEx", "customXmlPr", "smartTagPr")}  # fmt: skip


class _Reader(InlineReader):
    """Walks the body once: paragraphs, tables, text boxes."""

    def __init__(self, data: bytes, decisions: Decisions) -> None:
        super().__init__(data, decisions)
        self.numbering = Numbering(self.package.xml(f"{self.folder}/numbering.xml"), self.styles)
        self.characters = 0
        self.carried: Paragraph | None = None
        self.joining: list[tuple[Question, list[Block]]] = []

    def read(self) -> Reading:
        body = self.root.find(W + "body") if self.root is not None else None
        if body is None:
            raise UnreadableFile(N_("The file holds no text."))
        self.container(body)
        self.flush()
        if self.changes.layout:
            self.removed(
                N_("tracked changes of layout only"), str(self.changes.layout), "whole file"
            )
        notes = {note.number: note for note in self.notes.values()}
        take_designation_note(self.reading.blocks, notes)
        self.reading.footnotes = list(notes.values())
        if not tell_about(self.reading, self.package):
            self.reading.blocks = take_running_heads(self.reading.blocks, self.reading.removed)
        self.reading.changes = self.changes.found
        self.uncalled_notes()
        self.side_parts()
        return self.reading

    # Blocks --------------------------------------------------------------------------------

    def container(self, element: etree._Element, depth: int = 0) -> None:
        """Everything that holds paragraphs."""
        if depth > _DEEPEST:
            self.left_deep(element)
            return
        for child in element:
            if child.tag == W + "p":
                self.paragraph(child, depth)
            elif child.tag == W + "tbl":
                self.flush()
                self.table(child, depth)
                self.flush()
            elif child.tag == MC + "AlternateContent":
                chosen = alternative(child)
                if chosen is not None:
                    self.container(chosen, depth + 1)
            elif child.tag == W + "bookmarkStart":
                self.bookmark(child)
            elif child.tag == W + "altChunk":
                self.removed(N_("part put in from another file, not read"), "")
            elif child.tag == W + "sdt" and switched_on(child.find(W + "sdtPr"), "showingPlcHdr"):
                words = "".join(found.text or "" for found in child.iter(W + "t"))
                self.removed(N_("prompt of an empty field"), words.strip())
            elif child.tag not in _SKIPPED and isinstance(child.tag, str):
                self.container(child, depth + 1)

    def table(self, table: etree._Element, depth: int) -> None:
        """Rows of short cells become one line each, other cells follow one another."""
        start = len(self.reading.blocks)
        for row in table.findall(W + "tr"):
            if not self.row_stands(row.find(W + "trPr")):
                words = "".join(found.text or "" for found in row.iter(W + "t", W + "delText"))
                self.removed(N_("words taken out with a tracked change"), words.strip())
                continue
            begin = len(self.reading.blocks)
            cells = (
                row.findall(f".//{W}tc") if row.find(W + "tc") is None else row.findall(W + "tc")
            )
            sizes = []
            for cell in cells:
                before = len(self.reading.blocks)
                self.container(cell, depth + 1)
                self.flush()
                sizes.append(len(self.reading.blocks) - before)
            made = self.reading.blocks[begin:]
            if (
                len(cells) > 1
                and max(sizes, default=0) == 1
                and not any(b.marker for b in made)
                and all(len(block.text) < 120 for block in made)
                and not any(block in asked for block in made for _, asked in self.reading.questions)
            ):
                joined = made[0]
                joined.text = " | ".join(block.text for block in made)
                joined.lines = [line for block in made for line in block.lines]
                del self.reading.blocks[begin + 1 :]
        if len(self.reading.blocks) > start:
            self.reading.lint.append(
                Remark("table", N_("A table was read row by row, as text."), {}, self.where())
            )

    def row_stands(self, properties: etree._Element | None) -> bool:
        """Whether a row is there after the decisions; an undecided one is."""
        if properties is None:
            return True
        return (
            self.changes.stands(properties.find(W + "ins"), added=True) is not False
            and self.changes.stands(properties.find(W + "del"), added=False) is not False
        )

    def paragraph(self, element: etree._Element, depth: int) -> None:
        """One paragraph of the file; where a decision took its end away, it runs into the next."""
        self.line += 1
        if self.line > 3 * MAX_PARAGRAPHS or len(self.reading.blocks) >= MAX_PARAGRAPHS:
            raise UnreadableFile(
                N_("The file has more than %(limit)s paragraphs. Please split it first."),
                {"limit": MAX_PARAGRAPHS},
            )
        properties = element.find(W + "pPr")
        paragraph = self.carried or Paragraph()
        self.carried = None
        begin, joint = len(paragraph.parts), len(paragraph.pieces)
        if switched_on(properties, "pageBreakBefore") and not paragraph.pieces:
            paragraph.page_break = True
        self.runs(element, paragraph)
        paragraph.space_at(joint)
        paragraph.lines.append(self.line)
        own = paragraph.parts[begin:]
        if any(part.text.strip() for part in own):
            self.reading.source.append(SourceLine(self.line, own))
            self.characters += sum(len(part.text) for part in own)
        for part in own:
            if part.change:
                self.changes.at(part.change).line = self.changes.at(part.change).line or self.line
        if self.characters > MAX_CHARACTERS:
            raise UnreadableFile(
                N_("The text is longer than %(limit)s characters. Please split it first."),
                {"limit": MAX_CHARACTERS},
            )
        boxes, paragraph.boxes = paragraph.boxes, []
        end = self.end_of(properties)
        if end is False:
            self.carried = paragraph
        else:
            self.finish(paragraph, properties, undecided_end=end is None)
        for box in boxes:
            self.reading.lint.append(
                Remark("text-box", N_("A text box was read as text."), {}, self.where())
            )
            carried, self.carried = self.carried, None
            self.container(box, depth + 1)
            self.flush()
            self.carried = carried

    def end_of(self, properties: etree._Element | None) -> bool | None:
        """Whether the paragraph's end stands: a tracked change may have added or struck it."""
        marks = properties.find(W + "rPr") if properties is not None else None
        if marks is None:
            return True
        states = [
            self.changes.stands(child, added=child.tag in ADDED)
            for child in marks
            if child.tag in ADDED | STRUCK
        ]
        for child in marks:
            number = self.changes.number_of(child) if child.tag in ADDED | STRUCK else 0
            if number:
                change = self.changes.at(number)
                change.line = change.line or self.line
        if False in states:
            return False
        return None if None in states else True

    def flush(self) -> None:
        """What ran on to a next paragraph ends here where there is none."""
        paragraph, self.carried = self.carried, None
        if paragraph is not None:
            self.finish(paragraph, None)

    def finish(
        self,
        paragraph: Paragraph,
        properties: etree._Element | None,
        *,
        undecided_end: bool = False,
    ) -> None:
        """Make a block of a paragraph, with its number, and ask what is in doubt about it."""
        properties = self.settled(properties)
        style = value(properties, "pStyle")
        text = self.inline(paragraph.rejected(), paragraph)
        after = self.inline(paragraph.accepted(), paragraph) if paragraph.undecided else text
        block = Block(
            text, self.where(), page_break=paragraph.page_break or self.pending_break,
            blank_before=True, lines=list(paragraph.lines),
            style=self.style_names.get(style or "", ""),
        )  # fmt: skip
        marker = self.numbering.marker(properties, style)
        if not (text or after):
            if marker and marker.kind != "bullet":
                self.removed(N_("empty list item"), marker.printed)
            self.pending_break = block.page_break
            return
        if self.in_contents(style, text):
            self.removed(N_("table of contents"), text)
            return
        self.pending_break = False
        added = not text
        block.text = text or after
        block.heading = self.heading(properties, style)
        block.bold = paragraph.bold or (style or "") in self.bold_styles
        typed, rest = split_marker(block.text)
        if marker is None and not block.heading:
            block.marker, block.text = typed, rest
            after = split_marker(after)[1] if typed else after
        else:
            block.marker = marker
            if marker and typed:
                after = self.two_numbers(block, typed, rest, after)
        if block.marker and self.reading.source and self.reading.source[-1].number == self.line:
            self.reading.source[-1].printed = marker.printed if marker else ""
        self.reading.blocks.append(block)
        for question, blocks in self.joining:
            question.proposal = Proposal("join", join(blocks[0].text, block.text))
            blocks.append(block)
        self.joining.clear()
        if paragraph.undecided and (added or after != block.text):
            self.ask(block, after, added=added)
        elif undecided_end:
            self.ask_about_end(block)

    def settled(self, properties: etree._Element | None) -> etree._Element | None:
        """Paragraph properties after the decision on a tracked change of them."""
        if properties is None:
            return None
        number = self.changes.number_of(properties.find(W + "pPrChange"))
        if not number:
            return properties
        change = self.changes.at(number)
        change.line = change.line or self.line
        verdict = self.changes.verdict(number)
        if verdict is False:
            return self.changes.old(properties, "pPr")
        return properties

    def in_contents(self, style: str | None, text: str) -> bool:
        """Whether a paragraph is an entry of a table of contents, which every print makes anew."""
        name = self.style_names.get(style or "", "")
        inside = any(field.shown and field.name == "TOC" for field in self.fields)
        return bool(re.match(r"toc \d", name)) or (inside and bool(re.search(r"\d$", text)))

    def two_numbers(self, block: Block, typed: Marker, rest: str, after: str) -> str:
        """A typed number beside the one Word counts: the same one goes, another is asked about."""
        marker = block.marker
        assert marker is not None
        if marker.kind == "bullet":
            if typed.kind != "bullet":
                block.marker = typed
            self.removed(
                N_("bullet beside a typed number")
                if typed.kind != "bullet"
                else N_("typed bullet beside Word's own"),
                marker.printed if typed.kind != "bullet" else typed.printed,
            )
            block.text = rest
            return split_marker(after)[1]
        ours, theirs = marker.printed.strip("(). "), typed.printed.strip("(). ")
        if typed.kind == "bullet" or ours.casefold() == theirs.casefold():
            self.removed(N_("typed number beside Word's own"), typed.printed)
            block.text = rest
            return split_marker(after)[1]
        if typed.upper and not marker.upper:
            return after
        clear = after == block.text
        question = Question(
            "number-clash",
            N_(
                "Word numbers this paragraph “%(printed)s”, but “%(typed)s” is typed before its "
                "words. Take the typed one away?"
            ),
            {"printed": marker.printed, "typed": typed.printed},
            [],
            Proposal("set", rest, "text") if clear else Proposal("keep", block.text),
        )
        self.reading.questions.append((question, [block]))
        return after

    def ask(self, block: Block, after: str, *, added: bool) -> None:
        """Undecided changes: both wordings are shown, accepting them is proposed."""
        if added:
            message, proposal = (
                N_("A tracked change (%(who)s) adds the paragraph “%(after)s”. Keep it?"),
                Proposal("keep", after),
            )
        elif not after:
            message, proposal = (
                N_("A tracked change (%(who)s) strikes the paragraph “%(before)s”. Leave it out?"),
                Proposal("remove", ""),
            )
        else:
            message, proposal = (
                N_("A tracked change (%(who)s) turns “%(before)s” into “%(after)s”. Accept it?"),
                Proposal("set", after, "text"),
            )
        params = {
            "before": "" if added else block.text, "after": after, "who": self.who(block),
        }  # fmt: skip
        self.ask_change(message, params, proposal, block)

    def ask_about_end(self, block: Block) -> None:
        """An undecided change of a paragraph's end: apart as shown, or one with the next."""
        struck = any(
            change.kind in {"paragraph", "delete"} and change.line in block.lines and change.before
            for change in self.changes.found
        )
        params = {"before": block.text, "after": block.text, "who": self.who(block)}
        if not struck:
            message = N_("A tracked change (%(who)s) ends “%(before)s” here. It is kept apart.")
            self.ask_change(message, params, Proposal("keep", block.text), block)
            return
        message = N_("A tracked change (%(who)s) joins “%(before)s” and the next. Join them?")
        self.ask_change(message, params, Proposal("keep", block.text), block)
        self.joining.append(self.reading.questions[-1])

    def who(self, block: Block) -> str:
        """Authors and days of the changes in a block, as they are asked about."""
        names = dict.fromkeys(
            " ".join(filter(None, [change.author, change.date[:10]]))
            for change in self.changes.found
            if change.line in block.lines
        )
        return ", ".join(filter(None, names)) or "?"

    def heading(self, properties: etree._Element | None, style: str | None) -> int:
        """The level of a heading by its style (in any language of Word) or outline, else 0."""
        name = self.style_names.get(style or "", (style or "").lower())
        found = re.match(r"heading\s*(\d)", name)
        if found:
            return int(found[1]) or 1
        if name == "title":
            return 1
        outline = value(properties, "outlineLvl")
        return int(outline) + 1 if outline and outline.isdigit() and int(outline) < 9 else 0

    def side_parts(self) -> None:
        """Headers, footers and comments are not the text, but their words are listed."""
        for name in sorted(self.package.names):
            found = re.fullmatch(rf"{self.folder}/(header|footer|comments)\d*\.xml", name)
            root = self.package.xml(name) if found else None
            if root is None or found is None:
                continue
            if found[1] == "comments":
                self.comments(root, name)
                continue
            what = N_("page header") if found[1] == "header" else N_("page footer")
            for paragraph in root.iter(W + "p"):
                words = "".join(node.text or "" for node in paragraph.iter(W + "t")).strip()
                if words:
                    self.removed(what, words, name)

    def comments(self, root: etree._Element, name: str) -> None:
        """Each comment with the name of whoever wrote it."""
        for comment in root.iter(W + "comment"):
            words = " ".join(
                "".join(node.text or "" for node in paragraph.iter(W + "t")).strip()
                for paragraph in comment.iter(W + "p")
            ).strip()
            author = comment.get(W + "author", "")
            if words:
                self.removed(N_("comment"), f"{author}: {words}" if author else words, name)


def read_docx(data: bytes, decisions: Decisions | None = None) -> Reading:
    """Blocks of a Word file: lists with their numbers, notes, tracked changes as questions.

    `decisions` on tracked changes are carried out as Word would; what is undecided is asked
    about. Text boxes and tables are read in place; headers, footers, comments, bookmarks, hidden
    text and what a decision takes out are listed as removed. Raises UnreadableFile for anything
    that is not a sound .docx.
    """
    return _Reader(data, decisions or Decisions()).read()
