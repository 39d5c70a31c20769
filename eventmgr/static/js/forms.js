// Forms: the errors' list, drop zones, growing fields, counters, drafts, unsaved changes.
const all = (selector, root = document) => [...root.querySelectorAll(selector)];

// A form that came back goes first to what should be looked at again.
document.querySelector("[data-errors]")?.focus();

// Drop zone: the file field stays what is sent.
for (const zone of all("[data-drop]")) {
  const input = zone.querySelector('input[type="file"]');
  if (!input) continue;
  all("[data-drop-words]", zone).forEach((words) => {
    words.hidden = false;
  });
  const over = (event) => {
    if (![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    zone.dataset.over = "";
  };
  zone.addEventListener("dragenter", over);
  zone.addEventListener("dragover", over);
  zone.addEventListener("dragleave", (event) => {
    if (!zone.contains(event.relatedTarget)) delete zone.dataset.over;
  });
  zone.addEventListener("drop", (event) => {
    delete zone.dataset.over;
    const files = event.dataTransfer.files;
    if (!files.length) return;
    event.preventDefault();
    const kept = new DataTransfer();
    for (const file of input.multiple ? files : [files[0]]) kept.items.add(file);
    input.files = kept.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

// Growing: browsers that know field-sizing do it in the style sheet; others get more rows.
if (!CSS.supports("field-sizing", "content")) {
  for (const area of all("textarea")) {
    const least = area.rows;
    const grow = () => {
      area.rows = least;
      while (area.scrollHeight > area.clientHeight && area.rows < 40) area.rows += 1;
    };
    area.addEventListener("input", grow);
    grow();
  }
}

// Counting, in characters as people see them.
const seen = new Intl.Segmenter();
const length = (text) => [...seen.segment(text)].length;
for (const counter of all("[data-counter]")) {
  const field = document.getElementById(counter.dataset.counter);
  const limit = Number(counter.dataset.limit);
  if (!field || !limit) continue;
  // A longer text may be typed and shortened: cutting a paste off silently would lose words.
  field.removeAttribute("maxlength");
  let said;
  const count = () => {
    const left = limit - length(field.value);
    counter.hidden = false;
    counter.textContent =
      left < 0
        ? counter.dataset.overText.replace("{over}", -left)
        : counter.dataset.text.replace("{left}", left);
    counter.toggleAttribute("data-over", left < 0);
    // A screen reader hears it after a pause and near the end only.
    clearTimeout(said);
    said = setTimeout(() => {
      counter.setAttribute("role", left < 50 ? "status" : "none");
    }, 800);
  };
  field.addEventListener("input", count);
  count();
}

// Draft: what was typed stays in this browser until it is sent, unless its owner says no: the
// answer is remembered for every form here. Passwords, files, hidden fields and whatever stands
// in data-no-draft (health, for example) are never kept. With data-draft-stays it is kept on beyond
// the sending, until a page says that it arrived: a connection may break in between.
const keepable = (field) =>
  field.name &&
  !["password", "file", "hidden", "submit", "button"].includes(field.type) &&
  !field.closest("[data-no-draft]");
const store = (() => {
  try {
    return window.localStorage;
  } catch {
    return null; // Storage may be forbidden; the form works without it.
  }
})();
for (const form of all("form[data-draft]")) {
  if (!store) break;
  const key = `draft:${form.dataset.draft}`;
  const note = form.querySelector("[data-draft-note]");
  if (store.getItem("drafts") === "off") {
    store.removeItem(key);
    continue;
  }
  const fields = () => [...form.elements].filter(keepable);
  const picked = (field) => field.type === "checkbox" || field.type === "radio";
  const values = () =>
    fields().map((field) => [
      field.name,
      picked(field) ? field.value : null,
      picked(field) ? field.checked : field.value,
    ]);
  const first = JSON.stringify(values());
  const kept = store.getItem(key);
  // An answer with errors already carries what was typed.
  if (kept && kept !== first && !form.querySelector("[data-errors]")) {
    try {
      for (const [name, value, state] of JSON.parse(kept)) {
        const field = fields().find(
          (one) => one.name === name && (value === null || one.value === value),
        );
        if (!field) continue;
        if (picked(field)) field.checked = state;
        else field.value = state;
      }
      const line = document.createElement("div");
      line.className = "notice";
      line.dataset.kind = "info";
      line.setAttribute("role", "status");
      const words = document.createElement("div");
      const text = document.createElement("p");
      text.textContent = form.dataset.draftKept;
      const clear = document.createElement("button");
      clear.type = "button";
      clear.className = "button button--small";
      clear.textContent = form.dataset.draftForget;
      clear.addEventListener("click", () => {
        store.removeItem(key);
        form.reset();
        line.remove();
        fields()[0]?.focus();
      });
      words.append(text, clear);
      line.append(words);
      form.prepend(line);
      form.dispatchEvent(new Event("input"));
    } catch {
      store.removeItem(key);
    }
  }
  let keeping = true;
  if (note) {
    note.hidden = false;
    const no = note.querySelector("button");
    no.addEventListener("click", () => {
      keeping = false;
      store.removeItem(key);
      store.setItem("drafts", "off");
      const words = note.querySelector("span");
      words.setAttribute("role", "status");
      words.textContent = no.dataset.off;
      no.remove();
    });
  }
  form.addEventListener("input", () => {
    if (!keeping) return;
    try {
      store.setItem(key, JSON.stringify(values()));
    } catch {
      // A full store is no reason to trouble a participant.
    }
  });
  if (form.dataset.draftStays === undefined) {
    form.addEventListener("submit", () => store.removeItem(key));
  }
}
// A page that confirms what was sent clears the drafts whose names begin so: data-draft-done="name".
for (const done of all("[data-draft-done]")) {
  for (const key of store ? Object.keys(store) : []) {
    if (key.startsWith(`draft:${done.dataset.draftDone}`)) store.removeItem(key);
  }
}

// Leaving with unsaved changes asks first.
for (const form of all("form[data-guard]")) {
  const state = () => new URLSearchParams(new FormData(form)).toString();
  const before = state();
  let sending = false;
  form.addEventListener("submit", () => {
    sending = true;
  });
  window.addEventListener("beforeunload", (event) => {
    if (!sending && state() !== before) event.preventDefault();
  });
}

// A second press while the first is under way sends nothing twice.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method === "dialog") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  if (event.defaultPrevented || form.method !== "post") return;
  form.dataset.sent = "1";
  // A form that answers with a file leaves the page standing and may be needed again.
  setTimeout(() => delete form.dataset.sent, 4000);
});
