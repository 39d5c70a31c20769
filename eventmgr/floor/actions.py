"""What the chair does on the floor; every act can be taken back (undo.py)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l

from eventmgr.audit.actions import record
from eventmgr.database import db, now
from eventmgr.directory.models import Organisation
from eventmgr.drafting import actions as drafting_actions
from eventmgr.drafting import queries as drafting
from eventmgr.drafting.changing import Refused, check_open, hold, siblings
from eventmgr.drafting.models import StructuredText, TextNode, TextRevision
from eventmgr.drafting.placing import block_of
from eventmgr.events.models import Event
from eventmgr.floor import links
from eventmgr.floor.brackets import bracketed, put_brackets, without_brackets
from eventmgr.floor.journal import (
    add_act,
    add_standing,
    enter,
    note,
    put_on_screen,
    screen_now,
    standing_now,
)
from eventmgr.floor.lines import WAITING
from eventmgr.floor.models import (
    ActKind,
    Bracket,
    Floor,
    FloorLink,
    LinkPurpose,
    Proposal,
    ScreenMode,
    StandingState,
)
from eventmgr.floor.queries import find_floor


class Unchanged(Refused):
    """Nothing would be different afterwards."""


# --- the floor as a whole -------------------------------------------------------------------


def open_floor(event: Event, text: StructuredText, *, actor: Any) -> Floor:
    """Put a text on the floor, with a link for the screens; marks start from what it says now.

    On a text that is there already a new reading begins: standings, proposals and links stay,
    and the redline starts anew.
    """
    hold(text)
    check_open(text)
    floor = find_floor(text)
    if floor is None:
        floor = Floor(text_id=text.id)
        db.session.add(floor)
        db.session.flush()
        links.issue(text, event, LinkPurpose.SCREEN, actor_id=getattr(actor, "id", None))
    else:
        floor.opened_at = now()
        floor.version += 1
    record("floor.open", floor, actor=actor, event_id=event.id, label=text.kind.value)
    return floor


def set_end(text: StructuredText, ends_at: datetime | None, *, actor: Any) -> None:
    """Say until when the room has time; None takes the clock away."""
    floor = enter(text)
    before = floor.ends_at
    if before == ends_at:
        return
    floor.ends_at = ends_at
    floor.version += 1
    record(
        "floor.end",
        floor,
        actor=actor,
        event_id=text.event_id,
        label=text.kind.value,
        changes={"ends_at": [str(before or ""), str(ends_at or "")]},
    )


def show_link(text: StructuredText, shown: bool, *, actor: Any) -> None:
    """Show the delegations' address and its code on the screen, or take them away."""
    floor = enter(text)
    if floor.show_link != shown:
        floor.show_link = shown
        floor.version += 1
        record(
            "floor.show link",
            floor,
            actor=actor,
            event_id=text.event_id,
            label=text.kind.value,
            changes={"shown": [not shown, shown]},
        )


def add_link(
    event: Event, text: StructuredText, *, actor: Any, organisation: Organisation | None = None
) -> FloorLink:
    """Make a link for delegations: for everybody in the room, or for one institution."""
    enter(text)
    link = links.issue(
        text,
        event,
        LinkPurpose.DELEGATIONS,
        actor_id=getattr(actor, "id", None),
        organisation=organisation,
    )
    record("floor.add link", link, actor=actor, event_id=event.id, label=text.kind.value)
    return link


def revoke_link(text: StructuredText, link: FloorLink, *, actor: Any) -> None:
    """Withdraw a link; a screen's link is replaced, so that screens can be opened anew."""
    floor = enter(text)
    if link.revoked_at is not None:
        return
    link.revoked_at = now()
    floor.version += 1
    if link.purpose is LinkPurpose.SCREEN:
        event = db.session.get_one(Event, text.event_id)
        links.issue(text, event, LinkPurpose.SCREEN, actor_id=getattr(actor, "id", None))
    record("floor.revoke link", link, actor=actor, event_id=text.event_id, label=text.kind.value)


# --- the screen -----------------------------------------------------------------------------


def show(
    text: StructuredText,
    node: TextNode | None,
    *,
    actor: Any,
    mode: ScreenMode = ScreenMode.REDLINE,
    proposal: Proposal | None = None,
) -> None:
    """Put a paragraph on the screen, or a proposal for it; None empties the screen."""
    floor = enter(text)
    if node is not None and node.deleted_at is not None:
        raise drafting_actions.Refused(_l("This paragraph has been deleted in the meantime."))
    if proposal is not None and proposal.state not in WAITING:
        raise Refused(_l("This proposal has been dealt with in the meantime."))
    before = screen_now(floor)
    put_on_screen(floor, node, mode, proposal)
    after = screen_now(floor)
    if before != after:
        add_act(ActKind.SCREEN, text, node, {"screen": before}, {"screen": after}, actor=actor)
    note("show", text, floor, node, actor=actor)


def set_mode(text: StructuredText, mode: ScreenMode, *, actor: Any) -> None:
    """Show the paragraph on the screen with its changes marked, or clean."""
    floor = enter(text)
    node = db.session.get(TextNode, floor.node_id) if floor.node_id else None
    if floor.mode is mode:
        return
    floor.mode = mode
    floor.version += 1
    note("mode", text, floor, node, actor=actor, changes={"mode": ["", mode.value]})


# --- paragraphs -----------------------------------------------------------------------------


def stand(
    text: StructuredText,
    node: TextNode,
    state: StandingState,
    *,
    actor: Any,
    with_block: bool = False,
) -> list[TextNode]:
    """Say that a paragraph is agreed, held, or open again; `with_block` with its sub-points.

    Returns the paragraphs. What is agreed stands clean on the screen afterwards. Raises Refused
    where words in square brackets would be agreed.
    """
    floor = enter(text)
    nodes = [node]
    if with_block:
        live = [one for one in siblings(text) if one.deleted_at is None]
        nodes = block_of(live, live.index(node)) if node in live else [node]
    revisions = {one.id: drafting.newest_revision(one, text.source_language) for one in nodes}
    if state is StandingState.AGREED:
        for one in nodes:
            seen = revisions[one.id]
            if seen is None or not seen.text:
                raise Refused(_l("There are no words here yet that could be agreed."))
            if bracketed(seen.text):
                raise Refused(
                    _l(
                        "Square brackets are still open here. Please edit the paragraph and take "
                        "them out first, or hold it."
                    )
                )
    before = {"screen": screen_now(floor), "standings": [standing_now(one) for one in nodes]}
    for one in nodes:
        seen = revisions[one.id]
        add_standing(one, state, seen.id if seen else None, actor=actor)
    if state is StandingState.AGREED:
        put_on_screen(floor, node, ScreenMode.CLEAN)
    else:
        floor.version += 1
    add_act(
        ActKind.STAND,
        text,
        node,
        before,
        {"screen": screen_now(floor), "state": state.value},
        actor=actor,
    )
    note(
        "stand",
        text,
        node,
        node,
        actor=actor,
        changes={"standing": [before["standings"][0]["state"], state.value]},  # type: ignore[index]
    )
    return nodes


def edit(
    text: StructuredText,
    node: TextNode,
    words: str,
    version: int,
    *,
    actor: Any,
    reason: str = "",
    minor: bool = False,
) -> TextRevision:
    """Write a paragraph anew in the language of the text and put it on the screen.

    `version` is the number of the revision the chair saw; raises Conflict with the newer one.
    """
    floor = enter(text)
    old = drafting.newest_revision(node, text.source_language)
    before = {"screen": screen_now(floor), "revision": old.id if old else None}
    revision = drafting_actions.edit_node(
        text,
        node,
        text.source_language,
        words,
        version,
        actor=actor,
        reason=reason,
        minor=minor,
    )
    put_on_screen(floor, node, ScreenMode.REDLINE)
    if old is not None and revision.id == old.id:
        if before["screen"] != screen_now(floor):
            add_act(ActKind.SCREEN, text, node, {"screen": before["screen"]}, {}, actor=actor)
        return revision
    add_act(ActKind.EDIT, text, node, before, {"revision": revision.id}, actor=actor)
    return revision


def bracket(
    text: StructuredText, node: TextNode, words: str, owner: str, version: int, *, actor: Any
) -> TextRevision:
    """Put some words of a paragraph, "" meaning all, in square brackets for a delegation.

    Raises Refused where the words do not stand there, Conflict where somebody edited since.
    """
    floor = enter(text)
    old = drafting.newest_revision(node, text.source_language)
    if old is None:
        raise Refused(_l("There are no words here yet that could stand in brackets."))
    wording = put_brackets(old.text, words)
    if wording is None:
        raise Refused(
            _l(
                "These words do not stand in the paragraph as you typed them. Please copy them "
                "from it, or leave the field empty to bracket the whole paragraph."
            )
        )
    before = {
        "screen": screen_now(floor),
        "revision": old.id,
        "standings": [standing_now(node)],
    }
    revision = drafting_actions.edit_node(
        text, node, text.source_language, wording, version, actor=actor
    )
    asked = [one for one in bracketed(wording) if one not in bracketed(old.text)]
    row = Bracket(
        node_id=node.id,
        words=asked[0] if asked else words.strip(),
        owner=owner.strip()[:200],
        actor_id=getattr(actor, "id", None),
    )
    db.session.add(row)
    db.session.flush()
    add_standing(node, StandingState.BRACKETED, revision.id, actor=actor)
    put_on_screen(floor, node, ScreenMode.REDLINE)
    after = {"revision": revision.id, "bracket": row.id}
    add_act(ActKind.BRACKET, text, node, before, after, actor=actor)
    note("bracket", text, row, node, actor=actor)
    return revision


def unbracket(text: StructuredText, node: TextNode, version: int, *, actor: Any) -> TextRevision:
    """Take all square brackets of a paragraph off and leave their words in place."""
    old = drafting.newest_revision(node, text.source_language)
    if old is None or not bracketed(old.text):
        raise Refused(_l("There are no square brackets in this paragraph."))
    return edit(text, node, without_brackets(old.text), version, actor=actor)
