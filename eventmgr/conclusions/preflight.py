"""What stands between a text and its adoption, and what one should know before it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from eventmgr.conclusions import closing, floor_checks
from eventmgr.conclusions.findings import Finding, Preflight
from eventmgr.conclusions.paper import Ending, live_paper
from eventmgr.conclusions.seal import HANDLE, fingerprint
from eventmgr.conclusions.sealing import listed, statements_of
from eventmgr.conclusions.terms import Terms
from eventmgr.conclusions.wording import delegation_name
from eventmgr.directory.known import footnoted_stems
from eventmgr.directory.naming import NamesMissing, Naming
from eventmgr.drafting.edition import edition_of, references
from eventmgr.drafting.heads import head_of
from eventmgr.drafting.models import AdoptionMode
from eventmgr.drafting.queries import CURRENT, Paragraph, Tree, WordingState
from eventmgr.drafting.wording import hints_in
from eventmgr.events.models import Event
from eventmgr.events.prints import NotPrintable
from eventmgr.i18n.languages import language as language_row
from eventmgr.i18n.languages import language_name
from eventmgr.language import current
from eventmgr.text.inline import Span, parse
from eventmgr.text.inline import references as referred_to
from eventmgr.text.writers.canonical import canonical_json

__all__ = ["Finding", "Preflight", "open_brackets", "preflight"]


def open_brackets(text: str) -> bool:
    """Tell whether a paragraph still holds bracketed, that is not agreed, wording.

    Links, languages of words, references and footnotes are written with brackets but show none.
    """

    def shows(spans: Iterable[Span]) -> bool:
        return any(
            ("[" in span.text or "]" in span.text) or (span.kind != "note" and shows(span.children))
            for span in spans
        )

    return shows(parse(text))


@dataclass(frozen=True)
class _Look:
    """What the checks look at."""

    event: Event
    tree: Tree
    authentic: str
    wanted: list[str]
    names: dict[str, str]
    found: Preflight

    def name(self, paragraph: Paragraph) -> str:
        """Return how the reader finds a paragraph: its number, or how it begins."""
        known = self.names.get(paragraph.uid)
        return known or paragraph.text(next(iter(paragraph.wordings), ""))[:40]


def preflight(
    event: Event,
    tree: Tree,
    *,
    authentic: str,
    languages: Iterable[str],
    terms: Terms | None = None,
    adopters: int | None = None,
) -> Preflight:
    """Look a text over before it is adopted in some languages, one of them authentic.

    With `terms` the place and the day are looked at too; `adopters` is how many delegations are
    listed as adopting (LIFE-42), None where nobody asks.
    """
    wanted = [code for code in tree.languages if code in set(languages) | {authentic}]
    found = Preflight()
    edition = edition_of(tree)
    if not edition.paragraphs:
        found.block("empty", _("There is no text to adopt."))
        return found
    look = _Look(event, tree, authentic, wanted, references(edition, current()), found)
    for paragraph in tree.paragraphs:
        _paragraph(look, paragraph)
    floor_checks.check(tree, look.name, found)
    if tree.held:
        found.block(
            "numbers-held",
            _(
                "The numbers are still held, with “bis” and places of deleted paragraphs. Please "
                "renumber the text first; the table of old and new numbers is kept."
            ),
        )
    _left_out(look)
    _names(look, terms)
    if terms is not None:
        _terms(look, terms, adopters)
    _translations(look)
    _hints(look, _said_by_the_paper(terms, adopters))
    _comments(look)
    return found


def _paragraph(look: _Look, paragraph: Paragraph) -> None:
    name = look.name(paragraph)
    authentic, block = look.authentic, look.found.block
    if not paragraph.text(authentic):
        block(
            "missing-text",
            _("%(paragraph)s says nothing in the authentic language.", paragraph=name),
            paragraph.uid,
            authentic,
        )
    elif paragraph.wording(authentic).state is WordingState.OUT_OF_DATE:
        block(
            "authentic-behind",
            _("%(paragraph)s is out of date in the authentic language.", paragraph=name),
            paragraph.uid,
            authentic,
        )
    known = {one.uid for one in look.tree.paragraphs}
    for code in look.wanted:
        label = language_row(code).label
        if open_brackets(paragraph.text(code)):
            block(
                "brackets",
                _(
                    "%(paragraph)s still has square brackets (%(language)s).",
                    paragraph=name,
                    language=label,
                ),
                paragraph.uid,
                code,
            )
        if any(uid not in known for uid in referred_to(paragraph.text(code))):
            block(
                "reference",
                _(
                    "%(paragraph)s refers to a paragraph that is no longer there (%(language)s).",
                    paragraph=name,
                    language=label,
                ),
                paragraph.uid,
                code,
            )


def _left_out(look: _Look) -> None:
    for code in look.event.document_languages:
        if code not in look.wanted:
            look.found.warn(
                "left-out",
                _(
                    "The adopted edition will have no %(language)s text, and none can be "
                    "printed afterwards.",
                    language=language_name(code, current()),
                ),
                language=code,
            )


def _names(look: _Look, terms: Terms | None) -> None:
    """Names must be approved; what the paper will say beside the text is marked (LIFE-42)."""
    edition = edition_of(look.tree)
    document = look.tree.document
    sides = [one.organisation for one in listed(document, terms)] if terms else []
    sides += [one.organisation for one in statements_of(document)] if terms else []

    def named(naming: Naming) -> Ending:
        return Ending("; ".join(delegation_name(naming, one) for one in sides))

    for code in look.wanted:
        try:
            head = head_of(live_paper(look.event, document, edition, code, ending=named))
            look.found.marks[code] = fingerprint(canonical_json(asdict(head)))[:HANDLE]
        except NamesMissing:
            look.found.block(
                "names",
                _(
                    "Names or footnotes are not approved in %(language)s.",
                    language=language_name(code, current()),
                ),
                language=code,
            )
        except NotPrintable as error:
            look.found.block("not-printable", str(error), language=code)


def _terms(look: _Look, terms: Terms, adopters: int | None) -> None:
    """Place and day, the closing line that says them already, and who adopts (LIFE-42)."""
    found = look.found
    if not any(terms.place.values()):
        found.block("place", _("The place of adoption is empty."))
    for code in look.wanted:
        if any(terms.place.values()) and not terms.place.get(code):
            found.warn(
                "place-language",
                _(
                    "The place of adoption is not given in %(language)s; it will stand there as "
                    "in the authentic text.",
                    language=language_name(code, current()),
                ),
                language=code,
            )
    for paragraph in look.tree.paragraphs:
        if paragraph.kind.value == "closing" and not closing.says(
            paragraph.text(look.authentic), terms.place, terms.on
        ):
            found.warn(
                "closing",
                _(
                    "The closing line of the text (“%(words)s”) says another place or day than "
                    "the adoption. Both will be printed.",
                    words=paragraph.text(look.authentic)[:120],
                ),
                paragraph.uid,
                look.authentic,
            )
    if adopters == 0 and terms.mode is not AdoptionMode.CHAIR_SUMMARY:
        found.warn(
            "adopters",
            _("Nobody is listed as adopting: the paper will not say which delegations agreed."),
        )
    vote = terms.vote
    if terms.mode is AdoptionMode.VOTE and vote is not None and not vote.carried:
        found.block("vote", _("By these figures the text was not carried."))


def _translations(look: _Look) -> None:
    for code in look.wanted:
        if code == look.authentic:
            continue
        late = [one for one in look.tree.paragraphs if one.wording(code).state not in CURRENT]
        if late:
            look.found.behind[code] = [look.name(one) for one in late]
            look.found.warnings.append(
                Finding(
                    "translation",
                    ngettext(
                        "%(language)s: %(num)s paragraph is missing or not up to date "
                        "(%(labels)s). The print will say so.",
                        "%(language)s: %(num)s paragraphs are missing or not up to date "
                        "(%(labels)s). The print will say so.",
                        len(late),
                        language=language_row(code).label,
                        labels=", ".join(look.found.behind[code]),
                    ),
                    language=code,
                    places=tuple((one.uid, look.name(one)) for one in late),
                )
            )


def _said_by_the_paper(terms: Terms | None, adopters: int | None) -> set[str]:
    """Return the remarks that do not apply, as the adopted paper itself will say it (LIFE-42)."""
    if terms is not None and terms.mode is AdoptionMode.CHAIR_SUMMARY:
        return {"no-adoption-clause", "no-adopting-list"}
    return {"no-adopting-list"} if adopters else set()


def _hints(look: _Look, needless: set[str]) -> None:
    """Remarks on wording in the authentic language (LIFE-40…42); on names in all (DES-20)."""
    stems = footnoted_stems()
    seen = set()
    for code in look.wanted:
        hints = hints_in(look.event, look.tree, code, stems)
        pairs = [("", hint) for hint in hints.general]
        pairs += [(uid, hint) for uid, some in hints.by_uid.items() for hint in some]
        for uid, hint in pairs:
            if hint.code in needless:
                continue
            if (code == look.authentic or hint.about_names) and (uid, hint.message) not in seen:
                seen.add((uid, hint.message))
                look.found.warn(hint.code, hint.message, uid, code)


def _comments(look: _Look) -> None:
    tree = look.tree
    with_comments = [one for one in tree.paragraphs if one.comments]
    count = len(tree.comments) + sum(len(one.comments) for one in with_comments)
    if count:
        look.found.warnings.append(
            Finding(
                "comments",
                ngettext(
                    "%(num)s comment has not been dealt with.",
                    "%(num)s comments have not been dealt with.",
                    count,
                ),
                places=tuple((one.uid, look.name(one)) for one in with_comments),
            )
        )
