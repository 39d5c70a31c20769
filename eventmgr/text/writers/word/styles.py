"""The styles of our Word files: one for every part that a paragraph can play."""

from __future__ import annotations

from eventmgr.text.writers.word.xml import Element, make, name

#: Style ids of the kinds of paragraph; levels have their own where they are set differently.
KINDS = {
    "chapeau": "Chapeau",
    "preambular": "PreambularParagraph",
    "lead-in": "LeadIn",
    "formula": "AdoptionFormula",
    "operative": "OperativeParagraph",
    "sub-point": "SubPoint",
    "paragraph": "BodyParagraph",
    "closing": "ClosingLine",
    "bullet": "BulletPoint",
    "continuation": "Continuation",
}

#: A step of indentation, in twentieths of a point (10 mm).
STEP = 567

_GREY = "595959"


def style_of(kind: str, level: int) -> str:
    """Return the style of a node's paragraph."""
    if kind == "heading":
        return "Heading3" if level > 1 else "Heading2"
    if kind in {"continuation", "bullet"}:
        return f"{KINDS[kind]}{min(3, max(1, level))}"
    if kind == "sub-point" and level >= 3:
        return "SubPoint3"
    return KINDS.get(kind, "BodyParagraph")


def styles_part(word_tag: str) -> Element:
    """Return styles.xml; `word_tag` is the language Word checks the spelling in."""
    root = make("w:styles")
    root.append(
        make(
            "w:docDefaults",
            make(
                "w:rPrDefault",
                make(
                    "w:rPr",
                    make("w:rFonts", ascii="Calibri", hAnsi="Calibri", cs="Calibri"),
                    make("w:sz", val=22),
                    make("w:szCs", val=22),
                    make("w:lang", val=word_tag),
                ),
            ),
            make("w:pPrDefault", make("w:pPr", make("w:spacing", after=120, line=276,
                                                    lineRule="auto"))),
        )
    )  # fmt: skip
    root.append(_style("Normal", "Normal", default=True))
    root.append(_heading("Heading1", "heading 1", 1, 32, centred=True))
    root.append(_heading("Heading2", "heading 2", 2, 26))
    root.append(_heading("Heading3", "heading 3", 3, 23))
    root.append(_style("Subtitle", "Subtitle", centred=True, size=26))
    root.append(_style("DocumentType", "Document type", centred=True, size=26, bold=True))
    root.append(_style("PlaceAndDate", "Place and date", centred=True, after=360))
    for kind, label in (
        ("chapeau", "Chapeau"),
        ("preambular", "Preambular paragraph"),
        ("lead-in", "Lead-in"),
        ("formula", "Adoption formula"),
        ("paragraph", "Body paragraph"),
        ("closing", "Closing line"),
    ):
        root.append(_style(KINDS[kind], label, keep_next=kind in {"lead-in", "formula"}))
    root.append(_style("OperativeParagraph", "Operative paragraph", indent=1))
    root.append(_style("SubPoint", "Sub-point", indent=2))
    root.append(_style("SubPoint3", "Sub-point 3", indent=3))
    for level in (1, 2, 3):
        root.append(_style(f"BulletPoint{level}", f"Bullet point {level}", indent=level))
        root.append(
            _style(f"Continuation{level}", f"Continuation {level}", indent=level, hanging=False)
        )
    root.append(_style("AdoptionNote", "Adoption note"))
    root.append(_heading("AttachedHeading", "Attached heading", 2, 26))
    root.append(_style("AttachedParagraph", "Attached paragraph"))
    root.append(_style("Remark", "Remark", size=18, colour=_GREY))
    root.append(_style("Header", "header", size=18))
    root.append(_style("Footer", "footer", size=18, colour=_GREY))
    root.append(_style("FootnoteText", "footnote text", size=18, after=40))
    root.append(_character("FootnoteReference", "footnote reference",
                           make("w:vertAlign", val="superscript")))  # fmt: skip
    root.append(_character("Hyperlink", "Hyperlink", make("w:color", val="0B4F8A"),
                           make("w:u", val="single")))  # fmt: skip
    root.append(_character("ForeignWords", "Foreign words"))
    root.append(_character("FixedLabel", "Fixed label"))
    return root


def _style(
    identity: str,
    label: str,
    *,
    default: bool = False,
    size: int = 0,
    bold: bool = False,
    colour: str = "",
    centred: bool = False,
    indent: int = 0,
    hanging: bool = True,
    after: int = 0,
    keep_next: bool = False,
) -> Element:
    style = make("w:style", type="paragraph", styleId=identity)
    if default:
        style.set(name("w:default"), "1")
    style.append(make("w:name", val=label))
    if not default:
        style.append(make("w:basedOn", val="Normal"))
    style.append(make("w:qFormat"))
    properties = make("w:pPr")
    if keep_next:
        properties.append(make("w:keepNext"))
    if after:
        properties.append(make("w:spacing", after=after))
    if indent:
        more = {"hanging": STEP} if hanging else {}
        properties.append(make("w:ind", left=STEP * indent, **more))
    if centred:
        properties.append(make("w:jc", val="center"))
    if len(properties):
        style.append(properties)
    look = make("w:rPr")
    if bold:
        look.append(make("w:b"))
    if colour:
        look.append(make("w:color", val=colour))
    if size:
        look.append(make("w:sz", val=size))
        look.append(make("w:szCs", val=size))
    if len(look):
        style.append(look)
    return style


def _heading(identity: str, label: str, level: int, size: int, *, centred: bool = False) -> Element:
    properties = make("w:pPr", make("w:keepNext"), make("w:spacing", before=240, after=120))
    if centred:
        properties.append(make("w:jc", val="center"))
    properties.append(make("w:outlineLvl", val=level - 1))
    return make(
        "w:style",
        make("w:name", val=label),
        make("w:basedOn", val="Normal"),
        make("w:next", val="BodyParagraph"),
        make("w:qFormat"),
        properties,
        make("w:rPr", make("w:b"), make("w:sz", val=size), make("w:szCs", val=size)),
        type="paragraph",
        styleId=identity,
    )


def _character(identity: str, label: str, *look: Element) -> Element:
    style = make("w:style", make("w:name", val=label), type="character", styleId=identity)
    if look:
        style.append(make("w:rPr", *look))
    return style
