"""Square brackets in a paragraph: wording that is not agreed, and who asked for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from eventmgr.text.inline import Span, canonical, parse, serialise

# How alike an owner's words and a bracket must be to belong together after an edit.
_ALIKE = 0.5


def _shown(spans: Iterable[Span]) -> str:
    """Return the words as they are shown; footnotes and calls show no brackets of their own."""
    return "".join(
        "" if span.kind in {"note", "call"} else span.text or _shown(span.children)
        for span in spans
    )


def bracketed(text: str) -> list[str]:
    """Return the words in each outermost pair of square brackets, in order.

    A bracket that is never closed reaches to the end. Links, languages of words and footnotes
    are written with brackets too but show none.
    """
    words = _shown(parse(text))
    found: list[str] = []
    depth = 0
    start = 0
    for place, sign in enumerate(words):
        if sign == "[":
            if depth == 0:
                start = place + 1
            depth += 1
        elif sign == "]" and depth:
            depth -= 1
            if depth == 0:
                found.append(words[start:place].strip())
    if depth:
        found.append(words[start:].strip())
    elif not found and "]" in words:
        # Only a closing one: not agreed either.
        found.append(words[: words.index("]")].strip())
    return found


def owners(brackets: Sequence[str], asked: Sequence[tuple[str, str]]) -> list[str]:
    """Return the owner of each bracket, "" where nobody is known.

    `asked` are (words, owner), the oldest first. The same words are matched first, then the most
    alike, so that an owner stays with a bracket whose words were edited.
    """
    result = [""] * len(brackets)
    left = list(asked)[::-1]
    for place, words in enumerate(brackets):
        same = next((one for one in left if one[0] == words), None)
        if same:
            result[place] = same[1]
            left.remove(same)
    pairs = sorted(
        (
            (SequenceMatcher(None, words, one[0], False).ratio(), place, index)
            for place, words in enumerate(brackets)
            if not result[place]
            for index, one in enumerate(left)
        ),
        key=lambda pair: (-pair[0], pair[1], pair[2]),
    )
    used: set[int] = set()
    for likeness, place, index in pairs:
        if likeness >= _ALIKE and not result[place] and index not in used:
            result[place] = left[index][1]
            used.add(index)
    return result


def put_brackets(text: str, words: str) -> str | None:
    """Return the text with square brackets around some of its words, "" meaning all of it.

    The stop or semicolon at the end of the paragraph stays outside. None where the words do not
    stand in the paragraph, or where the brackets would be read as a link or a footnote.
    """
    wanted = words.strip() or text.rstrip(" .;:,")
    place = text.find(wanted)
    if not wanted or place < 0:
        return None
    result = f"{text[:place]}[{wanted}]{text[place + len(wanted) :]}"
    before, after = _shown(parse(text)), _shown(parse(result))
    grown = after.count("[") - before.count("["), after.count("]") - before.count("]")
    return result if grown == (1, 1) else None


def without_brackets(text: str) -> str:
    """Return the text with its shown square brackets taken off and the words left in place."""
    return canonical(serialise(_bare(parse(text))))


def _bare(spans: Iterable[Span]) -> list[Span]:
    return [
        span
        if span.kind in {"note", "call"}
        else replace(
            span,
            text=span.text.replace("[", "").replace("]", ""),
            children=tuple(_bare(span.children)),
        )
        for span in spans
    ]
