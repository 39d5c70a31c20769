"""Marks a message for the catalogue where no request, and so no language, is at hand."""


def N_(message: str) -> str:
    """Return the message unchanged; extraction finds it, the caller translates it later."""
    return message
