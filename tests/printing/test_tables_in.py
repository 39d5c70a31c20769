"""Reading tables that people send: as typed, in any encoding, and never more than is good."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventmgr.printing import tables_in
from eventmgr.printing.sheets import Column, Table, to_csv, to_xlsx
from eventmgr.printing.tables_in import UnreadableTable, read_table

LATIN = "Naziv;Telefon\nMinistarstvo unutrašnjih poslova, Nikšić;+382 20 123\nĐorđe Čavić;007\n"
CYRILLIC = "Назив;Телефон\nМинистарство унутрашњих послова;+382 20 123\nЂорђе Чавић;007\n"
ALBANIAN = "Emri;Telefoni\nMinistria e Punëve të Brendshme;+355 4\nÇela;007\n"


@pytest.mark.parametrize(
    ("text", "codec", "encoding"),
    [
        (LATIN, "utf-8", "utf-8"),
        (LATIN, "utf-8-sig", "utf-8"),
        (CYRILLIC, "utf-8", "utf-8"),
        (LATIN, "utf-16", "utf-16"),
        (CYRILLIC, "utf-16-be", "utf-16"),
        (LATIN, "utf-16-le", "utf-16"),
        (LATIN, "cp1250", "cp1250"),
        (CYRILLIC, "cp1251", "cp1251"),
        (ALBANIAN, "cp1252", "cp1252"),
        ("Nom;Titre\nFrançois Lefèvre;À côté\n", "cp1252", "cp1252"),
    ],
)
def test_encodings_of_excel_are_recognised(text: str, codec: str, encoding: str) -> None:
    # Cyrillic in UTF-16 has few zero bytes; its own mark tells it.
    data = b"\xfe\xff" + text.encode(codec) if codec == "utf-16-be" else text.encode(codec)
    table = read_table(data)
    assert table.encoding == encoding
    assert table.delimiter == ";"
    expected = [line.split(";") for line in text.splitlines()]
    assert [cells for _number, cells in table.rows] == expected


@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_separators_are_recognised(sign: str) -> None:
    rows = [["Name", "Place"], ["A, B; C", "x"], ["D", "y, z"]]
    text = "\n".join(sign.join(f'"{cell}"' for cell in row) for row in rows)
    table = read_table(text.encode())
    assert table.delimiter == sign
    assert [cells for _number, cells in table.rows] == rows


def test_excels_own_line_about_the_separator_is_no_row() -> None:
    table = read_table(b"sep=;\r\nName;Place\r\nA;B\r\n")
    assert table.rows == [(2, ["Name", "Place"]), (3, ["A", "B"])]


def test_chosen_encoding_that_does_not_fit_is_said() -> None:
    with pytest.raises(UnreadableTable) as raised:
        read_table("Šušanj".encode("cp1250"), encoding="utf-8")
    assert raised.value.params == {"encoding": "UTF-8"}


def _workbook(fill) -> bytes:  # type: ignore[no-untyped-def]
    book = openpyxl.Workbook()
    fill(book, book.active)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_cells_of_a_workbook_come_out_as_they_are_seen() -> None:
    def fill(_book, sheet) -> None:  # type: ignore[no-untyped-def]
        sheet.append(["+382 20 123", "007", 38220123456, 12.5, True, dt.date(2026, 11, 22)])
        sheet.append([7, 382201234567, None, "1-2", "de la Cruz", dt.datetime(2026, 1, 2, 9, 30)])
        sheet["A2"].number_format = "00000"
        sheet["B2"].number_format = "\\+0"

    rows = read_table(_workbook(fill)).rows
    assert rows == [
        (1, ["+382 20 123", "007", "38220123456", "12.5", "TRUE", "2026-11-22"]),
        (2, ["00007", "+382201234567", "", "1-2", "de la Cruz", "2026-01-02 09:30"]),
    ]


def test_formula_is_read_as_its_stored_value() -> None:
    def fill(_book, sheet) -> None:  # type: ignore[no-untyped-def]
        sheet.append(["Name", "x"])
        sheet.append(["=A1", "y"])

    data = _workbook(fill)
    table = read_table(data)
    # openpyxl stores no values: the cell is empty and said to be.
    assert table.rows == [(1, ["Name", "x"]), (2, ["", "y"])]
    assert table.without_value == 1
    with_value = _replaced(
        data, "xl/worksheets/sheet1.xml", b"<f>A1</f><v />", b"<f>A1</f><v>5</v>"
    )
    with_value = _replaced(
        with_value, "xl/worksheets/sheet1.xml", b"<f>A1</f><v></v>", b"<f>A1</f><v>5</v>"
    )
    assert read_table(with_value).rows[1] == (2, ["5", "y"])


def test_merged_cells_and_blank_rows_are_tolerated() -> None:
    def fill(_book, sheet) -> None:  # type: ignore[no-untyped-def]
        sheet["A1"], sheet["B1"] = "Delegation", "Name"
        sheet["A3"], sheet["B3"], sheet["B4"], sheet["B6"] = "Montenegro", "One", "Two", "Three"
        sheet.merge_cells("A3:A4")

    assert read_table(_workbook(fill)).rows == [
        (1, ["Delegation", "Name"]),
        (3, ["Montenegro", "One"]),
        (4, ["Montenegro", "Two"]),
        (6, ["", "Three"]),
    ]


def test_merged_cells_that_would_fill_the_memory_are_refused() -> None:
    def fill(_book, sheet) -> None:  # type: ignore[no-untyped-def]
        sheet["A1"] = "x" * 32_000
        for row in range(1, 1001):
            sheet[f"B{row}"] = "y"
        sheet.merge_cells("A1:A1000")

    with pytest.raises(UnreadableTable, match="smaller table"):
        read_table(_workbook(fill))


def test_hidden_sheets_are_not_the_first_choice() -> None:
    def fill(book, sheet) -> None:  # type: ignore[no-untyped-def]
        sheet.append(["hidden"])
        sheet.sheet_state = "hidden"
        book.create_sheet("Shown").append(["shown"])

    data = _workbook(fill)
    assert read_table(data).rows == [(1, ["shown"])]
    assert read_table(data, sheet="Sheet").rows == [(1, ["hidden"])]
    assert read_table(data).sheets == ["Sheet", "Shown"]


cells = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12
).filter(lambda text: text == text.strip())
formulas = st.sampled_from(
    ["=1+1", "+382 20", "-5", "@x", "'=x", "''+1", "\tx".strip(), "007", "1e5"]
)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(cells | formulas, cells | formulas), min_size=1, max_size=5))
def test_exported_texts_come_back_whole(rows: list[tuple[str, str]]) -> None:
    # A marker would need its note, which is another matter.
    plain = [(one.replace("*", ""), other.replace("*", "")) for one, other in rows]
    table = Table("Table", (Column("one"), Column("two")), tuple(plain))
    expected = [[one, two] for one, two in plain if one.strip() or two.strip()]
    for data, sign in (
        (to_xlsx([table]), None),
        (to_csv(table), ","),
        (to_csv(table, delimiter=";"), ";"),
    ):
        read = read_table(data, delimiter=sign)
        assert [[*row, "", ""][:2] for _number, row in read.rows[1:]] == expected


# --- hostile files -----------------------------------------------------------------------------


def _replaced(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    source = zipfile.ZipFile(io.BytesIO(data))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            content = source.read(name)
            archive.writestr(name, content.replace(old, new) if name == part else content)
    return target.getvalue()


def _simple() -> bytes:
    return _workbook(lambda _book, sheet: sheet.append(["Name", "Place"]))


def test_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    data = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(_simple())) as source,
        zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in source.namelist():
            if name == "xl/worksheets/sheet1.xml":
                archive.writestr(name, b" " * (tables_in.MOST_UNPACKED + 1))
            else:
                archive.writestr(name, source.read(name))
    with pytest.raises(UnreadableTable, match="unpacks to more"):
        read_table(data.getvalue())


def test_million_rows_end_in_a_plain_message() -> None:
    rows = "".join(f"<row><c t='str'><v>{n}</v></c></row>" for n in range(25_000)).encode()
    data = _replaced(_simple(), "xl/worksheets/sheet1.xml", b"</sheetData>", rows + b"</sheetData>")
    with pytest.raises(UnreadableTable, match="more than 20\u00a0000 rows"):
        read_table(data)
    with pytest.raises(UnreadableTable, match="more than 20\u00a0000 rows"):
        read_table(b"a,b\n" * 30_000)


@pytest.mark.parametrize(
    "evil",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
        b'<!DOCTYPE x SYSTEM "file:///etc/passwd">',
    ],
)
def test_entities_are_never_read(evil: bytes) -> None:
    data = _replaced(_simple(), "xl/worksheets/sheet1.xml", b"<worksheet", evil + b"<worksheet")
    with pytest.raises(UnreadableTable, match="damaged"):
        read_table(data)


def test_links_to_other_files_are_not_followed() -> None:
    relation = (
        b'<Relationship Id="rId99" TargetMode="External" Target="file:///etc/passwd" '
        b'Type="x/externalLink"/></Relationships>'
    )
    data = _replaced(_simple(), "xl/_rels/workbook.xml.rels", b"</Relationships>", relation)
    assert read_table(data).rows == [(1, ["Name", "Place"])]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"\xd0\xcf\x11\xe0rest", "old Excel"),
        (b"PK\x03\x04broken", "damaged"),
        (b"%PDF-1.7", "no table"),
        (b"\x89PNG\r\n", "no table"),
        (b"a\x00b\x00\x01\x02,c", "no table|UTF-16"),
        (b",".join([b"x"] * 300), "more than 200 columns"),
        (b'"' + b"x" * 200_000, "quotation marks"),
        (b";;;\n;;\n", "nothing in this table"),
    ],
)
def test_what_is_no_table_is_said_in_plain_words(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableTable, match=words):
        read_table(data)


def test_open_document_says_what_to_do() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    with pytest.raises(UnreadableTable, match="OpenDocument"):
        read_table(target.getvalue())


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=300), st.integers(0, 10_000))
def test_any_file_ends_in_rows_or_in_words(noise: bytes, at: int) -> None:
    whole = _SAMPLE
    place = at % len(whole)
    for data in (noise, b"PK" + noise, whole[:place] + noise[:3] + whole[place + 3 :]):
        words = ""
        try:
            rows = read_table(data).rows
        except UnreadableTable as error:
            rows, words = [], str(error)
        assert bool(rows) != bool(words)


_SAMPLE = to_xlsx([Table("T", (Column("Name"), Column("Place")), (("A", "B"), ("C", "D")))])
