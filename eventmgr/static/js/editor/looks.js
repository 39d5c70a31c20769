// What the field shows without writing it: no-break spaces, negotiation brackets, the words on
// chips. And one rule of the light marks: emphasis covers whole words.
import { Decoration, DecorationSet, Plugin } from "../../vendor/editor/prosemirror.js";
import { isAlnum, parse, plainOf, signAt, signBefore } from "./marks.js";

const FIXED = /[\u00a0\u202f]/gu;

// Brackets that have a partner enclose what is not agreed; the others are marked as alone.
const found = (doc) => {
  const out = [];
  const open = [];
  doc.descendants((node, start) => {
    if (!node.isText) return;
    for (const { index } of node.text.matchAll(FIXED)) {
      out.push(Decoration.inline(start + index, start + index + 1, { class: "rich-fixed" }));
    }
    for (const { index, 0: sign } of node.text.matchAll(/[[\]]/gu)) {
      const from = start + index;
      if (sign === "[") open.push(from);
      else if (open.length) {
        const first = open.pop();
        out.push(Decoration.inline(first, from + 1, { class: "rich-open" }));
        out.push(Decoration.inline(first, first + 1, { class: "rich-bracket" }));
        out.push(Decoration.inline(from, from + 1, { class: "rich-bracket" }));
      } else out.push(Decoration.inline(from, from + 1, { class: "rich-lone" }));
    }
  });
  for (const from of open) out.push(Decoration.inline(from, from + 1, { class: "rich-lone" }));
  return DecorationSet.create(doc, out);
};

export const signs = () =>
  new Plugin({
    state: {
      init: (_config, state) => found(state.doc),
      apply: (change, before) => (change.docChanged ? found(change.doc) : before),
    },
    props: {
      decorations(state) {
        return this.getState(state);
      },
    },
  });

const isWord = (node) =>
  node?.isText && node.marks.every(({ type }) => type.name === "em" || type.name === "strong");

/** How far the word reaches to either side of a position in a paragraph's text. */
export const wordBefore = (text) => {
  let from = text.length;
  while (from > 0) {
    const sign = signBefore(text, from);
    if (!isAlnum(sign) && sign !== "_") break;
    from -= sign.length;
  }
  return text.length - from;
};
export const wordAfter = (text) => {
  let to = 0;
  while (to < text.length && isAlnum(signAt(text, to))) to += signAt(text, to).length;
  return to;
};

/** Emphasis that would end inside a word is drawn to the word's end. */
export const wholeWords = (isBusy) =>
  new Plugin({
    appendTransaction(changes, _before, state) {
      if (isBusy() || !changes.some((one) => one.docChanged)) return null;
      const change = state.tr;
      const kept = state.storedMarks ?? state.selection.$from.marks();
      state.doc.firstChild.forEach((node, offset, index) => {
        const last = state.doc.firstChild.maybeChild(index - 1);
        const at = offset + 1;
        for (const kind of [state.schema.marks.em, state.schema.marks.strong]) {
          const ended = last && kind.isInSet(last.marks) && !kind.isInSet(node.marks);
          const begun = last && !kind.isInSet(last.marks) && kind.isInSet(node.marks);
          if (ended && isWord(node)) {
            const reach = wordAfter(node.text);
            if (reach) change.addMark(at, at + reach, kind.create());
          } else if (begun && isWord(last)) {
            const reach = wordBefore(last.text);
            if (reach) change.addMark(at - reach, at, kind.create());
          }
        }
      });
      return change.docChanged ? change.setStoredMarks(kept) : null;
    },
  });

/** A chip: a footnote to be opened, the number of another paragraph, the call of a note. */
export const chips = (words, labels, open) => {
  const chip = (kind, name) => (node, view, place) => {
    const dom = document.createElement("span");
    dom.className = `rich-${kind}`;
    dom.contentEditable = "false";
    const show = (one) => {
      const { value } = one.attrs;
      dom.dataset[kind] = value;
      const [shown, said] = name(value);
      if (shown !== null) dom.textContent = shown;
      dom.title = said;
      dom.setAttribute("role", kind === "note" ? "button" : "img");
      dom.setAttribute("aria-label", said);
    };
    show(node);
    if (kind === "note") dom.addEventListener("click", () => open(view, place()));
    return {
      dom,
      update(one) {
        if (one.type.name !== kind) return false;
        show(one);
        return true;
      },
      ignoreMutation: () => true,
    };
  };
  return {
    // The style sheet counts the notes of a paragraph.
    note: chip("note", (value) => [null, `${words.note}: ${plainOf(parse(value, 1))}`]),
    part: () => {
      const dom = document.createElement("span");
      dom.className = "rich-part";
      dom.dataset.part = "";
      dom.title = words.part;
      dom.setAttribute("role", "separator");
      dom.setAttribute("aria-label", words.part);
      return { dom, ignoreMutation: () => true };
    },
    call: chip("call", (value) => [value, `${words.note} ${value}`]),
    ref: chip("ref", (value) => [
      labels[value] ?? `[#${value}]`,
      `${words.ref}: ${labels[value] ?? value}`,
    ]),
  };
};
