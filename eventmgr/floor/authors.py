"""On whose behalf the floor changed a paragraph: the institution whose proposal was taken."""

from __future__ import annotations

from sqlalchemy import select

from eventmgr.database import db
from eventmgr.drafting.models import StructuredText
from eventmgr.drafting.stored import knows_authors
from eventmgr.floor.models import Proposal, ProposalDecision


@knows_authors
def institutions(text: StructuredText) -> dict[int, str]:
    """Return {revision id: institution, or the proposer where none is named}."""
    rows = db.session.execute(
        select(ProposalDecision.revision_id, Proposal.institution, Proposal.proposer)
        .join(Proposal, Proposal.id == ProposalDecision.proposal_id)
        .where(Proposal.text_id == text.id, ProposalDecision.revision_id.is_not(None))
    )
    return {
        revision: institution or proposer
        for revision, institution, proposer in rows
        if revision is not None
    }
