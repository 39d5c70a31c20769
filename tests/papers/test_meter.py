"""Which sections of a concept paper are missing, empty or untranslated, and in which language."""

from __future__ import annotations

from pathlib import Path

import pytest

from eventmgr.database import db
from eventmgr.drafting import actions, queries
from eventmgr.drafting.models import NodeKind, TextKind
from eventmgr.events.models import EventOrganiser, OrganiserRole
from eventmgr.papers.meter import SectionState, meter_of
from eventmgr.papers.notes import source_notes
from eventmgr.papers.paper import concept_paper
from eventmgr.papers.sections import section_of, suggested_headings
from eventmgr.printing.compose import compose

LANGUAGES = ("en", "cnr", "sq")


@pytest.fixture
def event(make):
    return make.event(contact_email="ana@example.org", disclaimer={"en": "No opinion."})


@pytest.fixture
def author(make, event):
    return make.member(event)


def begun(event, author, headings=True):
    return actions.create_text(
        event, TextKind.CONCEPT_PAPER, actor=author, source_language="en",
        headings=suggested_headings("en") if headings else [],
    )  # fmt: skip


def tree(text, event):
    return queries.tree(text, queries.languages_of(text, event))


def states(app, event, text):
    with app.test_request_context(f"/events/{event.slug}/concept-paper"):
        from flask import request

        request.url_rule = next(
            rule for rule in app.url_map.iter_rules() if rule.endpoint == "papers.show"
        )
        meter = meter_of(event, tree(text, event), "en")
        return meter, {
            row.key: {code: cell.state for code, cell in row.cells.items()} for row in meter.rows
        }


def test_life_row_2_every_section_is_measured_in_each_language(app, event, author):
    text = begun(event, author)
    background = queries.find_node(text, tree(text, event).paragraphs[0].uid)
    node = actions.add_node(text, background, NodeKind.PARAGRAPH, None, "Why.", actor=author)
    actions.edit_node(text, node, "sq", "Pse.", 0, actor=author)
    meter, found = states(app, event, text)
    assert found["background"] == {
        "en": SectionState.COMPLETE,
        "cnr": SectionState.UNTRANSLATED,
        "sq": SectionState.COMPLETE,
    }
    assert set(found["aim"].values()) == {SectionState.EMPTY}
    assert set(found["agenda"].values()) == {SectionState.EMPTY}
    assert set(found["languages"].values()) == {SectionState.COMPLETE}
    assert set(found["contact"].values()) == {SectionState.COMPLETE}
    assert found["disclaimer"]["en"] is SectionState.COMPLETE
    assert found["disclaimer"]["sq"] is SectionState.UNTRANSLATED
    assert (meter.done("en"), meter.total) == (4, 10)
    actions.edit_node(text, node, "en", "Why now.", 1, actor=author)
    assert states(app, event, text)[1]["background"]["sq"] is SectionState.OUT_OF_DATE


def test_a_section_without_heading_is_missing(app, event, author):
    text = begun(event, author, headings=False)
    actions.add_node(text, None, NodeKind.PARAGRAPH, None, "Just words.", actor=author)
    _meter, found = states(app, event, text)
    assert set(found["background"].values()) == {SectionState.MISSING}


def test_page_shows_the_meter_with_links(event, author, sign_in):
    text = begun(event, author)
    uid = tree(text, event).paragraphs[1].uid
    db.session.commit()
    page = sign_in(author).get(f"/events/{event.slug}/concept-paper").get_data(as_text=True)
    assert "Complete sections" in page
    assert f"#p-{uid}" in page
    assert f"/events/{event.slug}/agenda/" in page


def test_event_facts_stand_in_both_languages_shown(event, author, sign_in):
    begun(event, author)
    db.session.commit()
    path = f"/events/{event.slug}/concept-paper?left=en&right=sq"
    page = sign_in(author).get(path).get_data(as_text=True)
    assert page.count("Languages that may be spoken") >= 1
    assert '<div class="fact-lines" lang="sq">' in page
    assert f"/events/{event.slug}/settings/languages" in page


def test_donor_line_comes_from_the_organisers(make, event, author):
    union = make.organisation(names={"en": "European Union", "sq": "Bashkimi Evropian"})
    event.organisers.append(
        EventOrganiser(organisation_id=union.id, role=OrganiserRole.DONOR, position=9)
    )
    begun(event, author)
    db.session.commit()
    html = compose(concept_paper(event, "en")).html
    assert "With the financial support of: European Union." in html
    assert html.index("With the financial support") < html.index("No opinion.")


def test_a_section_nobody_filled_is_no_heading_on_paper(event, author):
    text = begun(event, author)
    background = queries.find_node(text, tree(text, event).paragraphs[0].uid)
    actions.add_node(text, background, NodeKind.PARAGRAPH, None, "Why.", actor=author)
    html = compose(concept_paper(event, "en")).html
    assert "Background</h2>" in html
    assert "Languages</h2>" in html
    assert "Contact</h2>" in html
    for empty in ("Aim and objectives", "Target group", "Draft agenda", "Practical information"):
        assert empty not in html


@pytest.mark.parametrize(("words", "said"), [
    ("A fact.[^3]", "[^3] has no note"),
    ("A fact.^[a source", "begun with ^["),
    ("See [here](www.example.org).", "A link could not be read"),
    ("Fine.^[Report, https://example.org/a.pdf p. 5]", ""),
    ("Kosovo* and 2^2^ [sic] are no marks.", ""),
])  # fmt: skip
def test_dead_marks_are_found(event, author, words, said):
    text = begun(event, author, headings=False)
    node = actions.add_node(text, None, NodeKind.PARAGRAPH, None, words, actor=author)
    found = source_notes(tree(text, event), "en")
    assert [one.uid for one in found.dead] == ([node.uid] if said else [])
    assert all(said in one.message for one in found.dead)


def test_notes_are_numbered_through_the_paper_and_compared_between_languages(event, author):
    text = begun(event, author, headings=False)
    first = actions.add_node(text, None, NodeKind.PARAGRAPH, None, "One.^[A]", actor=author)
    second = actions.add_node(
        text, first, NodeKind.PARAGRAPH, None, "Two.^[B, https://example.org/b]", actor=author
    )
    actions.edit_node(text, first, "sq", "Një.^[A]", 0, actor=author)
    actions.edit_node(text, second, "sq", "Dy.", 0, actor=author)
    english = source_notes(tree(text, event), "en")
    assert [(note.number, note.uid) for note in english.notes] == [(1, first.uid), (2, second.uid)]
    assert english.notes[1].links == ("https://example.org/b",)
    assert english.dead == []
    albanian = source_notes(tree(text, event), "sq")
    assert [one.uid for one in albanian.dead] == [second.uid]


@pytest.mark.parametrize(("heading", "section"), [
    # Macedonian, as in the sample of a concept paper and beyond it
    ("Вовед", "background"),
    ("1. ВОВЕД", "background"),
    ("Заднина", "background"),
    ("Образложение", "background"),
    ("Цели", "aim"),
    ("Цел и задачи", "aim"),
    ("Цели на работилницата", "aim"),
    ("Структура и начин на работа", "structure"),
    ("Начин на работа", "structure"),
    ("Методологија", "structure"),
    ("Целна група", "target"),
    ("Учесници", "target"),
    ("Очекувани резултати", "results"),
    ("Дневен ред", "agenda"),
    ("Нацрт-агенда", "agenda"),
    ("Јазици", "languages"),
    ("Работен јазик", "languages"),
    ("Практични информации", "practicalities"),
    ("Логистика", "practicalities"),
    ("Контакт", "contact"),
    # Serbian Cyrillic
    ("Увод", "background"),
    ("Основне информације", "background"),
    ("Образложење", "background"),
    ("Сврха и циљеви", "aim"),
    ("Општи циљ", "aim"),
    ("Структура и метод рада", "structure"),
    ("Начин рада", "structure"),
    ("Циљна група", "target"),
    ("Очекивани резултати", "results"),
    ("Нацрт дневног реда", "agenda"),
    ("Дневни ред", "agenda"),
    ("Предлог дневног реда", "agenda"),
    ("Језици", "languages"),
    ("Радни језик", "languages"),
    ("Практичне информације", "practicalities"),
    # Words that open none
    ("Концептуален документ", None),
    ("Анекс", None),
    ("Прилог", None),
    ("Целокупен преглед", None),
])  # fmt: skip
def test_life_row_2_headings_in_cyrillic_open_their_sections(heading, section):
    assert section_of(heading) == section


def test_headings_of_the_macedonian_sample_are_known():
    sample = Path(__file__).parents[1] / "text" / "samples" / "koncept-mk.txt"
    lines = sample.read_text("utf-8").splitlines()
    known = [section_of(line) for line in lines if line in {
        "Вовед", "Цели на работилницата", "Целна група", "Работен јазик",
    }]  # fmt: skip
    assert known == ["background", "aim", "target", "languages"]
