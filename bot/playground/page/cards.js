import { askInline, sendCard } from "./api.js";
import { el } from "./dom.js";

const PAUSE_MS = 250;
const NEAR_END_PX = 60;
let lists = 0;

/**
 * The cards above the input while somebody writes "@bot some words", as Telegram's apps list them. The focus stays in
 * the input: arrow keys walk, Enter sends, Escape closes.
 */
export class Cards {
  #person = null;
  #query = null;
  #entries = [];
  #active = -1;
  #nextOffset = "";
  #timer;
  #turn = 0;
  #loading = false;

  /** `username()` is the bot's; `place()` is where cards go; `writes()` says whether the text itself may be sent there when no card is chosen; `start(payload)` opens the bot by a link; `tell(text)` and `announce(text)` say things. */
  constructor({ username, place, writes, start, tell, announce }) {
    Object.assign(this, { username, place, writes, start, tell, announce });
    this.onSent = () => {};
    this.node = el("div", {
      class: "menu cards",
      id: `cards-${++lists}`,
      role: "listbox",
      "aria-label": "Kort att skicka",
      hidden: true,
      onscroll: () => this.#more(),
      // A click must not take the focus out of the input.
      onpointerdown: (event) => event.preventDefault(),
    });
  }

  /** The input whose text asks; it tells screen readers which card is chosen. */
  attach(input) {
    this.input = input;
    input.setAttribute("aria-controls", this.node.id);
  }

  /** Whether the text is for the list and not a message of its own. */
  asks(text) {
    return this.#queryIn(text) !== null && !(this.writes() && this.#active < 0);
  }

  /** Takes what stands in the input of `person` now. */
  typed(person, text) {
    const query = this.#queryIn(text);
    if (person === this.#person && query === this.#query) return;
    this.#person = person;
    this.#query = query;
    this.#turn += 1;
    clearTimeout(this.#timer);
    if (query === null) this.#show([]);
    else this.#timer = setTimeout(() => this.#ask(), PAUSE_MS);
  }

  /** Whether a key was for the list. */
  key(event) {
    if (this.#query === null || event.isComposing) return false;
    if (event.key === "Enter" && this.writes() && this.#active < 0) return false;
    if (event.key === "Enter" && !event.shiftKey) this.choose();
    else if (this.node.hidden) return false;
    else if (event.key === "ArrowDown") this.#walk(1);
    else if (event.key === "ArrowUp") this.#walk(-1);
    else if (event.key === "Escape") this.#show([]);
    else return false;
    event.preventDefault();
    return true;
  }

  /** Sends the chosen card, or opens the bot where the line above the cards is chosen. */
  async choose(entry = this.#entries[this.#active]) {
    if (!entry) return;
    const place = this.place();
    this.onSent();
    try {
      if (entry.payload) await this.start(entry.payload);
      else await sendCard(place, entry.queryId, entry.id);
    } catch (error) {
      this.tell(error.message);
    }
  }

  #queryIn(text) {
    const name = `@${this.username()}`.toLowerCase();
    const [first] = text.split(/\s/, 1);
    return first.toLowerCase() === name && text.length > name.length ? text.slice(name.length).trim() : null;
  }

  async #ask() {
    const turn = this.#turn;
    try {
      const answer = await askInline(this.#person, this.#query, "");
      if (turn !== this.#turn) return;
      const button = answer.button ? [{ title: answer.button.text, payload: answer.button.start_parameter }] : [];
      this.#show([...button, ...cardsOf(answer)]);
      this.#nextOffset = answer.next_offset;
      const count = answer.results.length;
      this.#choose(this.writes() ? -1 : count ? button.length : 0);
      this.announce(count === 1 ? "1 kort" : `${count} kort`);
    } catch (error) {
      if (turn === this.#turn) this.tell(error.message);
    }
  }

  async #more() {
    const { scrollHeight, scrollTop, clientHeight } = this.node;
    if (!this.#nextOffset || this.#loading || scrollHeight - scrollTop - clientHeight > NEAR_END_PX) return;
    const turn = this.#turn;
    this.#loading = true;
    const answer = await askInline(this.#person, this.#query, this.#nextOffset).catch(() => null);
    this.#loading = false;
    if (turn !== this.#turn) return;
    this.#nextOffset = answer?.next_offset ?? "";
    this.#add(answer ? cardsOf(answer) : []);
  }

  #show(entries) {
    this.#entries = [];
    this.#nextOffset = "";
    this.#active = -1;
    this.node.replaceChildren();
    this.node.scrollTop = 0;
    this.#add(entries);
    this.node.hidden = entries.length === 0;
    if (this.node.hidden) this.input?.removeAttribute("aria-activedescendant");
  }

  #add(entries) {
    for (const entry of entries) {
      entry.node = this.#line(entry, this.#entries.length);
      this.#entries.push(entry);
      this.node.append(entry.node);
    }
  }

  #line(entry, place) {
    return el(
      "div",
      {
        class: entry.payload ? "menu-item way-in" : "menu-item",
        id: `${this.node.id}-${place}`,
        role: "option",
        "aria-selected": "false",
        "data-card": entry.payload ? null : entry.id,
        onclick: () => this.choose(entry),
      },
      el(
        "span",
        { class: "menu-words", dir: "auto" },
        el("span", {}, entry.title),
        entry.description ? el("small", {}, entry.description) : null,
      ),
    );
  }

  #walk(step) {
    const count = this.#entries.length;
    const from = this.#active < 0 && step < 0 ? 0 : this.#active;
    this.#choose((from + step + count) % count);
  }

  #choose(place) {
    this.#entries[this.#active]?.node.setAttribute("aria-selected", "false");
    this.#active = place;
    const line = this.#entries[place]?.node;
    if (!line) return;
    line.setAttribute("aria-selected", "true");
    line.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", line.id);
  }
}

function cardsOf(answer) {
  return answer.results.map((card) => ({ ...card, queryId: answer.inline_query_id }));
}
