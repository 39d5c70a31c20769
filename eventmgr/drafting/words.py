"""The editor's words for kinds of paragraphs and states of translations."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from eventmgr.drafting.models import NodeKind, TextKind, TranslationState
from eventmgr.drafting.queries import WordingState

KIND_WORDS = {
    (NodeKind.CHAPEAU, 0): _l("Opening paragraph (who met)"),
    (NodeKind.PREAMBULAR, 0): _l("Preambular paragraph"),
    (NodeKind.LEAD_IN, 0): _l("Line that introduces a list"),
    (NodeKind.BULLET, 1): _l("Item of a list"),
    (NodeKind.BULLET, 2): _l("Item of a list under a paragraph"),
    (NodeKind.BULLET, 3): _l("Item of a list under a sub-point"),
    (NodeKind.FORMULA, 0): _l("Words of agreement"),
    (NodeKind.HEADING, 1): _l("Heading"),
    (NodeKind.HEADING, 2): _l("Smaller heading"),
    (NodeKind.OPERATIVE, 1): _l("Numbered paragraph"),
    (NodeKind.SUB_POINT, 2): _l("Sub-point"),
    (NodeKind.SUB_POINT, 3): _l("Sub-point of a sub-point"),
    (NodeKind.CONTINUATION, 1): _l("Text after the sub-points"),
    (NodeKind.CONTINUATION, 2): _l("Text after the inner sub-points"),
    (NodeKind.CONTINUATION, 3): _l("Text after the innermost sub-points"),
    (NodeKind.PARAGRAPH, 0): _l("Paragraph"),
    (NodeKind.CLOSING, 0): _l("Closing line"),
}

STATE_WORDS = {
    WordingState.SOURCE: _l("source"),
    WordingState.MISSING: _l("missing"),
    WordingState.DRAFT: _l("draft"),
    WordingState.OUT_OF_DATE: _l("out of date"),
    WordingState.TRANSLATED: _l("translated"),
    WordingState.CHECKED: _l("checked"),
}

# The signs of templates/macros/signs.html.
STATE_SIGNS = {
    WordingState.SOURCE: "complete",
    WordingState.MISSING: "missing",
    WordingState.DRAFT: "partly",
    WordingState.OUT_OF_DATE: "outdated",
    WordingState.TRANSLATED: "complete",
    WordingState.CHECKED: "complete",
}

TRANSLATION_CHOICES = [
    (TranslationState.TRANSLATED.value, _l("translated")),
    (TranslationState.DRAFT.value, _l("a draft, not finished")),
]

TEXT_KINDS = {
    TextKind.CONCEPT_PAPER: _l("Concept paper"),
    TextKind.CONCLUSIONS: _l("Conclusions"),
    TextKind.PRESS_RELEASE: _l("Press release"),
}
