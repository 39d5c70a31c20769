"""Receivers, channels, equipment and booth checks (INT-06, INT-30, INT-32, INT-33)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from eventmgr.i18n.marks import N_
from eventmgr.i18n.multilingual import Multilingual

DEFAULT_SPARE_PERCENT: Final = 10


class Receivers(NamedTuple):
    """How many people need a receiver, and how many to order with the spare ones."""

    need: int
    order: int


class Channel(NamedTuple):
    """One channel: its number, its language (None is the floor), its label if one was set."""

    number: int
    language: str | None
    label: Multilingual


class Equipment(NamedTuple):
    """One line of the equipment list: what (for the catalogue) and how many."""

    item: str
    quantity: int


def needs_receiver(follows: Iterable[str], floor: Iterable[str]) -> bool:
    """Whether some language that may be spoken is not one the person follows (INT-30).

    In a two-way meeting English speakers therefore need one too.
    """
    return not set(floor) <= set(follows)


def receivers(
    people: Iterable[Iterable[str]],
    floor: Iterable[str],
    spare_percent: int = DEFAULT_SPARE_PERCENT,
) -> Receivers:
    """Return the receivers for people given by what each follows (INT-30).

    The order is the need with the spare percentage on top, rounded up.
    """
    if spare_percent < 0:
        raise ValueError("the spare percentage cannot be negative")
    spoken = set(floor)
    need = sum(needs_receiver(follows, spoken) for follows in people)
    return Receivers(need, -(-need * (100 + spare_percent) // 100))


def event_receivers(
    people: Iterable[Iterable[str]],
    floors: Iterable[Iterable[str]],
    spare_percent: int = DEFAULT_SPARE_PERCENT,
) -> Receivers:
    """Return the receivers for a whole event: a person needs one if any session asks for it."""
    together = {code for floor in floors for code in floor}
    return receivers(people, together, spare_percent)


def channels(
    into: Iterable[str], labels: Mapping[str, Multilingual] | None = None
) -> list[Channel]:
    """Return the channels for the notices: 0 the floor, then the agreed order (INT-32).

    `labels` are the event's own names of a channel by language code, per display language;
    they are never taken from a list of countries or locales (INT-06).
    """
    given = labels or {}
    numbered = enumerate(dict.fromkeys(into), start=1)
    return [
        Channel(0, None, given.get("floor", {})),
        *(Channel(n, code, given.get(code, {})) for n, code in numbered),
    ]


def equipment(
    booths: int, interpreters: int, channel_count: int, receivers_to_order: int, rooms: int = 1
) -> list[Equipment]:
    """Return the equipment that follows from a plan (INT-32).

    `channel_count` leaves the floor out. Lines that are not needed are left out.
    """
    if interpreters == 0:
        return []
    lines = [
        Equipment(N_("Interpretation booths"), booths),
        Equipment(N_("Interpreter consoles"), interpreters if booths else 0),
        Equipment(N_("Headphones for interpreters"), interpreters if booths else 0),
        Equipment(N_("Microphones for interpreters"), interpreters if booths else 0),
        Equipment(N_("Booth lamps"), interpreters if booths else 0),
        Equipment(N_("Outgoing channels"), channel_count if booths else 0),
        Equipment(N_("Receivers with headphones"), receivers_to_order),
        Equipment(N_("Sets of floor microphones"), rooms),
        Equipment(N_("Technicians"), rooms if booths else 0),
        Equipment(N_("Receiver desks at the entrance"), rooms if receivers_to_order else 0),
        Equipment(N_("Channel notices"), rooms if booths else 0),
    ]
    return [line for line in lines if line.quantity]


# INT-33, in the order in which one walks round a booth.
BOOTH_CHECKS: Final[tuple[str, ...]] = (
    N_("The booth meets ISO 4043 (mobile) or ISO 2603 (built in)."),
    N_("The equipment meets ISO 20109; sound and image meet ISO 20108."),
    N_("A platform for remote interpretation meets ISO 24019."),
    N_("The service is ordered to ISO 23155."),
    N_("A mobile booth is at least 2.40 m wide, 1.60 m deep and 2.00 m high inside."),
    N_("A booth for four people is 3.20 m wide."),
    N_("A booth only 1.60 m wide is used for one hour at most."),
    N_("The air in the booth is renewed at least eight times an hour."),
    N_("The booth stands on a platform of about 30 cm, with 1.50 m free to the last chairs."),
    N_("The interpreters see the speaker and the screen directly."),
    N_("Of built-in booths, one in ten is accessible."),
)
