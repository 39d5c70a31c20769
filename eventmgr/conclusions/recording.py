"""The record of what is sealed beside a text: who adopts it, and which statements go with it."""

from __future__ import annotations

from typing import Any

from eventmgr.audit.actions import record
from eventmgr.directory.models import Organisation
from eventmgr.drafting.models import StructuredText
from eventmgr.i18n.multilingual import text_in


def note_beside(
    action: str,
    text: StructuredText,
    row: Any,
    organisation: Organisation,
    *,
    actor: Any,
    changes: dict[str, Any] | None = None,
) -> None:
    """Write the audit entry of a change beside a text, and raise the text's version.

    It is sealed with the text: whoever adopts it meanwhile looks at it again.
    """
    text.version += 1
    record(
        action,
        row,
        actor=actor,
        event_id=text.event_id,
        label=text_in(organisation.names, "en"),
        changes=changes,
    )
