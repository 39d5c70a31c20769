"""The small set of marks allowed inside a paragraph, in the plain form that people can type.

`*emphasis*`, `**strong**`, `^sup^`, `~sub~`, `[text](https://…)`, bare addresses, `[^1]` (call of
a footnote), `^[body]` (a footnote in place), `[inter alia]{la}` (words in another language),
`[#uid]` (the number of another paragraph, as it is at the time of reading), a backslash before a
mark to mean the sign itself, a backslash at the end of a line for a hard break.
An asterisk after a letter opens nothing, so "Kosovo*" needs no backslash.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from html import escape

#: Everything `to_html` may ever emit.
ALLOWED_TAGS = frozenset({"em", "strong", "sup", "sub", "a", "span", "br"})

_MAX_DEPTH = 8
_URL = re.compile(r"https?://[^\s<>\"\\^\[\]{}|`“”„«»]+")
_LINK = re.compile(
    r"\[((?:[^\[\]\\\n]|\\.){1,500})\]\(((?:https?://|mailto:)[^\s()<>\"\\]{1,2000})\)"
)
_LANGUAGE = re.compile(
    r"\[((?:[^\[\]\\\n]|\\.){1,500})\]\{([a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3})\}"
)
_CALL = re.compile(r"\[\^(\d{1,4})\]")
_REFERENCE = re.compile(r"\[#([0-9a-z]{4,32})\]")
_SUP = re.compile(r"\^((?:[^ \t\n^\\\[]|\\.)(?:[^ \t\n^\\]|\\.){0,80})\^")
_SUB = re.compile(r"~((?:[^ \t\n~\\]|\\.){1,80})~")
_SPECIAL = re.compile(r"[\\*^~\[]|https?://")
_PUNCTUATION = set("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ ")
_SPACES = re.compile(r"[ \t\n\r\f\v\u2028\u2029]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ufeff\ud800-\udfff]")
# The spaces before it are taken off the line afterwards: looked for here, they would be counted
# anew from each of them.
_BREAK = re.compile(r"(?<!\\)((?:\\\\)*)\\\r?\n[ \t]*")


@dataclass(frozen=True)
class Span:
    """A stretch of text.

    `kind`: text, em, strong, sup, sub, link, lang, call, note, ref, break. Text, sup and sub carry
    `text`; the others carry `children`; `value` is the address, the language, the number or the
    uid of the paragraph referred to.
    """

    kind: str
    text: str = ""
    value: str = ""
    children: tuple[Span, ...] = ()


def _unescape(text: str) -> str:
    return re.sub(r"\\(.)", lambda m: m[1] if m[1] in _PUNCTUATION else m[0], text)


def _url_at(text: str, position: int) -> str:
    match = _URL.match(text, position)
    url = match[0] if match else ""
    end, closing = len(url), url.count(")") - url.count("(")
    while end and (url[end - 1] in ".,;:!?'*~’" or (url[end - 1] == ")" and closing > 0)):
        closing -= url[end - 1] == ")"
        end -= 1
    return url[:end] if end > len("https://") else ""


def _bracket_pairs(text: str) -> dict[int, int]:
    """Position after each opening bracket to that of its closing one, in one pass."""
    pairs: dict[int, int] = {}
    open_ones: list[int] = []
    position = 0
    while position < len(text):
        sign = text[position]
        if sign == "\\":
            position += 1
        elif sign == "[":
            open_ones.append(position + 1)
        elif sign == "]" and open_ones:
            pairs[open_ones.pop()] = position
        position += 1
    return pairs


def _span_at(
    text: str, position: int, depth: int, pairs: dict[int, int]
) -> tuple[Span, int] | None:
    """The complete construct that starts at this position, if one does."""
    sign = text[position]
    if sign == "\\":
        following = text[position + 1 : position + 2]
        if following == "\n":
            return Span("break"), position + 2
        if following in _PUNCTUATION and following:
            return Span("text", following), position + 2
    elif sign == "h":
        before = text[position - 1] if position else " "
        url = "" if before.isalnum() else _url_at(text, position)
        if url:
            return Span("link", value=url, children=(Span("text", url),)), position + len(url)
    elif sign == "[":
        if match := _CALL.match(text, position):
            return Span("call", value=str(int(match[1]))), match.end()
        if match := _REFERENCE.match(text, position):
            return Span("ref", value=match[1]), match.end()
        if match := _LINK.match(text, position):
            inner = parse(match[1], depth + 1)
            return Span("link", value=match[2], children=inner), match.end()
        if match := _LANGUAGE.match(text, position):
            inner = parse(match[1], depth + 1)
            return Span("lang", value=match[2], children=inner), match.end()
    elif sign == "^":
        if match := _SUP.match(text, position):
            return Span("sup", _unescape(match[1])), match.end()
        if text.startswith("^[", position) and depth == 0:
            end = pairs.get(position + 2, -1)
            if end > position + 2:
                inner = parse(text[position + 2 : end], depth + 1)
                return Span("note", children=inner), end + 1
    elif sign == "~" and (match := _SUB.match(text, position)):
        return Span("sub", _unescape(match[1])), match.end()
    return None


class _Marks:
    """Pairs runs of asterisks with a stack; what finds no partner stays as typed."""

    def __init__(self) -> None:
        self.out: list[Span] = []
        self.stack: list[tuple[str, int]] = []

    def run(self, count: int, before: str, after: str) -> None:
        can_close = not before.isspace() and before != "" and not after.isalnum()
        can_open = not (before.isalnum() or before == "_") and after != "" and not after.isspace()
        while count and can_close and self.stack:
            kind, index = self.stack[-1]
            need = 1 if kind == "em" else 2
            if need > count or index + 1 >= len(self.out):
                break
            self.stack.pop()
            children = tuple(self.out[index + 1 :])
            del self.out[index:]
            self.out.append(Span(kind, children=_merged(children)))
            count -= need
        if count and can_open and count <= 3:
            for need, kind in ((2, "strong"), (1, "em")):
                if count >= need and all(kind != open_kind for open_kind, _ in self.stack):
                    self.stack.append((kind, len(self.out)))
                    self.out.append(Span("text", "*" * need))
                    count -= need
        if count:
            self.out.append(Span("text", "*" * count))


#: Texts up to this length are remembered once read: a page reads each paragraph many times.
_REMEMBERED = 4000


def parse(text: str, depth: int = 0) -> tuple[Span, ...]:
    """Spans of an inline text. Never fails: an unpaired mark is the sign itself."""
    if depth == 0 and len(text) <= _REMEMBERED:
        return _parse_once(text)
    return _parse(text, depth)


@lru_cache(maxsize=4096)
def _parse_once(text: str) -> tuple[Span, ...]:
    return _parse(text, 0)


def _parse(text: str, depth: int) -> tuple[Span, ...]:
    marks = _Marks()
    if depth > _MAX_DEPTH:
        return (Span("text", text),) if text else ()
    position = 0
    pairs = _bracket_pairs(text) if depth == 0 and "^[" in text else {}
    while position < len(text):
        special = _SPECIAL.search(text, position)
        if not special:
            marks.out.append(Span("text", text[position:]))
            break
        if special.start() > position:
            marks.out.append(Span("text", text[position : special.start()]))
        position = special.start()
        if text[position] == "*":
            end = position
            while end < len(text) and text[end] == "*":
                end += 1
            before = text[position - 1 : position] if position else ""
            marks.run(end - position, before, text[end : end + 1])
            position = end
            continue
        found = _span_at(text, position, depth, pairs)
        if found:
            marks.out.append(found[0])
            position = found[1]
        else:
            length = len(special[0]) if text[position] == "h" else 1
            marks.out.append(Span("text", text[position : position + length]))
            position += length
    return _merged(marks.out)


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Neighbouring stretches of the same kind as one, empty ones gone."""
    out: list[Span] = []
    words: list[str] = []
    for span in spans:
        if span.kind == "text":
            if span.text:
                words.append(span.text)
            continue
        if (span.kind in {"sup", "sub"} and not span.text) or (
            span.kind in {"em", "strong", "lang", "note"} and not span.children
        ):
            continue
        if words:
            out.append(Span("text", "".join(words)))
            words = []
        last = out[-1] if out else None
        if last and last.kind == span.kind and span.kind in {"sup", "sub"}:
            out[-1] = replace(last, text=last.text + span.text)
        elif last and last.kind == span.kind and span.kind in {"em", "strong"}:
            out[-1] = replace(last, children=_merged(last.children + span.children))
        else:
            out.append(span)
    if words:
        out.append(Span("text", "".join(words)))
    return tuple(out)


def normalised(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Merge neighbours and move spaces at the edge of a mark outside it."""
    out: list[Span] = []
    for span in _merged(spans):
        if span.kind in {"em", "strong", "lang"}:
            children = list(normalised(span.children))
            before = after = ""
            if children and children[0].kind == "text":
                stripped = children[0].text.lstrip()
                before = children[0].text[: len(children[0].text) - len(stripped)]
                children[0] = replace(children[0], text=stripped)
            if children and children[-1].kind == "text":
                stripped = children[-1].text.rstrip()
                after = children[-1].text[len(stripped) :]
                children[-1] = replace(children[-1], text=stripped)
            out += [
                Span("text", before),
                replace(span, children=_merged(children)),
                Span("text", after),
            ]
        elif span.kind in {"link", "note"}:
            out.append(replace(span, children=normalised(span.children)))
        else:
            out.append(span)
    return _merged(out)


def _escaped(text: str) -> str:
    text = re.sub(r"[\\*^~\[\]]", r"\\\g<0>", text)
    return re.sub(r"(https?)(?=://)", r"\1\\", text) if "://" in text else text


def _render(spans: Iterable[Span], inside: bool, marks: bool) -> str:
    out: list[str] = []
    address = ""
    for span in spans:
        inner = "" if span.kind == "text" else _render(span.children, True, marks)
        before, address = address, ""
        if span.kind == "text":
            words = _lenient(span.text, inside)
            # What follows a bare address must not be read as more of it.
            runs_on = before and _url_at(before + words, 0) != before
            out.append("\\" + words if runs_on and words[0] in _PUNCTUATION else words)
        elif span.kind == "break":
            out.append("\\\n")
        elif span.kind == "call":
            out.append(f"[^{span.value}]")
        elif span.kind == "ref":
            out.append(f"[#{span.value}]")
        elif span.kind == "note":
            out.append(f"^[{inner}]")
        elif span.kind == "link":
            plain = plain_of(span.children)
            bare = plain == span.value and _url_at(plain, 0) == plain
            address = plain if bare else ""
            out.append(plain if bare else f"[{_no_reference(inner)}]({span.value})")
        elif span.kind == "lang":
            out.append(f"[{_no_reference(inner)}]{{{span.value}}}")
        elif span.kind in {"sup", "sub"}:
            sign = "^" if span.kind == "sup" else "~"
            text = re.sub(r"[\\^~\[ *]", r"\\\g<0>", span.text)
            out.append(f"{sign}{text}{sign}" if marks else _escaped(span.text))
        else:
            sign = "*" if span.kind == "em" else "**"
            out.append(f"{sign}{inner}{sign}" if marks else inner)
    return "".join(out)


def _no_reference(inner: str) -> str:
    """Guard words in brackets that would be read as a reference."""
    return f"\\{inner}" if _REFERENCE.fullmatch(f"[{inner}]") else inner


def _lenient(text: str, inside: bool) -> str:
    """Escape only what would be read as a mark; outside emphasis "Kosovo*" stays as it is."""
    out: list[str] = []
    pairs = {sign for sign in "^~" if text.count(sign) > 1}
    for position, sign in enumerate(text):
        before = text[position - 1 : position] if position else ""
        after = text[position + 1 : position + 2]
        if sign == "\\":
            out.append("\\\\" if after == "" or after in _PUNCTUATION or after == "\n" else sign)
        elif sign == "*":
            marker = (before.isalnum() or before == "*") and not inside
            lonely = (after.isspace() or after == "") and (before.isspace() or before == "")
            out.append(sign if marker or (lonely and not inside) else "\\*")
        elif sign == "]":
            out.append("\\]" if inside else "]")
        elif sign == "[":
            call = after == "^" or _REFERENCE.match(text, position) is not None
            out.append("\\[" if inside or call else sign)
        elif sign in "^~":
            out.append("\\" + sign if sign in pairs or inside or after == "[" else sign)
        else:
            out.append(sign)
    return "".join(out)


def serialise(spans: Iterable[Span]) -> str:
    """The plain form of spans.

    Marks that the plain form cannot carry (emphasis that begins inside a word) are left out; the
    words never are.
    """
    text, whole = _plain_form(spans)
    # What lost a mark may have a shorter form: written until it stays, it is stored one way.
    for _attempt in range(3):
        if whole:
            break
        text, whole = _plain_form(parse(text))
    return text


def _plain_form(spans: Iterable[Span]) -> tuple[str, bool]:
    """A plain form, and whether reading it gives these very spans."""
    clean = normalised(spans)
    for marks in (True, False):
        text = _render(clean, False, marks)
        found = parse(text)
        whole = normalised(found) == clean
        if (whole or not marks) and plain_of(found) == plain_of(clean):
            return text, whole
    return _escaped(plain_of(clean)), False


def plain_of(spans: Iterable[Span]) -> str:
    """Words of spans without marks; a call of a note shows as its number in brackets."""
    out: list[str] = []
    for span in spans:
        if span.kind == "break":
            out.append("\n")
        elif span.kind == "call":
            out.append(f"[{span.value}]")
        elif span.kind == "ref":
            out.append(f"[#{span.value}]")
        elif span.kind == "note":
            out.append(f" [{plain_of(span.children)}]")
        elif span.kind == "link" and plain_of(span.children) != span.value:
            out.append(f"{plain_of(span.children)} ({span.value})")
        else:
            out.append(span.text or plain_of(span.children))
    return "".join(out)


def to_plain(text: str) -> str:
    """An inline text as bare words: for search, subject lines and file names."""
    return plain_of(parse(text)) if _SPECIAL.search(text) else text


def links(text: str) -> list[str]:
    """Addresses in an inline text, in order."""
    found: list[str] = []

    def walk(spans: Iterable[Span]) -> None:
        for span in spans:
            if span.kind == "link":
                found.append(span.value)
            else:
                walk(span.children)

    walk(parse(text))
    return found


#: How a sentence refers to a paragraph of that uid ("paragraph 4 (c)"), None where there is none.
Refer = Callable[[str], str | None]


def references(text: str) -> list[str]:
    """Uids of the paragraphs an inline text refers to, in order, those in its notes too."""
    return list(_uids(parse(text))) if "[#" in text else []


def _uids(spans: Iterable[Span]) -> Iterable[str]:
    for span in spans:
        if span.kind == "ref":
            yield span.value
        yield from _uids(span.children)


def refer_to(text: str, refer: Refer) -> str:
    """An inline text with its references written out; those that lead nowhere stay as they are."""
    if "[#" not in text:
        return text

    def walk(spans: Iterable[Span]) -> tuple[Span, ...]:
        out: list[Span] = []
        for span in spans:
            words = refer(span.value) if span.kind == "ref" else None
            if words is not None:
                out.append(Span("text", words))
            else:
                out.append(replace(span, children=walk(span.children)))
        return _merged(out)

    return serialise(walk(parse(text)))


def to_html(text: str, note_href: str | None = None, refer: Refer | None = None) -> str:
    """Safe HTML of an inline text: only `ALLOWED_TAGS`, everything else escaped.

    `note_href` such as "#note-%s" makes calls of footnotes links; footnotes in place are numbered
    from 1 within the text. Links go to http, https and mailto addresses only. `refer` gives the
    words of a reference to another paragraph; one that leads nowhere shows as "[?]".
    """
    return html_of(parse(text), note_href, refer)


def html_of(
    spans: Iterable[Span],
    note_href: str | None = None,
    refer: Refer | None = None,
    *,
    whole_notes: bool = False,
) -> str:
    """Safe HTML of spans, as `to_html`; with `whole_notes` footnotes in place show their words."""
    counter = [0]

    def call(number: str) -> str:
        if note_href and "%s" in note_href:
            href = escape(note_href.replace("%s", number), quote=True)
            return f'<sup class="note-call"><a href="{href}">{number}</a></sup>'
        return f'<sup class="note-call">{number}</sup>'

    def reference(uid: str) -> str:
        words = refer(uid) if refer else None
        if words is None:
            return '<span class="ref ref--lost">[?]</span>'
        # A link by the uid stands where the page gives its paragraphs that name.
        return f'<a class="ref" href="#p-{escape(uid)}">{escape(words, quote=True)}</a>'

    def walk(spans: Iterable[Span]) -> str:
        out: list[str] = []
        for span in spans:
            if span.kind == "text":
                out.append(escape(span.text, quote=True))
            elif span.kind == "break":
                out.append("<br>")
            elif span.kind == "call":
                out.append(call(span.value))
            elif span.kind == "ref":
                out.append(reference(span.value))
            elif span.kind == "note" and whole_notes:
                out.append(f'<span class="note-words">[{walk(span.children)}]</span>')
            elif span.kind == "note":
                counter[0] += 1
                out.append(call(str(counter[0])))
            elif span.kind == "link":
                href = escape(span.value, quote=True)
                out.append(f'<a href="{href}" rel="noopener noreferrer">{walk(span.children)}</a>')
            elif span.kind == "lang":
                out.append(f'<span lang="{escape(span.value)}">{walk(span.children)}</span>')
            else:
                inner = escape(span.text, quote=True) if span.text else walk(span.children)
                out.append(f"<{span.kind}>{inner}</{span.kind}>")
        return "".join(out)

    return walk(spans)


def canonical(text: str) -> str:
    """The one stored form: NFC, single spaces, no control signs; quotes and U+00A0 as typed."""
    text = _CONTROL.sub("", unicodedata.normalize("NFC", text.replace("\r\n", "\n")))
    parts = _BREAK.split(text)
    lines = [_SPACES.sub(" ", part) for part in parts[0::2]]
    slashes = [*parts[1::2], ""]
    joined = "".join(
        line.rstrip(" ") + kept + "\\\n" if index < len(lines) - 1 else line
        for index, (line, kept) in enumerate(zip(lines, slashes, strict=True))
    )
    joined = re.sub(r"(?<=\\\n) +", "", joined).strip(" ")
    if not _SPECIAL.search(joined):
        return joined
    spans = parse(joined)
    tidy = serialise(spans)
    found = tidy.strip(" ") if parse(tidy) == spans else joined
    # An escaped space is a space like others: beside one, the two become one.
    return canonical(found) if "  " in found and found != text else found
