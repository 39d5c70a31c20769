"""Logos of organisations: checked and made anew when they are sent, read when papers are made."""

from __future__ import annotations

import hashlib
import io
import struct
import zlib
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import select

from eventmgr.database import db
from eventmgr.directory.models import OrganisationLogo
from eventmgr.i18n.marks import N_
from eventmgr.once import once
from eventmgr.printing.logos import Logo

if TYPE_CHECKING:
    from PIL.Image import Image

# What is sent, in bytes, and what a picture may unpack to, in pixels.
MOST_BYTES = 3_000_000
MOST_PIXELS = 25_000_000
# Print needs no more than this on the longer side; less than the least looks torn on paper.
LONGEST = 1400
LEAST = 60

# What the last part of a whole file of each kind holds.
_END = {"PNG": b"IEND", "JPEG": b"\xff\xd9"}
_UNREADABLE = N_("This file could not be read as a picture. Please send the logo as PNG or JPEG.")


class UnusableLogo(Exception):
    """A picture cannot be taken; `msgid` says why and what to do."""

    def __init__(self, msgid: str) -> None:
        super().__init__(msgid)
        self.msgid = msgid


def read_logo(data: bytes) -> tuple[bytes, int, int]:
    """Return (PNG, width, height) of a picture that somebody sent, made anew from its pixels.

    Nothing of the file itself is kept: hidden parts, places and programs in it are gone. The
    white around a logo is cut off, so that size means what one sees. Raises UnusableLogo for
    anything but a PNG or JPEG picture of a usable size.
    """
    from PIL import Image, UnidentifiedImageError

    if len(data) > MOST_BYTES:
        raise UnusableLogo(N_("This picture is larger than 3 MB. Please send a smaller one."))
    try:
        # Only these two readers are asked: what other formats can do never runs.
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise UnusableLogo(
                    N_("This picture has too many points. Please send one of at most 5000 × 5000.")
                )
            # Read to the end: the PDF engine lets the library take pictures that were cut off.
            if _END[picture.format or ""] not in data:
                raise UnusableLogo(_UNREADABLE)
            picture.load()
            flat = _on_white(picture)
    except UnusableLogo:
        raise
    except (
        Image.DecompressionBombError,
        UnidentifiedImageError,
        OSError,
        SyntaxError,
        ValueError,
        MemoryError,
        EOFError,
        IndexError,
        OverflowError,
        TypeError,
        KeyError,
        struct.error,
        zlib.error,
    ) as error:
        raise UnusableLogo(_UNREADABLE) from error
    flat = _trimmed(flat)
    if min(flat.size) < LEAST // 3 or max(flat.size) < LEAST:
        raise UnusableLogo(
            N_("This picture is too small to print well. Please send one of at least 300 points.")
        )
    flat.thumbnail((LONGEST, LONGEST))
    target = io.BytesIO()
    flat.save(target, "PNG", optimize=True)
    return target.getvalue(), flat.width, flat.height


def _on_white(picture: Image) -> Image:
    from PIL import Image

    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        with_alpha = picture.convert("RGBA")
        white = Image.new("RGBA", with_alpha.size, "white")
        return Image.alpha_composite(white, with_alpha).convert("RGB")
    return picture.convert("RGB")


def _trimmed(picture: Image) -> Image:
    """Cut off the white around a logo; what a JPEG leaves of white counts as white."""
    from PIL import Image, ImageChops

    white = Image.new("RGB", picture.size, "white")
    seen = ImageChops.difference(picture, white).convert("L").point(lambda x: 255 if x > 12 else 0)
    box = seen.getbbox()
    if box is None:
        raise UnusableLogo(N_("This picture is white all over. Please look at the file again."))
    return picture.crop(box)


def key_of(data: bytes) -> str:
    """Return the key of a picture: its SHA-256 in hexadecimal figures."""
    return hashlib.sha256(data).hexdigest()


def _logo(row: OrganisationLogo) -> Logo:
    return Logo(row.sha256, row.data, row.width, row.height)


def logos_of(organisation_ids: Iterable[int]) -> dict[int, Logo]:
    """Return {organisation: its present logo} in one query."""
    ids = frozenset(organisation_ids)
    if not ids:
        return {}
    query = (
        select(OrganisationLogo)
        .where(OrganisationLogo.organisation_id.in_(ids), OrganisationLogo.removed_at.is_(None))
        .order_by(OrganisationLogo.id)
    )
    rows = once(("logos", ids), lambda: db.session.scalars(query).all())
    return {row.organisation_id: _logo(row) for row in rows}


def logos_by_key(keys: Sequence[str]) -> dict[str, Logo]:
    """Return {key: logo} of pictures that papers were made with, in one query."""
    if not keys:
        return {}
    rows = db.session.scalars(
        select(OrganisationLogo).where(OrganisationLogo.sha256.in_(set(keys)))
    )
    return {row.sha256: _logo(row) for row in rows}
