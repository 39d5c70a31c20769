"""Institutions are invited, their people register by telephone, and one sees who comes."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from icalendar import Calendar
from playwright.sync_api import Browser, BrowserContext, Page, expect

from eventmgr.printing.words import Words
from tests.browser.accessibility import sideways
from tests.browser.conftest import Site
from tests.browser.journey import (
    add_institution,
    create_event,
    fill_person,
    follow,
    in_days,
    invite,
    mistakes,
    pdf_text,
    press,
    register,
    saved,
    set_languages,
    stage,
)

IN_ALBANIAN = Words("sq").say
ACADEMY = "Academy of Border Guards"


@pytest.fixture(scope="module")
def slug(office: BrowserContext) -> str:
    """An event in which three languages are spoken, with somebody to ask."""
    page = office.new_page()
    made = create_event(page, "Seminar on Safe Borders", days=(in_days(90), in_days(91)))
    set_languages(page, made)
    page.goto(f"/events/{made}/settings/registration")
    page.fill("#contact_name", "Ana Perović")
    page.fill("#contact_email", "seminar@example.org")
    press(page, "Save these settings")
    saved(page)
    page.close()
    return made


def test_choosing_no_institution_is_told(desk: Page, slug: str) -> None:
    desk.goto(f"/events/{slug}/invitations/add")
    press(desk, "Put them on the list")
    assert mistakes(desk) == ["Please tick at least one institution."]


@dataclass(frozen=True)
class Sending:
    """What the organiser saw before the letters went, and the link of one of them."""

    known: str
    preview: str
    academy_letter: str
    states: list[str]


@pytest.fixture(scope="module")
def sending(office: BrowserContext, slug: str) -> Sending:
    """Two letters are sent: to an institution of the directory and to one entered for it."""
    page = office.new_page()
    page.goto(f"/events/{slug}/invitations")
    page.locator(".page-action a").click()
    tick = page.get_by_role("checkbox", name=re.compile("^Invite ")).first
    known = str(tick.get_attribute("aria-label")).removeprefix("Invite ")
    tick.check()
    page.get_by_role("spinbutton", name=f"Seats of {known}").fill("3")
    press(page, "Put them on the list")
    assert "Nothing has been sent yet" in saved(page)
    add_institution(page, slug, ACADEMY, "academy@example.org", seats=2, language="sq")
    follow(page, "Send 2 letters")
    preview = page.get_by_role("main").inner_text()
    page.locator("li", has_text=ACADEMY).get_by_role("link", name="Letter").click()
    letter = pdf_text(page, page.get_by_role("link", name="Print the letter (PDF)"))
    page.goto(f"/events/{slug}/invitations/send")
    press(page, "Send 2 letters")
    page.wait_for_url(f"**/events/{slug}/invitations")
    states = [
        page.locator("#invitations tr", has_text=name).locator(".chip").first.inner_text().strip()
        for name in (known, ACADEMY)
    ]
    page.close()
    return Sending(known, preview, letter, states)


def test_preview_names_each_letter_before_it_goes(sending: Sending) -> None:
    assert sending.known in sending.preview
    assert "3 seats" in sending.preview
    assert "academy@example.org · Albanian · 2 seats" in sending.preview


def test_letter_is_written_in_the_language_of_the_institution(sending: Sending) -> None:
    assert ACADEMY in sending.academy_letter
    assert IN_ALBANIAN("Invitation to nominate participants") in sending.academy_letter
    assert IN_ALBANIAN("Dear Sir or Madam,") in sending.academy_letter


def test_list_of_invitations_says_what_was_sent(sending: Sending) -> None:
    assert sending.states == ["sent", "sent"]


def test_outbox_keeps_the_message_and_says_that_nothing_left(
    desk: Page, slug: str, sending: Sending
) -> None:
    desk.goto(f"/events/{slug}/invitations")
    desk.get_by_role("navigation", name="This event").get_by_role("link", name="Outbox").click()
    expect(desk.get_by_role("main")).to_contain_text("Nothing leaves this machine")
    row = desk.locator("tr", has_text="academy@example.org")
    expect(row).to_contain_text("kept")
    row.get_by_role("link").click()
    expect(desk.locator(".mail-text")).to_have_attribute("lang", "sq")
    expect(desk.locator(".mail-text")).to_contain_text(re.compile(r"/invitation/[\w-]{43}"))


# --- on a telephone, in Albanian ---------------------------------------------------------------


def test_link_opens_in_albanian_and_fits_a_telephone(
    desk: Page, phone: Page, site: Site, slug: str
) -> None:
    phone.goto(invite(desk, site, slug, "School of Customs", language="sq"))
    expect(phone.locator("html")).to_have_attribute("lang", "sq")
    phone.get_by_role("link", name=IN_ALBANIAN("Register a participant")).click()
    expect(phone.locator("html")).to_have_attribute("lang", "sq")
    assert sideways(phone) == 0


def test_empty_registration_lists_every_answer_that_is_missing(
    desk: Page, phone: Page, site: Site, slug: str
) -> None:
    link = invite(desk, site, slug, "Institute of Maps", language="sq")
    phone.goto(f"{link}/register")
    press(phone, IN_ALBANIAN("Check my answers"))
    wanted = ["given_name", "family_name", "position", "email", "speaks-0", "follows-0", "consent"]
    mistakes(phone)
    anchors = phone.locator("[data-errors] a")
    assert anchors.evaluate_all("all => all.map(one => one.hash.slice(1))") == wanted
    expect(phone.locator("#given_name-error")).to_contain_text(IN_ALBANIAN("Please fill this in."))


def test_wrong_address_is_told_at_its_field_and_the_rest_is_kept(
    desk: Page, phone: Page, site: Site, slug: str
) -> None:
    link = invite(desk, site, slug, "Office of Statistics", language="sq")
    phone.goto(f"{link}/register")
    fill_person(phone, "Arta", "Hoxha", "arta.example.org")
    press(phone, IN_ALBANIAN("Check my answers"))
    assert len(mistakes(phone)) == 1
    expect(phone.locator("#email-error")).to_contain_text(
        IN_ALBANIAN("Please write the e-mail address in full, for example name@example.org.")
    )
    expect(phone.locator("#family_name")).to_have_value("Hoxha")
    expect(phone.locator("[name=speaks][value=en]")).to_be_checked()


def test_answers_are_shown_before_they_are_sent(
    desk: Page, phone: Page, site: Site, slug: str
) -> None:
    link = invite(desk, site, slug, "Union of Judges", language="sq")
    phone.goto(f"{link}/register")
    fill_person(phone, "Blerim", "Gashi", "blerim@example.org")
    press(phone, IN_ALBANIAN("Check my answers"))
    expect(phone.get_by_role("heading", level=1)).to_have_text(IN_ALBANIAN("Check your answers"))
    expect(phone.get_by_role("main")).to_contain_text("Blerim Gashi")
    press(phone, IN_ALBANIAN("Change something"))
    expect(phone.locator("#given_name")).to_have_value("Blerim")
    phone.fill("#given_name", "Blerina")
    press(phone, IN_ALBANIAN("Check my answers"))
    press(phone, IN_ALBANIAN("Send my registration"))
    expect(phone.get_by_role("heading", level=1)).to_have_text(IN_ALBANIAN("You are registered"))
    expect(phone.get_by_role("main")).to_contain_text("Blerina Gashi")
    # Without a mail server no confirmation is on its way, and none is promised.
    expect(phone.get_by_role("main").locator(".lead")).to_have_count(0)
    assert sideways(phone) == 0


def test_calendar_file_holds_the_event(desk: Page, phone: Page, site: Site, slug: str) -> None:
    link = invite(desk, site, slug, "House of Translators", language="sq")
    phone.goto(register(phone, link, "Drita", "Leka", "drita@example.org"))
    with phone.expect_download() as download:
        phone.get_by_role("link", name=IN_ALBANIAN("Put it in my calendar")).click()
    entry = Calendar.from_ical(download.value.path().read_bytes()).walk("VEVENT")[0]
    assert str(entry["SUMMARY"]) == "Seminar on Safe Borders"
    assert entry.decoded("DTSTART").isoformat().startswith(in_days(90))


def test_answer_is_changed_by_the_person(desk: Page, phone: Page, site: Site, slug: str) -> None:
    link = invite(desk, site, slug, "Chamber of Notaries", language="sq")
    register(phone, link, "Ilir", "Meta", "ilir@example.org")
    follow(phone, IN_ALBANIAN("Change my answers"))
    phone.fill("#position", "Drejtor")
    press(phone, IN_ALBANIAN("Save my answers"))
    assert IN_ALBANIAN("Your registration is changed.") in saved(phone)
    expect(phone.get_by_role("main")).to_contain_text("Drejtor")


def test_last_seat_goes_to_the_first_and_the_next_is_told_kindly(
    chromium: Browser, desk: Page, phone: Page, site: Site, slug: str
) -> None:
    link = invite(desk, site, slug, "League of Mayors", seats=2)
    register(phone, link, "Ana", "Kovač", "ana@example.org")
    late = chromium.new_context(locale="en-GB").new_page()
    late.goto(f"{link}/register")
    fill_person(late, "Petar", "Late", "petar@example.org")
    register(phone, link, "Iva", "Marić", "iva@example.org")
    press(late, "Check my answers")
    press(late, "Send my registration")
    expect(late.get_by_role("button", name="Put me on the waiting list")).to_be_visible()
    press(late, "Change something")
    expect(late.locator("#given_name")).to_have_value("Petar")
    press(late, "Check my answers")
    press(late, "Send my registration")
    press(late, "Put me on the waiting list")
    expect(late.get_by_role("heading", level=1)).to_have_text("You are on the waiting list")
    late.goto(f"{link}/register")
    expect(late.get_by_role("heading", level=1)).to_have_text(
        "All seats of your institution are taken"
    )
    expect(late.get_by_role("link", name="seminar@example.org")).to_be_visible()
    late.context.close()


def test_cancelled_seat_is_free_for_a_colleague(
    desk: Page, phone: Page, site: Site, slug: str
) -> None:
    link = invite(desk, site, slug, "Society of Historians", seats=1)
    register(phone, link, "Vesna", "Bošković", "vesna@example.org")
    follow(phone, "Cancel my registration")
    press(phone, "Cancel my registration")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Your registration is cancelled")
    register(phone, link, "Luka", "Savić", "luka@example.org")
    expect(phone.get_by_role("heading", level=1)).to_have_text("You are registered")


# --- the secretariat ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def guests(office: BrowserContext, site: Site, slug: str) -> str:
    """An institution with two registered people; its name."""
    page = office.new_page()
    link = invite(page, site, slug, "Forum of Mediators", seats=2)
    register(page, link, "Željka", "Čović", "zeljka@example.org")
    register(page, link, "Adnan", "Bašić", "adnan@example.org")
    page.close()
    return "Forum of Mediators"


def test_secretariat_finds_somebody_without_accents(desk: Page, slug: str, guests: str) -> None:
    desk.goto(f"/events/{slug}/participants/")
    desk.fill("#q", "covic")
    press(desk, "Search")
    desk.wait_for_url("**/participants/list/")
    found = desk.get_by_role("main").locator("tbody tr")
    expect(found).to_have_count(1)
    expect(found).to_contain_text("ČOVIĆ")
    expect(found).to_contain_text(guests)


@pytest.mark.parametrize(
    ("language", "heading"),
    [
        ("English", "List of participants"),
        ("Montenegrin", Words("cnr").say("List of participants")),
        ("Albanian", IN_ALBANIAN("List of participants")),
    ],
)
def test_list_of_participants_prints_in(
    desk: Page, slug: str, guests: str, language: str, heading: str
) -> None:
    desk.goto(f"/events/{slug}/participants/")
    link = desk.get_by_role("link", name=re.compile(rf"^Print in {language} "))
    paper = pdf_text(desk, link)
    assert heading.lower() in paper.lower()
    assert "ČOVIĆ" in paper
    assert "BAŠIĆ" in paper
    assert guests in paper


def test_page_of_participants_stands_on_its_stage(desk: Page, slug: str) -> None:
    desk.goto(f"/events/{slug}/participants/")
    expect(stage(desk, "Registration")).to_have_attribute("aria-current", "page")


# --- interpretation ----------------------------------------------------------------------------


def figures(page: Page) -> dict[str, str]:
    """Return the key numbers of the page by their words."""
    return {
        one.locator(".figure-label").inner_text(): one.locator(".figure-number").inner_text()
        for one in page.locator("main .stack").first.locator(".figure").all()
    }


@pytest.fixture(scope="module")
def interpreted(office: BrowserContext, site: Site) -> str:
    """An event in three languages at which two people are registered who follow English only."""
    page = office.new_page()
    made = create_event(page, "Meeting in Three Languages", days=(in_days(60), in_days(61)))
    set_languages(page, made)
    link = invite(page, site, made, "Guild of Printers", seats=2)
    register(page, link, "Mira", "Lazić", "mira@example.org")
    register(page, link, "Goran", "Ilić", "goran@example.org")
    page.close()
    return made


def test_interpretation_shows_booths_people_and_receivers(desk: Page, interpreted: str) -> None:
    desk.goto(f"/events/{interpreted}/interpretation/?profile=aiic&design=B")
    found = figures(desk)
    assert found["booths"] == "2"
    assert found["interpreters, as the profile asks for"] == "6"
    # Two people follow English only: both need one, and a tenth to spare is rounded up.
    assert found["receivers to order"] == "3"


def test_profile_is_tried_without_being_saved(desk: Page, interpreted: str) -> None:
    desk.goto(f"/events/{interpreted}/interpretation/")
    desk.select_option("#try-profile", "srb-assoc")
    desk.select_option("#try-design", "B")
    press(desk, "Show")
    assert figures(desk)["interpreters, as the profile asks for"] == "4"
    expect(desk.locator("main .notices")).to_contain_text("nothing changes until you save")


def test_team_below_the_profile_asks_for_its_reason(desk: Page, interpreted: str) -> None:
    desk.goto(f"/events/{interpreted}/interpretation/")
    desk.select_option("#profile", "aiic")
    desk.select_option("#design", "B")
    desk.fill("#assigned", "4")
    desk.fill("#waiver_note", "")
    press(desk, "Save the plan")
    assert len(mistakes(desk)) == 1
    desk.fill("#waiver_note", "Two short days.")
    press(desk, "Save the plan")
    assert saved(desk)
    assert figures(desk)["interpreters engaged"] == "4"
    expect(desk.locator("#team")).to_contain_text("Two short days.")
