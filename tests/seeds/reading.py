"""The five seeds as the tests see them: read from beside the repository, or loudly skipped."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from eventmgr.text.inline import to_plain
from eventmgr.text.lint import lint_document
from eventmgr.text.model import Document, Node, NodeKind
from eventmgr.text.readers import read

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"


@cache
def _data(prefix: str) -> tuple[bytes, str] | None:
    found = sorted(SEEDS.glob(f"{prefix}_*.txt")) if SEEDS.is_dir() else []
    return (found[0].read_bytes(), found[0].name) if found else None


def seed_bytes(prefix: str) -> tuple[bytes, str]:
    """Bytes and name of a seed; where the seeds are not, the test is skipped and says so."""
    found = _data(prefix)
    if found is None:
        reason = f"SEED {prefix} IS NOT HERE ({SEEDS}): its checklist was NOT tested"
        pytest.skip(reason)
    return found


def seed_text(prefix: str) -> str:
    """The seed as text."""
    return seed_bytes(prefix)[0].decode("utf-8")


def seed_document(prefix: str) -> Document:
    """A fresh reading of the seed."""
    data, name = seed_bytes(prefix)
    return read(data, name)


def kinds(document: Document) -> list[str]:
    """Kinds of the nodes in reading order."""
    return [str(node.kind) for node in document.nodes]


def numbered(document: Document) -> list[Node]:
    """The operative paragraphs."""
    return document.of_kind(NodeKind.OPERATIVE)


def lint_codes(document: Document) -> set[str]:
    """Codes of every remark on the text."""
    return {remark.code for remark in [*document.lint, *lint_document(document)]}


def all_words(text: str) -> set[str]:
    """Words for comparing: letters and digits only."""
    return set(re.findall(r"[^\W_]+", text))


def document_words(document: Document) -> set[str]:
    """Every word a reading kept: in the tree, its head, notes, labels, or listed as removed."""
    data = document.to_json_dict()
    pieces = [data["title"] or "", *data["subtitle"], data["doc_type"] or "", data["place"] or ""]
    pieces += [data["country"] or "", *data["organisers"]]
    for node in document.nodes:
        pieces += [to_plain(node.text), node.text, node.source_label or ""]
    for note in document.footnotes:
        pieces += [str(note.number), to_plain(note.text), note.text]
    pieces += [item.text for item in document.removed]
    for day in (document.start, document.end):
        if day:
            pieces += [str(day.day), day.strftime("%B"), str(day.year)]
    return all_words(" ".join(pieces))
