"""What stands in the way of a nomination; each is told in plain words."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l


class NominationError(Exception):
    """A nomination that cannot be taken; `message` is a lazy text, `field` where it belongs."""

    field = ""
    message = _l("The nomination could not be taken.")


class KnownAddress(NominationError):
    """Somebody with this address is nominated or registered already (LIFE-10)."""

    field = "email"
    message = _l(
        "Somebody with this e-mail address is nominated or registered for this event already. "
        "Each person is invited once; please check the address or name somebody else."
    )


class KnownPhone(NominationError):
    """Somebody with this telephone is nominated or registered already (LIFE-10)."""

    field = "phone"
    message = _l(
        "Somebody with this telephone number is nominated or registered for this event already. "
        "Each person is invited once; if it is the number of an office, please leave it out."
    )


class NominationsClosed(NominationError):
    """The last day has passed, or the invitation was declined or withdrawn."""

    message = _l("Nominations are closed. Please write to the organisers.")


class Ended(NominationError):
    """Somebody else ended this nomination meanwhile."""

    message = _l("This nomination has ended in the meantime. Please look at the list again.")


class HasRegistered(NominationError):
    """The person has filled in the form: what is decided now is the registration."""

    message = _l(
        "This person has registered already. Please change or cancel the registration instead."
    )
