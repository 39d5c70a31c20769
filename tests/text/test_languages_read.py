"""Montenegrin, Albanian and Cyrillic texts are read like English ones."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from eventmgr.text.facts import organisers_in
from eventmgr.text.languages import recognise
from eventmgr.text.model import Document, DocumentKind, NodeKind
from eventmgr.text.readers import read, read_text
from eventmgr.text.vocabulary import type_of_line

SAMPLES = Path(__file__).parent / "samples"
DAYS = (date(2016, 8, 31), date(2016, 9, 1))


def _read(name: str) -> Document:
    return read((SAMPLES / name).read_bytes(), name)


def _kinds(document: Document) -> list[str]:
    return [str(node.kind) for node in document.nodes]


def test_montenegrin_conclusions() -> None:
    document = _read("zakljucci.txt")
    document.renumber()
    assert (document.kind, document.language) == (DocumentKind.CONCLUSIONS, "cnr")
    assert document.title == "REGIONALNA KONFERENCIJA O BORBI PROTIV KRIJUMČARENJA MIGRANATA"
    assert document.doc_type == "ZAKLJUČCI"
    assert (document.place, document.start, document.end) == ("Podgorica", *DAYS)
    assert _kinds(document) == [
        "chapeau", "preambular", "preambular", "preambular", "formula",
        "operative", "operative", "sub-point", "sub-point", "sub-point", "continuation",
        "operative", "operative", "closing",
    ]  # fmt: skip
    labels = [node.label for node in document.nodes if node.label]
    assert labels == ["1", "2", "a", "b", "c", "3", "4"]
    assert [note.number for note in document.footnotes] == ["*"]
    assert document.nodes[11].notes == ["*"]
    assert document.questions == []
    assert document.organisers[1] == "Međunarodne organizacije za migracije (IOM)"
    assert document.label_style == "1./a)"


def test_albanian_conclusions() -> None:
    document = _read("konkluzione.txt")
    document.renumber()
    assert (document.kind, document.language) == (DocumentKind.CONCLUSIONS, "sq")
    assert document.doc_type == "KONKLUZIONE / PËRFUNDIME"
    assert (document.place, document.start, document.end) == ("Tiranë", *DAYS)
    assert _kinds(document) == [
        "chapeau", "preambular", "preambular", "formula",
        "operative", "operative", "sub-point", "sub-point", "operative",
    ]  # fmt: skip
    assert document.label_style == "(1)/(a)"
    assert document.questions == []


def test_albanian_preamble_that_begins_with_pasi() -> None:
    document = read_text(
        "KONKLUZIONE\n\nPjesëmarrësit e punëtorisë,\n\nPasi shqyrtuan raportet,\n\n"
        "U pajtuan për sa vijon:\n\n1. Rekomandojnë një formular;\n2. Falënderojnë nikoqirët.\n"
    )
    assert document.subtitle == []
    assert _kinds(document) == ["chapeau", "preambular", "formula", "operative", "operative"]


def test_montenegrin_concept_paper() -> None:
    document = _read("koncept.txt")
    assert (document.kind, document.language) == (DocumentKind.CONCEPT_PAPER, "cnr")
    headings = [node.text for node in document.of_kind(NodeKind.HEADING)]
    assert headings == ["1. Uvod", "2. Ciljevi radionice", "3. Radni jezik"]
    assert (document.place, document.country) == ("Podgorica", "Crna Gora")
    assert document.facts["working_languages"] == ["en"]
    assert document.facts["interpretation_languages"] == ["cnr", "sq"]
    assert document.organisers == ["Međunarodna organizacija za migracije (IOM)", "OEBS"]


@pytest.mark.parametrize(
    ("name", "language", "people"),
    [
        ("komunikate.txt", "sq", ["Arben Krasniqi"]),
        ("saopstenje.txt", "cnr", ["Jelena Marković", "Marko Petrović"]),
    ],
)
def test_press_releases(name: str, language: str, people: list[str]) -> None:
    document = _read(name)
    assert (document.kind, document.language) == (DocumentKind.PRESS_RELEASE, language)
    assert _kinds(document) == ["paragraph"] * 3
    assert (document.start, document.end) == DAYS
    assert [speaker["name"] for speaker in document.facts["speakers"]] == people


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The participants agreed on the following and will meet again in the spring.", "en"),
        ("Učesnici su se saglasili da će nastaviti saradnju u oblasti zaštite granica.", "cnr"),
        ("Pjesëmarrësit ranë dakord për të vazhduar bashkëpunimin në rajon dhe më gjerë.", "sq"),
        ("Учесници су се сагласили да ће наставити сарадњу у области заштите граница.", "sr-Cyrl"),
        ("Учесниците се согласија да ја продолжат соработката во областа на заштита.", "mk"),
    ],
)
def test_language_is_recognised(text: str, language: str) -> None:
    assert recognise(text)[0] == language


def test_language_in_doubt_is_asked() -> None:
    document = read_text("Xyzzy\n\n1. Foo bar baz;\n2. Qux quux corge.")
    assert "language" in {question.code for question in document.questions}


def test_cyrillic_conclusions() -> None:
    document = read_text(
        "ЗАКЉУЧЦИ\n\nБеоград, 31. август – 1. септембар 2016.\n\n"
        "Имајући у виду изазове у области миграција,\n\n"
        "Учесници су усвојили следеће закључке:\n\n"
        "1. Наставити сарадњу у области заштите граница.\n2. Одржати састанак у Београду."
    )
    assert document.language == "sr-Cyrl"
    assert (document.start, document.end) == DAYS
    assert _kinds(document) == ["preambular", "formula", "operative", "operative"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Zyra e Kombeve (ZK) dhe Qendra për Drejtësi (QD) organizojnë këtë punëtori.",
            ["Zyra e Kombeve (ZK)", "Qendra për Drejtësi (QD)"],
        ),
        (
            "Regionalni forum (RF) i Centar za pravdu (CP) zajednički organizuju radionicu.",
            ["Regionalni forum (RF)", "Centar za pravdu (CP)"],
        ),
        (
            "Organizata për Siguri dhe Bashkëpunim në Evropë (OSBE) dhe Zyra për Drogën dhe "
            "Krimin (ZDK) organizojnë këtë punëtori.",
            [
                "Organizata për Siguri dhe Bashkëpunim në Evropë (OSBE)",
                "Zyra për Drogën dhe Krimin (ZDK)",
            ],
        ),
    ],
)
def test_organisers_that_stand_before_the_verb(text: str, names: list[str]) -> None:
    language = "sq" if "dhe" in text else "cnr"
    assert organisers_in(text, language) == names


def test_type_that_is_set_letter_by_letter() -> None:
    assert type_of_line("Z A K L J U Č C I") == (DocumentKind.CONCLUSIONS, True)
