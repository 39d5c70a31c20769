"""Gives every block of a body its part: preamble, numbered paragraphs, closing, running text."""

from __future__ import annotations

from eventmgr.i18n.marks import N_
from eventmgr.text.inline import canonical, to_plain
from eventmgr.text.model import Document, DocumentKind, Node, NodeKind, Proposal, Question
from eventmgr.text.readers.blocks import Block
from eventmgr.text.readers.front import place_and_date, unwrapped
from eventmgr.text.readers.joins import ends_sentence
from eventmgr.text.readers.lists import Depths
from eventmgr.text.vocabulary import (
    is_closing,
    is_formula,
    is_preambular,
    is_section_heading,
    type_of_line,
)


class Builder:
    """Walks the body once and gives every block its kind."""

    def __init__(self, document: Document, blocks: list[Block], breaks: set[str]) -> None:
        self.document = document
        self.blocks = blocks
        self.breaks = breaks
        self.depths = Depths()
        self.made: dict[int, str] = {}
        self.counts = any(block.marker and block.marker.kind == "number" for block in blocks)
        self.numbered = any(
            block.marker
            and (block.marker.kind == "number" or block.marker.upper)
            and not (block.heading or block.bold or is_section_heading(to_plain(block.text)))
            for block in blocks
        )

    def add(self, kind: NodeKind, block: Block, level: int = 0) -> Node:
        # Halves that were joined may write a sign otherwise than the whole does.
        text = canonical(block.text) if len(block.lines) > 1 else block.text
        node = Node(kind, text, level)
        if block.marker:
            node.source_label = block.marker.printed
        if block.page_break:
            self.breaks.add(node.uid)
        self.document.nodes.append(node)
        self.made[id(block)] = node.uid
        return node

    def is_heading(self, index: int) -> bool:
        """A line set off as a heading, by its style or by its looks."""
        block = self.blocks[index]
        text = to_plain(block.text)
        if block.heading:
            return True
        if self.numbered_heading(block, text):
            return True
        if block.marker and (block.marker.kind == "bullet" or not is_section_heading(text)):
            return False
        words = text.split()
        if not words or len(words) > 14 or len(text) > 110:
            return False
        if is_section_heading(text) and len(words) <= 6:
            return True
        if type_of_line(text) and type_of_line(text)[1]:  # type: ignore[index]
            return True
        if text.endswith((".", ";", ",", ":", "!", "?")):
            return False
        if (text.isupper() and len(text) > 3) or block.bold:
            return True
        following = self.blocks[index + 1] if index + 1 < len(self.blocks) else None
        before = self.blocks[index - 1] if index else None
        return bool(
            following
            and not block.marker
            and text[0].isupper()
            and len(words) <= 8
            and (before is None or ends_sentence(before.text))
            and (len(following.text) > 80 or following.marker)
            and place_and_date(text) is None
            and not is_preambular(text)
        )

    def numbered_heading(self, block: Block, text: str) -> bool:
        """Tell "II. COOPERATION" above paragraphs with numbers of their own."""
        marker = block.marker
        return bool(
            marker
            and marker.upper
            and self.counts
            and (text.isupper() or block.bold)
            and len(text) < 110
            and not text.endswith((".", ";", ",", ":"))
        )

    def heading(self, block: Block) -> None:
        text = block.with_marker() if block.marker else unwrapped(block.text)
        level = 2 if block.heading > 2 else 1
        node = self.add(NodeKind.HEADING, block, level)
        node.text = canonical(text)

    def next_marker(self, index: int) -> str | None:
        following = self.blocks[index + 1] if index + 1 < len(self.blocks) else None
        if following is None:
            return None
        return following.marker.kind if following.marker else ""

    # Conclusions ---------------------------------------------------------------------------

    def conclusions(self) -> None:
        last = max(
            (i for i, b in enumerate(self.blocks) if b.marker and b.marker.kind != "bullet"),
            default=-1,
        )
        first = next(
            (
                i
                for i, b in enumerate(self.blocks)
                if b.marker
                and b.marker.kind != "bullet"
                and (not self.numbered or b.marker.kind == "number" or b.marker.upper)
            ),
            len(self.blocks),
        )
        for index, block in enumerate(self.blocks):
            if self.is_heading(index) and not self.closing(index, last):
                self.heading(block)
            elif block.marker:
                self.item(block, operative=index >= first)
            elif index < first and last >= 0:
                self.preamble(index)
            elif last < 0:
                self.unnumbered(index)
            else:
                self.after_item(index, last)
        self.ask_about_unnumbered(last)

    def item(self, block: Block, *, operative: bool) -> None:
        marker = block.marker
        if marker is None:
            return
        if marker.kind == "bullet":
            level = min(3, self.depths.depth + 1) if operative and self.depths.depth else 1
            self.add(
                NodeKind.BULLET, block, min(3, level + (marker.depth if marker.certain else 0))
            )
            return
        if (
            self.numbered
            and not self.depths.depth
            and marker.kind in {"letter", "roman"}
            and not marker.upper
        ):
            self.add(NodeKind.BULLET, block, 1)
            return
        depth, _, _ = self.depths.of(marker)
        self.add(NodeKind.OPERATIVE if depth == 1 else NodeKind.SUB_POINT, block, depth)

    def preamble(self, index: int) -> None:
        block = self.blocks[index]
        text = to_plain(block.text)
        kinds = {node.kind for node in self.document.nodes}
        if is_preambular(text) and not (is_formula(text) and text.endswith(":")):
            self.add(NodeKind.PREAMBULAR, block)
        elif text.endswith(":") and self.next_marker(index) == "bullet" and not is_formula(text):
            self.add(NodeKind.LEAD_IN, block)
        elif is_formula(text):
            self.add(NodeKind.FORMULA, block)
        elif text.endswith(":"):
            self.add(NodeKind.LEAD_IN, block)
        elif kinds & {NodeKind.PREAMBULAR, NodeKind.FORMULA, NodeKind.BULLET, NodeKind.LEAD_IN}:
            self.add(NodeKind.PARAGRAPH, block)
        else:
            self.add(NodeKind.CHAPEAU, block)

    def closing(self, index: int, last: int) -> bool:
        block = self.blocks[index]
        text = to_plain(block.text)
        if index <= last or block.marker:
            return False
        if place_and_date(text) is not None or is_closing(text):
            return True
        if block.heading or is_section_heading(text):
            return False
        before = self.document.nodes[-1].kind if self.document.nodes else None
        return before is NodeKind.CLOSING and len(text) < 120

    def after_item(self, index: int, last: int) -> None:
        block = self.blocks[index]
        text = to_plain(block.text)
        if self.closing(index, last):
            self.add(NodeKind.CLOSING, block)
            return
        previous = self.document.nodes[-1] if self.document.nodes else None
        if (
            text.endswith(":")
            and self.next_marker(index)
            and previous
            and previous.kind is NodeKind.HEADING
        ):
            self.add(NodeKind.LEAD_IN, block)
            return
        under = previous and previous.kind in {
            NodeKind.SUB_POINT, NodeKind.CONTINUATION, NodeKind.BULLET,
        }  # fmt: skip
        if index < last or under:
            self.add(NodeKind.CONTINUATION, block, 1)
            return
        node = self.add(NodeKind.PARAGRAPH, block)
        self.document.questions.append(
            Question(
                "after-list",
                N_(
                    "The paragraph “%(start)s …” after the last number carries none. It is kept as "
                    "closing text without a number. Is that right?"
                ),
                {"start": " ".join(text.split()[:6])},
                [node.uid],
                Proposal("keep", block.text),
            )
        )

    def unnumbered(self, index: int) -> None:
        kinds = {node.kind for node in self.document.nodes}
        if NodeKind.FORMULA not in kinds:
            self.preamble(index)
        elif self.closing(index, -1):
            self.add(NodeKind.CLOSING, self.blocks[index])
        elif to_plain(self.blocks[index].text).endswith(":"):
            self.add(NodeKind.LEAD_IN, self.blocks[index])
        else:
            self.add(NodeKind.PARAGRAPH, self.blocks[index])

    def ask_about_unnumbered(self, last: int) -> None:
        """Conclusions without one number: are the bullets or paragraphs meant to carry them?"""
        if last >= 0 or not self.document.nodes:
            return
        nodes = self.document.nodes
        start = max(
            (i for i, n in enumerate(nodes) if n.kind in {NodeKind.FORMULA, NodeKind.HEADING}),
            default=-1,
        )
        items = [n for n in nodes[start + 1 :] if n.kind is NodeKind.BULLET]
        items = items or [n for n in nodes[start + 1 :] if n.kind is NodeKind.PARAGRAPH]
        if len(items) < 2:
            return
        self.document.questions.append(
            Question(
                "unnumbered",
                N_(
                    "The conclusions carry no numbers. Number these %(count)s paragraphs, from "
                    "“%(start)s …” on?"
                ),
                {"count": len(items), "start": " ".join(to_plain(items[0].text).split()[:6])},
                [node.uid for node in items],
                Proposal("number", f"1–{len(items)}"),
            )
        )

    # Concept paper and press release ---------------------------------------------------------

    def running(self) -> None:
        """Headings, paragraphs and lists of a text without preamble."""
        release = self.document.kind is DocumentKind.PRESS_RELEASE
        for index, block in enumerate(self.blocks):
            text = to_plain(block.text)
            following = self.next_marker(index)
            numbered_heading = (
                block.marker is not None
                and block.marker.kind in {"number", "roman", "letter"}
                and (block.heading or block.bold or text.isupper() or is_section_heading(text))
            )
            if numbered_heading or (
                self.is_heading(index) and not (release and not block.heading and not block.bold)
            ):
                self.heading(block)
                self.depths = Depths()
            elif block.marker:
                self.item(block, operative=True)
            elif text.endswith(":") and following:
                self.add(NodeKind.LEAD_IN, block)
                self.depths = Depths()
            elif self.goes_on(index):
                self.add(NodeKind.CONTINUATION, block, 1)
            else:
                self.add(NodeKind.PARAGRAPH, block)
                self.depths = Depths()

    def goes_on(self, index: int) -> bool:
        """Whether a numbered list continues, by its number, after this paragraph."""
        if self.depths.depth == 0 or not self.document.nodes:
            return False
        if self.document.nodes[-1].kind in {NodeKind.PARAGRAPH, NodeKind.HEADING}:
            return False
        for block in self.blocks[index + 1 : index + 4]:
            if block.heading:
                return False
            if block.marker and block.marker.kind == "number":
                return block.marker.value == self.depths.values.get(1, 0) + 1
        return False
