import { el, icon, ICONS } from "./dom.js";
import { focusedKey, focusKey } from "./keyboard.js";
import { messageItem, sentAt } from "./message.js";
import { dayKey, dayLabel } from "./time.js";

const NEAR_BOTTOM_PX = 48;
const GROUP_SECONDS = 600;
const TYPING_MS = 6000;

/** A chat's messages in order, under the days they were sent on, and the place where the reader stands among them. */
export class Feed {
  #messages = new Map();
  #items = new Map();
  #days = new Map();
  #stuck = true;
  #unseen = 0;
  #typingTimer;

  /** `actions` is what messages may ask for; `now()` is the chat's clock; `onOlder()` asks for more history. */
  constructor({ actions, now, onOlder }) {
    this.actions = actions;
    this.now = now;
    this.older = el("button", { type: "button", class: "soft older", hidden: true, onclick: onOlder }, "Visa äldre");
    this.list = el("ol", { class: "messages", role: "list" });
    this.welcome = el("div", { class: "welcome", hidden: true });
    this.typingSign = el("div", { class: "typing", role: "img", "aria-label": "Boten skriver", hidden: true });
    this.typingSign.append(el("i"), el("i"), el("i"));
    this.scroller = el(
      "div",
      { class: "feed", tabindex: "0", role: "region", "aria-label": "Meddelanden" },
      this.older,
      this.welcome,
      this.list,
      this.typingSign,
    );
    this.pill = el("button", { type: "button", class: "pill", hidden: true, onclick: () => this.toBottom() });
    this.node = el("div", { class: "feed-frame" }, this.scroller, this.pill);
    this.#followSize();
  }

  get messages() {
    return [...this.#messages.values()].sort((a, b) => a.message_id - b.message_id);
  }

  /** Replaces everything by what the server holds; what is unchanged keeps its place on the screen. */
  replaceAll(messages, { hasOlder }) {
    const fresh = new Set(messages.map((message) => message.message_id));
    this.#keepPlace(() => {
      for (const id of this.#messages.keys()) if (!fresh.has(id)) this.#drop(id);
      for (const message of messages) this.#render(message);
      this.older.hidden = !hasOlder;
      this.#arrange();
    });
  }

  /** Forgets everything, for another person's chat. */
  clear() {
    this.#messages.clear();
    this.#items.clear();
    this.#days.clear();
    this.list.replaceChildren();
    this.typing(false);
    this.toBottom();
  }

  /** Adds a message, or edits it in place where it is already shown. */
  put(message) {
    const isNew = !this.#messages.has(message.message_id);
    if (message.from.is_bot) this.typing(false);
    this.#keepPlace(() => {
      this.#render(message);
      this.#arrange();
    });
    if (!isNew) return;
    this.#items.get(message.message_id).classList.add("arriving");
    if (this.actions.isOwn(message)) this.toBottom();
    else if (!this.#stuck) this.#countUnseen(this.#unseen + 1);
  }

  remove(ids) {
    const hadFocus = this.list.contains(document.activeElement);
    this.#keepPlace(() => {
      ids.forEach((id) => this.#drop(id));
      this.#arrange();
    });
    if (hadFocus && !this.list.contains(document.activeElement)) this.scroller.focus({ preventScroll: true });
  }

  typing(on) {
    clearTimeout(this.#typingTimer);
    this.typingSign.hidden = !on;
    if (on) this.#typingTimer = setTimeout(() => this.typing(false), TYPING_MS);
    this.#settle();
  }

  /** "I dag" and "I går" move with the clock. */
  relabelDays() {
    for (const { label, date } of this.#days.values()) label.textContent = dayLabel(date, this.now());
  }

  toBottom() {
    this.#reachedBottom();
    this.#settle();
  }

  #render(message) {
    const id = message.message_id;
    const before = this.#items.get(id);
    if (before && JSON.stringify(this.#messages.get(id)) === JSON.stringify(message)) return;
    this.#messages.set(id, message);
    const item = messageItem(message, this.actions);
    this.#items.set(id, item);
    if (!before) return;
    const focus = focusedKey(before.querySelector(".keyboard"));
    before.replaceWith(item);
    if (!focus) return;
    const keyboard = item.querySelector(".keyboard");
    if (keyboard) focusKey(keyboard, focus);
    else this.scroller.focus({ preventScroll: true });
  }

  #drop(id) {
    this.#messages.delete(id);
    this.#items.get(id)?.remove();
    this.#items.delete(id);
  }

  #arrange() {
    const ordered = this.messages;
    const nodes = [];
    ordered.forEach((message, index) => {
      const previous = ordered[index - 1];
      if (!previous || !sameDay(previous, message)) nodes.push(this.#dayNode(message));
      const item = this.#items.get(message.message_id);
      item.classList.toggle("continued", belongTogether(previous, message));
      item.classList.toggle("continues", belongTogether(message, ordered[index + 1]));
      nodes.push(item);
    });
    order(this.list, nodes);
    this.welcome.hidden = nodes.length > 0;
  }

  // One separator for each place in the chat where a day begins; moving the clock back may begin the same day twice.
  #dayNode(message) {
    const date = sentAt(message);
    const known = this.#days.get(message.message_id);
    if (known?.label.dateTime === dayKey(date)) return known.node;
    const label = el("time", { datetime: dayKey(date) }, dayLabel(date, this.now()));
    const node = el("li", { class: "day" }, label);
    this.#days.set(message.message_id, { node, label, date });
    return node;
  }

  // Whoever reads further up keeps the same line under the eyes, whatever changes above it.
  #keepPlace(change) {
    if (this.#stuck) {
      change();
      this.#settle();
      return;
    }
    const top = this.scroller.getBoundingClientRect().top;
    const [id] = [...this.#items].find(([, item]) => item.getBoundingClientRect().bottom > top) ?? [];
    const before = this.#items.get(id)?.getBoundingClientRect().top;
    change();
    const after = this.#items.get(id)?.getBoundingClientRect().top;
    if (after !== undefined) this.scroller.scrollTop += after - before;
  }

  #settle() {
    if (this.#stuck) this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  #followSize() {
    let lastTop = 0;
    this.scroller.addEventListener("scroll", () => {
      const { scrollHeight, scrollTop, clientHeight } = this.scroller;
      // Only a person scrolls up; a bottom that is far away for another reason grew away and is caught up with.
      if (scrollHeight - scrollTop - clientHeight < NEAR_BOTTOM_PX) this.#reachedBottom();
      else if (scrollTop < lastTop) this.#stuck = false;
      lastTop = scrollTop;
    });
    const observer = new ResizeObserver(() => this.#settle());
    observer.observe(this.scroller);
    observer.observe(this.list);
  }

  #reachedBottom() {
    this.#stuck = true;
    this.#countUnseen(0);
  }

  #countUnseen(count) {
    this.#unseen = count;
    this.pill.hidden = count === 0;
    this.pill.replaceChildren(icon(ICONS.down), count === 1 ? "1 ny" : `${count} nya`);
  }
}

const sameDay = (a, b) => dayKey(sentAt(a)) === dayKey(sentAt(b));

function belongTogether(a, b) {
  if (!a || !b || a.from.id !== b.from.id || !sameDay(a, b)) return false;
  return Math.abs(b.date - a.date) < GROUP_SECONDS && !a.reply_markup?.inline_keyboard?.length;
}

// Moves only what stands in the wrong place: a node that is moved loses its focus.
function order(list, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...list.children]) if (!wanted.has(child)) child.remove();
  let cursor = list.firstChild;
  for (const node of nodes) {
    if (node === cursor) cursor = cursor.nextSibling;
    else list.insertBefore(node, cursor);
  }
}
