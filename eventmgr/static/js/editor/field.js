// A paragraph's text area as a field that shows what its marks mean. The text area stays the
// form's field: it is hidden, kept in step at each change, and comes back as "plain text".
import {
  DOMSerializer,
  EditorState,
  EditorView,
  Fragment,
  Slice,
  TextSelection,
  history,
} from "../../vendor/editor/prosemirror.js";
import { makeBar } from "./bar.js";
import { asOne, commands, keys, otherKeys } from "./commands.js";
import { chips, signs, wholeWords } from "./looks.js";
import { isOwn, linesOf } from "./paste.js";
import { docOf, inlinesOf, noteSchema, schema, textOf } from "./schema.js";

const PLAIN = "field:plain";

const remembered = (value) => {
  try {
    if (value === undefined) return localStorage.getItem(PLAIN) === "1";
    localStorage.setItem(PLAIN, value ? "1" : "0");
  } catch {
    // Storage may be forbidden; the choice then holds for this field only.
  }
  return false;
};

const MARKER = /^(?:[•·▪–*-]|\(?(?:\d{1,3}|[a-z]|[ivxlc]{1,6})[.)])\s/iu;

// What comes stands in this one paragraph, or in several where the field takes several.
const pasting = (kinds, several = false) => {
  const joint = several ? kinds.nodes.part : kinds.nodes.break;
  return {
    transformPasted(slice) {
      const nodes = [];
      slice.content.descendants((node) => {
        if (node.isTextblock && nodes.length) nodes.push(joint.create());
        if (node.type === kinds.nodes.part) nodes.push(joint.create());
        else if (node.isInline) nodes.push(node);
      });
      return new Slice(Fragment.fromArray(nodes), 0, 0);
    },
    transformPastedHTML(html) {
      if (isOwn(html)) return html;
      const place = document.createElement("div");
      const clean = Fragment.fromArray(inlinesOf(linesOf(html), kinds, joint));
      place.append(DOMSerializer.fromSchema(kinds).serializeFragment(clean));
      return place.innerHTML;
    },
    clipboardTextParser(text, $context) {
      const lines = text
        .split(/\r\n?|\n/u)
        .map((line) => line.replace(/[ \t]+/gu, " ").trim());
      const listed = lines.filter((line) => MARKER.test(line)).length > 1;
      const nodes = [];
      let empty = false;
      for (const line of lines) {
        if (!line) empty = true;
        else {
          const begins = empty || (listed && MARKER.test(line));
          if (nodes.length) nodes.push((begins ? joint : kinds.nodes.break).create());
          nodes.push(kinds.text(line, $context.marks()));
          empty = false;
        }
      }
      return new Slice(Fragment.fromArray(nodes), 0, 0);
    },
  };
};

const describe = (area, labelled) => ({
  role: "textbox",
  "aria-multiline": "true",
  ...labelled,
  ...Object.fromEntries(
    ["aria-describedby", "aria-invalid", "aria-required", "lang", "dir", "spellcheck"]
      .filter((name) => area?.hasAttribute(name))
      .map((name) => [name, area.getAttribute(name)]),
  ),
});

/** Make the editor of a text area. `parts` is the markup of templates/macros/rich.html. */
export function enrich(area, parts) {
  const shell = parts.content.firstElementChild.cloneNode(true);
  const { sayField, sayNote, sayNoteField, sayRef, sayPart } = shell.dataset;
  const words = {
    field: sayField,
    note: sayNote,
    noteField: sayNoteField,
    ref: sayRef,
    part: sayPart,
  };
  const several = "several" in area.dataset;
  const severalSaid = shell.querySelector("[data-parts]");
  const place = shell.querySelector("[data-field]");
  const labels = JSON.parse(area.dataset.references ?? "{}");
  const does = commands(schema);
  const { id } = area;
  const label = area.form?.querySelector(`label[for="${CSS.escape(id)}"]`);
  const help = area.form?.querySelector("[data-rich-help]");
  const doc = docOf(area.value);
  let view;
  const first = area.value;
  let written = first;

  const nested = (home, { text, changed, done }) => {
    const inner = new EditorView(home, {
      state: EditorState.create({
        doc: docOf(text, noteSchema),
        plugins: [
          history(),
          signs(),
          wholeWords(() => inner?.composing),
          keys(commands(noteSchema), {
            Enter: () => (done(), true),
            "Mod-Enter": () => send(),
          }),
          otherKeys(),
        ],
      }),
      attributes: { ...describe(null, { "aria-label": words.noteField }), class: "rich-text input" },
      nodeViews: chips(words, labels, () => {}),
      ...pasting(noteSchema),
      dispatchTransaction(change) {
        inner.updateState(inner.state.apply(change));
        if (change.docChanged) changed(textOf(inner.state.doc));
      },
    });
    return inner;
  };
  const showParts = () => {
    let found = false;
    view.state.doc.descendants((node) => {
      found ||= node.type === schema.nodes.part;
    });
    severalSaid.hidden = !found || !area.hidden;
  };
  const bar = makeBar(shell, does, schema, nested);
  const send = () => {
    const { form } = area;
    form.requestSubmit(form.querySelector("button.button--main"));
    return true;
  };

  if (!several) shell.querySelector("[data-command=part]").remove();
  if (label) label.id ||= `${id}-label`;
  view = new EditorView(place, {
    state: EditorState.create({
      doc,
      plugins: [
        history(),
        signs(),
        wholeWords(() => view?.composing),
        keys(does, {
          "Mod-k": bar.opens.link,
          "Mod-Alt-f": bar.opens.note,
          "Mod-Enter": send,
          "Alt-F10": () => (bar.focus(), true),
          ...(several && { "Shift-Mod-Enter": does.part }),
          Enter(state, dispatch) {
            if (state.selection.node?.type === schema.nodes.note) return bar.opens.note();
            return does.break(state, dispatch);
          },
        }),
        otherKeys(),
      ],
    }),
    attributes: {
      ...describe(area, label ? { "aria-labelledby": label.id } : { "aria-label": words.field }),
      class: "rich-text input",
    },
    nodeViews: chips(words, labels, (_view, at) => bar.openNote(_view, at)),
    ...pasting(schema, several),
    dispatchTransaction(change) {
      view.updateState(view.state.apply(change));
      bar.show(view.state);
      showParts();
      if (!change.docChanged) return;
      // What was only looked at stays as it is stored; undone, it is that again.
      const value = view.state.doc.eq(doc) ? first : textOf(view.state.doc);
      if (value === area.value) return;
      written = area.value = value;
      area.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
  bar.bind(view);
  showParts();
  severalSaid.addEventListener("click", (event) => {
    if (!event.target.closest("[data-do=one]")) return;
    asOne(view.state, view.dispatch);
    view.focus();
  });

  // Others that write into the text area (a draft brought back, a cleared form) are followed.
  const follow = () => {
    if (area.value === written) return;
    written = area.value;
    const { state } = view;
    view.dispatch(
      state.tr.replaceWith(1, state.doc.content.size - 1, docOf(written).firstChild.content),
    );
  };
  area.addEventListener("input", follow);
  // Others put light marks in where the cursor stands: new CustomEvent("rich:insert", { detail }).
  area.addEventListener("rich:insert", ({ detail }) => {
    const { content } = docOf(detail).firstChild;
    view.dispatch(view.state.tr.replaceSelection(new Slice(content, 0, 0)).scrollIntoView());
    view.focus();
  });
  area.form?.addEventListener("reset", () => setTimeout(follow));
  label?.addEventListener("click", () => !area.hidden || view.focus());

  const plain = shell.querySelector("[data-command=plain]");
  const show = (isPlain) => {
    if (!isPlain) follow();
    else bar.close(false);
    plain.setAttribute("aria-pressed", String(isPlain));
    for (const one of shell.querySelectorAll("[data-command]")) {
      if (one !== plain) one.hidden = isPlain;
    }
    place.hidden = isPlain;
    area.hidden = !isPlain;
    if (help) help.hidden = !isPlain;
    showParts();
    // Labels, lists of errors and tests lead to whichever one is shown.
    area.id = isPlain ? id : `${id}-plain`;
    if (isPlain) view.dom.removeAttribute("id");
    else view.dom.id = id;
    bar.tabs.again();
  };
  plain.addEventListener("click", () => {
    show(area.hidden);
    remembered(!area.hidden);
    (area.hidden ? view : area).focus();
  });
  const focus = () => {
    if (!area.hidden) area.focus();
    else {
      view.dispatch(view.state.tr.setSelection(TextSelection.atEnd(view.state.doc)));
      view.focus();
    }
  };
  // Somebody may have begun to write before this was fetched.
  const begun = document.activeElement === area;
  area.before(shell);
  shell.append(area);
  show(remembered());
  bar.show(view.state);
  if (begun) focus();
  return { focus };
}
