// The secure part while it is being typed: it goes to the server, which keeps it sealed. Nothing of
// it stays in this browser. Without a connection it is sent as soon as there is one again.
const PAUSE = 600;
const AGAIN = 3000;

for (const form of document.querySelectorAll("form[data-sealed-draft]")) {
  const note = form.querySelector("[data-sealed-draft-note]");
  let timer;
  let sending = false;
  let changed = false;
  let saved = false;

  const say = (words) => {
    if (note && note.textContent !== words) note.textContent = words;
  };
  const send = async () => {
    clearTimeout(timer);
    if (saved || !changed) return;
    if (sending) {
      timer = setTimeout(send, PAUSE);
      return;
    }
    sending = true;
    changed = false;
    try {
      const answer = await fetch(form.dataset.sealedDraft, {
        method: "POST",
        body: new FormData(form),
        keepalive: true,
      });
      if (answer.ok) {
        form.dataset.draftKept = "";
        say(form.dataset.kept);
      } else if (answer.status >= 500 || answer.status === 429) {
        changed = true;
        timer = setTimeout(send, AGAIN);
      }
    } catch {
      changed = true;
      say(form.dataset.waiting);
      timer = setTimeout(send, AGAIN);
    }
    sending = false;
  };

  form.addEventListener("input", () => {
    changed = true;
    clearTimeout(timer);
    timer = setTimeout(send, PAUSE);
  });
  form.addEventListener("submit", () => {
    saved = true;
    // An answer that never comes leaves the page standing, and what is typed goes on being kept.
    setTimeout(() => {
      saved = false;
    }, 4000);
  });
  window.addEventListener("online", send);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") send();
  });
}
