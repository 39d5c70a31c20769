// The light marks of a paragraph, read and written exactly as eventmgr/text/inline.py does: what
// the field shows is what the server will understand. Knows no page. A shared table of cases and
// generated ones run through both (tests/editor).
//
// A span is { kind, text, value, children }; kinds as in Python: text em strong sup sub link lang
// call note ref break.

const SPACE =
  "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const DEPTH = 8;
const WORDS = "\\[((?:[^\\[\\]\\\\\\n]|\\\\[^\\n]){1,500})\\]";
const at = (source) => new RegExp(source, "uy");
const URL = at(`https?://[^${SPACE}<>"\\\\^\\[\\]{}|\`“”„«»]+`);
const LINK = at(`${WORDS}\\(((?:https?://|mailto:)[^${SPACE}()<>"\\\\]{1,2000})\\)`);
const LANGUAGE = at(`${WORDS}\\{([a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3})\\}`);
const CALL = at("\\[\\^(\\p{Nd}{1,4})\\]");
const REFERENCE = at("\\[#([0-9a-z]{4,32})\\]");
const SUP = at("\\^((?:[^ \\t\\n^\\\\\\[]|\\\\[^\\n])(?:[^ \\t\\n^\\\\]|\\\\[^\\n]){0,80})\\^");
const SUB = at("~((?:[^ \\t\\n~\\\\]|\\\\[^\\n]){1,80})~");
const SPECIAL = /[\\*^~[]|https?:\/\//gu;
const PUNCTUATION = new Set("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ ");
const SPACES = /[ \t\n\r\f\v\u2028\u2029]+/gu;
const CONTROL = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ufeff\ud800-\udfff]/gu;
const BREAK = /(?<!\\)((?:\\\\)*)\\\r?\n[ \t]*/u;
const ALNUM = /^[\p{L}\p{N}]$/u;
const BLANK = new RegExp(`^[${SPACE}]$`, "u");
const BEGINNING = new RegExp(`^[${SPACE}]+`, "u");
const END = new RegExp(`[${SPACE}]+$`, "u");

export const isAlnum = (sign) => ALNUM.test(sign);
export const isSpace = (sign) => BLANK.test(sign);

export const span = (kind, { text = "", value = "", children = [] } = {}) => ({
  kind,
  text,
  value,
  children,
});
const words = (text) => span("text", { text });

const match = (pattern, text, position) => {
  pattern.lastIndex = position;
  return pattern.exec(text);
};

// The sign that ends, or begins, at a position; "" outside the text.
export const signBefore = (text, position) => {
  const low = text.slice(position - 1, position);
  return position > 1 && low >= "\udc00" && low <= "\udfff"
    ? text.slice(position - 2, position)
    : low;
};
export const signAt = (text, position) =>
  position < text.length ? String.fromCodePoint(text.codePointAt(position)) : "";

const unescape = (text) =>
  text.replace(/\\([^\n])/gu, (whole, sign) => (PUNCTUATION.has(sign) ? sign : whole));

// Digits of every script stand in runs of ten.
const digit = (sign) => {
  const code = sign.codePointAt(0);
  if (code < 128) return code - 48;
  let first = code;
  while (/^\p{Nd}$/u.test(String.fromCodePoint(first - 1))) first -= 1;
  return (code - first) % 10;
};
const number = (text) => String(Number([...text].map(digit).join("")));

export const urlAt = (text, position) => {
  let url = match(URL, text, position)?.[0] ?? "";
  const count = (sign) => url.split(sign).length;
  while (
    url &&
    (".,;:!?'*~’".includes(url.at(-1)) || (url.endsWith(")") && count("(") < count(")")))
  ) {
    url = url.slice(0, -1);
  }
  // Counted as people count: a letter beyond the first plane is one.
  return [...url].length > "https://".length ? url : "";
};

const bracketPairs = (text) => {
  const pairs = new Map();
  const open = [];
  for (let position = 0; position < text.length; position += 1) {
    const sign = text[position];
    if (sign === "\\") position += 1;
    else if (sign === "[") open.push(position + 1);
    else if (sign === "]" && open.length) pairs.set(open.pop(), position);
  }
  return pairs;
};

const spanAt = (text, position, depth, pairs) => {
  const sign = text[position];
  let found;
  if (sign === "\\") {
    const following = text[position + 1] ?? "";
    if (following === "\n") return [span("break"), position + 2];
    if (PUNCTUATION.has(following)) return [words(following), position + 2];
  } else if (sign === "h") {
    const value = urlAt(text, position);
    if (value && !isAlnum(signBefore(text, position))) {
      return [span("link", { value, children: [words(value)] }), position + value.length];
    }
  } else if (sign === "[") {
    const end = () => position + found[0].length;
    if ((found = match(CALL, text, position))) {
      return [span("call", { value: number(found[1]) }), end()];
    }
    if ((found = match(REFERENCE, text, position))) {
      return [span("ref", { value: found[1] }), end()];
    }
    if ((found = match(LINK, text, position))) {
      return [span("link", { value: found[2], children: parse(found[1], depth + 1) }), end()];
    }
    if ((found = match(LANGUAGE, text, position))) {
      return [span("lang", { value: found[2], children: parse(found[1], depth + 1) }), end()];
    }
  } else if (sign === "^") {
    if ((found = match(SUP, text, position))) {
      return [span("sup", { text: unescape(found[1]) }), position + found[0].length];
    }
    if (text.startsWith("^[", position) && depth === 0) {
      const end = pairs.get(position + 2) ?? -1;
      if (end > position + 2) {
        const children = parse(text.slice(position + 2, end), depth + 1);
        return [span("note", { children }), end + 1];
      }
    }
  } else if (sign === "~" && (found = match(SUB, text, position))) {
    return [span("sub", { text: unescape(found[1]) }), position + found[0].length];
  }
  return null;
};

// Pairs runs of asterisks with a stack; what finds no partner stays as typed.
const asterisks = (out, stack, length, before, after) => {
  let count = length;
  const canClose = before !== "" && !isSpace(before) && !isAlnum(after);
  const canOpen = !isAlnum(before) && before !== "_" && after !== "" && !isSpace(after);
  while (count && canClose && stack.length) {
    const [kind, index] = stack.at(-1);
    const need = kind === "em" ? 1 : 2;
    if (need > count || index + 1 >= out.length) break;
    stack.pop();
    const children = merged(out.slice(index + 1));
    out.splice(index, out.length, span(kind, { children }));
    count -= need;
  }
  if (count && canOpen && count <= 3) {
    for (const [need, kind] of [
      [2, "strong"],
      [1, "em"],
    ]) {
      if (count >= need && stack.every(([open]) => open !== kind)) {
        stack.push([kind, out.length]);
        out.push(words("*".repeat(need)));
        count -= need;
      }
    }
  }
  if (count) out.push(words("*".repeat(count)));
};

/** Spans of a text. Never fails: an unpaired mark is the sign itself. */
export function parse(text, depth = 0) {
  if (depth > DEPTH) return text ? [words(text)] : [];
  const out = [];
  const stack = [];
  const pairs = depth === 0 && text.includes("^[") ? bracketPairs(text) : new Map();
  let position = 0;
  while (position < text.length) {
    SPECIAL.lastIndex = position;
    const special = SPECIAL.exec(text);
    if (!special) {
      out.push(words(text.slice(position)));
      break;
    }
    if (special.index > position) out.push(words(text.slice(position, special.index)));
    position = special.index;
    if (text[position] === "*") {
      let end = position;
      while (text[end] === "*") end += 1;
      asterisks(out, stack, end - position, signBefore(text, position), signAt(text, end));
      position = end;
      continue;
    }
    const found = spanAt(text, position, depth, pairs);
    if (found) {
      out.push(found[0]);
      position = found[1];
    } else {
      const length = text[position] === "h" ? special[0].length : 1;
      out.push(words(text.slice(position, position + length)));
      position += length;
    }
  }
  return merged(out);
}

const isScript = (kind) => kind === "sup" || kind === "sub";
const isEmphasis = (kind) => kind === "em" || kind === "strong";

/** Neighbouring stretches of the same kind as one, empty ones gone. */
export function merged(spans) {
  const out = [];
  for (const one of spans) {
    const { kind } = one;
    if ((kind === "text" || isScript(kind)) && !one.text) continue;
    if ((isEmphasis(kind) || kind === "lang" || kind === "note") && !one.children.length) continue;
    const last = out.at(-1);
    if (last?.kind === kind && (kind === "text" || isScript(kind))) {
      out[out.length - 1] = { ...last, text: last.text + one.text };
    } else if (last?.kind === kind && isEmphasis(kind)) {
      out[out.length - 1] = { ...last, children: merged([...last.children, ...one.children]) };
    } else {
      out.push(one);
    }
  }
  return out;
}

/** Merge neighbours and move spaces at the edge of a mark outside it. */
export function normalised(spans) {
  const out = [];
  for (const one of merged(spans)) {
    if (isEmphasis(one.kind) || one.kind === "lang") {
      const children = normalised(one.children);
      let before = "";
      let after = "";
      if (children[0]?.kind === "text") {
        before = BEGINNING.exec(children[0].text)?.[0] ?? "";
        children[0] = { ...children[0], text: children[0].text.slice(before.length) };
      }
      const last = children.at(-1);
      if (last?.kind === "text") {
        after = END.exec(last.text)?.[0] ?? "";
        const text = last.text.slice(0, last.text.length - after.length);
        children[children.length - 1] = { ...last, text };
      }
      out.push(words(before), { ...one, children: merged(children) }, words(after));
    } else if (one.kind === "link" || one.kind === "note") {
      out.push({ ...one, children: normalised(one.children) });
    } else {
      out.push(one);
    }
  }
  return merged(out);
}

const escaped = (text) => {
  const guarded = text.replace(/[\\*^~[\]]/gu, "\\$&");
  return guarded.includes("://") ? guarded.replace(/(https?)(?=:\/\/)/gu, "$1\\") : guarded;
};

// Words in brackets that would be read as a reference.
const noReference = (inner) =>
  match(REFERENCE, `[${inner}]`, 0)?.[0].length === inner.length + 2 ? `\\${inner}` : inner;

const render = (spans, inside, marks) => {
  let out = "";
  let address = "";
  for (const one of spans) {
    const { kind, value } = one;
    const inner = kind === "text" ? "" : render(one.children, true, marks);
    const before = address;
    address = "";
    if (kind === "text") {
      const said = lenient(one.text, inside);
      // What follows a bare address must not be read as more of it.
      const runsOn = before && urlAt(before + said, 0) !== before;
      out += runsOn && PUNCTUATION.has(said[0]) ? `\\${said}` : said;
    } else if (kind === "break") out += "\\\n";
    else if (kind === "call") out += `[^${value}]`;
    else if (kind === "ref") out += `[#${value}]`;
    else if (kind === "note") out += `^[${inner}]`;
    else if (kind === "link") {
      const plain = plainOf(one.children);
      const bare = plain === value && urlAt(plain, 0) === plain;
      address = bare ? plain : "";
      out += bare ? plain : `[${noReference(inner)}](${value})`;
    } else if (kind === "lang") out += `[${noReference(inner)}]{${value}}`;
    else if (isScript(kind)) {
      const sign = kind === "sup" ? "^" : "~";
      const text = one.text.replace(/[\\^~[ *]/gu, "\\$&");
      out += marks ? `${sign}${text}${sign}` : escaped(one.text);
    } else {
      const sign = kind === "em" ? "*" : "**";
      out += marks ? `${sign}${inner}${sign}` : inner;
    }
  }
  return out;
};

// Escapes only what would be read as a mark; outside emphasis "Kosovo*" stays as it is.
const lenient = (text, inside) => {
  let out = "";
  const several = { "^": text.split("^").length > 2, "~": text.split("~").length > 2 };
  for (let position = 0; position < text.length; position += 1) {
    const sign = text[position];
    if (!"\\*[]^~".includes(sign)) {
      out += sign;
      continue;
    }
    const before = signBefore(text, position);
    const after = signAt(text, position + 1);
    if (sign === "\\") {
      out += after === "" || PUNCTUATION.has(after) || after === "\n" ? "\\\\" : sign;
    } else if (sign === "*") {
      const marker = (isAlnum(before) || before === "*") && !inside;
      const lonely = (isSpace(after) || after === "") && (isSpace(before) || before === "");
      out += marker || (lonely && !inside) ? sign : "\\*";
    } else if (sign === "]") {
      out += inside ? "\\]" : "]";
    } else if (sign === "[") {
      const call = after === "^" || match(REFERENCE, text, position) !== null;
      out += inside || call ? "\\[" : sign;
    } else {
      out += several[sign] || inside || after === "[" ? `\\${sign}` : sign;
    }
  }
  return out;
};

const same = (one, other) =>
  one.length === other.length &&
  one.every(
    (item, index) =>
      item.kind === other[index].kind &&
      item.text === other[index].text &&
      item.value === other[index].value &&
      same(item.children, other[index].children),
  );

const form = (spans) => {
  const clean = normalised(spans);
  for (const marks of [true, false]) {
    const text = render(clean, false, marks);
    const found = parse(text);
    const whole = same(normalised(found), clean);
    if ((whole || !marks) && plainOf(found) === plainOf(clean)) return [text, whole];
  }
  return [escaped(plainOf(clean)), false];
};

/**
 * The plain form of spans. Marks that it cannot carry (emphasis that begins inside a word) are
 * left out; the words never are.
 */
export function serialise(spans) {
  let [text, whole] = form(spans);
  // What lost a mark may have a shorter form: written until it stays, it is stored one way.
  for (let attempt = 0; attempt < 3 && !whole; attempt += 1) [text, whole] = form(parse(text));
  return text;
}

/**
 * `serialise` for a field: where one mark cannot be carried, only that one is left out, not all
 * the emphasis of the paragraph. Whether it can be depends on its neighbours.
 */
export function faithful(spans) {
  const clean = normalised(spans);
  const [text, whole] = form(clean);
  if (whole) return text;
  const rest = clean.flatMap((one, index) => {
    const isMark = isEmphasis(one.kind) || isScript(one.kind);
    if (!isMark || form(clean.slice(Math.max(0, index - 1), index + 2))[1]) return [one];
    return isEmphasis(one.kind) ? one.children : [words(one.text)];
  });
  const [shorter, kept] = form(rest);
  return kept ? shorter : serialise(clean);
}

/** The words of a footnote as they stand between its brackets. */
export function bodyOf(children) {
  const clean = normalised(children);
  const text = render(clean, true, true);
  return same(normalised(parse(text, 1)), clean) ? text : faithful(children);
}

/** The link, or the words in another language, that are written out at a position of a text. */
export function writtenAt(text, position) {
  const found = "[h".includes(text[position]) && spanAt(text, position, 1, new Map());
  return found && (found[0].kind === "link" || found[0].kind === "lang") ? found : null;
}

/** Words of spans without marks. */
export function plainOf(spans) {
  let out = "";
  for (const one of spans) {
    if (one.kind === "break") out += "\n";
    else if (one.kind === "call") out += `[${one.value}]`;
    else if (one.kind === "ref") out += `[#${one.value}]`;
    else if (one.kind === "note") out += ` [${plainOf(one.children)}]`;
    else if (one.kind === "link" && plainOf(one.children) !== one.value) {
      out += `${plainOf(one.children)} (${one.value})`;
    } else out += one.text || plainOf(one.children);
  }
  return out;
}

/** The one stored form. */
export function canonical(given) {
  const text = given.replaceAll("\r\n", "\n").normalize("NFC").replace(CONTROL, "");
  const parts = text.split(BREAK);
  const lines = parts.filter((_, index) => index % 2 === 0);
  const slashes = parts.filter((_, index) => index % 2 === 1);
  const joined = lines
    .map((part, index) => {
      const line = part.replace(SPACES, " ");
      return index < lines.length - 1 ? `${line.replace(/ +$/u, "")}${slashes[index]}\\\n` : line;
    })
    .join("")
    .replace(/(?<=\\\n) +/gu, "")
    .replace(/^ +| +$/gu, "");
  const spans = parse(joined);
  const tidy = serialise(spans);
  const found = same(parse(tidy), spans) ? tidy.replace(/^ +| +$/gu, "") : joined;
  // An escaped space is a space like others: beside one, the two become one.
  return found.includes("  ") && found !== given ? canonical(found) : found;
}
