from __future__ import annotations

import csv
import datetime as dt
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from eventmgr.printing.designations import DesignationError
from eventmgr.printing.sheets import (
    CELL_LIMIT,
    Column,
    Table,
    TooLongError,
    guarded,
    to_csv,
    to_xlsx,
    unguarded,
)
from tests.printing.samples import NOTE

TEXTS = ("+382 20 123 456", "=1+1", "-5", "@sum", "\tx", "'=2", "' plain", "Šahović", "https://a.b")


def _table(*cells: object, name: str = "People") -> Table:
    return Table(name, (Column("A"),), tuple((cell,) for cell in cells))


def _rows(data: bytes, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def test_xlsx_keeps_each_text_as_typed_and_as_text() -> None:
    sheet = load_workbook(io.BytesIO(to_xlsx([_table(*TEXTS)])))["People"]
    cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == list(TEXTS)
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.hyperlink is None for cell in cells)


def test_xlsx_numbers_dates_and_times_stay_what_they_are() -> None:
    data = to_xlsx([_table(-3, 2.5, dt.date(2016, 8, 31), dt.time(9, 0), None)])
    sheet = load_workbook(io.BytesIO(data))["People"]
    values = [row[0].value for row in sheet.iter_rows(min_row=2, max_row=6)]
    assert values == [-3, 2.5, dt.datetime(2016, 8, 31), dt.time(9, 0), None]


def test_des05_xlsx_marker_in_each_cell_and_note_once_on_its_sheet() -> None:
    book = load_workbook(
        io.BytesIO(to_xlsx([_table("Kosovo*", "Kosovo*")], notes=[NOTE], notes_name="Napomene"))
    )
    assert book.sheetnames == ["People", "Napomene"]
    assert [row[0].value for row in book["People"].iter_rows(min_row=2)] == ["Kosovo*"] * 2
    assert [[c.value for c in row] for row in book["Napomene"]] == [["*", NOTE.text]]


def test_des05_no_sheet_of_notes_where_no_marker_occurs() -> None:
    assert load_workbook(io.BytesIO(to_xlsx([_table("Albania")], notes=[NOTE]))).sheetnames == [
        "People"
    ]


def test_des05_csv_has_the_note_below_the_rows() -> None:
    rows = _rows(to_csv(_table("Kosovo*", "<Kosovo*>"), notes=[NOTE]))
    assert rows == [["A"], ["Kosovo*"], ["<Kosovo*>"], [], [f"* {NOTE.text}"]]


def test_des02_tables_with_a_marker_and_no_note_are_not_made() -> None:
    with pytest.raises(DesignationError):
        to_csv(_table("Kosovo*"))
    with pytest.raises(DesignationError):
        to_xlsx([_table("Kosovo*")])


def test_csv_starts_with_a_byte_order_mark_and_takes_a_delimiter() -> None:
    data = to_csv(Table("t", (Column("A"), Column("B")), (("Š;x", -2),)), delimiter=";")
    assert data.startswith(b"\xef\xbb\xbf")
    assert _rows(data, ";") == [["A", "B"], ["Š;x", "-2"]]


@pytest.mark.parametrize("text", ["+382", "=1", "-1", "@a", "\t1", "  =1", "'=1", "＝1"])
def test_csv_formula_is_guarded(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Šahović", "'quoted'", "382", "a=b"])
def test_csv_other_texts_are_left_alone(text: str) -> None:
    assert guarded(text) == text


@given(st.text(alphabet="'=+-@\t\r\n ab＝", max_size=8))
def test_csv_no_character_is_lost(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(tuple("=+-@\t\r\n＝"))


def test_xlsx_sheet_names_are_made_acceptable_and_different() -> None:
    long = "Delegations [draft]: Albania / Montenegro"
    names = load_workbook(io.BytesIO(to_xlsx([_table(name=long), _table(name=long)]))).sheetnames
    assert names == ["Delegations draft Albania Monte", "Delegations draft Albania Mon 2"]


def test_xlsx_text_beyond_the_limit_is_refused_not_dropped() -> None:
    with pytest.raises(TooLongError):
        to_xlsx([_table("x" * (CELL_LIMIT + 1))])


def test_csv_dates_and_times_are_written_the_same_everywhere() -> None:
    moment = dt.datetime(2016, 8, 31, 14, 5, tzinfo=dt.UTC)
    rows = _rows(to_csv(_table(moment, moment.date(), moment.time(), None)))
    assert rows[1:] == [["2016-08-31 14:05"], ["2016-08-31"], ["14:05"], [""]]


def test_xlsx_moment_is_written_as_the_clock_shows_it() -> None:
    moment = dt.datetime(2016, 8, 31, 14, 5, tzinfo=dt.UTC)
    sheet = load_workbook(io.BytesIO(to_xlsx([_table(moment)])))["People"]
    assert sheet["A2"].value == dt.datetime(2016, 8, 31, 14, 5)
