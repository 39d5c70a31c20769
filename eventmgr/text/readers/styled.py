"""Word files that we wrote ourselves: their styles say what each paragraph is.

Nothing has to be guessed there, and a paragraph that somebody added in Word has the style of its
neighbour. A file with one paragraph in any other style is read like any other file.
"""

from __future__ import annotations

import re

from lxml import etree

from eventmgr.i18n.languages import canonical as language_code
from eventmgr.i18n.marks import N_
from eventmgr.text.inline import Span, canonical, parse, serialise
from eventmgr.text.model import Document, DocumentKind, NodeKind, Removed
from eventmgr.text.readers.blocks import Block, Reading
from eventmgr.text.readers.builder import Builder
from eventmgr.text.readers.front import Front, place_and_date
from eventmgr.text.readers.package import Package
from eventmgr.text.vocabulary import type_of_line

#: Names of styles in writers/word/styles.py, in small letters, with the kind and level they say.
_BODY: dict[str, tuple[NodeKind, int]] = {
    "chapeau": (NodeKind.CHAPEAU, 0),
    "preambular paragraph": (NodeKind.PREAMBULAR, 0),
    "lead-in": (NodeKind.LEAD_IN, 0),
    "adoption formula": (NodeKind.FORMULA, 0),
    "body paragraph": (NodeKind.PARAGRAPH, 0),
    "closing line": (NodeKind.CLOSING, 0),
    "operative paragraph": (NodeKind.OPERATIVE, 1),
    "sub-point": (NodeKind.SUB_POINT, 2),
    "sub-point 3": (NodeKind.SUB_POINT, 3),
    "heading 2": (NodeKind.HEADING, 1),
    "heading 3": (NodeKind.HEADING, 2),
    **{f"bullet point {level}": (NodeKind.BULLET, level) for level in (1, 2, 3)},
    **{f"continuation {level}": (NodeKind.CONTINUATION, level) for level in (1, 2, 3)},
}
_HEAD = frozenset({"heading 1", "subtitle", "document type", "place and date"})
#: What stands below the text and is no part of it: how it was adopted, statements, the disclaimer.
_END = frozenset({"remark", "adoption note", "attached heading", "attached paragraph"})
#: Styles that no other program names so: one of them shows whose file it is.
_OURS = (frozenset(_BODY) | {"document type"}) - {"heading 2", "heading 3"}
_HELD = re.compile(
    r"^(\(?\w{1,6} (?:bis|ter|quater|quinquies|sexies|septies|octies|novies|decies)\b[^\w\s]*)\s+"
)


def is_ours(blocks: list[Block]) -> bool:
    """Whether every paragraph of a file has one of our styles."""
    known = {*_BODY, *_HEAD, *_END}
    return any(block.style in _OURS for block in blocks) and all(
        block.style in known for block in blocks
    )


def tell_about(reading: Reading, package: Package) -> bool:
    """Tell whether a file is ours; take over what it says of itself: its kind and language."""
    if not is_ours(reading.blocks):
        return False
    root = package.xml("docProps/core.xml")
    said = {} if root is None else {etree.QName(one).localname: one.text or "" for one in root}
    if said.get("category", "") in {kind.value for kind in DocumentKind}:
        reading.kind = DocumentKind(said["category"])
        code = language_code(said.get("language", ""))
        reading.language = code.replace("_", "-") if code else None
    return True


def read_our_front(blocks: list[Block]) -> Front:
    """Read title, subtitles, kind of paper, place and date by their styles."""
    front = Front()
    for block in blocks:
        if block.style not in _HEAD:
            break
        front.used += 1
        when = place_and_date(block.text) if block.style == "place and date" else None
        if block.style == "heading 1" and front.title is None:
            front.title = block.text
        elif block.style == "document type" and front.doc_type is None:
            front.doc_type = block.text
            said = type_of_line(block.text)
            front.kind = said[0] if said else None
        elif when is not None:
            front.when = when
        elif block.style == "place and date":
            front.left.append((block.text, block.where))
        else:
            front.subtitle.append(block.text)
    return front


def build_ours(builder: Builder, document: Document) -> None:
    """Give every block the kind that its style says."""
    for block in builder.blocks:
        if block.style in _END:
            document.removed.append(Removed(N_("note at the end"), block.text, block.where))
            continue
        kind, level = _BODY.get(block.style, (NodeKind.PARAGRAPH, 0))
        node = builder.add(kind, block, level)
        if block.bold and kind is not NodeKind.HEADING:
            # A paragraph all in bold is a heading elsewhere; here it is what it was.
            node.text = canonical(serialise([Span("strong", children=parse(block.text))]))
        if kind in {NodeKind.OPERATIVE, NodeKind.SUB_POINT} and block.marker is None:
            held = _HELD.match(node.text)
            if held:
                node.source_label = held[1]
                node.text = node.text[held.end() :]
        elif kind not in {NodeKind.OPERATIVE, NodeKind.SUB_POINT, NodeKind.BULLET}:
            node.text = block.with_marker() if not node.text.startswith("**") else node.text
            node.source_label = None
