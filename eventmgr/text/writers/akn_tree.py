"""Paragraphs of a text as the tree of Akoma Ntoso: preamble, sections, paragraphs and points."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from eventmgr.text.edition import EditionParagraph, Work, shown
from eventmgr.text.writers.akn_xml import Element, Ids, Inline, element, plain, spoken_in

_NAMES = ("para", "point", "point")


@dataclass
class _Item:
    """A numbered paragraph or point: its blocks, then lists of points with the text after each."""

    one: EditionParagraph
    blocks: list[EditionParagraph] = field(default_factory=list)
    lists: list[_List] = field(default_factory=list)

    def block(self, one: EditionParagraph) -> None:
        """Add running text: before the points, or behind those there are."""
        (self.lists[-1].after if self.lists else self.blocks).append(one)

    def point(self, one: EditionParagraph) -> _Item:
        """Add a point; text behind points ends their list."""
        if not self.lists or self.lists[-1].after:
            self.lists.append(_List())
        self.lists[-1].points.append(_Item(one, [one]))
        return self.lists[-1].points[-1]


@dataclass
class _List:
    points: list[_Item] = field(default_factory=list)
    after: list[EditionParagraph] = field(default_factory=list)


@dataclass
class Body:
    """Writes the paragraphs of a work in a language into an element."""

    inline: Inline
    ids: Ids
    work: Work
    language: str

    def preamble(self, into: Element, found: list[EditionParagraph]) -> None:
        """Write what stands before the first number."""
        self._blocks(into, found, formula=True)

    def fill(self, into: Element, found: list[EditionParagraph]) -> None:
        """Write the body: sections by headings, paragraphs by numbers, text between them."""
        section, deeper = into, into
        item: _Item | None = None
        stack: list[_Item] = []
        loose: list[EditionParagraph] = []

        def close() -> None:
            nonlocal item
            if item is not None:
                self._item(deeper, item, "", 0)
            item = None
            stack.clear()
            if loose:
                self._loose(deeper, loose)
                loose.clear()

        for one in found:
            if one.kind == "heading":
                close()
                if one.level > 1 and section is not into:
                    deeper = self._section("subsection", section, one)
                else:
                    section = deeper = self._section("section", into, one)
            elif one.kind == "operative" and one.label:
                close()
                item = _Item(one, [one])
                stack = [item]
            elif one.kind == "sub-point" and one.label and item is not None:
                depth = min(2 if one.level >= 3 else 1, len(stack))
                del stack[depth:]
                stack.append(stack[-1].point(one))
            elif one.kind in {"continuation", "bullet"} and item is not None:
                level = max(1, one.level if one.kind == "continuation" else one.level - 1)
                stack[min(level, len(stack)) - 1].block(one)
            else:
                if item is not None:
                    close()
                loose.append(one)
        close()

    def _section(self, tag: str, into: Element, one: EditionParagraph) -> Element:
        short = "sec" if tag == "section" else "subsec"
        count = sum(1 for child in into if child.tag.endswith(f"}}{tag}")) + 1
        above = f"{into.get('eId')}__" if into.get("eId") else ""
        made = element(tag, eId=self.ids.take(f"{above}{short}_{count}"), wId=one.uid)
        made.append(self._words("heading", one))
        into.append(made)
        return made

    def _loose(self, into: Element, found: list[EditionParagraph]) -> None:
        """Running text; in a section it needs a part that may hold text."""
        if into.tag.endswith("}mainBody"):
            self._blocks(into, found)
            return
        content = element("content")
        self._blocks(content, found)
        eid = self.ids.take(f"{into.get('eId')}__hcontainer_1")
        into.append(element("hcontainer", content, name="text", eId=eid))

    def _item(self, into: Element, item: _Item, above: str, depth: int) -> None:
        name = f"{above}{_NAMES[depth]}_{_number(item.one.label)}"
        eid = self.ids.take(name)
        made = element("paragraph" if depth == 0 else "point", eId=eid, wId=item.one.uid)
        made.append(plain("num", item.one.label))
        if not item.lists:
            content = element("content")
            self._blocks(content, item.blocks, named=item.one)
            made.append(content)
        for number, one in enumerate(item.lists, 1):
            prefix = f"{eid}__list_{number}"
            block = element("list", eId=self.ids.take(prefix))
            if number == 1:
                intro = element("intro")
                self._blocks(intro, item.blocks, named=item.one)
                block.append(intro)
            for point in one.points:
                self._item(block, point, f"{prefix}__", min(2, depth + 1))
            if one.after:
                wrap = element("wrapUp")
                self._blocks(wrap, one.after)
                block.append(wrap)
            made.append(block)
        into.append(made)

    def _blocks(
        self,
        into: Element,
        found: list[EditionParagraph],
        *,
        named: EditionParagraph | None = None,
        formula: bool = False,
    ) -> None:
        """Write running text; bullets become block lists with the lead-in as introduction.

        `named` is the paragraph whose name stands on the element around already.
        """
        bullets: Element | None = None
        for place, one in enumerate(found):
            follows = found[place + 1].kind if place + 1 < len(found) else ""
            if one.kind == "bullet":
                if bullets is None:
                    bullets = element("blockList", eId=self.ids.take("blockList"))
                    into.append(bullets)
                eid = self.ids.take(f"{bullets.get('eId')}__item_1")
                bullets.append(element("item", self._words("p", one), eId=eid, wId=one.uid))
                continue
            bullets = None
            if one.kind == "lead-in" and follows == "bullet":
                bullets = element("blockList", eId=self.ids.take("blockList"), wId=one.uid)
                bullets.append(self._words("listIntroduction", one))
                into.append(bullets)
            elif one.kind == "formula" and formula:
                eid = self.ids.take("formula")
                made = element("formula", self._words("p", one), name="agreement", eId=eid)
                made.set("wId", one.uid)
                into.append(made)
            else:
                line = self._words("p", one)
                if one is not named:
                    line.set("eId", self.ids.take("p"))
                    line.set("wId", one.uid)
                    line.set("class", one.kind)
                    if one.label:
                        line.text = f"{one.label} {line.text or ''}"
                into.append(line)

    def _words(self, tag: str, one: EditionParagraph) -> Element:
        made = element(tag)
        text, spoken = shown(one, self.language, self.work.edition.authentic)
        if spoken != self.language:
            spoken_in(made, spoken)
        self.inline.marks(made, text)
        return made


def _number(label: str) -> str:
    """Return a label as part of an id: "4 bis." is 4-bis."""
    return re.sub(r"[^0-9A-Za-z]+", "-", label).strip("-") or "0"
