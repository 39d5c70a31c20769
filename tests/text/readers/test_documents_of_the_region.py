"""Documents of our own making in the other languages, each with its checklist (as in 3.2)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from eventmgr.text.inline import to_plain
from eventmgr.text.model import Document, DocumentKind, NodeKind
from eventmgr.text.proposals import accept_proposals
from eventmgr.text.readers import read
from eventmgr.text.vocabulary import is_closing, is_formula, is_preambular, type_of_line
from tests.text.word import NUMBERING, para, word_file

SAMPLES = Path(__file__).parents[1] / "samples"


def sample(name: str) -> Document:
    document = read((SAMPLES / name).read_bytes(), name)
    document.renumber()
    return document


def kinds(document: Document) -> list[str]:
    return [str(node.kind) for node in document.nodes]


def labels(document: Document) -> list[str]:
    return [node.label for node in document.nodes if node.label]


def test_serbian_cyrillic_conclusions() -> None:
    document = sample("zakljucci-cirilica.txt")
    assert (document.kind, document.language) == (DocumentKind.CONCLUSIONS, "sr-Cyrl")
    assert document.title == "ТРЕЋА РЕГИОНАЛНА КОНФЕРЕНЦИЈА О ИЗГРАДЊИ ИНТЕГРИТЕТА У ПОЛИЦИЈИ"
    assert document.doc_type == "ПРЕДЛОГ ЗАКЉУЧАКА"
    assert (document.place, document.start, document.end) == (
        "Нови Сад", date(2019, 5, 14), date(2019, 5, 15),
    )  # fmt: skip
    assert document.organisers == ["Министарство унутрашњих послова", "Мисија ОЕБС-а у Србији"]
    assert kinds(document) == [
        "chapeau", "preambular", "preambular", "preambular", "formula",
        "heading", "operative", "sub-point", "sub-point", "sub-point", "operative",
        "heading", "operative", "operative", "closing",
    ]  # fmt: skip
    assert labels(document) == ["1", "a", "b", "c", "2", "3", "4"]
    assert document.of_kind(NodeKind.OPERATIVE)[2].text == (
        "Размењивати примере добре праксе најмање два пута годишње; и"
    )
    assert [note.links for note in document.footnotes] == [["https://example.org/obrazac_2019"]]
    assert document.of_kind(NodeKind.OPERATIVE)[1].notes == [1]
    assert document.questions == []


def test_macedonian_conclusions() -> None:
    document = sample("zaklucoci.txt")
    assert (document.kind, document.language) == (DocumentKind.CONCLUSIONS, "mk")
    assert document.title == "РЕГИОНАЛНА РАБОТИЛНИЦА ЗА БОРБА ПРОТИВ ТРГОВИЈАТА СО ЛУЃЕ"
    assert (document.doc_type, document.place) == ("ЗАКЛУЧОЦИ", "Охрид")
    assert (document.start, document.end) == (date(2018, 10, 3), date(2018, 10, 4))
    assert kinds(document) == [
        "preambular", "preambular", "preambular", "formula",
        "operative", "operative", "sub-point", "sub-point", "operative", "closing",
    ]  # fmt: skip
    assert labels(document) == ["1", "2", "a", "b", "3"]
    assert document.label_style.startswith("(1)/(a)")
    assert "Ѓорѓи Петров и Љубица Њешиќ" in document.nodes[-2].text
    assert document.questions == []


def test_macedonian_concept_paper() -> None:
    document = sample("koncept-mk.txt")
    assert (document.kind, document.language) == (DocumentKind.CONCEPT_PAPER, "mk")
    assert (document.place, document.country) == ("Скопје", "Северна Македонија")
    assert (document.start, document.end) == (date(2020, 3, 12), date(2020, 3, 13))
    assert document.organisers == ["Меѓународната организација за миграции (ИОМ)", "ОБСЕ"]
    assert [node.text for node in document.of_kind(NodeKind.HEADING)] == [
        "Вовед", "Цели на работилницата", "Целна група", "Работен јазик",
    ]  # fmt: skip
    assert len(document.of_kind(NodeKind.BULLET)) == 2
    assert document.facts["working_languages"] == ["en"]
    assert document.facts["interpretation_languages"] == ["mk", "sq"]
    assert document.facts["audience"] == ["раководители на гранични служби"]


@pytest.mark.parametrize(
    ("name", "language", "day", "place", "person"),
    [
        ("saopstenje-cirilica.txt", "sr-Cyrl", date(2017, 11, 9), "Београд", "Милица Ђурић"),
        ("soopstenie.txt", "mk", date(2018, 6, 21), "Скопје", "Горан Стојановски"),
    ],
)
def test_cyrillic_press_releases(
    name: str, language: str, day: date, place: str, person: str
) -> None:
    document = sample(name)
    assert (document.kind, document.language) == (DocumentKind.PRESS_RELEASE, language)
    assert kinds(document) == ["paragraph"] * 3
    assert labels(document) == []
    assert (document.start, document.place) == (day, place)
    assert [speaker["name"] for speaker in document.facts["speakers"]] == [person]


def test_albanian_conclusions_with_subtitle_and_closing() -> None:
    document = sample("konkluzionet-nene.txt")
    assert (document.kind, document.language) == (DocumentKind.CONCLUSIONS, "sq")
    assert document.title == "KONFERENCA RAJONALE PËR SIGURINË KIBERNETIKE"
    assert document.subtitle == ["Drejt përgjigjeve të përbashkëta"]
    assert document.doc_type == "PROJEKT-KONKLUZIONE"
    assert (document.place, document.start, document.end) == (
        "Prishtinë", date(2018, 11, 27), date(2018, 11, 28),
    )  # fmt: skip
    assert kinds(document) == [
        "preambular", "preambular", "preambular", "formula", "heading",
        "operative", "sub-point", "sub-point", "operative", "operative", "closing",
    ]  # fmt: skip
    assert labels(document) == ["1", "a", "b", "2", "3"]


def test_montenegrin_conclusions_without_numbers_are_asked_about() -> None:
    document = sample("zakljucci-bez-brojeva.txt")
    assert (document.kind, document.language) == (DocumentKind.CONCLUSIONS, "cnr")
    assert (document.place, document.start, document.end) == (
        "Budva", date(2017, 6, 5), date(2017, 6, 6),
    )  # fmt: skip
    assert kinds(document) == ["preambular", "preambular", "formula", *["bullet"] * 3]
    assert [question.code for question in document.questions] == ["unnumbered"]
    assert labels(accept_proposals(document)) == ["1", "2", "3"]


WORDS = {
    "en": ("CONCLUSIONS", "Recalling the previous meeting,", "The participants agreed upon the following:"),  # noqa: E501
    "cnr": ("ZAKLJUČCI", "Podsjećajući na prethodni sastanak,", "Usvojeni su sljedeći zaključci:"),
    "sq": ("PËRFUNDIME", "Duke rikujtuar takimin e mëparshëm,", "Pjesëmarrësit ranë dakord si vijon:"),  # noqa: E501
    "sr-Cyrl": ("ЗАКЉУЧЦИ", "Подсећајући на претходни састанак,", "Учесници су донели следеће закључке:"),  # noqa: E501
    "mk": ("ЗАКЛУЧОЦИ", "Потсетувајќи на претходниот состанок,", "Учесниците ги усвоија следните заклучоци:"),  # noqa: E501
}  # fmt: skip
ITEMS = {
    "en": ("Continue the dialogue of all participants:", "at the border;", "Meet again in the spring."),  # noqa: E501
    "cnr": ("Nastaviti dijalog svih učesnika:", "na granici;", "Ponovo se sastati na proljeće u Nikšiću."),  # noqa: E501
    "sq": ("Të vazhdojnë dialogun e të gjithë pjesëmarrësve:", "në kufi;", "Të takohen sërish në pranverë."),  # noqa: E501
    "sr-Cyrl": ("Наставити дијалог свих учесника:", "на граници;", "Поново се састати на пролеће у Нишу."),  # noqa: E501
    "mk": ("Да се продолжи дијалогот на сите учесници:", "на границата;", "Повторно да се сретнат во Ѓевѓелија."),  # noqa: E501
}  # fmt: skip


@pytest.mark.parametrize("language", list(WORDS))
def test_word_file_in_each_language(language: str) -> None:
    kind, preamble, formula = WORDS[language]
    first, point, last = ITEMS[language]
    data = word_file(
        para(kind)
        + para(preamble)
        + para(formula)
        + para(first, number=(1, 0))
        + para(point, number=(1, 1))
        + para(last, number=(1, 0)),
        extra={"word/numbering.xml": NUMBERING.replace("lowerLetter", "russianLower")}
        if language in {"sr-Cyrl", "mk"}
        else None,
    )
    document = read(data, "x.docx")
    document.renumber()
    assert document.kind is DocumentKind.CONCLUSIONS
    assert document.language == language
    assert kinds(document) == ["preambular", "formula", "operative", "sub-point", "operative"]
    assert [to_plain(node.text) for node in document.nodes] == [
        preamble, formula, first, point, last,
    ]  # fmt: skip
    assert labels(document) == ["1", "a", "2"]
    assert [q.code for q in document.questions if q.code != "language"] == []


@pytest.mark.parametrize(
    "line",
    [
        "Imajući u vidu izazove u regionu,", "Rukovođeni načelima partnerstva,",
        "Në përputhje me rekomandimet e takimit,", "Të bindur se dialogu sjell rezultate,",
        "Имајући у виду изазове у региону,", "Забринути због све чешћих претњи,",
        "Земајќи ги предвид препораките,", "Во согласност со заклучоците од Охрид,",
        "Свесни за обврските,", "Deeply concerned by the rise in attacks,",
    ],
)  # fmt: skip
def test_preambular_openings(line: str) -> None:
    assert is_preambular(line)
    assert not is_formula(line)


@pytest.mark.parametrize(
    "line",
    [
        "agreed as follows:", "Učesnici su se usaglasili o sljedećem:",
        "usvajaju sljedeće zaključke:", "Zaključeno je sljedeće:",
        "Pjesëmarrësit vendosën si më poshtë:", "kanë rënë dakord për sa vijon:",
        "Учесници су закључили следеће:", "Учесниците се договорија за следново:",
        "ги усвојуваат следните заклучоци:",
    ],
)  # fmt: skip
def test_formulas(line: str) -> None:
    assert is_formula(line)
    assert not is_preambular(line)


@pytest.mark.parametrize(
    "line", ["Усвојено у Београду", "Усвоено во Скопје", "Miratuar në Tiranë", "Potpisano u Baru"]
)
def test_closing_lines(line: str) -> None:
    assert is_closing(line)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("НАЦРТ-ЗАКЛУЧОЦИ", DocumentKind.CONCLUSIONS),
        ("Резиме на претседавачот", DocumentKind.CONCLUSIONS),
        ("КОНЦЕПТУАЛНИ ДОКУМЕНТ", DocumentKind.CONCEPT_PAPER),
        ("СООПШТЕНИЕ ЗА МЕДИУМИ", DocumentKind.PRESS_RELEASE),
        ("Përmbledhje e kryesuesit", DocumentKind.CONCLUSIONS),
    ],
)
def test_types_in_other_languages(line: str, kind: DocumentKind) -> None:
    assert type_of_line(line) == (kind, True)
