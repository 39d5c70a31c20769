"""Opening a Word file without being hurt by it: bombs, encryption, foreign entities."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from io import BytesIO

from lxml import etree

from eventmgr.i18n.marks import N_
from eventmgr.text.readers.errors import (
    MAX_ENTRIES,
    MAX_PART,
    MAX_RATIO,
    MAX_UNPACKED,
    UnreadableFile,
)

_DAMAGED = N_("The file is damaged and cannot be opened. Please save it again in Word.")
_TOO_MUCH = N_("The file unpacks to far more than it should and was not opened.")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError,
           RuntimeError, KeyError, OverflowError)  # fmt: skip


class Package:
    """The parts of a Word file, read one at a time and never more than the limits allow."""

    def __init__(self, data: bytes) -> None:
        """Check the directory of the archive before anything is unpacked."""
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
            entries = self._zip.infolist()
        except _BROKEN as error:
            raise UnreadableFile(_DAMAGED) from error
        if len(entries) > MAX_ENTRIES:
            raise UnreadableFile(_TOO_MUCH)
        total = 0
        for entry in entries:
            total += entry.file_size
            if entry.flag_bits & 1:
                raise UnreadableFile(
                    N_("The file is protected with a password. Please save it without one.")
                )
            ratio = entry.file_size / max(1, entry.compress_size)
            if total > MAX_UNPACKED or (entry.file_size > 1_000_000 and ratio > MAX_RATIO):
                raise UnreadableFile(_TOO_MUCH)
        self.names = {entry.filename for entry in entries}
        self._left = MAX_UNPACKED

    def read(self, name: str) -> bytes | None:
        """The bytes of a part, counted while they are unpacked; None where there is none."""
        if name not in self.names:
            return None
        try:
            with self._zip.open(name) as stream:
                data = stream.read(min(MAX_PART, self._left) + 1)
        except _BROKEN as error:
            raise UnreadableFile(_DAMAGED) from error
        if len(data) > min(MAX_PART, self._left):
            raise UnreadableFile(_TOO_MUCH)
        self._left -= len(data)
        return data

    def xml(self, name: str) -> etree._Element | None:
        """The root of an XML part; files with a document type or entities are refused."""
        data = self.read(name)
        if data is None:
            return None
        head = data[:2000].replace(b"\x00", b"").upper()
        if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
            raise UnreadableFile(N_("The file holds foreign definitions and was not opened."))
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
            remove_comments=True, remove_pis=True,
        )  # fmt: skip
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise UnreadableFile(_DAMAGED) from error
        if root.getroottree().docinfo.doctype:
            raise UnreadableFile(N_("The file holds foreign definitions and was not opened."))
        return root

    def main_part(self) -> str:
        """Name of the part with the text; a plain refusal for other kinds of archive."""
        if "mimetype" in self.names:
            raise UnreadableFile(N_("This is an OpenDocument file. Please save it as .docx."))
        if "[Content_Types].xml" not in self.names:
            raise UnreadableFile(N_("This archive is not a Word file. Please send a .docx file."))
        for target, kind in self.relations("").values():
            if kind.endswith("/officeDocument"):
                name = posixpath.normpath(target.lstrip("/"))
                if name in self.names and name.startswith("word/"):
                    return name
        raise UnreadableFile(N_("This archive is not a Word file. Please send a .docx file."))

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Relations of a part: id to (target, kind)."""
        folder, name = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        if root is None:
            return {}
        return {
            element.get("Id", ""): (element.get("Target", ""), element.get("Type", ""))
            for element in root
        }
