"""One file that holds an adopted text for ever: JSON, XML, PDFs and their fingerprints.

Writing it, and reading one of another installation without trusting anything in it.
"""

from __future__ import annotations

import io
import json
import re
import stat
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from eventmgr.conclusions import prints, sealed
from eventmgr.conclusions.models import AttachedStatement, SealedEdition
from eventmgr.conclusions.seal import fingerprint, read_work
from eventmgr.database import db
from eventmgr.drafting.models import AdoptionMode, StructuredText
from eventmgr.events.models import Event
from eventmgr.i18n.languages import is_known
from eventmgr.text.edition import Work
from eventmgr.text.readers.errors import UnreadableFile
from eventmgr.text.writers.canonical import canonical_json, read_canonical

SCHEMA = "eventmgr archive 1"
_NAME = re.compile(
    r"README\.txt|manifest\.json|(?:adopted|corr-[1-9][0-9]?)/(?:edition\.json|"
    r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,2}\.(?:pdf|xml))"
)
_MOST_FILES = 200
_MOST_BYTES = 64 * 1024 * 1024
_ONE_FILE = 24 * 1024 * 1024
_MOST_MANIFEST = 1024 * 1024
# A wide margin: nothing that this program writes can be packed as closely.
_MOST_RATIO = 200


class BadArchive(Exception):
    """A file is no archive of an adopted text; the message says why."""

    def __init__(self, message: Any) -> None:
        super().__init__(str(message))
        self.message = message


@dataclass(frozen=True)
class ArchivedEdition:
    """A sealed edition as an archive holds it, checked against its fingerprint."""

    number: int
    sealed: str
    sha256: str
    sealed_at: datetime
    work: Work
    pdfs: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class Archive:
    """The adopted edition and its corrections, in order."""

    editions: tuple[ArchivedEdition, ...]

    @property
    def adopted(self) -> ArchivedEdition:
        """Return the edition that was adopted."""
        return self.editions[0]


# --- writing ------------------------------------------------------------------------------------


def folder(number: int) -> str:
    """Return where an edition stands in the archive."""
    return f"corr-{number}" if number else "adopted"


def write_archive(event: Event, text: StructuredText) -> bytes:
    """Return the archive of an adopted text; PDFs that are missing are made now.

    Raises what tasks.pdf raises.
    """
    files: dict[str, bytes] = {}
    rows = sealed.editions(text)
    listed = [_edition(row, files) for row in rows]
    late = db.session.scalars(
        select(AttachedStatement)
        .where(
            AttachedStatement.text_id == text.id,
            AttachedStatement.after_adoption,
            AttachedStatement.removed_at.is_(None),
        )
        .order_by(AttachedStatement.received_at, AttachedStatement.id)
    ).all()
    manifest = {
        "schema": SCHEMA,
        "event": {
            "title": event.title,
            "start": event.start.isoformat(),
            "end": event.end.isoformat(),
            "city": event.city,
            "timezone": event.timezone,
        },
        "editions": listed,
        "received_after_adoption": [
            {
                "kind": row.kind.value,
                "by": row.organisation.names,
                "received": row.received_at.isoformat(),
                "texts": row.texts,
            }
            for row in late
        ],
    }
    files["manifest.json"] = canonical_json(manifest).encode()
    files["README.txt"] = _readme(rows, listed).encode()
    return _zip(files, rows[-1].sealed_at)


def _edition(row: SealedEdition, files: dict[str, bytes]) -> dict[str, Any]:
    # Loaded with its XML library by whoever writes an archive.
    from eventmgr.text.writers.akn import write_akn

    work = read_work(row.sealed)
    place = folder(row.number)
    files[f"{place}/edition.json"] = row.sealed.encode()
    entry: dict[str, Any] = {
        "number": row.number,
        "sealed_at": row.sealed_at.isoformat(),
        "address": sealed.verify_address(row.handle),
        "files": {f"{place}/edition.json": row.sha256},
    }
    for code in work.edition.languages:
        data = prints.pdf_of(row, code)
        if data:
            files[f"{place}/{code}.pdf"] = data
            entry["files"][f"{place}/{code}.pdf"] = fingerprint(data)
        xml = write_akn(work, code, made=row.sealed_at.date())
        files[f"{place}/{code}.xml"] = xml
        entry["files"][f"{place}/{code}.xml"] = fingerprint(xml)
    return entry


def _readme(rows: list[SealedEdition], listed: list[dict[str, Any]]) -> str:
    head = read_work(rows[0].sealed).heads
    lines = [
        next(iter(head.values())).title if head else "",
        "",
        "This archive holds an adopted text. The file edition.json of each folder is the sealed",
        "text; the PDF and XML files (Akoma Ntoso) say the same in one language each. The",
        "fingerprints below are SHA-256; those of the PDFs and of edition.json can be compared at",
        "the address given. The archive can be read in by another installation of eventmgr.",
    ]
    for row, entry in zip(rows, listed, strict=True):
        name = f"Corr. {row.number}" if row.number else "Adopted edition"
        lines += ["", f"{name}, sealed {entry['sealed_at']}", entry["address"]]
        lines += [f"  {mark}  {path}" for path, mark in entry["files"].items()]
    return "\n".join(lines) + "\n"


def _zip(files: dict[str, bytes], at: datetime) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, max(at.timetuple()[:6], (1980, 1, 1, 0, 0, 0)))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, files[name])
    return target.getvalue()


# --- reading ------------------------------------------------------------------------------------


def read_archive(data: bytes) -> Archive:
    """Return what an archive holds, with every fingerprint checked.

    Raises BadArchive for anything that is not whole, not what it says, or not made to be read.
    """
    files = _unpacked(data)
    try:
        manifest = json.loads(files["manifest.json"])
    except (KeyError, ValueError, RecursionError):
        raise BadArchive(_l("The file is no archive of an adopted text.")) from None
    try:
        return _read(manifest, files)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        raise BadArchive(
            _l("The archive is incomplete or was changed: its list does not fit its files.")
        ) from None


def _unpacked(data: bytes) -> dict[str, bytes]:
    """Return the files of a zip, reading no more than an archive can hold."""
    foreign = BadArchive(_l("The file is no archive of an adopted text."))
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise foreign from None
    if len(entries) > _MOST_FILES or sum(entry.file_size for entry in entries) > _MOST_BYTES:
        raise BadArchive(_l("The archive holds more than an adopted text can."))
    files: dict[str, bytes] = {}
    for entry in entries:
        mode = entry.external_attr >> 16
        regular = not mode or stat.S_IFMT(mode) in {0, stat.S_IFREG}
        packed = max(entry.compress_size, 1)
        if (
            not _NAME.fullmatch(entry.filename)
            or entry.filename in files
            or entry.flag_bits & 0x1
            or not regular
            or entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
        ):
            raise BadArchive(_l("The archive holds files that do not belong in it."))
        most = _MOST_MANIFEST if entry.filename == "manifest.json" else _ONE_FILE
        if entry.file_size > most or entry.file_size > packed * _MOST_RATIO + 4096:
            raise BadArchive(_l("The archive holds more than an adopted text can."))
        try:
            with archive.open(entry) as stream:
                content = stream.read(entry.file_size + 1)
        except (
            zipfile.BadZipFile,
            RuntimeError,
            EOFError,
            OSError,
            NotImplementedError,
            ValueError,
        ):
            raise foreign from None
        except Exception as error:  # zlib has an exception of its own
            if type(error).__module__ != "zlib":
                raise
            raise foreign from None
        if len(content) != entry.file_size:
            raise foreign
        files[entry.filename] = content
    return files


def _read(manifest: Any, files: dict[str, bytes]) -> Archive:
    if manifest["schema"] != SCHEMA:
        raise BadArchive(_l("The archive was made by another version of this program."))
    editions = tuple(_archived(entry, files) for entry in manifest["editions"])
    listed = {name for entry in manifest["editions"] for name in entry["files"]}
    if listed | {"manifest.json", "README.txt"} != set(files) | {"README.txt"}:
        raise ValueError("files that nobody lists")
    if not editions or [one.number for one in editions] != list(range(len(editions))):
        raise ValueError("numbers")
    before = editions[0].sha256
    if sealed.correction_of(editions[0].work):
        raise ValueError("a correction is no adopted edition")
    for one in editions[1:]:
        facts = sealed.correction_of(one.work)
        if (facts.get("number"), facts.get("corrects"), facts.get("adopted")) != (
            one.number,
            before,
            editions[0].sha256,
        ):
            raise ValueError("a correction of another text")
        _check_changes(facts)
        before = one.sha256
    return Archive(editions)


def _archived(entry: Any, files: dict[str, bytes]) -> ArchivedEdition:
    number = entry["number"]
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number < 100:
        raise ValueError("number")
    place = folder(number)
    name = f"{place}/edition.json"
    for path, mark in entry["files"].items():
        if not path.startswith(f"{place}/") or fingerprint(files[path]) != mark:
            raise BadArchive(
                _l(
                    "A fingerprint in the archive does not fit its file: %(file)s. The file was "
                    "changed, or the archive is damaged.",
                    file=path,
                )
            )
    words = files[name].decode()
    try:
        work = read_canonical(words)
    except UnreadableFile:
        raise ValueError("edition") from None
    if canonical_json(json.loads(words)) != words:
        raise ValueError("not canonical")
    check_work(work)
    at = datetime.fromisoformat(entry["sealed_at"])
    if at.tzinfo is None:
        raise ValueError("an instant needs a zone")
    pdfs = {code: files[f"{place}/{code}.pdf"] for code in work.edition.languages
            if f"{place}/{code}.pdf" in files}  # fmt: skip
    if any(not data.startswith(b"%PDF-") for data in pdfs.values()):
        raise ValueError("no PDF")
    return ArchivedEdition(number, words, entry["files"][name], at, work, pdfs)


def check_work(work: Work) -> None:
    """Check what pages and papers read of a sealed work beyond its own form; raises ValueError."""
    edition = work.edition
    facts = work.adoption
    if edition.kind != "conclusions" or not edition.languages or not edition.paragraphs:
        raise ValueError("kind")
    if edition.authentic not in edition.languages or set(work.heads) != set(edition.languages):
        raise ValueError("languages")
    if not all(is_known(code) for code in edition.languages):
        raise ValueError("an unknown language")
    if any(len(one.uid) > 32 for one in edition.paragraphs):
        raise ValueError("uid")
    AdoptionMode(facts["mode"])
    date.fromisoformat(facts["date"])
    _texts(facts["place"])
    statements = facts.get("statements", [])
    if len(statements) > len(work.statements):
        raise ValueError("statements")
    for one in statements:
        _texts(one["names"])


def _check_changes(facts: Mapping[str, Any]) -> None:
    for change in facts["changes"]:
        names = ("uid", "reference", "language", "before", "after", "reason")
        if not all(isinstance(change[name], str) for name in names):
            raise ValueError("changes")


def _texts(value: Any) -> None:
    if not isinstance(value, dict) or not all(isinstance(one, str) for one in value.values()):
        raise ValueError("texts")
