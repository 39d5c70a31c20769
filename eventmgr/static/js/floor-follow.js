// Following the floor. The server says in a few bytes at which version it is; only where that
// changed is content asked for. Three questions a second, none at the same moment as the
// neighbour's; when the connection is lost, a sign, and ever longer waits until it is back.
const SHORT = 240;
const SPREAD = 160;
const HIDDEN = 5000;
const LONGEST = 4000;
const PATIENCE = 5000;

const sleep = (ms, wake) =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    wake.now = () => {
      clearTimeout(timer);
      resolve();
    };
  });

const ask = (url, options) =>
  fetch(url, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE), ...options });

// changed(version, before) is awaited; where it fails, the same version is tried again.
// lost(true, ended) shows the sign, lost(false) takes it away.
export const follow = (url, version, changed, lost = () => {}) => {
  const wake = { now: () => {} };
  let known = version;
  let failures = 0;
  addEventListener("online", () => wake.now());
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) wake.now();
  });
  (async () => {
    for (;;) {
      let ended = false;
      try {
        // Nothing personal goes along: the answer is the same for everybody.
        const headers = known ? { "If-None-Match": `"${known}"` } : {};
        const answer = await ask(url, { headers, credentials: "omit" });
        if (answer.status === 410) ended = true;
        if (!answer.ok && answer.status !== 304) throw new Error(String(answer.status));
        if (answer.status === 200) {
          const now = await answer.text();
          await changed(now, known);
          known = now;
        }
        if (failures) lost(false);
        failures = 0;
      } catch {
        failures += 1;
        // One answer that went astray is not worth a sign.
        if (failures > 1 || ended) lost(true, ended);
      }
      const wait = document.hidden ? HIDDEN : SHORT + Math.random() * SPREAD;
      const backoff = failures ? Math.min(LONGEST, 300 * 2 ** failures) : 0;
      await sleep(ended ? 8 * LONGEST : wait + backoff, wake);
    }
  })();
  return () => wake.now();
};

export const content = async (url) => {
  const answer = await ask(url, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.text();
};

// The clock: minutes left until the end that the chair set, counted here.
export const clocks = (root = document) => {
  for (const clock of root.querySelectorAll("[data-ends]")) {
    const minutes = Math.ceil((Number(clock.dataset.ends) * 1000 - Date.now()) / 60000);
    const words = minutes >= 0 ? clock.dataset.left : clock.dataset.over;
    clock.textContent = words.replace("{minutes}", Math.abs(minutes));
    clock.toggleAttribute("data-late", minutes <= 5);
  }
};
setInterval(clocks, 10000);
