"""Sentences that a page break or a stray number cut in two."""

from __future__ import annotations

import re

from eventmgr.i18n.marks import N_
from eventmgr.text.inline import to_plain
from eventmgr.text.model import Document, Node, NodeKind, Proposal, Question, Remark, Removed
from eventmgr.text.readers.blocks import Block, Reading
from eventmgr.text.readers.front import place_and_date
from eventmgr.text.vocabulary import is_formula, is_preambular, is_section_heading

_END = re.compile(r"[.;:!?…][\"”’»“)\]*]*$|[;,] (?:and|or|i|ili|dhe|ose|te|и|или)$")
_HANGING = frozenset(
    "the a an of in on for and or to with by at from as that which its their this these regional "
    "national i u na za sa od o iz do ili te da koji koja koje kao njihov svoj "
    "të e dhe për në me nga ose si që një".split()
)
_ADJECTIVE = re.compile(
    r"(?:al|ive|ous|ary|ible|able|ing|nih|nog|nom|skih|skog|skom|ske|ski|ska|sku|ve|nu|ne|na)$"
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|shall|should|will|would|must|may|can|need|needs|"
    r"je|su|bi|biti|treba|će|nije|mora|moraju|može|mogu|"
    r"është|janë|duhet|do|ka|kanë|mund)\b",
    re.IGNORECASE,
)


def ends_sentence(text: str) -> bool:
    """Whether a paragraph ends with a mark that may end one."""
    # The end is enough: where many lines are joined, looking at all of it each time adds up.
    return bool(_END.search(re.sub(r"(?:\[\^\d+\])+$", "", text[-300:].strip())))


def join(first: str, second: str) -> str:
    """Two halves of a paragraph as one."""
    return f"{first.rstrip()} {second.lstrip()}"


def heal(blocks: list[Block], reading: Reading) -> list[Block]:
    """Join what is beyond doubt: no end mark before, a small letter after, no marker between."""
    out: list[Block] = []
    for block in blocks:
        last = out[-1] if out else None
        first = block.text.lstrip('*“"(')[:1]
        if (
            last
            and not block.marker
            and not block.heading
            and not last.heading
            and (first.islower() or (first.isdigit() and block.page_break))
            and not ends_sentence(last.text)
            and not (len(last.text) < 200 and _stands_alone(last.text))
            and not is_formula(to_plain(block.text))
            and not is_preambular(to_plain(block.text))
        ):
            reading.removed.append(
                Removed(
                    N_("break inside a sentence"),
                    f"{_tail(last.text)} ¶ {_head(block.text)}",
                    block.where,
                )
            )
            last.text = join(last.text, block.text)
            last.lines += block.lines
            for _question, asked in reading.questions:
                asked[:] = [last if one is block else one for one in asked]
            continue
        out.append(block)
    return out


def _stands_alone(text: str) -> bool:
    """Whether a short line is complete without an end mark: a heading, a place and date."""
    return is_section_heading(to_plain(text)) or place_and_date(text) is not None


def _tail(text: str) -> str:
    return " ".join(to_plain(text[-300:]).split()[-4:])


def _head(text: str) -> str:
    return " ".join(to_plain(text[:300]).split()[:4])


def _weight(first: str, second: str) -> int:
    """How strongly two paragraphs look like one sentence cut in two; 2 is enough to propose."""
    words = to_plain(first).split()
    rest = to_plain(second).split()
    if not words or not rest:
        return 0
    last = words[-1].lower().strip("*,")
    weight = 3 if rest[0][:1].islower() else 0
    if last in _HANGING and not first.rstrip().endswith(","):
        weight += 3
    elif _ADJECTIVE.search(last) and len(last) > 4:
        weight += 1
    if len(rest) <= 12 and not _VERB.search(to_plain(second)):
        weight += 1
    return weight


def looks_cut(first: str, second: str) -> bool:
    """Whether a paragraph without an end mark and its next look like one sentence cut in two."""
    return not ends_sentence(first) and _weight(first, second) >= 2


def ask_about_cuts(document: Document, breaks: set[str]) -> None:
    """Ask where a numbered paragraph ends without a mark and the next reads like its rest.

    Also where running text is cut before a page break and goes on with a capital. The house asks
    only where most paragraphs do end with a mark. `breaks` holds uids after a page break.
    """
    numbered = document.of_kind(NodeKind.OPERATIVE, NodeKind.SUB_POINT)
    ended = sum(1 for node in numbered if ends_sentence(node.text))
    marks_used = ended * 2 >= len(numbered)
    for first, second in zip(document.nodes, document.nodes[1:], strict=False):
        if ends_sentence(first.text) or second.kind is NodeKind.HEADING:
            continue
        both = first.kind in {NodeKind.OPERATIVE, NodeKind.SUB_POINT} and second.kind is first.kind
        running = (
            second.uid in breaks
            and second.kind in {NodeKind.PARAGRAPH, NodeKind.CONTINUATION, NodeKind.PREAMBULAR}
            and first.kind not in {NodeKind.HEADING, NodeKind.CLOSING}
            and not is_preambular(second.text)
        )
        if not running and not (both and marks_used):
            continue
        if both and _weight(first.text, second.text) < 2:
            continue
        joined = join(first.text, second.text)
        message = (
            N_(
                "Paragraphs %(first)s and %(second)s look like one sentence cut in two: "
                "“%(before)s / %(after)s”. Join them?"
            )
            if both
            else N_(
                "A page break may cut this sentence: “%(before)s / %(after)s”. Join the halves?"
            )
        )
        params = {"before": _tail(first.text), "after": _head(second.text)}
        if both:
            params |= {"first": _label(first), "second": _label(second)}
        document.questions.append(
            Question(
                "split-sentence", message, params, [first.uid, second.uid], Proposal("join", joined)
            )
        )


def _label(node: Node) -> str:
    return (node.source_label or node.label or "").strip("().")


def remark_on_missing_marks(document: Document) -> None:
    """Leave a hint at joined or unended paragraphs that no question speaks of."""
    asked = {uid for question in document.questions for uid in question.nodes[:1]}
    for node in document.of_kind(NodeKind.PREAMBULAR):
        if node.uid not in asked and not re.search(r"[,;.:]$", node.text.rstrip("*")):
            document.lint.append(
                Remark(
                    "no-end-mark",
                    N_("The paragraph “%(start)s …” ends without a punctuation mark."),
                    {"start": _head(node.text)},
                    _head(node.text),
                )
            )
