"""What the floor has not settled: paragraphs held, not agreed, proposals that wait."""

from __future__ import annotations

from collections.abc import Callable

from flask_babel import gettext as _
from flask_babel import ngettext

from eventmgr.conclusions.findings import Finding, Preflight
from eventmgr.drafting.queries import Paragraph, Tree
from eventmgr.floor import queries as floor
from eventmgr.floor.models import StandingState


def check(tree: Tree, name: Callable[[Paragraph], str], found: Preflight) -> None:
    """Add what is open on the floor; a text that never was on the floor is not asked about.

    A paragraph that is held forbids adoption; one that was not said to be agreed, or whose
    wording changed since, must be acknowledged.
    """
    if floor.find_floor(tree.document) is None:
        return
    board = floor.board(tree.document, tree)
    not_agreed: list[tuple[str, str]] = []
    waiting: list[tuple[str, str]] = []
    for line in board.lines:
        place = (line.uid, name(line.paragraph))
        if line.stand.state is StandingState.HELD:
            found.block(
                "held", _("%(paragraph)s is held on the floor.", paragraph=place[1]), line.uid
            )
        elif line.counted and line.stand.state is StandingState.OPEN:
            not_agreed.append(place)
        waiting += [place] * len(line.waiting)
    if not_agreed:
        found.warnings.append(
            Finding(
                "not-agreed",
                ngettext(
                    "%(num)s paragraph has not been said to be agreed on the floor.",
                    "%(num)s paragraphs have not been said to be agreed on the floor.",
                    len(not_agreed),
                ),
                places=tuple(not_agreed),
            )
        )
    if waiting:
        found.warnings.append(
            Finding(
                "proposals",
                ngettext(
                    "%(num)s proposal waits for the chair.",
                    "%(num)s proposals wait for the chair.",
                    len(waiting),
                ),
                places=tuple(dict.fromkeys(waiting)),
            )
        )
