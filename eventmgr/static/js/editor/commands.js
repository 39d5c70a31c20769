// What keys and buttons do, as word processors have it.
import {
  TextSelection,
  baseKeymap,
  keymap,
  redo,
  toggleMark,
  undo,
} from "../../vendor/editor/prosemirror.js";
import { wordAfter, wordBefore } from "./looks.js";
import { isAlnum, signAt, signBefore } from "./marks.js";

/** The selection, drawn to whole words; the word at the cursor where nothing is selected. */
export const wordsAt = ({ doc, selection }) => {
  const { empty } = selection;
  const last = doc.content.size - 1;
  // Everything selected reaches beyond the paragraph itself.
  const [from, to] = [Math.max(1, selection.from), Math.min(last, selection.to)];
  const text = doc.textBetween(1, last, "", "\ufffc");
  const before = wordBefore(text.slice(0, from - 1));
  const after = wordAfter(text.slice(to - 1));
  const drawn = empty
    ? before > 0 && after > 0
    : { start: isAlnum(signAt(text, from - 1)), end: isAlnum(signBefore(text, to - 1)) };
  return {
    from: drawn === true || drawn.start ? from - before : from,
    to: drawn === true || drawn.end ? to + after : to,
  };
};

const onWords = (kind) => (state, dispatch) => {
  const { from, to } = wordsAt(state);
  if (from === to) return toggleMark(kind)(state, dispatch);
  if (dispatch) {
    const there = rangeHas(state, from, to, kind);
    const { tr } = state;
    dispatch(there ? tr.removeMark(from, to, kind) : tr.addMark(from, to, kind.create()));
  }
  return true;
};

// All of it, spaces aside.
const rangeHas = (state, from, to, kind) => {
  let all = true;
  let some = false;
  state.doc.nodesBetween(from, to, (node, start) => {
    if (!node.isInline) return;
    const shown = node.isText
      ? node.text.slice(Math.max(0, from - start), to - start).trim()
      : node.type.name;
    if (!shown) return;
    if (kind.isInSet(node.marks)) some = true;
    else all = false;
  });
  return all && some;
};

/** Whether a mark holds at the selection: what the button shows. */
export const holds = (state, kind) => {
  const { from, to, empty, $from } = state.selection;
  return empty
    ? Boolean(kind.isInSet(state.storedMarks ?? $from.marks()))
    : rangeHas(state, from, to, kind);
};

/** The stretch around the cursor that carries a mark, or null. */
export const stretchOf = (state, kind) => {
  const { $from, from, to } = state.selection;
  const paragraph = state.doc.firstChild;
  let best = null;
  let start = null;
  let value = null;
  const close = (end) => {
    if (start !== null && start <= from && end >= to) best = { from: start, to: end, value };
    start = null;
  };
  paragraph.forEach((node, offset) => {
    const mark = kind.isInSet(node.marks);
    if (start !== null && (!mark || mark.attrs.value !== value)) close(offset + 1);
    if (mark && start === null) [start, value] = [offset + 1, mark.attrs.value];
  });
  close(paragraph.content.size + 1);
  return $from.parent === paragraph ? best : null;
};

export const insertText = (text) => (state, dispatch) => {
  dispatch?.(state.tr.insertText(text).scrollIntoView());
  return true;
};

const lineBreak = (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(state.schema.nodes.break.create()).scrollIntoView());
  return true;
};

// What follows the cursor becomes a new paragraph when the form is saved.
const part = (state, dispatch) => {
  const { parent, parentOffset } = state.selection.$from;
  if (!parent.isTextblock || (!parentOffset && state.selection.empty)) return true;
  dispatch?.(state.tr.replaceSelectionWith(state.schema.nodes.part.create(), false).scrollIntoView());
  return true;
};

/** Every beginning of a new paragraph as a line break. */
export const asOne = (state, dispatch) => {
  const { tr } = state;
  const { part: kind, break: line } = state.schema.nodes;
  state.doc.descendants((node, at) => {
    if (node.type === kind) tr.replaceWith(at, at + 1, line.create());
  });
  if (tr.docChanged) dispatch?.(tr);
  return true;
};

export const commands = (kinds) => ({
  em: onWords(kinds.marks.em),
  strong: onWords(kinds.marks.strong),
  sup: toggleMark(kinds.marks.sup),
  sub: toggleMark(kinds.marks.sub),
  fixed: insertText("\u00a0"),
  break: lineBreak,
  part,
  undo,
  redo,
});

export const keys = (does, others) =>
  keymap({
    "Mod-b": does.strong,
    "Mod-i": does.em,
    "Mod-.": does.sup,
    "Mod-,": does.sub,
    "Mod-z": does.undo,
    "Mod-y": does.redo,
    "Shift-Mod-z": does.redo,
    "Ctrl-Shift-Space": does.fixed,
    Enter: does.break,
    "Shift-Enter": does.break,
    ...others,
  });
export const otherKeys = () => keymap(baseKeymap);

/** The cursor behind a position, the field in focus. */
export const goTo = (view, position) => {
  const place = view.state.doc.resolve(position);
  view.dispatch(view.state.tr.setSelection(TextSelection.near(place)));
  view.focus();
};
