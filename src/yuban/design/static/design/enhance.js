// Small comforts on top of pages that work without them. No page needs this file.
"use strict";

(() => {
  document.documentElement.classList.add("scripted");

  document.addEventListener("click", async (event) => {
    const target = event.target.closest("[data-copy], [data-print], [data-back], [data-opens], [data-closes]");
    if (!target) return;
    if ("print" in target.dataset) window.print();
    if ("back" in target.dataset) history.back();
    if ("opens" in target.dataset) document.getElementById(target.dataset.opens)?.showModal();
    if ("closes" in target.dataset) target.closest("dialog")?.close();
    if ("copy" in target.dataset) await copy(target);
  });

  async function copy(button) {
    const words = button.querySelector("[aria-live]");
    const before = words.textContent;
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
    } catch {
      // Plain http, or the person said no: the text is selected so that it can be copied by hand.
      window.prompt(before, button.dataset.copy);
      return;
    }
    words.textContent = button.dataset.copied;
    setTimeout(() => (words.textContent = before), 2000);
  }

  function enhance(root) {
    root.querySelector("[data-error-summary]")?.focus();
    // A table wider than its box can be scrolled with the keyboard too.
    for (const box of root.querySelectorAll(".table-wrap:not([tabindex])")) {
      if (box.scrollWidth > box.clientWidth) {
        box.tabIndex = 0;
        box.setAttribute("role", "region");
        box.setAttribute("aria-label", box.querySelector("caption")?.textContent ?? "");
      }
    }
  }

  enhance(document);
  // On phones the navigation is one line to be pushed sideways: the current entry comes into sight.
  const nav = document.querySelector(".door-nav ul");
  const here = nav?.querySelector("[aria-current]");
  if (here) nav.scrollLeft = here.offsetLeft - nav.clientWidth / 2 + here.offsetWidth / 2;
  document.addEventListener("htmx:load", (event) => enhance(event.target));
})();
