"""The press release: S001, statements and their clearing, release, the public page."""

from __future__ import annotations

import io
import re
from datetime import date, time

import pytest
from sqlalchemy import select

from eventmgr.accounts.models import EventRole, Membership
from eventmgr.agenda.models import AgendaItem, AgendaPerson, ItemKind, SessionRole
from eventmgr.database import db
from eventmgr.drafting import actions as drafting
from eventmgr.drafting import queries
from eventmgr.drafting.models import NodeKind, StructuredText, TextKind
from eventmgr.events.prints import PRINTS
from eventmgr.i18n.names import fold
from eventmgr.mail.models import Mail
from eventmgr.papers import clearing
from eventmgr.papers.models import Answer, Means, PaperVersion
from eventmgr.press import actions
from eventmgr.press.models import PressQuote, QuoteState
from eventmgr.press.offers import lead_of
from eventmgr.press.paper import bare_press, press_paper
from eventmgr.press.quotes import quoted_parts, statements_of
from eventmgr.press.views import obstacles
from eventmgr.printing.compose import compose
from tests.helpers import count_queries
from tests.seeds.reading import seed_bytes

QUOTE = "Ana Anić, Minister, said: “We shall work together, more than ever before in this region.”"


@pytest.fixture
def event(make):
    house = make.organisation(names={"en": "First House", "cnr": "Prva kuća", "sq": "Shtëpia"})
    return make.event(organisers=[house], public=True, contact_email="press@example.org")


@pytest.fixture
def author(make, event):
    return make.member(event)


@pytest.fixture
def text(event, author):
    text = drafting.create_text(event, TextKind.PRESS_RELEASE, actor=author, source_language="en")
    head = drafting.add_node(text, None, NodeKind.HEADING, 1, "Region meets", actor=author)
    drafting.add_node(text, head, NodeKind.PARAGRAPH, None, QUOTE, actor=author)
    db.session.commit()
    return text


def tree(event, text):
    return queries.tree(text, queries.languages_of(text, event))


def mark(text, author, **values):
    node = db.session.scalars(
        select(drafting.TextNode).where(
            drafting.TextNode.text_id == text.id, drafting.TextNode.kind == NodeKind.PARAGRAPH
        )
    ).first()
    return actions.mark_statement(
        text, node, actor=author,
        **{"speaker": "Ana Anić", "post": {"en": "Minister"}, "email": "ana@example.org"} | values,
    )  # fmt: skip


def token(folder):
    mail = db.session.scalars(select(Mail).order_by(Mail.id.desc())).first()
    return re.search(rf"/{folder}/([\w-]{{40,}})", mail.body_text)[1]


def approve(event, text, author):
    organisation = event.organisers[0].organisation_id
    clearing.name_approver(
        event, TextKind.PRESS_RELEASE, text, actor=author, organisation_id=organisation,
        name="Approver", email="approver@example.org", language="en",
    )  # fmt: skip
    version = clearing.circulate(event, text, tree(event, text), bare_press, actor=author)
    for approval in version.approvals:
        clearing.give_answer(event, approval, Answer.YES, actor=author, means=Means.TELEPHONE)
    return version


def import_s001(browser, event):
    data, name = seed_bytes("001")
    path = f"/events/{event.slug}/press-release"
    answer = browser.post(f"{path}/import", data={"file": (io.BytesIO(data), name)})
    assert answer.status_code == 303
    review = answer.headers["Location"]
    assert browser.post(review, data={"store": "1", "language": "en"}).status_code == 303
    return path


def test_s001_headline_and_seven_paragraphs_none_numbered(event, author, sign_in):
    browser = sign_in(author)
    import_s001(browser, event)
    text = queries.find_text(event, TextKind.PRESS_RELEASE)
    now = tree(event, text)
    kinds = [one.kind for one in now.paragraphs]
    assert kinds == [NodeKind.HEADING] + [NodeKind.PARAGRAPH] * 7
    assert not any(one.label.printed for one in now.paragraphs)
    words = " ".join(now.texts("en"))
    assert (words.count("“"), words.count("”"), words.count("’")) == (4, 4, 3)
    paper = PRINTS["press-release"].build(event, "en")
    assert paper.masthead.title.startswith("Regional workshop in Belgrade explores")
    assert "Šahović" in compose(paper).html
    assert "Nikolić" in compose(paper).html


def test_s001_three_speakers_offered_and_two_quoted_parts_are_one_statement(event, author, sign_in):
    browser = sign_in(author)
    path = import_s001(browser, event)
    text = queries.find_text(event, TextKind.PRESS_RELEASE)
    found = statements_of(text, tree(event, text)).offered
    assert [one.speaker for one in found] == [
        "Ambassador Dejan Šahović", "Ljubomir Nikolić", "Guy Vinet",
    ]  # fmt: skip
    assert [len(one.parts) for one in found] == [2, 1, 1]
    assert [one.post for one in found] == [
        "representative of Serbia’s 2015 OSCE Chairmanship",
        "Assistant Minister at Serbia’s Interior Ministry",
        "Head of the Strategic Police Matters Unit at the OSCE’s Transnational Threats Department",
    ]
    page = browser.get(f"{path}/statements").get_data(as_text=True)
    assert page.count("Quoted in the text, not marked yet") == 3
    for one in found:
        form = browser.get(f"{path}/statements/new?paragraph={one.uid}").get_data(as_text=True)
        assert f'value="{one.speaker}"' in form
        data = {"paragraph": one.uid, "speaker": one.speaker, "post-en": one.post, "email": ""}
        assert browser.post(f"{path}/statements/new", data=data).status_code == 303
    db.session.rollback()
    now = statements_of(text, tree(event, text))
    assert [one.quote.speaker for one in now.marked] == [one.speaker for one in found]
    assert now.offered == ()


@pytest.mark.parametrize(("words", "parts"), [
    ("He said: “We will meet again in the autumn here.”", 1),
    ("„Sastajemo se opet na jesen u istom gradu“, rekla je.", 1),
    ("«Do të takohemi përsëri në vjeshtë këtu», tha ai.", 1),
    ("The “Regional Workshop” was held.", 0),
    ("It's nobody's word.", 0),
    ("“One two three four five six,” she said. “Seven eight nine ten eleven.”", 2),
])  # fmt: skip
def test_quoted_words_are_found_in_every_languages_marks(words, parts):
    assert len(quoted_parts(words)) == parts


def test_life_row_16_a_print_marks_what_nobody_cleared(event, text, author):
    assert "[statement not cleared yet]" in compose(press_paper(event, "en")).html
    quote = mark(text, author)
    assert "[statement not cleared yet]" in compose(press_paper(event, "en")).html
    actions.clear_statement(
        event, text, quote, actor=author, means=Means.TELEPHONE, by="Ana Anić", seen=QUOTE
    )
    assert "not cleared" not in compose(press_paper(event, "en")).html
    assert quote.recorded_by_id == author.id
    uid = quote.node.uid
    node = queries.find_node(text, uid)
    drafting.edit_node(text, node, "en", QUOTE.replace("shall", "will"), 1, actor=author)
    assert "[statement not cleared yet]" in compose(press_paper(event, "en")).html


def test_life_row_16_nothing_is_released_with_an_open_statement(event, text, author):
    approve(event, text, author)
    assert "not marked as a statement" in str(obstacles(event, text)[0])
    with pytest.raises(drafting.Refused, match="not marked"):
        clearing.release(event, text, obstacles(event, text), actor=author)
    quote = mark(text, author)
    assert "Ana Anić is not cleared" in str(obstacles(event, text)[0])
    actions.clear_statement(
        event, text, quote, actor=author, means=Means.MAIL, by="Ana Anić", seen=QUOTE
    )
    assert obstacles(event, text) == []
    version = clearing.release(event, text, [], actor=author)
    assert version.released_at is not None


def test_life01_a_press_release_needs_its_approvals_too(event, text, author):
    with pytest.raises(drafting.Refused, match="said yes"):
        clearing.release(event, text, [], actor=author)


def test_speaker_clears_the_words_on_the_page_of_the_link(event, text, author, client):
    quote = mark(text, author)
    actions.send_statement(event, text, quote, actor=author)
    db.session.commit()
    number, link = quote.id, f"/statement/{token('statement')}"
    page = client.get(link).get_data(as_text=True)
    assert "more than ever before" in page
    assert "Region meets" in page
    data = {"words": QUOTE, "seen": QUOTE}
    assert client.post(link, data=data).status_code == 303
    kept = db.session.get(PressQuote, number)
    assert (kept.state, kept.cleared_by, kept.means) == (
        QuoteState.CLEARED, "Ana Anić", Means.LINK,
    )  # fmt: skip
    assert kept.cleared_at is not None
    assert "You have agreed" in client.get(link).get_data(as_text=True)
    assert client.get("/statement/nothing").status_code == 410


def test_speaker_corrects_the_words_and_the_organiser_takes_them(
    event, text, author, client, sign_in
):
    quote = mark(text, author)
    actions.send_statement(event, text, quote, actor=author)
    db.session.commit()
    number, link = quote.id, f"/statement/{token('statement')}"
    own = QUOTE.replace("shall", "want to")
    assert client.post(link, data={"words": own, "seen": QUOTE}).status_code == 303
    assert db.session.get(PressQuote, number).state is QuoteState.SENT
    browser = sign_in(author)
    path = f"/events/{event.slug}/press-release/statements"
    page = browser.get(path).get_data(as_text=True)
    assert "would rather say it so" in page
    assert "<ins>" in page
    data = {"version": re.search(r'name="version" value="(\d+)"', page)[1]}
    # What the speaker writes after the organiser has looked is looked at first.
    last = QUOTE.replace("shall", "hope to")
    assert client.post(link, data={"words": last, "seen": QUOTE}).status_code == 303
    browser.post(f"{path}/{number}/take", data=data)
    db.session.rollback()
    assert db.session.get(PressQuote, number).state is QuoteState.SENT
    assert client.post(link, data={"words": own, "seen": QUOTE}).status_code == 303
    page = browser.get(path).get_data(as_text=True)
    data = {"version": re.search(r'name="version" value="(\d+)"', page)[1]}
    assert browser.post(f"{path}/{number}/take", data=data).status_code == 303
    kept = db.session.get(PressQuote, number)
    assert (kept.state, kept.cleared_text) == (QuoteState.CLEARED, own)
    text = db.session.get(StructuredText, text.id)
    assert own in tree(event, text).texts("en")


def test_words_changed_while_the_speaker_reads_are_not_cleared(event, text, author, client):
    quote = mark(text, author)
    actions.send_statement(event, text, quote, actor=author)
    node = queries.find_node(text, quote.node.uid)
    drafting.edit_node(text, node, "en", "Ana Anić said: “Other words.”", 1, actor=author)
    db.session.commit()
    number = quote.id
    link = f"/statement/{token('statement')}"
    assert "You will be asked again" in client.get(link).get_data(as_text=True)
    answer = client.post(link, data={"words": QUOTE, "seen": QUOTE})
    assert answer.status_code == 422
    assert db.session.get(PressQuote, number).state is QuoteState.SENT


def test_a_statement_without_address_cannot_be_sent(event, text, author):
    quote = mark(text, author, email="")
    with pytest.raises(drafting.Refused, match="e-mail address"):
        actions.send_statement(event, text, quote, actor=author)


def test_headline_and_lead_are_offered_in_every_language(event, author, sign_in):
    browser = sign_in(author)
    path = f"/events/{event.slug}/press-release"
    assert browser.post(f"{path}/begin", data={"source_language": "en"}).status_code == 303
    assert browser.post(f"{path}/offer").status_code == 303
    text = queries.find_text(event, TextKind.PRESS_RELEASE)
    now = tree(event, text)
    assert [one.kind for one in now.paragraphs] == [NodeKind.HEADING, NodeKind.PARAGRAPH]
    lead = now.paragraphs[1]
    assert "First House" in lead.text("en")
    assert "Podgorica" in lead.text("en")
    assert "31 August – 1 September 2027" in lead.text("en")
    assert "Prva kuća" in lead.text("cnr")
    assert "Shtëpia" in lead.text("sq")


def test_lead_names_those_who_took_part_with_their_markers(make, event, author):
    marked, plain = make.kosovo(), make.designation()
    for designation in (plain, marked):
        make.registration(event, make.organisation(designation))
    words = lead_of(event, "en")
    assert words.endswith("Participants came from: Kosovo* and Montenegro.")
    assert lead_of(event, "sq").count("Kosova*") == 1
    text = drafting.create_text(event, TextKind.PRESS_RELEASE, actor=author, source_language="en")
    actions.offer_beginning(event, text, actor=author)
    html = compose(press_paper(event, "en")).html
    assert "Kosovo*" in html
    assert "Footnote text in en." in html


def test_speakers_of_the_agenda_are_offered_with_their_posts(make, event, text, author, sign_in):
    item = AgendaItem(
        event_id=event.id, day=event.start, starts=time(9), ends=time(10),
        kind=ItemKind.OPENING, title={"en": "Opening"},
    )  # fmt: skip
    item.people = [
        AgendaPerson(
            role=SessionRole.OPENING, position=0, given_name="Mira", family_name="Lura",
            post={"en": "Director", "sq": "Drejtoreshë"},
            organisation_id=event.organisers[0].organisation_id,
        )
    ]  # fmt: skip
    db.session.add(item)
    db.session.commit()
    browser = sign_in(author)
    path = f"/events/{event.slug}/press-release/statements"
    page = browser.get(f"{path}/new?person=0").get_data(as_text=True)
    assert 'value="Mira Lura"' in page
    assert "Director, First House" in page
    data = {
        "speaker": "Mira Lura", "post-en": "Director, First House", "email": "mira@example.org",
        "words": "We are glad to be here again.",
    }  # fmt: skip
    assert browser.post(f"{path}/new", data=data).status_code == 303
    db.session.rollback()
    last = tree(event, queries.find_text(event, TextKind.PRESS_RELEASE)).texts("en")[-1]
    assert last == "Mira Lura, Director, First House: “We are glad to be here again.”"


def test_contacts_and_credits_print_and_are_an_edit(event, text, author, sign_in):
    mark(text, author)
    version = approve(event, text, author)
    db.session.commit()
    assert "press@example.org" in compose(press_paper(event, "en")).html
    browser = sign_in(author)
    path = f"/events/{event.slug}/press-release/contacts"
    warning = browser.get(path).get_data(as_text=True)
    assert "Version 1 is cleared" in warning
    data = {"contacts": "Press office, 020 123", "photo_credits-en": "Marko", "version": "1"}
    assert browser.post(path, data=data).status_code == 303
    html = compose(press_paper(event, "en")).html
    assert "Press office, 020 123" in html
    assert "press@example.org" not in html
    assert "Photographs: Marko" in html
    assert db.session.get(PaperVersion, version.id).superseded_at is not None


def test_released_press_release_is_public_as_it_was_cleared(event, text, author, client, sign_in):
    path = f"/e/{event.slug}/press-release"
    quote = mark(text, author)
    actions.clear_statement(
        event, text, quote, actor=author, means=Means.MAIL, by="Ana Anić", seen=QUOTE
    )
    approve(event, text, author)
    db.session.commit()
    assert client.get(path).status_code == 404
    browser = sign_in(author)
    released = browser.post(f"/events/{event.slug}/press-release/clearance/release")
    assert released.status_code == 303
    page = client.get(path).get_data(as_text=True)
    assert "more than ever before" in page
    assert "Released on" in page
    assert "Version" not in page
    assert client.get(f"{path}/en.pdf").data.startswith(b"%PDF")
    assert client.get(f"{path}/sq.pdf").status_code == 404
    assert "Read the press release" in client.get(f"/e/{event.slug}").get_data(as_text=True)
    text = queries.find_text(event, TextKind.PRESS_RELEASE)
    node = queries.find_node(text, tree(event, text).paragraphs[0].uid)
    drafting.edit_node(text, node, "en", "Another headline", 1, actor=author)
    db.session.commit()
    assert "Another headline" not in client.get(path).get_data(as_text=True)
    event = db.session.merge(event)
    event.public = False
    db.session.commit()
    assert client.get(path).status_code == 404


def test_the_page_of_statements_asks_as_often_for_one_as_for_three(event, text, author, sign_in):
    mark(text, author)
    db.session.commit()
    browser = sign_in(author)
    path = f"/events/{event.slug}/press-release/statements"

    def asked():
        browser.get(path)
        with count_queries() as statements:
            assert browser.get(path).status_code == 200
        return len(statements)

    before = asked()
    for name in ("Iva", "Mira"):
        text = queries.find_text(event, TextKind.PRESS_RELEASE)
        actions.add_statement(
            text, tree(event, text), actor=author, speaker=name, post={"en": "Judge"},
            words="We have waited for this long enough.",
        )  # fmt: skip
    db.session.commit()
    assert asked() == before


def test_lead_says_was_after_the_event(make, author):
    from datetime import UTC, datetime

    from eventmgr.database import clock_at

    event = make.event(
        start=date(2026, 3, 1), end=date(2026, 3, 2), organisers=[make.organisation()]
    )
    with clock_at(datetime(2026, 3, 3, tzinfo=UTC)):
        assert "was held" in lead_of(event, "en")
    with clock_at(datetime(2026, 3, 1, tzinfo=UTC)):
        assert "is held" in lead_of(event, "en")


def _directory_person(make, event, house, **values):
    names = {"given_name": "Đorđe", "family_name": "Šahović"} | values
    search_key = fold(f"{names['given_name']} {names['family_name']}")
    return make.registration(event, house, search_key=search_key, **names)


def test_a_person_of_the_directory_is_found_and_fills_the_form(make, event, text, sign_in):
    browser = sign_in(make.member(event, EventRole.SECRETARIAT))
    house = event.organisers[0].organisation
    person = _directory_person(
        make, event, house, email="d@example.org", position={"en": "Judge", "sq": "Gjyqtar"}
    )
    db.session.commit()
    path = f"/events/{event.slug}/press-release/statements"
    page = browser.get(f"{path}/new").get_data(as_text=True)
    assert f'action="{path}/find-speaker"' in page
    assert browser.get(f"{path}/find-speaker?q=sahovic").status_code in (404, 405)
    found = browser.post(f"{path}/find-speaker", data={"q": "djordje sah"}).get_data(as_text=True)
    assert f'value="registration-{person.id}"' in found
    chosen = {"chosen": f"registration-{person.id}", "q": "djordje sah"}
    page = browser.post(f"{path}/find-speaker", data=chosen).get_data(as_text=True)
    for value in ("Đorđe Šahović", "d@example.org", "Judge, First House", "Gjyqtar, Shtëpia"):
        assert f'value="{value}"' in page
    assert f'action="{path}/new"' in page
    none = browser.post(f"{path}/find-speaker", data={"q": "nobody"}).get_data(as_text=True)
    assert "Nobody is called so" in none


def test_a_speaker_of_the_directory_keeps_the_paragraph_one_marks(make, event, text, sign_in):
    browser = sign_in(make.member(event, EventRole.SECRETARIAT))
    person = _directory_person(make, event, event.organisers[0].organisation)
    uid = tree(event, text).paragraphs[1].uid
    db.session.commit()
    path = f"/events/{event.slug}/press-release/statements/find-speaker"
    data = {"chosen": f"registration-{person.id}", "paragraph": uid}
    page = browser.post(path, data=data).get_data(as_text=True)
    assert re.search(rf'name="paragraph"[^>]*value="{uid}"', page)
    assert 'name="words"' not in page
    assert browser.post(path, data=data | {"paragraph": "0" * 8}).status_code == 404
    assert browser.post(path, data={"chosen": "user-1"}).status_code == 400


def test_priv04_protected_people_never_come_into_a_press_release(
    make, event, text, author, sign_in
):
    other = make.event()
    house = make.organisation()
    hidden = _directory_person(make, other, house, protected=True, email="hidden@example.org")
    open_one = _directory_person(
        make, other, house, family_name="Otvoren", email="open@example.org"
    )
    manager = make.member(event, EventRole.SECRETARIAT)
    looker = make.member(event, EventRole.SECRETARIAT)
    for user, role in ((manager, EventRole.SECRETARIAT), (looker, EventRole.CO_ORGANISER)):
        db.session.add(Membership(user_id=user.id, event_id=other.id, role=role))
    db.session.commit()
    path = f"/events/{event.slug}/press-release/statements/find-speaker"
    chosen = {"chosen": f"registration-{hidden.id}"}
    for user in (manager, looker):
        browser = sign_in(user)
        assert f"registration-{hidden.id}" not in browser.post(path, data={"q": "Šahović"}).text
        assert browser.post(path, data=chosen).status_code == 404
    page = browser.post(path, data={"chosen": f"registration-{open_one.id}"}).text
    assert "Đorđe Otvoren" in page
    assert "open@example.org" not in page
