"""The directory as a spreadsheet: safe to open, and read back it changes nothing."""

from __future__ import annotations

import io
import unicodedata
from typing import Any

import openpyxl
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from eventmgr.audit.models import AuditEntry
from eventmgr.database import db
from eventmgr.directory.columns import all_fields as fields_of_tables
from eventmgr.directory.columns import (
    guess_mapping,
    honorific_words,
    kind_words,
    label_of,
    language_of,
    purpose_words,
)
from eventmgr.directory.contacts import add_contact
from eventmgr.directory.export import directory_table
from eventmgr.directory.models import (
    ContactPurpose,
    DirectoryImport,
    Organisation,
    OrganisationContact,
    OrganisationKind,
)
from eventmgr.directory.planning import TAKE, Choices, make_plan
from eventmgr.directory.present import COLUMNS, Present, note_shown, organisation_words
from eventmgr.directory.screen import ScreenNames
from eventmgr.i18n.languages import document_languages
from eventmgr.i18n.names import HONORIFICS, fold
from eventmgr.printing.sheets import to_csv, to_xlsx
from eventmgr.printing.tables_in import read_table

PLACES = {1: "Montenegro", 2: "North Macedonia"}


@pytest.fixture
def browser(make, sign_in) -> Any:
    return sign_in(make.user("organiser"))


def test_every_language_is_understood_as_it_is_written() -> None:
    for row in document_languages():
        assert language_of(row.label) == row.code
        assert language_of(row.code) == row.code


words = st.text(
    st.characters(
        categories=["Lu", "Ll", "Nd", "Po", "Pd", "Sm", "Zs"],
        # A marker needs its note, a bar stands before years.
        exclude_characters="*|",
        max_codepoint=0x500,
    ),
    min_size=1,
    max_size=20,
).map(lambda text: unicodedata.normalize("NFC", " ".join(text.split())))
names = words.filter(lambda text: any(char.isalpha() for char in fold(text)))
texts = st.just("") | words | st.sampled_from(["=1+1", "+382 20 123", "007", "-", "'=x", "@me"])
addresses = st.sampled_from(["", "a@example.org", "b.c@example.org", "d-e@example.org"])

contact = st.fixed_dictionaries(
    {
        "honorific": st.sampled_from(["", *HONORIFICS, "ms dr", "he mr amb"]),
        "given_name": texts,
        "family_name": names,
        "post": st.dictionaries(st.sampled_from(["en", "cnr", "sq", "mk"]), names, max_size=2),
        "email": addresses,
        "phone": texts,
        "language": st.sampled_from(["", "en", "cnr", "sq", "cnr_Cyrl", "mk"]),
        "purposes": st.lists(st.sampled_from([str(p) for p in ContactPurpose]), unique=True),
    }
)
entry = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(list(OrganisationKind)),
        "designation_id": st.sampled_from([None, 1, 2]),
        "parent_id": st.none(),
        "names": st.dictionaries(
            st.sampled_from(["en", "cnr", "sq", "mk", "sr_Cyrl"]), names, min_size=1, max_size=3
        ),
        "acronym": texts,
        "former_names": st.lists(names, max_size=2, unique_by=fold),
        "former_dates": st.just({}),
        "sort_key": texts,
        "email": addresses,
        "address": texts | st.just("Street 1\nPodgorica"),
    }
)
directories = st.lists(
    st.tuples(entry, st.lists(contact, max_size=2, unique_by=lambda one: fold(one["family_name"]))),
    min_size=1,
    max_size=4,
    unique_by=lambda pair: tuple(sorted(fold(name) for name in pair[0]["names"].values())),
)


def _present(rows: dict[int, dict[str, Any]], contacts: dict[int, list[dict[str, Any]]]) -> Present:
    present = Present(
        rows=rows,
        contacts=contacts,
        delegations={fold(name): number for number, name in PLACES.items()},
        kinds=kind_words({}),
        purposes=purpose_words({}),
        honorifics=honorific_words(),
    )
    note_shown(present, ScreenNames("en", {}, None), PLACES)
    return present


def _bare(one: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in one.items() if name != "id" and value}


# Shrinking so large an example takes minutes and tells little more.
QUICK = settings(deadline=None, max_examples=40, phases=[Phase.explicit, Phase.generate])


@QUICK
@given(directories)
def test_export_read_back_changes_nothing_and_loses_no_character(drawn: Any) -> None:
    rows = {number: dict(row) for number, (row, _contacts) in enumerate(drawn, start=1)}
    if len(rows) > 1:
        rows[2]["parent_id"] = 1
    contacts = {
        number: [{"id": 10 * number + at} | one for at, one in enumerate(people)]
        for number, (_row, people) in enumerate(drawn, start=1)
    }
    plain = ScreenNames("en", {}, None)
    table = directory_table(
        list(rows),
        rows,
        contacts,
        shown_in="en",
        name="Institutions",
        delegation=lambda number: PLACES.get(number or 0, ""),
        institution=lambda number: organisation_words(rows[number], plain),
        kinds={kind: kind.value for kind in OrganisationKind},
        purposes={purpose.value: purpose.value for purpose in ContactPurpose},
    )
    labels = {fold(label_of(name, "en")): name for name in fields_of_tables()}
    for data in (to_xlsx([table]), to_csv(table), to_csv(table, delimiter=";")):
        sign = {b",": ",", b";": ";"}.get(data[27:28]) if not data.startswith(b"PK") else None
        read = read_table(data, delimiter=sign)
        mapping = guess_mapping(read.rows[0][1], labels)
        assert len(mapping) == len(table.columns)
        plan = make_plan(read.rows[1:], mapping, Choices(existing=TAKE), _present(rows, contacts))
        assert plan.problems == []
        assert plan.doubts == []
        assert [(target.name, target.changes()) for target in plan.changed()] == []
        assert plan.new() == []


@QUICK
@given(directories)
def test_export_read_into_an_empty_directory_gives_the_same_one(drawn: Any) -> None:
    rows = {number: dict(row) for number, (row, _contacts) in enumerate(drawn, start=1)}
    contacts = {number: people for number, (_row, people) in enumerate(drawn, start=1)}
    table = directory_table(
        list(rows),
        rows,
        contacts,
        shown_in="en",
        name="Institutions",
        delegation=lambda number: PLACES.get(number or 0, ""),
        institution=lambda _number: "",
        kinds={kind: kind.value for kind in OrganisationKind},
        purposes={purpose.value: purpose.value for purpose in ContactPurpose},
    )
    labels = {fold(label_of(name, "en")): name for name in fields_of_tables()}
    read = read_table(to_xlsx([table]))
    mapping = guess_mapping(read.rows[0][1], labels)
    number_column = next(at for at, name in mapping.items() if name == "number")
    mapping.pop(number_column)
    # Names that look alike are asked about; here all of them are different institutions.
    plan = make_plan(read.rows[1:], mapping, Choices(doubtful="new"), _present({}, {}))
    if plan.doubts or plan.problems or len(plan.new()) != len(rows):
        return
    for target, (number, row) in zip(plan.new(), rows.items(), strict=True):
        kept = {name: target.columns[name] for name in COLUMNS}
        former = [name for name in row["former_names"] if name not in row["names"].values()]
        assert kept == row | {"former_names": former}
        assert [_bare(one) for one in target.contacts] == [_bare(one) for one in contacts[number]]


def _filled(make) -> Organisation:
    row = make.organisation(
        make.kosovo(), names={"en": "=Police", "sq": "Policia"}, acronym="+KP", search_key="police"
    )
    add_contact(
        row,
        {"family_name": "Lura", "phone": "+383 38 123", "email": "lura@example.org"},
        actor="test",
    )
    db.session.commit()
    return row


def test_spreadsheet_holds_texts_and_the_note_of_its_marker(browser, make) -> None:
    _filled(make)
    answer = browser.get("/directory/organisations/export.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    values = [cell.value for cell in cells]
    assert "Kosovo*" in values
    assert "=Police" in values
    assert "+383 38 123" in values
    assert book.worksheets[1]["B1"].value == "Footnote text in en."
    text = browser.get("/directory/organisations/export.csv").data.decode("utf-8-sig")
    assert "'=Police" in text
    assert "'+383 38 123" in text
    assert "* Footnote text in en." in text


def test_export_follows_the_filter_and_is_on_record(browser, make) -> None:
    _filled(make)
    other = make.organisation(names={"en": "Academy"}, search_key="academy")
    text = browser.get("/directory/organisations/export.csv?q=academy").text
    assert "Academy" in text
    assert "Police" not in text
    assert f"\n{other.id}," in text.replace("\r", "")
    entry = db.session.scalars(select(AuditEntry)).all()[-1]
    assert entry.action == "export organisations"


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("code", ["en", "cnr", "sq"])
def test_export_imported_again_changes_nothing(browser, make, form: str, code: str) -> None:
    row = _filled(make)
    part = make.organisation(row.designation, names={"en": "Border Police"}, parent_id=row.id)
    browser.get(f"/language/{code}")
    data = browser.get(f"/directory/organisations/export.{form}").data
    before = [(r.names, r.acronym, r.parent_id, r.version) for r in (row, part)]
    sent = {"file": (io.BytesIO(data), f"institutions.{form}")}
    path = browser.post("/directory/import", data=sent).location
    imported = db.session.scalars(select(DirectoryImport)).one()
    answers = {f"column-{at}": name for at, name in imported.mapping.items()}
    assert "name:sq" in imported.mapping.values()
    browser.post(path, data=answers | {"do": "check", "existing": "take"})
    db.session.expire_all()
    report = db.session.scalars(select(DirectoryImport)).one().report
    assert report["problems"] == []
    assert (report["create"], report["change"], report["same"]) == (0, 0, 2)
    assert [(r.names, r.acronym, r.parent_id, r.version) for r in (row, part)] == before
    assert len(db.session.scalars(select(OrganisationContact)).all()) == 1


def test_missing_footnote_stops_the_export_with_words(browser, make) -> None:
    place = make.designation("KS", en="Kosovo", footnoted=True)
    make.organisation(place, names={"en": "Police"})
    answer = browser.get("/directory/organisations/export.csv?kind=ministry")
    assert answer.status_code == 303
    assert answer.location == "/directory/organisations?kind=ministry"
    assert "has no approved text" in browser.get(answer.location).text
