"""What stands between a text and its adoption, and what one should know before it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from flask_babel import gettext as _
from flask_babel import ngettext

from eventmgr.conclusions.paper import live_paper
from eventmgr.directory.naming import NamesMissing
from eventmgr.drafting.edition import edition_of, footnoted_stems, references
from eventmgr.drafting.queries import CURRENT, Paragraph, Tree, WordingState
from eventmgr.drafting.remarks import hints_of
from eventmgr.events.models import Event
from eventmgr.events.prints import NotPrintable
from eventmgr.i18n.languages import language as language_row
from eventmgr.i18n.languages import language_name
from eventmgr.i18n.multilingual import text_in
from eventmgr.language import current
from eventmgr.text.inline import Span, parse


@dataclass(frozen=True)
class Finding:
    """One thing to put right or to know; `uid` leads to the paragraph."""

    code: str
    message: str
    uid: str = ""
    language: str = ""


@dataclass
class Preflight:
    """What forbids adoption, what must be acknowledged, and which translations are behind."""

    blocking: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)
    behind: dict[str, list[str]] = field(default_factory=dict)


def open_brackets(text: str) -> bool:
    """Tell whether a paragraph still holds bracketed, that is not agreed, wording.

    Links, languages of words and footnotes are written with brackets too but show none.
    """

    def shows(spans: Iterable[Span]) -> bool:
        return any(
            ("[" in span.text or "]" in span.text) or (span.kind != "note" and shows(span.children))
            for span in spans
        )

    return shows(parse(text))


def _name(paragraph: Paragraph, names: dict[str, str]) -> str:
    return names.get(paragraph.uid) or paragraph.text(next(iter(paragraph.wordings), ""))[:40]


def preflight(event: Event, tree: Tree, *, authentic: str, languages: Iterable[str]) -> Preflight:
    """Look a text over before it is adopted in some languages, one of them authentic."""
    wanted = [code for code in tree.languages if code in set(languages) | {authentic}]
    found = Preflight()
    edition = edition_of(tree)
    names = references(edition, current())
    if not edition.paragraphs:
        found.blocking.append(Finding("empty", _("There is no text to adopt.")))
        return found
    for paragraph in tree.paragraphs:
        name = _name(paragraph, names)
        if not paragraph.text(authentic):
            found.blocking.append(
                Finding(
                    "missing-text",
                    _(
                        "%(paragraph)s says nothing in the authentic language.",
                        paragraph=name,
                    ),
                    paragraph.uid,
                    authentic,
                )
            )
        elif paragraph.wording(authentic).state is WordingState.OUT_OF_DATE:
            found.blocking.append(
                Finding(
                    "authentic-behind",
                    _("%(paragraph)s is out of date in the authentic language.", paragraph=name),
                    paragraph.uid,
                    authentic,
                )
            )
        for code in wanted:
            if open_brackets(paragraph.text(code)):
                found.blocking.append(
                    Finding(
                        "brackets",
                        _(
                            "%(paragraph)s still has square brackets (%(language)s).",
                            paragraph=name,
                            language=language_row(code).label,
                        ),
                        paragraph.uid,
                        code,
                    )
                )
    for code in event.document_languages:
        if code not in wanted:
            found.warnings.append(
                Finding(
                    "left-out",
                    _(
                        "The adopted edition will have no %(language)s text, and none can be "
                        "printed afterwards.",
                        language=language_name(code, current()),
                    ),
                    language=code,
                )
            )
    _names(event, tree, wanted, found)
    _translations(tree, authentic, wanted, names, found)
    _hints(event, tree, authentic, wanted, found)
    _comments(tree, found)
    return found


def _names(event: Event, tree: Tree, languages: list[str], found: Preflight) -> None:
    edition = edition_of(tree)
    for code in languages:
        try:
            live_paper(event, tree.document, edition, code)
        except NamesMissing:
            found.blocking.append(
                Finding(
                    "names",
                    _(
                        "Names or footnotes are not approved in %(language)s.",
                        language=language_name(code, current()),
                    ),
                    language=code,
                )
            )
        except NotPrintable as error:
            found.blocking.append(Finding("not-printable", str(error), language=code))


def _translations(
    tree: Tree, authentic: str, languages: list[str], names: dict[str, str], found: Preflight
) -> None:
    for code in languages:
        if code == authentic:
            continue
        late = [
            _name(one, names) for one in tree.paragraphs if one.wording(code).state not in CURRENT
        ]
        if late:
            found.behind[code] = late
            found.warnings.append(
                Finding(
                    "translation",
                    ngettext(
                        "%(language)s: %(num)s paragraph is missing or not up to date "
                        "(%(labels)s). The print will say so.",
                        "%(language)s: %(num)s paragraphs are missing or not up to date "
                        "(%(labels)s). The print will say so.",
                        len(late),
                        language=language_row(code).label,
                        labels=", ".join(late),
                    ),
                    language=code,
                )
            )


def _hints(
    event: Event, tree: Tree, authentic: str, languages: list[str], found: Preflight
) -> None:
    """Remarks on wording in the authentic language; on names in every language (DES-20)."""
    stems = footnoted_stems()
    seen = set()
    for code in languages:
        hints = hints_of(
            tree,
            code,
            day=event.start,
            title=text_in(event.title, code, event.document_languages),
            stems=stems,
        )
        pairs = [("", hint) for hint in hints.general]
        pairs += [(uid, hint) for uid, some in hints.by_uid.items() for hint in some]
        for uid, hint in pairs:
            if (code == authentic or hint.about_names) and (uid, hint.message) not in seen:
                seen.add((uid, hint.message))
                found.warnings.append(Finding(hint.code, hint.message, uid, code))


def _comments(tree: Tree, found: Preflight) -> None:
    count = len(tree.comments) + sum(len(one.comments) for one in tree.paragraphs)
    if count:
        found.warnings.append(
            Finding(
                "comments",
                ngettext(
                    "%(num)s comment has not been dealt with.",
                    "%(num)s comments have not been dealt with.",
                    count,
                ),
            )
        )
