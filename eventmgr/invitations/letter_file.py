"""The letter as a file, and in plain words what stands in its way."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from flask import send_file
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventmgr.directory.naming import NamesMissing
from eventmgr.directory.screen import missing_words
from eventmgr.events.models import Event
from eventmgr.invitations.letter import Letters
from eventmgr.invitations.models import Invitation
from eventmgr.language import current
from eventmgr.printing.designations import DesignationError
from eventmgr.printing.papers import Bundle, Paper
from eventmgr.tasks import PrintUnavailable, pdf


def letter_file(
    invitation: Invitation, event: Event, *, note: bool = False
) -> Response | list[str]:
    """Return the letter, or the note verbale, as a PDF answer, or why it cannot be printed.

    The file's name holds no name of a person or institution (PRIV-06).
    """
    letters = Letters(event)
    kind = "note" if note else "invitation"
    return _file(
        lambda: letters.note(invitation) if note else letters.build(invitation),
        f"{event.slug}-{kind}-{invitation.id}.pdf",
    )


def bundle_file(invitations: Sequence[Invitation], event: Event, name: str) -> Response | list[str]:
    """Return the letters and notes of several institutions, of one language, as one PDF answer."""
    letters = Letters(event)
    return _file(
        lambda: Bundle(tuple(paper for one in invitations for paper in letters.papers(one))),
        f"{event.slug}-{name}.pdf",
    )


def _file(make: Callable[[], Paper | Bundle], name: str) -> Response | list[str]:
    try:
        data = pdf(make())
    except NamesMissing as error:
        return [missing_words(item, current()) for item in error.missing]
    except DesignationError:
        return [_("A marked name in this paper has no footnote. Please look at its text again.")]
    except PrintUnavailable:
        return [_("The letter could not be printed just now. Please try again in a moment.")]
    return send_file(io.BytesIO(data), mimetype="application/pdf", download_name=name)
