"""The line that goes with a marked designation in a mail or a calendar file (DES-03, DES-05)."""

from __future__ import annotations

import re
from typing import Any

from eventmgr.directory.naming import MARKER, MissingName, NamesMissing, load_naming

# A marker stands close to its name; authors type none themselves (DES-08).
_MARKED = re.compile(rf"[^\W\d_]{re.escape(MARKER)}(?![\w{re.escape(MARKER)}])")


def has_marker(*texts: str) -> bool:
    """Tell whether a marked name stands in one of the texts."""
    return any(_MARKED.search(text) for text in texts)


def notes_for(event: Any, language: str, *texts: str) -> list[str]:
    """Return the footnote lines of a plain text: "* This designation …", or none.

    The texts are looked through for a marker, so that a name cannot travel without its note,
    wherever it came from. Raises NamesMissing where the footnote is not approved (DES-01).
    """
    if event is None or not has_marker(*texts):
        return []
    naming = load_naming(
        language=language, family=event.footnote_family, event_id=event.id, on=event.start
    )
    if not naming.footnote:
        raise NamesMissing([MissingName("footnote", event.footnote_family, language)])
    return [f"{MARKER} {naming.footnote}"]
