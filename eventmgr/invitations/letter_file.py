"""The letter as a file, and in plain words what stands in its way."""

from __future__ import annotations

import io

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
from eventmgr.tasks import PrintUnavailable, pdf


def letter_file(invitation: Invitation, event: Event) -> Response | list[str]:
    """Return the letter as a PDF answer, or in plain words why it cannot be printed.

    The file's name holds no name of a person or institution (PRIV-06).
    """
    try:
        paper = Letters(event).build(invitation)
        data = pdf(paper)
    except NamesMissing as error:
        return [missing_words(item, current()) for item in error.missing]
    except DesignationError:
        return [_("A marked name in this paper has no footnote. Please look at its text again.")]
    except PrintUnavailable:
        return [_("The letter could not be printed just now. Please try again in a moment.")]
    return send_file(
        io.BytesIO(data),
        mimetype="application/pdf",
        download_name=f"{event.slug}-invitation-{invitation.id}.pdf",
    )
