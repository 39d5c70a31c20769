"""A proposal laid over a newer wording of its paragraph."""

from __future__ import annotations

from flask_babel import gettext as _
from markupsafe import Markup

from eventmgr.drafting.markup import three_way_html
from eventmgr.floor.lines import QueuedProposal
from eventmgr.text.inline import Refer
from eventmgr.text.redline import three_way


def three_html(proposal: QueuedProposal, current: str, refer: Refer) -> Markup:
    """Show what was changed since, what is proposed, and where the two want the same words."""
    return three_way_html(
        three_way(proposal.base, current, proposal.wording),
        mine=_("now in the text"),
        theirs=proposal.institution or proposal.proposer,
        refer=refer,
    )


def starting_point(proposal: QueuedProposal, current: str) -> str:
    """Return where merging by hand begins: both changes, the proposed words where they meet."""
    return three_way(proposal.base, current, proposal.wording).resolved("theirs")
