"""A text as an edition: its paragraphs with labels in every language, ready for print or seal."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from eventmgr.directory.known import footnoted_stems
from eventmgr.directory.naming import MARKER, MissingName, NamesMissing, Naming
from eventmgr.drafting import standing
from eventmgr.drafting.markup import inline_html
from eventmgr.drafting.queries import CURRENT, Paragraph, Tree, WordingState
from eventmgr.drafting.referring import places, refer_in
from eventmgr.events.prints import NotPrintable
from eventmgr.i18n.languages import html_lang, language_name
from eventmgr.i18n.marks import N_
from eventmgr.language import speaking
from eventmgr.printing.designations import visible_text
from eventmgr.printing.papers import (
    DesignationNote,
    Masthead,
    PrintedNode,
    PrintedNote,
    TextPaper,
)
from eventmgr.printing.words import Words
from eventmgr.text.edition import Edition, EditionParagraph, shown
from eventmgr.text.footnotes import collect_footnotes
from eventmgr.text.inline import Refer, refer_to

__all__ = ["Edition", "EditionParagraph", "body_of", "edition_of", "text_paper"]


def edition_of(tree: Tree, languages: Iterable[str] | None = None) -> Edition:
    """Return a text as it stands now, in all its languages or in some of them.

    While numbers are held, the places of deleted paragraphs stand in it ("5 [deleted]").
    """
    wanted = tuple(languages if languages is not None else tree.languages)
    return Edition(
        kind=tree.document.kind.value,
        authentic=tree.document.authentic_language or tree.source,
        languages=wanted,
        label_style=tree.document.label_style,
        paragraphs=tuple(
            EditionParagraph(
                uid=one.uid,
                kind=one.kind.value,
                level=one.level,
                label=one.label.printed,
                reference=one.reference,
                texts={code: one.text(code) for code in wanted if one.text(code)},
                behind=tuple(code for code in wanted if one.wording(code).state not in CURRENT),
                states={code: one.wording(code).state.value for code in wanted},
                minor=tuple(code for code in wanted if one.wording(code).minor),
            )
            if not one.gone
            else _gone(one, wanted)
            for one in tree.printed
            if any(wording.state is not WordingState.MISSING for wording in one.wordings.values())
        ),
    )


def _gone(one: Paragraph, languages: Iterable[str]) -> EditionParagraph:
    """Return the place of a deleted paragraph, in words for each language."""
    return EditionParagraph(
        uid=one.uid,
        kind=one.kind.value,
        level=one.level,
        label=one.label.printed,
        reference=one.reference,
        texts={code: rf"\[{Words(code).say(N_('deleted'))}\]" for code in languages},
        gone=True,
    )


def references(edition: Edition, language: str) -> dict[str, str]:
    """Return {uid: how a list of findings names the paragraph in a language}."""
    words = Words(language)
    return {
        uid: reference or words.say(N_("unnumbered paragraph %(number)s"), number=place)
        for uid, (reference, place) in places(edition.paragraphs).items()
    }


def refer_of(edition: Edition, language: str) -> Refer:
    """Return how references of an edition are said in a language; a deleted target is lost."""
    there = {one.uid for one in edition.paragraphs if not one.gone}
    found = places(edition.paragraphs)
    return refer_in({uid: place for uid, place in found.items() if uid in there}, language)


def written_out(edition: Edition) -> Edition:
    """Return the edition with its references written out, for files that know no uid."""
    refer = {code: refer_of(edition, code) for code in edition.languages}
    return replace(
        edition,
        paragraphs=tuple(
            replace(
                one,
                texts={
                    code: refer_to(text, refer[code]) if code in refer else text
                    for code, text in one.texts.items()
                },
            )
            for one in edition.paragraphs
        ),
    )


@dataclass(frozen=True)
class Body:
    """What a text prints in one language between its head and its end."""

    nodes: tuple[PrintedNode, ...]
    notes: tuple[PrintedNote, ...]
    missing: tuple[str, ...]  # uids
    outdated: tuple[str, ...]
    minor: tuple[str, ...]


def body_of(edition: Edition, language: str) -> Body:
    """Return the paragraphs in a language; what is missing stands in the authentic one, marked.

    Notes are numbered through the paper. Raises NotPrintable where nothing is there in the
    language.
    """
    if not any(language in paragraph.texts for paragraph in edition.paragraphs):
        raise NotPrintable(
            _l(
                "There is no text in this language yet: %(language)s.",
                language=language_name(language, language),
            )
        )
    refer = {code: refer_of(edition, code) for code in {language, *edition.languages}}
    wordings = [shown(paragraph, language, edition.authentic) for paragraph in edition.paragraphs]
    texts, notes = collect_footnotes([text for text, _lang in wordings])
    words = Words(language)
    nodes = []
    missing = []
    outdated = []
    minor = []
    for paragraph, text, (_text, spoken) in zip(edition.paragraphs, texts, wordings, strict=True):
        html = _with_anchors(inline_html(text, "#note-%s", refer.get(spoken, refer[language])))
        if spoken != language:
            missing.append(paragraph.uid)
            html = Markup('<em>({}:)</em> <span lang="{}">{}</span>').format(
                words.say(N_("in %(language)s"), language=language_name(spoken, language)),
                html_lang(spoken),
                html,
            )
        elif language in paragraph.behind and language != edition.authentic:
            outdated.append(paragraph.uid)
        elif language in paragraph.minor and language != edition.authentic:
            minor.append(paragraph.uid)
        nodes.append(
            PrintedNode(
                kind=paragraph.kind,
                html=html,
                label=paragraph.label,
                level=paragraph.level,
                uid=paragraph.uid,
            )
        )
    return Body(
        nodes=tuple(nodes),
        notes=tuple(
            PrintedNote(note.number, inline_html(note.text, None, refer[language]))
            for note in notes
        ),
        missing=tuple(missing),
        outdated=tuple(outdated),
        minor=tuple(minor),
    )


_NOTE_CALL = re.compile(r'<sup class="note-call"><a href="#note-(\d+)">\d+</a></sup>')


def _with_anchors(html: Markup) -> Markup:
    """Give the calls of notes the form that the printed page sets and links back to."""
    return Markup(  # noqa: S704 - only the digits of our own calls are put in
        _NOTE_CALL.sub(
            r'<a class="note-call" id="call-\1" href="#note-\1">\1</a>',
            str(html),
        )
    )


def text_paper(
    edition: Edition,
    language: str,
    masthead: Masthead,
    *,
    heading: str = "",
    adoption_note: str = "",
    closing: str = "",
    disclaimer: str = "",
    state_languages: bool = True,
) -> TextPaper:
    """Return a text in a language as a paper that says what in it is not up to date."""
    body = body_of(edition, language)
    translated = language != edition.authentic
    where = places(edition.paragraphs)
    with speaking(language):
        said = standing.not_translated(body.missing, where, edition.authentic, language)
        if translated and state_languages:
            said += standing.not_numbered_and_late(body.outdated, where)
            said += standing.slightly_corrected(body.minor, where)
    if said:
        masthead = replace(
            masthead, note=" ".join([*([masthead.note] * bool(masthead.note)), *said])
        )
    return TextPaper(
        masthead=masthead,
        doc_type=edition.kind,
        nodes=body.nodes,
        heading=heading,
        notes=body.notes,
        adoption_note=adoption_note,
        closing="" if any(node.kind == "closing" for node in body.nodes) else closing,
        courtesy_translation=translated and state_languages,
        outdated=tuple(where[uid][0] for uid in body.outdated if translated and where[uid][0]),
        authentic_language=(
            language_name(edition.authentic, language)
            if state_languages and len(edition.languages) > 1
            else ""
        ),
        disclaimer=disclaimer,
    )


_MARKED_WORD = re.compile(r"([^\W\d_]+)\*{1,3}(?!\*)")


def with_typed_markers(paper: TextPaper, naming: Naming) -> TextPaper:
    """Give the paper the footnote of a designation that its text names with a marker (DES-02).

    Raises NamesMissing where the footnote is not approved, NotPrintable where an asterisk stands
    behind another word (DES-08).
    """
    pieces = [node.html for node in paper.nodes] + [note.html for note in paper.notes]
    pieces += [words for annex in paper.annexes for words in annex.paragraphs]
    words = {
        match.group(1)
        for piece in pieces
        for match in _MARKED_WORD.finditer(visible_text(str(piece)))
    }
    if not words:
        return paper
    stems = footnoted_stems()
    for word in sorted(words):
        if not word.casefold().startswith(stems):
            raise NotPrintable(
                _l(
                    "An asterisk stands behind “%(word)s”. Please write a footnote as ^[its text]; "
                    "asterisks belong to designations.",
                    word=word,
                )
            )
    if not naming.footnote:
        raise NamesMissing([MissingName("footnote", naming.family, naming.language)])
    if any(note.marker == MARKER for note in paper.masthead.designation_notes):
        return paper
    notes = (DesignationNote(MARKER, naming.footnote), *paper.masthead.designation_notes)
    return replace(paper, masthead=replace(paper.masthead, designation_notes=notes))
