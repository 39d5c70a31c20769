"""The concept paper: suggested sections, what the event knows, what is missing."""

from __future__ import annotations

import io
from datetime import time

import pytest
from PIL import Image

from eventmgr.agenda.models import AgendaItem, ItemKind
from eventmgr.database import db
from eventmgr.directory.logo_pages import set_logo
from eventmgr.drafting import actions, queries
from eventmgr.drafting.models import NodeKind, TextKind
from eventmgr.events.prints import PRINTS
from eventmgr.papers.paper import concept_paper
from eventmgr.papers.sections import (
    SECTIONS,
    missing_sections,
    section_by_uid,
    section_of,
    suggested_headings,
)
from eventmgr.papers.stage import concept_paper_stage
from eventmgr.printing import pdf
from eventmgr.printing.compose import compose
from eventmgr.printing.logos import AREA, optical_size
from eventmgr.text.vocabulary import is_section_heading
from tests.printing.reading import pictures_of, tree_of
from tests.printing.words import CATALOGUES


@pytest.fixture
def event(make):
    return make.event(contact_name="Ana Anić", contact_email="ana@example.org")


@pytest.fixture
def author(make, event):
    return make.member(event)


@pytest.fixture
def text(event, author):
    text = actions.create_text(
        event, TextKind.CONCEPT_PAPER, actor=author, source_language="en",
        headings=suggested_headings("en"),
    )  # fmt: skip
    db.session.commit()
    return text


def tree(text, event):
    return queries.tree(text, queries.languages_of(text, event))


def body(answer):
    return answer.get_data(as_text=True)


def test_suggested_headings_stand_in_every_language(text, event):
    now = tree(text, event)
    assert now.texts("en")[0] == "Background"
    assert now.texts("cnr")[0] == "Osnovne informacije"
    assert now.texts("sq")[0] == "Sfondi"
    assert {now.completeness(code) for code in ("en", "cnr", "sq")} == {"complete"}


DOCUMENT_LANGUAGES = ["en", "cnr", "sq", "cnr_Cyrl", "sr_Latn", "sr_Cyrl", "bs", "hr", "mk"]


@pytest.mark.parametrize("language", DOCUMENT_LANGUAGES)
@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.key)
def test_own_headings_are_recognised(section, language):
    assert section_of(section.headings[language]) == section.key


@pytest.mark.parametrize("language", DOCUMENT_LANGUAGES)
def test_a_new_paper_begins_in_its_own_language(language):
    headings = [heading[language] for heading in suggested_headings(language)]
    letters = "".join(headings)
    cyrillic = language.endswith("Cyrl") or language == "mk"
    assert any("а" <= sign <= "я" for sign in letters) is cyrillic
    assert (headings[0] == "Background") == (language == "en")
    assert all(is_section_heading(heading) for heading in headings)


@pytest.mark.parametrize(("heading", "key"), [
    ("Structure of the workshop", "structure"),
    ("1. Objectives", "aim"),
    ("EXPECTED OUTCOMES", "results"),
    ("Radni jezici", "languages"),
    ("Ciljevi radionice", "aim"),
    ("Ciljna grupa", "target"),
    ("Pjesëmarrësit", "target"),
    ("Dnevni red", "agenda"),
    ("Something else", None),
])  # fmt: skip
def test_usual_headings_are_recognised(heading, key):
    assert section_of(heading) == key


def test_missing_sections_are_listed_and_added(make, sign_in, event, author):
    text = actions.create_text(event, TextKind.CONCEPT_PAPER, actor=author, source_language="en")
    node = actions.add_node(text, None, NodeKind.HEADING, 1, "Background", actor=author)
    actions.add_node(text, node, NodeKind.PARAGRAPH, None, "Why.", actor=author)
    db.session.commit()
    client = sign_in(author)
    path = f"/events/{event.slug}/concept-paper"
    assert "Aim and objectives, Structure and method" in body(client.get(path))
    assert client.post(f"{path}/sections").status_code == 303
    db.session.rollback()
    now = tree(queries.find_text(event, TextKind.CONCEPT_PAPER), event)
    assert missing_sections(section_by_uid(now).values()) == []
    assert now.texts("en")[:3] == ["Background", "Why.", "Aim and objectives"]
    assert now.texts("sq")[2] == "Qëllimi dhe objektivat"
    assert "Sections one expects" not in body(client.get(path))


def test_the_event_fills_its_own_sections(text, event):
    db.session.add(
        AgendaItem(
            event_id=event.id, day=event.start, starts=time(9), ends=time(9, 30),
            kind=ItemKind.OPENING, title={"en": "Welcome"},
        )
    )  # fmt: skip
    db.session.commit()
    html = compose(concept_paper(event, "en")).html
    languages = "English, Montenegrin and Albanian"
    assert f"Languages that may be spoken: {languages}." in html
    assert f"Languages one can listen to: {languages}." in html
    assert "09:00–09:30 Welcome" in html
    assert "Ana Anić, ana@example.org" in html
    assert html.index("Draft agenda") < html.index("Welcome") < html.index("Languages that may")
    assert "Regional Workshop" in html
    assert "31 August – 1 September 2027" in html


@pytest.mark.parametrize("language", ["en", "cnr", "sq"])
def test_concept_paper_prints_in_each_language(text, event, language):
    paper = PRINTS["concept-paper"].build(event, language)
    assert paper.doc_type == "concept-paper"
    assert not paper.courtesy_translation
    assert compose(paper).html


def test_hints_stand_open_under_empty_sections_only(text, event, author, sign_in):
    client = sign_in(author)
    path = f"/events/{event.slug}/concept-paper"
    hint = "One aim, then three to five objectives"
    folded = f'What belongs here</summary><p class="hint">{hint}'
    page = body(client.get(path))
    assert hint in page
    assert folded not in page
    heading = queries.find_node(text, tree(text, event).paragraphs[1].uid)
    actions.add_node(text, heading, NodeKind.PARAGRAPH, None, "To learn.", actor=author)
    db.session.commit()
    page = body(client.get(path))
    assert page.count(hint) == 1
    assert folded in page


def test_begin_page_offers_the_customary_headings(event, author, sign_in):
    client = sign_in(author)
    path = f"/events/{event.slug}/concept-paper"
    assert "Begin with the customary headings" in body(client.get(path))
    assert client.post(f"{path}/begin", data={"source_language": "sq"}).status_code == 303
    page = body(client.get(path))
    assert "Qëllimi dhe objektivat" in page
    assert client.post(f"{path}/begin", data={"source_language": "sq"}).status_code == 409
    assert client.post(f"{path}/begin", data={"source_language": "de"}).status_code == 422


def test_stage_counts_paragraphs(text, event, author, app):
    from eventmgr.events.road import StageState

    with app.test_request_context():
        assert concept_paper_stage(event).next
        heading = queries.find_node(text, tree(text, event).paragraphs[0].uid)
        actions.add_node(text, heading, NodeKind.PARAGRAPH, None, "Why.", actor=author)
        progress = concept_paper_stage(event)
        assert (progress.state, progress.count) == (StageState.WORK, "1")


def test_life01_logos_stand_in_the_agreed_order_and_are_equally_large(make):
    shapes = {"Wide House": (900, 300), "Square House": (500, 500), "Tall House": (450, 500)}
    houses = [make.organisation(names={"en": name}) for name in shapes]
    event = make.event(organisers=houses)
    author = make.member(event)
    for house, (width, height) in zip(houses, shapes.values(), strict=True):
        target = io.BytesIO()
        Image.new("RGB", (width, height), "navy").save(target, "PNG")
        set_logo(house, target.getvalue(), actor=author)
    # What was agreed is neither the order they were entered in nor the alphabet's.
    agreed = ["Tall House", "Wide House", "Square House"]
    for row in event.organisers:
        row.position = 10 + agreed.index(row.organisation.names["en"])
    actions.create_text(
        event, TextKind.CONCEPT_PAPER, actor=author, source_language="en",
        headings=suggested_headings("en"),
    )  # fmt: skip
    db.session.commit()
    db.session.expire_all()
    data = pdf.render_paper(concept_paper(event, "en"), CATALOGUES["en"])
    figures = [one.entries["/Alt"] for one in tree_of(data) if one.tag == "/Figure"]
    assert figures == agreed
    drawn = pictures_of(data)
    assert drawn == [pytest.approx(optical_size(*shapes[name]), abs=0.05) for name in agreed]
    assert [wide * high for wide, high in drawn] == pytest.approx([AREA] * 3, rel=0.02)
