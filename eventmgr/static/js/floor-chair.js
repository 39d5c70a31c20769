// Chair mode: one keyboard. Links and forms of the page work by themselves; here they are sent
// without leaving the page, one after the other in the order they were pressed, and the page's
// parts are put in again.
import { clocks, follow } from "./floor-follow.js";
import { enrich } from "./rich.js";

const root = () => document.getElementById("floor");
const parse = (html) => new DOMParser().parseFromString(html, "text/html");
const typing = (target) => target.closest?.("input, textarea, select, [contenteditable]");

let queue = Promise.resolve();
const after = (work) => {
  const run = queue.then(work);
  queue = run.catch(() => {});
  return run;
};

// A small sign while the server cannot be reached; what was not sent is said.
const sign = document.getElementById("lost");
const tell = (words) => {
  sign.textContent = words;
  sign.hidden = !words;
};
const act = (work) => after(work).catch(() => tell(sign.dataset.unsent));

const fade = () => {
  for (const line of document.querySelectorAll('.floor-say[data-kind="good"]'))
    setTimeout(() => line.classList.add("is-old"), 10000);
};

const settle = () => {
  clocks();
  fade();
  const wanted = root().querySelector("#floor-edit [autofocus]");
  wanted?.removeAttribute("autofocus");
  if (wanted) {
    wanted.focus();
    wanted.setSelectionRange?.(wanted.value.length, wanted.value.length);
  }
  // What is typed until the field has come goes into it.
  enrich(root()).then((field) => wanted && field?.focus());
  root()
    .querySelector("#floor-list [aria-current=true]:not(.floor-filter *)")
    ?.scrollIntoView({ block: "nearest" });
};

// A form that comes back with something to put right has no address of its own.
const land = async (answer, url = answer.url) => {
  const page = parse(await answer.text());
  const fresh = page.getElementById("floor");
  if (!fresh) {
    if (answer.redirected) location.assign(answer.url);
    else location.reload();
    return;
  }
  const list = root().querySelector("#floor-list")?.scrollTop ?? 0;
  root().replaceWith(document.adoptNode(fresh));
  const again = root().querySelector("#floor-list");
  if (again) again.scrollTop = list;
  history.replaceState(null, "", url);
  tell("");
  settle();
};

const visit = async (url) =>
  land(await fetch(url, { credentials: "same-origin", cache: "no-store" }));

const post = (form, body) =>
  fetch(form.action, { method: "POST", body, credentials: "same-origin" });

const send = async (form, button) => {
  const body = new URLSearchParams(new FormData(form, button));
  let answer = await post(form, body);
  if (answer.status === 400) {
    // The page had been open for too long: its forms' token is taken anew, once.
    const again = await fetch(location.href, { credentials: "same-origin", cache: "no-store" });
    const token = parse(await again.text()).querySelector("#floor [name=csrf_token]")?.value;
    if (token) {
      body.set("csrf_token", token);
      answer = await post(form, body);
    }
  }
  return land(answer, answer.redirected ? answer.url : location.href);
};

// The words selected in the paragraph are those that go into brackets.
const address = (link) => {
  const url = new URL(link.href);
  if (link.hasAttribute("data-bracket")) {
    const words = String(getSelection()).trim();
    const place = getSelection().anchorNode?.parentElement?.closest("[data-words]");
    if (words && place && !place.querySelector("del, ins")) url.searchParams.set("words", words);
  }
  return url.href;
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!root().contains(form) || form.method !== "post") return;
  event.preventDefault();
  const button = event.submitter ?? undefined;
  act(() => send(form, button));
});

document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  const link = event.target.closest?.("#floor a[data-soft]");
  if (!link) return;
  event.preventDefault();
  const url = address(link);
  act(() => visit(url));
});

// Keys wait for the act before them, then look for their button: "J J A" agrees to the second
// paragraph below, however fast it is typed.
document.addEventListener("keydown", (event) => {
  if (typing(event.target)) {
    const form = event.target.closest("form");
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.shiftKey && form?.id === "floor-edit") {
      // The rich field has sent its form itself.
      if (!event.defaultPrevented) form.requestSubmit();
      event.preventDefault();
    } else if (event.key === "Escape" && form?.id === "floor-edit") {
      form.querySelector("[data-escape]")?.click();
    }
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat && event.key === "Enter") return;
  if (document.querySelector("dialog[open], details[data-menu][open]")) return;
  // A button or link that has the focus keeps its Enter.
  if (event.key === "Enter" && event.target.closest?.("a, button, summary")) return;
  const key = event.key.length === 1 && !event.shiftKey ? event.key.toLowerCase() : event.key;
  if (event.key.length !== 1 && !/^(Arrow|Enter)/.test(event.key)) return;
  if (!/^([a-zA-Z]|Arrow\w+|Enter)$/.test(key)) return;
  event.preventDefault();
  act(() => {
    const wanted = [...root().querySelectorAll("[data-key]")].find((one) =>
      one.dataset.key.split(" ").includes(key),
    );
    if (!wanted) return undefined;
    return wanted.matches("a") ? visit(address(wanted)) : send(wanted.form, wanted);
  });
});

// What others do (proposals that arrive, a second chair) appears by itself; a form that is being
// written in is left alone, all around it is renewed.
const renew = () =>
  after(async () => {
    const answer = await fetch(location.href, { credentials: "same-origin", cache: "no-store" });
    if (!answer.ok) throw new Error(String(answer.status));
    const fresh = parse(await answer.text()).getElementById("floor");
    if (!fresh) return;
    const busy =
      root().querySelector("#floor-edit") ||
      root().querySelector(".floor-word[open], details[data-menu][open]");
    const parts = busy ? ["floor-list", "floor-progress"] : ["floor-list", "floor-progress", "floor-centre", "floor-queue"];
    root().dataset.version = fresh.dataset.version;
    for (const id of parts) {
      const mine = root().querySelector(`#${id}`);
      const theirs = fresh.querySelector(`#${id}`);
      if (!mine || !theirs || mine.isEqualNode(theirs)) continue;
      const held = mine.contains(document.activeElement);
      const top = mine.scrollTop;
      mine.replaceWith(theirs);
      theirs.scrollTop = top;
      if (held) document.getElementById("main")?.focus({ preventScroll: true });
    }
    clocks();
  });

settle();
if (root()?.dataset.state) {
  // What this page did itself it shows already.
  const changed = async (now) => {
    await queue;
    if (now !== root().dataset.version) await renew();
  };
  follow(root().dataset.state, root().dataset.version, changed, (gone) =>
    tell(gone ? sign.dataset.lost : ""),
  );
}
