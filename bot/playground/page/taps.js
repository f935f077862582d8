const PATIENCE_MS = 15_000;
const REMEMBERED_ANSWERS = 50;

/** Presses on inline buttons that the bot has not answered yet. `onSettled(press, answered)` is told when each ends. */
export class Taps {
  #presses = new Set();
  #answered = [];

  constructor(onSettled) {
    this.onSettled = onSettled;
  }

  isWaiting(messageId, data) {
    return [...this.#presses].some((press) => press.messageId === messageId && press.data === data);
  }

  begin(messageId, data) {
    const press = { messageId, data };
    press.timer = setTimeout(() => this.end(press, false), PATIENCE_MS);
    this.#presses.add(press);
    return press;
  }

  /** The server took the press. A quick bot may have answered before this is known. */
  accepted(press, callbackId) {
    press.callbackId = callbackId;
    if (this.#answered.includes(callbackId)) this.end(press, true);
  }

  answered(callbackId) {
    this.#answered = [...this.#answered.slice(1 - REMEMBERED_ANSWERS), callbackId];
    for (const press of [...this.#presses]) if (press.callbackId === callbackId) this.end(press, true);
  }

  end(press, answered) {
    clearTimeout(press.timer);
    if (this.#presses.delete(press)) this.onSettled(press, answered);
  }

  clear() {
    for (const press of this.#presses) clearTimeout(press.timer);
    this.#presses.clear();
  }
}
