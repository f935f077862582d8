import { el } from "./dom.js";

/** The chats of the person who holds a phone: the one with the bot, and the groups. Without groups nothing is shown. */
export class Rooms {
  #unread = new Set();
  #key = "";

  /** `choose(id)` opens a group, or the chat with the bot for null. */
  constructor(choose) {
    this.choose = choose;
    this.node = el("div", { class: "rooms", role: "group", "aria-label": "Chattar", hidden: true });
  }

  /** Shows the chat with the bot, called `bot`, and `groups`; `current` is the id of the one that is open. */
  show(person, bot, groups, current) {
    const key = String(person.id);
    if (this.#key !== key) this.#unread.clear();
    this.#key = key;
    this.#unread.delete(current);
    const focused = this.node.contains(document.activeElement);
    const rooms = [{ id: null, title: bot }, ...groups];
    this.node.hidden = groups.length === 0;
    this.node.replaceChildren(...rooms.map((room) => this.#tab(room, room.id === current)));
    if (focused) this.node.querySelector("[aria-pressed=true]")?.focus();
  }

  /** Something came in a chat that is not open. */
  mark(id) {
    this.#unread.add(id);
    this.node.querySelector(`[data-room="${id ?? ""}"] .dot`)?.removeAttribute("hidden");
  }

  #tab({ id, title }, open) {
    const dot = el("span", { class: "dot", role: "img", "aria-label": "olästa meddelanden", hidden: !this.#unread.has(id) });
    return el(
      "button",
      { type: "button", class: "room", "data-room": id ?? "", "aria-pressed": String(open), onclick: () => this.choose(id) },
      el("span", {}, title),
      dot,
    );
  }
}

/** What stands in a chat where nothing has been said yet. */
export function welcome(person, group, { name, username, description, short_description: short }) {
  const hears = `Boten hör bara det som är till den: /sok@${username} café, @${username}, eller ett svar på det den sagt.`;
  if (group) return [el("strong", {}, group.title), el("p", {}, group.has_bot ? hears : "Boten är inte med i gruppen.")];
  return [
    el("strong", {}, person.started ? "Här är det tomt" : name),
    el("p", {}, person.started ? "Skriv något, så svarar boten." : description || short || "Tryck på Starta för att börja."),
  ];
}
