"""The adopted edition: one canonical text of all languages, its fingerprint, and reading it back.

Nothing that is printed after adoption comes from anywhere else, so that a later change of the
event's title or of an organisation's name leaves the adopted paper as it was.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from eventmgr.drafting.edition import Edition, EditionParagraph
from eventmgr.printing.papers import DesignationNote, Masthead, Organiser, TextPaper

SCHEMA = "eventmgr adopted edition 1"


def canonical_json(data: Any) -> str:
    """Return data as the one JSON text it has: sorted keys, no spaces, letters as they are."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fingerprint(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, in hexadecimal figures."""
    return hashlib.sha256(text.encode()).hexdigest()


def head_data(paper: TextPaper) -> dict[str, Any]:
    """Return what the head and the end of a paper say, as plain data."""
    head = paper.masthead
    return {
        "title": head.title,
        "subtitles": list(head.subtitles),
        "organisers": [
            {"name": one.name, "acronym": one.acronym, "role": one.role} for one in head.organisers
        ],
        "place": head.place,
        "dates": head.dates,
        "designation_notes": [list(note) for note in head.designation_notes],
        "heading": paper.heading,
        "adoption_note": paper.adoption_note,
        "closing": paper.closing,
        "disclaimer": paper.disclaimer,
    }


def sealed_text(
    edition: Edition, heads: dict[str, dict[str, Any]], adoption: dict[str, Any], style: str
) -> str:
    """Return the adopted edition as canonical JSON."""
    return canonical_json(
        {
            "schema": SCHEMA,
            "kind": edition.kind,
            "authentic_language": edition.authentic,
            "languages": list(edition.languages),
            "label_style": style,
            "adoption": adoption,
            "heads": heads,
            "paragraphs": [
                {
                    "uid": one.uid,
                    "kind": one.kind,
                    "level": one.level,
                    "label": one.label,
                    "reference": one.reference,
                    "texts": one.texts,
                    "not_up_to_date": list(one.behind),
                }
                for one in edition.paragraphs
            ],
        }
    )


def read_edition(data: dict[str, Any]) -> Edition:
    """Return the paragraphs of a sealed edition."""
    return Edition(
        kind=data["kind"],
        authentic=data["authentic_language"],
        languages=tuple(data["languages"]),
        paragraphs=tuple(
            EditionParagraph(
                uid=one["uid"],
                kind=one["kind"],
                level=one["level"],
                label=one["label"],
                reference=one["reference"],
                texts=one["texts"],
                behind=tuple(one["not_up_to_date"]),
            )
            for one in data["paragraphs"]
        ),
    )


def read_masthead(head: dict[str, Any], language: str, note: str) -> Masthead:
    """Return the head of the sealed paper in a language."""
    return Masthead(
        title=head["title"],
        language=language,
        subtitles=tuple(head["subtitles"]),
        organisers=tuple(
            Organiser(name=one["name"], acronym=one["acronym"], role=one["role"])
            for one in head["organisers"]
        ),
        place=head["place"],
        dates=head["dates"],
        note=note,
        designation_notes=tuple(
            DesignationNote(marker, text) for marker, text in head["designation_notes"]
        ),
    )
