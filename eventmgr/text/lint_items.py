"""Hints on numbered paragraphs: how they begin, how they end, whether one was cut (LIFE-40)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from eventmgr.i18n.marks import N_
from eventmgr.text.inline import to_plain
from eventmgr.text.model import Document, Node, NodeKind, Remark
from eventmgr.text.numbering import labels
from eventmgr.text.readers.joins import looks_cut
from eventmgr.text.vocabulary import latin, opens_preambular


def start_of(node: Node) -> str:
    """The first words of a paragraph, to find it by."""
    return " ".join(to_plain(node.text).split()[:6])


def groups(document: Document) -> Iterator[list[tuple[Node, str]]]:
    """Lists to compare: the operative paragraphs, then the points under each of them."""
    printed = labels(
        document.nodes, document.label_style, restart=document.restarts, held=document.held
    )
    top: list[tuple[Node, str]] = []
    under: dict[str, list[tuple[Node, str]]] = {}
    parent = ""
    for node, label in zip(document.nodes, printed, strict=True):
        if node.kind is NodeKind.OPERATIVE:
            top.append((node, label.plain))
            parent = label.plain
        elif node.kind is NodeKind.SUB_POINT:
            under.setdefault(f"{parent}/{node.level}", []).append((node, label.plain))
    yield top
    yield from under.values()


def endings(document: Document) -> list[Remark]:
    """Remarks on the marks that end numbered paragraphs, and on sentences cut in two."""
    found: list[Remark] = []
    for group in groups(document):
        if len(group) < 2:
            continue
        signs = [_ending(node) for node, _ in group]
        inner = Counter(sign for sign in signs[:-1] if sign in {";", "."})
        cut = _cuts(group)
        found += cut.values()
        for (node, label), sign in zip(group, signs, strict=True):
            if sign == "" and label not in cut:
                found.append(
                    Remark(
                        "no-end-mark",
                        N_("Paragraph %(label)s ends without a punctuation mark."),
                        {"label": label},
                        start_of(node),
                    )
                )
        if len(inner) > 1:
            found.append(
                Remark(
                    "mixed-endings",
                    N_(
                        "The paragraphs end in two ways (%(semicolons)s with “;”, %(stops)s with "
                        "“.”): one style reads better, “;” up to the last and “.” there."
                    ),
                    {"semicolons": inner[";"], "stops": inner["."]},
                    start_of(group[0][0]),
                )
            )
        elif inner and ";" in inner:
            found += _semicolons(group, signs)
    return found


def _cuts(group: list[tuple[Node, str]]) -> dict[str, Remark]:
    """Paragraphs without an end whose next one reads like the rest, by their label."""
    return {
        label: Remark(
            "split-sentence",
            N_(
                "Paragraphs %(first)s and %(second)s read like one sentence cut in two: "
                "“… %(before)s / %(after)s …”."
            ),
            {
                "first": label,
                "second": other,
                "before": " ".join(to_plain(node.text).split()[-4:]),
                "after": " ".join(to_plain(following.text).split()[:4]),
            },
            start_of(node),
        )
        for (node, label), (following, other) in pairwise(group)
        if looks_cut(node.text, following.text)
    }


def _ending(node: Node) -> str:
    text = re.sub(r"(?:\[\^\d+\])+$", "", to_plain(node.text)).rstrip('”“"» ')
    text = re.sub(r"(?<=[;,]) (?:and|or|i|ili|dhe|ose|te|и|или)$", "", text)
    return text[-1] if text and text[-1] in ".;:,!?" else ""


def _semicolons(group: list[tuple[Node, str]], signs: list[str]) -> list[Remark]:
    found = []
    node, label = group[-1]
    if signs[-1] in {";", ","}:
        found.append(
            Remark(
                "last-ending",
                N_("Paragraph %(label)s is the last of its list and should end with a full stop."),
                {"label": label},
                start_of(node),
            )
        )
    last_but_one = to_plain(group[-2][0].text)
    if signs[-2] == ";" and not re.search(r"; (?:and|or|i|ili|dhe|ose)$", last_but_one):
        found.append(
            Remark(
                "penultimate-ending",
                N_("Paragraph %(label)s is the last but one: “; and” is customary there."),
                {"label": group[-2][1]},
                start_of(group[-2][0]),
            )
        )
    return found


def openings(document: Document) -> list[Remark]:
    """Remarks on how numbered paragraphs begin."""
    found = []
    for group in groups(document):
        for node, label in group:
            text = to_plain(node.text)
            if opens_preambular(text) and node.kind is NodeKind.OPERATIVE:
                found.append(
                    Remark(
                        "preambular-word",
                        N_(
                            "Paragraph %(label)s opens like a preambular one (“%(words)s”) but "
                            "stands among the operative paragraphs."
                        ),
                        {"label": label, "words": text.split()[0]},
                        start_of(node),
                    )
                )
            first = text.lstrip('“„"(«*')[:1]
            if first.islower() and node.kind is NodeKind.OPERATIVE:
                found.append(
                    Remark(
                        "small-letter",
                        N_("Paragraph %(label)s begins with a small letter."),
                        {"label": label},
                        start_of(node),
                    )
                )
    return found


#: How an operative paragraph opens, by language: with a verb of its list or form.
_VERBS = {
    "en": re.compile(
        r"(?:(?:also|further|strongly|again|continue to|not)\s+)?(?:to\s+[a-z]+|accept|acknowledge|"
        r"adopt|advance|agree|aim|appeal|appreciate|approve|ask|assess|assist|authori[sz]e|build|call|"
        r"commend|commit|conduct|confirm|congratulate|consider|continue|contribute|co-?operate|"
        r"co-?ordinate|create|decide|declare|deepen|deplore|develop|discuss|draw|emphasi[sz]e|"
        r"enable|encourage|endorse|engage|enhance|ensure|establish|exchange|expand|express|"
        r"facilitate|finali[sz]e|follow|foster|harmoni[sz]e|hold|identify|implement|improve|"
        r"increase|initiate|intensify|introduce|invite|keep|maintain|make|meet|monitor|note|offer|"
        r"organi[sz]e|participate|prepare|prioriti[sz]e|proclaim|promote|propose|protect|provide|"
        r"raise|reaffirm|recogni[sz]e|recommend|reiterate|reinforce|request|resolve|review|seek|set|"
        r"share|strengthen|stress|strive|submit|suggest|support|take|thank|train|underline|"
        r"underscore|undertake|urge|use|welcome|work)s?\b"
    ),
    "cnr": re.compile(
        r"(?:\w+\s+)?\w+(?:ti|ći)(?:\s+se)?\b|da\s|\w+\s+su\b|"
        r"\w+(?:ju|žu|ču|šu|je|mo|le|že|če)\b"
    ),
    "sq": re.compile(r"t[ëe]\s|(?:(?:u|i|e|ua|ia)\s+)?\w+(?:jnë|n|het|hen|ojë)\b"),
    "mk": re.compile(r"da\s|\w+(?:at|me|uva|va)\b"),
}
_VERBS["sr-Cyrl"] = _VERBS["cnr"]


def mixed_openings(document: Document) -> list[Remark]:
    """A list of at least four where most, but not all, paragraphs open with a verb (LIFE-40)."""
    verbs = _VERBS.get(document.language or "en")
    found = []
    for group in groups(document) if verbs else []:
        # Sub-points complete the sentence of their paragraph: they may be anything.
        if len(group) < 4 or verbs is None or group[0][0].kind is NodeKind.SUB_POINT:
            continue
        others = [
            (node, label)
            for node, label in group
            if not verbs.match(latin(to_plain(node.text)).lstrip(' "“„«*'))
        ]
        if others and len(others) * 2 < len(group):
            found.append(
                Remark(
                    "mixed-openings",
                    N_(
                        "Most paragraphs of this list open with a verb, but not these: %(labels)s. "
                        "One style reads better."
                    ),
                    {"labels": ", ".join(label for _node, label in others)},
                    start_of(others[0][0]),
                )
            )
    return found
