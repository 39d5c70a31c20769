"""A paper as it was circulated: every language as printed, kept as one canonical JSON text.

What is printed from a snapshot comes from nowhere else, so that a later change of the event, of
an organisation's name or of a logo leaves it as the approvers saw it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from markupsafe import Markup

from eventmgr.directory.logos import logos_by_key
from eventmgr.directory.naming import NamesMissing
from eventmgr.drafting.edition import edition_of
from eventmgr.drafting.queries import Tree
from eventmgr.events.models import Event
from eventmgr.events.prints import NotPrintable
from eventmgr.papers.models import PaperVersion
from eventmgr.printing.papers import (
    DesignationNote,
    Masthead,
    Organiser,
    PrintedNode,
    PrintedNote,
    TextPaper,
)

SCHEMA = "eventmgr circulated paper 1"
Builder = Callable[[Event, str], TextPaper]


@dataclass(frozen=True)
class Kept:
    """A paragraph of a snapshot in all its languages."""

    uid: str
    kind: str
    level: int
    label: str
    texts: dict[str, str]


@dataclass(frozen=True)
class Snapshot:
    """A circulated version read back: paragraphs, and the paper's data in each language."""

    languages: tuple[str, ...]
    source: str
    paragraphs: tuple[Kept, ...]
    papers: dict[str, dict[str, Any]]


def paper_data(paper: TextPaper) -> dict[str, Any]:
    """Return what a paper prints as plain data; of a logo only the key of its picture."""
    data = asdict(paper)
    for organiser in data["masthead"]["organisers"]:
        logo = organiser["logo"]
        organiser["logo"] = logo.key if logo else ""
    plain: dict[str, Any] = json.loads(json.dumps(data, default=str))
    return plain


def canonical(data: Any) -> str:
    """Return data as the one JSON text it has."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def take(event: Event, tree: Tree, build: Builder) -> str:
    """Return the text of a snapshot of all languages that can be printed now.

    `build` makes the paper without its line about the version. Raises NotPrintable or
    NamesMissing where the language one drafts in cannot be printed.
    """
    papers = {tree.source: paper_data(build(event, tree.source))}
    for code in tree.languages[1:]:
        try:
            papers[code] = paper_data(build(event, code))
        except (NotPrintable, NamesMissing):
            continue
    return canonical(
        {
            "schema": SCHEMA,
            "source": tree.source,
            "languages": list(papers),
            "paragraphs": [asdict(one) for one in kept_paragraphs(tree, list(papers))],
            "papers": papers,
        }
    )


def kept_paragraphs(tree: Tree, languages: Sequence[str]) -> list[Kept]:
    """Return the paragraphs of a text as it stands now, as a snapshot keeps them."""
    return [
        Kept(one.uid, one.kind, one.level, one.label, dict(one.texts))
        for one in edition_of(tree, languages).paragraphs
    ]


def fingerprint(text: str) -> str:
    """Return the SHA-256 of a snapshot in hexadecimal figures."""
    return hashlib.sha256(text.encode()).hexdigest()


def read(version: PaperVersion) -> Snapshot:
    """Read a circulated version; raises ValueError where its text was tampered with."""
    if fingerprint(version.snapshot) != version.sha256:
        raise ValueError(f"the snapshot of version {version.number} is not what was circulated")
    data = json.loads(version.snapshot)
    return Snapshot(
        languages=tuple(data["languages"]),
        source=data["source"],
        paragraphs=tuple(Kept(**one) for one in data["paragraphs"]),
        papers=data["papers"],
    )


def read_paper(data: dict[str, Any], note: str) -> TextPaper:
    """Return a paper of a snapshot, with a line about its version."""
    head = data["masthead"]
    logos = logos_by_key([one["logo"] for one in head["organisers"] if one["logo"]])
    masthead = Masthead(
        title=head["title"],
        language=head["language"],
        subtitles=tuple(head["subtitles"]),
        organisers=tuple(
            Organiser(one["name"], one["acronym"], one["role"], logos.get(one["logo"]))
            for one in head["organisers"]
        ),
        place=head["place"],
        dates=head["dates"],
        short_title=head["short_title"],
        note=". ".join(part for part in (note, head["note"]) if part),
        designation_notes=tuple(DesignationNote(*pair) for pair in head["designation_notes"]),
    )
    return TextPaper(
        masthead=masthead,
        doc_type=data["doc_type"],
        # The texts were made safe when they were kept, and their fingerprint was compared.
        nodes=tuple(PrintedNode(**one | {"html": _safe(one["html"])}) for one in data["nodes"]),
        heading=data["heading"],
        notes=tuple(PrintedNote(one["number"], _safe(one["html"])) for one in data["notes"]),
        adoption_note=data["adoption_note"],
        closing=data["closing"],
        signatures=tuple(data["signatures"]),
        courtesy_translation=data["courtesy_translation"],
        outdated=tuple(data["outdated"]),
        authentic_language=data["authentic_language"],
        disclaimer=data["disclaimer"],
    )


def _safe(html: str) -> Markup:
    return Markup(html)  # noqa: S704 - see read_paper
