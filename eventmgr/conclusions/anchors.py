"""Permalinks to the paragraphs of an adopted edition: by uid for ever, by number to read."""

from __future__ import annotations

import re

from eventmgr.text.edition import Edition


def anchor(reference: str) -> str:
    """Return the readable anchor of a numbered paragraph: "4 (c)" gives "para_4-c"."""
    parts = re.findall(r"[^\W_]+", reference)
    return "para_" + "-".join(parts) if parts else ""


def anchors(edition: Edition) -> dict[str, str]:
    """Return {uid: readable anchor}; a paragraph without a number has only its uid."""
    return {one.uid: anchor(one.reference) for one in edition.paragraphs if one.reference}
