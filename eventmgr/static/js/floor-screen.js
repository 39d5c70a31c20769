// A screen of the room: shows what the chair shows, as large as it fits, softly.
import { clocks, content, follow } from "./floor-follow.js";

const slide = document.getElementById("slide");
const sign = document.getElementById("lost");
const still = matchMedia("(prefers-reduced-motion: reduce)");
const TURN = 9000;

let pages = 1;
let page = 0;

// Of a browser that does not reckon lengths of our own: 28 pt.
const least = () =>
  parseFloat(getComputedStyle(document.documentElement).getPropertyValue("--least")) || 38;

const overflows = (body) => body.scrollHeight > body.clientHeight + 2;

// The largest size that fits, from a twelfth of the height down to the least; then pages.
const fit = () => {
  const body = slide.querySelector("[data-page]");
  if (!body) return;
  const root = document.documentElement.style;
  const floor = least();
  let size = Math.max(floor, Math.round(Math.min(innerHeight / 13, innerWidth / 22)));
  root.setProperty("--words", `${size}px`);
  while (size > floor && overflows(body)) {
    size = Math.max(floor, size - 3);
    root.setProperty("--words", `${size}px`);
  }
  const step = body.clientHeight * 0.86;
  pages = overflows(body) ? 1 + Math.ceil((body.scrollHeight - body.clientHeight) / step) : 1;
  // What changed is what the room wants to see first.
  const first = body.querySelector("ins, del");
  page = 0;
  if (pages > 1 && first) {
    const top = first.getBoundingClientRect().top - body.getBoundingClientRect().top;
    page = Math.max(0, Math.min(pages - 1, Math.floor(top / step)));
  }
  turn(0);
};

// Two languages are never of one length: the shorter one is let down, so that both say the same
// on each page and end on the last one.
const together = (body, share) => {
  const sides = [...(body.matches(".slide-body--two") ? body.querySelectorAll(".slide-side") : [])];
  if (sides.length < 2) return;
  const heights = sides.map((side) => {
    const rows = [...side.children].map((row) => row.offsetTop + row.offsetHeight);
    return Math.max(...rows) - side.offsetTop;
  });
  const longest = Math.max(...heights);
  sides.forEach((side, index) => {
    const down = pages > 1 ? Math.round((longest - heights[index]) * share) : 0;
    side.style.setProperty("--down", `${down}px`);
  });
};

const turn = (by) => {
  const body = slide.querySelector("[data-page]");
  const words = slide.querySelector(".slide-pages");
  if (!body || !words) return;
  page = (page + by + pages) % pages;
  const most = body.scrollHeight - body.clientHeight;
  const top = Math.min(most, page * body.clientHeight * 0.86);
  body.scrollTo({ top, behavior: still.matches ? "auto" : "smooth" });
  together(body, most > 0 ? top / most : 0);
  if (pages < 2) delete body.dataset.pages;
  else body.dataset.pages = { 0: "first", [pages - 1]: "last" }[page] ?? "middle";
  words.hidden = pages < 2;
  words.textContent = pages < 2 ? "" : `${page + 1} / ${pages}`;
};

let turning = setInterval(() => pages > 1 && turn(1), TURN);
addEventListener("keydown", (event) => {
  const by = { PageDown: 1, ArrowDown: 1, " ": 1, PageUp: -1, ArrowUp: -1 }[event.key];
  if (!by || pages < 2) return;
  event.preventDefault();
  clearInterval(turning);
  turn(by);
  turning = setInterval(() => pages > 1 && turn(1), 4 * TURN);
});

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
let shown = slide.innerHTML;

const changed = async (now, before) => {
  // The queue of proposals is not on this screen.
  if (now.split(".").slice(0, 2).join() === before.split(".").slice(0, 2).join()) return;
  const html = await content(slide.dataset.content);
  if (html === shown) return;
  shown = html;
  if (!still.matches && !document.hidden) {
    slide.classList.add("is-leaving");
    await pause(170);
  }
  slide.innerHTML = html;
  slide.dataset.version = now;
  clocks(slide);
  fit();
  slide.classList.remove("is-leaving");
};

const lost = (gone, ended) => {
  sign.textContent = gone ? (ended ? sign.dataset.ended : sign.dataset.lost) : "";
  sign.hidden = !gone;
};

for (const field of document.querySelectorAll(".room-choice select"))
  field.addEventListener("change", () => field.form.requestSubmit());
for (const button of document.querySelectorAll(".room-choice button")) button.hidden = true;
addEventListener("resize", fit);
document.fonts?.ready.then(fit);
// Another face, the bold one of what is new, comes when it is first needed.
document.fonts?.addEventListener("loadingdone", fit);
clocks();
fit();
follow(slide.dataset.state, slide.dataset.version, changed, lost);
