import { el } from "./dom.js";

const STORED = "praktikplatsen.seen";

/** Who can hold a phone, and who has messages that nobody has looked at yet. */
export class People {
  #people = new Map();
  #unread = new Map();
  #seen = new Map(JSON.parse(localStorage.getItem(STORED) ?? "[]"));

  constructor(onChange) {
    this.onChange = onChange;
  }

  get all() {
    return [...this.#people.values()];
  }

  get(id) {
    return this.#people.get(id);
  }

  /** Everyone, as the server knows them. Whom this browser meets for the first time has nothing unread. */
  set(people) {
    this.#people = new Map(people.map((person) => [person.id, person]));
    for (const { id, last_id: last } of people) {
      const seen = this.#seen.get(id);
      if (seen === undefined || seen > last) this.#seen.set(id, last);
      else if (last > seen && !this.#unread.has(id)) this.#unread.set(id, 0);
    }
    this.#changed();
  }

  update(person) {
    this.#people.set(person.id, { ...this.#people.get(person.id), ...person });
    this.#changed();
  }

  /** A message came for someone who is not shown. */
  missed(id) {
    this.#unread.set(id, (this.#unread.get(id) ?? 0) + 1);
    this.onChange();
  }

  sawUntil(id, messageId) {
    this.#unread.delete(id);
    this.#seen.set(id, Math.max(messageId, this.#seen.get(id) ?? 0));
    this.#changed();
  }

  hasUnread(id) {
    return this.#unread.has(id);
  }

  /** The mark beside a name: how many messages are unread, or a dot where only that there are some is known. */
  badge(id) {
    if (!this.hasUnread(id)) return null;
    const count = this.#unread.get(id);
    const words = count ? `${count} olästa` : "olästa meddelanden";
    return el("span", { class: "badge", role: "img", "aria-label": words, "data-unread": count }, count ? String(count) : "•");
  }

  #changed() {
    localStorage.setItem(STORED, JSON.stringify([...this.#seen]));
    this.onChange();
  }
}

/** A round sign with a person's initials, in a colour that stays with the person. */
export function avatar(person) {
  const words = person.name.split(/\s+/).filter(Boolean);
  const initials = [words[0], words.length > 1 ? words.at(-1) : ""].map((word) => [...word][0] ?? "").join("");
  const sign = el("span", { class: "avatar", "aria-hidden": "true" }, initials.toUpperCase());
  sign.style.setProperty("--hue", String((person.id * 67) % 360));
  return sign;
}
