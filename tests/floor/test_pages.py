"""The chair's page without scripts, the screens, and the telephones."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from eventmgr.accounts.models import EventRole
from eventmgr.database import commit, db
from eventmgr.drafting import actions as drafting_actions
from eventmgr.drafting.models import TextState
from eventmgr.floor import actions, links, screens
from eventmgr.floor.models import Floor, FloorLink, Proposal, ProposalState, StandingState
from eventmgr.floor.watching import Watch
from tests.conftest import Browser
from tests.helpers import count_queries

ACTORS = [EventRole.ORGANISER, EventRole.SECRETARIAT]
READERS = [EventRole.CO_ORGANISER, EventRole.VIEWER]


@pytest.fixture
def desk(room, sign_in):
    """The chair's browser."""
    return sign_in(room.chair)


@pytest.fixture
def address(room):
    return f"/events/{room.slug}/floor"


def page(client, address, **query):
    answer = client.get(address, query_string=query)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def followed(answer):
    assert answer.status_code == 303, answer.get_data(as_text=True)[:2000]
    return answer.location


# --- who may what ---------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ACTORS)
def test_organiser_and_secretariat_act_as_chair(room, make, sign_in, address, role):
    client = sign_in(make.member(room.event, role))
    assert 'data-key="a"' in page(client, address, p=room.uids[1])
    followed(client.post(f"{address}/paragraphs/{room.uids[1]}/stand", data={"state": "agreed"}))
    assert room.state(1) is StandingState.AGREED


@pytest.mark.parametrize("role", READERS)
def test_others_see_the_floor_and_change_nothing(room, make, sign_in, address, role):
    client = sign_in(make.member(room.event, role))
    assert 'data-key="a"' not in page(client, address, p=room.uids[1])
    for path, data in (
        (f"paragraphs/{room.uids[1]}/stand", {"state": "agreed"}),
        (f"paragraphs/{room.uids[1]}/edit", {"text": "Other", "version": "1"}),
        ("screen", {"p": room.uids[1]}),
        ("undo", {"act": "1"}),
        ("links", {}),
    ):
        assert client.post(f"{address}/{path}", data=data).status_code == 403
    assert client.get(f"{address}/links").status_code == 403
    assert room.state(1) is StandingState.OPEN


@pytest.mark.parametrize("role", READERS)
def test_who_proposed_is_named_to_those_who_see_people_only(room, make, sign_in, address, role):
    room.propose(1, "Something else;")
    html = page(sign_in(make.member(room.event, role)), address, p=room.uids[1])
    assert "Ministry of the Interior" in html
    assert ("Ana Petrović" in html) is (role is EventRole.CO_ORGANISER)


def test_floor_without_conclusions_is_not_there(make, sign_in):
    event = make.event()
    client = sign_in(make.member(event))
    assert client.get(f"/events/{event.slug}/floor").status_code == 404


def test_paragraph_and_proposal_of_another_text_are_not_there(room, desk, make, address):
    other = type(room)(make)
    proposal = other.propose(1, "Elsewhere;")
    assert (
        desk.post(
            f"{address}/paragraphs/{other.uids[1]}/stand", data={"state": "agreed"}
        ).status_code
        == 404
    )
    assert desk.post(f"{address}/proposals/{proposal.id}/take").status_code == 404
    link = db.session.scalars(select(FloorLink).where(FloorLink.text_id == other.text.id)).first()
    assert desk.post(f"{address}/links/{link.id}/revoke").status_code == 404


# --- the chair's page -----------------------------------------------------------------------------


def test_floor_is_opened_by_a_button(make, sign_in):
    from eventmgr.drafting.models import NodeKind, TextKind

    event = make.event()
    chair = make.member(event)
    text = drafting_actions.create_text(
        event, TextKind.CONCLUSIONS, actor=chair, source_language="en"
    )
    drafting_actions.add_node(text, None, NodeKind.OPERATIVE, None, "Meet.", actor=chair)
    db.session.commit()
    client = sign_in(chair)
    assert "The text is not on the floor yet" in page(client, f"/events/{event.slug}/floor")
    followed(client.post(f"/events/{event.slug}/floor/open"))
    assert db.session.scalar(select(Floor)) is not None
    assert "Put on screen" in page(client, f"/events/{event.slug}/floor")


def test_editing_saves_and_shows(room, desk, address):
    form = page(desk, address, p=room.uids[5], do="edit")
    assert "Meet again in a year." in form
    followed(
        desk.post(
            f"{address}/paragraphs/{room.uids[5]}/edit",
            data={"text": "Meet again in two years.", "version": "1"},
        )
    )
    assert room.words(5) == "Meet again in two years."
    assert room.board.on_screen.uid == room.uids[5]


def test_editing_an_older_wording_shows_both_and_saves_the_second_time(room, desk, address):
    room.edit(5, "Meet again soon.")
    url = f"{address}/paragraphs/{room.uids[5]}/edit"
    answer = desk.post(url, data={"text": "Meet again in two years.", "version": "1"})
    assert answer.status_code == 409
    shown = answer.get_data(as_text=True)
    assert "Somebody else changed this paragraph" in shown
    assert "Meet again in two years." in shown
    version = re.search(r'name="version"[^>]*value="(\d+)"', shown).group(1)
    followed(desk.post(url, data={"text": "Meet again in two years.", "version": version}))
    assert room.words(5) == "Meet again in two years."


def test_empty_wording_is_asked_for_again(room, desk, address):
    answer = desk.post(
        f"{address}/paragraphs/{room.uids[5]}/edit", data={"text": " ", "version": "1"}
    )
    assert answer.status_code == 422
    assert "Please fill this in." in answer.get_data(as_text=True)


def test_brackets_ask_for_their_owner(room, desk, address):
    url = f"{address}/paragraphs/{room.uids[1]}/bracket"
    assert desk.post(url, data={"words": "regional", "version": "1"}).status_code == 422
    data = {"words": "nowhere", "owner": "Host", "version": "1"}
    answer = desk.post(url, data=data)
    assert answer.status_code == 422
    assert "do not stand in the paragraph" in answer.get_data(as_text=True)
    followed(desk.post(url, data={"words": "regional", "owner": "Host", "version": "1"}))
    shown = page(desk, address)
    assert "1 open bracket" in shown
    assert "Host" in shown


def test_agreeing_to_open_brackets_is_refused_with_a_reason(room, desk, address):
    room.bracket(1, "regional", "Host")
    url = f"{address}/paragraphs/{room.uids[1]}/stand"
    where = followed(desk.post(url, data={"state": "agreed"}))
    assert f"p={room.uids[1]}" in where
    assert "Square brackets are still open here" in desk.get(where).get_data(as_text=True)


def test_undo_stands_on_the_page_and_in_the_message(room, desk, address):
    url = f"{address}/paragraphs/{room.uids[1]}/stand"
    shown = desk.get(followed(desk.post(url, data={"state": "held"}))).get_data(as_text=True)
    assert "Paragraph 1 is held." in shown
    act = re.search(r'name="act" value="(\d+)"', shown).group(1)
    followed(desk.post(f"{address}/undo", data={"act": act}))
    assert room.state(1) is StandingState.OPEN


def test_only_what_is_open_leaves_out_what_is_agreed(room, desk, address):
    room.stand(1, StandingState.AGREED)
    shown = page(desk, address, p=room.uids[2], open="1")
    listed = shown[shown.index("floor-list") : shown.index("floor-centre")]
    assert room.uids[1] not in listed
    assert room.uids[2] in listed


def test_queue_is_decided_by_plain_forms(room, desk, address):
    first = room.propose(1, "Strengthen European cooperation against trafficking;", device="a" * 20)
    second = room.propose(1, "Strengthen global cooperation against trafficking;", device="b" * 20)
    shown = page(desk, address, p=room.uids[1])
    assert "2 proposals wait" in shown
    assert "Others want the same words" in shown
    followed(desk.post(f"{address}/screen", data={"p": room.uids[1], "proposal": str(first.id)}))
    assert room.board.proposal_on_screen.id == first.id
    followed(desk.post(f"{address}/proposals/{first.id}/take", data={"version": "1"}))
    assert room.words(1) == "Strengthen European cooperation against trafficking;"
    shown = page(desk, address, p=room.uids[1])
    assert "please merge by hand" in shown
    form = page(desk, address, p=room.uids[1], do="merge", proposal=str(second.id))
    assert "Strengthen global cooperation against trafficking;" in form
    followed(
        desk.post(
            f"{address}/proposals/{second.id}/merge",
            data={"text": "Strengthen European and global cooperation;", "version": "2"},
        )
    )
    db.session.refresh(second)
    assert second.state is ProposalState.MERGED


def test_clock_is_set_and_taken_away(room, desk, address):
    followed(desk.post(f"{address}/end", data={"until": "16:30"}))
    assert "until 16:30" in page(desk, address)
    assert "until 16:30" in page(desk, f"/floor/{room.screen_token}/projector")
    followed(desk.post(f"{address}/end", data={"until": ""}))
    assert room.board.floor.ends_at is None
    desk.post(f"{address}/end", data={"until": "half past four"})
    assert room.board.floor.ends_at is None


def test_adopted_text_is_shown_and_not_changed(room, desk, address):
    room.text.state = TextState.ADOPTED
    room.text.sealed = "{}"
    db.session.commit()
    assert 'data-key="a"' not in page(desk, address, p=room.uids[1])
    desk.post(f"{address}/paragraphs/{room.uids[1]}/stand", data={"state": "agreed"})
    assert room.state(1) is StandingState.OPEN


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("paragraphs/{uid}/stand", {"state": "nonsense"}),
        ("paragraphs/{uid}/stand", {"state": "bracketed"}),
        ("mode", {"mode": "sideways"}),
        ("proposals/{proposal}/decide", {"state": "agreed"}),
        ("proposals/{proposal}/decide", {}),
    ],
)
def test_unknown_values_are_bad_requests(room, desk, address, path, data):
    proposal = room.propose(1, "Other words;")
    url = f"{address}/{path}".format(uid=room.uids[1], proposal=proposal.id)
    assert desk.post(url, data=data).status_code == 400


def test_chair_page_asks_a_constant_number_of_questions(room, desk, address):
    def asked():
        with count_queries() as found:
            page(desk, address, p=room.uids[1])
        return len(found)

    asked()
    few = asked()
    for place in range(1, 6):
        for device in ("a", "b"):
            room.propose(place, f"Words of {device};", device=device * 20)
        room.bracket(place, "", f"Owner {place}")
    assert asked() == few


def test_chair_splits_by_an_empty_line_and_joins_again(room, desk, address):
    form = {"text": "Meet again\n\nin a year.", "version": str(room.number(5))}
    where = followed(desk.post(f"{address}/paragraphs/{room.uids[5]}/edit", data=form))
    assert "The paragraph is split." in desk.get(where).get_data(as_text=True)
    texts = [line.text for line in room.board.lines]
    assert texts[5:] == ["Meet again", "in a year."]
    uid = room.board.lines[6].uid
    where = followed(desk.post(f"{address}/paragraphs/{uid}/join"))
    assert f"p={room.uids[5]}" in where
    assert [line.text for line in room.board.lines][5:] == ["Meet again in a year."]
    shown = page(desk, address, p=room.uids[0])
    assert "/join" not in shown, "nothing stands before the first paragraph"


# --- screens --------------------------------------------------------------------------------------


def test_state_is_a_few_bytes_and_304_while_nothing_changes(room, client):
    url = f"/floor/{room.screen_token}/state"
    first = client.get(url)
    assert first.status_code == 200
    assert len(first.data) < 40
    assert "Set-Cookie" not in first.headers
    tag = first.headers["ETag"]
    again = client.get(url, headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    room.stand(1, StandingState.HELD)
    assert client.get(url, headers={"If-None-Match": tag}).status_code == 200


def test_state_reads_one_row(room, client):
    url = f"/floor/{room.screen_token}/state"
    client.get(url)
    with count_queries() as found:
        client.get(url)
    assert len([one for one in found if one.lstrip().upper().startswith("SELECT")]) == 1


def test_translations_and_ordinary_edits_change_the_state_too(room, client):
    url = f"/floor/{room.screen_token}/state"
    tag = client.get(url).headers["ETag"]
    drafting_actions.edit_node(
        room.text, room.nodes[1], "cnr", "Ojačati saradnju;", 0, actor=room.chair
    )
    db.session.commit()
    assert client.get(url, headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("path", ["state", "projector", "booth", "projector/content", ""])
def test_wrong_expired_and_revoked_links_open_nothing(room, client, path):
    assert client.get(f"/floor/wrong/{path}").status_code == 410
    link = db.session.scalar(select(FloorLink).where(FloorLink.purpose == "screen"))
    link.revoked_at = link.created_at
    db.session.commit()
    assert client.get(f"/floor/{room.screen_token}/{path}").status_code == 410
    link.revoked_at, link.expires_at = None, link.created_at
    db.session.commit()
    assert client.get(f"/floor/{room.screen_token}/{path}").status_code == 410


def test_projector_shows_marks_then_the_clean_result(room, client):
    url = f"/floor/{room.screen_token}/projector"
    assert "The text will appear here." in page(client, url)
    room.edit(5, "Meet again in two years.")
    shown = page(client, url)
    assert re.search(r"<del[^>]*>a year</del>", shown)
    assert re.search(r"<ins[^>]*>two years</ins>", shown)
    assert '<p class="slide-number">3</p>' in shown
    room.stand(5, StandingState.AGREED)
    shown = page(client, f"{url}/content", text="en")
    assert "<ins" not in shown
    assert "Meet again in two years." in shown


def test_two_languages_say_what_is_missing_and_what_is_behind(room, client):
    actions.show(room.text, room.nodes[5], actor=room.chair)
    db.session.commit()
    url = f"/floor/{room.screen_token}/booth"
    assert "Not yet translated." in page(client, url, left="en", right="cnr")
    drafting_actions.edit_node(
        room.text, room.nodes[5], "cnr", "Ponovo za godinu.", 0, actor=room.chair
    )
    db.session.commit()
    shown = page(client, url, left="en", right="cnr")
    assert "Ponovo za godinu." in shown
    assert "not up to date" not in shown
    room.edit(5, "Meet again in two years.")
    assert "not up to date" in page(client, url, left="en", right="cnr")
    assert client.get(url, query_string={"left": "xx"}).status_code == 404


def test_screen_without_scripts_is_loaded_anew_where_asked(room, client):
    url = f"/floor/{room.screen_token}/projector"
    answer = client.get(url, query_string={"text": "en"})
    assert "Refresh" not in answer.headers
    assert f"{url}?text=en&amp;plain=1" in answer.get_data(as_text=True)
    assert client.get(url, query_string={"plain": "1"}).headers["Refresh"] == "4"


def test_projector_speaks_the_language_it_shows(room, client):
    drafting_actions.edit_node(
        room.text, room.nodes[5], "sq", "Takohen sërish.", 0, actor=room.chair
    )
    actions.show(room.text, room.nodes[5], actor=room.chair)
    db.session.commit()
    shown = page(client, f"/floor/{room.screen_token}/projector", text="sq")
    assert '<html lang="sq"' in shown
    assert "Takohen sërish." in shown


def test_code_is_shown_on_the_screen_and_gives_way_to_the_text(room, desk, client, address):
    followed(desk.post(f"{address}/links/show", data={"shown": "1"}))
    url = f"/floor/{room.screen_token}/projector"
    assert room.token in page(client, url)
    assert client.get(f"/floor/{room.token}/code.svg").mimetype == "image/svg+xml"
    followed(desk.post(f"{address}/screen", data={"p": room.uids[1]}))
    assert room.token not in page(client, url)


def test_screen_link_takes_no_proposals(room, client):
    token = room.screen_token
    assert client.get(f"/floor/{token}/").location.endswith("/projector")
    assert client.get(f"/floor/{token}/propose/{room.uids[1]}").status_code == 410
    assert client.get(f"/floor/{token}/text").status_code == 410


KEPT = (
    "TESTING",
    "DATA_FOLDER",
    "SECRET_KEY",
    "SQLALCHEMY_DATABASE_URI",
    "QUEUE_FILE",
    "WTF_CSRF_ENABLED",
)


# --- telephones -----------------------------------------------------------------------------------

GOOD = {
    "operation": "replace",
    "wording": "Stop trafficking;",
    "proposer": "Ana Petrović",
    "institution": "Ministry",
    "reason": "Shorter.",
    "version": "1",
}


def send(client, room, place=1, **values):
    return client.post(f"/floor/{room.token}/propose/{room.uids[place]}", data=GOOD | values)


def test_telephone_reads_and_proposes_without_scripts(room, client):
    shown = page(client, f"/floor/{room.token}/")
    assert f"propose/{room.uids[1]}" in shown
    form = page(client, f"/floor/{room.token}/propose/{room.uids[1]}")
    assert "Strengthen regional cooperation against trafficking;</textarea>" in form
    where = followed(send(client, room))
    shown = client.get(where).get_data(as_text=True)
    assert "Your proposals" in shown
    assert "waits for the chair" in shown
    assert queued(room).proposer == "Ana Petrović"


def queued(room):
    db.session.expire_all()
    return db.session.scalars(select(Proposal).order_by(Proposal.id.desc())).first()


def test_telephone_remembers_the_name_and_withdraws(room, client, app):
    followed(send(client, room))
    form = page(client, f"/floor/{room.token}/propose/{room.uids[5]}")
    assert 'value="Ana Petrović"' in form
    proposal = queued(room)
    stranger = app.test_client()
    url = f"/floor/{room.token}/withdraw/{proposal.id}"
    assert stranger.post(url).status_code == 404
    followed(client.post(url))
    assert queued(room).state is ProposalState.WITHDRAWN


def test_chairs_word_reaches_the_telephone_that_proposed_and_no_other(
    room, client, desk, address, app
):
    followed(send(client, room))
    url = f"{address}/proposals/{queued(room).id}/decide"
    followed(desk.post(url, data={"state": "declined", "word": "See paragraph 4."}))
    assert "See paragraph 4." in page(client, f"/floor/{room.token}/mine")
    assert page(app.test_client(), f"/floor/{room.token}/mine").strip() == ""


def test_taken_deletion_is_told_to_its_telephone_and_to_the_chair(room, client, desk, address):
    followed(send(client, room, place=5, operation="delete"))
    followed(desk.post(f"{address}/proposals/{queued(room).id}/take", data={"version": "1"}))
    shown = page(client, f"/floor/{room.token}/mine")
    assert "Deleted paragraph" in shown
    assert "taken into the text" in shown
    assert "1 proposal for a deleted paragraph" in page(desk, address)


def test_names_of_proposers_stay_with_the_chair(room, client, app):
    followed(send(client, room))
    shown = page(app.test_client(), f"/floor/{room.token}/")
    assert "1 proposal waits" in shown
    assert "Ana Petrović" not in shown
    assert "Stop trafficking" not in shown


def test_link_of_an_institution_fills_its_name_in(room, make, client):
    from eventmgr.floor import links

    organisation = make.organisation(names={"en": "Border Police"})
    link = actions.add_link(room.event, room.text, actor=room.chair, organisation=organisation)
    db.session.commit()
    token = links.token_of(link.nonce)
    assert 'value="Border Police"' in page(client, f"/floor/{token}/propose/{room.uids[1]}")


def test_paragraph_changed_while_writing_is_told_and_kept(room, client):
    room.edit(1, "Strengthen European cooperation against trafficking;")
    where = followed(
        send(client, room, wording="Strengthen regional cooperation against smuggling;")
    )
    assert "changed while you were writing" in client.get(where).get_data(as_text=True)
    (one,) = room.line(1).proposals
    assert one.behind
    assert one.merged == "Strengthen European cooperation against smuggling;"


def test_text_is_read_in_the_readers_language(room, client):
    drafting_actions.edit_node(
        room.text, room.nodes[5], "cnr", "Ponovo za godinu.", 0, actor=room.chair
    )
    db.session.commit()
    shown = page(client, f"/floor/{room.token}/", text="cnr")
    assert "Ponovo za godinu." in shown
    assert "Not yet translated." in shown
    assert page(client, f"/floor/{room.token}/", text="nonsense")


def test_marks_can_be_left_out(room, client):
    room.edit(5, "Meet again in two years.")
    assert "<ins" in page(client, f"/floor/{room.token}/")
    assert "<ins" not in page(client, f"/floor/{room.token}/", marks="0")


HOSTILE = [
    {"wording": ""},
    {"wording": "x" * 8001},
    {"proposer": ""},
    {"proposer": "x" * 201},
    {"institution": ""},
    {"operation": "nonsense"},
    {"operation": ""},
    {"reason": "x" * 601},
    {"wording": "Strengthen regional cooperation against trafficking;"},
]


@pytest.mark.parametrize("values", HOSTILE, ids=lambda one: next(iter(one)))
def test_hostile_forms_are_answered_in_words_and_store_nothing(room, client, values):
    answer = send(client, room, **values)
    assert answer.status_code == 422
    assert "Please look at these answers again" in answer.get_data(as_text=True)
    assert queued(room) is None


@pytest.mark.parametrize("version", ["-1", "99999999999", "1e5", "", "1; DROP TABLE", "٣", "999"])
def test_hostile_versions_count_as_todays_wording(room, client, version):
    followed(send(client, room, version=version))
    assert queued(room).base_revision_id == room.line(1).paragraph.wording("en").revision_id


def test_scripts_in_wording_and_names_are_shown_as_words(room, client, desk, address):
    bad = "<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)>"
    followed(send(client, room, wording=bad, proposer=bad[:190], institution=bad[:190]))
    proposal = queued(room)
    actions.show(room.text, room.nodes[1], actor=room.chair, proposal=proposal)
    db.session.commit()
    for shown in (
        page(desk, address, p=room.uids[1]),
        page(client, f"/floor/{room.token}/"),
        page(client, f"/floor/{room.screen_token}/projector"),
    ):
        assert "<script>alert" not in shown
        assert "<img src=x" not in shown
        assert 'href="javascript' not in shown


def test_null_characters_and_unknown_paragraphs_are_refused(room, client):
    assert send(client, room, wording="a\x00b").status_code == 400
    answer = client.post(f"/floor/{room.token}/propose/nothing", data=GOOD)
    assert followed(answer).endswith(f"/floor/{room.token}/")


def test_adopted_text_takes_no_proposals(room, client):
    room.text.state = TextState.ADOPTED
    room.text.sealed = "{}"
    db.session.commit()
    assert "It takes no more proposals" in page(
        client, f"/floor/{room.token}/propose/{room.uids[1]}"
    )
    send(client, room)
    assert queued(room) is None


# Limits ask the database nothing: one engine is enough.
@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_one_telephone_is_slowed_down(room, app):
    from eventmgr import create_app
    from eventmgr.extensions import limiter

    kept = {name: app.config[name] for name in KEPT}
    limited = create_app(kept | {"RATELIMIT_ENABLED": True})
    limited.test_client_class = Browser
    try:
        client = limited.test_client()
        answers = [send(client, room, wording=f"Wording {n};").status_code for n in range(15)]
    finally:
        limiter.enabled = False
        with limited.app_context():
            db.engine.dispose()
    assert answers[0] == 303
    assert 429 in answers


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_a_room_behind_one_address_is_not_slowed_down(room, app):
    """Twenty telephones that propose for the first time come from one address: that of the hall."""
    from eventmgr import create_app
    from eventmgr.extensions import limiter

    kept = {name: app.config[name] for name in KEPT}
    limited = create_app(kept | {"RATELIMIT_ENABLED": True})
    limited.test_client_class = Browser
    try:
        answers = [
            send(limited.test_client(), room, wording=f"Wording {n};").status_code
            for n in range(20)
        ]
    finally:
        limiter.enabled = False
        with limited.app_context():
            db.engine.dispose()
    assert set(answers) == {303}


def test_an_answer_to_watchers_is_known_for_a_moment_and_forgotten_with_a_change(room, app):
    watch = Watch(app, app.wsgi_app)
    watch._lasts = 60.0
    token = room.screen_token
    first = watch.said(token)
    with count_queries() as found:
        assert watch.said(token) == first
    assert found == []
    room.stand(1, StandingState.HELD)
    assert watch.said(token) == first, "another process does not tell"
    commit()
    assert watch.said(token) != first
    assert watch.said("x" * 43) == ""


def test_watchers_get_the_headers_of_every_answer(room, client):
    first = client.get(f"/floor/{room.screen_token}/state")
    known = {"If-None-Match": first.headers["ETag"]}
    answers = [
        first,
        client.get(f"/floor/{room.screen_token}/state", headers=known),
        client.get(f"/floor/{'x' * 43}/state"),
    ]
    assert [answer.status_code for answer in answers] == [200, 304, 410]
    for answer in answers:
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert answer.headers["Cache-Control"] == "no-store, private"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_text_for_telephones_is_made_once_for_all(room, client, app):
    page(client, f"/floor/{room.token}/text", text="en")
    with count_queries() as found:
        page(app.test_client(), f"/floor/{room.token}/text", text="en")
    assert len(found) <= 2


def rows_of(shown):
    return re.findall(r'<li id="p-([^"]+)"', shown)


def test_telephone_lists_only_what_is_open(room, client):
    room.stand(1, StandingState.AGREED)
    whole = page(client, f"/floor/{room.token}/")
    assert rows_of(whole) == room.uids
    assert "marks=1&amp;open=1" in whole
    shown = page(client, f"/floor/{room.token}/", open="1")
    assert room.uids[1] not in rows_of(shown)
    assert room.uids[2] in rows_of(shown)
    assert re.search(r'open=1" aria-current="true">Only what is open', shown)
    # What is on the screen but not in the list is found in the whole text.
    actions.show(room.text, room.nodes[1], actor=room.chair)
    db.session.commit()
    shown = page(client, f"/floor/{room.token}/", open="1")
    assert f'href="?text=en&amp;marks=1#p-{room.uids[1]}"' in shown


def test_telephone_says_where_nothing_is_open(room, client):
    for place in range(len(room.uids)):
        room.stand(place, StandingState.AGREED)
    shown = page(client, f"/floor/{room.token}/", open="1")
    assert rows_of(shown) == []
    assert "Nothing is open any more." in shown
    assert "Nothing is open any more." not in page(client, f"/floor/{room.token}/")


def test_telephone_keeps_the_choice_while_the_text_changes(room, client):
    shown = page(client, f"/floor/{room.token}/", open="1", marks="0")
    address = re.search(r'data-content="([^"]+)"', shown).group(1).replace("&amp;", "&")

    def fetched():
        return rows_of(client.get(address).get_data(as_text=True))

    assert room.uids[5] in fetched()
    room.stand(5, StandingState.AGREED)
    listed = fetched()
    assert room.uids[5] not in listed
    assert room.uids[2] in listed
    # Each choice is kept for all who made it, none is given to another.
    whole = page(client, f"/floor/{room.token}/text", text="en", marks="0")
    assert room.uids[5] in rows_of(whole)
    with count_queries() as found:
        assert fetched() == listed
    assert len(found) <= 2


def test_telephone_lists_open_brackets_with_their_owners(room, client):
    assert "floor-brackets" not in page(client, f"/floor/{room.token}/")
    room.bracket(1, "regional", "Delegation A & B")
    room.edit(5, "Meet again [in a year].")
    for choice in ({}, {"open": "1"}, {"text": "cnr"}):
        shown = page(client, f"/floor/{room.token}/", **choice)
        top = shown[shown.index('id="floor-brackets"') : shown.index('id="floor-text"')]
        assert f'href="#p-{room.uids[1]}"' in top
        assert f'href="#p-{room.uids[5]}"' in top
        assert "[regional]" in top
        assert "[in a year]" in top
        assert "Delegation A &amp; B" in top
        assert "2 open brackets" in top
        assert "owner not known" in top


def test_what_cannot_be_made_for_a_screen_leaves_nothing_behind(room):
    # What is made is kept for the whole process: a key that no other run of this test has.
    key = object()
    with pytest.raises(LookupError):
        screens.once(key, lambda: {}["nothing"])
    assert key not in screens._making
    assert screens.once(key, lambda: "made") == "made"


def test_content_is_answered_from_memory_until_the_floor_changes(room, client, app):
    """A change sends sixty for the same page at once: one is made, the others get its bytes."""
    address = f"/floor/{room.token}/text?text=en&marks=1"
    first = client.get(address)
    with count_queries() as found:
        again = app.test_client().get(address)
    assert again.data == first.data
    assert dict(again.headers) == dict(first.headers)
    assert len([one for one in found if one.lstrip().upper().startswith("SELECT")]) == 1
    room.edit(1, "Other words;")
    assert "Other words" in client.get(address).get_data(as_text=True)


def test_content_from_memory_speaks_each_readers_language(room, client, app):
    address = f"/floor/{room.token}/text?text=en&marks=1"
    room.stand(1, StandingState.HELD)
    english = client.get(address, headers={"Accept-Language": "en"}).get_data(as_text=True)
    albanian = client.get(address, headers={"Accept-Language": "sq"}).get_data(as_text=True)
    assert english != albanian
    chosen = app.test_client()
    chosen.get("/language/sq?next=/sign-in")
    own = chosen.get(address, headers={"Accept-Language": "en"}).get_data(as_text=True)
    assert own == albanian


def test_content_from_memory_ends_with_its_link(room, client):
    address = f"/floor/{room.token}/text?text=en&marks=1"
    assert client.get(address).status_code == 200
    link = db.session.scalars(select(FloorLink).where(
        FloorLink.token_hash == links.hash_of(room.token))).one()  # fmt: skip
    actions.revoke_link(room.text, link, actor=room.chair)
    db.session.commit()
    assert client.get(address).status_code == 410
