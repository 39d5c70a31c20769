"""Numbers that Word computes: numbering.xml, list styles, restarts and letters."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from lxml import etree

from eventmgr.text.numbering import letter, roman
from eventmgr.text.readers.blocks import Marker

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def value(element: etree._Element | None, path: str = "", name: str = "val") -> str | None:
    """Attribute w:`name` of a descendant, or None."""
    if element is None:
        return None
    found = element.find("/".join(W + step for step in path.split("/"))) if path else element
    return None if found is None else found.get(W + name)


def _number(text: str | None, default: int = 0) -> int:
    try:
        return max(-1, min(30_000, int(text))) if text is not None else default
    except ValueError:
        return default


@dataclass
class _Level:
    kind: str = "decimal"
    pattern: str = "%1."
    start: int = 1
    restart: int | None = None
    legal: bool = False


@dataclass
class _List:
    abstract: str
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, _Level] = field(default_factory=dict)


def _level(element: etree._Element) -> _Level:
    return _Level(
        value(element, "numFmt") or "decimal",
        value(element, "lvlText") or "",
        _number(value(element, "start"), 1),
        _number(restart) if (restart := value(element, "lvlRestart")) is not None else None,
        element.find(W + "isLgl") is not None,
    )


class Numbering:
    """Counts list paragraphs as Word does and gives each its printed marker."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        """Read the definitions; both parts may be missing."""
        self.abstract: dict[str, dict[int, _Level]] = {}
        self.lists: dict[str, _List] = {}
        self.by_style: dict[str, tuple[str, int]] = {}
        self.style_link: dict[str, str] = {}
        self.counters: dict[str, dict[int, int]] = defaultdict(dict)
        self.used: set[tuple[str, int]] = set()
        if numbering is not None:
            self._read(numbering)
        self.based_on: dict[str, str] = {}
        if styles is not None:
            self._read_styles(styles)

    def _read(self, root: etree._Element) -> None:
        linked: dict[str, str] = {}
        owners: dict[str, str] = {}
        for item in root.findall(W + "abstractNum"):
            name = item.get(W + "abstractNumId", "")
            levels: dict[int, _Level] = {}
            for element in item.findall(W + "lvl"):
                depth = _number(element.get(W + "ilvl"))
                levels[depth] = _level(element)
                if style := value(element, "pStyle"):
                    self.style_link[style] = f"{name}/{depth}"
            self.abstract[name] = levels
            if style := value(item, "numStyleLink"):
                linked[name] = style
            if style := value(item, "styleLink"):
                owners[style] = name
        for name, style in linked.items():
            self.abstract[name] = self.abstract.get(owners.get(style, ""), {})
        for item in root.findall(W + "num"):
            entry = _List(value(item, "abstractNumId") or "")
            for override in item.findall(W + "lvlOverride"):
                depth = _number(override.get(W + "ilvl"))
                start = value(override, "startOverride")
                if start is not None:
                    entry.starts[depth] = _number(start, 1)
                element = override.find(W + "lvl")
                if element is not None:
                    entry.levels[depth] = _level(element)
            self.lists[item.get(W + "numId", "")] = entry

    def _read_styles(self, root: etree._Element) -> None:
        for style in root.findall(W + "style"):
            name = style.get(W + "styleId", "")
            if parent := value(style, "basedOn"):
                self.based_on[name] = parent
            numbers = value(style, "pPr/numPr/numId")
            if numbers is not None:
                depth = _number(value(style, "pPr/numPr/ilvl"))
                if link := self.style_link.get(name):
                    depth = _number(link.split("/")[1])
                self.by_style[name] = (numbers, depth)

    def _of_style(self, style: str | None) -> tuple[str, int] | None:
        for _ in range(20):
            if style is None:
                return None
            if style in self.by_style:
                return self.by_style[style]
            style = self.based_on.get(style)
        return None

    def marker(self, properties: etree._Element | None, style: str | None) -> Marker | None:
        """The marker of a paragraph by its properties and style; None where it is no list item."""
        inherited = self._of_style(style)
        name = value(properties, "numPr/numId")
        depth = value(properties, "numPr/ilvl")
        if name is None and inherited is None:
            return None
        number_id = name if name is not None else inherited[0] if inherited else "0"
        level = _number(depth, inherited[1] if inherited and name is None else 0)
        entry = self.lists.get(number_id)
        if entry is None or number_id == "0" or not 0 <= level <= 8:
            return None
        return self._count(number_id, entry, level)

    def _definition(self, entry: _List, level: int) -> _Level:
        return (
            entry.levels.get(level)
            or self.abstract.get(entry.abstract, {}).get(level)
            or _Level("decimal", f"%{level + 1}.")
        )

    def _count(self, number_id: str, entry: _List, level: int) -> Marker | None:
        counters = self.counters[entry.abstract]
        if level in entry.starts and (number_id, level) not in self.used:
            counters[level] = entry.starts[level] - 1
        self.used.add((number_id, level))
        definition = self._definition(entry, level)
        counters[level] = counters.get(level, definition.start - 1) + 1
        for deeper in [depth for depth in counters if depth > level]:
            # Word lets a level count on ("0"), or begin anew only after the level it names.
            restart = self._definition(entry, deeper).restart
            if restart is None or (restart and level + 1 <= restart):
                del counters[deeper]
        if definition.kind == "none":
            return None
        if definition.kind == "bullet" or not definition.pattern.strip():
            return Marker("bullet", "•", depth=level, certain=True)
        printed = definition.pattern
        for depth in range(level + 1):
            above = self._definition(entry, depth)
            count = counters.setdefault(depth, above.start)
            kind = "decimal" if definition.legal else above.kind
            printed = printed.replace(f"%{depth + 1}", _figure(count, kind))
        count = counters[level]
        kind = _KINDS.get(definition.kind, "number")
        return Marker(
            kind,
            printed.strip(),
            count if kind != "roman" else 0,
            count if kind == "roman" else 0,
            upper=definition.kind in {"upperLetter", "upperRoman", "russianUpper"},
            depth=level,
            certain=True,
        )


_KINDS = {
    "lowerLetter": "letter", "upperLetter": "letter", "russianLower": "letter",
    "russianUpper": "letter", "lowerRoman": "roman", "upperRoman": "roman",
}  # fmt: skip
#: The letters Word counts with in its one Cyrillic list; it leaves out ё, й, ъ, ы and ь.
_CYRILLIC = "абвгдежзиклмнопрстуфхцчшщэюя"


def _figure(count: int, kind: str) -> str:
    if count < 1:
        return str(count)
    if kind == "lowerLetter":
        return letter(count)
    if kind == "upperLetter":
        return letter(count).upper()
    if kind == "lowerRoman":
        return roman(count)
    if kind == "upperRoman":
        return roman(count).upper()
    if kind in {"russianLower", "russianUpper"}:
        sign = _CYRILLIC[(count - 1) % len(_CYRILLIC)]
        return sign.upper() if kind == "russianUpper" else sign
    return f"{count:02}" if kind == "decimalZero" else str(count)
