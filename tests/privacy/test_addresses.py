"""No name in an address, a file name, a subject or a code (PRIV-06)."""

from __future__ import annotations

import re
from collections import deque
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

import lxml.html
import pytest
from sqlalchemy import select

from eventmgr.accounts.models import EventRole, Membership
from eventmgr.accounts.words import EVENT_ROLES
from eventmgr.agenda.models import AgendaPerson
from eventmgr.database import Base, db
from eventmgr.mail.models import Mail
from eventmgr.privacy.holdings import HOLDINGS, LOCKED, owner_column
from eventmgr.registration import actions, qr
from tests.privacy.conftest import EMAIL, FAMILY, GIVEN, PHONE

# Words of these GET fields are titles of events and names of institutions, never of people.
HARMLESS = {("/", "q"), ("/directory/organisations", "q")}
TYPED = {"text", "search", "email", "tel"}
# Where a walk ends: other people's sites, signing out, files that take long to make.
_NOT = re.compile(r"/(?:static|language|sign-out|sign-in)\b|\.pdf|/preview\b")
MOST = 260


def _walk(browser, starts):
    """Yield (address, answer) of every page that links lead to from some starts, each kind once."""
    waiting = deque(starts)
    seen: set[str] = set()
    while waiting and len(seen) < MOST:
        url = waiting.popleft()
        shape = re.sub(r"\d+", "0", re.sub(r"=[^&]*", "=", url))
        if shape in seen:
            continue
        seen.add(shape)
        answer = browser.get(url)
        yield url, answer
        if answer.mimetype != "text/html" or answer.status_code != 200:
            continue
        tree = lxml.html.fromstring(answer.data)
        for link in tree.xpath("//a[@href]"):
            target = urljoin(url, link.get("href"))
            if target.startswith("/") and not _NOT.search(target):
                waiting.append(target.partition("#")[0])


@pytest.fixture
def everybody(somebody, make, sign_in):
    """An organiser who may do everything in the event and administers the house."""
    user = make.user("administrator", name="Uprava Kuce")
    db.session.add(
        Membership(
            user_id=user.id,
            event_id=somebody.event.id,
            role=EventRole.ORGANISER,
            duties=[one.value for one in EVENT_ROLES if one.value in {"travel officer", "finance"}],
        )
    )
    db.session.commit()
    return sign_in(user)


@pytest.mark.slow
def test_priv06_no_link_form_or_file_name_carries_a_name(somebody, everybody) -> None:
    slug = somebody.event.slug
    starts = [
        f"/events/{slug}/",
        f"/events/{slug}/participants/",
        f"/events/{slug}/door/",
        f"/events/{slug}/history",
        f"/events/{slug}/privacy/",
        "/",
        "/users",
        "/directory/people",
        "/history",
        somebody.link,
    ]
    words = [GIVEN, FAMILY, EMAIL, PHONE, "Boris", "Desk Officer", "Uprava"]
    pages = 0
    for url, answer in _walk(everybody, starts):
        pages += 1
        assert answer.status_code < 500, url
        named = unquote(answer.headers.get("Content-Disposition", ""))
        assert not [word for word in words if word.casefold() in named.casefold()], (url, named)
        if answer.mimetype != "text/html":
            continue
        tree = lxml.html.fromstring(answer.data)
        for link in tree.xpath("//@href | //@src | //@action | //@formaction"):
            plain = unquote(str(link)).casefold().replace("+", " ")
            if plain.startswith(("mailto:", "tel:")):
                continue
            assert not [word for word in words if word.casefold() in plain], (url, link)
        _check_forms(url, tree, words)
    assert pages > 60


def _check_forms(url: str, tree, words) -> None:
    for form in tree.xpath("//form"):
        if (form.get("method") or "get").lower() != "get":
            continue
        action = urlsplit(urljoin(url, form.get("action") or url)).path
        for field in form.xpath(".//input | .//textarea | .//select"):
            name = field.get("name")
            if not name or (action, name) in HARMLESS:
                continue
            kind = (field.get("type") or "text").lower() if field.tag == "input" else field.tag
            assert kind not in TYPED | {"textarea"}, (url, name)
            values = [field.get("value") or ""] + [
                one.get("value") if one.get("value") is not None else one.text_content()
                for one in field.xpath(".//option")
            ]
            for value in values:
                assert not [word for word in words if word.casefold() in value.casefold()], (
                    url,
                    name,
                    value,
                )


def test_priv06_searches_over_people_answer_without_a_name_in_the_address(
    somebody, everybody
) -> None:
    slug = somebody.event.slug
    for url in (
        f"/events/{slug}/door/search",
        f"/events/{slug}/participants/list/search",
        "/users",
        "/directory/people",
    ):
        answer = everybody.post(url, data={"q": FAMILY})
        where = unquote(answer.headers.get("Location", ""))
        assert FAMILY.casefold() not in where.casefold()
        assert not dict(parse_qsl(urlsplit(where).query)).get("q")
        page = everybody.get(where) if where else answer
        assert page.status_code == 200
        if "/users" not in url:
            assert FAMILY.casefold() in page.text.casefold()


def test_priv06_subjects_of_messages_name_nobody(make, app) -> None:
    event = make.event()
    registration, _token = actions.register(
        event,
        {
            "organisation_id": make.organisation().id,
            "given_name": GIVEN,
            "family_name": FAMILY,
            "email": EMAIL,
            "position": {},
            "speaks": ["en"],
            "follows": ["en"],
        },
        actor="test",
    )
    actions.send_again(event, registration, actor="test")
    actions.cancel_registration(event, registration, actor="test")
    db.session.commit()
    rows = db.session.scalars(select(Mail)).all()
    assert len(rows) >= 3
    for mail in rows:
        names = [mail.subject, *(str(one.get("filename", "")) for one in mail.attachments)]
        assert not [word for word in (GIVEN, FAMILY, EMAIL) if word in " ".join(names)]


def test_priv06_code_says_a_random_number_only(somebody) -> None:
    svg = qr.svg(somebody.registration.calendar_uid)
    assert "svg" in (svg if isinstance(svg, str) else svg.decode())
    uid = somebody.registration.calendar_uid.casefold()
    assert not [word for word in (GIVEN, FAMILY, "zhupan") if word.casefold() in uid]


def test_every_table_with_names_of_people_is_known_to_the_purge() -> None:
    """A new table with such a column is listed with its date, or said to be none of people."""
    told = {one.table for one in HOLDINGS} | LOCKED
    # An institution's own address; the record is masked entry by entry; contacts by their date.
    told |= {"organisations", "audit_entries", "organisation_contacts", "organisation_merges"}
    columns = {"given_name", "family_name", "email", "phone", "to_email", "to_name", "head"}
    columns |= {"proposer", "speaker", "addressee", "signatory_name"}
    unknown = [
        table.name
        for table in Base.metadata.sorted_tables
        if table.name not in told
        and owner_column(table) is None
        and columns & {column.name for column in table.columns}
    ]
    assert unknown == []
    assert AgendaPerson.__tablename__ in told
