"""Works for the tests of writers: made by hand, by chance, and from the seeds."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from eventmgr.text.dates import heading_form
from eventmgr.text.edition import (
    Attached,
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
from eventmgr.text.inline import to_plain
from eventmgr.text.model import Document, Node, NodeKind
from eventmgr.text.numbering import STYLES, labels

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
    attached=st.lists(st.builds(Attached, _WORDS, _WORDS), max_size=2).map(tuple),
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
            minor=draw(st.lists(st.sampled_from(_LANGUAGES), max_size=2).map(tuple)),
            gone=draw(st.booleans()),
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
    said = document.facts.get("dateline") == "heading"
    dates = heading_form(document.start, document.end, language) if document.start else ""
    place = [document.facts.get("venue"), document.place, document.country]
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
                title=to_plain(document.title or ""),
                subtitles=tuple(to_plain(line) for line in document.subtitle),
                organisers=tuple(Institution(name) for name in document.organisers),
                place=", ".join(part for part in place if part) if said else "",
                dates=dates if said else "",
                heading=to_plain(document.doc_type or ""),
                designation_notes=tuple(
                    Marker(str(note.number), note.text)
                    for note in document.footnotes
                    if not isinstance(note.number, int)
                ),
            )
        },
    )


COUNT = "one two three four five six seven eight nine ten".split()


def labelled(style: str, levels: Sequence[int]) -> Work:
    """Return conclusions of numbered paragraphs "Point one.", … at these levels."""
    nodes = [
        Node(
            NodeKind.OPERATIVE if level == 1 else NodeKind.SUB_POINT,
            f"Point {word}.",
            level,
            uid=word,
        )
        for level, word in zip(levels, COUNT, strict=False)
    ]
    document = Document(title="Workshop", doc_type="Conclusions", nodes=nodes, label_style=style)
    return work_of(document)
