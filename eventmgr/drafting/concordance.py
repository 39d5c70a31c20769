"""The table of old and new numbers, on screen, on a paper of its own, or behind the draft."""

from __future__ import annotations

from dataclasses import dataclass, replace

from markupsafe import Markup
from sqlalchemy import select

from eventmgr.database import db
from eventmgr.drafting.models import Renumbering, StructuredText, TextNode
from eventmgr.drafting.wordings import wordings_of
from eventmgr.events.masthead import masthead_of, with_notes
from eventmgr.events.models import Event
from eventmgr.events.naming import naming_for
from eventmgr.i18n.dates import long_date
from eventmgr.i18n.marks import N_
from eventmgr.i18n.multilingual import text_in
from eventmgr.printing.papers import PrintedNode, TextPaper
from eventmgr.printing.words import Words
from eventmgr.text.inline import to_plain

#: Words of a paragraph that tell which one it is.
_BEGINNING = 60


@dataclass(frozen=True)
class Line:
    """A paragraph's numbers before and after; `new` is "" where it was deleted."""

    old: str
    new: str
    words: str

    @property
    def moved(self) -> bool:
        """Tell whether the number is another one now."""
        return self.old != self.new


def lines_of(renumbering: Renumbering, words: dict[str, str]) -> list[Line]:
    """Return a concordance in the order of the text at that time; `words` from `beginnings`."""
    return [Line(old, new, words.get(uid, "")) for uid, old, new in renumbering.rows]


def beginnings(text: StructuredText, language: str) -> dict[str, str]:
    """Return {uid: first words} of all paragraphs ever, in a language or in the source."""
    wordings = wordings_of(text)
    found: dict[str, str] = {}
    for uid, node_id in db.session.execute(
        select(TextNode.uid, TextNode.id).where(TextNode.text_id == text.id)
    ):
        texts = wordings.get(node_id, {})
        wording = texts.get(language) or texts.get(text.source_language)
        found[uid] = beginning(wording.text if wording else "")
    return found


def beginning(text: str) -> str:
    """Return the first words of a paragraph, cut between two words."""
    plain = " ".join(to_plain(text).split())
    if len(plain) <= _BEGINNING:
        return plain
    return plain[:_BEGINNING].rpartition(" ")[0] + " …"


def concordance_paper(
    event: Event, text: StructuredText, renumbering: Renumbering, language: str
) -> TextPaper:
    """Return the concordance as a paper of its own, under the head of the event."""
    words = Words(language)
    naming = naming_for(event, language)
    note = words.say(N_("Renumbered on %(date)s"), date=long_date(renumbering.at.date(), language))
    heading = text.doc_type.get(language) or words.document_type(text.kind.value)
    return TextPaper(
        masthead=with_notes(masthead_of(event, language, naming, note), naming),
        doc_type=text.kind.value,
        heading=heading,
        nodes=tuple(_nodes(text, renumbering, language, words)),
        disclaimer=text_in(event.disclaimer, language),
    )


def with_concordance(
    paper: TextPaper, text: StructuredText, renumbering: Renumbering, language: str
) -> TextPaper:
    """Return a draft with the concordance at its end."""
    return replace(
        paper,
        nodes=(*paper.nodes, *_nodes(text, renumbering, language, Words(language))),
    )


_ROW = Markup('<tr><th scope="row">{}</th><td>{}</td><td>{}</td></tr>')
_TABLE = Markup(
    '<table class="grid concordance"><thead><tr><th scope="col">{}</th><th scope="col">{}</th>'
    '<th scope="col">{}</th></tr></thead><tbody>{}</tbody></table>'
)


def _nodes(
    text: StructuredText, renumbering: Renumbering, language: str, words: Words
) -> list[PrintedNode]:
    deleted = words.say(N_("deleted"))
    rows = Markup("").join(
        _ROW.format(line.old, line.new or deleted, line.words)
        for line in lines_of(renumbering, beginnings(text, language))
    )
    table = _TABLE.format(
        words.say(N_("Old number")), words.say(N_("New number")), words.say(N_("Begins with")), rows
    )
    title = Markup("{}").format(words.say(N_("Old and new numbers of the paragraphs")))
    return [
        PrintedNode(kind="heading", html=title, level=1),
        PrintedNode(kind="concordance", html=table),
    ]
