"""What Markdown says over several lines: notes with names, notes in place, links kept apart.

Lists, headings and paragraphs are read like those of any text: "a." and "(i)" are no lists to
Markdown, and titles that break their lines are no one paragraph to a secretariat.
"""

from __future__ import annotations

import re
from dataclasses import replace

from eventmgr.i18n.marks import N_
from eventmgr.text.inline import Span, canonical, links, parse, serialise
from eventmgr.text.model import Footnote, Removed
from eventmgr.text.readers.blocks import Block
from eventmgr.text.readers.markers import split_marker

_NOTE = re.compile(r"^[ \f]{0,4}\[\^([^\]\s]{1,40})\]:[ \t]*(.*)$")
_CALL = re.compile(r"(?<!\\)\[\^([^\]\s^]{1,40})\]")
_TARGET = re.compile(
    r"^[ \f]{0,4}\[([^\]\n^]{1,80})\]:[ \t]*<?((?:https?://|mailto:)[^\s<>]{1,2000})>?"
    r"(?:[ \t]+[\"'(][^\n]{0,300}[\"')])?[ \t]*$"
)
_REFERENCE = re.compile(r"(?<![!\\])\[([^\]\[\n]{1,300})\]\[([^\]\n^]{0,80})\]")
_ANGLED = re.compile(r"<((?:https?://|mailto:)[^\s<>]{1,2000})>")

_SUPERSCRIPT = str.maketrans("¹²³⁰⁴⁵⁶⁷⁸⁹", "^" * 10)
_NUMBERS = re.compile(r"[\^\[>]\{?\s?\[?(\d{1,3})(?!\d)")


def gather(lines: list[str]) -> tuple[list[str], list[Removed]]:
    """Lines with every note on one line under a number and every link in place.

    The count of lines stays: what moved up leaves an empty line. A note keeps its number; one
    with a name takes the next that is free. Whatever is no Markdown comes back as it is.
    """
    if not any(line.lstrip().startswith("[") and "]:" in line for line in lines):
        return [_ANGLED.sub(r"\1", line) for line in lines], []
    out, bodies = _notes(lines)
    out, removed, targets = _targets(out)
    numbers = _numbers(out, bodies)
    removed += [
        Removed(N_("name of a footnote"), name, f"footnote {number}")
        for name, number in numbers.items()
        if not name.isdigit()
    ]

    def call(match: re.Match[str]) -> str:
        return f"[^{numbers[match[1]]}]" if match[1] in numbers else match[0]

    def link(match: re.Match[str]) -> str:
        target = targets.get((match[2] or match[1]).casefold())
        return f"[{match[1]}]({target})" if target else match[0]

    done = [_ANGLED.sub(r"\1", _CALL.sub(call, line)) for line in out]
    if targets:
        done = [_REFERENCE.sub(link, line) for line in done]
    return done, removed


def _notes(lines: list[str]) -> tuple[list[str], dict[str, str]]:
    """Bodies of notes that go on over indented or wrapped lines, put on their first line."""
    out: list[str] = []
    bodies: dict[str, str] = {}
    index = 0
    while index < len(lines):
        found = _NOTE.match(lines[index])
        if not found or found[1] in bodies:
            out.append(lines[index])
            index += 1
            continue
        parts, end = [found[2].strip()], index + 1
        while end < len(lines):
            line = lines[end]
            indented = line.startswith(("    ", "\t")) or (
                line.startswith("  ") and bool(lines[end - 1].strip())
            )
            blank_then_more = (
                not line.strip()
                and end + 1 < len(lines)
                and lines[end + 1].startswith(("    ", "\t"))
                and lines[end + 1].strip()
            )
            if not blank_then_more and (
                not indented or not line.strip() or split_marker(line)[0] or _NOTE.match(line)
            ):
                break
            parts.append(line.strip())
            end += 1
        bodies[found[1]] = " ".join(part for part in parts if part)
        out.append(f"[^{found[1]}]: {bodies[found[1]]}")
        out += [""] * (end - index - 1)
        index = end
    return out, bodies


def _targets(lines: list[str]) -> tuple[list[str], list[Removed], dict[str, str]]:
    """Addresses of links that stand apart; each is listed, as it leaves its line."""
    targets: dict[str, str] = {}
    removed: list[Removed] = []
    called = {
        (match[2] or match[1]).casefold() for line in lines for match in _REFERENCE.finditer(line)
    }
    out = []
    for number, line in enumerate(lines, start=1):
        found = _TARGET.match(line)
        if found and found[1].casefold() in called:
            targets.setdefault(found[1].casefold(), found[2])
            removed.append(Removed(N_("address of a link"), line.strip(), f"line {number}"))
            out.append("")
        else:
            out.append(line)
    return out, removed, targets


def _numbers(lines: list[str], bodies: dict[str, str]) -> dict[str, int]:
    """The number of each note that has a body; names are numbered as they are called."""
    numbers = {name: int(name) for name in bodies if name.isascii() and name.isdigit()}
    order = [
        match[1]
        for line in lines
        for match in _CALL.finditer(line)
        if match[1] in bodies and not _NOTE.match(line)
    ]
    free = max(numbers.values(), default=0)
    for name in dict.fromkeys([*order, *bodies]):
        if name not in numbers:
            free += 1
            numbers[name] = free
    return {name: number for name, number in numbers.items() if 0 < number < 1000}


def number_notes_in_place(blocks: list[Block], footnotes: dict[int | str, Footnote]) -> None:
    """Turn notes in place (`^[body]`) into numbered ones after every number that calls a note."""
    held = [block for block in blocks if "^[" in block.text]
    if not held:
        return
    everything = "\n".join(block.text.translate(_SUPERSCRIPT) for block in blocks)
    taken = {int(number) for number in _NUMBERS.findall(everything)}
    taken |= {number for number in footnotes if isinstance(number, int)}
    free = max(taken, default=0)

    fresh = iter(range(free + 1, 10_000))

    def walk(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        out: list[Span] = []
        for span in spans:
            if span.kind == "note":
                number = next(fresh)
                body = serialise(span.children)
                footnotes[number] = Footnote(number, body, links(body))
                out.append(Span("call", value=str(number)))
            elif span.children:
                out.append(replace(span, children=walk(span.children)))
            else:
                out.append(span)
        return tuple(out)

    for block in held:
        block.text = canonical(serialise(walk(parse(block.text))))
