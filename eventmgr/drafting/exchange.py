"""A text to a translator's program and back: what a returned file would change, and changing it."""

from __future__ import annotations

import base64
import enum
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _
from sqlalchemy import select

from eventmgr.database import db
from eventmgr.drafting import actions, queries
from eventmgr.drafting.models import (
    ImportDraft,
    StructuredText,
    TextNode,
    TranslationState,
)
from eventmgr.drafting.queries import Paragraph, Tree
from eventmgr.drafting.reading import discard_drafts
from eventmgr.drafting.words import KIND_WORDS
from eventmgr.i18n.languages import is_known, language_name
from eventmgr.i18n.marks import N_
from eventmgr.language import current
from eventmgr.text.inline import Span, canonical, parse
from eventmgr.text.readers.errors import UnreadableFile

# Writer and reader stand on an XML library: only whoever exchanges files loads it.
if TYPE_CHECKING:
    from eventmgr.text.writers.xliff import Unit
    from eventmgr.text.writers.xliff_in import Returned, ReturnedFile

_STATES = {
    "initial": TranslationState.DRAFT,
    "translated": TranslationState.TRANSLATED,
    "reviewed": TranslationState.CHECKED,
    "final": TranslationState.CHECKED,
}


class Fate(enum.StrEnum):
    """What becomes of a unit that came back."""

    NEW = "new"
    CHANGED = "changed"
    STATE = "state"
    NEWER = "newer"  # somebody translated the paragraph here after the file went out
    SAME = "same"
    EMPTY = "empty"
    STALE = "stale"  # the source has been changed since
    FOREIGN = "foreign"


#: What may be taken, and what is taken unless somebody says no.
TAKEN = frozenset({Fate.NEW, Fate.CHANGED, Fate.STATE})
POSSIBLE = TAKEN | {Fate.NEWER}


@dataclass(frozen=True)
class Row:
    """A unit beside its paragraph; `warnings` name marks the translation has lost or gained."""

    unit: Returned
    fate: Fate
    paragraph: Paragraph | None = None
    state: TranslationState = TranslationState.TRANSLATED
    source: str = ""
    present: str = ""
    warnings: tuple[str, ...] = ()


def original_of(text: StructuredText) -> str:
    """Return the name by which a file knows the text it was made from."""
    return f"{text.kind.value}-{text.id}"


def translation_file(text: StructuredText, tree: Tree, language: str, title: str) -> bytes:
    """Return the paragraphs of a text as XLIFF 2.0 into a language.

    Its notes for the translator are in the language of the person who takes the file.
    """
    from eventmgr.text.writers.xliff import write_xliff

    return write_xliff(
        _units(tree, language), tree.source, language, original=original_of(text), title=title
    )


def translation_table(text: StructuredText, tree: Tree, language: str) -> bytes:
    """Return the paragraphs of a text as a table of two languages (CSV)."""
    from eventmgr.text.writers.bilingual import write_bilingual

    return write_bilingual(
        _units(tree, language), tree.source, language, original=original_of(text)
    )


def _units(tree: Tree, language: str) -> Iterable[Unit]:
    return (_unit(one, tree.source, language) for one in tree.paragraphs if one.text(tree.source))


def _unit(one: Paragraph, source: str, language: str) -> Unit:
    from eventmgr.text.writers.xliff import Unit

    wording = one.wording(language)
    said = str(KIND_WORDS.get((one.kind, one.level), one.kind.value))
    notes = [f"{one.reference}: {said}" if one.reference else said]
    if wording.rendered is not None:
        notes.append(
            _("This translation was made from an earlier wording: %(text)s", text=wording.rendered)
        )
    notes += [comment.body for comment in one.comments]
    return Unit(
        uid=one.uid,
        name=one.reference or one.kind.value,
        source=one.text(source),
        target=wording.text,
        state=wording.state.value,
        revision=str(one.wording(source).revision_id or ""),
        target_revision=str(wording.revision_id or ""),
        notes=notes,
    )


# --- back -----------------------------------------------------------------------------------------


def keep_file(data: bytes, name: str, *, purpose: str, event_id: int, user: Any) -> ImportDraft:
    """Keep a returned file until it has been looked at; an earlier one of the person is let go.

    Raises UnreadableFile where it is neither XLIFF 2.0 nor our table.
    """
    found = _read(data)
    discard_drafts(user=user, purpose=purpose)
    draft = ImportDraft(
        event_id=event_id,
        user_id=user.id,
        purpose=purpose,
        filename=name[-255:],
        source="",
        content=base64.b64encode(data).decode(),
        language=found.target if is_known(found.target) else "",
    )
    db.session.add(draft)
    db.session.flush()
    return draft


def kept_file(draft: ImportDraft) -> ReturnedFile:
    """Return what a kept file holds."""
    return _read(base64.b64decode(draft.content))


def _read(data: bytes) -> ReturnedFile:
    """Read a translation file or a table, told apart by how they begin."""
    from eventmgr.text.writers.bilingual import read_bilingual
    from eventmgr.text.writers.xliff_in import read_xliff

    first = data.lstrip(b"\xef\xbb\xbf \t\r\n").partition(b"\n")[0][:2000]
    columns = any(sign in first for sign in (b",", b";", b"\t"))
    if columns and not first.startswith((b"<", b"PK", b"\xff\xfe<", b"\xfe\xff\0<")):
        return read_bilingual(data)
    return read_xliff(data)


def check_file(text: StructuredText, tree: Tree, found: ReturnedFile) -> None:
    """Refuse a file that was not made from this text; raises UnreadableFile saying why."""
    if found.original and found.original != original_of(text):
        raise UnreadableFile(
            N_("This file was made from another text. Please open that text and bring it in there.")
        )
    if found.source != tree.source:
        raise UnreadableFile(
            N_("This file translates from %(language)s, but the text is written in %(source)s."),
            {"language": _named(found.source), "source": _named(tree.source)},
        )
    if found.target not in tree.languages or found.target == tree.source:
        raise UnreadableFile(
            N_("This file translates into %(language)s, which is no language of this text."),
            {"language": _named(found.target)},
        )
    if not found.units:
        raise UnreadableFile(N_("The file holds no units. Nothing would change."))


def _named(code: str) -> str:
    return language_name(code, current()) if is_known(code) else code


def rows_of(tree: Tree, found: ReturnedFile) -> list[Row]:
    """Return each unit of a file with what would become of it, in the order of the text."""
    order = {one.uid: place for place, one in enumerate(tree.paragraphs)}
    units = sorted(found.units, key=lambda unit: order.get(unit.uid, len(order)))
    return [_row(unit, tree, found.target) for unit in units]


def _row(unit: Returned, tree: Tree, language: str) -> Row:
    one = tree.find(unit.uid)
    if one is None:
        return Row(unit, Fate.FOREIGN)
    source, wording = one.text(tree.source), one.wording(language)
    state = _STATES[unit.state]
    fate = Fate.CHANGED
    if unit.target is None:
        fate = Fate.EMPTY
    elif parse(unit.source) != parse(source):
        fate = Fate.STALE
    elif unit.target == canonical(wording.text):
        settled = wording.state in queries.CURRENT and wording.state.value == state.value
        # A file says "initial" of whatever is not settled here either.
        fate = Fate.SAME if settled or state is TranslationState.DRAFT else Fate.STATE
    elif wording.text and unit.target_revision != str(wording.revision_id or ""):
        fate = Fate.NEWER
    elif not wording.text:
        fate = Fate.NEW
    warnings = _lost_marks(source, unit.target) if unit.target is not None else ()
    return Row(unit, fate, one, state, source, wording.text, tuple(warnings))


def _lost_marks(source: str, target: str) -> Iterable[str]:
    """Say which notes, links and references the two sides do not share."""
    words = {
        "note": _("The number of footnotes differs from the source."),
        "link": _("The number of links differs from the source."),
        "ref": _("The references to other paragraphs differ from the source."),
    }
    left, right = _marks(parse(source)), _marks(parse(target))
    return [said for kind, said in words.items() if left.get(kind, 0) != right.get(kind, 0)]


def _marks(spans: Iterable[Span]) -> dict[str, int]:
    found: dict[str, int] = {}
    for span in spans:
        found[span.kind] = found.get(span.kind, 0) + 1
        for kind, count in _marks(span.children).items():
            found[kind] = found.get(kind, 0) + count
    return found


def take_rows(
    text: StructuredText,
    tree: Tree,
    language: str,
    rows: Iterable[Row],
    *,
    actor: Any,
    filename: str,
) -> int:
    """Write the translations of rows as ordinary revisions; return how many.

    Notes of the translator become comments beside their paragraphs. Raises what `edit_node`
    raises: Conflict where somebody was quicker, Frozen where the text is adopted.
    """
    chosen = [row for row in rows if row.paragraph is not None and row.fate in POSSIBLE]
    nodes = {
        node.uid: node
        for node in db.session.scalars(
            select(TextNode).where(
                TextNode.text_id == text.id,
                TextNode.uid.in_([row.unit.uid for row in chosen]),
            )
        )
    }
    for row in chosen:
        assert row.paragraph is not None
        node = nodes[row.unit.uid]
        actions.edit_node(
            text,
            node,
            language,
            row.unit.target or "",
            row.paragraph.wording(language).number,
            actor=actor,
            reason=_("From the translation file %(name)s", name=filename or "XLIFF"),
            state=row.state,
            rendered=row.paragraph.wording(tree.source).revision_id,
        )
        for note in row.unit.notes:
            actions.add_comment(text, node, note, actor=actor)
    return len(chosen)
