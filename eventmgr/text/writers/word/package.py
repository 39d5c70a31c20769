"""The file around the parts: relations, kinds of content, and the archive itself."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

from eventmgr.text.writers.word.xml import OFFICE

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

#: Parts of the text and what Word calls them.
PARTS = {
    "styles": "styles",
    "numbering": "numbering",
    "footnotes": "footnotes",
    "settings": "settings",
    "header1": "header",
    "header2": "header",
    "footer1": "footer",
}
#: The clock of the archive stands still, so that the same text gives the same file.
_WHEN = (1980, 1, 1, 0, 0, 0)


def archive(files: Mapping[str, bytes | str]) -> bytes:
    """Return a zip archive of files, the same for the same files."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, _WHEN)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            target.writestr(info, data)
    return out.getvalue()


def word_file(
    document: bytes,
    parts: Mapping[str, bytes],
    links: Mapping[str, str],
    *,
    title: str,
    author: str,
    tag: str,
    kind: str = "",
) -> bytes:
    """Return a .docx file.

    `kind` says what text it is ("conclusions"), for whoever reads the file back.
    `parts` are named as in PARTS; `links` are {address: relation}; the notes know them too.
    """
    outside = "".join(
        f"<Relationship Id={quoteattr(name)} Type={quoteattr(OFFICE + '/hyperlink')} "
        f'Target={quoteattr(address)} TargetMode="External"/>'
        for address, name in links.items()
    )
    inside = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{PARTS[name]}" Target="{name}.xml"/>'
        for name in parts
    )
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{PARTS[name]}+xml"/>'
        for name in parts
    )
    files: dict[str, bytes | str] = {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
        f"{overrides}"
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>',
        "_rels/.rels": _relations(
            f'<Relationship Id="text" Type="{OFFICE}/officeDocument" '
            'Target="word/document.xml"/>'
            f'<Relationship Id="about" Type="{_PACKAGE}/relationships/metadata/core-properties" '
            'Target="docProps/core.xml"/>'
        ),
        "docProps/core.xml": f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(author)}</dc:creator>"
        f"<dc:language>{escape(tag)}</dc:language>"
        f"<cp:category>{escape(kind)}</cp:category></cp:coreProperties>",
        "word/document.xml": document,
        "word/_rels/document.xml.rels": _relations(inside + outside),
    }
    if "footnotes" in parts:
        files["word/_rels/footnotes.xml.rels"] = _relations(outside)
    for name, data in parts.items():
        files[f"word/{name}.xml"] = data
    return archive(files)


def _relations(inner: str) -> str:
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'
