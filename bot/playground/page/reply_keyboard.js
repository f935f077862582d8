import { el } from "./dom.js";
import { keyboardRow, keyClass } from "./keyboard.js";

/** The keyboard that the bot put in place of the letters, under the input; what is tapped is sent as text. */
export class ReplyKeyboard {
  #markup = null;

  constructor({ onText, onChange }) {
    this.onText = onText;
    this.onChange = onChange;
    this.node = el("div", { class: "reply-keyboard", role: "group", "aria-label": "Svarsknappar", hidden: true });
  }

  /** Whether there are buttons to show; a ForceReply only speaks to the input. */
  get exists() {
    return this.#markup?.keyboard !== undefined;
  }

  get shown() {
    return !this.node.hidden;
  }

  get placeholder() {
    return this.shown || !this.exists ? this.#markup?.input_field_placeholder : undefined;
  }

  /** `markup` is a ReplyKeyboardMarkup or ForceReply of the Bot API, or null for none. */
  set(markup) {
    if (JSON.stringify(markup) === JSON.stringify(this.#markup)) return;
    this.#markup = markup;
    this.node.hidden = !this.exists;
    this.node.classList.toggle("tall", !markup?.resize_keyboard);
    this.node.replaceChildren(...(markup?.keyboard ?? []).map((row) => this.#row(row)));
    this.onChange();
  }

  toggle() {
    this.node.hidden = !this.node.hidden;
    this.onChange();
  }

  #row(row) {
    return keyboardRow(row.map((button) => this.#button(button.text ?? button, button.style)));
  }

  #button(text, style) {
    const node = el("button", { type: "button", class: keyClass(style), "data-reply-button": text, dir: "auto" }, text);
    node.addEventListener("click", () => {
      if (this.#markup.one_time_keyboard) this.toggle();
      this.onText(text);
    });
    return node;
  }
}
