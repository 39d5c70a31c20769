"""What is asked is chosen by the organiser; what is typed survives a lost connection."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from eventmgr.printing.words import Words
from tests.browser.accessibility import assert_accessible, sideways
from tests.browser.conftest import Site
from tests.browser.journey import (
    create_event,
    fill_person,
    follow,
    in_days,
    invite,
    mistakes,
    press,
    saved,
    set_languages,
)

IN_ALBANIAN = Words("sq").say
KEPT = "Object.values(localStorage).join(' ')"


@pytest.fixture(scope="module")
def slug(office: BrowserContext) -> str:
    """An event that asks a question of its own, travel documents, and who is called."""
    page = office.new_page()
    made = create_event(page, "Seminar on Open Questions", days=(in_days(60), in_days(61)))
    set_languages(page, made)
    page.goto(f"/events/{made}/settings/registration")
    follow(page, "Questions of the registration")
    follow(page, "One of several choices")
    page.fill("#label-en", "Which hotel will you stay in?")
    page.fill("#label-sq", "Në cilin hotel do të qëndroni?")
    page.fill("#choice_0-en", "Hotel by the river")
    page.fill("#choice_0-sq", "Hotel pranë lumit")
    page.fill("#choice_1-en", "Hotel at the station")
    page.locator("#required").check()
    assert_accessible(page)
    press(page, "Save the question")
    assert "on the form" in saved(page)
    page.select_option("#travel", "optional")
    page.select_option("#emergency", "optional")
    page.select_option("#phone", "not asked")
    press(page, "Save what is asked")
    saved(page)
    expect(page.get_by_role("main")).to_contain_text("Nobody in the team may read this yet")
    assert_accessible(page)
    follow(page, "Go to the team")
    page.locator("details.disclosure summary").first.click()
    for words in ("Travel documents", "Diet, access needs and emergency contacts"):
        page.get_by_label(words).first.check()
    assert_accessible(page)
    page.locator("details.disclosure[open] button").first.click()
    saved(page)
    page.close()
    return made


def test_form_asks_what_was_chosen_in_the_readers_language(
    desk: Page, phone: Page, site: Site, slug: str
) -> None:
    link = invite(desk, site, slug, "Chamber of Questions", language="sq")
    phone.goto(f"{link}/register")
    expect(phone.get_by_text("Në cilin hotel do të qëndroni?")).to_be_visible()
    assert phone.locator("#phone").count() == 0
    fill_person(phone, "Mira", "Lura", "mira.lura@example.org")
    press(phone, IN_ALBANIAN("Check my answers"))
    assert any("hotel" in line for line in mistakes(phone))
    phone.get_by_label("Hotel pranë lumit").check()
    assert sideways(phone) == 0
    assert_accessible(phone)
    press(phone, IN_ALBANIAN("Check my answers"))
    expect(phone.get_by_role("main")).to_contain_text("Hotel pranë lumit")
    press(phone, IN_ALBANIAN("Send my registration"))
    phone.wait_for_url("**/registration/*")
    expect(phone.get_by_role("main")).to_contain_text("Hotel pranë lumit")


def test_what_is_typed_survives_a_closed_browser_and_a_lost_connection(
    desk: Page, phone: Page, site: Site, slug: str
) -> None:
    link = invite(desk, site, slug, "House of Patience", language="en")
    phone.goto(f"{link}/register")
    fill_person(phone, "Ana", "Kovač", "ana.kovac@example.org")
    phone.locator("[name^=q_]").first.check()
    phone.close()
    context = phone.context
    again = context.new_page()
    again.goto(f"{link}/register")
    expect(again.locator("#given_name")).to_have_value("Ana")
    expect(again.locator("[name^=q_]").first).to_be_checked()
    send = again.locator("form.form .form-end .button--main")
    context.set_offline(True)
    with again.expect_event("requestfailed"):
        send.click(no_wait_after=True)
    context.set_offline(False)
    again.goto(f"{link}/register")
    expect(again.locator("#given_name")).to_have_value("Ana")
    again.locator("form.form .form-end .button--main").click()
    expect(again.locator("button[name=send]")).to_be_visible()
    # Nothing was sent yet: whoever leaves here finds it again.
    again.close()
    third = context.new_page()
    third.goto(f"{link}/register")
    expect(third.locator("#family_name")).to_have_value("Kovač")
    third.locator("form.form .form-end .button--main").click()
    third.locator("button[name=send]").click()
    third.wait_for_url("**/registration/*")
    assert "Kovač" not in third.evaluate(KEPT)
    third.goto(f"{link}/register")
    assert third.locator("#given_name").count() == 0 or (
        third.locator("#given_name").input_value() == ""
    )


def test_a_change_survives_too_until_it_has_arrived(
    desk: Page, phone: Page, site: Site, slug: str
) -> None:
    link = invite(desk, site, slug, "Board of Second Thoughts", language="en")
    phone.goto(f"{link}/register")
    fill_person(phone, "Vesna", "Babić", "vesna.babic@example.org")
    phone.locator("[name^=q_]").first.check()
    phone.locator("form.form .form-end .button--main").click()
    phone.locator("button[name=send]").click()
    phone.wait_for_url("**/registration/*")
    own = phone.url
    phone.goto(f"{own}/change")
    phone.fill("#position", "Judge of second thoughts")
    phone.close()
    again = phone.context.new_page()
    again.goto(own)
    again.goto(f"{own}/change")
    expect(again.locator("#position")).to_have_value("Judge of second thoughts")
    again.locator("form.form .form-end .button--main").click()
    again.wait_for_url(own)
    expect(again.get_by_role("main")).to_contain_text("Judge of second thoughts")
    assert "second thoughts" not in again.evaluate(KEPT)


def test_secure_part_is_kept_sealed_and_never_in_the_browser(
    desk: Page, phone: Page, site: Site, slug: str
) -> None:
    link = invite(desk, site, slug, "Archive of Silence", language="en", seats=2)
    phone.goto(f"{link}/register")
    fill_person(phone, "Iva", "Marić", "iva.maric@example.org")
    phone.locator("[name^=q_]").first.check()
    phone.locator("form.form .form-end .button--main").click()
    phone.locator("button[name=send]").click()
    phone.wait_for_url("**/registration/*")
    own = phone.url
    phone.locator("a[href$='/secure/']").first.click()
    phone.wait_for_url("**/secure/")
    assert sideways(phone) == 0
    assert_accessible(phone)
    note = phone.locator("[data-sealed-draft-note]")
    phone.fill("#travel_number", "AB1234567")
    expect(note).to_contain_text(re.compile("."))
    expect(phone.locator("[data-draft-kept]")).to_have_count(1)
    context = phone.context
    context.set_offline(True)
    phone.fill("#travel_passport_name", "MARIC<<IVA")
    expect(note).to_have_text(
        phone.locator("[data-sealed-draft]").get_attribute("data-waiting") or ""
    )
    context.set_offline(False)
    expect(note).to_have_text(phone.locator("[data-sealed-draft]").get_attribute("data-kept") or "")
    for hidden in ("AB1234567", "MARIC"):
        assert hidden not in phone.evaluate(KEPT)
        assert hidden not in phone.evaluate("Object.values(sessionStorage).join(' ')")
    phone.close()
    again = context.new_page()
    again.goto(f"{own}/secure/")
    expect(again.locator("#travel_number")).to_have_value("AB1234567")
    expect(again.locator("#travel_passport_name")).to_have_value("MARIC<<IVA")
    again.locator("form[data-sealed-draft] .form-end .button--main").click()
    again.wait_for_url(own)
    again.goto(f"{own}/secure/")
    expect(again.locator("#travel_number")).to_have_value("AB1234567")
    assert "has not been saved" not in again.get_by_role("main").inner_text()
    # The organiser, who sees to travel here, finds the document.
    desk.goto(f"/events/{slug}/participants/")
    follow(desk, "Travel documents")
    assert_accessible(desk)
    desk.get_by_role("link", name=re.compile("MARIĆ")).click()
    expect(desk.locator("#travel_number")).to_have_value("AB1234567")
    assert_accessible(desk)


def test_all_of_it_works_without_javascript(
    chromium: Browser, desk: Page, site: Site, slug: str
) -> None:
    link = invite(desk, site, slug, "Union of Plain Pages", language="en")
    made = chromium.new_context(
        base_url=site.address, java_script_enabled=False, viewport={"width": 360, "height": 740}
    )
    page = made.new_page()
    page.goto(f"{link}/register")
    fill_person(page, "Petar", "Savić", "petar.savic@example.org")
    page.locator("[name^=q_]").nth(1).check()
    page.locator("form.form .form-end .button--main").click()
    page.locator("button[name=send]").click()
    page.wait_for_url("**/registration/*")
    page.locator("a[href$='/secure/']").first.click()
    page.fill("#emergency_name", "Vesna Savić")
    page.fill("#emergency_phone", "+382 20 123 456")
    page.locator("[name=diet_diets][value=vegan]").check()
    page.locator("form[data-sealed-draft] .form-end .button--main").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.goto(page.url.rstrip("/") + "/secure/")
    expect(page.locator("#emergency_name")).to_have_value("Vesna Savić")
    made.close()


def test_numbers_for_the_caterer_are_printed(desk: Page, slug: str) -> None:
    desk.goto(f"/events/{slug}/participants/")
    follow(desk, "Numbers for caterers and the venue")
    expect(desk.get_by_role("main")).to_contain_text("Vegan")
    expect(desk.get_by_role("main")).not_to_contain_text("Savić")
    assert_accessible(desk)
