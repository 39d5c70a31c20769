"""Handing queued mail to the mail server."""

from __future__ import annotations


def deliver_due() -> int:
    """Send every message that is due; return how many were sent."""
    return 0
