"""What a nominee receives, in his or her own language."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from eventmgr.events.models import Event
from eventmgr.i18n.names import plain_name
from eventmgr.mail.messages import send
from eventmgr.mail.templates import register, word
from eventmgr.nominations import links
from eventmgr.nominations.models import Nomination

LINK = word(
    "link",
    _l("the person's own link"),
    "https://example.org/nomination/…",
    needed=True,
)
register("nomination_accepted", _l("A nominated person is accepted"), LINK)
register("nomination_moved_up", _l("A person of the reserve moves up to a free seat"))
register("nomination_ended", _l("A promised seat is not kept any more"))


def _send(template: str, event: Event, nomination: Nomination, link: str = "") -> None:
    name = plain_name(nomination.given_name, nomination.family_name)
    send(
        template,
        to_email=nomination.email,
        to_name=name,
        language=nomination.language,
        event=event,
        context={"name": name, "link": link},
        subject_type="Nomination",
        subject_id=nomination.id,
    )


def send_link(event: Event, nomination: Nomination) -> None:
    """Queue the word that somebody is accepted, with a new link to the registration form."""
    token = links.issue(nomination)
    _send("nomination_accepted", event, nomination, links.address(token))


def send_moved_up(event: Event, nomination: Nomination) -> None:
    """Queue the word that a seat is free for somebody of the reserve; the organisers decide."""
    _send("nomination_moved_up", event, nomination)


def send_ended(event: Event, nomination: Nomination) -> None:
    """Queue the word that a place which was promised is not held any more."""
    _send("nomination_ended", event, nomination)
