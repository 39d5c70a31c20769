"""Circulated versions of a paper, offered where editions are compared."""

from __future__ import annotations

from flask_babel import gettext as _

from eventmgr.drafting.models import StructuredText
from eventmgr.drafting.stored import KeptEdition, keeps_editions
from eventmgr.papers.models import PaperVersion
from eventmgr.papers.snapshots import read
from eventmgr.papers.standing import versions_of
from eventmgr.text.edition import Edition, EditionParagraph, Work


@keeps_editions
def kept_versions(text: StructuredText) -> list[KeptEdition]:
    """Return the versions of a text as they were circulated, the oldest first."""
    return [
        KeptEdition(
            f"version-{version.number}",
            _("Version %(number)s", number=version.number),
            version.circulated_at,
            _work(text, version),
        )
        for version in reversed(versions_of(text))
    ]


def _work(text: StructuredText, version: PaperVersion) -> Work:
    found = read(version)
    return Work(
        Edition(
            kind=text.kind.value,
            authentic=found.source,
            languages=found.languages,
            label_style=text.label_style,
            paragraphs=tuple(
                EditionParagraph(
                    uid=one.uid,
                    kind=one.kind,
                    level=one.level,
                    label=one.label,
                    reference="",
                    texts=one.texts,
                )
                for one in found.paragraphs
            ),
        ),
        {},
    )
