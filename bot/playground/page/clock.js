import { moveClock } from "./api.js";
import { clockText, dayKey, fieldValue } from "./time.js";

const MOVES = { hour: { hours: 1 }, day: { days: 1 }, monday: { next_monday: true } };

/** The chat's clock in the top bar. It goes on from what the server last said, and can be moved where that is allowed. */
export class Clock {
  #said = Date.now();
  #heard = performance.now();
  #shownDay = "";

  /** `onDay()` is told when another day begins; `onError(text)` when the clock could not be moved. */
  constructor(root, { onDay, onError }) {
    this.face = root.querySelector("[data-clock-now]");
    this.controls = root.querySelector("[data-clock-controls]");
    this.field = root.querySelector("[data-clock-input]");
    this.onDay = onDay;
    this.onError = onError;
    for (const [name, move] of Object.entries(MOVES)) {
      const button = root.querySelector(`[data-clock=${name}]`);
      button.addEventListener("click", () => this.#move(button, move));
    }
    const goto = root.querySelector("[data-clock=goto]");
    root.querySelector("[data-clock-form]").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#move(goto, { to: this.field.value });
    });
    setInterval(() => this.#show(), 1000);
  }

  /** What time it is in the chat, as a Date. */
  now() {
    return new Date(this.#said + performance.now() - this.#heard);
  }

  /** `facts` is what the server says of its clock; `movable` is left as it was where it is not said. */
  set(facts) {
    this.#said = Date.parse(facts.now);
    this.#heard = performance.now();
    if (facts.movable !== undefined) this.controls.hidden = !facts.movable;
    if (document.activeElement !== this.field) this.field.value = fieldValue(this.now());
    this.#show();
  }

  #show() {
    const now = this.now();
    const text = clockText(now);
    if (this.face.textContent !== text) this.face.textContent = text;
    this.face.dateTime = now.toISOString();
    if (this.#shownDay === dayKey(now)) return;
    this.#shownDay = dayKey(now);
    this.onDay();
  }

  async #move(button, move) {
    if (button.ariaBusy === "true") return;
    button.ariaBusy = "true";
    try {
      await moveClock(move);
    } catch (error) {
      this.onError(error.message);
    } finally {
      button.ariaBusy = null;
    }
  }
}
