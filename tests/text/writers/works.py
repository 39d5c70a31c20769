"""Works for the tests of writers: made by hand, by chance, and from the seeds."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

from eventmgr.text.edition import (
    Edition,
    EditionParagraph,
    Head,
    Institution,
    Marker,
    Provenance,
    Statement,
    Work,
)
from eventmgr.text.footnotes import inline_footnotes
from eventmgr.text.model import Document, NodeKind
from eventmgr.text.numbering import STYLES, labels
from eventmgr.text.readers import read

SAMPLES = Path(__file__).parents[1] / "samples"

_WORDS = st.text(
    alphabet=st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff"),
    max_size=40,
)
_LANGUAGES = ("en", "cnr", "sq")
_HEADS = st.builds(
    Head,
    title=_WORDS,
    subtitles=st.tuples(_WORDS),
    organisers=st.lists(st.builds(Institution, _WORDS, _WORDS, _WORDS), max_size=3).map(tuple),
    place=_WORDS,
    dates=_WORDS,
    note=_WORDS,
    heading=_WORDS,
    adoption_note=_WORDS,
    closing=_WORDS,
    designation_notes=st.lists(st.builds(Marker, _WORDS, _WORDS), max_size=2).map(tuple),
    disclaimer=_WORDS,
    remarks=st.lists(_WORDS, max_size=2).map(tuple),
    untranslated=st.dictionaries(st.sampled_from(_LANGUAGES), _WORDS, max_size=2),
)


@st.composite
def works(draw: st.DrawFn) -> Work:
    """Any work at all, sensible or not."""
    texts = st.dictionaries(st.sampled_from(_LANGUAGES), _WORDS)
    paragraphs = tuple(
        EditionParagraph(
            uid=f"{place:016x}",
            kind=draw(st.sampled_from(list(NodeKind))).value,
            level=draw(st.integers(0, 3)),
            label=draw(_WORDS),
            reference=draw(_WORDS),
            texts=draw(texts),
            behind=draw(st.lists(st.sampled_from(_LANGUAGES), max_size=3).map(tuple)),
            states=draw(st.dictionaries(st.sampled_from(_LANGUAGES), _WORDS)),
        )
        for place in range(draw(st.integers(0, 6)))
    )
    return Work(
        edition=Edition(
            kind=draw(st.sampled_from(["conclusions", "concept-paper", "press-release"])),
            authentic=draw(st.sampled_from(_LANGUAGES)),
            languages=draw(st.permutations(_LANGUAGES).map(tuple)),
            paragraphs=paragraphs,
            label_style=draw(st.sampled_from(STYLES)),
        ),
        heads=draw(st.dictionaries(st.sampled_from(_LANGUAGES), _HEADS)),
        provenance=draw(st.builds(Provenance, _WORDS, _WORDS, _WORDS, _WORDS, _WORDS, _WORDS)),
        statements=draw(
            st.lists(st.builds(Statement, _WORDS, _WORDS, texts), max_size=2).map(tuple)
        ),
        adoption=draw(st.dictionaries(_WORDS, st.one_of(_WORDS, st.integers(), st.booleans()))),
    )


def work_of(document: Document, language: str = "en") -> Work:
    """Return a read document as a work in one language, its notes in place."""
    printed = labels(document.nodes, document.label_style, restart=document.restarts)
    dates = " ".join(day.isoformat() for day in (document.start, document.end) if day)
    return Work(
        Edition(
            kind=document.kind.value,
            authentic=language,
            languages=(language,),
            label_style=document.label_style,
            paragraphs=tuple(
                EditionParagraph(
                    uid=node.uid,
                    kind=node.kind.value,
                    level=node.level,
                    label=label.printed,
                    reference=label.plain,
                    texts={language: text},
                )
                for node, label, text in zip(
                    document.nodes, printed, inline_footnotes(document), strict=True
                )
            ),
        ),
        {
            language: Head(
                title=document.title or "",
                subtitles=tuple(document.subtitle),
                organisers=tuple(Institution(name) for name in document.organisers),
                place=", ".join(part for part in (document.place, document.country) if part),
                dates=dates,
                heading=document.doc_type or "",
            )
        },
    )


def seed(name: str) -> Document:
    """Return a seed by its first four signs, such as "S002"."""
    path = next(SAMPLES.glob(f"{name[1:]}*"), None) or next(SAMPLES.glob(f"*{name}*"))
    return read(path.read_bytes(), path.name)
