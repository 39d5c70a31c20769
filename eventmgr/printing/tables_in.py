"""Reading tables that people send: XLSX, and CSV in whatever encoding their Excel wrote.

Every cell comes out as the text that was typed: no number is rounded, no "+382…" becomes a
formula, no name a date. Nothing in a file is run or followed, and each file ends either in rows
or in UnreadableTable with a plain sentence.
"""

from __future__ import annotations

import csv
import io
import posixpath
import re
import zipfile
import zlib
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from eventmgr.i18n.marks import N_
from eventmgr.printing.sheets import unguarded

MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 200
# Unpacked sizes of the parts that are read, in bytes.
MOST_UNPACKED: Final = 100_000_000
MOST_STRINGS: Final = 50_000_000
# Texts of all cells together, in letters.
MOST_LETTERS: Final = 20_000_000

ENCODINGS: Final[dict[str, str]] = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "cp1250": "Windows-1250",
    "cp1251": "Windows-1251",
    "cp1252": "Windows-1252",
}
DELIMITERS: Final = (";", ",", "\t")


class UnreadableTable(Exception):
    """A file cannot be taken as a table; `msgid` and `params` say why and what to do."""

    def __init__(self, msgid: str, **params: Any) -> None:
        super().__init__(msgid % params if params else msgid)
        self.msgid = msgid
        self.params = params


@dataclass
class TableRead:
    """Rows as (number in the file, cells); blank rows are left out, cells trimmed of nothing."""

    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    kind: str = "csv"
    encoding: str = ""
    delimiter: str = ""
    sheets: list[str] = field(default_factory=list)
    sheet: str = ""
    # Cells whose formula has no stored value, and cells that show an error.
    without_value: int = 0

    @property
    def width(self) -> int:
        """Return how many columns the widest row has."""
        return max((len(cells) for _number, cells in self.rows), default=0)


def read_table(
    data: bytes,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
) -> TableRead:
    """Read a file by what it is, not by its name.

    `encoding` (a key of ENCODINGS) and `delimiter` are guessed where not given, `sheet` is the
    first visible one. Raises UnreadableTable.
    """
    if not data.strip():
        raise UnreadableTable(N_("This file is empty."))
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableTable(
            N_(
                "This is a workbook of an old Excel, or one protected by a password. Please save "
                "it without a password as .xlsx or .csv and send it again."
            )
        )
    if data.startswith(b"PK"):
        table = _read_xlsx(data, sheet)
    elif data.startswith((b"%PDF", b"\x89PNG", b"{\\rtf", b"\x1f\x8b")):
        raise UnreadableTable(N_("This file is no table. Please send .xlsx or .csv."))
    else:
        table = _read_csv(data, encoding, delimiter)
    if not table.rows:
        raise UnreadableTable(N_("There is nothing in this table."))
    return table


def _too_many() -> UnreadableTable:
    return UnreadableTable(
        N_(
            "This table has more than %(most)s rows. Please send it in parts, or only the part "
            "that is needed."
        ),
        most=f"{MOST_ROWS:,}".replace(",", "\u00a0"),
    )


def _too_wide() -> UnreadableTable:
    return UnreadableTable(
        N_("This table has more than %(most)s columns. Please send only those that are needed."),
        most=MOST_COLUMNS,
    )


def _too_large() -> UnreadableTable:
    return UnreadableTable(
        N_("This file unpacks to more than can be read. Please send a smaller table.")
    )


# --- CSV ---------------------------------------------------------------------------------------


def guess_encoding(data: bytes) -> str:
    """Return the key of ENCODINGS that a text is most likely written in.

    A byte order mark decides; then whether it reads as UTF-8; then its letters: Cyrillic letters
    stand side by side, the accented letters of Latin alphabets stand alone.
    """
    if data.startswith(b"\xef\xbb\xbf"):
        return "utf-8"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    head = data[:4096]
    if head.count(0) > len(head) // 4:
        return "utf-16"
    try:
        data.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError:
        pass
    sample = data[:200_000]
    high = [at for at, byte in enumerate(sample) if byte >= 0x80]
    # 0xC0 and above are letters in all three.
    words = re.findall(rb"[A-Za-z\x80-\xff]{3,}", sample)
    whole = sum(all(byte >= 0xC0 for byte in word) for word in words)
    mixed = sum(any(b < 0x80 for b in word) and any(b >= 0x80 for b in word) for word in words)
    if whole > mixed:
        return "cp1251"
    central = sum(data[at] in b"\xe8\xe6\xf0\xc8\xc6\xd0\x9a\x9e\x8a\x8e\xb9\xbe" for at in high)
    western = sum(data[at] in b"\xe0\xea\xf1\xe3\xf5\xe5\xf8\xc0\xd1\xca\xbf\xa1" for at in high)
    # č and è are one sign of the two: letters that only one of them has decide.
    return "cp1250" if central > western else "cp1252"


def _decode(data: bytes, encoding: str) -> str:
    try:
        if encoding == "utf-16" and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
            # Without a mark: the zero bytes of Latin letters stand behind them, or before.
            text = data.decode("utf-16-be" if data[:1] == b"\x00" else "utf-16-le")
        else:
            text = data.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise UnreadableTable(
            N_("The file is not written in %(encoding)s. Please choose another encoding."),
            encoding=ENCODINGS.get(encoding, encoding),
        ) from error
    if "\x00" in text:
        raise UnreadableTable(N_("This file is no table. Please send .xlsx or .csv."))
    return text


def guess_delimiter(text: str) -> str:
    """Return the sign between the cells: the one that makes the rows alike and widest."""
    head = "\n".join(text.splitlines()[:30])
    best, score = ",", (0, 0)
    for sign in DELIMITERS:
        try:
            widths = [len(row) for row in csv.reader(io.StringIO(head), delimiter=sign) if row]
        except csv.Error:
            continue
        if not widths:
            continue
        usual = max(set(widths), key=lambda width: (width > 1, widths.count(width), width))
        mark = (widths.count(usual) if usual > 1 else 0, usual)
        if mark > score:
            best, score = sign, mark
    return best


def _read_csv(data: bytes, encoding: str | None, delimiter: str | None) -> TableRead:
    encoding = encoding if encoding in ENCODINGS else guess_encoding(data)
    text = _decode(data, encoding)
    # Excel's own first line says what the separator is.
    first, _line, rest = text.partition("\n")
    own = re.fullmatch(r'"?sep=(.)"?\r?', first.strip("\ufeff"))
    skipped = 0
    if own:
        delimiter, text, skipped = delimiter or own[1], rest, 1
    delimiter = delimiter or guess_delimiter(text)
    table = TableRead(kind="csv", encoding=encoding, delimiter=delimiter)
    letters = 0
    try:
        for number, cells in enumerate(
            csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), start=1 + skipped
        ):
            letters += sum(map(len, cells))
            # The apostrophe that a careful export puts before a formula is no part of the text.
            _take(table, number, [unguarded(cell) for cell in cells])
            if letters > MOST_LETTERS:
                raise _too_large()
    except csv.Error as error:
        raise UnreadableTable(
            N_(
                "This file could not be read as a table from row %(row)s on. Please look at the "
                "quotation marks there, or send it as .xlsx."
            ),
            row=len(table.rows) + 1,
        ) from error
    return table


def _take(table: TableRead, number: int, cells: list[str]) -> None:
    while cells and not cells[-1].strip():
        cells.pop()
    if not cells:
        return
    if len(cells) > MOST_COLUMNS:
        raise _too_wide()
    if len(table.rows) >= MOST_ROWS + 50:
        raise _too_many()
    table.rows.append((number, cells))


# --- XLSX --------------------------------------------------------------------------------------

_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_DATE_FORMATS = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_NOT_THE_FORMAT = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')


def _read_xlsx(data: bytes, sheet: str | None) -> TableRead:
    from lxml import etree

    try:
        return _Workbook(data).read(sheet)
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        etree.LxmlError,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
        KeyError,
        IndexError,
        ValueError,
        OverflowError,
        MemoryError,
        InvalidOperation,
    ) as error:
        raise UnreadableTable(
            N_("This workbook is damaged or of an unknown kind. Please save it again as .xlsx.")
        ) from error


class _Workbook:
    def __init__(self, data: bytes) -> None:
        self.archive = zipfile.ZipFile(io.BytesIO(data))
        names = {info.filename: info for info in self.archive.infolist()}
        if len(names) > 5000:
            raise _too_large()
        self.names = names
        if "mimetype" in names:
            raise UnreadableTable(
                N_("This is an OpenDocument file. Please save it as .xlsx or .csv.")
            )
        if any(info.flag_bits & 1 for info in names.values()):
            raise UnreadableTable(
                N_("This file is protected by a password. Please save it without one.")
            )
        if any(name.endswith("workbook.bin") for name in names):
            raise UnreadableTable(
                N_("This is a binary workbook (.xlsb). Please save it as .xlsx or .csv.")
            )
        self.strings: list[str] = []
        self.styles: list[Callable[[str], str]] = []
        # A workbook's clock knows no zone.
        self.epoch = datetime(1899, 12, 30)  # noqa: DTZ001

    def open(self, name: str, most: int = MOST_UNPACKED) -> io.BytesIO:
        info = self.names[name]
        if info.file_size > most:
            raise _too_large()
        # The archive's reader hands out no more than the size it declares.
        with self.archive.open(info) as stream:
            data = stream.read(most + 1)
        if len(data) > most:
            raise _too_large()
        if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:4096]:
            raise ValueError("a workbook has no document type")
        return io.BytesIO(data)

    def events(self, name: str, tags: tuple[str, ...], most: int = MOST_UNPACKED) -> Iterator[Any]:
        from lxml import etree

        return etree.iterparse(
            self.open(name, most),
            events=("end",),
            tag=tuple(f"{{*}}{tag}" for tag in tags),
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            huge_tree=False,
        )

    def relations(self, part: str) -> dict[str, str]:
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        found = {}
        if path in self.names:
            for _event, node in self.events(path, ("Relationship",), 5_000_000):
                if node.get("TargetMode") != "External":
                    target = node.get("Target", "")
                    whole = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                    found[node.get("Id", "")] = whole
                    found.setdefault(node.get("Type", "").rpartition("/")[2], whole)
        return found

    def read(self, wanted: str | None) -> TableRead:
        main = self.relations("").get("officeDocument", "xl/workbook.xml")
        if main not in self.names:
            raise UnreadableTable(N_("This file is no table. Please send .xlsx or .csv."))
        relations = self.relations(main)
        sheets: list[tuple[str, str]] = []
        visible: list[str] = []
        for _event, node in self.events(main, ("sheet", "workbookPr"), 5_000_000):
            if node.tag.endswith("workbookPr"):
                if node.get("date1904") in {"1", "true"}:
                    self.epoch = datetime(1904, 1, 1)  # noqa: DTZ001
                continue
            link = next((v for k, v in node.attrib.items() if str(k).endswith("}id")), "")
            target = relations.get(str(link), "")
            if target in self.names and "worksheet" in target:
                sheets.append((node.get("name", ""), target))
                if node.get("state", "visible") == "visible":
                    visible.append(node.get("name", ""))
        if not sheets:
            raise UnreadableTable(N_("There is nothing in this table."))
        names = [name for name, _target in sheets]
        chosen = wanted if wanted in names else (visible or names)[0]
        if "sharedStrings" in relations:
            self._read_strings(relations["sharedStrings"])
        if "styles" in relations:
            self._read_styles(relations["styles"])
        table = TableRead(kind="xlsx", sheets=names, sheet=chosen)
        self._read_sheet(dict(sheets)[chosen], table)
        return table

    def _read_strings(self, part: str) -> None:
        if part not in self.names:
            return
        for _event, node in self.events(part, ("si",), MOST_STRINGS):
            self.strings.append(_rich(node))
            _drop(node)

    def _read_styles(self, part: str) -> None:
        if part not in self.names:
            return
        formats: dict[int, str] = {}
        for _event, node in self.events(part, ("numFmt", "cellXfs"), 20_000_000):
            if node.tag.endswith("numFmt"):
                formats[int(node.get("numFmtId", 0))] = node.get("formatCode", "")[:255]
                continue
            for style in node:
                number = int(style.get("numFmtId", 0) or 0)
                self.styles.append(self._writer(number, formats.get(number, "")))

    def _writer(self, number: int, code: str) -> Callable[[str], str]:
        """Return what turns a stored number into what the cell shows, as far as we can tell."""
        bare = _NOT_THE_FORMAT.sub("", code)
        if number in _DATE_FORMATS or (code and re.search(r"[ymdhs]", bare, re.IGNORECASE)):
            return self._moment
        padded = re.fullmatch(r'(?:"([^"]*)"|\\?(\+))?(0+)', code)
        if padded:
            before = padded[1] or padded[2] or ""
            places = len(padded[3])
            return lambda text: before + _number(text).zfill(places)
        return _number

    def _moment(self, text: str) -> str:
        days = Decimal(text)
        if not 0 <= days < 2_958_466:
            return _number(text)
        moment = self.epoch + timedelta(seconds=round(float(days) * 86_400))
        if days < 1:
            return moment.strftime("%H:%M")
        if days == int(days):
            return moment.date().isoformat()
        return moment.strftime("%Y-%m-%d %H:%M")

    def _read_sheet(self, part: str, table: TableRead) -> None:
        letters = 0
        number = 0
        merged: list[tuple[int, int, int]] = []
        for _event, node in self.events(part, ("row", "mergeCell")):
            if node.tag.endswith("mergeCell"):
                found = _REFERENCE.findall(node.get("ref", ""))
                if len(found) == 2 and found[0][1] != found[1][1] and len(merged) < 20_000:
                    merged.append((int(found[0][1]), int(found[1][1]), _column(found[0][0])))
                continue
            number = int(node.get("r") or number + 1)
            cells: list[str] = []
            for cell in node:
                reference = _REFERENCE.match(cell.get("r", ""))
                position = _column(reference[1]) if reference else len(cells)
                text = self._cell(cell, table)
                if not text:
                    continue
                if position >= MOST_COLUMNS:
                    raise _too_wide()
                cells.extend([""] * (position + 1 - len(cells)))
                cells[position] = text
                letters += len(text)
            _drop(node)
            if letters > MOST_LETTERS:
                raise _too_large()
            _take(table, number, cells)
        _fill_merged(table, merged)

    def _cell(self, cell: Any, table: TableRead) -> str:
        value = formula = inline = None
        for child in cell:
            name = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
            if name == "v":
                value = child.text
            elif name == "f":
                formula = child
            elif name == "is":
                inline = _rich(child)
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return inline or ""
        if value is None:
            table.without_value += formula is not None
            return ""
        if kind == "s":
            return self.strings[int(value)]
        if kind == "e":
            table.without_value += 1
            return ""
        if kind == "b":
            return "TRUE" if value == "1" else "FALSE"
        if kind in {"str", "d"}:
            return _unescaped(value)
        style = int(cell.get("s") or 0)
        write = self.styles[style] if 0 <= style < len(self.styles) else _number
        return write(value) if value.strip() else ""


def _rich(node: Any) -> str:
    """Return the text of a string item; the pronunciation beside it is not part of it."""
    return _unescaped(
        "".join(
            text.text or ""
            for text in node.iter("{*}t")
            if not any(str(above.tag).endswith("}rPh") for above in text.iterancestors())
        )
    )


def _unescaped(text: str) -> str:
    """Return a text with the signs that a workbook writes as _x000D_; no null characters."""

    def sign(match: re.Match[str]) -> str:
        number = int(match[1], 16)
        return match[0] if 0xD800 <= number <= 0xDFFF or number == 0 else chr(number)

    return _ESCAPE.sub(sign, text) if "_x" in text else text


def _number(text: str) -> str:
    """Return a stored number as digits: no ".0", no exponent."""
    value = Decimal(text.strip())
    if not value.is_finite() or value.adjusted() > 30:
        return text
    if value == value.to_integral_value():
        return str(int(value))
    return repr(float(value))


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _fill_merged(table: TableRead, merged: list[tuple[int, int, int]]) -> None:
    """Give each row that one tall cell stands beside the value of that cell."""
    if not merged:
        return
    rows = dict(table.rows)
    numbers = sorted(rows)
    letters = 0
    for first, last, column in merged:
        top = rows.get(first)
        value = top[column] if top and column < len(top) else ""
        if not value:
            continue
        for number in numbers[bisect_right(numbers, first) : bisect_right(numbers, last)]:
            # Cells that lie over one another, or hold very much, count as often as they are read.
            letters += 1 + len(value)
            if letters > MOST_LETTERS:
                raise _too_large()
            cells = rows[number]
            cells.extend([""] * (column + 1 - len(cells)))
            cells[column] = cells[column] or value


def _drop(node: Any) -> None:
    """Let go what was read, and what stood before it: a large sheet stays small in memory."""
    node.clear()
    while node.getprevious() is not None:
        del node.getparent()[0]
