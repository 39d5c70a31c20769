"""What changed between two wordings of one paragraph, word by word."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

_TOKEN = re.compile(r"\w+(?:[’'\-]\w+)*|\s+|[^\w\s]", re.UNICODE)

#: An equal run of at most this many words between two changes joins them.
_SHORT_RUN = 1

#: Comparing takes up to the square of the tokens: longer texts (some 1,500 words a side) are
#: compared at their two ends only, so that nobody waits for minutes.
_MOST = 9_000_000

_Runs = list[tuple[str, list[str], list[str]]]


def tokens(text: str) -> list[str]:
    """Words, spaces and single punctuation marks; joined again they give the text."""
    return _TOKEN.findall(text)


def redline(old: str, new: str) -> list[tuple[str, str]]:
    """Pairs (operation, text) with operations "equal", "delete", "insert".

    Deleted and equal texts joined give `old`, inserted and equal ones give `new`. Short equal
    runs between changes are folded in, so that a reader sees phrases and not confetti.
    """
    before, after = tokens(old), tokens(new)
    runs = _runs(before, after) if len(before) * len(after) <= _MOST else _ends(before, after)
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


def _runs(before: list[str], after: list[str]) -> _Runs:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return [(tag, before[i1:i2], after[j1:j2]) for tag, i1, i2, j1, j2 in matcher.get_opcodes()]


def _ends(before: list[str], after: list[str]) -> _Runs:
    """Take off what is equal at the beginning and the end; compare the rest where it is short."""
    most = min(len(before), len(after))
    start = next((n for n in range(most) if before[n] != after[n]), most)
    most -= start
    end = next((n for n in range(most) if before[-1 - n] != after[-1 - n]), most)
    left = before[start : len(before) - end]
    right = after[start : len(after) - end]
    short = len(left) * len(right) <= _MOST
    middle = _runs(left, right) if short else [("replace", left, right)]
    runs = [
        ("equal", before[:start], before[:start]),
        *middle,
        ("equal", before[len(before) - end :], before[len(before) - end :]),
    ]
    return [run for run in runs if run[1] or run[2]]
