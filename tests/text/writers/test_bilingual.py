"""A table of two languages: what goes out comes back, from any spreadsheet."""

from __future__ import annotations

import contextlib
import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventmgr.text.inline import canonical
from eventmgr.text.readers import UnreadableFile
from eventmgr.text.writers.bilingual import read_bilingual, write_bilingual
from eventmgr.text.writers.xliff import Unit

UNITS = [
    Unit("u1", "1", "Meet *again*^[See https://example.org.],", "", "missing", "5"),
    Unit("u2", "1 (a)", "=SUM in “Kosovo*”;\\\nsecond line", "=Shuma, 'n'", "checked", "6", "7"),
    Unit("u3", "2", '\'tis; -5, "quoted"', "'tis", "draft", notes=("a point", "a comment")),
]


def table(units: list[Unit] = UNITS) -> bytes:
    """The file as it goes out."""
    return write_bilingual(units, "en", "sq", original="conclusions-3")


def test_every_cell_comes_back() -> None:
    found = read_bilingual(table())
    assert (found.source, found.target, found.original) == ("en", "sq", "conclusions-3")
    assert [(one.uid, one.source, one.target, one.state) for one in found.units] == [
        ("u1", UNITS[0].source, None, "translated"),
        ("u2", UNITS[1].source, UNITS[1].target, "reviewed"),
        ("u3", UNITS[2].source, UNITS[2].target, "initial"),
    ]
    assert [one.target_revision for one in found.units] == ["", "7", ""]


@pytest.mark.parametrize("cell", ["=1+1", "+5", "-a", "@x", "'=1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    rows = list(csv.reader(io.StringIO(table([Unit("u", "1", cell)]).decode("utf-8-sig"))))
    assert rows[1][1] == f"'{cell}"
    assert read_bilingual(table([Unit("u", "1", cell)])).units[0].source == cell


@pytest.mark.parametrize(("sign", "encoding"), [(";", "utf-8"), ("\t", "utf-16"), (",", "utf-8")])
def test_spreadsheets_write_it_their_own_way(sign: str, encoding: str) -> None:
    rows = list(csv.reader(io.StringIO(table().decode("utf-8-sig"), newline="")))
    out = io.StringIO()
    csv.writer(out, delimiter=sign, lineterminator="\r\n").writerows(rows)
    found = read_bilingual(out.getvalue().encode(encoding))
    assert [one.source for one in found.units] == [one.source for one in UNITS]


WORDS = st.text(max_size=30).map(canonical).filter(lambda text: canonical(text) == text)


@settings(deadline=None, max_examples=200, derandomize=True)
@given(st.lists(st.tuples(WORDS, WORDS), max_size=5))
def test_any_words_come_back(pairs: list[tuple[str, str]]) -> None:
    pairs = [(one.replace("\r", ""), other.replace("\r", "")) for one, other in pairs]
    units = [Unit(f"u{place}", "", one, other) for place, (one, other) in enumerate(pairs)]
    if not units:
        return
    found = read_bilingual(table(units))
    assert [(one.source, one.target or "") for one in found.units] == pairs


@pytest.mark.parametrize(
    "data",
    [
        b"", b"one,two\r\n", b"\x00\x01\x02", b"id,state,en,sq\n" + b'"' * 3 + b"a" * 200_000,
        b"id,state,en,notes\nu,,a,b\n", b"id,state,en,sq\nu,,a,b\nu,,a,b\n",
        b"id,state,en,sq\n" + b"u,,a,b\n" * 10_002, b"\xff\xfe\x00",
        "id,state,č,sq".encode("cp1250"),
    ],
)  # fmt: skip
def test_what_is_no_such_table_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFile):
        read_bilingual(data)


@settings(deadline=None, max_examples=200, derandomize=True)
@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    for begin in (b"", b"id,state,en,sq\n"):
        with contextlib.suppress(UnreadableFile):
            read_bilingual(begin + data)
