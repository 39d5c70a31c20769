/* The import: pointing at a line shows the paragraph made of it, and the other way round. Words
   selected in a paragraph go into its field "Begin a new paragraph at these words". All of it
   works without: the numbers are links, and the field can be typed into. */

const sides = document.querySelector("[data-import]");

function ends(element) {
  const line = element.closest(".import-sent > li");
  if (line) {
    const row = line.dataset.key && document.getElementById(`r-${line.dataset.key}`);
    return row ? [line, row] : [line];
  }
  const row = element.closest(".draft-row[data-lines]");
  if (!row) return [];
  const lines = row.dataset.lines.split(" ").filter(Boolean);
  return [row, ...lines.map((number) => document.getElementById(`s-${number}`)).filter(Boolean)];
}

function show(element, bring) {
  for (const old of sides.querySelectorAll("[data-linked]")) delete old.dataset.linked;
  const [own, ...others] = ends(element);
  if (!own) return;
  for (const one of [own, ...others]) one.dataset.linked = "";
  const other = others[0];
  if (!bring || !other) return;
  const pane = other.closest(".import-pane");
  if (!pane || pane.scrollHeight <= pane.clientHeight) return;
  const box = other.getBoundingClientRect();
  const frame = pane.getBoundingClientRect();
  if (box.top < frame.top || box.bottom > frame.bottom) {
    pane.scrollTop += box.top - frame.top - 24;
  }
}

if (sides) {
  sides.addEventListener("pointerover", (event) => show(event.target, false));
  sides.addEventListener("focusin", (event) => show(event.target, true));
  sides.addEventListener("click", (event) => {
    if (event.target.closest("a, input, select, button, summary, label")) return;
    if (String(window.getSelection())) return;
    show(event.target, true);
  });
  document.addEventListener("selectionchange", () => {
    const selection = window.getSelection();
    const words = String(selection).trim();
    if (!words || words.length > 300) return;
    const text = selection.anchorNode?.parentElement?.closest(".draft-text");
    const field = text?.closest(".draft-row")?.querySelector("details[open] [data-split]");
    if (field) field.value = words;
  });
}
