"""Telling what a file is, and giving it to the reader of its kind."""

from __future__ import annotations

from eventmgr.i18n.marks import N_
from eventmgr.text.model import Document, Remark
from eventmgr.text.readers.blocks import Decisions, Reading
from eventmgr.text.readers.docx import read_docx
from eventmgr.text.readers.errors import MAX_BYTES, UnreadableFile
from eventmgr.text.readers.lines import read_lines
from eventmgr.text.readers.structure import recognise_document

_SIGNATURES = (
    (b"%PDF", "PDF"), (b"\x89PNG", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"GIF8", "GIF"),
    (b"{\\rtf", "RTF"), (b"Rar!", "RAR"), (b"7z\xbc\xaf", "7z"), (b"\x1f\x8b", "gzip"),
    (b"\x7fELF", "ELF"), (b"MZ", "EXE"), (b"II*\x00", "TIFF"), (b"MM\x00*", "TIFF"),
)  # fmt: skip
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read(
    data: bytes,
    filename: str | None = None,
    language: str | None = None,
    decisions: Decisions | None = None,
) -> tuple[Document, Reading]:
    """Read a file; see eventmgr.text.readers.read_source."""
    if not data:
        raise UnreadableFile(N_("The file is empty."))
    if len(data) > MAX_BYTES:
        raise UnreadableFile(
            N_("The file is larger than %(limit)s MB. Please send a smaller one."),
            {"limit": MAX_BYTES // 1024 // 1024},
        )
    name = (filename or "").rsplit("/", 1)[-1].lower()
    if data.startswith(b"PK"):
        reading = read_docx(data, decisions)
    else:
        _refuse_others(data, name)
        reading = _read_bytes(data)
    if not reading.blocks:
        raise UnreadableFile(N_("The file holds no text."))
    return recognise_document(reading, language), reading


def read_text(text: str, language: str | None = None) -> tuple[Document, Reading]:
    """Read a pasted text; see eventmgr.text.readers.read_text."""
    reading = read_lines(text)
    if not reading.blocks:
        raise UnreadableFile(N_("There is no text to read."))
    return recognise_document(reading, language), reading


def _refuse_others(data: bytes, name: str) -> None:
    if data.startswith(_OLE):
        raise UnreadableFile(
            N_(
                "This is an old Word file (.doc) or one protected with a password. Please open it "
                "in Word, remove the password and save it as .docx."
            )
        )
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise UnreadableFile(
                N_(
                    "This is a file of type %(type)s, not a text. Please send a text, Markdown or "
                    "Word (.docx) file."
                ),
                {"type": what},
            )
    if name.endswith((".docx", ".docm", ".dotx")):
        raise UnreadableFile(
            N_("The name says Word, but the file is not one. Please save it again as .docx.")
        )


def _read_bytes(data: bytes) -> Reading:
    text, encoding = _decoded(data)
    reading = read_lines(text)
    if encoding:
        reading.lint.append(
            Remark(
                "encoding",
                N_("The file is not in UTF-8; it was read as %(encoding)s. Please check č, š, ë."),
                {"encoding": encoding},
            )
        )
    return reading


def _decoded(data: bytes) -> tuple[str, str | None]:
    """The text of the bytes, and the encoding when it is not UTF-8."""
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            try:
                return data.decode(encoding), "UTF-16"
            except UnicodeDecodeError:
                break
    if b"\x00" in data:
        raise UnreadableFile(
            N_("The file is not a text. Please send a text, Markdown or Word (.docx) file.")
        )
    try:
        return data.decode("utf-8-sig"), None
    except UnicodeDecodeError:
        pass
    controls = sum(1 for byte in data[:20_000] if byte < 9 or 13 < byte < 32)
    if controls > len(data[:20_000]) / 100:
        raise UnreadableFile(
            N_("The file is not a text. Please send a text, Markdown or Word (.docx) file.")
        )
    return data.decode("cp1250", errors="replace"), "Windows-1250"
