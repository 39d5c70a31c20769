"""Files that are not what they say, or mean harm, end soon with a plain sentence."""

from __future__ import annotations

import contextlib
import random
import time
import zipfile
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventmgr.text.lint import lint_document
from eventmgr.text.proposals import accept_proposals
from eventmgr.text.readers import UnreadableFile, read, read_text
from eventmgr.text.readers.errors import MAX_BYTES
from tests.text.word import para, word_file

_LIMIT = 5.0


def _zip(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def _refused(data: bytes, name: str = "x.docx") -> str:
    begin = time.process_time()
    with pytest.raises(UnreadableFile) as caught:
        read(data, name)
    assert time.process_time() - begin < _LIMIT
    assert caught.value.msgid % caught.value.params == str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \n\n ", "no text"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "PNG"),
        (b"%PDF-1.7\n", "PDF"),
        (b"{\\rtf1 x}", "RTF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "old Word file"),
        (b"PK\x03\x04" + bytes(40), "damaged"),
        (b"just words", "name says Word"),
        (b"\x00\x01\x02\x03words", "not a text"),
        (b"x" * (MAX_BYTES + 1), "larger than 20 MB"),
        (_zip({"a.txt": b"x"}), "not a Word file"),
        (_zip({"mimetype": b"application/vnd.oasis.opendocument.text"}), "OpenDocument"),
    ],
)
def test_not_what_it_says(data: bytes, words: str) -> None:
    name = "x.txt" if words in {"not a text", "no text"} else "x.docx"
    assert words in _refused(data, name)


def test_zip_bomb_by_its_directory() -> None:
    _refused(word_file(para("x"), extra={"word/media/big.bin": "0" * 30_000_000}))


def test_zip_bomb_that_lies_about_its_size() -> None:
    data = bytearray(word_file("<w:p/>" * 10 + para("x" * 40_000_000)))
    place = 0
    real = None
    with zipfile.ZipFile(BytesIO(bytes(data))) as archive:
        real = archive.getinfo("word/document.xml").file_size.to_bytes(4, "little")
    while (place := data.find(real, place)) >= 0:
        data[place : place + 4] = (1000).to_bytes(4, "little")
        place += 4
    _refused(bytes(data))


def test_too_many_entries() -> None:
    _refused(word_file(para("x"), extra={f"word/x{n}.bin": "" for n in range(3000)}))


@pytest.mark.parametrize(
    "xml",
    [
        '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><d>&b;</d>',
        '<?xml version="1.0"?><!DOCTYPE d SYSTEM "file:///etc/passwd"><d/>',
        "<?xml version='1.0'?>"
        + " " * 5000
        + '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>",
        "<a>" * 100_000,
        "no xml at all",
    ],
)
def test_entities_and_broken_xml(xml: str) -> None:
    _refused(word_file("", extra={"word/document.xml": xml}))


def test_deeply_nested_tables_end_soon() -> None:
    body = "<w:tbl><w:tr><w:tc>" * 70 + para("deep") + "</w:tc></w:tr></w:tbl>" * 70
    begin = time.process_time()
    with contextlib.suppress(UnreadableFile):
        read(word_file(body + para("Text.")), "x.docx")
    assert time.process_time() - begin < _LIMIT


def test_too_many_paragraphs() -> None:
    assert "5000" in _refused(b"word\n" * 10_000, "x.txt")
    assert "5000" in _refused(word_file(para("word") * 5_001))


def test_old_encodings_are_read_with_a_remark() -> None:
    text = "ZAKLJUČCI\n\n1. Ojačati saradnju među državama.\n2. Održati sastanak u Nikšiću."
    for encoding in ("cp1250", "utf-16"):
        document = read(text.encode(encoding), "x.txt")
        assert "Nikšiću" in document.nodes[-1].text
        assert "encoding" in {remark.code for remark in document.lint}
    assert read(text.encode("utf-8-sig"), "x.txt").title == "ZAKLJUČCI"


_NASTY = [
    "(" * 30_000,
    "1. " * 20_000,
    "[bookmark: " * 5_000,
    "<sup>" * 10_000,
    "_a" * 20_000,
    "*a " * 15_000,
    "^[" * 15_000,
    "organized by the " * 3_000,
    "the A (B) " * 4_000 + "have organized x",
    "“" * 20_000 + "” said Ana Petrović, ",
    "Ana Petrović, " * 3_000,
    "1 and 1 and " * 4_000,
    "\\" * 30_000,
    "a, " * 15_000,
    "https://" * 5_000,
    "i) " * 10_000,
    "$2^1$ " * 8_000,
    "&lt;" * 10_000,
    "adopted " * 5_000,
    "#" * 40_000,
    "- " * 20_000,
    "Ab" * 20_000,
    "working language " * 3_000,
    "\u00ad" * 20_000,
    "a" + " " * 40_000 + "z",
    "a" + "\t" * 40_000 + "z",
]


@pytest.mark.parametrize("number", range(len(_NASTY)))
@pytest.mark.parametrize("lines", [1, 300])
def test_nasty_texts_end_soon(number: int, lines: int) -> None:
    piece = _NASTY[number]
    text = piece if lines == 1 else "\n".join([piece[: len(piece) // lines]] * lines)
    begin = time.process_time()
    try:
        document = read(f"Title\n\n1. One.\n\n{text}\n\n2. Two.\n".encode(), "x.md")
        document.to_json_dict()
        lint_document(document)
    except UnreadableFile:
        pass
    assert time.process_time() - begin < _LIMIT


def test_many_questions_are_answered_soon() -> None:
    text = "\n\n".join(f"{n}. Paragraph number {n} here." for n in range(3000))
    document = read_text(text)
    assert len(document.questions) > 1000
    begin = time.process_time()
    accept_proposals(document)
    assert time.process_time() - begin < _LIMIT


def test_many_short_paragraphs_end_soon() -> None:
    text = "CONCLUSIONS\n\n" + "\n".join(f"{n}. Continue the dialogue." for n in range(1, 5000))
    begin = time.process_time()
    document = read_text(text)
    assert len(document.nodes) == 4999
    assert time.process_time() - begin < _LIMIT


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
@given(st.integers(0, 2**32), st.integers(1, 30))
def test_damaged_word_files_are_read_or_refused(seed: int, hits: int) -> None:
    source = random.Random(seed)
    data = bytearray(word_file(para("CONCLUSIONS") + para("One thing.", number=(1, 0)) * 5))
    for _ in range(hits):
        data[source.randrange(len(data))] = source.randrange(256)
    try:
        read(bytes(data), "x.docx").to_json_dict()
    except UnreadableFile:
        return


@settings(deadline=None, max_examples=150)
@given(
    st.one_of(
        st.binary(max_size=400), st.text(max_size=400).map(lambda t: t.encode("utf-8", "replace"))
    )
)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        read(data, "x.txt").to_json_dict()
    except UnreadableFile:
        return
