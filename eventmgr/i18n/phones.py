"""Telephone numbers as people write them: kept as typed, known by their last digits."""

from __future__ import annotations

# The region's numbers have eight or nine digits without the country's code and the zero before.
DIGITS = 8


def phone_key(text: str) -> str:
    """Return the last eight digits of a number, "" where it has fewer.

    "+382 67 123 456" and "067/123-456" give the same key (LIFE-10).
    """
    digits = "".join(char for char in text if char.isascii() and char.isdigit())
    return digits[-DIGITS:] if len(digits) >= DIGITS else ""
