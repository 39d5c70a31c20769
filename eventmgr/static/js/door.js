// The door: acts are kept on this telephone until the server has them, each with a mark of its
// own, so that one sent twice counts once. The list follows what other telephones do.
import { plain } from "./tables.js";
import { decodeQR } from "../vendor/codes/decode.js";

const door = document.getElementById("door");
const words = door.dataset;
const list = door.querySelector("[data-list]");
const said = door.querySelector("[data-said]");
const offline = door.querySelector("[data-offline]");
const search = door.querySelector("#q");
const KEPT = `door ${location.pathname}`;
const PAUSE = 4000;

const rows = () => (list ? [...list.children] : []);
const rowOf = (person) => list?.querySelector(`[data-person="${CSS.escape(String(person))}"]`);
const nameIn = (row) => row?.querySelector("strong")?.textContent ?? "";

// What waits to be sent: numbers and marks only, no names.
const waiting = () => JSON.parse(localStorage.getItem(KEPT) ?? "[]");
const keep = (acts) => localStorage.setItem(KEPT, JSON.stringify(acts));

function say(text, good) {
  said.hidden = false;
  said.textContent = text;
  said.dataset.good = good ? "yes" : "no";
}

function showConnection(lost) {
  const number = waiting().length;
  offline.hidden = !lost && !number;
  offline.textContent = [
    lost ? words.wordsOffline : "",
    number ? words.wordsWaiting.replace("{number}", number) : "",
  ]
    .filter(Boolean)
    .join(" ");
}

function token() {
  return door.querySelector('input[name="csrf_token"]')?.value ?? "";
}

class SignedOut extends Error {}

async function send(act) {
  const form = new FormData();
  for (const [name, value] of Object.entries(act)) form.set(name, value);
  form.set("csrf_token", token());
  const answer = await fetch(words.act, {
    method: "POST",
    body: form,
    headers: { Accept: "application/json" },
    redirect: "manual",
  });
  if (!answer.ok || !answer.headers.get("Content-Type")?.startsWith("application/json")) {
    if (answer.status >= 500) throw new TypeError("the server is not well");
    throw new SignedOut();
  }
  return answer.json();
}

let sending = false;

// Sends what waits, the oldest first; stops at the first that the connection does not carry.
async function flush() {
  if (sending) return;
  sending = true;
  let lost = false;
  let done = 0;
  try {
    for (let acts = waiting(); acts.length; acts = waiting()) {
      const [act] = acts;
      try {
        const { good, said: text } = await send(act);
        say(text, good);
      } catch (error) {
        if (error instanceof SignedOut) {
          const name = nameIn(rowOf(act.person)) || act.code || "";
          say(words.wordsLost.replace("{name}", name), false);
          break;
        }
        lost = true;
        break;
      }
      done += 1;
      keep(waiting().filter((one) => one.op !== act.op));
    }
  } finally {
    sending = false;
  }
  showConnection(lost);
  if (done) await refresh(true);
}

function add(act) {
  const whole = { ...act, op: crypto.randomUUID(), at: String(Date.now()), half: words.half };
  keep([...waiting(), whole]);
  const row = act.person ? rowOf(act.person) : null;
  if (row) say(words.wordsKept.replace("{name}", nameIn(row)), true);
  if (row && act.what === "in") {
    row.dataset.here = "";
    const button = row.querySelector('button[value="in"]');
    if (button) {
      button.textContent = words.wordsThere;
      button.disabled = true;
    }
  }
  void flush();
}

door.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-door]")) return;
  event.preventDefault();
  const what = event.submitter?.value ?? "in";
  const data = new FormData(form);
  const act = { what, person: data.get("person") };
  if (what === "lend") act.receiver = String(data.get("receiver") ?? "").trim();
  add(act);
});

// The list, as the server has it: only rows that changed are put in anew, and never one in which
// somebody types.
let etag = "";

async function refresh(force = false) {
  let answer;
  try {
    answer = await fetch(words.state, { headers: etag && !force ? { "If-None-Match": etag } : {} });
  } catch {
    showConnection(true);
    return;
  }
  showConnection(false);
  if (answer.status === 304 || !answer.ok) return;
  const fresh = answer.headers.get("ETag") ?? "";
  const first = !etag;
  const same = fresh === etag;
  etag = fresh;
  if ((first && !force) || (same && !force)) return;
  const people = await answer.json();
  door.querySelector("[data-there]").textContent = people.filter((one) =>
    one.there.includes(words.half),
  ).length;
  door.querySelector("[data-out]").textContent = people.filter((one) => one.receiver).length;
  const page = await fetch(location.href).then((one) => (one.ok ? one.text() : ""));
  const next = new DOMParser().parseFromString(page, "text/html").querySelector("[data-list]");
  if (!next || !list) return;
  const still = new Set(waiting().map((one) => one.person));
  for (const row of next.children) {
    const old = rowOf(row.dataset.person);
    if (!old) {
      list.append(document.adoptNode(row.cloneNode(true)));
    } else if (
      old.innerHTML !== row.innerHTML &&
      !old.contains(document.activeElement) &&
      !still.has(row.dataset.person)
    ) {
      old.innerHTML = row.innerHTML;
      old.toggleAttribute("data-here", row.hasAttribute("data-here"));
    } else if (old.contains(document.activeElement) && document.activeElement.matches("button")) {
      const focused = document.activeElement.value;
      old.innerHTML = row.innerHTML;
      old.toggleAttribute("data-here", row.hasAttribute("data-here"));
      (old.querySelector(`button[value="${focused}"]`) ?? old.querySelector("button"))?.focus();
    }
  }
  filter();
}

// Searching needs no connection.
function filter() {
  const parts = plain(search.value).split(/\s+/).filter(Boolean);
  for (const row of rows()) {
    const text = plain(row.querySelector(".door-name").textContent);
    row.hidden = !parts.every((part) => text.includes(part));
  }
}
search.addEventListener("input", filter);

// Codes: the camera is asked for only when somebody wants it.
const view = door.querySelector("[data-camera-view]");
const video = view.querySelector("video");
const camera = door.querySelector("[data-camera]");
let stream = null;
let last = { code: "", at: 0 };

function found(code) {
  if (code === last.code && Date.now() - last.at < 5000) return;
  last = { code, at: Date.now() };
  add({ what: "in", code });
  navigator.vibrate?.(80);
}

function look() {
  if (!stream) return;
  const { videoWidth: width, videoHeight: height } = video;
  if (width && height) {
    const scale = Math.min(1, 640 / Math.max(width, height));
    const canvas = new OffscreenCanvas(Math.round(width * scale), Math.round(height * scale));
    const context = canvas.getContext("2d", { willReadFrequently: true });
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    try {
      found(decodeQR(context.getImageData(0, 0, canvas.width, canvas.height)));
    } catch {
      // No code in this picture.
    }
  }
  setTimeout(look, 150);
}

async function open() {
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  } catch {
    say(words.wordsCamera, false);
    return;
  }
  video.srcObject = stream;
  view.hidden = false;
  await video.play();
  look();
}

function close() {
  for (const track of stream?.getTracks() ?? []) track.stop();
  stream = null;
  view.hidden = true;
  camera.focus();
}

if (navigator.mediaDevices?.getUserMedia) {
  camera.hidden = false;
  camera.addEventListener("click", open);
  door.querySelector("[data-camera-stop]").addEventListener("click", close);
}

addEventListener("online", flush);
setInterval(() => {
  if (document.visibilityState === "hidden") return;
  if (waiting().length) void flush();
  else void refresh();
}, PAUSE);
showConnection(false);
filter();
void refresh();
if (waiting().length) void flush();
