"""How long 300 badges and tent cards take, each with a code and a note of its own."""

from __future__ import annotations

import time

from eventmgr.badges.paper import door_code
from eventmgr.printing.pdf import render_paper
from eventmgr.printing.plates import Badge, BadgePaper, TentCard, TentPaper
from tests.printing import samples

PEOPLE = 300
_FAMILIES = ("Petrović Njegoš", "Çela", "Konstantinović", "Џамбази", "Kovačević-Marić")


def badges() -> tuple[Badge, ...]:
    """Return badges as different as those of a real event, each with its own code."""
    return tuple(
        Badge(
            name=(f"Ana {number}", _FAMILIES[number % len(_FAMILIES)]),
            title="H.E. Ambassador" if number % 7 == 0 else "Ms.",
            institution=f"Ministry of Internal Affairs, Directorate {number}",
            designation=("Kosovo*", "Montenegro", "Bosnia and Herzegovina")[number % 3],
            role="Participant",
            role_kind="participant",
            lines=("Speaks: Albanian, English", "Channel 2: Albanian"),
            photo="yes",
            photo_words="Photographs: yes",
            code=door_code(f"{number:024x}@example.org"),
            code_words="Code for the registration desk",
        )
        for number in range(PEOPLE)
    )


def measure() -> dict[str, float]:
    """Return {what: seconds}."""
    masthead = samples.masthead("en")
    made = badges()
    cards = tuple(TentCard((one.designation,), one.name) for one in made)
    papers = {
        "300 badges, A6, front": BadgePaper(masthead, made, "a6", False),
        "300 badges, A6, front and back": BadgePaper(masthead, made, "a6", True),
        "300 badges, cards, front and back": BadgePaper(masthead, made, "card", True),
        "300 tent cards": TentPaper(masthead, cards),
    }
    render_paper(BadgePaper(masthead, made[:1]))
    figures = {}
    for words, paper in papers.items():
        begun = time.perf_counter()
        render_paper(paper)
        figures[words] = time.perf_counter() - begun
    return figures
