"""The floor: the chair's page, the screens of the room, the delegations' telephones."""

from __future__ import annotations

from typing import cast

from flask import Flask

from eventmgr.floor import authors  # noqa: F401 - it registers itself
from eventmgr.floor.blueprint import bp
from eventmgr.floor.pages import (  # noqa: F401 - they hang on the blueprint
    chair,
    follow,
    links,
    paragraphs,
    phone,
    queue,
)
from eventmgr.floor.watching import stand_before

bp.record_once(lambda state: stand_before(cast(Flask, state.app)))

__all__ = ["bp"]
