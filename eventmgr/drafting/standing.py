"""What a paper says of its own translation: whole sentences, numbered and unnumbered apart.

A noun joined with a list of numbers reads wrong in languages with cases; each sentence is a
message of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flask_babel import ngettext

from eventmgr.i18n.languages import language_name

Where = Mapping[str, tuple[str, int]]


def _apart(uids: Iterable[str], where: Where) -> tuple[list[str], list[str]]:
    """Return the references of numbered paragraphs, and the places of unnumbered ones."""
    numbered: list[str] = []
    others: list[str] = []
    for uid in uids:
        reference, place = where[uid]
        if reference:
            numbered.append(reference)
        else:
            others.append(str(place))
    return numbered, others


def not_translated(uids: Iterable[str], where: Where, authentic: str, language: str) -> list[str]:
    """Say which paragraphs stand in the authentic language."""
    numbered, others = _apart(uids, where)
    name = language_name(authentic, language)
    said = []
    if numbered:
        said.append(
            ngettext(
                "Paragraph %(labels)s is not translated yet and stands in %(language)s.",
                "Paragraphs %(labels)s are not translated yet and stand in %(language)s.",
                len(numbered),
                labels=", ".join(numbered),
                language=name,
            )
        )
    if others:
        said.append(
            ngettext(
                "Unnumbered paragraph %(labels)s is not translated yet and stands in %(language)s.",
                "Unnumbered paragraphs %(labels)s are not translated yet and stand in "
                "%(language)s.",
                len(others),
                labels=", ".join(others),
                language=name,
            )
        )
    return said


def not_numbered_and_late(uids: Iterable[str], where: Where) -> list[str]:
    """Say which unnumbered paragraphs are behind; the paper itself says so of the numbered ones."""
    _numbered, others = _apart(uids, where)
    if not others:
        return []
    return [
        ngettext(
            "Unnumbered paragraph %(labels)s has not yet been brought up to date with the "
            "authentic text.",
            "Unnumbered paragraphs %(labels)s have not yet been brought up to date with the "
            "authentic text.",
            len(others),
            labels=", ".join(others),
        )
    ]


def slightly_corrected(uids: Iterable[str], where: Where) -> list[str]:
    """Say where a small correction of the source has left the translation as it was."""
    numbered, others = _apart(uids, where)
    said = []
    if numbered:
        said.append(
            ngettext(
                "In paragraph %(labels)s the authentic text was corrected slightly after it had "
                "been translated.",
                "In paragraphs %(labels)s the authentic text was corrected slightly after they "
                "had been translated.",
                len(numbered),
                labels=", ".join(numbered),
            )
        )
    if others:
        said.append(
            ngettext(
                "In unnumbered paragraph %(labels)s the authentic text was corrected slightly "
                "after it had been translated.",
                "In unnumbered paragraphs %(labels)s the authentic text was corrected slightly "
                "after they had been translated.",
                len(others),
                labels=", ".join(others),
            )
        )
    return said
