"""Who is named where: every output against every level of sharing (PRIV-02, PRIV-04)."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from eventmgr.accounts.models import EventRole
from eventmgr.database import db
from eventmgr.door.queries import guests
from eventmgr.language import speaking
from eventmgr.printing.papers import ListPaper
from eventmgr.privacy.paper import photo_paper
from eventmgr.registration import links
from eventmgr.registration.attendance import attendance_paper
from eventmgr.registration.models import ListSharing, PhotoConsent
from eventmgr.registration.paper import list_paper

LEVELS = [*ListSharing, "protected"]
PLACES = (
    "public page",
    "list of participants",
    "contacts in the list",
    "sheet of participants",
    "attendance sheet",
    "attendance file",
    "participants seen by a co-organiser",
    "search of a co-organiser",
    "door of the secretariat",
    "photographer's list",
)
# Where the name stands, by level; everywhere else it does not.
NAMED = {
    ListSharing.INTERNAL: {
        "attendance sheet",
        "attendance file",
        "participants seen by a co-organiser",
        "search of a co-organiser",
        "door of the secretariat",
        "photographer's list",
    },
    ListSharing.PARTICIPANTS: {
        "list of participants",
        "sheet of participants",
        "attendance sheet",
        "attendance file",
        "participants seen by a co-organiser",
        "search of a co-organiser",
        "door of the secretariat",
        "photographer's list",
    },
    ListSharing.CONTACTS: {
        "list of participants",
        "contacts in the list",
        "sheet of participants",
        "attendance sheet",
        "attendance file",
        "participants seen by a co-organiser",
        "search of a co-organiser",
        "door of the secretariat",
        "photographer's list",
    },
    ListSharing.PUBLIC: {
        "public page",
        "list of participants",
        "sheet of participants",
        "attendance sheet",
        "attendance file",
        "participants seen by a co-organiser",
        "search of a co-organiser",
        "door of the secretariat",
        "photographer's list",
    },
    "protected": {"door of the secretariat"},
}
FAMILY, EMAIL = "Zhupanović", "violeta@example.org"


@pytest.fixture
def shown(make, sign_in, client):
    """Return a function: level -> {place: what it says}."""

    def at(level) -> dict[str, str]:
        event = make.event(public=True, public_participants=True)
        make.registration(
            event,
            make.organisation(make.designation("AL", en="Albania", cnr="Albanija", sq="Shqipëria")),
            given_name="Violeta",
            family_name=FAMILY,
            email=EMAIL,
            search_key="violeta zhupanovic",
            list_sharing=ListSharing.PUBLIC if level == "protected" else level,
            photo_consent=PhotoConsent.NO,
            protected=level == "protected",
        )
        make.registration(event, make.organisation(), given_name="Boris")
        url = f"/events/{event.slug}"
        reader = sign_in(make.member(event, EventRole.CO_ORGANISER))
        desk = sign_in(make.member(event, EventRole.SECRETARIAT))
        with speaking("en"):
            paper = list_paper(event, "en")
            sheet = str(attendance_paper(event, "en"))
            photos = str(photo_paper(event, "en"))
        found = reader.post(f"{url}/participants/list/search", data={"q": "zhupanovic"})
        return {
            "public page": client.get(f"/e/{event.slug}").get_data(as_text=True),
            "list of participants": str(paper),
            "contacts in the list": _contacts(paper),
            "sheet of participants": _cells(reader.get(f"{url}/participants/export.xlsx").data),
            "attendance sheet": sheet,
            "attendance file": _cells(desk.get(f"{url}/door/attendance.xlsx").data),
            "participants seen by a co-organiser": sign_in(
                make.member(event, EventRole.CO_ORGANISER)
            )
            .get(f"{url}/participants/")
            .get_data(as_text=True),
            "search of a co-organiser": reader.get(found.location).get_data(as_text=True),
            "door of the secretariat": " ".join(one.name for one in guests(event, "en")),
            "photographer's list": photos,
        }

    return at


def _contacts(paper: ListPaper) -> str:
    people = [
        person
        for block in paper.blocks
        for delegation in block.delegations
        for person in delegation.people
    ]
    return FAMILY if any(EMAIL in person.contacts for person in people) else ""


def _cells(data: bytes) -> str:
    sheet = load_workbook(io.BytesIO(data)).active
    return " ".join(str(cell) for row in sheet.values for cell in row if cell)


@pytest.mark.parametrize("level", LEVELS, ids=lambda level: str(getattr(level, "value", level)))
def test_priv02_each_output_names_whom_the_level_allows(shown, level) -> None:
    said = shown(level)
    assert set(said) == set(PLACES)
    named = {place for place, words in said.items() if FAMILY.casefold() in words.casefold()}
    assert named == NAMED[level]


def test_priv04_code_of_a_protected_person_is_nowhere(make, client) -> None:
    event = make.event()
    row = make.registration(event, make.organisation(), protected=True)
    other = make.registration(event, make.organisation())
    token, plain = links.issue(row), links.issue(other)
    db.session.commit()
    assert client.get(f"/registration/{token}/code.svg").status_code == 404
    assert "code.svg" not in client.get(f"/registration/{token}").get_data(as_text=True)
    assert client.get(f"/registration/{plain}/code.svg").status_code == 200


def test_public_page_names_nobody_until_it_is_switched_on(make, client) -> None:
    event = make.event(public=True)
    make.registration(
        event, make.organisation(), family_name=FAMILY, list_sharing=ListSharing.PUBLIC
    )
    assert FAMILY.upper() not in client.get(f"/e/{event.slug}").get_data(as_text=True).upper()


def test_photographers_page_tells_no_from_group_only(make, sign_in) -> None:
    event = make.event()
    for name, choice in (
        ("Yesic", PhotoConsent.YES),
        ("Nolic", PhotoConsent.NO),
        ("Grupic", PhotoConsent.GROUP_ONLY),
    ):
        make.registration(event, make.organisation(), family_name=name, photo_consent=choice)
    page = sign_in(make.member(event)).get(f"/events/{event.slug}/privacy/photographs").text.upper()
    assert "YESIC" not in page
    assert page.index("NOLIC") < page.index("IN THE GROUP PHOTO ONLY") < page.index("GRUPIC")
