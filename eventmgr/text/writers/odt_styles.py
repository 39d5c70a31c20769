"""Styles of our OpenDocument files, as XML with the usual prefixes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.sax.saxutils import quoteattr

from eventmgr.text.writers.lists import levels
from eventmgr.text.writers.odt_runs import Look, tag_parts

#: A step of indentation in millimetres.
_STEP = 10
_KINDS = {
    "chapeau": "Chapeau",
    "preambular": "Preambular",
    "lead-in": "LeadIn",
    "formula": "AdoptionFormula",
    "operative": "Operative",
    "sub-point": "SubPoint",
    "paragraph": "BodyParagraph",
    "closing": "Closing",
    "bullet": "Bullet",
    "continuation": "Continuation",
}


def style_of(kind: str, level: int) -> str:
    """Return the style of a node's paragraph."""
    if kind == "heading":
        return "Heading_20_3" if level > 1 else "Heading_20_2"
    if kind in {"continuation", "sub-point"}:
        return f"{_KINDS[kind]}{min(3, max(1, level))}"
    return _KINDS.get(kind, "BodyParagraph")


def frame_styles(label_style: str, language: tuple[str, str, str]) -> Iterator[str]:
    """Yield the styles of paragraphs and lists; `language` is that of the whole text."""
    yield _style("BodyText", "", text=f'fo:font-size="11pt" {_spoken(language)}')
    for name, size, centred in (
        ("Heading_20_1", 16, True), ("Heading_20_2", 13, False), ("Heading_20_3", 11.5, False),
    ):  # fmt: skip
        yield _style(
            name,
            f'fo:margin-top="4mm" fo:margin-bottom="2mm" fo:keep-with-next="always"'
            f"{_centre(centred)}",
            text=f'fo:font-size="{size}pt" fo:font-weight="bold" fo:font-style="normal"',
            label=name.replace("_20_", " "),
        )
    yield _style("Subtitle", f'fo:margin-bottom="2mm"{_centre(True)}', text='fo:font-size="13pt"')
    yield _style(
        "DocumentType",
        f'fo:margin-bottom="2mm"{_centre(True)}',
        text='fo:font-size="13pt" fo:font-weight="bold"',
    )
    yield _style("PlaceAndDate", f'fo:margin-bottom="6mm"{_centre(True)}')
    yield _style("Masthead", _centre(True), text='fo:font-size="9pt"')
    for kind in ("chapeau", "preambular", "lead-in", "formula", "paragraph", "closing"):
        keep = ' fo:keep-with-next="always"' if kind in {"lead-in", "formula"} else ""
        yield _style(_KINDS[kind], f'fo:margin-bottom="2mm"{keep}')
    # Indents of items come from their list; a fixed label hangs like one.
    yield _style(_KINDS["bullet"], 'fo:margin-bottom="2mm"')
    yield _style(_KINDS["operative"], _hang(1))
    for level in (1, 2, 3):
        yield _style(f"SubPoint{level}", _hang(max(2, level)))
        yield _style(
            f"Continuation{level}",
            f'fo:margin-bottom="2mm" fo:margin-left="{_STEP * level}mm"',
        )
    yield _style("Remark", 'fo:margin-bottom="2mm"', text='fo:font-size="9pt" fo:color="#595959"')
    yield _style("Footnote", "", text='fo:font-size="9pt"')
    yield (
        '<style:style style:name="Footer" style:family="paragraph" '
        'style:parent-style-name="BodyText"><style:paragraph-properties><style:tab-stops>'
        '<style:tab-stop style:position="17cm" style:type="right"/></style:tab-stops>'
        '</style:paragraph-properties><style:text-properties fo:font-size="9pt"/></style:style>'
    )
    yield _numbers(label_style)
    for first in (1, 2, 3):
        yield _bullets(first)


def look_styles(looks: Mapping[Look, str]) -> Iterator[str]:
    """Yield the styles of the looks in use."""
    for (em, strong, position, tag), name in looks.items():
        parts = []
        if em:
            parts.append('fo:font-style="italic"')
        if strong:
            parts.append('fo:font-weight="bold"')
        if position:
            place = "super" if position == "sup" else "sub"
            parts.append(f'style:text-position="{place} 58%"')
        if tag:
            parts.append(_spoken(tag_parts(tag)))
        yield (
            f'<style:style style:name="{name}" style:family="text">'
            f"<style:text-properties {' '.join(parts)}/></style:style>"
        )


def _spoken(language: tuple[str, str, str]) -> str:
    base, script, country = language
    own = f" fo:script={quoteattr(script)}" if script else ""
    return f"fo:language={quoteattr(base)} fo:country={quoteattr(country)}{own}"


def _centre(centred: bool) -> str:
    return ' fo:text-align="center"' if centred else ""


def _hang(steps: int) -> str:
    return f'fo:margin-bottom="2mm" fo:margin-left="{_STEP * steps}mm" fo:text-indent="-{_STEP}mm"'


def _style(name: str, paragraph: str, *, text: str = "", label: str = "") -> str:
    parent = "" if name == "BodyText" else ' style:parent-style-name="BodyText"'
    shown = f' style:display-name="{label}"' if label else ""
    inner = f"<style:paragraph-properties {paragraph}/>" if paragraph else ""
    inner += f"<style:text-properties {text}/>" if text else ""
    return (
        f'<style:style style:name="{name}"{shown} style:family="paragraph"{parent}>{inner}'
        "</style:style>"
    )


def _numbers(label_style: str) -> str:
    rows = "".join(
        f'<text:list-level-style-number text:level="{depth}" style:num-format="{level.kind}" '
        f"style:num-prefix={quoteattr(level.before)} style:num-suffix={quoteattr(level.after)}>"
        f"{_indent(depth)}</text:list-level-style-number>"
        for depth, level in enumerate(levels(label_style), 1)
    )
    return f'<text:list-style style:name="Numbers">{rows}</text:list-style>'


def _bullets(first: int) -> str:
    rows = "".join(
        f'<text:list-level-style-bullet text:level="{depth}" text:bullet-char="{sign}">'
        f"{_indent(first + depth - 1)}</text:list-level-style-bullet>"
        for depth, sign in enumerate("•–▪", 1)
    )
    return f'<text:list-style style:name="Bullets{first}">{rows}</text:list-style>'


def _indent(steps: int) -> str:
    return (
        '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
        '<style:list-level-label-alignment text:label-followed-by="listtab" '
        f'fo:margin-left="{_STEP * steps}mm" fo:text-indent="-{_STEP}mm"/>'
        "</style:list-level-properties>"
    )
