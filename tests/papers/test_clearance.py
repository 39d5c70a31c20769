"""Clearance by co-organisers: versions, answers, what an edit does, what the paper says."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from eventmgr.accounts.models import EventRole
from eventmgr.audit.models import AuditEntry
from eventmgr.database import db
from eventmgr.drafting import actions, queries
from eventmgr.drafting.models import NodeKind, StructuredText, TextKind, TranslationState
from eventmgr.events.models import EventOrganiser, OrganiserRole
from eventmgr.mail.models import Mail
from eventmgr.papers import clearing
from eventmgr.papers.models import Answer, Means, PaperVersion
from eventmgr.papers.paper import bare_paper, concept_paper
from eventmgr.papers.snapshots import read, read_paper
from eventmgr.papers.standing import standing_of, version_note
from eventmgr.printing.compose import compose
from tests.helpers import count_queries


@pytest.fixture
def organisers(make):
    return [make.organisation(names={"en": name}) for name in ("First House", "Second House")]


@pytest.fixture
def event(make, organisers):
    return make.event(organisers=organisers)


@pytest.fixture
def author(make, event):
    return make.member(event)


@pytest.fixture
def text(event, author):
    text = actions.create_text(event, TextKind.CONCEPT_PAPER, actor=author, source_language="en")
    first = actions.add_node(text, None, NodeKind.HEADING, 1, "Background", actor=author)
    node = actions.add_node(text, first, NodeKind.PARAGRAPH, None, "Why we meet.", actor=author)
    actions.edit_node(text, node, "sq", "Pse takohemi.", 0, actor=author)
    db.session.commit()
    return text


def tree(event, text):
    return queries.tree(text, queries.languages_of(text, event))


def name_all(event, text, author, organisers):
    for number, organisation in enumerate(organisers):
        clearing.name_approver(
            event, TextKind.CONCEPT_PAPER, text, actor=author, organisation_id=organisation.id,
            name=f"Approver {number}", email=f"approver{number}@example.org", language="en",
        )  # fmt: skip


def circulate(event, text, author, note=""):
    return clearing.circulate(event, text, tree(event, text), bare_paper, actor=author, note=note)


def say(event, version, answer=Answer.YES, who=None, note=""):
    for approval in version.approvals:
        if who is None or approval.name == who:
            clearing.give_answer(
                event, approval, answer, actor="approver", means=Means.LINK, note=note
            )


def body_node(text):
    return db.session.scalars(
        select(actions.TextNode).where(
            actions.TextNode.text_id == text.id, actions.TextNode.kind == NodeKind.PARAGRAPH
        )
    ).first()


def token_of(name):
    mail = db.session.scalars(
        select(Mail).where(Mail.to_name == name).order_by(Mail.id.desc())
    ).first()
    return re.search(r"/clearance/([\w-]{40,})", mail.body_text)[1]


def test_life01_released_only_when_all_say_yes(event, text, author, organisers):
    name_all(event, text, author, organisers)
    version = circulate(event, text, author)
    say(event, version, who="Approver 0")
    assert version.cleared_at is None
    assert not standing_of(text).cleared
    say(event, version, who="Approver 1")
    assert version.cleared_at is not None
    assert standing_of(text).cleared
    kept = version.approvals[0]
    assert (kept.answer, kept.means) == (Answer.YES, Means.LINK)
    assert kept.answered_at is not None


def test_life01_every_co_organiser_needs_an_approver(event, text, author, organisers):
    name_all(event, text, author, organisers[:1])
    with pytest.raises(actions.Refused, match="Each co-organiser"):
        circulate(event, text, author)


@pytest.mark.parametrize("edit", ["words", "translation", "add", "delete", "move", "settings"])
def test_life01_any_edit_after_approval_begins_the_next_version(
    event, text, author, organisers, edit
):
    name_all(event, text, author, organisers)
    version = circulate(event, text, author)
    say(event, version)
    node = body_node(text)
    if edit == "words":
        actions.edit_node(text, node, "en", "Why we meet now.", 1, actor=author)
    elif edit == "translation":
        actions.edit_node(text, node, "cnr", "Zašto se sastajemo.", 0, actor=author)
    elif edit == "add":
        actions.add_node(text, node, NodeKind.PARAGRAPH, None, "More.", actor=author)
    elif edit == "delete":
        actions.delete_node(text, node, actor=author)
    elif edit == "move":
        actions.move_node(text, node, actor=author, direction="up")
    else:
        actions.set_up_text(text, {"doc_type": {"en": "Note"}}, text.version, actor=author)
    db.session.flush()
    standing = standing_of(text)
    assert (standing.number, standing.cleared, standing.holds) == (2, False, False)
    assert version.superseded_at is not None
    assert version.cleared_at is not None  # what was said of version 1 stays
    again = circulate(event, text, author)
    assert again.number == 2
    assert [one.answer for one in again.approvals] == [None, None]


def test_an_edit_taken_back_does_not_bring_the_approvals_back(event, text, author, organisers):
    name_all(event, text, author, organisers)
    say(event, circulate(event, text, author))
    node = body_node(text)
    actions.edit_node(text, node, "en", "Other.", 1, actor=author)
    actions.edit_node(text, node, "en", "Why we meet.", 2, actor=author)
    assert not standing_of(text).cleared


def test_what_changes_no_word_is_no_edit(make, event, text, author, organisers):
    name_all(event, text, author, organisers)
    version = circulate(event, text, author)
    node = body_node(text)
    other = make.member(event)
    actions.set_translation_state(text, node, "sq", TranslationState.CHECKED, actor=other)
    actions.add_comment(text, node, "Good.", actor=author)
    actions.edit_node(text, node, "en", "Why we meet.", 1, actor=author)
    db.session.flush()
    assert version.superseded_at is None


def test_the_paper_says_which_version_it_is(event, text, author, organisers):
    name_all(event, text, author, organisers)
    assert "Version 1, draft, " in compose(concept_paper(event, "en")).html
    version = circulate(event, text, author)
    assert "Version 1, draft, " in compose(concept_paper(event, "en")).html
    say(event, version)
    assert "Version 1, cleared on " in compose(concept_paper(event, "en")).html
    actions.edit_node(text, body_node(text), "en", "New.", 1, actor=author)
    html = compose(concept_paper(event, "en")).html
    assert "Version 2, draft, " in html
    assert "cleared" not in html


def test_facts_of_the_event_that_changed_are_never_called_cleared(event, text, author, organisers):
    name_all(event, text, author, organisers)
    version = circulate(event, text, author)
    say(event, version)
    event.title = event.title | {"en": "Another Workshop"}
    db.session.commit()
    html = compose(concept_paper(event, "en")).html
    assert "Another Workshop" in html
    assert "Version 2, draft, " in html
    assert clearing.facts_changed(event, tree(event, text), version, bare_paper) == ["en"]
    kept = read_paper(read(version).papers["en"], version_note(version, event, "en"))
    old = compose(kept).html
    assert "Regional Workshop" in old
    assert "Version 1, cleared on " in old
    assert circulate(event, text, author).number == 2


def test_a_snapshot_prints_what_was_circulated(event, text, author, organisers):
    name_all(event, text, author, organisers)
    before = {code: compose(bare_paper(event, code)).html for code in ("en", "sq")}
    version = circulate(event, text, author)
    actions.delete_node(text, body_node(text), actor=author)
    snapshot = read(version)
    assert snapshot.languages == ("en", "sq")  # nothing is written in Montenegrin yet
    for code, html in before.items():
        assert compose(read_paper(snapshot.papers[code], "")).html == html


def test_a_snapshot_that_was_tampered_with_is_not_shown(event, text, author, organisers):
    name_all(event, text, author, organisers)
    version = circulate(event, text, author)
    version.snapshot = version.snapshot.replace("Why we meet", "Why they meet")
    with pytest.raises(ValueError, match="not what was circulated"):
        read(version)


def test_the_same_text_is_not_sent_twice(event, text, author, organisers):
    name_all(event, text, author, organisers)
    circulate(event, text, author)
    with pytest.raises(actions.Refused, match="already"):
        circulate(event, text, author)


def test_asking_for_changes_needs_words_and_keeps_the_version_open(event, text, author, organisers):
    name_all(event, text, author, organisers)
    version = circulate(event, text, author)
    with pytest.raises(actions.Refused, match="what should be changed"):
        say(event, version, Answer.CHANGES, who="Approver 0")
    say(event, version, Answer.CHANGES, who="Approver 0", note="Paragraph 2")
    say(event, version, who="Approver 1")
    assert version.cleared_at is None
    say(event, version, who="Approver 0")
    assert version.cleared_at is not None
    with pytest.raises(actions.Refused, match="cleared already"):
        say(event, version, Answer.CHANGES, who="Approver 0", note="Too late")


def test_an_approver_named_later_is_asked_and_one_taken_off_is_not(event, text, author, organisers):
    name_all(event, text, author, organisers)
    version = circulate(event, text, author)
    third = clearing.name_approver(
        event, TextKind.CONCEPT_PAPER, text, actor=author, organisation_id=organisers[0].id,
        name="Approver 3", email="approver3@example.org", language="sq",
    )  # fmt: skip
    assert [one.name for one in version.approvals][-1] == "Approver 3"
    say(event, version, who="Approver 0")
    say(event, version, who="Approver 1")
    assert version.cleared_at is None
    clearing.remove_approver(event, text, third, actor=author)
    assert version.cleared_at is not None


def test_the_last_approver_of_an_organiser_cannot_be_dropped_to_clear_a_paper(
    event, text, author, organisers
):
    name_all(event, text, author, organisers)
    version = circulate(event, text, author)
    say(event, version, who="Approver 0")
    second = clearing.approvers_of(event, TextKind.CONCEPT_PAPER)[1]
    clearing.remove_approver(event, text, second, actor=author)
    assert version.cleared_at is None


def test_donors_need_not_approve_but_may_be_asked(make, event, text, author, organisers):
    donor = make.organisation(names={"en": "Donor"})
    event.organisers.append(
        EventOrganiser(organisation_id=donor.id, role=OrganiserRole.DONOR, position=5)
    )
    db.session.commit()
    name_all(event, text, author, organisers)
    version = circulate(event, text, author)
    say(event, version)
    assert version.cleared_at is not None


def test_mail_goes_out_with_a_personal_link(event, text, author, organisers):
    name_all(event, text, author, organisers)
    circulate(event, text, author, note="Please answer by Friday.")
    mails = db.session.scalars(select(Mail).order_by(Mail.id)).all()
    assert [mail.to_email for mail in mails] == ["approver0@example.org", "approver1@example.org"]
    assert "Please answer by Friday." in mails[0].body_text
    assert "version 1" in mails[0].subject
    assert token_of("Approver 0") != token_of("Approver 1")


def test_approver_answers_on_the_page_of_the_link(event, text, author, organisers, client):
    name_all(event, text, author, organisers)
    version = circulate(event, text, author)
    db.session.commit()
    number = version.id
    first, second = token_of("Approver 0"), token_of("Approver 1")
    page = client.get(f"/clearance/{first}").get_data(as_text=True)
    assert "Why we meet." in page
    assert "Approver 0" in page
    assert client.post(f"/clearance/{first}", data={"answer": "changes"}).status_code == 422
    assert client.post(f"/clearance/{first}", data={"answer": "yes"}).status_code == 303
    assert client.post(f"/clearance/{second}", data={"answer": "yes"}).status_code == 303
    assert db.session.get(PaperVersion, number).cleared_at is not None
    assert "All approvers have said yes" in client.get(f"/clearance/{first}").get_data(as_text=True)
    assert client.post(f"/clearance/{first}", data={"answer": "yes"}).status_code == 422
    assert client.get("/clearance/nothing").status_code == 410
    pdf = client.get(f"/clearance/{first}/en.pdf")
    assert pdf.data.startswith(b"%PDF")
    assert client.get(f"/clearance/{first}/cnr.pdf").status_code == 410
    entry = db.session.scalars(
        select(AuditEntry).where(AuditEntry.action == "answer clearance")
    ).first()
    assert entry.actor_label == "Approver 0"


def test_what_an_approver_asks_for_stands_beside_the_paragraph(
    event, text, author, organisers, client, sign_in
):
    name_all(event, text, author, organisers)
    version = circulate(event, text, author)
    db.session.commit()
    uid = body_node(text).uid
    path = f"/clearance/{token_of('Approver 0')}"
    assert f'<option value="{uid}">Why we meet.</option>' in client.get(path).text
    assert f'<option value="{uid}">Pse takohemi.</option>' in client.get(f"{path}?paper=sq").text
    data = {"answer": "changes", "note": "Please say who meets.", "paragraph": uid}
    assert client.post(path, data=data | {"paragraph": "elsewhere"}).status_code == 422
    for _time in range(2):
        assert client.post(path, data=data).status_code == 303
    db.session.rollback()
    found = {one.uid: [said.body for said in one.comments] for one in tree(event, text).paragraphs}
    assert found.pop(uid) == ["Approver 0: Please say who meets."]
    assert not any(found.values())
    # A remark is no edit: the version stays with those who have not answered yet.
    assert version.superseded_at is None
    assert client.post(path, data=data | {"answer": "yes", "note": "Fine."}).status_code == 303
    assert len(tree(event, text).find(uid).comments) == 1
    page = sign_in(author).get(f"/events/{event.slug}/concept-paper").text
    assert "Approver 0: Please say who meets." in page


def test_reminder_carries_a_newer_link(event, text, author, organisers, client):
    name_all(event, text, author, organisers)
    version = circulate(event, text, author)
    db.session.commit()
    old = token_of("Approver 0")
    clearing.remind(event, TextKind.CONCEPT_PAPER, version.approvals[0], actor=author)
    db.session.commit()
    assert client.get(f"/clearance/{old}").status_code == 410
    assert client.get(f"/clearance/{token_of('Approver 0')}").status_code == 200
    say(event, version, who="Approver 0")
    with pytest.raises(actions.Refused):
        clearing.remind(event, TextKind.CONCEPT_PAPER, version.approvals[0], actor=author)


def test_next_version_ends_the_links_of_the_last_and_shows_what_changed(
    event, text, author, organisers, client
):
    name_all(event, text, author, organisers)
    circulate(event, text, author)
    db.session.commit()
    old = token_of("Approver 0")
    text = db.session.get(StructuredText, text.id)
    actions.edit_node(text, body_node(text), "en", "Why we meet again.", 1, actor=author)
    circulate(event, text, author)
    db.session.commit()
    assert client.get(f"/clearance/{old}").status_code == 410
    page = client.get(f"/clearance/{token_of('Approver 0')}").get_data(as_text=True)
    assert "What changed since version 1" in page
    assert "<ins>" in page


def test_organiser_sees_where_the_paper_hangs(event, text, author, organisers, sign_in, make):
    browser = sign_in(author)
    path = f"/events/{event.slug}/concept-paper"
    page = browser.get(f"{path}/clearance").get_data(as_text=True)
    assert page.count("Nobody is named yet") == 2
    for number, organisation in enumerate(organisers):
        answer = browser.post(
            f"{path}/clearance/approvers",
            data={
                "organisation_id": organisation.id, "name": f"Approver {number}",
                "email": f"approver{number}@example.org", "language": "en",
            },
        )  # fmt: skip
        assert answer.status_code == 303
    assert browser.post(f"{path}/clearance/circulate", data={"note": ""}).status_code == 303
    page = browser.get(f"{path}/clearance").get_data(as_text=True)
    assert page.count("no answer yet") == 2
    assert "0 of 2 approved" in browser.get(path).get_data(as_text=True)
    version = db.session.scalars(select(PaperVersion)).one()
    first, second = (one.id for one in version.approvals)
    data = {"answer": "yes", "means": "telephone"}
    for number in (first, second):
        assert browser.post(f"{path}/clearance/{number}/answer", data=data).status_code == 303
    page = browser.get(f"{path}/clearance").get_data(as_text=True)
    assert "by telephone" in page
    assert "was cleared on" in page
    uid = body_node(text).uid
    paragraph = browser.get(f"{path}/paragraphs/{uid}?language=en").get_data(as_text=True)
    assert "Version 1 is cleared. Whatever you save makes version 2" in paragraph
    helper = sign_in(make.member(event, EventRole.CO_ORGANISER))
    seen = helper.get(f"{path}/clearance").get_data(as_text=True)
    assert "Approver 0" in seen
    assert "approver0@example.org" not in seen
    assert helper.post(f"{path}/clearance/circulate").status_code == 403


def test_the_pages_ask_as_often_for_one_approver_as_for_six(
    event, text, author, organisers, sign_in
):
    name_all(event, text, author, organisers)
    circulate(event, text, author)
    db.session.commit()
    browser = sign_in(author)
    path = f"/events/{event.slug}/concept-paper"
    pages = [f"{path}/clearance", f"{path}/versions", path]

    def asked():
        found = []
        for page in pages:
            browser.get(page)
            with count_queries() as statements:
                assert browser.get(page).status_code == 200
            found.append(len(statements))
        return found

    before = asked()
    text = db.session.get(StructuredText, text.id)
    for number in range(3, 7):
        clearing.name_approver(
            event, TextKind.CONCEPT_PAPER, text, actor=author, organisation_id=organisers[0].id,
            name=f"Approver {number}", email=f"approver{number}@example.org", language="en",
        )  # fmt: skip
    db.session.commit()
    assert asked() == before


def test_versions_can_be_compared_and_printed(event, text, author, organisers, sign_in):
    name_all(event, text, author, organisers)
    circulate(event, text, author)
    node = body_node(text)
    actions.edit_node(text, node, "en", "Why we meet today.", 1, actor=author)
    actions.add_node(text, node, NodeKind.PARAGRAPH, None, "Another reason.", actor=author)
    db.session.commit()
    browser = sign_in(author)
    path = f"/events/{event.slug}/concept-paper/versions"
    page = browser.get(path).get_data(as_text=True)
    assert "2 paragraphs differ." in page
    assert "<ins>" in page
    old = browser.get(f"{path}/1/en").get_data(as_text=True)
    assert "Why we meet." in old
    assert "today" not in old
    assert browser.get(f"{path}/1/en.pdf").data.startswith(b"%PDF")
    assert browser.get(f"{path}/1/cnr").status_code == 404
    assert browser.get(f"{path}/9/en").status_code == 404
