// The bar above a field and the panels it opens: address, language, footnote. Their words and
// markup come from templates/macros/rich.html; nothing here speaks to people by itself.
import { NodeSelection } from "../../vendor/editor/prosemirror.js";
import { goTo, holds, stretchOf, wordsAt } from "./commands.js";
import { address } from "./schema.js";

const all = (selector, root) => [...root.querySelectorAll(selector)];

/** One stop for the Tab key; the arrows move within. */
const roving = (bar) => {
  const buttons = all("button", bar);
  const shown = () => buttons.filter((one) => !one.hidden);
  const stop = (chosen) => {
    for (const one of buttons) one.tabIndex = one === chosen ? 0 : -1;
  };
  stop(shown()[0]);
  bar.addEventListener("focusin", (event) => stop(event.target.closest("button")));
  bar.addEventListener("keydown", (event) => {
    const row = shown();
    const here = row.indexOf(event.target.closest("button"));
    const way = getComputedStyle(bar).direction === "rtl" ? -1 : 1;
    const next = {
      ArrowRight: row[(here + way + row.length) % row.length],
      ArrowLeft: row[(here - way + row.length) % row.length],
      Home: row[0],
      End: row.at(-1),
    }[event.key];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
  return { again: () => stop(shown()[0]) };
};

/**
 * Wire the parts of one field. `part(name)` finds a panel; `nested(place, options)` makes the
 * field of a footnote's own words.
 */
export function makeBar(parts, does, kinds, nested) {
  const bar = parts.querySelector("[role=toolbar]");
  const panels = new Map(all("[data-panel]", parts).map((one) => [one.dataset.panel, one]));
  let view;
  let note = null;

  const close = (back = true) => {
    for (const one of panels.values()) one.hidden = true;
    const left = note;
    note = null;
    left?.end();
    if (back && left) goTo(view, Math.min(left.at + 1, view.state.doc.content.size - 1));
    else if (back) view.focus();
  };
  const show = (name) => {
    close(false);
    const panel = panels.get(name);
    panel.hidden = false;
    return panel;
  };

  // The address of a link.
  const link = () => {
    const kind = kinds.marks.link;
    const there = stretchOf(view.state, kind);
    const panel = show("link");
    const input = panel.querySelector("input");
    panel.querySelector(".error").hidden = true;
    input.removeAttribute("aria-invalid");
    panel.querySelector("[data-do=remove]").hidden = !there;
    input.value = there?.value ?? "";
    input.focus();
    input.select();
    return true;
  };
  const setLink = () => {
    const panel = panels.get("link");
    const input = panel.querySelector("input");
    const found = address(input.value);
    panel.querySelector(".error").hidden = Boolean(found);
    input.toggleAttribute("aria-invalid", !found);
    if (!found) {
      input.setAttribute("aria-invalid", "true");
      input.focus();
      return;
    }
    const kind = kinds.marks.link;
    const { from, to } = stretchOf(view.state, kind) ?? wordsAt(view.state);
    const change = view.state.tr;
    const end = from === to ? from + found.value.length : to;
    if (from === to) change.insertText(found.value, from);
    // The light marks have no words in another language within a link.
    change.removeMark(from, end, kinds.marks.lang).addMark(from, end, kind.create(found));
    view.dispatch(change);
    close();
  };

  // The language of some words.
  const language = () => {
    const there = stretchOf(view.state, kinds.marks.lang);
    const panel = show("lang");
    const select = panel.querySelector("select");
    if (there && ![...select.options].some((one) => one.value === there.value)) {
      select.add(new Option(there.value, there.value));
    }
    if (there) select.value = there.value;
    panel.querySelector("[data-do=remove]").hidden = !there;
    select.focus();
    return true;
  };
  const setLanguage = () => {
    const kind = kinds.marks.lang;
    const { value } = panels.get("lang").querySelector("select");
    const { from, to } = stretchOf(view.state, kind) ?? wordsAt(view.state);
    if (from !== to) {
      const change = view.state.tr.removeMark(from, to, kinds.marks.link);
      view.dispatch(change.addMark(from, to, kind.create({ value })));
    }
    close();
  };

  const unmark = (name) => {
    const kind = kinds.marks[name];
    const there = stretchOf(view.state, kind);
    if (there) view.dispatch(view.state.tr.removeMark(there.from, there.to, kind));
    close();
  };

  // A footnote: its words are kept in step while they are written.
  const openNote = (_view, at) => {
    const panel = show("note");
    const place = panel.querySelector("[data-note-field]");
    place.replaceChildren();
    const inner = nested(place, {
      text: view.state.doc.nodeAt(at).attrs.value,
      changed(value) {
        view.dispatch(view.state.tr.setNodeAttribute(at, "value", value));
      },
      done: () => close(),
    });
    note = {
      at,
      end() {
        inner.destroy();
        const node = view.state.doc.nodeAt(at);
        // A footnote without words is none.
        if (node?.type === kinds.nodes.note && !node.attrs.value) {
          view.dispatch(view.state.tr.delete(at, at + 1));
        }
      },
    };
    inner.focus();
  };
  const footnote = () => {
    const { selection } = view.state;
    if (selection instanceof NodeSelection && selection.node.type === kinds.nodes.note) {
      openNote(view, selection.from);
      return true;
    }
    const at = selection.to;
    view.dispatch(view.state.tr.insert(at, kinds.nodes.note.create({ value: "" })));
    openNote(view, at);
    return true;
  };

  const opens = { link, lang: language, note: footnote };
  const run = (name) => {
    if (opens[name]) opens[name]();
    else {
      close(false);
      does[name](view.state, view.dispatch);
      view.focus();
    }
  };
  // A button must not take the selection away from the text.
  bar.addEventListener("mousedown", (event) => event.preventDefault());
  bar.addEventListener("click", (event) => {
    const { command } = event.target.closest("button")?.dataset ?? {};
    if (command && command !== "plain") run(command);
  });
  bar.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    view.focus();
  });
  for (const [name, panel] of panels) {
    const done = { link: setLink, lang: setLanguage, note: () => close() }[name];
    panel.addEventListener("click", (event) => {
      const what = event.target.closest("[data-do]")?.dataset.do;
      if (what === "done") done();
      else if (what === "close") close();
      else if (what === "remove" && name === "note") {
        const { at } = note;
        view.dispatch(view.state.tr.setNodeAttribute(at, "value", ""));
        close();
      } else if (what === "remove") unmark(name);
    });
    panel.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        event.preventDefault();
        event.stopPropagation();
        close();
      } else if (event.key === "Enter" && event.target.matches("input, select")) {
        event.preventDefault();
        event.stopPropagation();
        done();
      }
    });
  }
  const tabs = roving(bar);

  return {
    opens,
    openNote,
    close,
    tabs,
    bind(made) {
      view = made;
    },
    focus: () => bar.querySelector('button[tabindex="0"]').focus(),
    /** Buttons show what holds where the cursor is. */
    show(state) {
      for (const button of all("[data-command][aria-pressed]", bar)) {
        const kind = kinds.marks[button.dataset.command];
        if (kind) button.setAttribute("aria-pressed", String(holds(state, kind)));
      }
      // The note may have moved or gone while its words were written elsewhere (undo).
      if (note && state.doc.nodeAt(note.at)?.type !== kinds.nodes.note) close(false);
    },
  };
}
