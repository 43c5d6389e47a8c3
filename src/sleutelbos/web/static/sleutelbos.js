/* Only conveniences: every page works without this file. */
"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  // Error summary takes the focus, so that it is read first.
  document.getElementById("fouten")?.focus();

  // Menus and the sheet close with Escape or a click elsewhere; the focus goes back to their button.
  const floating = "details.menu[open], details.sheet[open]";
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const open of all(floating)) {
      open.open = false;
      open.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", (event) => {
    for (const open of all(floating)) if (!open.contains(event.target)) open.open = false;
  });

  // A second click sends nothing twice.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "1";
    setTimeout(() => all("button", form).forEach((b) => b.setAttribute("aria-disabled", "true")));
  });
  addEventListener("pageshow", () => {
    for (const form of all("form[data-sent]")) {
      delete form.dataset.sent;
      all("button", form).forEach((b) => b.removeAttribute("aria-disabled"));
    }
  });

  // An empty file field speaks our language; one that must be filled in needs no script for that.
  for (const input of all(".file input")) {
    const mark = () => input.classList.toggle("empty", !input.files.length);
    input.addEventListener("change", mark);
    mark();
  }

  // Copy buttons.
  for (const button of all("button.copy")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.closest("figure").querySelector("code").innerText);
      const word = button.querySelector("span"), before = word.textContent;
      word.textContent = button.dataset.copied;
      setTimeout(() => (word.textContent = before), 2000);
    });
  }

  // Print buttons.
  for (const button of all("button.print")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }

  // Toasts go by themselves after a while, not while one reads or uses them; undo stays longer.
  for (const toast of all(".toast")) {
    const close = toast.querySelector(".close");
    close.hidden = false;
    close.addEventListener("click", () => toast.remove());
    if (toast.matches(".stop, .warn")) continue;
    let timer;
    const start = () => (timer = setTimeout(() => toast.remove(), toast.querySelector("form") ? 20000 : 8000));
    const stop = () => clearTimeout(timer);
    toast.addEventListener("mouseenter", stop);
    toast.addEventListener("focusin", stop);
    toast.addEventListener("mouseleave", start);
    toast.addEventListener("focusout", start);
    start();
  }
})();
