"""Plain text and Markdown: from lines to blocks, with page-break ghosts taken out and listed."""

from __future__ import annotations

import html
import re
from collections import Counter

from eventmgr.i18n.marks import N_
from eventmgr.text.inline import canonical, links
from eventmgr.text.model import Footnote, Remark, Removed
from eventmgr.text.outline import cut_outline
from eventmgr.text.readers.blocks import Block, Part, Reading, SourceLine
from eventmgr.text.readers.errors import MAX_CHARACTERS, MAX_PARAGRAPHS, UnreadableFile
from eventmgr.text.readers.ghosts import PAGE, take_running_heads
from eventmgr.text.readers.joins import ends_sentence, join
from eventmgr.text.readers.markdown import gather, number_notes_in_place
from eventmgr.text.readers.markers import split_marker
from eventmgr.text.readers.notes import take_designation_note
from eventmgr.text.readers.outlined import read_outlined

_BOOKMARK = re.compile(r"\[bookmark:\s*([^\]\n]{0,80})\]\s?")
_LOOKS_MARKED_UP = re.compile(
    r"^[ \t\f]{0,3}#{1,6}\s|</?(?:sup|sub|u|b|i|em|strong|br|p|div|span)\b|\\_|^\[\^\d+\]:",
    re.MULTILINE,
)
_NOTE_SIGN = r"(?:<sup>\s*)+\[?(?P<sup>\d{1,3}|\*{1,3})\]?\s*(?:</sup>\s*)+"
_NOTE_START = re.compile(
    rf"^\s*(?:{_NOTE_SIGN}|\[\^(?P<md>\d{{1,3}})\]:\s*|\$?\^\{{?(?P<tex>\d{{1,3}})\}}?\^?\$\s*|"
    r"\^(?P<hat>\d{1,3})\^\s*|(?P<uni>[¹²³⁰⁴-⁹]{1,3})\s*|\[(?P<square>\d{1,3})\]\s+)(?P<rest>.*)$"
)
_NOTE_CALL = re.compile(
    r"\$\s?(?P<word>[^$\n^]{0,40})\^\{?(?P<tex>\d{1,3})\}?\^?\s?\$|"
    r"<sup>\s*\[?(?P<sup>\d{1,3})\]?\s*</sup>|"
    r"(?<=[^\s\d])\^(?P<hat>\d{1,3})\^|(?<=[\w.,;:)”’\"])(?P<uni>[¹²³⁰⁴-⁹]{1,3})|"
    r"(?<=[\w.,;:)”’\"])\[(?P<square>\d{1,3})\]"
)
_SUPERSCRIPT = str.maketrans("¹²³⁰⁴⁵⁶⁷⁸⁹", "1230456789")
_TAGS = [
    (re.compile(r"<(sup)>\s*([^<>\n]{1,80}?)\s*</sup>", re.I), r"^\2^"),
    (re.compile(r"<(sub)>\s*([^<>\n]{1,80}?)\s*</sub>", re.I), r"~\2~"),
    (re.compile(r"<(?:b|strong)>(\S[^<>\n]*?)</(?:b|strong)>", re.I), r"**\1**"),
    (re.compile(r"<(?:i|em)>(\S[^<>\n]*?)</(?:i|em)>", re.I), r"*\1*"),
    (re.compile(r"<br\s*/?>", re.I), " "),
    (
        re.compile(r"</?(?:u|b|i|p|em|sup|sub|strong|span|div|font)(?:\s[^<>\n]{0,200})?/?>", re.I),
        "",
    ),
]
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|\w{2,32});")
_TWICE_ESCAPED = re.compile(r"<sup>\s*&(?:amp;)?\s*(?:</sup>)?\s*lt;\s*sup>", re.I)
_TAG = re.compile(
    rf"{_TWICE_ESCAPED.pattern}|</?(?:u|b|i|p|em|sup|sub|strong|span|div|font|br)(?:\s[^<>\n]{{0,200}})?/?>",
    re.I,
)
# A hard break inside a line, until the line has become a paragraph.
_BROKEN = "\ue00b"
_UNDERLINED = re.compile(r"(?<![\w\\/])_(?=\S)([^_\n]{1,400}?)(?<=[^\s\\])_(?![\w/])")
_INVISIBLE = {
    "\u00ad": N_("soft hyphen"),
    "\u200b": N_("invisible space"),
    "\u200c": N_("invisible sign"),
    "\u200d": N_("invisible sign"),
    "\u2060": N_("invisible sign"),
    "\ufeff": N_("byte order mark"),
}


def _unescaped(entity: re.Match[str]) -> str:
    """The sign an entity stands for; one that stands for none stays as it is."""
    sign = html.unescape(entity[0])
    return sign if sign.isprintable() or sign == "\u00a0" else entity[0]


def broken_lines(lines: list[str]) -> list[str]:
    """Lines with those joined to the next that end with a backslash: a hard break between them.

    The place of the second line stays, empty, so that lines keep their numbers.
    """
    out: list[str] = []
    into = -1
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        ended = line.rstrip()
        slashes = len(ended) - len(ended.rstrip("\\"))
        goes_on = slashes % 2 == 1 and bool(following.strip()) and ended.strip("\\ \t") != ""
        words = ended[:-1].rstrip() if goes_on else line
        if into < 0:
            into = len(out)
            out.append(words)
        else:
            out[into] += _BROKEN + words.strip()
            out.append("")
        if not goes_on:
            into = -1
    return out


class _Lines:
    """The lines of one text on their way to becoming blocks."""

    def __init__(self, text: str) -> None:
        self.reading = Reading()
        self.marked_up = bool(_LOOKS_MARKED_UP.search(text))
        self.footnotes: dict[int | str, Footnote] = {}
        self.blocks: list[Block] = []

    def removed(self, what: str, text: str, where: str) -> None:
        self.reading.removed.append(Removed(what, text, where))

    def clean(self, line: str, where: str) -> str:
        for sign, name in _INVISIBLE.items():
            if sign in line:
                words = re.findall(rf"\S*{sign}\S*", line)[:5]
                self.removed(name, " ".join(words).replace(sign, ""), where)
                line = line.replace(sign, "")
        for match in _BOOKMARK.finditer(line):
            self.removed(N_("bookmark"), match[0].strip(), where)
        line = _BOOKMARK.sub("", line)
        if self.marked_up:
            tags = _TAG.findall(line)
            if tags:
                self.removed(N_("markup"), " ".join(tags), where)
            line = _ENTITY.sub(_unescaped, _TWICE_ESCAPED.sub("<sup>", line))
        return line

    def cut(self, text: str) -> None:
        """Split into raw blocks: one per line, with heading, marker and blank lines noted."""
        blank = page = False
        sent = text.split("\n")
        self.reading.source = [
            SourceLine(number, [Part(line.strip())])
            for number, line in enumerate(sent, start=1)
            if line.strip()
        ]
        tidy, moved = gather(broken_lines(sent))
        self.reading.removed += moved
        for number, raw in enumerate(tidy, start=1):
            where = f"line {number}"
            page = page or "\f" in raw
            line = self.clean(raw.replace("\f", " "), where)
            if not line.strip():
                blank = True
                continue
            if re.fullmatch(r"\s*([-_*=])(?:\s*\1){2,}\s*", line):
                self.underline(line, where, blank)
                blank = True
                continue
            block = self.block(line, where)
            block.blank_before, block.page_break = blank, page
            block.lines = [number]
            block.indented = line[:2].isspace()
            self.blocks.append(block)
            blank = page = False
            if len(self.blocks) > MAX_PARAGRAPHS:
                raise UnreadableFile(
                    N_("The file has more than %(limit)s paragraphs. Please split it first."),
                    {"limit": MAX_PARAGRAPHS},
                )

    def underline(self, line: str, where: str, blank: bool) -> None:
        if not blank and self.blocks and "=" in line and not self.blocks[-1].marker:
            self.blocks[-1].heading = 1
        self.removed(N_("rule"), line.strip(), where)

    def block(self, line: str, where: str) -> Block:
        heading = re.match(r"\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$", line) if self.marked_up else None
        if heading:
            block = Block(heading[2], where, heading=len(heading[1]))
        elif self.marked_up and re.match(r"\s{0,3}>\s", line):
            return self.block(re.sub(r"^\s{0,3}>\s", "", line), where)
        else:
            block = Block(line.strip(), where)
        whole = re.fullmatch(r"\s*(\*\*|__)(?=\S)((?:(?!\1).)+)(?<=\S)\1\s*", block.text)
        if whole:
            block.bold, block.text = True, whole[2]
        special = _NOTE_START.match(block.text) or PAGE.fullmatch(block.text)
        if not block.heading and not special:
            block.marker, block.text = split_marker(block.text)
        return block

    def hang(self) -> None:
        """Join an indented line to the list item or note it hangs under, in mid-sentence."""
        kept: list[Block] = []
        for block in self.blocks:
            last = kept[-1] if kept else None
            if (
                last
                and block.indented
                and last.marker
                and not (block.marker or block.heading or block.blank_before)
                and not ends_sentence(last.text)
            ):
                last.text, last.lines = join(last.text, block.text), last.lines + block.lines
                continue
            kept.append(block)
        self.blocks = kept

    def unwrap(self) -> None:
        """Join lines that were broken at a fixed width, where the whole file is so."""
        lengths = [len(block.text) for block in self.blocks if len(block.text) > 20]
        follow = [
            index
            for index in range(1, len(self.blocks))
            if not self.blocks[index].blank_before
            and not self.blocks[index].marker
            and not self.blocks[index].heading
        ]
        if not lengths or max(lengths) > 120 or len(follow) < 3:
            return
        low = sum(1 for index in follow if self.blocks[index].text[:1].islower())
        wide = 0.6 * max(lengths)
        full = [i for i in follow if len(self.blocks[i - 1].with_marker()) > wide]
        if low < 0.3 * len(follow) or len(full) < 0.7 * len(follow):
            return
        words = Counter(re.findall(r"\w+", " ".join(block.text for block in self.blocks)))
        out: list[Block] = []
        wanted = set(full)
        for index, block in enumerate(self.blocks):
            if index not in wanted or not out:
                out.append(block)
                continue
            last = out[-1]
            last.lines += block.lines
            broken = re.search(r"(\w+)-$", last.text)
            if broken and block.text[:1].islower():
                rest = re.match(r"\w+", block.text)
                whole = broken[1] + (rest[0] if rest else "")
                last.text = (last.text[:-1] if words[whole] else last.text) + block.text
            else:
                last.text += " " + block.text
        self.reading.lint.append(
            Remark("unwrapped", N_("Lines broken at a fixed width were joined to paragraphs."))
        )
        self.blocks = out

    def take_footnotes(self) -> None:
        """Bodies of source notes leave the text; a lone number before an address belongs to one."""
        called = {
            int(
                next(v for k, v in m.groupdict().items() if v and k != "word").translate(
                    _SUPERSCRIPT
                )
            )
            for block in self.blocks
            for m in _NOTE_CALL.finditer(block.text)
            if not _NOTE_START.match(block.text)
        } | {
            int(match[1])
            for block in self.blocks
            for match in re.finditer(r"\[\^(\d{1,3})\](:?)", block.text)
            if match.start() or not match[2]
        }
        kept: list[Block] = []
        gone = False
        index = 0
        while index < len(self.blocks):
            block = self.blocks[index]
            found = self.footnote_at(index, called)
            if found is None and self.repeats_a_note(block):
                self.removed(N_("repeated footnote"), block.text, block.where)
                gone, index = True, index + 1
                continue
            if found:
                number, body, used = found
                self.footnotes[number] = Footnote(number, body)
                gone, index = True, index + used
                continue
            block.page_break = block.page_break or gone
            gone = False
            kept.append(block)
            index += 1
        self.blocks = kept

    def repeats_a_note(self, block: Block) -> bool:
        match = _NOTE_START.match(block.text)
        return match is not None and any(
            note.text.strip() == match["rest"].strip() for note in self.footnotes.values()
        )

    def footnote_at(self, index: int, called: set[int]) -> tuple[int | str, str, int] | None:
        block = self.blocks[index]
        following = self.blocks[index + 1].text if index + 1 < len(self.blocks) else ""
        if block.heading:
            return None
        if block.marker:
            if (
                block.marker.kind == "number"
                and block.marker.value in called - set(self.footnotes)
                and re.match(r"(?:<u>\s*)?https?://\S+(?:,?\s*\S{1,12}){0,4}$", block.text)
            ):
                return block.marker.value, block.text, 1
            return None
        lone = re.fullmatch(r"\d{1,3}", block.text)
        if lone and int(lone[0]) in called - set(self.footnotes) and following:
            if re.match(r"\s*(?:<u>\s*)?https?://", following):
                return int(lone[0]), following, 2
            return None
        plain = re.match(r"(\d{1,3})\s+((?:<u>\s*)?https?://.*)$", block.text)
        if plain and int(plain[1]) in called - set(self.footnotes):
            return int(plain[1]), plain[2], 1
        match = _NOTE_START.match(block.text)
        if not match:
            return None
        sign = next(v for k, v in match.groupdict().items() if v and k != "rest")
        number: int | str = int(sign.translate(_SUPERSCRIPT)) if "*" not in sign else sign
        if number in self.footnotes or (isinstance(number, int) and number not in called):
            return None
        if match["rest"].strip():
            return number, match["rest"], 1
        return (number, following, 2) if following else None

    def call(self, match: re.Match[str]) -> str:
        sign = next(v for k, v in match.groupdict().items() if v and k != "word")
        number = int(sign.translate(_SUPERSCRIPT))
        if number not in self.footnotes:
            return match[0]
        return (match["word"] or "").rstrip() + f"[^{number}]"

    def inline(self, text: str) -> str:
        """Source marks of a paragraph in the engine's own inline form."""
        text = _NOTE_CALL.sub(self.call, text)
        text = re.sub(r"(?<=\S)\s+(?=\[\^\d+\])", "", text)
        text = re.sub(r"(\[\^\d+\]) (?=[.,;:](?:\s|$))", r"\1", text)
        if self.marked_up:
            for pattern, replacement in _TAGS:
                text = pattern.sub(replacement, text)
            text = _UNDERLINED.sub(
                lambda m: (
                    m[0]
                    if "://" in text[max(0, m.start() - 200) : m.start()].split(" ")[-1]
                    else f"*{m[1]}*"
                ),
                text,
            )
        text = re.sub(r"\\([_$#&.!()+{}|`<>-])", r"\1", text)
        return canonical(text.replace(_BROKEN, "\\\n"))

    def finish(self) -> Reading:
        for block in self.blocks:
            block.text = self.inline(block.text)
            if block.heading:
                inner = re.fullmatch(r"\*{1,3}([^*]+)\*{1,3}", block.text)
                block.text = inner[1] if inner else block.text
        number_notes_in_place(self.blocks, self.footnotes)
        for note in self.footnotes.values():
            note.text = self.inline(note.text)
            note.links = links(note.text)
        self.reading.blocks = [block for block in self.blocks if block.text]
        self.reading.footnotes = sorted(
            self.footnotes.values(), key=lambda note: (isinstance(note.number, str), note.number)
        )
        return self.reading


def read_lines(text: str) -> Reading:
    """Blocks of a plain or lightly marked-up text.

    One line is one paragraph, unless the whole text is wrapped at a fixed width. What is left out
    (bookmarks, page numbers, running heads, invisible signs) is listed in `removed`. A text with
    an outline that fits is read by it.
    """
    text, said, outline = cut_outline(text.replace("\r\n", "\n"))
    if len(text) > MAX_CHARACTERS:
        raise UnreadableFile(
            N_("The text is longer than %(limit)s characters. Please split it first."),
            {"limit": MAX_CHARACTERS},
        )
    reading = read_outlined(text, outline) if outline else None
    if reading is not None:
        return reading
    lines = _Lines(text)
    if said:
        lines.removed(N_("outline that does not fit"), said, "last line")
    lines.cut(re.sub(r"\r\n?|\u2028|\u2029|\x85|\x0b", "\n", text))
    lines.unwrap()
    lines.hang()
    lines.take_footnotes()
    take_designation_note(lines.blocks, lines.footnotes)
    lines.blocks = take_running_heads(lines.blocks, lines.reading.removed)
    return lines.finish()
