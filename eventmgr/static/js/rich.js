// Fields for paragraphs: <textarea data-rich>. The editor itself is fetched when there is one.
import { keep, remind } from "./unsaved.js";

const parts = document.getElementById("rich-parts");
const made = new WeakMap();

/** Make every such text area under `root` a field; returns the first one, to be focused. */
export const enrich = async (root = document) => {
  const areas = [...root.querySelectorAll("textarea[data-rich]")];
  const begun = areas.filter((area) => !made.has(area));
  if (parts && begun.length) {
    for (const area of begun) made.set(area, area);
    try {
      const editor = await import("./editor/field.js");
      for (const area of begun) made.set(area, editor.enrich(area, parts));
    } catch (problem) {
      // An old browser writes plain text.
      console.error(problem);
    }
    for (const area of begun) keep(area);
  }
  return made.get(areas[0]) ?? areas[0];
};

/** Offer what was typed and not saved behind these links to paragraphs' forms. */
export const remindAll = (root = document) => {
  for (const link of root.querySelectorAll("a[data-edit]")) remind(link);
};

const asked = document.querySelector("textarea[data-rich][autofocus]");
enrich().then((field) => asked && field?.focus());
remindAll();
