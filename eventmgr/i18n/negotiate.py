"""Choosing a language from a browser's Accept-Language header (LOC-03).

The libraries' matchers are not used: they let an exact `en` win over a preferred `cnr-ME`, or
answer a Latin-script reader in Cyrillic.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from eventmgr.i18n.languages import canonical

_LONGEST_HEADER = 2000


def preferences(header: str | None) -> list[tuple[str, float]]:
    """Return (tag, weight) pairs of the header, most wanted first; weight 0 means refused.

    Parts that cannot be read are skipped; equal weights keep the header's order.
    """
    found: list[tuple[str, float]] = []
    for part in (header or "")[:_LONGEST_HEADER].split(","):
        tag, *parameters = (piece.strip() for piece in part.split(";"))
        if not tag:
            continue
        weight = 1.0
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip().lower() == "q":
                try:
                    weight = min(max(float(value), 0.0), 1.0)
                except ValueError:
                    weight = 0.0
        found.append((tag, weight))
    found.sort(key=lambda pair: -pair[1])
    return found


def _match(tag: str, available: Sequence[str]) -> str | None:
    ours = canonical(tag)
    if ours is not None and ours in available:
        return ours
    # Same language in the other script, never a neighbouring language (INT-22).
    base = (ours or tag.replace("-", "_")).split("_")[0].lower()
    if base == "sh":
        return None
    for code in available:
        if code.split("_")[0] == base:
            return code
    return None


def negotiate(header: str | None, available: Iterable[str], default: str) -> str:
    """Return the code of `available` that the reader wants most, else `default` (LOC-03).

    The header is walked in order of preference; `sr-ME` and `cnr-ME` mean `cnr`, other regions
    are dropped. A language refused with weight 0 is not chosen through `*`.
    """
    offered = tuple(available)
    wanted = preferences(header)
    refused = {_match(tag, offered) for tag, weight in wanted if weight <= 0 and tag != "*"}
    for tag, weight in wanted:
        if weight <= 0:
            continue
        if tag == "*":
            if default in offered and default not in refused:
                return default
            for code in offered:
                if code not in refused:
                    return code
            continue
        match = _match(tag, offered)
        if match is not None:
            return match
    return default
