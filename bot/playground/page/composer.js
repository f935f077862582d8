import { el, icon, ICONS } from "./dom.js";
import { menuButton } from "./menu.js";
import { ReplyKeyboard } from "./reply_keyboard.js";

const PLACEHOLDER = "Meddelande";

/** Everything under the messages: the input with its attachments, the reply keyboard, and what replaces them. */
export class Composer {
  #files = [];
  #drafts = new Map();
  #person = null;
  #group = null;
  #answered = null;

  /** `send({text, files, replyTo})` sends and throws what went wrong; `command(text)` sends at once; `link()` and `unblock()` act; `cards` are the bot's, for a text that begins with its name. */
  constructor({ send, command, link, unblock, commands, cards }) {
    this.send = send;
    this.cards = cards;
    this.cards.onSent = () => this.#fill({ text: "", files: [] });
    this.keyboard = new ReplyKeyboard({ onText: command, onChange: () => this.#refresh() });
    this.input = el("textarea", {
      rows: "1",
      dir: "auto",
      "aria-label": "Skriv ett meddelande",
      placeholder: PLACEHOLDER,
      maxlength: "10000",
      oninput: () => this.#refresh(),
      onkeydown: (event) => this.#onKey(event),
      onpaste: (event) => this.#onPaste(event),
    });
    this.cards.attach(this.input);
    this.picker = el("input", { type: "file", multiple: true, hidden: true, onchange: () => this.#onPicked() });
    this.toggle = round("Visa eller dölj svarsknapparna", ICONS.keyboard, () => this.keyboard.toggle());
    this.submit = el("button", { type: "submit", class: "round send", "aria-label": "Skicka", "data-send": true }, icon(ICONS.send));
    this.chosen = el("ul", { class: "chosen", "aria-label": "Bifogat", hidden: true });
    this.form = this.#form(command, commands);
    this.start = el(
      "div",
      { class: "instead" },
      el("button", { type: "button", class: "key primary", "data-start": true, onclick: () => command("/start") }, "Starta"),
      el("button", { type: "button", class: "plain-link", onclick: link }, "Jag har en länk"),
    );
    this.blocked = el(
      "div",
      { class: "instead" },
      el("p", {}, "Boten är blockerad och når inte fram."),
      el("button", { type: "button", class: "key primary", "data-unblock": true, onclick: unblock }, "Häv blockeringen"),
    );
    this.node = el("div", { class: "below" }, this.chosen, this.form, this.keyboard.node, this.start, this.blocked);
    this.#refresh();
  }

  /** Shows the input of `person` in the chat with the bot, or in `group`, with what was begun to be written there. */
  show(person, group = null) {
    if (this.#person?.id !== person.id || this.#group?.id !== group?.id) {
      if (this.#person) this.#drafts.set(this.#draft(), { text: this.input.value, files: this.#files });
      this.#person = person;
      this.#group = group;
      const draft = this.#drafts.get(this.#draft()) ?? { text: "", files: [] };
      this.input.value = draft.text;
      this.#files = draft.files;
      this.#answered = null;
    }
    this.#person = person;
    this.#group = group;
    this.#refresh();
  }

  /** The next text answers a message: `{id, words}`. */
  answer(message) {
    this.#answered = message;
    this.#refresh();
    this.input.focus();
  }

  #draft() {
    return `${this.#person.id} ${this.#group?.id ?? ""}`;
  }

  /** What the bot has put around the input: its reply keyboard (or null), and whether it has commands to choose from. */
  outfit(keyboard, hasCommands) {
    this.menu.hidden = !hasCommands;
    this.keyboard.set(keyboard);
  }

  focus() {
    [this.input, this.start.firstChild, this.blocked.lastChild].find((node) => node.offsetParent)?.focus();
  }

  /** Puts words into the input, for the person to go on from. */
  begin(text) {
    this.#fill({ text, files: this.#files });
    this.input.focus();
  }

  /** Puts files beside the text to go out with the next message. */
  attach(files) {
    if (this.#group) return;
    this.#files = [...this.#files, ...files];
    this.#refresh();
    this.input.focus();
  }

  #form(command, commands) {
    this.menu = menuButton({ class: "round", "aria-label": "Kommandon" }, icon(ICONS.commands), {
      frame: () => this.form,
      label: "Kommandon",
      items: () =>
        commands().map((entry) => ({
          text: `/${entry.command}`,
          detail: entry.description,
          action: () => command(`/${entry.command}`),
        })),
    });
    this.clip = round("Bifoga bild eller fil", ICONS.attach, () => this.picker.click());
    const onsubmit = (event) => {
      event.preventDefault();
      this.#submit();
    };
    return el(
      "form",
      { class: "composer", onsubmit },
      this.cards.node,
      this.menu,
      this.clip,
      this.picker,
      this.input,
      this.toggle,
      this.submit,
    );
  }

  async #submit() {
    const person = this.#person;
    const draft = this.#draft();
    const sent = { text: this.input.value.trim(), files: this.#files, replyTo: this.#answered?.id };
    if (!sent.text && !sent.files.length) return;
    if (!sent.files.length && this.cards.asks(this.input.value)) {
      this.cards.choose();
      return;
    }
    this.#answered = null;
    this.#fill({ text: "", files: [] });
    this.input.focus();
    try {
      await this.send(sent);
    } catch {
      if (this.#person === person && !this.input.value) this.#fill(sent);
      else this.#drafts.set(draft, sent);
    }
  }

  #fill({ text, files }) {
    this.input.value = text;
    this.#files = files;
    this.#refresh();
  }

  #onKey(event) {
    if (this.cards.key(event)) return;
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#submit();
  }

  #onPaste(event) {
    const files = [...event.clipboardData.files];
    if (!files.length) return;
    event.preventDefault();
    this.attach(files);
  }

  #onPicked() {
    this.attach([...this.picker.files]);
    this.picker.value = "";
  }

  #refresh() {
    const { started, blocked } = this.#person ?? { started: true, blocked: false };
    const writing = Boolean(this.#group) || (started && !blocked);
    this.start.hidden = writing || started || blocked;
    this.blocked.hidden = writing || !blocked;
    this.clip.hidden = Boolean(this.#group);
    this.form.hidden = !writing;
    this.keyboard.node.classList.toggle("away", !writing);
    this.chosen.hidden = !writing || !(this.#files.length || this.#answered);
    const answered = this.#answered ? [this.#chosenAnswer(this.#answered)] : [];
    this.chosen.replaceChildren(...answered, ...this.#files.map((file) => this.#chosenFile(file)));
    this.toggle.hidden = !this.keyboard.exists;
    this.toggle.setAttribute("aria-pressed", String(this.keyboard.shown));
    this.submit.disabled = !this.input.value.trim() && !this.#files.length;
    this.input.placeholder = this.#files.length ? "Bildtext" : (this.keyboard.placeholder ?? PLACEHOLDER);
    if (this.#person) this.cards.typed(this.#person.id, writing && !this.#files.length ? this.input.value : "");
    this.#grow();
  }

  #grow() {
    this.input.style.height = "auto";
    if (this.input.scrollHeight) this.input.style.height = `${this.input.scrollHeight + 2}px`;
  }

  #chosenAnswer({ words }) {
    const remove = round("Svara inte på meddelandet", ICONS.close, () => {
      this.#answered = null;
      this.#refresh();
    });
    return el("li", {}, el("span", {}, `Svar på: ${words}`), remove);
  }

  #chosenFile(file) {
    const remove = round(`Ta bort ${file.name}`, ICONS.close, () => {
      this.#files = this.#files.filter((other) => other !== file);
      this.#refresh();
    });
    return el("li", {}, el("span", {}, file.name), remove);
  }
}

function round(label, path, onclick) {
  return el("button", { type: "button", class: "round", "aria-label": label, title: label, onclick }, icon(path));
}
