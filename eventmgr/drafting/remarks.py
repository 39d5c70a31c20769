"""Hints on wording, beside the paragraph they concern; nothing is ever changed for them (G4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from eventmgr.drafting.queries import Tree
from eventmgr.drafting.referring import places, refer_in
from eventmgr.events.wording import said
from eventmgr.text.footnotes import collect_footnotes
from eventmgr.text.inline import links, refer_to, references, to_plain
from eventmgr.text.lint_names import Known
from eventmgr.text.model import Document, DocumentKind, Footnote, Node, NodeKind, Remark

if TYPE_CHECKING:
    from eventmgr.text.house import House


@dataclass(frozen=True)
class Hint:
    """A remark in the reader's language; `code` tells kinds of remarks apart."""

    code: str
    message: str

    @property
    def about_names(self) -> bool:
        """Tell whether it concerns a designation (DES-20)."""
        return self.code.startswith(("designation", "organisation")) or (
            self.code == "typed-asterisk"
        )


@dataclass
class Hints:
    """Remarks by paragraph (uid), and those on the whole text."""

    by_uid: dict[str, list[Hint]] = field(default_factory=dict)
    general: list[Hint] = field(default_factory=list)

    def all(self) -> list[Hint]:
        """Return every remark once, those on the whole text first."""
        return [*self.general, *(hint for hints in self.by_uid.values() for hint in hints)]


def document_of(tree: Tree, language: str, title: str = "") -> Document:
    """Return one language of a text as the text engine knows it, with numbered footnotes.

    References to other paragraphs are written out: a file knows no uid.
    """
    refer = refer_in(places(tree.paragraphs), language)
    texts, notes = collect_footnotes([refer_to(text, refer) for text in tree.texts(language)])
    nodes = [
        Node(NodeKind(one.kind.value), text, one.level, uid=one.uid)
        for one, text in zip(tree.paragraphs, texts, strict=True)
        if text
    ]
    return Document(
        kind=DocumentKind(tree.document.kind.value),
        language=language,
        title=title or None,
        doc_type=tree.document.doc_type.get(language),
        nodes=nodes,
        footnotes=list(notes),
        label_style=tree.document.label_style,
    )


def hints_of(
    tree: Tree,
    language: str,
    *,
    day: date,
    title: str = "",
    subtitle: str = "",
    stems: Iterable[str] = (),
    known: Iterable[Known] = (),
    forms: Mapping[str, str] | None = None,
    house: House | None = None,
) -> Hints:
    """Return the remarks on one language of a text.

    `known` are the organisations of the register in that language (DES-19), `forms` the forms of
    names that the event prints (DES-20), `house` whose spelling its papers follow; each line of
    `subtitle` is looked at with the title.

    `stems` are the beginnings of designations that carry a footnote: their asterisk is as it
    should be, as the print sets the footnote (DES-02).
    """
    document = document_of(tree, language, title)
    document.subtitle = subtitle.splitlines()
    if tree.held:
        document.held = {one.uid: one.label.plain for one in tree.paragraphs if one.label.plain}
    allowed = tuple(stems)
    plain = [(node.uid, to_plain(node.text)) for node in document.nodes]
    found = Hints()
    there = {one.uid for one in tree.paragraphs}
    for one in tree.paragraphs:
        if any(uid not in there for uid in references(one.text(language))):
            found.by_uid.setdefault(one.uid, []).append(Hint("reference-lost", _lost()))
    for remark in _linted(document, day, tuple(known), forms or {}, house):
        word = str(remark.params.get("words", "")).casefold()
        if remark.code == "typed-asterisk" and allowed and word.startswith(allowed):
            continue
        hint = Hint(remark.code, said(remark))
        where = remark.where.strip()
        uid = next((uid for uid, text in plain if where and where in text), None)
        target = found.general if uid is None else found.by_uid.setdefault(uid, [])
        if hint not in target:
            target.append(hint)
    return found


def _lost() -> str:
    return _(
        "This paragraph refers to one that is no longer there. Please choose another or write "
        "the words without it."
    )


def _linted(
    document: Document,
    day: date,
    known: tuple[Known, ...],
    forms: Mapping[str, str],
    house: House | None,
) -> tuple[Remark, ...]:
    """Return the engine's remarks; a text that has not changed is not read again."""
    return _linted_once(
        document.kind,
        document.language,
        document.title,
        tuple(document.subtitle),
        document.doc_type,
        document.label_style,
        tuple((node.kind, node.level, node.text, node.uid) for node in document.nodes),
        tuple((note.number, note.text) for note in document.footnotes),
        tuple((document.held or {}).items()),
        day,
        known,
        tuple(sorted(forms.items())),
        house,
    )


@lru_cache(maxsize=24)
def _linted_once(
    kind: DocumentKind,
    language: str | None,
    title: str | None,
    subtitle: tuple[str, ...],
    doc_type: str | None,
    label_style: str,
    nodes: tuple[tuple[NodeKind, int, str, str], ...],
    notes: tuple[tuple[int | str, str], ...],
    held: tuple[tuple[str, str], ...],
    day: date,
    known: tuple[Known, ...],
    forms: tuple[tuple[str, str], ...],
    house: House | None,
) -> tuple[Remark, ...]:
    from eventmgr.text.lint import lint_document

    document = Document(
        kind=kind,
        language=language,
        title=title,
        subtitle=list(subtitle),
        doc_type=doc_type,
        label_style=label_style,
        nodes=[Node(each, text, level, uid=uid) for each, level, text, uid in nodes],
        footnotes=[Footnote(number, text, links(text)) for number, text in notes],
        held=dict(held) or None,
    )
    return tuple(lint_document(document, date=day, known=known, forms=dict(forms), house=house))
