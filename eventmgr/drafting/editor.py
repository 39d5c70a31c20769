"""What the editor's page shows: two languages side by side, or a text beside its paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import g, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user

from eventmgr.accounts.access import Need, may
from eventmgr.directory.naming import NamesMissing
from eventmgr.drafting import desk as desks
from eventmgr.drafting import queries, shapes, translating, words
from eventmgr.drafting.forms import begin_form, kind_choices
from eventmgr.drafting.markup import inline_html
from eventmgr.drafting.models import Reshaping, StructuredText, TextState
from eventmgr.drafting.queries import Tree
from eventmgr.drafting.referring import places, refer_in
from eventmgr.drafting.remarks import Hints
from eventmgr.drafting.reshaping import find_reshaping
from eventmgr.drafting.wording import hints_in
from eventmgr.events.prints import NotPrintable
from eventmgr.i18n.languages import html_lang, language
from eventmgr.incoming import number_in
from eventmgr.language import current
from eventmgr.printing.flow import flow
from eventmgr.printing.papers import TextPaper
from eventmgr.printing.words import Words
from eventmgr.text.footnotes import collect_footnotes

PAPER = "paper-"


@dataclass(frozen=True)
class Preview:
    """A text as it will print, or why it cannot be printed yet."""

    language: str
    paper: TextPaper | None
    heading: str = ""
    problem: str = ""
    missing: Any = ()

    @property
    def blocks(self) -> list[Any]:
        """Return paragraphs and lists in order."""
        return flow(self.paper.nodes) if self.paper else []


def preview(code: str) -> Preview:
    """Build the paper of this page's text in a language."""
    desk = desks.here()
    try:
        paper = desk.build(g.event, code)
    except NotPrintable as error:
        return Preview(code, None, problem=str(error))
    except NamesMissing as error:
        return Preview(code, None, missing=error.missing)
    assert isinstance(paper, TextPaper)
    return Preview(code, paper, heading=paper.heading or Words(code).document_type(paper.doc_type))


def shown_texts(tree: Tree, code: str) -> Mapping[str, Any]:
    """Return {uid: HTML} of a language, its footnotes numbered through the text."""
    texts, _unused = collect_footnotes(tree.texts(code))
    refer = refer_in(places(tree.paragraphs), code)
    return {
        paragraph.uid: inline_html(text, None, refer)
        for paragraph, text in zip(tree.paragraphs, texts, strict=True)
        if text
    }


def hints(tree: Tree, code: str) -> Hints:
    """Return the remarks on one language of this page's text."""
    return hints_in(g.event, tree, code)


def _sides(tree: Tree) -> tuple[str, str]:
    """Return what stands left and right, as asked for or as is most useful."""
    left = request.args.get("left", "")
    if left not in tree.languages:
        left = tree.source
    others = [code for code in tree.languages if code != left]
    right = request.args.get("right", "")
    if right.removeprefix(PAPER) not in tree.languages or right == left:
        right = others[0] if others else PAPER + left
    return left, right


def editor_page(
    template: str, extra: Callable[[Tree], dict[str, Any]] | None = None, **more: Any
) -> str:
    """Render a room's editor: the text with everything beside it, or the way to begin one.

    `more` is for both pages; `extra` gives what the room shows of the text itself.
    """
    desk = desks.here()
    text = queries.find_text(g.event, desk.kind)
    if text is None:
        languages = g.event.document_languages
        return render_template(
            template,
            desk=desk,
            text=None,
            begin=begin_form(languages),
            **more,
        )
    tree = desks.the_tree(text)
    left, right = _sides(tree)
    on_paper = right.startswith(PAPER)
    found = hints(tree, left)
    return render_template(
        template,
        desk=desk,
        text=text,
        tree=tree,
        left=left,
        right=right,
        pair={"left": left, "right": right},
        on_paper=on_paper,
        preview=preview(right.removeprefix(PAPER)) if on_paper else None,
        left_texts=shown_texts(tree, left),
        right_texts={} if on_paper else shown_texts(tree, right),
        hints=found,
        frozen=is_frozen(text),
        kind_options=shapes.kind_options(
            ((one.kind, one.level) for one in tree.printed),
            [(value, str(label)) for value, label in kind_choices(desk.kinds)],
        ),
        shape=shapes.Shape,
        hidden=shapes.hidden_token(),
        icons=shapes.icons(words.STATE_SIGNS.values()),
        writes=may(Need.DRAFT) and not is_frozen(text),
        left_tag=html_lang(left),
        right_tag=html_lang(right.removeprefix(PAPER)),
        refer=refer_in(places(tree.paragraphs), tree.source),
        moved=request.args.get("moved", ""),
        comment_url=url_for(".comment", slug=g.event.slug),
        said=_said(),
        base=url_for(".show", slug=g.event.slug) + "/paragraphs/",
        query="?" + urlencode({"left": left, "right": right}),
        names={code: language(code).label for code in tree.languages},
        dots=language_dots(tree),
        open_counts={one.language: one for one in translating.counts(tree)},
        remarked=any(one.comments for one in tree.paragraphs),
        person=current_user.name,
        undo=request.args.get("deleted", ""),
        reshaped=_reshaped(text),
        now_language=current(),
        **word_tables(),
        **(extra(tree) if extra else {}),
        **more,
    )


def _reshaped(text: StructuredText) -> Reshaping | None:
    """Return the splitting or joining that was just done and may be taken back."""
    number = number_in(request.args.get("reshaped", ""))
    found = find_reshaping(text, number) if number else None
    return found if found is not None and found.undone_at is None else None


def _said() -> dict[str, str]:
    """Return the words that stand beside every paragraph, looked up once for all of them."""
    return {
        "edit": _("Edit"),
        "up": _("Move up"),
        "down": _("Move down"),
        "add": _("Add a paragraph below"),
        "delete": _("Delete"),
        "more": _("More"),
        "kind": _("Kind of paragraph"),
        "change_kind": _("Change the kind"),
        "join": _("Join with the paragraph before"),
        "history": _("History"),
        "comment": _("Comment"),
        "translate": _("Translate"),
        "missing": _("Not written in this language yet."),
        "no_change": _("Needs no change"),
        "checked": _("Mark as checked"),
        "deleted": _("deleted"),
        "restore": _("Restore"),
        "comments": _("Comments"),
    }


def language_dots(tree: Tree) -> list[tuple[str, str, str]]:
    """Return each language with its own name and its dot."""
    return [(code, language(code).label, tree.completeness(code)) for code in tree.languages]


def word_tables() -> dict[str, Any]:
    """Return the words that the editor's templates need."""
    return {
        "kind_words": {kind: str(label) for kind, label in words.KIND_WORDS.items()},
        "state_words": {state: str(label) for state, label in words.STATE_WORDS.items()},
        "state_signs": words.STATE_SIGNS,
    }


def print_url(code: str) -> str:
    """Return where this page's text is printed in a language."""
    return url_for(".print_text", slug=g.event.slug, code=code)


def is_frozen(text: StructuredText) -> bool:
    """Tell whether the text takes no change: it has been adopted, or it is under silence."""
    return text.state is TextState.ADOPTED or text.silent_until is not None
