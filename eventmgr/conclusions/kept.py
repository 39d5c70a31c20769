"""Editions of the conclusions that are kept for ever, offered where editions are compared."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import select

from eventmgr.conclusions import sealed
from eventmgr.conclusions.models import SilenceRound
from eventmgr.conclusions.seal import read_work
from eventmgr.database import db
from eventmgr.drafting.models import StructuredText, TextKind
from eventmgr.drafting.stored import KeptEdition, keeps_editions


@keeps_editions
def kept_conclusions(text: StructuredText) -> list[KeptEdition]:
    """Return what was circulated under silence, the adopted edition and its corrections."""
    if text.kind is not TextKind.CONCLUSIONS:
        return []
    rounds = db.session.execute(
        select(SilenceRound.id, SilenceRound.provisional, SilenceRound.circulated_at)
        .where(SilenceRound.text_id == text.id)
        .order_by(SilenceRound.id)
    )
    found = [
        KeptEdition(f"silence-{number}", _("Circulated under silence"), at, read_work(provisional))
        for number, provisional, at in rounds
    ]
    for row in sealed.editions(text):
        name = _("Corrected edition, Corr. %(number)s", number=row.number)
        found.append(
            KeptEdition(
                f"sealed-{row.number}",
                name if row.number else _("Adopted edition"),
                row.sealed_at,
                read_work(row.sealed),
            )
        )
    return found
