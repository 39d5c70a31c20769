"""The line of place and day at the end: the text's own, or the one that adoption adds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from eventmgr.i18n.scripts import fold
from eventmgr.text.inline import to_plain


def says(line: str, place: Mapping[str, str], on: date) -> bool:
    """Tell whether a closing line names the place and the day of adoption.

    A place counts in any language's form ("Beogradu" is Belgrade); a range of days counts where
    adoption falls on its last day.
    """
    # Tables of months and towns in every language are loaded when a line is read.
    from eventmgr.text.dates import find_dates
    from eventmgr.text.places import CITY_FORMS

    plain = to_plain(line)
    if not any(found.end == on for found in find_dates(plain)):
        return False
    words = fold(plain)
    forms = {fold(name) for name in place.values() if name}
    for name in list(place.values()):
        english = CITY_FORMS.get(name.strip().casefold())
        if english:
            forms |= {fold(form) for form, city in CITY_FORMS.items() if city == english}
    return any(form and form in words for form in forms)


def stands_already(lines: Iterable[str], place: Mapping[str, str], on: date) -> bool:
    """Tell whether one of the text's own closing lines says place and day of adoption."""
    return any(says(line, place, on) for line in lines)
