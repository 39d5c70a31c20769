"""References from one paragraph to another: stored by uid, said as the number of the moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from flask import g
from sqlalchemy import select

from eventmgr.database import db
from eventmgr.drafting.models import StructuredText, TextNode
from eventmgr.drafting.queries import Tree, number
from eventmgr.i18n.languages import INTERFACE_LANGUAGES
from eventmgr.i18n.marks import N_
from eventmgr.language import current
from eventmgr.printing.words import Words
from eventmgr.text.inline import Refer, references, to_plain


class Referred(Protocol):
    """What a reference may lead to: a paragraph of a tree or of an edition."""

    @property
    def uid(self) -> str: ...

    @property
    def reference(self) -> str: ...


def places(paragraphs: Iterable[Referred]) -> dict[str, tuple[str, int]]:
    """Return {uid: (reference such as "4 (c)", place among the unnumbered ones from 1)}."""
    found: dict[str, tuple[str, int]] = {}
    plain = 0
    for paragraph in paragraphs:
        if not paragraph.reference:
            plain += 1
        found[paragraph.uid] = (paragraph.reference, 0 if paragraph.reference else plain)
    return found


def refer_in(where: Mapping[str, tuple[str, int]], language: str) -> Refer:
    """Return the words of references in a language, from what `places` found.

    In languages that have no words of ours the number stands alone.
    """
    words = Words(language)
    spoken = language in INTERFACE_LANGUAGES

    def refer(uid: str) -> str | None:
        if uid not in where:
            return None
        reference, place = where[uid]
        if not reference:
            return words.say(N_("unnumbered paragraph %(number)s"), number=place)
        return words.say(N_("paragraph %(number)s"), number=reference) if spoken else reference

    return refer


def refer_now(uid: str) -> str | None:
    """Say a reference for the reader of this page, wherever its text is looked at.

    For pages that show single paragraphs; pages of whole texts hand their own places on, which
    asks the database nothing.
    """
    row = db.session.execute(
        select(TextNode.text_id, StructuredText.version)
        .join(StructuredText, StructuredText.id == TextNode.text_id)
        .where(TextNode.uid == uid)
    ).first()
    if row is None:
        return None
    known: dict[tuple[int, int], dict[str, tuple[str, int]]] = g.setdefault("places_of_texts", {})
    found = known.get((row.text_id, row.version))
    if found is None:
        found = known[row.text_id, row.version] = _places_of(row.text_id)
    return refer_in(found, current())(uid)


class _Place:
    def __init__(self, uid: str, reference: str) -> None:
        self.uid, self.reference = uid, reference


def _places_of(text_id: int) -> dict[str, tuple[str, int]]:
    document = db.session.get_one(StructuredText, text_id)
    nodes = [
        node
        for node in db.session.scalars(
            select(TextNode)
            .where(TextNode.text_id == text_id)
            .order_by(TextNode.position, TextNode.id)
        )
        if node.deleted_at is None or node.held
    ]
    numbered = zip(nodes, number(nodes, document), strict=True)
    return places(
        _Place(node.uid, reference)
        for node, (_label, reference) in numbered
        if node.deleted_at is None
    )


def words_of_references(tree: Tree, language: str) -> dict[str, str]:
    """Return {uid: "paragraph 4 (c)"} of all paragraphs, as a field shows references."""
    where = places(tree.paragraphs)
    refer = refer_in(where, language)
    return {uid: refer(uid) or "" for uid in where}


def targets(tree: Tree, language: str, but: str = "") -> list[tuple[str, str]]:
    """Return what a paragraph may refer to: [(uid, "paragraph 4 (c): first words")]."""
    found = []
    for uid, words in words_of_references(tree, language).items():
        paragraph = tree.find(uid)
        if paragraph is None or uid == but:
            continue
        beginning = to_plain(paragraph.text(language) or paragraph.text(tree.source))[:50]
        found.append((uid, f"{words}: {beginning}"))
    return found


def dangling(tree: Tree) -> dict[str, list[str]]:
    """Return {uid of a paragraph: languages in which it refers to one that is not there}."""
    there = {paragraph.uid for paragraph in tree.paragraphs}
    found: dict[str, list[str]] = {}
    for paragraph in tree.paragraphs:
        for code in tree.languages:
            if any(uid not in there for uid in references(paragraph.text(code))):
                found.setdefault(paragraph.uid, []).append(code)
    return found
