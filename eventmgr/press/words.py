"""The words of the press release."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from eventmgr.press.models import QuoteState

QUOTE_STATES = {
    QuoteState.DRAFT: _l("draft"),
    QuoteState.SENT: _l("sent to the speaker"),
    QuoteState.CLEARED: _l("cleared"),
}
# The signs of templates/macros/signs.html.
QUOTE_SIGNS = {
    QuoteState.DRAFT: "missing",
    QuoteState.SENT: "waiting",
    QuoteState.CLEARED: "complete",
}
