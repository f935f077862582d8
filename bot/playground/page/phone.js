import * as api from "./api.js";
import { Cards } from "./cards.js";
import { Composer } from "./composer.js";
import { ask, enlarge } from "./dialogs.js";
import { el } from "./dom.js";
import { acceptFiles } from "./dropping.js";
import { Feed } from "./feed.js";
import { safeUrl, startCommand } from "./links.js";
import { plainText, senderName } from "./message.js";
import { Notices } from "./notices.js";
import { PhoneHeader } from "./phone_header.js";
import { Rooms, welcome } from "./rooms.js";
import { Taps } from "./taps.js";
import { transcript } from "./transcript.js";

const PAGE = 200;
const MOST = 1000;
const SETTLE_MS = 60;

/** One phone in somebody's hand: shows that person's chat, or a group that the person is in, and does what the person taps and writes. */
export class Phone {
  #limit = PAGE;
  #early = null;
  #commands = [];
  #group = null;
  #outfitTimer;

  /** `world` is what all phones share: `people`, `groups()`, `bot()`, `now()`, `announce(text)`, and `choose(index, id)` and `add(index)` to hand a phone over. */
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
        isOwn: (message) => message.from.id === this.person?.id,
        inGroup: () => this.#group !== null,
        answer: (message) => this.composer.answer({ id: message.message_id, words: `${senderName(message)}: ${plainText(message)}` }),
      },
    });
    this.notices = new Notices(this.feed.node);
    this.composer = new Composer({
      send: (draft) => this.#send(draft),
      command: (text) => this.#command(text),
      link: () => this.#openLink(),
      unblock: () => this.#block(false),
      commands: () => this.#commands,
      cards: new Cards({
        username: () => world.bot().username,
        place: () => this.#place,
        writes: () => this.#group !== null,
        start: (payload) => this.#start(`/start ${payload}`),
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
    this.rooms = new Rooms((group) => this.#enter(group));
    const screen = el("div", { class: "screen" }, this.feed.node, this.notices.toasts, this.notices.shade);
    this.node = el("section", { class: "phone", "data-phone": index }, this.header.node, this.rooms.node, screen, this.composer.node);
    acceptFiles(this.node, (files) => {
      if (this.person.started && !this.person.blocked) this.composer.attach(files);
    });
    this.feed.scroller.addEventListener("click", (event) => this.#follow(event));
  }

  /** Puts the phone into a person's hand and reads that person's chat; the same person again reads it anew. */
  async hold(person) {
    if (this.person?.id !== person.id) this.#empty(null);
    this.update(person);
    await this.#read();
  }

  get #place() {
    return { person: this.person.id, group: this.#group };
  }

  #empty(group) {
    this.#group = group;
    this.#limit = PAGE;
    this.taps.clear();
    this.notices.clear();
    this.feed.clear();
    this.#outfit({ keyboard: null, commands: [] });
  }

  /** Opens a group of the person's, or the chat with the bot for null. */
  async #enter(group) {
    if (group === this.#group) return;
    this.#empty(group);
    this.update(this.person);
    await this.#read();
  }

  /** What is known of the person has changed. */
  update(person) {
    this.person = person;
    this.node.dataset.person = person.id;
    this.node.setAttribute("aria-label", `Telefonen hos ${person.name}`);
    this.feed.list.lang = person.language ?? "sv";
    const groups = this.world.groups().filter(({ members }) => members.includes(person.id));
    const group = groups.find(({ id }) => id === this.#group) ?? null;
    this.feed.welcome.replaceChildren(...welcome(person, group, this.world.bot()));
    this.header.show(person);
    this.rooms.show(person, this.world.bot().name, groups, this.#group);
    this.composer.show(person, group);
  }

  /** Takes one event that concerns the person who holds this phone; `event.person` is a group's id for what is there. */
  hear(event) {
    const room = event.person < 0 ? event.person : null;
    if (room !== this.#group && event.type !== "answer") {
      if (event.type === "message") this.rooms.mark(room);
      return;
    }
    if (this.#early) this.#early.push(event);
    else this.#apply(event);
  }

  focus() {
    this.composer.focus();
  }

  // Events that come while the chat is being read would be lost under what was read; they wait and follow it.
  async #read() {
    const person = this.person;
    const place = this.#place;
    const early = [];
    this.#early = early;
    try {
      const { messages, ...outfit } = await api.readMessages(place, this.#limit);
      if (this.#early !== early) return;
      this.feed.replaceAll(messages, { hasOlder: messages.length >= this.#limit && this.#limit < MOST });
      this.#outfit(outfit);
      if (!this.node.hidden && !place.group) this.world.people.sawUntil(person.id, messages.at(-1)?.message_id ?? 0);
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
    if (!this.node.hidden && !this.#group) this.world.people.sawUntil(this.person.id, message.message_id);
    if (message.from.is_bot && !this.#group) this.world.announce(`Till ${this.person.name}: ${plainText(message)}`);
    clearTimeout(this.#outfitTimer);
    this.#outfitTimer = setTimeout(() => this.#readOutfit(), SETTLE_MS);
  }

  // Messages carry inline keyboards only; what stands around the input is the server's to know.
  async #readOutfit() {
    const { person, group } = this.#place;
    const outfit = await api.readMessages({ person, group }, 1).catch(() => null);
    if (outfit && this.person.id === person && this.#group === group) this.#outfit(outfit);
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
      const { callback_id: callbackId, url } = await api.tapButton(this.#place, messageId, row, column);
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
    if (command) return this.#start(command);
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
    if (command) this.#command(command);
    else this.#start(words);
  }

  async #send({ text, files, replyTo }) {
    const place = this.#place;
    const words = (place.group ? null : startCommand(text, this.world.bot().username)) ?? text;
    await this.#trying(async () => {
      if (!files.length) await api.sendText(place, words, replyTo);
      for (const [nth, file] of files.entries()) await api.sendFile(place.person, file, nth === 0 ? words : "");
    });
  }

  // In a group Telegram's apps name the bot behind a command that is tapped.
  #command(text) {
    return this.#say(this.#group && !text.includes("@") ? `${text}@${this.world.bot().username}` : text);
  }

  #say(text) {
    return this.#trying(() => api.sendText(this.#place, text)).catch(() => {});
  }

  // A link to the bot opens the person's own chat with it.
  async #start(command) {
    await this.#enter(null);
    await this.#say(command);
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
    if (command) await this.#start(command);
    else this.notices.toast("Det där är inte en länk till den här boten.");
  }

  #acts() {
    if (this.#group) return this.#groupActs();
    const { blocked, started } = this.person;
    const name = `@${this.world.bot().username}`;
    const inline = { text: "Skicka ett kort från boten", detail: `${name} café`, action: () => this.composer.begin(`${name} `) };
    return [
      ...(started && !blocked ? [inline] : []),
      { text: "Öppna en länk till boten …", action: () => this.#openLink() },
      { text: "Kopiera chatten som text", action: () => this.#copy(transcript(this.feed.messages)) },
      { text: "Kopiera personens id", detail: String(this.person.id), action: () => this.#copy(String(this.person.id)) },
      { text: blocked ? "Häv blockeringen av boten" : "Blockera boten", action: () => this.#block(!blocked) },
      { text: "Rensa chatten …", danger: true, action: () => this.#clear() },
    ];
  }

  #groupActs() {
    const { id, has_bot: hasBot } = this.world.groups().find((group) => group.id === this.#group);
    const name = `@${this.world.bot().username}`;
    return [
      { text: "Fråga boten", detail: `/sok${name} café`, action: () => this.composer.begin(`/sok${name} `) },
      { text: "Skicka ett kort från boten", detail: `${name} café`, action: () => this.composer.begin(`${name} `) },
      { text: "Kopiera chatten som text", action: () => this.#copy(transcript(this.feed.messages)) },
      {
        text: hasBot ? "Ta bort boten ur gruppen" : "Lägg till boten i gruppen",
        danger: hasBot,
        action: () => this.#trying(() => api.setBotIn({ person: this.person.id, group: id }, !hasBot)).catch(() => {}),
      },
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
