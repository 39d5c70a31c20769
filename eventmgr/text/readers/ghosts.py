"""What page breaks leave behind in running text: page numbers and lines that return."""

from __future__ import annotations

import re
from collections import Counter

from eventmgr.i18n.marks import N_
from eventmgr.text.model import Removed
from eventmgr.text.readers.blocks import Block

PAGE = re.compile(
    r"^\s*(?:[-–—]\s*)?(?:(?:page|strana|stranica|str\.|faqe|faqja|страна|страница)\s*)?"
    r"(\d{1,3})(?:\s*(?:/|of|od|nga|од)\s*\d{1,3})?(?:\s*[-–—])?\s*$",
    re.IGNORECASE,
)


def take_running_heads(blocks: list[Block], removed: list[Removed]) -> list[Block]:
    """Take out lines that return on every page, and lone page numbers that are no footnote.

    Each is listed in `removed`; the block after one is known to follow a page break.
    """
    lines = Counter(b.text for b in blocks if not b.marker and len(b.text) < 120)
    seen: set[str] = set()
    kept: list[Block] = []
    ghost = False
    for block in blocks:
        text = block.text
        page = PAGE.fullmatch(text) if not block.marker and not block.heading else None
        repeated = (
            text in seen
            and (lines[text] >= 3 or block.page_break or ghost)
            and not (block.marker or block.heading or page)
            and not text.endswith((".", ";", ":", ","))
            and not text[:1].isdigit()
        )
        if page or repeated:
            removed.append(
                Removed(N_("page number") if page else N_("running head"), text, block.where)
            )
            ghost = True
            continue
        seen.add(text)
        if ghost:
            block.page_break, ghost = True, False
        kept.append(block)
    return kept
