"""Files of a text: every format in every language, from the seal where the text is adopted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l

from eventmgr.database import now
from eventmgr.directory.models import DesignationKind
from eventmgr.drafting import queries
from eventmgr.drafting.edition import edition_of, refer_of, written_out
from eventmgr.drafting.heads import head_of
from eventmgr.drafting.models import StructuredText, TextState
from eventmgr.drafting.past import past_of
from eventmgr.drafting.stored import KeptEdition, kept_editions
from eventmgr.events.models import Event
from eventmgr.i18n.languages import language as language_row
from eventmgr.i18n.languages import language_name
from eventmgr.i18n.marks import N_
from eventmgr.printing.papers import Paper, PrintedNode, TextPaper
from eventmgr.printing.words import Words
from eventmgr.text.edition import Attached, Edition, EditionParagraph, Head, Provenance, Work
from eventmgr.text.inline import refer_to
from eventmgr.text.model import NodeKind
from eventmgr.text.readers.errors import UnreadableFile
from eventmgr.text.writers.canonical import read_canonical, write_canonical

Build = Callable[[Event, str], Paper]

_KINDS = frozenset(kind.value for kind in NodeKind)


@dataclass(frozen=True)
class Format:
    """A kind of file: its ending, its content type, its name for people, and who makes it."""

    ending: str
    mimetype: str
    name: Any
    write: Callable[[Work, str], bytes]


def _docx(work: Work, language: str) -> bytes:
    from eventmgr.text.writers.docx import write_docx

    return write_docx(work, language)


def _odt(work: Work, language: str) -> bytes:
    from eventmgr.text.writers.odt import write_odt

    return write_odt(work, language)


def _html(work: Work, language: str) -> bytes:
    from eventmgr.text.writers.html import write_html

    return write_html(work, language).encode()


def _akn(work: Work, language: str) -> bytes:
    from eventmgr.text.writers.akn import write_akn

    return write_akn(work, language, made=now().date())


def _markdown(work: Work, language: str) -> bytes:
    from eventmgr.text.writers.markdown import write_markdown

    return write_markdown(work, language, _organised(language)).encode()


def _text(work: Work, language: str) -> bytes:
    from eventmgr.text.writers.markdown import write_text

    return write_text(work, language, _organised(language)).encode()


def _organised(language: str) -> str:
    return Words(language).say(N_("Organisers"))


#: In the order of the page: what people ask for most stands first.
FORMATS: dict[str, Format] = {
    "docx": Format(
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _l("Word"),
        _docx,
    ),
    "odt": Format("odt", "application/vnd.oasis.opendocument.text", _l("OpenDocument"), _odt),
    "html": Format("html", "text/html", _l("Web page"), _html),
    "md": Format("md", "text/markdown", _l("Markdown"), _markdown),
    "txt": Format("txt", "text/plain", _l("Plain text"), _text),
    "akn": Format("xml", "application/akn+xml", _l("Akoma Ntoso"), _akn),
}


def filename(event: Event, text: StructuredText, code: str, ending: str, what: str = "") -> str:
    """Return the name of a file: event, kind, language and day, in plain letters."""
    day = text.adopted_on or now().date()
    tag = language_row(code).bcp47.lower() if code else ""
    parts = [event.slug, text.kind.value, what, tag, day.isoformat()]
    name = "-".join(part for part in parts if part)
    return f"{name.encode('ascii', 'ignore').decode()}.{ending}"


# --- the present text -----------------------------------------------------------------------------


def work_in(event: Event, text: StructuredText, build: Build, language: str) -> Work:
    """Return the text as it is printed now in a language: the seal, or what stands in the draft.

    What the paper takes from its event stands in it as paragraphs. Raises NotPrintable where
    there is nothing in the language, NamesMissing where names are not approved.
    """
    paper = build(event, language)
    if not isinstance(paper, TextPaper):
        raise TypeError("not a text")
    base = sealed_work(text) or _live_work(event, text)
    base = replace(base, edition=written_out(base.edition))
    edition = replace(base.edition, paragraphs=tuple(_with_facts(base.edition, paper, language)))
    head = replace(
        _head(base.edition, paper, language), attached=_statements(base, paper, language)
    )
    return replace(base, edition=edition, heads={language: head})


def _statements(work: Work, paper: TextPaper, language: str) -> tuple[Attached, ...]:
    """Attached statements with the headings of the paper, which print them first."""
    found = []
    for place, one in enumerate(work.statements):
        texts = (one.texts.get(code) for code in (language, work.edition.authentic, *one.texts))
        heading = f"{one.kind}: {one.by}"
        if place < len(paper.annexes):
            heading = str(paper.annexes[place].heading)
        found.append(Attached(heading, next((text for text in texts if text), "")))
    return tuple(found)


def whole_work(event: Event, text: StructuredText, build: Build) -> Work:
    """Return the text with all languages that can be printed; the seal as it is."""
    from eventmgr.directory.naming import NamesMissing
    from eventmgr.events.prints import NotPrintable

    sealed = sealed_work(text)
    if sealed is not None:
        return sealed
    work = _live_work(event, text)
    heads = {}
    for code in work.edition.languages:
        try:
            paper = build(event, code)
        except (NotPrintable, NamesMissing):
            continue
        if isinstance(paper, TextPaper):
            heads[code] = _head(work.edition, paper, code)
    return replace(work, heads=heads)


def json_file(event: Event, text: StructuredText, build: Build) -> bytes:
    """Return the text as canonical JSON; of an adopted one the very bytes that were sealed.

    Of a corrected text these are the newest correction's.
    """
    kept = _sealed_editions(text)
    if text.state is TextState.ADOPTED and text.sealed and len(kept) < 2:
        return text.sealed.encode()
    return write_canonical(whole_work(event, text, build)).encode()


def sealed_work(text: StructuredText) -> Work | None:
    """Return what the seal of an adopted text holds, its newest correction; None for a draft."""
    if text.state is not TextState.ADOPTED:
        return None
    kept = _sealed_editions(text)
    if kept:
        return kept[-1].work
    try:
        return read_canonical(text.sealed or "")
    except UnreadableFile:
        return None


def _sealed_editions(text: StructuredText) -> list[KeptEdition]:
    return [one for one in kept_editions(text) if one.key.startswith("sealed")]


def _live_work(event: Event, text: StructuredText) -> Work:
    tree = queries.tree(text, queries.languages_of(text, event))
    return Work(
        edition_of(tree),
        {},
        Provenance(
            start=event.start.isoformat() if event.start else "",
            end=event.end.isoformat() if event.end else "",
            country=_country(event),
            body=next((row.organisation.acronym for row in event.organisers), ""),
        ),
    )


def _country(event: Event) -> str:
    """The code of the state an event is held in, for addresses in files; never shown (DES-11)."""
    where = event.country
    return where.code.upper() if where and where.kind is DesignationKind.STATE else ""


def _with_facts(edition: Edition, paper: TextPaper, language: str) -> list[EditionParagraph]:
    """Paragraphs in the order of the paper, with what it took from the event between them."""
    by_uid = {one.uid: one for one in edition.paragraphs}
    found = []
    for place, node in enumerate(paper.nodes):
        one = by_uid.get(node.uid)
        found.append(one if one is not None else _fact(node, place, language))
    return found


def _fact(node: PrintedNode, place: int, language: str) -> EditionParagraph:
    words = node.html.striptags()
    for sign in "\\*^~[]":
        words = words.replace(sign, f"\\{sign}")
    return EditionParagraph(
        uid=f"event-{place}",
        kind=node.kind if node.kind in _KINDS else "paragraph",
        level=node.level,
        label=node.label,
        reference="",
        texts={language: words},
    )


def _head(edition: Edition, paper: TextPaper, language: str) -> Head:
    words = Words(language)
    head = head_of(paper)
    remarks = []
    if paper.courtesy_translation:
        remarks.append(words.say(N_("Courtesy translation.")))
        if paper.outdated:
            remarks.append(
                words.say_number(
                    "Paragraph %(labels)s has not yet been brought up to date with the authentic "
                    "text.",
                    "Paragraphs %(labels)s have not yet been brought up to date with the "
                    "authentic text.",
                    len(paper.outdated),
                    labels=", ".join(paper.outdated),
                )
            )
    if paper.authentic_language:
        remarks.append(
            words.say(
                N_("Language of the authentic text: %(language)s"),
                language=paper.authentic_language,
            )
        )
    return replace(
        head,
        heading=head.heading or words.document_type(paper.doc_type),
        note=paper.masthead.note,
        remarks=tuple(remarks),
        untranslated={
            code: words.say(N_("in %(language)s"), language=language_name(code, language))
            for code in edition.languages
            if code != language
        },
    )


# --- two editions ---------------------------------------------------------------------------------

NOW = "now"


def redline_file(
    event: Event,
    text: StructuredText,
    build: Build,
    language: str,
    since: datetime | KeptEdition,
    until: datetime | KeptEdition | None,
    *,
    author: str,
) -> bytes:
    """Return a Word file whose tracked changes lead from one moment or edition to another.

    `until` None is the text as it stands; `author` stands for changes that nobody is known for.
    Raises what the paper raises.
    """
    from eventmgr.text.writers.redline_docx import Hand, write_redline

    paper = build(event, language)
    if not isinstance(paper, TextPaper):
        raise TypeError("not a text")
    past = past_of(text)
    languages = queries.languages_of(text, event)
    end = now() if until is None else until
    sides = []
    for side in (since, end):
        if isinstance(side, KeptEdition):
            edition = written_out(side.work.edition)
        else:
            edition = written_out(past.edition(side, languages))
        sides.append(Work(edition, {language: _head(edition, paper, language)}))
    first, last = (side.at if isinstance(side, KeptEdition) else side for side in (since, end))
    plain = isinstance(since, datetime) and isinstance(end, datetime)
    refer = refer_of(sides[1].edition, language)
    steps = {
        uid: [(refer_to(words, refer), hand) for words, hand in found]
        for uid, found in (past.steps(first, last, language) if plain else {}).items()
    }
    return write_redline(sides[0], sides[1], language, hand=Hand(author, last), steps=steps)
