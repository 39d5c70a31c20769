"""What is asked in each secure group: the ticks one can make, and what they are called."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

DOCUMENTS = {
    "passport": _l("Passport"),
    "diplomatic": _l("Diplomatic passport"),
    "service": _l("Official or service passport"),
    "identity card": _l("Identity card"),
    "other": _l("Another travel document"),
}
# What one eats; counted for the caterer, as are the allergies.
DIETS = {
    "everything": _l("I eat everything"),
    "vegetarian": _l("Vegetarian"),
    "vegan": _l("Vegan"),
    "halal": _l("Halal"),
    "kosher": _l("Kosher"),
    "no pork": _l("No pork"),
    "lenten": _l("Fasting food on fasting days"),
}
ALLERGIES = {
    "nuts": _l("Nuts"),
    "peanuts": _l("Peanuts"),
    "gluten": _l("Gluten"),
    "milk": _l("Milk, lactose included"),
    "eggs": _l("Eggs"),
    "fish": _l("Fish"),
    "shellfish": _l("Shellfish"),
    "soya": _l("Soya"),
    "celery": _l("Celery"),
    "mustard": _l("Mustard"),
    "sesame": _l("Sesame"),
}
SEVERITIES = {"mild": _l("Mild"), "severe": _l("Severe: even traces are dangerous")}
# PRIV-07: what one needs, never a label of what one is.
NEEDS = {
    "nothing": _l("Nothing in particular"),
    "step-free": _l("Step-free access"),
    "hearing loop": _l("Hearing loop"),
    "captions": _l("Captions"),
    "sign language": _l("Sign language interpretation"),
    "large print": _l("Papers in large print"),
    "assistant": _l("A seat for my assistant"),
    "quiet room": _l("A quiet room"),
    "prayer": _l("A place and time for prayer"),
    "fasting": _l("Meals outside the hours of a fast"),
}
# {field: what it is called}, in the order they are shown; the group's own name is its prefix.
LABELS = {
    "kind": _l("Kind of document"),
    "number": _l("Number of the document"),
    "passport_name": _l("Name as in the lines with the signs <<"),
    "birth_date": _l("Date of birth"),
    "nationality": _l("Nationality"),
    "nationality_other": _l("Nationality, where it is not in the list"),
    "issuer": _l("Issued by"),
    "issuer_other": _l("Issued by, where it is not in the list"),
    "issued": _l("Issued on"),
    "expires": _l("Valid until"),
    "diets": _l("What you eat"),
    "allergies": _l("Allergies and intolerances"),
    "severity": _l("How severe they are"),
    "needs": _l("What you need to take part fully"),
    "text": _l("Anything else we should know"),
    "name": _l("Whom should we call?"),
    "relation": _l("How are you related?"),
    "phone": _l("Telephone"),
}
WORDS = {
    "kind": DOCUMENTS,
    "diets": DIETS,
    "allergies": ALLERGIES,
    "severity": SEVERITIES,
    "needs": NEEDS,
}
