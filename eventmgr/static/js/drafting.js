// The editor of texts: a paragraph is written where it stands; Ctrl+Enter saves; the pair of
// languages changes at once. Without scripts each of these is a page or a button of its own.
import { enrich, remindAll } from "./rich.js";

const all = (selector, root = document) => [...root.querySelectorAll(selector)];

for (const form of all(".draft-pair")) {
  form.querySelector("button").hidden = true;
  form.addEventListener("change", () => form.requestSubmit());
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const form = event.target.closest?.("textarea")?.form;
  if (!form) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector("button.button--main"));
});

const close = (side) => {
  side.querySelector(".draft-inline")?.remove();
  side.removeAttribute("data-editing");
};

// The form of the paragraph's own page, put in the paragraph's place.
const open = async (link) => {
  const side = link.closest(".draft-side");
  if (!side || side.dataset.editing !== undefined) return false;
  const answer = await fetch(link.href, { credentials: "same-origin" });
  if (!answer.ok || answer.redirected) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const form = page.querySelector("#paragraph-form");
  if (!form) return false;
  const place = document.createElement("div");
  place.className = "draft-inline";
  form.action = link.href;
  const uid = link.closest("li").id;
  // Several paragraphs may be open at once: every id is made its own.
  for (const part of all("[id]", form)) {
    const name = `${uid}-${part.id}`;
    for (const label of all(`[for="${part.id}"]`, form)) label.htmlFor = name;
    part.id = name;
  }
  for (const part of all("[aria-describedby]", form)) {
    part.setAttribute(
      "aria-describedby",
      part
        .getAttribute("aria-describedby")
        .split(" ")
        .map((one) => `${uid}-${one}`)
        .join(" "),
    );
  }
  form.id = `${uid}-form`;
  place.append(document.adoptNode(form));
  form.querySelector("[autofocus]")?.removeAttribute("autofocus");
  side.dataset.editing = "";
  side.prepend(place);
  const area = form.querySelector("textarea");
  const field = await enrich(form);
  field.focus();
  if (field === area) area.setSelectionRange(area.value.length, area.value.length);
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || area.value !== area.defaultValue) return;
    close(side);
    link.focus();
  });
  const cancel = form.querySelector(".form-end a");
  cancel?.addEventListener("click", (event) => {
    event.preventDefault();
    close(side);
    // What was typed is offered once more, beside the paragraph.
    remindAll(side);
    link.focus();
  });
  return true;
};

for (const link of all("a[data-edit]")) {
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    open(link)
      .then((done) => {
        if (!done) location.assign(link.href);
      })
      .catch(() => location.assign(link.href));
  });
}

// A reference goes where the cursor stands: into the text area, or into the rich field that took
// its place.
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-refer] button");
  const area = button?.form?.querySelector("textarea[data-rich]");
  if (!area) return;
  event.preventDefault();
  const mark = `[#${button.form.querySelector('[name="refer_to"]').value}]`;
  if (area.hidden) {
    area.dispatchEvent(new CustomEvent("rich:insert", { detail: mark }));
    return;
  }
  area.setRangeText(mark, area.selectionStart, area.selectionEnd, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
  area.focus();
});
