"""A work as Markdown with footnotes, which the reader takes back, and as text without marks."""

from __future__ import annotations

import re

from eventmgr.text.edition import EditionParagraph, Head, Work, shown
from eventmgr.text.footnotes import collect_footnotes
from eventmgr.text.inline import to_plain
from eventmgr.text.writers.plain import BREAK, guarded, guarded_line

MIMETYPE = "text/markdown"
_DEEPER = "   "


def write_markdown(work: Work, language: str, organised: str = "Organisers") -> str:
    """Return a work in one of its languages as Markdown; labels stand as they are printed.

    Points under a number are not Markdown's own lists, as those know no letters: they stand
    indented under their number. `organised` is the word before the organisers, in the language.
    Raises KeyError where the work has no head in it.
    """
    head = work.heads[language]
    lines = [f"# {guarded(head.title)}"] if head.title else []
    lines += [guarded(line) for line in _under_title(head, organised)]
    texts, notes = collect_footnotes(_texts(work, language))
    for one, text in zip(work.edition.paragraphs, texts, strict=True):
        lines.append(_markdown(one, text))
    lines += [guarded(line) for line in _end(work, head)]
    for attached in head.attached:
        lines.append(f"## {guarded(attached.heading)}")
        lines += [guarded(line) for line in attached.text.split("\n") if line.strip(" \\")]
    lines += [f"{note.marker} {guarded(note.text)}" for note in head.designation_notes]
    lines += [f"[^{note.number}]: {guarded(note.text)}" for note in notes]
    return "\n\n".join(lines) + "\n"


def write_text(work: Work, language: str, organised: str = "Organisers") -> str:
    """Return a work in one of its languages as bare text, for a message or a web form.

    Notes stand at the end under their numbers. Raises KeyError as `write_markdown` does.
    """
    head = work.heads[language]
    lines = [head.title] if head.title else []
    lines += _under_title(head, organised)
    texts, notes = collect_footnotes(_texts(work, language))
    for one, text in zip(work.edition.paragraphs, texts, strict=True):
        mark = one.label or ("•" if one.kind == "bullet" else "")
        plain = to_plain(text).replace("\n", "\n" + _indent(one))
        lines.append(_indent(one) + (f"{mark} {plain}" if mark else plain))
    lines += _end(work, head)
    for attached in head.attached:
        lines += [attached.heading, to_plain(attached.text)]
    lines += [f"{note.marker} {note.text}" for note in head.designation_notes]
    lines += [f"[{note.number}] {to_plain(note.text)}" for note in notes]
    return "\n\n".join(lines) + "\n"


def _texts(work: Work, language: str) -> list[str]:
    head = work.heads[language]
    found = []
    for one in work.edition.paragraphs:
        text, spoken = shown(one, language, work.edition.authentic)
        said = head.untranslated.get(spoken, "") if spoken != language else ""
        found.append(f"({said}:) {text}" if said else text)
    return found


def _under_title(head: Head, organised: str) -> list[str]:
    when = ", ".join(part for part in (head.place, head.dates) if part)
    names = ", ".join(one.name for one in head.organisers)
    found = [*head.subtitles, head.heading, when, f"{organised}: {names}" if names else ""]
    return [line for line in found if line]


def _end(work: Work, head: Head) -> list[str]:
    closed = any(one.kind == "closing" for one in work.edition.paragraphs)
    found = [head.adoption_note, "" if closed else head.closing, head.disclaimer, head.note]
    return [line for line in [*found, *head.remarks] if line]


def _indent(one: EditionParagraph) -> str:
    deep = one.kind in {"sub-point", "bullet"} or (one.kind == "operative" and one.label)
    return _DEEPER * max(0, one.level - 1) if deep else ""


def _markdown(one: EditionParagraph, text: str) -> str:
    words = guarded(text, " " if one.kind == "heading" else BREAK)
    if one.kind == "heading":
        return f"{'#' * (2 if one.level < 2 else 3)} {words}"
    if one.label:
        return f"{_indent(one)}{one.label} {words}"
    if one.kind == "bullet":
        return f"{_indent(one)}- {words}"
    spaces = re.compile(r"(?<!\\)\s+")
    return guarded_line(spaces.sub(lambda run: run[0] if "\u00a0" in run[0] else " ", words))
