import * as api from "./api.js";
import { Cards } from "./cards.js";
import { Composer } from "./composer.js";
import { ask, enlarge } from "./dialogs.js";
import { el } from "./dom.js";
import { acceptFiles } from "./dropping.js";
import { Feed } from "./feed.js";
import { safeUrl, startCommand } from "./links.js";
import { plainText } from "./message.js";
import { Notices } from "./notices.js";
import { PhoneHeader } from "./phone_header.js";
import { Taps } from "./taps.js";
import { transcript } from "./transcript.js";

const PAGE = 200;
const MOST = 1000;
const SETTLE_MS = 60;

/** One phone in somebody's hand: shows that person's chat and does what the person taps and writes. */
export class Phone {
  #limit = PAGE;
  #early = null;
  #commands = [];
  #outfitTimer;

  /** `world` is what all phones share: `people`, `bot()`, `now()`, `announce(text)`, and `choose(index, id)` and `add(index)` to hand a phone over. */
  constructor(index, world) {
    this.world = world;
    this.person = null;
    this.taps = new Taps((press, answered) => this.#settled(press, answered));
    this.feed = new Feed({
      now: world.now,
      onOlder: () => this.#older(),
      actions: {
        press: (...press) => this.#press(...press),
        isWaiting: (message, button) => this.taps.isWaiting(message.message_id, button.callback_data),
        enlarge,
      },
    });
    this.notices = new Notices(this.feed.node);
    this.composer = new Composer({
      send: (draft) => this.#send(draft),
      command: (text) => this.#say(text),
      link: () => this.#openLink(),
      unblock: () => this.#block(false),
      commands: () => this.#commands,
      cards: new Cards({
        username: () => world.bot().username,
        start: (payload) => api.sendText(this.person.id, `/start ${payload}`),
        tell: (text) => this.notices.toast(text),
        announce: world.announce,
      }),
    });
    this.header = new PhoneHeader({
      people: world.people,
      choose: (id) => world.choose(index, id),
      add: () => world.add(index),
      acts: () => this.#acts(),
    });
    const screen = el("div", { class: "screen" }, this.feed.node, this.notices.toasts, this.notices.shade);
    this.node = el("section", { class: "phone", "data-phone": index }, this.header.node, screen, this.composer.node);
    acceptFiles(this.node, (files) => {
      if (this.person.started && !this.person.blocked) this.composer.attach(files);
    });
    this.feed.scroller.addEventListener("click", (event) => this.#follow(event));
  }

  /** Puts the phone into a person's hand and reads that person's chat; the same person again reads it anew. */
  async hold(person) {
    if (this.person?.id !== person.id) {
      this.#limit = PAGE;
      this.taps.clear();
      this.notices.clear();
      this.feed.clear();
      this.#outfit({ keyboard: null, commands: [] });
    }
    this.update(person);
    await this.#read();
  }

  /** What is known of the person has changed. */
  update(person) {
    this.person = person;
    this.node.dataset.person = person.id;
    this.node.setAttribute("aria-label", `Telefonen hos ${person.name}`);
    this.feed.list.lang = person.language ?? "sv";
    const { name, description, short_description: short } = this.world.bot();
    this.feed.welcome.replaceChildren(
      el("strong", {}, person.started ? "Här är det tomt" : name),
      el("p", {}, person.started ? "Skriv något, så svarar boten." : description || short || "Tryck på Starta för att börja."),
    );
    this.header.show(person);
    this.composer.show(person);
  }

  /** Takes one event that concerns the person who holds this phone. */
  hear(event) {
    if (this.#early) this.#early.push(event);
    else this.#apply(event);
  }

  focus() {
    this.composer.focus();
  }

  // Events that come while the chat is being read would be lost under what was read; they wait and follow it.
  async #read() {
    const person = this.person;
    const early = [];
    this.#early = early;
    try {
      const { messages, ...outfit } = await api.readMessages(person.id, this.#limit);
      if (this.#early !== early) return;
      this.feed.replaceAll(messages, { hasOlder: messages.length >= this.#limit && this.#limit < MOST });
      this.#outfit(outfit);
      if (!this.node.hidden) this.world.people.sawUntil(person.id, messages.at(-1)?.message_id ?? 0);
    } catch (error) {
      if (this.#early === early) this.notices.toast(error.message);
    }
    if (this.#early !== early) return;
    this.#early = null;
    early.forEach((event) => this.#apply(event));
  }

  #apply(event) {
    switch (event.type) {
      case "message":
      case "edit":
        this.feed.put(event.message);
        if (event.type === "message") this.#arrived(event.message);
        break;
      case "delete":
        this.feed.remove(event.message_ids);
        break;
      case "action":
        this.feed.typing(true);
        break;
      case "answer":
        this.#answered(event);
        break;
    }
  }

  #arrived(message) {
    if (!this.node.hidden) this.world.people.sawUntil(this.person.id, message.message_id);
    if (message.from.is_bot) this.world.announce(`Till ${this.person.name}: ${plainText(message)}`);
    clearTimeout(this.#outfitTimer);
    this.#outfitTimer = setTimeout(() => this.#readOutfit(), SETTLE_MS);
  }

  // Messages carry inline keyboards only; what stands around the input is the server's to know.
  async #readOutfit() {
    const { id } = this.person;
    const outfit = await api.readMessages(id, 1).catch(() => null);
    if (outfit && this.person.id === id) this.#outfit(outfit);
  }

  #outfit({ keyboard, commands }) {
    this.#commands = commands;
    this.composer.outfit(keyboard, commands.length > 0);
  }

  #answered({ callback_id: callbackId, text, alert, url }) {
    this.taps.answered(callbackId);
    if (url) this.#open(url);
    else if (text && alert) this.notices.alert(text);
    else if (text) this.notices.toast(text);
  }

  async #press(message, row, column, button, node) {
    if (button.url) return this.#open(button.url);
    if (button.copy_text) return this.#copy(button.copy_text.text);
    const { message_id: messageId } = message;
    if (this.taps.isWaiting(messageId, button.callback_data)) return undefined;
    const press = this.taps.begin(messageId, button.callback_data);
    node.setAttribute("aria-busy", "true");
    return this.#trying(async () => {
      const { callback_id: callbackId, url } = await api.tapButton(this.person.id, messageId, row, column);
      if (url) this.#open(url);
      if (callbackId) this.taps.accepted(press, callbackId);
      else this.taps.end(press, true);
    }).catch(() => this.taps.end(press, true));
  }

  #settled({ messageId, data }, answered) {
    const item = this.feed.list.querySelector(`[data-message-id="${messageId}"]`);
    for (const button of item?.querySelectorAll("[aria-busy]") ?? []) {
      if (button.dataset.callback === data) button.removeAttribute("aria-busy");
    }
    if (!answered) this.notices.toast("Boten svarade inte på knappen.");
  }

  #open(address) {
    const command = startCommand(address, this.world.bot().username);
    if (command) return this.#say(command);
    const url = safeUrl(address);
    if (url) window.open(url, "_blank", "noopener");
    return undefined;
  }

  #follow(event) {
    const command = event.target.closest("[data-command]")?.dataset.command;
    const address = event.target.closest("a[href]:not([data-file])")?.href;
    const words = command ?? (address && startCommand(address, this.world.bot().username));
    if (!words) return;
    event.preventDefault();
    this.#say(words);
  }

  async #send({ text, files }) {
    const words = startCommand(text, this.world.bot().username) ?? text;
    await this.#trying(async () => {
      const { id } = this.person;
      if (!files.length) await api.sendText(id, words);
      for (const [place, file] of files.entries()) await api.sendFile(id, file, place === 0 ? words : "");
    });
  }

  #say(text) {
    return this.#trying(() => api.sendText(this.person.id, text)).catch(() => {});
  }

  #block(blocked) {
    return this.#trying(() => api.setBlocked(this.person.id, blocked)).catch(() => {});
  }

  async #older() {
    this.#limit += PAGE;
    await this.#read();
  }

  async #openLink() {
    const answer = await ask({
      title: "Öppna en länk till boten",
      text: "Till exempel en inbjudan som någon har skickat.",
      fields: [{ name: "link", label: "Länk", placeholder: `https://t.me/${this.world.bot().username}?start=…` }],
      confirm: "Öppna länken",
    });
    if (answer === null) return;
    const command = startCommand(answer.link, this.world.bot().username);
    if (command) await this.#say(command);
    else this.notices.toast("Det där är inte en länk till den här boten.");
  }

  #acts() {
    const { blocked, started } = this.person;
    const name = `@${this.world.bot().username}`;
    const inline = { text: "Skicka ett kort från boten", detail: `${name} café`, action: () => this.composer.begin(`${name} `) };
    return [
      ...(started && !blocked ? [inline] : []),
      { text: "Öppna en länk till boten …", action: () => this.#openLink() },
      { text: "Kopiera chatten som text", action: () => this.#copy(transcript(this.feed.messages, this.person.name, this.world.bot().name)) },
      { text: "Kopiera personens id", detail: String(this.person.id), action: () => this.#copy(String(this.person.id)) },
      { text: blocked ? "Häv blockeringen av boten" : "Blockera boten", action: () => this.#block(!blocked) },
      { text: "Rensa chatten …", danger: true, action: () => this.#clear() },
    ];
  }

  async #clear() {
    const answer = await ask({
      title: `Rensa chatten hos ${this.person.name}?`,
      text: "Meddelandena försvinner ur telefonen. Det boten har sparat finns kvar.",
      confirm: "Rensa chatten",
      danger: true,
    });
    if (answer) await this.#trying(() => api.clearChat(this.person.id)).catch(() => {});
  }

  async #copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      this.notices.toast("Kopierat");
    } catch {
      this.notices.toast("Webbläsaren tillåter inte kopiering här.");
    }
  }

  // What goes wrong is told on the phone where it was tried, and handed on to whoever must undo something.
  async #trying(act) {
    try {
      await act();
    } catch (error) {
      this.notices.toast(error.message);
      throw error;
    }
  }
}
