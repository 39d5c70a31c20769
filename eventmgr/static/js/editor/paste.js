// What is kept of a paste from Word, LibreOffice, Google Docs or a page: words, emphasis, raised
// and lowered signs, links, footnotes, lines of lists. Everything else is dropped: styles, scripts,
// pictures, comments, deleted words of tracked changes.
import { merged, plainOf, span } from "./marks.js";
import { address } from "./schema.js";

const SKIPPED = new Set(
  "HEAD STYLE SCRIPT TITLE META LINK XML TEMPLATE NOSCRIPT IFRAME OBJECT SVG IMG BUTTON SELECT TEXTAREA INPUT DEL".split(" "),
);
const BLOCKS = new Set(
  "ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CENTER DD DIV DL DT FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN NAV OL P PRE SECTION TABLE TBODY TFOOT THEAD TR UL".split(" "),
);

// The content policy forbids styles even in a page that is never shown: renamed, and out, first.
const harmless = (html) =>
  html
    .replace(/<style\b[^>]*>[\s\S]*?<\/style\s*>/giu, "")
    .replace(/<[a-z][^>]*>/giu, (tag) => tag.replace(/(\s)style(\s*=)/giu, "$1data-was$2"));

const styles = (element) => {
  const found = {};
  for (const rule of (element.dataset?.was ?? "").split(";")) {
    const colon = rule.indexOf(":");
    if (colon > 0) {
      found[rule.slice(0, colon).trim().toLowerCase()] = rule.slice(colon + 1).trim().toLowerCase();
    }
  }
  return found;
};

const nameOf = (element) => element.id || element.getAttribute("name") || "";

// Footnotes: a link to a note below whose own link leads back. Word, LibreOffice and Google Docs
// all write them so, under names of their own.
const footnotes = (page) => {
  const named = new Map();
  for (const one of page.querySelectorAll("[id], a[name]")) {
    for (const name of [one.id, one.getAttribute("name")]) if (name) named.set(name, one);
  }
  const bodies = new Map();
  const calls = new Map();
  const target = (link) => named.get(link.getAttribute("href").slice(1));
  const own = (link) => [link, link.parentElement, link.firstElementChild].filter(Boolean).map(nameOf);
  for (const link of page.querySelectorAll('a[href^="#"]')) {
    const aim = target(link);
    if (!aim || link.contains(aim)) continue;
    if (!(link.compareDocumentPosition(aim) & Node.DOCUMENT_POSITION_FOLLOWING)) continue;
    const leads = (one) => own(link).includes(one.getAttribute("href").slice(1));
    const near = aim.closest("li, p, div") ?? aim;
    const back = [aim, ...near.querySelectorAll("a")].find(
      (one) => one.matches('a[href^="#"]') && leads(one),
    );
    if (!back) continue;
    // The whole note, yet never what holds other notes too.
    const block = ["div[id]", "li", "p", "div", "*"]
      .map((kind) => back.parentElement.closest(kind))
      .find(
        (one) =>
          one && !one.contains(link) && one.querySelectorAll('a[href^="#"]').length === 1,
      );
    if (!block || bodies.has(block)) continue;
    bodies.set(block, back);
    calls.set(link, block);
  }
  return { bodies, calls };
};

const MARKERS = { "·": "•", "§": "•", o: "•", "\uf0b7": "•", "\uf0a7": "•", Ø: "•", ü: "•" };

// The number or sign that Word wrote in front of an item.
const wordMarker = (element) => {
  const ignored = [...element.querySelectorAll("span")].find(
    (one) => styles(one)["mso-list"] === "ignore",
  );
  if (!ignored) return "";
  const text = ignored.textContent.replace(/[\s\u00a0]+/gu, "");
  ignored.remove();
  return MARKERS[text] ?? text;
};

const letters = (number) => String.fromCharCode(96 + ((number - 1) % 26) + 1);
const roman = (number) => {
  let rest = number;
  let out = "";
  for (const [value, sign] of [
    [10, "x"],
    [9, "ix"],
    [5, "v"],
    [4, "iv"],
    [1, "i"],
  ]) {
    for (; rest >= value; rest -= value) out += sign;
  }
  return out;
};
const htmlMarker = (item) => {
  const list = item.parentElement;
  if (list?.tagName !== "OL") return "•";
  const items = [...list.children].filter((one) => one.tagName === "LI");
  const number =
    (Number.parseInt(list.getAttribute("start") ?? "1", 10) || 1) + items.indexOf(item);
  const given = list.getAttribute("type") ?? styles(item)["list-style-type"] ?? "";
  if (given === "a" || given === "lower-alpha") return `${letters(number)}.`;
  if (given === "A" || given === "upper-alpha") return `${letters(number).toUpperCase()}.`;
  if (given === "i" || given === "lower-roman") return `${roman(number)}.`;
  if (given === "I" || given === "upper-roman") return `${roman(number).toUpperCase()}.`;
  return `${number}.`;
};

const numeric = (weight) => Number.parseInt(weight, 10);

// Marks that an element adds to or takes from its words.
const emphasis = (element, before) => {
  const style = styles(element);
  const now = { ...before };
  const tag = element.tagName;
  const heading = /^H[1-6]$/u.test(tag);
  if (tag === "EM" || tag === "I" || tag === "CITE") now.em = true;
  if (tag === "STRONG" || (tag === "B" && !element.id.startsWith("docs-internal"))) {
    now.strong = true;
  }
  if (tag === "SUP") now.script = "sup";
  if (tag === "SUB") now.script = "sub";
  if (style["font-style"]) now.em = /italic|oblique/u.test(style["font-style"]);
  if (style["font-weight"] && !heading) {
    now.strong = /bold/u.test(style["font-weight"]) || numeric(style["font-weight"]) >= 600;
  }
  if (style["vertical-align"] === "super") now.script = "sup";
  if (style["vertical-align"] === "sub") now.script = "sub";
  if (style["vertical-align"] === "baseline") now.script = "";
  return now;
};

const wrapped = (text, { em, strong, script, link }) => {
  let one = span(script || "text", { text });
  if (em) one = span("em", { children: [one] });
  if (strong) one = span("strong", { children: [one] });
  return link && !script ? span("link", { value: link, children: [one] }) : one;
};

const hidden = (element) => {
  const style = styles(element);
  return (
    SKIPPED.has(element.tagName) ||
    style.display === "none" ||
    style["mso-hide"] === "all" ||
    style["mso-element"] === "comment-list" ||
    style["mso-element"] === "field-begin" ||
    element.classList.contains("msocomanchor") ||
    element.classList.contains("MsoCommentReference") ||
    element.classList.contains("msoDel")
  );
};

/** Whether a piece of HTML was copied from a field like this one. */
export const isOwn = (html) => {
  if (!html.includes("data-pm-slice")) return false;
  const page = new DOMParser().parseFromString(harmless(html), "text/html");
  return !page.body.querySelector("li, table, h1, h2, h3, h4, h5, h6, div, p + p, [data-was]");
};

/** Lines of spans of a piece of foreign HTML. */
export function linesOf(html) {
  const page = new DOMParser().parseFromString(harmless(html), "text/html");
  const { bodies, calls } = footnotes(page);
  const lines = [];
  let items = 0;
  let line = { spans: [], marker: "" };
  const end = () => {
    while (line.spans.at(-1)?.kind === "break") line.spans.pop();
    if (line.spans.some((one) => one.kind !== "text" || one.text.trim() || one.children.length)) {
      lines.push(line);
    }
    line = { spans: [], marker: "" };
  };
  // Within a note a new line is a space.
  const walk = (node, marks, out, newLine) => {
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) {
        const text = child.data.replace(/[ \t\r\n\f]+/gu, " ");
        if (text) out().push(wrapped(text, marks));
        continue;
      }
      if (child.nodeType !== Node.ELEMENT_NODE || hidden(child) || bodies.has(child)) continue;
      if (calls.has(child)) {
        out().push(span("note", { children: noteOf(calls.get(child)) }));
        continue;
      }
      const tag = child.tagName;
      if (tag === "BR") {
        newLine(true);
        continue;
      }
      if (tag === "O:P") {
        if (child.textContent.trim()) walk(child, marks, out, newLine);
        continue;
      }
      if (styles(child)["mso-spacerun"] === "yes" || child.classList.contains("Apple-tab-span")) {
        out().push(wrapped(" ", marks));
        continue;
      }
      if (tag === "TD" || tag === "TH") out().push(wrapped(" ", marks));
      const block = BLOCKS.has(tag);
      if (block) newLine();
      if (block && out() === line.spans) {
        const listed = styles(child)["mso-list"];
        const marker = listed && listed !== "ignore" ? wordMarker(child) : "";
        if (tag === "LI") line.marker = htmlMarker(child);
        else if (marker) line.marker = marker;
        if (line.marker) items += 1;
      }
      let now = emphasis(child, marks);
      if (tag === "A") {
        const aim = address(child.getAttribute("href"));
        now = { ...now, link: aim ? aim.value : "" };
      }
      walk(child, now, out, newLine);
      if (block) newLine();
    }
  };
  const noteOf = (block) => {
    const spans = [];
    bodies.get(block).remove();
    walk(
      block,
      {},
      () => spans,
      () => spans.push(span("text", { text: " " })),
    );
    return tidy(spans);
  };
  walk(
    page.body,
    {},
    () => line.spans,
    (within) => {
      // Two line breaks are a new paragraph; one stays within it.
      if (within && line.spans.length && line.spans.at(-1).kind !== "break") {
        line.spans.push(span("break"));
        return;
      }
      // An item's first block stands on the line of its number.
      if (line.spans.length || !line.marker) end();
    },
  );
  end();
  // A single item is a paragraph: the program sets its number.
  if (items > 1) {
    for (const one of lines) {
      if (one.marker) one.spans.unshift(span("text", { text: `${one.marker} ` }));
    }
  }
  return lines.map((one) => tidy(one.spans)).filter((spans) => plainOf(spans).trim());
}

// No spaces at the ends.
const tidy = (spans) => {
  const out = merged(spans);
  const trim = (list, side, cut) => {
    const one = list.at(side);
    if (one?.kind === "text") list.splice(side === 0 ? 0 : -1, 1, { ...one, text: cut(one.text) });
  };
  trim(out, 0, (text) => text.replace(/^[ \u00a0]+/u, ""));
  trim(out, -1, (text) => text.replace(/[ \u00a0]+$/u, ""));
  return merged(out);
};
