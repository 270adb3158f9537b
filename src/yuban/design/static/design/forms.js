// Forms: no double submission, uploads with progress, drafts saved while one writes. Without script forms just submit.
// In a scope of its own: after an upload the answer is written into the same window, where names would stand already.
"use strict";

(() => {
  const guarded = (form) => form.method === "post" && !("unguarded" in form.dataset);

  function hold(form) {
    form.dataset.submitting = "";
    // Later, so that the pressed button's own value is still part of what is sent.
    setTimeout(() => {
      for (const button of form.elements) {
        if (button.type === "submit" && !button.disabled) {
          button.disabled = true;
          button.dataset.held = "";
        }
      }
    });
  }

  function release(form) {
    delete form.dataset.submitting;
    for (const button of form.elements) {
      if ("held" in button.dataset) {
        button.disabled = false;
        delete button.dataset.held;
      }
    }
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!guarded(form)) return;
    if ("submitting" in form.dataset) {
      event.preventDefault();
      return;
    }
    if (event.defaultPrevented && !form.matches("[hx-post]")) return;
    const uploads = [...form.querySelectorAll("[data-upload]")].filter((box) => box.querySelector("input").files.length);
    if (uploads.some((box) => !fits(box))) {
      event.preventDefault();
      return;
    }
    hold(form);
    if (uploads.length && !form.matches("[hx-post]")) {
      event.preventDefault();
      send(form, event.submitter, uploads);
    }
  });

  // The browser shows a page from its memory when one goes back: its buttons must work again.
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-submitting]").forEach(release));
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target.closest("form");
    if (form) release(form);
  });

  // Uploads

  function say(box, text, isWrong = false) {
    const said = box.querySelector(".upload-said");
    said.textContent = text;
    said.classList.toggle("is-wrong", isWrong);
  }

  const megabytes = (bytes) => `${(bytes / 1048576).toFixed(1)} MB`;

  function fits(box) {
    const input = box.querySelector("input");
    const limit = Number(input.dataset.maxMegabytes) * 1048576;
    const large = [...input.files].filter((file) => file.size > limit);
    if (large.length) {
      say(box, box.dataset.tooLarge + large.map((file) => `${file.name} (${megabytes(file.size)})`).join("; "), true);
      input.focus();
    }
    return large.length === 0;
  }

  document.addEventListener("change", (event) => {
    const box = event.target.closest("[data-upload]");
    if (!box) return;
    if (fits(box)) say(box, [...event.target.files].map((file) => `${file.name} (${megabytes(file.size)})`).join("; "));
  });

  function send(form, submitter, boxes) {
    const data = new FormData(form);
    if (submitter?.name) data.append(submitter.name, submitter.value);
    const bars = boxes.map((box) => {
      box.querySelector("progress")?.remove();
      const bar = document.createElement("progress");
      bar.max = 1;
      bar.setAttribute("aria-label", box.dataset.uploading);
      box.append(bar);
      say(box, box.dataset.uploading);
      return bar;
    });
    const request = new XMLHttpRequest();
    request.open("POST", submitter?.hasAttribute("formaction") ? submitter.formAction : form.action);
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) bars.forEach((bar) => (bar.value = event.loaded / event.total));
    });
    request.upload.addEventListener("load", () => boxes.forEach((box) => say(box, box.dataset.done)));
    request.addEventListener("load", () => show(request));
    request.addEventListener("error", () => {
      bars.forEach((bar) => bar.remove());
      boxes.forEach((box) => say(box, box.dataset.failed, true));
      release(form);
    });
    request.send(data);
  }

  // The answer becomes the page, as it would have without script; it was fetched once and its messages are in it.
  function show(request) {
    if (request.responseURL !== location.href) history.pushState({}, "", request.responseURL);
    document.open();
    document.write(request.responseText);
    document.close();
  }

  const arrived = location.pathname + location.search;
  window.addEventListener("popstate", () => {
    if (location.pathname + location.search !== arrived) location.reload();
  });

  // Drafts

  for (const form of document.querySelectorAll("form[data-autosave]")) keepDraft(form);

  function keepDraft(form) {
    const status = form.querySelector("[data-autosave-status]") ?? document.querySelector("[data-autosave-status]");
    let timer = 0;
    let isChanged = false;

    function tell(text, isWrong = false) {
      if (!status) return;
      status.textContent = text;
      status.classList.toggle("is-wrong", isWrong);
    }

    async function save(isLeaving = false) {
      clearTimeout(timer);
      if (!isChanged || "submitting" in form.dataset) return;
      isChanged = false;
      const data = new FormData(form);
      for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
      if (!isLeaving) tell(status?.dataset.saving);
      try {
        const headers = { "X-Autosave": "1" };
        const answer = await fetch(form.dataset.autosave, { method: "POST", body: data, headers, keepalive: isLeaving });
        if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
        const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
        tell(`${status?.dataset.saved} ${time}`);
      } catch {
        isChanged = true;
        tell(status?.dataset.failed, true);
      }
    }

    form.addEventListener("input", () => {
      isChanged = true;
      clearTimeout(timer);
      timer = setTimeout(save, 2000);
    });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") save(true);
    });
  }
})();
