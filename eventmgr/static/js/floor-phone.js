// A delegation's telephone: the text stays live, and the reader stays where they were reading.
import { clocks, content, follow } from "./floor-follow.js";

const live = document.getElementById("live");
const mine = document.getElementById("mine");
const sign = document.getElementById("lost");
const box = document.getElementById("follow");
const still = matchMedia("(prefers-reduced-motion: reduce)");

document.querySelector("[data-follow-choice]").hidden = false;

const here = () => live.querySelector("[data-here]");
const go = () =>
  box.checked &&
  here()?.scrollIntoView({ block: "center", behavior: still.matches ? "auto" : "smooth" });
box.addEventListener("change", go);

// Only what changed is put in; the paragraph at the top of the screen keeps its place.
const put = (html) => {
  const fresh = document.createElement("div");
  fresh.innerHTML = html;
  const rows = [...live.querySelectorAll("#floor-text > li")];
  const stays = (row) => fresh.querySelector(`[id="${row.id}"]`);
  const anchor = rows.find((row) => row.getBoundingClientRect().bottom > 80 && stays(row));
  const before = anchor?.getBoundingClientRect().top ?? 0;
  const was = here()?.id;
  const next = [...fresh.querySelectorAll("#floor-text > li")];
  const same = next.length === rows.length && next.every((row, at) => row.id === rows[at].id);
  if (same) {
    next.forEach((row, at) => {
      if (row.isEqualNode(rows[at])) return;
      const news = row.querySelector(".floor-words")?.innerHTML !== rows[at].querySelector(".floor-words")?.innerHTML;
      rows[at].replaceWith(row);
      if (news) row.classList.add("is-new");
    });
    live.querySelector("#floor-top").replaceWith(fresh.querySelector("#floor-top"));
  } else {
    live.innerHTML = html;
  }
  const kept = anchor && document.getElementById(anchor.id);
  if (kept) scrollBy({ top: kept.getBoundingClientRect().top - before, behavior: "instant" });
  clocks(live);
  if (here()?.id !== was) go();
};

const changed = async () => {
  put(await content(live.dataset.content));
  // Nothing is asked for where nothing was proposed.
  if (mine.querySelector("li")) {
    const html = await content(mine.dataset.mine);
    if (html.trim() !== mine.innerHTML.trim()) mine.innerHTML = html;
  }
};

const lost = (gone, ended) => {
  sign.textContent = gone ? (ended ? sign.dataset.ended : sign.dataset.lost) : "";
  sign.hidden = !gone;
};

clocks();
follow(live.dataset.state, live.dataset.version, changed, lost);
