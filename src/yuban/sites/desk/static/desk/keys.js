// Lists by keyboard: with a row's link in focus, j or ↓ goes to the next row, k or ↑ back; Enter opens it.
"use strict";

const steps = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

for (const rows of document.querySelectorAll("[data-rows]")) {
  const links = [...rows.querySelectorAll("th a")];
  rows.addEventListener("keydown", (event) => {
    const step = steps[event.key];
    const at = links.indexOf(document.activeElement);
    if (!step || at < 0 || event.ctrlKey || event.altKey || event.metaKey) return;
    links[at + step]?.focus();
    event.preventDefault();
  });
}
