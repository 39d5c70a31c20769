// What was typed into a paragraph and not saved stays in this tab of the browser, under its field
// and version, and is offered back in words; it is never put in silently. Leaving asks first.
//
// A record { text, version, at, path, page, sent } goes when the server has answered its sending
// with another page.
const PREFIX = "unsaved:";
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const parts = document.getElementById("rich-parts");
const person = parts?.dataset.person ?? "";
const watched = new Set();
let resume = "";

const store = (() => {
  try {
    return window.sessionStorage;
  } catch {
    return null; // Storage may be forbidden; leaving then asks, no more.
  }
})();
const read = (key) => {
  try {
    return JSON.parse(store?.getItem(key) ?? "null");
  } catch {
    return null;
  }
};
const write = (key, record) => {
  try {
    store?.setItem(key, JSON.stringify(record));
  } catch {
    // A full store is no reason to stop somebody who writes.
  }
};
const forget = (key) => store?.removeItem(key);

const keyOf = (path, language, after, name) =>
  `${PREFIX}${person}:${path}?${language}&${after}#${name}`;
const keyOfField = (area) => {
  const { form } = area;
  const value = (name) => form.elements.namedItem(name)?.value ?? "";
  const path = new URL(form.action, location.href).pathname;
  return keyOf(path, value("language"), value("after"), area.name);
};

const line = (record, version, kinds) => {
  const made = parts.content.querySelector("[data-unsaved]").cloneNode(true);
  const [words, lost] = all("p", made);
  const stale = version !== null && record.version !== version;
  const time = new Date(record.at).toLocaleTimeString(document.documentElement.lang, {
    hour: "2-digit",
    minute: "2-digit",
  });
  words.textContent = (stale ? made.dataset.textChanged : made.dataset.text).replace("{time}", time);
  lost.textContent = record.text;
  for (const button of all("[data-do]", made)) {
    if (!kinds.includes(button.dataset.do)) button.remove();
  }
  return made;
};

/** Keep what is typed into a text area; offer back what was typed before. */
export const keep = (area) => {
  const { form } = area;
  // Forms with data-draft are kept by forms.js; on the floor a form goes without leaving the page.
  if (!form || form.dataset.draft || form.closest("#floor") || !parts || watched.has(area)) return;
  const key = keyOfField(area);
  const versions = form.elements.namedItem("version");
  const version = versions?.value ?? "";
  const first = area.value;
  watched.add(area);
  area.addEventListener("input", () => {
    if (area.value === first) forget(key);
    else {
      const path = new URL(form.action, location.href).pathname;
      const seen = versions?.value ?? "";
      write(key, { text: area.value, version: seen, at: Date.now(), path, page: location.pathname });
    }
  });
  form.addEventListener("submit", (event) => {
    // Only what is really sent: forms.js stops a second press.
    if (event.defaultPrevented) return;
    watched.delete(area);
    const record = read(key);
    if (record) write(key, { ...record, page: location.pathname, sent: true });
    // An answer that never comes leaves the page, and its text, standing.
    setTimeout(() => watched.add(area), 4000);
  });
  const record = read(key);
  // A form that came back with errors holds what was typed.
  if (!record || record.text === area.value || form.querySelector("[data-errors]")) return;
  const back = () => {
    // Saved over a newer version it goes by the page that shows both.
    if (versions && record.version) versions.value = record.version;
    area.value = record.text;
    area.dispatchEvent(new Event("input", { bubbles: true }));
  };
  if (resume === key) {
    resume = "";
    back();
    return;
  }
  const made = line(record, version, ["back", "drop"]);
  made.addEventListener("click", (event) => {
    const what = event.target.closest("[data-do]")?.dataset.do;
    if (!what) return;
    if (what === "back") back();
    else forget(key);
    made.remove();
    document.getElementById(area.id.replace(/-plain$/u, ""))?.focus();
  });
  form.prepend(made);
};

/** On the page of the whole text: say beside each paragraph what was not saved in it. */
export const remind = (link) => {
  const target = new URL(link.href);
  const key = keyOf(target.pathname, target.searchParams.get("language") ?? "", "", "text");
  const record = read(key);
  const side = link.closest(".draft-side");
  side?.querySelector(":scope > [data-unsaved]")?.remove();
  if (!parts || !side || !record) return;
  const made = line(record, null, ["open", "drop"]);
  made.addEventListener("click", (event) => {
    const what = event.target.closest("[data-do]")?.dataset.do;
    if (!what) return;
    made.remove();
    if (what === "open") {
      resume = key;
      link.click();
    } else forget(key);
  });
  side.prepend(made);
};

/** Forget what the server has taken; wait for the answer no longer where it has not. */
const settle = () => {
  if (!store) return;
  const [how] = performance.getEntriesByType("navigation");
  const from = document.referrer && new URL(document.referrer);
  for (const key of Object.keys(store)) {
    const record = key.startsWith(PREFIX) ? read(key) : null;
    if (!record?.sent) continue;
    const answered =
      how?.type === "navigate" && from?.host === location.host && from.pathname === record.page;
    if (answered && location.pathname !== record.path) forget(key);
    else write(key, { ...record, sent: false });
  }
};

window.addEventListener("beforeunload", (event) => {
  for (const area of watched) {
    if (area.isConnected && area.value !== area.defaultValue) event.preventDefault();
  }
});
settle();

// A page that asks once more before it saves has the words, and sends them from there.
for (const area of all("textarea[data-kept]")) {
  area.form.addEventListener("submit", () => {
    const record = read(keyOfField(area));
    if (record) write(keyOfField(area), { ...record, page: location.pathname, sent: true });
  });
}
