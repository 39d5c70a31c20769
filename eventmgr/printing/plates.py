"""Badges and tent cards as they are said, before anybody thinks about type and places.

Every text is in the language of the paper already, designations with their marker (DES-01).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from eventmgr.printing.papers import Masthead


@dataclass(frozen=True)
class Badge:
    """What one badge says.

    `name` are parts that stay whole as long as they can be read: given name and family name, or
    one name as protocol wants it (LOC-40). `title` stands above them ("H.E. Ambassador",
    LOC-41). `role` is a word and `role_kind` chooses its colour. `photo` is "yes", "group", "no"
    or "" where the mark is left out, `photo_words` what it means. `code` is a picture of its own
    (`data:`), "" for none; `code_words` say what it is for.
    """

    name: tuple[str, ...]
    role: str
    role_kind: str
    title: str = ""
    institution: str = ""
    designation: str = ""
    lines: tuple[str, ...] = ()
    photo: str = ""
    photo_words: str = ""
    code: str = ""
    code_words: str = ""


@dataclass(frozen=True)
class BadgePaper:
    """Badges, each face of them a document of its own (DES-03).

    `size` is "a6", one face a page, or "card", 86 by 54 mm, ten on a page of A4. With
    `both_faces` the back says the same as the front: on the next page, for printing on both
    sides of the paper.
    """

    masthead: Masthead
    badges: tuple[Badge, ...]
    size: str = "a6"
    both_faces: bool = True


@dataclass(frozen=True)
class TentCard:
    """What one tent card says: `main` large, `below` under it; both are parts that stay whole."""

    main: tuple[str, ...]
    below: tuple[str, ...] = ()


@dataclass(frozen=True)
class TentPaper:
    """Tent cards: A4, folded across the middle, with the same words on both faces."""

    masthead: Masthead
    cards: tuple[TentCard, ...]
