"""A text as a table of two languages (CSV) for translators without a translation program.

A row is a paragraph; its uid, the name of the text and the revisions that went out stand in the
last columns, so that the table can come back. Light marks stay as they are typed.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from eventmgr.i18n.languages import canonical as language_code
from eventmgr.i18n.languages import html_lang
from eventmgr.i18n.marks import N_
from eventmgr.text.inline import canonical
from eventmgr.text.readers.errors import MAX_BYTES, UnreadableFile
from eventmgr.text.writers.xliff import STATES, Unit
from eventmgr.text.writers.xliff_in import Returned, ReturnedFile

MIMETYPE = "text/csv"
_FIRST = ("paragraph",)
_LAST = ("state", "notes", "id", "text", "source-revision", "target-revision")
_MOST_ROWS = 10_000
#: What a spreadsheet would take for a formula gets an apostrophe in front, as in all our tables.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
_STATES = frozenset({"initial", "translated", "reviewed", "final"})


def write_bilingual(units: Iterable[Unit], source: str, target: str, *, original: str) -> bytes:
    """Return units as CSV (UTF-8 with its mark, as spreadsheets want it); languages are our codes.

    `original` names the text, so that a table comes back to the text it was made from. What is
    not translated yet has no state: a translation that comes back without one counts as made.
    """
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow([*_FIRST, html_lang(source), html_lang(target), *_LAST])
    for unit in units:
        state = "" if unit.state == "missing" else STATES[unit.state]
        row = (
            unit.name, unit.source, unit.target, state, "\n".join(unit.notes), unit.uid, original,
            unit.revision, unit.target_revision,
        )  # fmt: skip
        table.writerow([_guarded(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def read_bilingual(data: bytes) -> ReturnedFile:
    """Return what a table that came back holds; raises UnreadableFile with a plain sentence."""
    rows = _rows(data)
    head = [cell.strip().casefold() for cell in rows[0]] if rows else []
    if not {"id", "state"} <= set(head) or len(head) < 4:
        raise UnreadableFile(
            N_("The first line must name the columns, as they stood in the file that was sent out.")
        )
    spoken = [
        (place, code)
        for place, name in enumerate(head)
        if name not in {*_FIRST, *_LAST} and (code := language_code(name))
    ]
    if len(spoken) != 2:
        raise UnreadableFile(
            N_("The file does not say from which language into which it is translated.")
        )
    (source, source_code), (target, target_code) = spoken
    units = []
    originals = set()
    for row in rows[1:]:
        cells = {name: _plain(cell) for name, cell in zip(head, row, strict=False)}
        uid = cells.get("id", "").strip()
        if not uid:
            continue
        originals.add(cells.get("text", "").strip())
        words = canonical(_cell(row, target))
        state = cells["state"].strip().casefold() if "state" in cells else ""
        units.append(
            Returned(
                uid=uid,
                source=canonical(_cell(row, source)),
                target=words or None,
                state=state if state in _STATES else "translated",
                revision=cells.get("source-revision", "").strip(),
                target_revision=cells.get("target-revision", "").strip(),
            )
        )
    if len({unit.uid for unit in units}) != len(units):
        raise UnreadableFile(N_("A unit stands twice in the file. Please send it once only."))
    original = originals.pop() if len(originals) == 1 else ""
    return ReturnedFile(source_code, target_code, original, tuple(units))


def _rows(data: bytes) -> list[list[str]]:
    """The cells of a table, whichever of the usual signs stands between them."""
    if len(data) > MAX_BYTES:
        raise UnreadableFile(
            N_("The file is larger than %(limit)s MB. Please send a smaller one."),
            {"limit": MAX_BYTES // 1024 // 1024},
        )
    text = _decoded(data)
    first = text.partition("\n")[0]
    sign = max(",;\t", key=first.count)
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=sign):
            rows.append(row)
            if len(rows) > _MOST_ROWS + 1:
                raise UnreadableFile(
                    N_("The file holds more than %(limit)s units. Please split it first."),
                    {"limit": _MOST_ROWS},
                )
    except csv.Error as error:
        raise UnreadableFile(_NO_TABLE) from error
    return rows


_NO_TABLE = N_("This is no table of the kind that was sent out. Please save it as CSV (UTF-8).")


def _decoded(data: bytes) -> str:
    encoding = "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFile(_NO_TABLE) from error
    if "\0" in text:
        raise UnreadableFile(_NO_TABLE)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _cell(row: list[str], place: int) -> str:
    return _plain(row[place]) if place < len(row) else ""


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _plain(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell
