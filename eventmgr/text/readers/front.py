"""The head of a document: title, subtitle, type, place and date, organisers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from eventmgr.text.dates import find_dates
from eventmgr.text.inline import to_plain
from eventmgr.text.model import DocumentKind
from eventmgr.text.places import is_city, is_country
from eventmgr.text.readers.blocks import Block
from eventmgr.text.vocabulary import (
    field_line,
    is_closing,
    is_formula,
    is_preambular,
    is_section_heading,
    organiser_line,
    type_of_line,
)

#: A line that ends or begins with one of these goes on in (or comes from) its neighbour.
_CONNECTORS = frozenset(
    "of in for on and the to with at by from against between the a an under within "
    "o u na za i sa s od iz kroz protiv između te ka "
    "të e i për në dhe mbi nga me kundër ndaj "
    "о у на за и са од из кроз против између те во со кон помеѓу при низ".split()
)
_STARTERS = _CONNECTORS - {"the", "a", "an", "e"}
_FILLERS = re.compile(
    r"(?<!\w)(?:on|in|the|held|u|na|dana|održan[aeio]?|më|në|datë|mbajtur|godine|god|viti|"
    r"г|год|година|године|у|на|во|дана|одржан[аеио]?|ден|date|venue)(?!\w)\.?",
    re.IGNORECASE,
)


@dataclass
class PlaceAndDate:
    """What a line of place and date says."""

    place: str | None = None
    country: str | None = None
    venue: str | None = None
    start: date | None = None
    end: date | None = None


@dataclass
class Front:
    """The head of a document, and how many blocks it took.

    `left` lists words of its lines that are no part of a value ("Venue:"), with their place.
    """

    title: str | None = None
    subtitle: list[str] = field(default_factory=list)
    doc_type: str | None = None
    kind: DocumentKind | None = None
    when: PlaceAndDate = field(default_factory=PlaceAndDate)
    organisers: str | None = None
    used: int = 0
    left: list[tuple[str, str]] = field(default_factory=list)


def place_and_date(text: str) -> PlaceAndDate | None:
    """What a line says that holds nothing but a place, a date or both; None for other lines."""
    text = to_plain(text).strip()
    value = field_line(text)
    labelled = value is not None
    text = value if value is not None else text
    if len(text) > 160:
        return None
    found = find_dates(text)
    if len(found) > 1:
        return None
    result = PlaceAndDate()
    rest = text
    if found:
        result.start, result.end = found[0].start, found[0].end
        rest = text[: found[0].begin] + "," + text[found[0].stop :]
    rest = _FILLERS.sub(" ", rest)
    parts = [part.strip(" .()–—-\u00a0") for part in re.split(r"[,;|]|\s[–—-]\s", rest)]
    parts = [part for part in parts if part]
    others = []
    for part in parts:
        if result.place is None and is_city(part):
            result.place = part
        elif is_country(part):
            result.country = part
        else:
            others.append(part)
    if not found and not result.place and not labelled:
        return None
    if others and result.place is None and (found or labelled) and len(others) == 1:
        words = others[0].split()
        if len(words) > 3 or not all(word[0].isupper() for word in words):
            return None
        result.place = others.pop()
    if others:
        joined = ", ".join(others)
        if not (found and result.place) or len(joined.split()) > 8 or joined.endswith(":"):
            return None
        if not joined[0].isupper():
            return None
        result.venue = joined
    return result


def _is_body(blocks: list[Block], index: int, front: Front) -> bool:
    block = blocks[index]
    text = to_plain(block.text)
    following = blocks[index + 1] if index + 1 < len(blocks) else None
    if block.heading and front.title is None:
        return False
    if block.marker or is_preambular(text) or is_formula(text) or is_closing(text):
        return True
    if place_and_date(block.text) is not None:
        return False
    if len(text) > 300 or text.endswith((":", ";")):
        return True
    if re.search(r"[.!?][\"”’»)]*$", text) and len(text.split()) > 6:
        return True
    if text.endswith(",") and following:
        more = to_plain(following.text)
        if is_preambular(more) or (is_formula(more) and more.endswith(":")):
            return True
    if front.title and is_section_heading(text) and type_of_line(text) is None:
        return True
    return bool(front.title and front.doc_type and block.heading)


def unwrapped(text: str) -> str:
    """A title or heading without emphasis over the whole of it."""
    whole = re.fullmatch(r"(\*{1,3})([^*\\]+)\1", text)
    return whole[2] if whole else text


def _continues(title: str, last: Block, block: Block) -> bool:
    """Whether a line is the rest of the title rather than a subtitle."""
    if block.heading != last.heading:
        return False
    words, more = title.split(), block.text.split()
    if title.endswith((",", " –", " -")) or words[-1].lower() in _CONNECTORS:
        return True
    if more[0][:1].islower() or more[0].lower() in _STARTERS:
        return True
    return title.isupper() and block.text.isupper() and not block.blank_before


def read_front(blocks: list[Block]) -> Front:
    """Read the head; `used` says at which block the body begins.

    Lines of the title are joined where grammar or capitals show that they are one; the others
    become subtitles. Nothing is invented: what is not there stays None.
    """
    front = Front()
    title_blocks: list[Block] = []
    type_only: Block | None = None
    index = 0
    while index < len(blocks) and index < 15 and not _is_body(blocks, index, front):
        block = blocks[index]
        text = block.text
        kind = type_of_line(text)
        when = place_and_date(text)
        organisers = organiser_line(text)
        if kind and kind[1] and front.doc_type is None and not _is_title(blocks, index, front):
            front.doc_type, front.kind, type_only = text, kind[0], block
        elif kind and kind[1] and kind[0] is front.kind:
            break
        elif when and (title_blocks or type_only):
            if front.when.start and when.start:
                break
            if _merge(front.when, when):
                _list_left(front, block, text, when)
            else:
                front.subtitle.append(text)
        elif organisers:
            known = front.organisers
            if known is None:
                front.organisers = organisers
            elif organisers not in known:
                front.organisers = f"{known}, {organisers}"
            front.left.append((text[: text.rfind(organisers)].strip(), block.where))
        elif front.title is None:
            if (
                type_only
                and blocks[index - 1] is type_only
                and _continues(front.doc_type or "", type_only, block)
            ):
                text, front.doc_type = f"{front.doc_type} {text}", None
                front.kind = whole[0] if (whole := type_of_line(text)) else None
            front.title = unwrapped(text)
            title_blocks.append(block)
            front.kind = front.kind or (kind[0] if kind else None)
        elif (
            title_blocks
            and blocks[index - 1] is title_blocks[-1]
            and not front.subtitle
            and _continues(front.title, title_blocks[-1], block)
        ):
            front.title = f"{front.title} {text}"
            title_blocks.append(block)
        elif kind and front.doc_type is None and kind[0] is not DocumentKind.PRESS_RELEASE:
            front.doc_type, front.kind = text, front.kind or kind[0]
        else:
            front.subtitle.append(text)
        index += 1
    front.used = index
    if front.title is None and front.doc_type is not None:
        front.title, front.doc_type = front.doc_type, None
    return front


def _is_title(blocks: list[Block], index: int, front: Front) -> bool:
    """Whether a line that names a type is the title: set as one, with another type below it."""
    following = type_of_line(blocks[index + 1].text) if index + 1 < len(blocks) else None
    return bool(
        front.title is None
        and blocks[index].heading == 1
        and following
        and following[1]
        and not blocks[index + 1].heading
    )


def _merge(into: PlaceAndDate, more: PlaceAndDate) -> bool:
    """Take over what a further line says; False where the two lines say different things."""
    if into.place and more.place and not is_city(more.place) and into.venue is None:
        more.venue, more.place = more.venue or more.place, None
    names = ("place", "country", "venue", "start", "end")
    if any(
        getattr(into, name) and getattr(more, name) and getattr(into, name) != getattr(more, name)
        for name in names
    ):
        return False
    for name in names:
        if getattr(into, name) is None:
            setattr(into, name, getattr(more, name))
    return True


def _list_left(front: Front, block: Block, text: str, when: PlaceAndDate) -> None:
    """Words of a line of place and date that no value holds, such as "Venue:" or "held in"."""
    plain = to_plain(text)
    found = find_dates(plain)
    rest = plain[: found[0].begin] + " " + plain[found[0].stop :] if found else plain
    held = set(re.findall(r"\w+", " ".join(filter(None, [when.place, when.country, when.venue]))))
    words = [word for word in re.findall(r"\w+", rest) if word not in held]
    if words:
        front.left.append((" ".join(words), block.where))
