import { el, icon, ICONS } from "./dom.js";

function open(dialog) {
  document.body.append(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.showModal();
}

/**
 * Asks one thing over the whole page. Fields are `{name, label, placeholder?, options?}`; resolves to their values, or
 * to null when the person thinks better of it.
 */
export function ask({ title, text, fields = [], confirm, danger = false }) {
  return new Promise((resolve) => {
    const form = el(
      "form",
      { method: "dialog" },
      el("h2", {}, title),
      text ? el("p", {}, text) : null,
      fields.map(field),
      el(
        "div",
        { class: "dialog-buttons" },
        el("button", { type: "button", class: "soft", onclick: () => dialog.close() }, "Avbryt"),
        el("button", { type: "submit", class: danger ? "key danger" : "key primary", value: "yes" }, confirm),
      ),
    );
    const dialog = el("dialog", { class: "ask", "aria-label": title }, form);
    dialog.addEventListener("close", () => {
      resolve(dialog.returnValue === "yes" ? Object.fromEntries(new FormData(form)) : null);
    });
    open(dialog);
  });
}

function field({ name, label, placeholder, options }) {
  const input = options
    ? el("select", { name }, options.map(([value, text]) => el("option", { value }, text)))
    : el("input", { name, required: true, autocomplete: "off", placeholder });
  return el("label", {}, label, input);
}

/** Shows a photo as large as the window allows. */
export function enlarge(image) {
  const dialog = el(
    "dialog",
    { class: "lightbox", "aria-label": "Bild" },
    el("img", { src: image.src, alt: image.alt, onclick: () => dialog.close() }),
    el("button", { type: "button", class: "round", "aria-label": "Stäng", onclick: () => dialog.close() }, icon(ICONS.close)),
  );
  open(dialog);
}
