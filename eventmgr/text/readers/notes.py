"""The footnote of a designation: a line "* This designation …" at the end of a text."""

from __future__ import annotations

import re

from eventmgr.text.model import Footnote
from eventmgr.text.readers.blocks import Block


def take_designation_note(blocks: list[Block], footnotes: dict[int | str, Footnote]) -> None:
    """A last line "* This designation …" is the note of the name that carries the asterisk."""
    for index, block in enumerate(blocks):
        sign = block.marker.printed if block.marker and block.marker.printed == "*" else ""
        stars = re.match(r"(\*{1,3})(?=[^\W\d_])(?![^*]*[^\s*]\*)", block.text)
        sign = sign or (stars[1] if stars else "")
        neighbours = [
            other
            for other in blocks[max(0, index - 1) : index + 2]
            if other is not block and other.marker and other.marker.printed == "*"
        ]
        if not sign or neighbours or sign in footnotes:
            continue
        escaped = re.escape(sign)
        if any(
            re.search(rf"[^\W\d_]{escaped}(?!\*)(?!\w)", other.text) for other in blocks[:index]
        ) and "*" not in block.text[len(stars[1]) if stars else 0 :].replace("\\*", ""):
            text = block.text[len(stars[1]) :] if stars else block.text
            footnotes[sign] = Footnote(sign, text)
            blocks.pop(index)
            return
