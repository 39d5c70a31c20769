"""What stands in the way of a registration; each is told to the person in plain words."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l


class RegistrationError(Exception):
    """A registration that cannot be taken; `message` is a lazy text, `field` where it belongs."""

    field = ""
    message = _l("The registration could not be taken.")


class NoPlace(RegistrationError):
    """There is no place: one may wait for one where the event has a waiting list."""


class NoSeatLeft(NoPlace):
    """All seats of the invitation are taken."""

    message = _l(
        "All seats of your institution are taken. Please speak with your colleagues or write to "
        "the organisers."
    )


class EventFull(NoPlace):
    """The event has no place left."""

    message = _l("All places at this event are taken. Please write to the organisers.")


class DelegationFull(NoPlace):
    """All places kept for one country or delegation are taken."""

    message = _l("All places for your delegation are taken. Please write to the organisers.")


class AlreadyRegistered(RegistrationError):
    """This address is registered for the event already."""

    field = "email"
    message = _l(
        "This e-mail address is registered for this event already. The link to change that "
        "registration is in the confirmation sent to it."
    )


class RegistrationClosed(RegistrationError):
    """The last day of registration has passed."""

    message = _l("Registration is closed. Please write to the organisers.")


class ChangesClosed(RegistrationError):
    """The last day for changes by link has passed."""

    message = _l(
        "The answers are locked since the participants' list was closed. Please write to the "
        "organisers: they change or cancel it for you."
    )


class OfferEnded(RegistrationError):
    """The offered place went to the next person."""

    message = _l(
        "The place was kept for you until the time in our message and has gone to the next person."
    )


class NotActive(RegistrationError):
    """The registration was cancelled and cannot be changed any more."""

    message = _l("This registration was cancelled. It cannot be changed any more.")
