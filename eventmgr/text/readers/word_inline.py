"""The words inside a Word paragraph: runs, fields, notes and tracked changes."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from eventmgr.i18n.marks import N_
from eventmgr.text.inline import Span, canonical, links, plain_of, serialise
from eventmgr.text.model import Footnote, Proposal, Question, Remark, Removed
from eventmgr.text.readers.blocks import Block, Decisions, Part, Reading
from eventmgr.text.readers.package import Package
from eventmgr.text.readers.word_changes import ADDED, STRUCK, Changes, combined
from eventmgr.text.readers.word_numbers import W, value
from eventmgr.text.readers.word_runs import (
    MC,
    OFF,
    Paragraph,
    Piece,
    alternative,
    boxes_in,
    dressed,
    switched_on,
    symbol,
)

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_MARK = {"*", "**", "***"}
_SAFE = re.compile(r"(?:https?://|mailto:)[^\s()<>\"\\]+")
_MARKS = re.compile(r"[\\*^~\[\]]|https?://")
_SILENT = {W + tag for tag in ("pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "sectPr",
                               "smartTagPr", "customXmlPr", "fldData", "proofErr")}  # fmt: skip
_INVISIBLE = ("\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff")
_DEEPEST = 40


@dataclass
class _Field:
    """A field of Word: its instruction, and whether its result has begun."""

    code: str = ""
    shown: bool = False

    @property
    def name(self) -> str:
        words = self.code.split()
        return words[0].upper() if words else ""

    @property
    def link(self) -> str | None:
        found = re.search(r'"([^"]+)"', self.code) if self.name == "HYPERLINK" else None
        return found[1] if found and _SAFE.fullmatch(found[1]) else None


class InlineReader:
    """Reads runs into paragraphs and source notes; everything left out is listed."""

    def __init__(self, data: bytes, decisions: Decisions) -> None:
        """Open the parts that runs need."""
        self.package = Package(data)
        self.part = self.package.main_part()
        self.folder = posixpath.dirname(self.part)
        self.relations = self.package.relations(self.part)
        self.root = self.package.xml(self.part)
        self.styles = self.package.xml(f"{self.folder}/styles.xml")
        self.style_names: dict[str, str] = {}
        self.bold_styles: set[str] = set()
        self.hidden_styles: set[str] = set()
        for style in self.styles.findall(W + "style") if self.styles is not None else []:
            name = style.get(W + "styleId", "")
            self.style_names[name] = (value(style, "name") or "").lower()
            properties = style.find(W + "rPr")
            if switched_on(properties, "b"):
                self.bold_styles.add(name)
            if switched_on(properties, "vanish"):
                self.hidden_styles.add(name)
        self.note_parts = {
            kind: self.package.xml(f"{self.folder}/{kind}s.xml") for kind in ("footnote", "endnote")
        }
        self.note_bodies = {
            (kind, element.get(W + "id", "")): element
            for kind, part in self.note_parts.items()
            if part is not None
            for element in reversed(part.findall(W + kind))
        }
        self.note_count = 0
        self.changes = Changes([self.root, *self.note_parts.values()], decisions)
        self.reading = Reading()
        self.notes: dict[str, Footnote] = {}
        self.fields: list[_Field] = []
        self.line = 0
        self.pending_break = False

    def removed(self, what: str, text: str, where: str = "") -> None:
        """List something that is not part of the text."""
        self.reading.removed.append(Removed(what, text, where or self.where()))

    def where(self) -> str:
        """The present place in the file."""
        return f"paragraph {max(1, self.line)}"

    def bookmark(self, element: etree._Element) -> None:
        """List a bookmark by its name."""
        self.removed(N_("bookmark"), element.get(W + "name", ""))

    def inline(self, spans: list[Span], paragraph: Paragraph) -> str:
        """Spans as one inline text; bold over the whole is a fact about the paragraph."""
        paragraph.bold = bool(spans) and all(
            span.kind == "strong" or not plain_of([span]).strip() for span in spans
        )
        if paragraph.bold:
            spans = [
                child
                for span in spans
                for child in (span.children if span.kind == "strong" else [span])
            ]
        if all(span.kind == "text" for span in spans):
            # Most paragraphs hold no mark at all, and a file may have ten thousand of them.
            plain = "".join(span.text for span in spans)
            if not _MARKS.search(plain):
                return canonical(plain)
        text = canonical(serialise(spans))
        return re.sub(r"^(?:\\\n)+|(?:\\\n)+$", "", text).strip(" ")

    # Runs ----------------------------------------------------------------------------------

    def runs(
        self,
        element: etree._Element,
        into: Paragraph,
        state: str = "kept",
        link: str | None = None,
        change: int = 0,
        depth: int = 0,
    ) -> None:
        """Read everything below an element that is words, in reading order."""
        for child in element:
            tag = child.tag
            if tag == W + "r":
                self.run(child, into, state, link, change)
            elif tag in _SILENT or not isinstance(tag, str):
                continue
            elif tag == W + "bookmarkStart":
                self.bookmark(child)
            elif depth > _DEEPEST:
                self.left_deep(child)
            elif tag in ADDED | STRUCK:
                added = tag in ADDED
                number = self.changes.number_of(child)
                inner = combined(state, self.changes.stands(child, added=added), added=added)
                self.runs(child, into, inner, link, number or change, depth + 1)
            elif tag == W + "hyperlink":
                target = self.relations.get(child.get(_R + "id", ""), ("", ""))[0]
                safe = target if _SAFE.fullmatch(target) else link
                self.runs(child, into, state, safe, change, depth + 1)
            elif tag == W + "fldSimple":
                self.fields.append(_Field(child.get(W + "instr", ""), shown=True))
                self.runs(child, into, state, link, change, depth + 1)
                self.fields.pop()
            elif tag == W + "sdt":
                self.content_control(child, into, state, link, change, depth)
            elif tag == MC + "AlternateContent":
                chosen = alternative(child)
                if chosen is not None:
                    self.runs(chosen, into, state, link, change, depth + 1)
            elif tag.endswith("}oMath"):
                self.put(Span("text", "".join(child.itertext())), into, state, change)
            else:
                self.runs(child, into, state, link, change, depth + 1)

    def left_deep(self, element: etree._Element) -> None:
        """What is nested deeper than anybody writes is not read, but its words are listed."""
        words = "".join(node.text or "" for node in element.iter(W + "t", W + "delText"))
        if words.strip():
            self.removed(N_("words nested too deep to be read"), words.strip())

    def content_control(
        self,
        element: etree._Element,
        into: Paragraph,
        state: str,
        link: str | None,
        change: int,
        depth: int,
    ) -> None:
        """A content control is its content; a prompt that nobody filled in is not text."""
        if switched_on(element.find(W + "sdtPr"), "showingPlcHdr"):
            prompt = Paragraph()
            self.runs(element, prompt, state, link, change, depth + 1)
            self.removed(N_("prompt of an empty field"), plain_of(prompt.accepted()).strip())
            return
        self.runs(element, into, state, link, change, depth + 1)

    def run(
        self, run: etree._Element, into: Paragraph, state: str, link: str | None, change: int
    ) -> None:
        """Read one run with its marks; hidden text is listed, not read."""
        properties = run.find(W + "rPr")
        old = self.changes.old(properties, "rPr")
        format_change = properties.find(W + "rPrChange") if properties is not None else None
        number = self.changes.number_of(format_change)
        verdict = self.changes.verdict(number)
        if old is not None and verdict is False:
            properties, old = old, None
        elif verdict is True:
            old = None
        style = value(properties, "rStyle") or ""
        hidden = switched_on(properties, "vanish") or (
            style in self.hidden_styles
            and (properties is None or properties.find(W + "vanish") is None)
        )
        for span in self.run_spans(run, into):
            target = next((field.link for field in reversed(self.fields) if field.link), link)
            if hidden:
                self.removed(N_("hidden text"), plain_of([span]))
                continue
            made = dressed(span, properties, target, self.style_names)
            before = dressed(span, old, target, self.style_names) if old is not None else None
            self.put(made, into, state, change or number, before if before != made else None)

    def put(
        self,
        span: Span,
        into: Paragraph,
        state: str,
        change: int = 0,
        before: Span | None = None,
    ) -> None:
        """Add a span to a paragraph, unless the field or the change it stands in takes it out."""
        words = plain_of([span])
        field = self.fields[-1] if self.fields else None
        if field and span.kind != "break":
            if not field.shown:
                if words.strip():
                    self.removed(N_("words inside a field's instruction"), words.strip())
                return
            if field.name in {"PAGE", "NUMPAGES", "SECTIONPAGES"} and len(words) < 12:
                if words.strip():
                    self.removed(N_("page number"), words.strip())
                return
        shown = {"inserted": "added", "deleted": "struck", "both": "struck"}.get(state, "kept")
        if change and state in {"kept", "dropped"}:
            shown = "added" if self._adds(change, state) else "struck"
        if words:
            into.parts.append(Part(words, shown if change else "kept", change))
        if state in {"dropped", "both"}:
            if words.strip():
                what = (
                    N_("words taken out with a tracked change")
                    if state == "dropped"
                    else N_("words added and struck again in tracked changes")
                )
                self.removed(what, words.strip())
            return
        into.pieces.append(Piece(span, state, before))

    def _adds(self, change: int, state: str) -> bool:
        """Whether decided words were an addition: accepted and kept, or refused and dropped."""
        return (self.changes.verdict(change) is True) is (state == "kept")

    def run_spans(self, run: etree._Element, into: Paragraph) -> Iterator[Span]:
        """The contents of a run, without its marks."""
        custom: tuple[str, str] | None = None
        for child in run:
            tag = child.tag
            if tag in {W + "t", W + "delText"}:
                text = self.visible(child.text or "")
                if custom and text.strip():
                    kind, name = custom
                    custom = None
                    sign, *rest = text.strip().split(maxsplit=1)
                    yield from self.custom_note(kind, name, sign)
                    if rest:
                        yield Span("text", " " + rest[0])
                    continue
                yield Span("text", text)
            elif tag == W + "fldChar":
                self.field_mark(child.get(W + "fldCharType"))
            elif tag == W + "instrText":
                if self.fields and not self.fields[-1].shown:
                    self.fields[-1].code += child.text or ""
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
                self.removed(N_("soft hyphen"), "")
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
                self.drawing(child, into)
            elif tag == W + "ruby":
                for base in child.iterfind(f"{W}rubyBase/{W}r"):
                    yield from self.run_spans(base, into)

    def drawing(self, element: etree._Element, into: Paragraph) -> None:
        """Text boxes are read; a picture is listed with what is said about it."""
        boxes = boxes_in(element)
        into.boxes.extend(boxes)
        chosen = alternative(element) if element.tag == MC + "AlternateContent" else element
        if boxes or chosen is None:
            return
        said = [
            found.get("descr") or found.get("title") or found.get("name") or ""
            for found in chosen.iter()
            if isinstance(found.tag, str) and found.tag.endswith("}docPr")
        ]
        said += [
            found.get("string", "")
            for found in chosen.iter("{urn:schemas-microsoft-com:vml}textpath")
        ]
        words = "".join(found.text or "" for found in chosen.iter(_A + "t"))
        self.removed(N_("picture"), " ".join(filter(None, [*said, words])))

    def field_mark(self, kind: str | None) -> None:
        """Fields of Word may nest and may run over several paragraphs."""
        if kind == "begin":
            if len(self.fields) < _DEEPEST:
                self.fields.append(_Field())
        elif self.fields and kind == "separate":
            self.fields[-1].shown = True
        elif self.fields and kind == "end":
            field = self.fields.pop()
            if field.name in {"REF", "NOTEREF"}:
                self.reading.lint.append(
                    Remark(
                        "cross-reference",
                        N_(
                            "A cross-reference of Word was read as the words it shows now. Please "
                            "check that it still points to the right paragraph."
                        ),
                        {},
                        self.where(),
                    )
                )

    def visible(self, text: str) -> str:
        """Text without signs that nobody sees; each is listed with its word."""
        for sign in _INVISIBLE:
            if sign in text:
                what = N_("soft hyphen") if sign == "\u00ad" else N_("invisible sign")
                self.removed(what, text.replace(sign, "").strip()[:200])
                text = text.replace(sign, "")
        return text

    # Notes ---------------------------------------------------------------------------------

    def note_text(self, kind: str, name: str, called: int | str) -> str:
        """The words of a note; its tracked changes are asked about with the paragraph calling."""
        element = self.note_bodies.get((kind, name))
        return self._note_words(element, called) if element is not None else ""

    def _note_words(self, element: etree._Element, called: int | str) -> str:
        fields, self.fields = self.fields, []
        before, after = [], []
        for child in element.iter(W + "p"):
            paragraph = Paragraph()
            self.runs(child, paragraph)
            before.append(self.inline(paragraph.rejected(), paragraph))
            after.append(self.inline(paragraph.accepted(), paragraph))
        self.fields = fields
        text = canonical(" ".join(text for text in before if text))
        changed = canonical(" ".join(text for text in after if text))
        if text != changed:
            self.ask_change(
                N_("A tracked change of a note turns “%(before)s” into “%(after)s”. Accept it?"),
                {"before": text, "after": changed},
                Proposal("set", changed, f"note:{called}"),
            )
        return text

    def note(self, kind: str, name: str) -> Iterator[Span]:
        """The call of a note; notes are numbered as they are met."""
        key = f"{kind} {name}"
        if key not in self.notes:
            self.note_count += 1
            number = self.note_count
            self.notes[key] = Footnote(number, "")
            self.notes[key].text = self.note_text(kind, name, number)
            self.notes[key].links = links(self.notes[key].text)
        yield Span("call", value=str(self.notes[key].number))

    def custom_note(self, kind: str, name: str, sign: str) -> Iterator[Span]:
        """A note whose sign was typed: the asterisk of a designation stays in the text."""
        if sign not in _MARK:
            yield from self.note(kind, name)
            return
        if f"{kind} {name}" not in self.notes:
            text = re.sub(rf"^\\?{re.escape(sign)}\s*", "", self.note_text(kind, name, sign))
            known = self.notes.setdefault(f"{kind} {sign}", Footnote(sign, text, links(text)))
            self.notes[f"{kind} {name}"] = known
            if known.text != text and text:
                self.removed(N_("another note with the same sign"), text)
        yield Span("text", sign)

    def uncalled_notes(self) -> None:
        """Notes that no paragraph calls are not part of the text; their words are listed."""
        for kind, part in self.note_parts.items():
            for element in part.findall(W + kind) if part is not None else []:
                name = element.get(W + "id", "")
                if f"{kind} {name}" in self.notes or element.get(W + "type"):
                    continue
                words = " ".join(
                    "".join(found.text or "" for found in child.iter(W + "t", W + "delText"))
                    for child in element.iter(W + "p")
                ).strip()
                if words:
                    self.removed(N_("note that nothing calls"), words, f"{kind} {name}")

    def ask_change(
        self, message: str, params: dict[str, str], proposal: Proposal, *blocks: Block
    ) -> None:
        """Ask about undecided tracked changes of one paragraph."""
        question = Question("tracked-change", message, dict(params), [], proposal)
        self.reading.questions.append((question, list(blocks)))
