"""Lists of words, numbers and amounts of money in a document's language (LOC-24).

Babel's narrow no-break space is replaced by the no-break space, as many fonts lack the former.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from babel.lists import format_list
from babel.numbers import format_currency, format_decimal, format_percent

from eventmgr.i18n.languages import language


def _plain_spaces(text: str) -> str:
    return text.replace("\u202f", "\u00a0").replace("\u2009", "\u00a0")


def join_list(items: Iterable[str], lang: str) -> str:
    """Return `A, B and C`, `A, B i C`, `A, B dhe C`; no comma before the last (LOC-24)."""
    return format_list(list(items), style="standard", locale=language(lang).babel_locale)


def format_number(number: float | Decimal, lang: str, *, decimals: int | None = None) -> str:
    """Return a number with the language's separators; `decimals` fixes the places after it."""
    pattern = None if decimals is None else "#,##0" + ("." + "0" * decimals if decimals else "")
    locale = language(lang).babel_locale
    return _plain_spaces(format_decimal(number, format=pattern, locale=locale))


def format_money(amount: float | Decimal, currency: str, lang: str) -> str:
    """Return an amount with its currency (three-letter code): `1.234,50 €`, `€1,234.50`."""
    return _plain_spaces(format_currency(amount, currency, locale=language(lang).babel_locale))


def format_share(part: int, whole: int, lang: str) -> str:
    """Return a whole percentage: `44%`, `44 %`; a dash where there is nothing to count."""
    if whole == 0:
        return "–"
    return _plain_spaces(
        format_percent(Decimal(part) / Decimal(whole), locale=language(lang).babel_locale)
    )
