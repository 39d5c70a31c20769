"""What changed between two wordings of one paragraph, word by word."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

_TOKEN = re.compile(r"\w+(?:[’'\-]\w+)*|\s+|[^\w\s]", re.UNICODE)

#: An equal run of at most this many words between two changes joins them.
_SHORT_RUN = 1


def tokens(text: str) -> list[str]:
    """Words, spaces and single punctuation marks; joined again they give the text."""
    return _TOKEN.findall(text)


def redline(old: str, new: str) -> list[tuple[str, str]]:
    """Pairs (operation, text) with operations "equal", "delete", "insert".

    Deleted and equal texts joined give `old`, inserted and equal ones give `new`. Short equal
    runs between changes are folded in, so that a reader sees phrases and not confetti.
    """
    before, after = tokens(old), tokens(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    runs = [(tag, before[i1:i2], after[j1:j2]) for tag, i1, i2, j1, j2 in matcher.get_opcodes()]
    folded: list[tuple[list[str], list[str], bool]] = []
    for index, (tag, left, right) in enumerate(runs):
        words = sum(1 for token in left if token.strip() and token[0].isalnum())
        inner = 0 < index < len(runs) - 1
        equal = tag == "equal" and not (inner and words <= _SHORT_RUN and len(left) <= 3)
        if not equal and folded and not folded[-1][2]:
            folded[-1][0].extend(left)
            folded[-1][1].extend(right)
        else:
            folded.append((list(left), list(right), equal))
    result: list[tuple[str, str]] = []
    for left, right, equal in folded:
        if equal:
            result.append(("equal", "".join(left)))
            continue
        if left:
            result.append(("delete", "".join(left)))
        if right:
            result.append(("insert", "".join(right)))
    return result
