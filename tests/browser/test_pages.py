"""Every page in three languages: accessible, as wide as the screen, in the language it says."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Browser
from werkzeug.exceptions import HTTPException

from eventmgr import create_app
from tests.browser.accessibility import described, sideways, violations
from tests.browser.conftest import Site, sign_in
from tests.conftest import settings_for

# Not pages: files, switches and addresses that only lead on.
NOT_PAGES = {
    "static",
    "security.static",
    "security.verify",
    "language.choose",
    "security.logout",
    # The paper beside the editor, without a frame of its own.
    "papers.paper",
    "conclusions.paper",
    "press.paper",
    # Pictures.
    "directory.logo_file",
    # What scripts ask for, and parts of a page that they put in.
    "door.state",
    "floor.state",
    "floor.booth_content",
    "floor.mine_content",
    "floor.projector_content",
    "floor.text_content",
}
# Speaks the language of its address, as participants of that language see it.
PREVIEW = "registration.asking.preview"
# Pages that exist only for a while, or only after something was sent; their own tests open them.
ONLY_AFTER = {
    "drafting.review",
    "papers.review",
    "conclusions.review",
    "press.review",
    "press.public_release",
    # Of an adopted text, of a text under silence, and of what was listed beside it.
    "conclusions.sealed_editions",
    "conclusions.correction",
    "conclusions.correct_paragraph",
    "conclusions.verify_any",
    "conclusions.verify_edition",
    "conclusions.voice",
    "conclusions.read_archive",
    "conclusions.adopter",
    "conclusions.statement",
    "conclusions.commitment",
    "papers.approver_page",
    "press.speaker_page",
    "press.version",
    # Of a text on the floor.
    "floor.booth",
    "floor.follow",
    "floor.projector",
    "floor.propose",
    "floor.show_links",
    # Of a translation file, a table, a pair of duplicates, a person or a contact.
    "conclusions.check_translation",
    "drafting.check_translation",
    "papers.check_translation",
    "press.check_translation",
    "directory.edit_contact",
    "directory.imported",
    "directory.merge",
    "directory.person",
    "papers.from_paper",
    "security.reset_password",
    # Of a public form that was filled in.
    "registration.asked",
    "registration.confirm_request",
    "events.delete",
    # Of a draft in the outbox.
    "mail.edit_draft",
    # Of a purge, and after somebody's data went.
    "privacy.report",
    "privacy.erased",
    # Of a saved view, of a list that is narrowed.
    "registration.lists.everybody",
    "registration.lists.open_view",
}
# What is shown differs from one address to another, so more than one is looked at for links.
SEVERAL = {"events.start", "agenda.edit", "registration.register_by_invitation"}


@pytest.fixture(scope="session")
def application(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    folder = tmp_path_factory.mktemp("routes")
    return create_app(settings_for(folder, f"sqlite:///{folder / 'routes.sqlite3'}"))


def endpoint_of(application: Flask, path: str) -> str | None:
    """Return which view answers a path, or None where it is no page of ours."""
    adapter = application.url_map.bind("127.0.0.1")
    try:
        endpoint, _values = adapter.match(path, method="GET")
    except HTTPException:
        return None
    return str(endpoint)


def is_file(path: str) -> bool:
    """Tell whether an address, or a rule for addresses, ends as a file does."""
    ends = re.search(r"\.(\w{2,5}|<[\w:]+>)$", urlsplit(path).path)
    return ends is not None or "/attachments/" in path


@pytest.fixture(scope="session")
def pages(application: Flask, site: Site, chromium: Browser) -> dict[str, str]:
    """One address for each page, found by following every link as the organiser."""
    context = chromium.new_context(base_url=site.address)
    page = context.new_page()
    found: dict[str, str] = {}
    seen: set[str] = set()
    waiting = ["/sign-in", "/forgotten-password"]
    waiting += [urlsplit(link).path for link in site.links("invitation")[:3]]
    waiting += [urlsplit(link).path + "/register" for link in site.links("invitation")]
    waiting += [urlsplit(link).path for link in site.links("registration")[:1]]
    waiting += [urlsplit(link).path for link in site.links("nomination")[:1]]
    signed_in = False
    while waiting:
        path = waiting.pop(0)
        endpoint = endpoint_of(application, urlsplit(path).path)
        new = endpoint not in found or (endpoint in SEVERAL and path not in seen)
        seen.add(path)
        if endpoint and new and endpoint not in NOT_PAGES and not is_file(path):
            answer = page.goto(path)
            if answer is not None and answer.status == 200:
                found.setdefault(endpoint, path)
                waiting += page.eval_on_selector_all(
                    "a[href^='/']", "links => links.map(link => link.getAttribute('href'))"
                )
        if not waiting and not signed_in:
            signed_in = True
            sign_in(page, site)
            seen.clear()
            waiting += ["/", "/events/demo/", "/events/demo/outbox", "/users", "/history"]
            waiting += ["/outbox", "/directory/organisations", "/account", "/change-password"]
    context.close()
    return found


def test_every_page_is_reached_by_links(application: Flask, pages: dict[str, str]) -> None:
    expected = {
        rule.endpoint
        for rule in application.url_map.iter_rules()
        if "GET" in (rule.methods or set())
        and not is_file(rule.rule)
        and rule.endpoint not in NOT_PAGES | ONLY_AFTER
    }
    files = {endpoint for endpoint in expected if "export" in endpoint or "pdf" in endpoint}
    # No message of the installation itself is in the demonstration.
    missing = expected - set(pages) - files - {"mail.house_message"}
    assert not missing, f"no link leads to {sorted(missing)}"


@pytest.mark.parametrize("language", ["en", "cnr", "sq"])
@pytest.mark.parametrize("width", [360, 1440])
def test_every_page_is_accessible_and_fits(
    chromium: Browser, site: Site, pages: dict[str, str], width: int, language: str
) -> None:
    context = chromium.new_context(
        base_url=site.address, viewport={"width": width, "height": 900}, reduced_motion="reduce"
    )
    viewer = context.new_page()
    # Chosen before signing in, the language stays with this browser and not with the account.
    viewer.goto(f"/language/{language}?next=/sign-in")
    sign_in(viewer, site)
    # A page differs from its translations in words only, so the wide screen is asked once.
    ask = width < 500 or language == "en"
    wrong = []
    for endpoint, path in pages.items():
        if endpoint in {"security.login", "security.forgot_password"}:
            continue
        answer = viewer.goto(path, wait_until="domcontentloaded")
        if answer is None or answer.status != 200:
            wrong.append(f"{path}: not there any more")
        if endpoint != PREVIEW and viewer.get_attribute("html", "lang") != language:
            wrong.append(f"{path}: not in {language}")
        if viewer.locator("h1").count() != 1:
            wrong.append(f"{path}: {viewer.locator('h1').count()} main headings")
        if sideways(viewer) > 0:
            wrong.append(f"{path}: {sideways(viewer)} px too wide")
        found = violations(viewer) if ask else []
        if found:
            wrong.append(f"{path}:\n{described(found)}")
    context.close()
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("language", ["en", "cnr", "sq"])
@pytest.mark.parametrize("path", ["/", "/sign-in", "/forgotten-password", "/e/demo", "/nowhere"])
def test_page_for_everybody_is_accessible(
    chromium: Browser, site: Site, path: str, language: str
) -> None:
    context = chromium.new_context(base_url=site.address, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"/language/{language}?next={path}")
    assert page.get_attribute("html", "lang") == language
    assert sideways(page) == 0
    found = violations(page)
    context.close()
    assert not found, described(found)
