"""Files that cannot be read are refused in plain words, at the field where they were chosen."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.journey import create_event, in_days, mistakes, press

MIB = 1024 * 1024


@pytest.fixture(scope="module")
def page_of_import(office: BrowserContext) -> str:
    """The address of an event's page where a text is imported."""
    page = office.new_page()
    slug = create_event(page, "Meeting about Files", days=(in_days(20), in_days(20)))
    page.close()
    return f"/events/{slug}/conclusions/import"


def picture() -> bytes:
    """Return a whole PNG of one white pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        end = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", end)

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0\xff"))
        + chunk(b"IEND", b"")
    )


def zip_bomb() -> bytes:
    """Return a Word file of less than one megabyte that unpacks to 200."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
            'content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
        )
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            for _part in range(200):
                part.write(b" " * MIB)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("picture.docx", picture(), id="picture"),
        pytest.param("empty.docx", b"", id="empty-word"),
        pytest.param("empty.txt", b"", id="empty-text"),
        pytest.param("bomb.docx", zip_bomb(), id="bomb"),
        pytest.param("large.txt", b"word " * (21 * MIB // 5), id="21-megabytes"),
    ],
)
def test_unreadable_file_is_refused_at_its_field(
    desk: Page, page_of_import: str, tmp_path: Path, name: str, data: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    desk.goto(page_of_import)
    desk.set_input_files("#file", path)
    press(desk, "Read the text")
    (line,) = mistakes(desk)
    words = line.removeprefix("File: ")
    assert words.endswith(".")
    expect(desk.locator("#file-error")).to_contain_text(words)
    expect(desk.locator("#file")).to_have_attribute("aria-invalid", "true")


def test_nothing_chosen_is_told_at_the_field(desk: Page, page_of_import: str) -> None:
    desk.goto(page_of_import)
    press(desk, "Read the text")
    assert mistakes(desk) == ["File: Please choose a file, or paste the text below."]


def test_file_beyond_the_limit_of_the_server_gets_a_page(
    desk: Page, page_of_import: str, tmp_path: Path
) -> None:
    path = tmp_path / "huge.txt"
    path.write_bytes(b"word " * (30 * MIB // 5))
    desk.goto(page_of_import)
    desk.set_input_files("#file", path)
    press(desk, "Read the text")
    expect(desk.get_by_role("heading", level=1)).to_have_text("This file is too large")
