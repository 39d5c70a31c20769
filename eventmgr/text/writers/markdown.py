"""A work as Markdown with footnotes, which the reader takes back, and as text without marks."""

from __future__ import annotations

from eventmgr.text.edition import EditionParagraph, Head, Work, shown
from eventmgr.text.footnotes import collect_footnotes
from eventmgr.text.inline import Span, canonical, serialise, to_plain
from eventmgr.text.model import Document, DocumentKind, Footnote, Node, NodeKind
from eventmgr.text.outline import Entry, Outline, outlined
from eventmgr.text.readers.front import place_and_date
from eventmgr.text.writers.plain import BREAK, guarded, guarded_line, reads_as

MIMETYPE = "text/markdown"
_DEEPER = "   "


def write_markdown(work: Work, language: str, organised: str = "Organisers") -> str:
    """Return a work in one of its languages as Markdown; labels stand as they are printed.

    Points under a number are not Markdown's own lists, as those know no letters: they stand
    indented under their number. `organised` is the word before the organisers, in the language.
    Where the text would be read as another tree, its outline stands below it, as a comment.
    Raises KeyError where the work has no head in it.
    """
    texts, notes = collect_footnotes(_texts(work, language))
    text = "\n\n".join(line for line, _ in _parts(work, language, organised, texts, notes)) + "\n"
    document = _document(work, language, texts, notes)
    if reads_as(text, document):
        return text
    parts = _parts(work, language, organised, texts, notes, guard=False)
    entries = tuple(entry for _, entry in parts)
    outline = Outline(document.kind, language, entries)
    return outlined([line for line, _ in parts], outline)


def _parts(
    work: Work,
    language: str,
    organised: str,
    texts: list[str],
    notes: list[Footnote],
    *,
    guard: bool = True,
) -> list[tuple[str, Entry]]:
    """Every line with what it is; with `guard`, words are kept from looking like numbers."""
    head = work.heads[language]
    title = guarded(_marked(head.title))
    found = [(f"# {title}", Entry("title"))] if title else []
    found += [(guarded(_marked(line)), Entry(role)) for line, role in _under_title(head, organised)]
    for one, text in zip(work.edition.paragraphs, texts, strict=True):
        entry = Entry(one.kind, one.level, one.label)
        found.append((_markdown(one, text, guard=guard), entry))
    found += [(guarded(line), Entry("end")) for line in _end(work, head)]
    for attached in head.attached:
        found.append((f"## {guarded(attached.heading)}", Entry("end")))
        found += [
            (guarded(line), Entry("end")) for line in attached.text.split("\n") if line.strip(" \\")
        ]
    found += [
        (f"{note.marker} {guarded(note.text)}", Entry("mark")) for note in head.designation_notes
    ]
    found += [(f"[^{note.number}]: {guarded(note.text, BREAK)}", Entry("note")) for note in notes]
    return found


def _document(work: Work, language: str, texts: list[str], notes: list[Footnote]) -> Document:
    """The tree that reading the Markdown must give."""
    head = work.heads[language]
    marks = [Footnote(note.marker, note.text) for note in head.designation_notes]
    return Document(
        DocumentKind(work.edition.kind),
        language,
        title=_marked(head.title) or None,
        subtitle=[_marked(line) for line in head.subtitles if line],
        doc_type=_marked(head.heading) or None,
        nodes=[
            Node(NodeKind(one.kind), text, one.level)
            for one, text in zip(work.edition.paragraphs, texts, strict=True)
        ],
        footnotes=[*notes, *marks],
        label_style=work.edition.label_style,
    )


def write_text(work: Work, language: str, organised: str = "Organisers") -> str:
    """Return a work in one of its languages as bare text, for a message or a web form.

    Notes stand at the end under their numbers. Raises KeyError as `write_markdown` does.
    """
    head = work.heads[language]
    lines = [head.title] if head.title else []
    lines += [line for line, _ in _under_title(head, organised)]
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


def _under_title(head: Head, organised: str) -> list[tuple[str, str]]:
    when = ", ".join(part for part in (head.place, head.dates) if part)
    names = ", ".join(one.name for one in head.organisers)
    found = [(line, "subtitle") for line in head.subtitles]
    found.append((head.heading, "type"))
    found.append((when, "where" if place_and_date(when) else "end"))
    found.append((f"{organised}: {names}" if names else "", "names"))
    return [(line, role) for line, role in found if line]


def _end(work: Work, head: Head) -> list[str]:
    closed = any(one.kind == "closing" for one in work.edition.paragraphs)
    found = [head.adoption_note, "" if closed else head.closing, head.disclaimer, head.note]
    return [line for line in [*found, *head.remarks] if line]


def _indent(one: EditionParagraph) -> str:
    deep = one.kind in {"sub-point", "bullet"} or (one.kind == "operative" and one.label)
    return _DEEPER * max(0, one.level - 1) if deep else ""


def _marked(words: str) -> str:
    """Words of a head, which know no marks, as a text that means the same."""
    return canonical(serialise([Span("text", words)]))


def _markdown(one: EditionParagraph, text: str, *, guard: bool) -> str:
    words = guarded(text, BREAK)
    if one.kind == "heading":
        return f"{'#' * (2 if one.level < 2 else 3)} {words}"
    if one.label:
        return f"{_indent(one)}{one.label} {words}"
    if one.kind == "bullet":
        return f"{_indent(one)}- {words}"
    return guarded_line(words) if guard else words
