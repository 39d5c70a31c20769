// Comforts on top of pages that work without them. Each part looks for its own data attributes,
// so a page without them pays nothing. No inline styles: the content policy forbids them.
import "./forms.js";
import "./tables.js";

const all = (selector, root = document) => [...root.querySelectorAll(selector)];

// Menus: one open at a time; Escape and a click elsewhere close them.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of all("details[data-menu][open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
document.addEventListener("click", (event) => {
  for (const menu of all("details[data-menu][open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

// Confirmation: the panel that opens in place without scripts becomes a dialog with them.
for (const details of all("details[data-confirm]")) {
  const summary = details.querySelector("summary");
  const panel = details.querySelector(".confirm-panel");
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.setAttribute("aria-label", summary.textContent.trim());
  const cancel = document.createElement("button");
  cancel.type = "button";
  cancel.className = "button";
  cancel.textContent = details.dataset.cancel;
  cancel.addEventListener("click", () => dialog.close());
  panel.querySelector("form").append(cancel);
  dialog.append(panel);
  document.body.append(dialog);
  summary.setAttribute("role", "button");
  summary.setAttribute("aria-haspopup", "dialog");
  const ask = () => {
    dialog.showModal();
    // The safe answer has the focus: a stray Enter must not remove anything.
    cancel.focus();
  };
  summary.addEventListener("click", (event) => {
    event.preventDefault();
    ask();
  });
  dialog.addEventListener("close", () => summary.focus());
  // Somebody was quicker than this script: what was open in place stays open.
  if (details.open) {
    details.open = false;
    ask();
  }
}

// "?" lists the shortcuts; data-shortcut="g" on a link or button makes its key work.
const typing = (target) => target.closest("input, textarea, select, [contenteditable]");
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (document.querySelector("dialog[open]")) return;
  if (event.key === "?") {
    const list = document.getElementById("keys");
    if (list) {
      event.preventDefault();
      list.showModal();
    }
    return;
  }
  const wanted = all("[data-shortcut]").find((item) => item.dataset.shortcut === event.key);
  if (wanted) {
    event.preventDefault();
    if (wanted.matches("input, textarea, select")) wanted.focus();
    else wanted.click();
  }
});

// Copying.
for (const button of all("button[data-copy]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  const words = button.querySelector("span") ?? button;
  const before = words.textContent;
  words.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    words.textContent = button.dataset.copied;
    setTimeout(() => {
      words.textContent = before;
    }, 2500);
  });
}

// The event's road on a narrow screen starts at the stage one is in.
const here = document.querySelector(".road [aria-current]");
if (here) {
  const road = here.closest(".road");
  const stage = here.getBoundingClientRect();
  const middle = stage.left + stage.width / 2 - road.clientWidth / 2;
  road.scrollBy({ left: middle, behavior: "instant" });
}

// What was printed: <div data-preview="/address"> is filled again while its form is typed in
// (data-preview-form="id", else the page's first form with data-preview-source).
for (const sheet of all("[data-preview]")) {
  const form = sheet.dataset.previewForm
    ? document.getElementById(sheet.dataset.previewForm)
    : document.querySelector("form[data-preview-source]");
  if (!form) continue;
  let waiting;
  let latest;
  const refresh = async () => {
    latest?.abort();
    latest = new AbortController();
    sheet.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(sheet.dataset.preview, {
        method: "POST",
        body: new FormData(form),
        signal: latest.signal,
        headers: { Accept: "text/html" },
      });
      // The last good sheet stays when a refresh fails.
      if (answer.ok) sheet.innerHTML = await answer.text();
      sheet.removeAttribute("aria-busy");
    } catch (problem) {
      if (problem.name !== "AbortError") sheet.removeAttribute("aria-busy");
    }
  };
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(refresh, 600);
  };
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  document.addEventListener("eventmgr:changed", soon);
}
