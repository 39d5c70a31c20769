"""A text as one HTML file that needs nothing else: for a web site, an archive, a screen reader."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from eventmgr.i18n.languages import canonical, direction, html_lang
from eventmgr.text.edition import EditionParagraph, Head, Work, shown
from eventmgr.text.footnotes import collect_footnotes
from eventmgr.text.inline import to_html
from eventmgr.text.writers.lists import depth_of

MIMETYPE = "text/html"

_STYLE = """
body{font:17px/1.5 Georgia,"Times New Roman",serif;max-width:42em;margin:2em auto;padding:0 1em}
h1,.kind,.where,.organisers{text-align:center}
.kind{font-weight:bold;font-size:1.2em}
.organisers{display:flex;gap:1em;list-style:none;padding:0}
.organisers li{flex:1}
.d1{margin-left:2.5em}.d2{margin-left:5em}.d3{margin-left:7.5em}
.label{display:inline-block;min-width:2.5em;margin-left:-2.5em}
.note,.notes{font-size:.9em}
@media (max-width:30em){.d2{margin-left:3.5em}.d3{margin-left:4.5em}}
"""


def write_html(work: Work, language: str) -> str:
    """Return a work in one of its languages as a whole HTML page.

    Paragraphs have their own name as id ("p-…"), numbered ones a second one that follows their
    number ("para_4-c"). Raises KeyError where the work has no head in this language.
    """
    head = work.heads[language]
    texts, notes = collect_footnotes(
        [shown(one, language, work.edition.authentic)[0] for one in work.edition.paragraphs]
    )
    ours = canonical(language) or language
    body = [*_head(head)]
    for one, text in zip(work.edition.paragraphs, texts, strict=True):
        body.append(_paragraph(work, head, one, text, language))
    closed = any(one.kind == "closing" for one in work.edition.paragraphs)
    body += [
        f"<p>{escape(line)}</p>"
        for line in (head.adoption_note, "" if closed else head.closing)
        if line
    ]
    for extra in head.attached:
        body.append(f"<h2>{escape(extra.heading)}</h2>")
        lines = (line for line in extra.text.split("\n") if line.strip(" \\"))
        body += [f"<p>{to_html(line)}</p>" for line in lines]
    body += _notes(head, [(str(note.number), to_html(note.text)) for note in notes])
    title = escape(" – ".join(line for line in (head.heading, head.title) if line))
    return (
        f'<!doctype html>\n<html lang="{html_lang(ours)}" dir="{direction(ours)}">\n<head>\n'
        f'<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        + "\n".join(body)
        + "\n</main>\n</body>\n</html>\n"
    )


def anchor(reference: str) -> str:
    """Return the id that follows a number: "4 (c)" is para_4-c, "4 bis" is para_4-bis."""
    return "para_" + "-".join(re.findall(r"\w+", reference))


def _head(head: Head) -> Iterable[str]:
    if head.organisers:
        names = "".join(
            f"<li>{escape(f'{one.role} ' if one.role else '')}{escape(one.name)}</li>"
            for one in head.organisers
        )
        yield f'<ul class="organisers">{names}</ul>'
    yield f"<h1>{escape(head.title)}</h1>"
    for line in head.subtitles:
        yield f'<p class="where">{escape(line)}</p>'
    if head.heading:
        yield f'<p class="kind">{escape(head.heading)}</p>'
    where = ", ".join(part for part in (head.place, head.dates) if part)
    if where:
        yield f'<p class="where">{escape(where)}</p>'
    for line in (head.note, *head.remarks):
        if line:
            yield f'<p class="note">{escape(line)}</p>'


def _paragraph(work: Work, head: Head, one: EditionParagraph, text: str, language: str) -> str:
    _, spoken = shown(one, language, work.edition.authentic)
    html = to_html(text, "#note-%s")
    html = re.sub(r'<a href="#note-(\d+)">', r'<a href="#note-\1" id="call-\1">', html)
    if spoken != language:
        said = head.untranslated.get(spoken, "")
        mark = f"<em>({escape(said)}:)</em> " if said else ""
        html = f'{mark}<span lang="{html_lang(canonical(spoken) or spoken)}">{html}</span>'
    name = f'id="p-{escape(one.uid)}"'
    if one.kind == "heading":
        level = 3 if one.level > 1 else 2
        return f"<h{level} {name}>{html}</h{level}>"
    deep = depth_of(one)
    label = one.label or ("•" if one.kind == "bullet" else "")
    number = deep + 1 if deep is not None else 0
    if one.kind in {"bullet", "continuation"}:
        number = min(3, max(1, one.level))
    place = f' class="d{number}"' if number else ""
    own = f' id="{anchor(one.reference)}"' if one.label and one.reference else ""
    mark = f'<span class="label"{own}>{escape(label)}</span> ' if label else ""
    return f"<p {name}{place}>{mark}{html}</p>"


def _notes(head: Head, notes: list[tuple[str, str]]) -> Iterable[str]:
    if head.disclaimer:
        yield f'<p class="note">{escape(head.disclaimer)}</p>'
    for marker in head.designation_notes:
        yield f'<p class="note">{escape(marker.marker)} {escape(marker.text)}</p>'
    if notes:
        items = "".join(
            f'<li id="note-{number}" value="{number}">{html} <a href="#call-{number}">↑</a></li>'
            for number, html in notes
        )
        yield f'<ol class="notes">{items}</ol>'
