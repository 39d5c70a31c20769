"""The demonstration event: a workshop in Podgorica with everything filled in, in three languages.

People, organisers and wording are invented. The footnote's Montenegrin and Albanian texts are
there so that papers print; they are marked to be replaced before anybody prints in earnest.
"""

from __future__ import annotations

from sqlalchemy import select

from eventmgr.database import commit, db
from eventmgr.demo.event import SLUG
from eventmgr.events.models import Event

__all__ = ["SLUG", "load_demo"]


def load_demo() -> bool:
    """Load the demonstration event; return False, and change nothing, where it is there already.

    Needs the starting list of designations. One commit at the end.
    """
    if db.session.scalar(select(Event.id).where(Event.slug == SLUG)) is not None:
        return False
    from eventmgr.demo.loading import load

    load()
    commit()
    return True
