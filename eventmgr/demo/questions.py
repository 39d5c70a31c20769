"""What the demonstration event asks besides the usual questions."""

from __future__ import annotations

from eventmgr.registration.question_models import QuestionKind

DINNER = (
    QuestionKind.YES_NO,
    {
        "label": {
            "en": "Will you join the dinner on the first evening?",
            "cnr": "Dolazite li na zajedničku večeru prve večeri?",
            "sq": "A do të merrni pjesë në darkën e përbashkët mbrëmjen e parë?",
        },
        "help": {},
        "required": False,
    },
)
