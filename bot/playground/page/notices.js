import { el } from "./dom.js";

const TOAST_MS = 5000;

/** Shows a short text for a while in `place`, which must be a live region. */
export function showToast(place, text) {
  const toast = el("p", { class: "toast", "data-toast": true, dir: "auto" }, text);
  place.replaceChildren(toast);
  setTimeout(() => toast.remove(), TOAST_MS);
}

/** What the bot says over one phone without a message: toasts, and alerts that wait for an answer. */
export class Notices {
  #waiting = [];
  #returnTo = null;

  /** `behind` is what an alert covers, out of reach until it is closed. */
  constructor(behind) {
    this.behind = behind;
    this.toasts = el("div", { class: "toasts", role: "status" });
    this.words = el("p", { dir: "auto" });
    this.dismiss = el("button", { type: "button", class: "key primary", onclick: () => this.dialog.close() }, "Stäng");
    this.dialog = el(
      "dialog",
      { class: "alert", role: "alertdialog", "aria-label": "Meddelande från boten", "data-alert": true },
      this.words,
      this.dismiss,
    );
    this.dialog.addEventListener("keydown", (event) => event.key === "Escape" && this.dialog.close());
    this.dialog.addEventListener("close", () => this.#next());
    this.shade = el("div", { class: "alert-shade" }, this.dialog);
  }

  toast(text) {
    showToast(this.toasts, text);
  }

  /** The alert covers its own phone only; the others go on. Several alerts come one after another. */
  alert(text) {
    this.#waiting.push(text);
    if (!this.dialog.open) this.#next();
  }

  /** Forgets what was said to the person who held the phone before. */
  clear() {
    this.#waiting = [];
    this.#returnTo = null;
    this.toasts.replaceChildren();
    if (this.dialog.open) this.dialog.close();
  }

  #next() {
    const text = this.#waiting.shift();
    if (text !== undefined) this.#returnTo ??= document.activeElement;
    this.behind.inert = text !== undefined;
    if (text === undefined) {
      this.#returnTo?.focus({ preventScroll: true });
      this.#returnTo = null;
      return;
    }
    this.words.textContent = text;
    this.dialog.show();
    this.dismiss.focus();
  }
}
