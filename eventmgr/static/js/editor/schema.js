// What a field may hold, and the way between it and the spans of marks.js.
import { Schema } from "../../vendor/editor/prosemirror.js";
import { bodyOf, canonical, faithful, merged, parse, plainOf, span, writtenAt } from "./marks.js";

const chip = (kind, attribute) => ({
  inline: true,
  group: "inline",
  atom: true,
  draggable: false,
  attrs: { value: { validate: "string" } },
  toDOM: (node) => ["span", { class: `rich-${kind}`, [attribute]: node.attrs.value }],
  parseDOM: [
    { tag: `span[${attribute}]`, getAttrs: (dom) => ({ value: dom.getAttribute(attribute) }) },
  ],
});

const build = (notes) =>
  new Schema({
    nodes: {
      doc: { content: "paragraph" },
      paragraph: { content: "inline*", toDOM: () => ["p", 0], parseDOM: [{ tag: "p" }] },
      text: { group: "inline" },
      break: {
        inline: true,
        group: "inline",
        selectable: false,
        leafText: () => "\n",
        toDOM: () => ["br"],
        parseDOM: [{ tag: "br" }],
      },
      // Where a new paragraph begins; in the light marks an empty line.
      part: {
        inline: true,
        group: "inline",
        atom: true,
        selectable: false,
        marks: "",
        leafText: () => "\n\n",
        toDOM: () => ["span", { class: "rich-part", "data-part": "" }],
        parseDOM: [{ tag: "span[data-part]" }],
      },
      call: { ...chip("call", "data-call"), leafText: (node) => `[${node.attrs.value}]` },
      ref: { ...chip("ref", "data-ref"), leafText: (node) => `[#${node.attrs.value}]` },
      ...(notes && {
        note: {
          ...chip("note", "data-note"),
          leafText: (node) => ` [${plainOf(parse(node.attrs.value, 1))}]`,
        },
      }),
    },
    marks: {
      link: {
        attrs: { value: { validate: "string" } },
        inclusive: false,
        toDOM: (mark) => ["a", { href: mark.attrs.value }, 0],
        parseDOM: [{ tag: "a[href]", getAttrs: (dom) => address(dom.getAttribute("href")) }],
      },
      lang: {
        attrs: { value: { validate: "string" } },
        inclusive: false,
        toDOM: (mark) => ["span", { class: "rich-lang", lang: mark.attrs.value }, 0],
        parseDOM: [
          { tag: "span.rich-lang[lang]", getAttrs: (dom) => ({ value: dom.getAttribute("lang") }) },
        ],
      },
      strong: { toDOM: () => ["strong", 0], parseDOM: [{ tag: "strong" }, { tag: "b" }] },
      em: { toDOM: () => ["em", 0], parseDOM: [{ tag: "em" }, { tag: "i" }] },
      sup: { excludes: "sup sub", toDOM: () => ["sup", 0], parseDOM: [{ tag: "sup" }] },
      sub: { excludes: "sup sub", toDOM: () => ["sub", 0], parseDOM: [{ tag: "sub" }] },
    },
  });

export const schema = build(true);
/** Of a footnote's own text: a footnote has no footnotes. */
export const noteSchema = build(false);

const ADDRESS = /^(?:https?:\/\/|mailto:)[^\s()<>"\\\x1c-\x1f\x85]{1,2000}$/u;
const ENCODED = { "(": "%28", ")": "%29", "<": "%3C", ">": "%3E", '"': "%22", "\\": "%5C" };

/** The address a link can have, as typed or pasted; false where it cannot be one. */
export function address(typed) {
  let value = (typed ?? "").trim();
  if (!/^[a-z][a-z0-9+.-]*:/iu.test(value)) {
    if (/^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/u.test(value)) value = `mailto:${value}`;
    else if (/^[^\s/@]+\.[^\s/@]{2,}(?:[/?#]\S*)?$/u.test(value)) value = `https://${value}`;
  }
  value = value.replace(/^(?:https?|mailto)(?=:)/iu, (scheme) => scheme.toLowerCase());
  value = value.replace(/[()<>"\\]/gu, (sign) => ENCODED[sign]).replace(/\s/gu, "%20");
  return ADDRESS.test(value) ? { value } : false;
}

// Reading -----------------------------------------------------------------

const inlines = (spans, kinds, marks = []) => {
  const out = [];
  const text = (words, own) => words && out.push(kinds.text(words, own));
  for (const one of spans) {
    const { kind, value } = one;
    if (kind === "text") text(one.text, marks);
    else if (kind === "sup" || kind === "sub") {
      text(one.text, kinds.marks[kind].create().addToSet(marks));
    } else if (kind === "break") out.push(kinds.nodes.break.create(null, null, marks));
    else if (kind === "call" || kind === "ref") {
      out.push(kinds.nodes[kind].create({ value }, null, marks));
    } else if (kind === "note") {
      const body = { value: bodyOf(one.children) };
      if (kinds.nodes.note) out.push(kinds.nodes.note.create(body, null, marks));
      else text(` [${plainOf(one.children)}]`, marks);
    } else {
      const mark = kinds.marks[kind].create(value ? { value } : null);
      // An address within the words of a link is words.
      const within = kind === "link" && mark.type.isInSet(marks);
      const own = within ? marks : mark.addToSet(marks);
      const inner = inlines(one.children, kinds, own);
      // A link around nothing shows its address.
      if (kind === "link" && !inner.length) text(value, own);
      out.push(...inner);
    }
  }
  return out;
};

/** Lines of spans as what stands in a paragraph, joined by hard breaks or by other nodes. */
export function inlinesOf(lines, kinds = schema, joint = kinds.nodes.break) {
  return lines.flatMap((spans, index) => [
    ...(index ? [joint.create()] : []),
    ...inlines(spans, kinds),
  ]);
}

const EMPTY_LINE = /(?:\r\n?|\n)[ \t\u00a0]*(?:(?:\r\n?|\n)[ \t\u00a0]*)+/u;

/** The document of a text in light marks. */
export function docOf(text, kinds = schema) {
  const depth = kinds === schema ? 0 : 1;
  const parts = depth ? [text] : text.split(EMPTY_LINE);
  const lines = parts.map((part) => parse(canonical(part), depth));
  const paragraph = kinds.nodes.paragraph.create(null, inlinesOf(lines, kinds, kinds.nodes.part));
  return kinds.nodes.doc.create(null, paragraph);
}

// Writing -----------------------------------------------------------------

// Addresses and links written out as words are links, as they will be when the text is read again.
const words = (text, linked) => {
  if (linked || !/:|\]\{/u.test(text)) return [span("text", { text })];
  const out = [];
  let from = 0;
  for (const { index } of text.matchAll(/\[|https?:\/\//gu)) {
    const found = index >= from && writtenAt(text, index);
    if (!found) continue;
    out.push(span("text", { text: text.slice(from, index) }), found[0]);
    from = found[1];
  }
  return [...out, span("text", { text: text.slice(from) })];
};

const leaf = (node, linked) => {
  const { name } = node.type;
  if (name === "break") return [span("break")];
  if (name === "note") return [span("note", { children: parse(node.attrs.value, 1) })];
  if (!node.isText) return [span(name, { value: node.attrs.value })];
  const script = node.marks.find((mark) => mark.type.name === "sup" || mark.type.name === "sub");
  if (script) return [span(script.type.name, { text: node.text })];
  return words(node.text, linked);
};

const OUTER = ["strong", "em", "lang", "link"];
// A link and words in another language are words only.
const carried = (node) =>
  node.marks.filter(
    ({ type }) =>
      OUTER.includes(type.name) && (node.isText || type.name === "strong" || type.name === "em"),
  );

// The mark that reaches furthest is the outermost; of two equals the one named first in OUTER.
const nested = (items, linked) => {
  const out = [];
  let index = 0;
  while (index < items.length) {
    const { node, marks } = items[index];
    let best = null;
    let reach = 0;
    for (const name of OUTER) {
      const mark = marks.find(({ type }) => type.name === name);
      let end = index;
      while (mark && end < items.length && mark.isInSet(items[end].marks)) end += 1;
      if (end - index > reach) [best, reach] = [mark, end - index];
    }
    if (!best) {
      out.push(...leaf(node, linked));
      index += 1;
      continue;
    }
    const inner = items
      .slice(index, index + reach)
      .map((item) => ({ ...item, marks: best.removeFromSet(item.marks) }));
    const kind = best.type.name;
    const children = merged(nested(inner, linked || kind === "link"));
    out.push(span(kind, { value: best.attrs.value ?? "", children }));
    index += reach;
  }
  return out;
};

const hollow = ({ node, marks }) =>
  node.type.name === "break" ||
  (node.isText && !marks.length && !/[^ \t\n]/u.test(node.text));

const written = (items) => {
  const found = [...items];
  while (found.length && hollow(found[0])) found.shift();
  while (found.length && hollow(found.at(-1))) found.pop();
  return canonical(faithful(merged(nested(found, false))));
};

/** The light marks of a document, as they will be stored; nothing hollow at either end. */
export function textOf(doc) {
  const parts = [[]];
  doc.descendants((node) => {
    if (node.type.name === "part") parts.push([]);
    else if (node.isInline) parts.at(-1).push({ node, marks: carried(node) });
    return !node.isInline;
  });
  return parts.map(written).filter(Boolean).join("\n\n");
}
