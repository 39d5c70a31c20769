"""Whether a message that waited is still wanted: asked just before it leaves.

A server that was away for a day must not make the program remind somebody who answered in the
meantime. A later room registers the question for its kind of message.
"""

from __future__ import annotations

from collections.abc import Callable

from eventmgr.mail.models import Mail

Guard = Callable[[Mail], bool]

_guards: dict[str, Guard] = {}


def still_wanted(template: str) -> Callable[[Guard], Guard]:
    """Register the function that tells whether a waiting message of a kind should leave."""

    def register(guard: Guard) -> Guard:
        _guards[template] = guard
        return guard

    return register


def wanted(mail: Mail) -> bool:
    """Tell whether a message should still leave; those that nobody asks about always do."""
    guard = _guards.get(mail.template)
    return guard is None or guard(mail)
