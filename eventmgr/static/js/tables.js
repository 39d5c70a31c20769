// Tables and lists: filtering in the head, choosing rows, moving rows with the keyboard.
const all = (selector, root = document) => [...root.querySelectorAll(selector)];

// Letters without their marks, so that "Sukovic" finds "Šuković" and "gjykate" finds "Gjykatë".
export const plain = (text) =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLocaleLowerCase()
    .replaceAll("đ", "d")
    .replaceAll("ł", "l")
    .replaceAll("ı", "i")
    .replaceAll("ß", "ss");

for (const filter of all("[data-filter]")) {
  const target = document.getElementById(filter.dataset.filter);
  if (!target) continue;
  const input = filter.querySelector("input");
  const words = filter.querySelector('[role="status"]');
  const rows = all(target.matches("table") ? "tbody > tr" : ":scope > li", target);
  const texts = rows.map((row) => plain(row.textContent));
  filter.hidden = false;
  const apply = () => {
    const parts = plain(input.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, index) => {
      const fits = parts.every((part) => texts[index].includes(part));
      row.hidden = !fits;
      shown += fits;
    });
    words.textContent = parts.length
      ? filter.dataset.text.replace("{shown}", shown).replace("{all}", rows.length)
      : "";
  };
  input.addEventListener("input", apply);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && input.value) {
      input.value = "";
      apply();
    } else if (event.key === "Enter") {
      event.preventDefault();
    }
  });
  apply();
}

// Choosing: data-select-all in the head governs the shown rows; [data-selected] says how many.
for (const table of all("table")) {
  const boxes = () =>
    all('tbody .select input[type="checkbox"]', table).filter((box) => !box.closest("[hidden]"));
  const every = table.querySelector("[data-select-all]");
  if (!every) continue;
  every.hidden = false;
  const form = table.closest("form") ?? document;
  const tell = () => {
    const now = boxes();
    const chosen = all('tbody .select input[type="checkbox"]:checked', table).length;
    const shown = now.filter((box) => box.checked).length;
    every.checked = shown > 0 && shown === now.length;
    every.indeterminate = shown > 0 && shown < now.length;
    for (const words of all("[data-selected]", form)) {
      words.textContent = words.dataset.selected.replace("{count}", chosen);
    }
    for (const button of all("[data-needs-selection]", form)) button.disabled = chosen === 0;
  };
  every.addEventListener("change", () => {
    for (const box of boxes()) box.checked = every.checked;
    tell();
  });
  table.addEventListener("change", tell);
  tell();
}

// Keyboard in a table with data-rows: arrows move from row to row, Enter opens the row's link.
for (const table of all("table[data-rows]")) {
  table.addEventListener("keydown", (event) => {
    if (!["ArrowDown", "ArrowUp"].includes(event.key)) return;
    const link = event.target.closest("a, button, input");
    const row = event.target.closest("tbody tr");
    if (!row || link?.matches('input:not([type="checkbox"])')) return;
    const step = event.key === "ArrowDown" ? "nextElementSibling" : "previousElementSibling";
    let next = row[step];
    while (next?.hidden) next = next[step];
    const goal = next?.querySelector("th a, td a, input, button");
    if (goal) {
      event.preventDefault();
      goal.focus();
    }
  });
}

// Moving: <ol data-movable> whose li hold buttons with data-move="up|down" inside a form. Without
// scripts each button posts; with them the row moves at once and one request saves the order.
for (const list of all("[data-movable]")) {
  const address = list.dataset.movable;
  const status = document.createElement("p");
  status.className = "vh";
  status.setAttribute("role", "status");
  list.after(status);
  const save = async (row, button) => {
    const body = new FormData();
    body.set("csrf_token", list.dataset.token);
    for (const item of list.children) body.append("order", item.dataset.id);
    try {
      const answer = await fetch(address, { method: "POST", body });
      if (!answer.ok) throw new Error(String(answer.status));
      const place = [...list.children].indexOf(row) + 1;
      status.textContent = (list.dataset.text ?? "{place}").replace("{place}", place);
    } catch {
      // What is shown must be what is stored.
      window.location.reload();
    }
    button.focus();
  };
  const move = (row, direction, button) => {
    const other = direction === "up" ? row.previousElementSibling : row.nextElementSibling;
    if (!other) return;
    if (direction === "up") other.before(row);
    else other.after(row);
    all("[data-moved]", list).forEach((one) => delete one.dataset.moved);
    row.dataset.moved = "";
    save(row, button);
  };
  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]");
    if (!button || !address) return;
    event.preventDefault();
    move(button.closest("li"), button.dataset.move, button);
  });
  list.addEventListener("keydown", (event) => {
    const button = event.target.closest("[data-move]");
    if (!button || !address || !event.key.startsWith("Arrow")) return;
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    const row = button.closest("li");
    move(row, event.key === "ArrowUp" ? "up" : "down", button);
  });
}
