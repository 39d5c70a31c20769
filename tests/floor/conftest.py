"""A text on the floor: an agreement, three numbered paragraphs, two sub-points."""

from __future__ import annotations

import pytest

from eventmgr.database import db
from eventmgr.drafting import actions as drafting_actions
from eventmgr.drafting import queries as drafting
from eventmgr.drafting.models import NodeKind, TextKind
from eventmgr.floor import actions, deciding, links, proposing, queries, undo
from eventmgr.floor.models import LinkPurpose, Operation

WORDS = (
    (NodeKind.FORMULA, None, "The participants agreed on the following:"),
    (NodeKind.OPERATIVE, None, "Strengthen regional cooperation against trafficking;"),
    (NodeKind.OPERATIVE, None, "Exchange information, in particular:"),
    (NodeKind.SUB_POINT, 2, "on routes and prices;"),
    (NodeKind.SUB_POINT, 2, "on good practice;"),
    (NodeKind.OPERATIVE, None, "Meet again in a year."),
)


class Room:
    """A floor with short words for what is done on it; paragraphs by their place."""

    def __init__(self, make) -> None:
        self.make = make
        self.event = make.event()
        self.chair = make.member(self.event, name="Chair Person")
        self.text = drafting_actions.create_text(
            self.event, TextKind.CONCLUSIONS, actor=self.chair, source_language="en"
        )
        self.nodes = []
        for kind, level, words in WORDS:
            after = self.nodes[-1] if self.nodes else None
            self.nodes.append(
                drafting_actions.add_node(self.text, after, kind, level, words, actor=self.chair)
            )
        actions.open_floor(self.event, self.text, actor=self.chair)
        link = actions.add_link(self.event, self.text, actor=self.chair)
        db.session.commit()
        self.slug = self.event.slug
        self.token = links.token_of(link.nonce)
        screen = next(one for one in links.live(self.text) if one.purpose is LinkPurpose.SCREEN)
        self.screen_token = links.token_of(screen.nonce)
        self.uids = [node.uid for node in self.nodes]

    @property
    def board(self):
        db.session.expire_all()
        return queries.board(self.text)

    def line(self, place):
        return self.board.find(self.uids[place])

    def state(self, place):
        return self.line(place).stand.state

    def words(self, place):
        newest = drafting.newest_revision(self.nodes[place], "en")
        return newest.text if newest else ""

    def number(self, place):
        return drafting.newest_revision(self.nodes[place], "en").number

    def edit(self, place, words):
        revision = actions.edit(
            self.text, self.nodes[place], words, self.number(place), actor=self.chair
        )
        db.session.commit()
        return revision

    def stand(self, place, state, **more):
        actions.stand(self.text, self.nodes[place], state, actor=self.chair, **more)
        db.session.commit()

    def bracket(self, place, words, owner):
        actions.bracket(
            self.text, self.nodes[place], words, owner, self.number(place), actor=self.chair
        )
        db.session.commit()

    def propose(self, place, wording="", *, operation=Operation.REPLACE, **values):
        proposal = proposing.propose(
            links.find(self.token),
            self.nodes[place],
            **{
                "operation": operation,
                "wording": wording,
                "base_number": self.number(place),
                "proposer": "Ana Petrović",
                "institution": "Ministry of the Interior",
                "reason": "",
                "device": "a telephone",
            }
            | values,
        )
        db.session.commit()
        return proposal

    def take(self, proposal, **more):
        place = [node.id for node in self.nodes].index(proposal.node_id)
        node = deciding.take(self.text, proposal, self.number(place), actor=self.chair, **more)
        db.session.commit()
        return node

    def undo(self):
        act = undo.undo(self.text, self.board.last_act.id, actor=self.chair)
        db.session.commit()
        return act


@pytest.fixture
def room(make) -> Room:
    return Room(make)
