import { el } from "./dom.js";

const ROW_CHARACTERS = 36;
const LONGEST_SHARE = 28;
const LEAST_SHARE = 7;
const STYLES = new Set(["danger", "success", "primary"]);

/**
 * The inline keyboard under a message. `onPress(row, column, button, node)` is told of each press; `isWaiting(button)`
 * says whether an earlier press on the same button still waits for the bot.
 */
export function inlineKeyboard(rows, { onPress, isWaiting }) {
  const keyboard = el("div", { class: "keyboard", role: "group", "aria-label": "Knappar" });
  rows.forEach((row, r) => {
    const line = row.map((button, c) => {
      const node = inlineButton(button, isWaiting(button));
      node.addEventListener("click", () => onPress(r, c, button, node));
      return node;
    });
    keyboard.append(keyboardRow(line));
  });
  roam(keyboard);
  return keyboard;
}

/** The look of a button with Telegram's `style`; what is not known looks like none. */
export const keyClass = (style) => (STYLES.has(style) ? `key ${style}` : "key");

function inlineButton(button, waiting) {
  return el(
    "button",
    {
      type: "button",
      class: keyClass(button.style),
      "data-button": button.text,
      "data-callback": button.callback_data,
      "aria-busy": waiting ? "true" : null,
      title: button.url,
    },
    el("span", { class: "key-text", dir: "auto" }, button.text),
    button.url ? el("span", { class: "key-link", "aria-hidden": "true" }, "↗") : null,
  );
}

/**
 * One row of buttons. Columns are equal while every text fits into its share; else longer texts get more, and a row
 * whose words would have to be cut gets smaller letters.
 */
export function keyboardRow(buttons) {
  const texts = buttons.map((button) => button.textContent);
  const words = texts.map((text) => Math.max(...text.split(/\s+/).map((word) => word.length)));
  const fits = texts.every((text) => text.length <= ROW_CHARACTERS / texts.length);
  buttons.forEach((button, i) => {
    button.style.flexGrow = fits ? 1 : Math.max(words[i] + 1, Math.min(texts[i].length, LONGEST_SHARE), LEAST_SHARE);
  });
  const crowded = words.reduce((sum, length) => sum + length, 0) > ROW_CHARACTERS - texts.length;
  return el("div", { class: crowded ? "keyboard-row crowded" : "keyboard-row" }, buttons);
}

// One tab stop for a whole keyboard; the arrow keys walk between its buttons.
function roam(keyboard) {
  const grid = () => [...keyboard.children].map((row) => [...row.children]);
  const rest = (target) => {
    for (const button of keyboard.querySelectorAll("button")) button.tabIndex = button === target ? 0 : -1;
  };
  rest(keyboard.querySelector("button"));
  keyboard.addEventListener("focusin", (event) => rest(event.target));
  keyboard.addEventListener("keydown", (event) => {
    const rows = grid();
    const r = rows.findIndex((row) => row.includes(event.target));
    if (r < 0) return;
    const target = neighbour(rows, r, rows[r].indexOf(event.target), event.key);
    if (!target) return;
    event.preventDefault();
    target.focus();
  });
}

function neighbour(rows, r, c, key) {
  const flat = rows.flat();
  const at = flat.indexOf(rows[r][c]);
  switch (key) {
    case "ArrowRight":
      return flat[at + 1];
    case "ArrowLeft":
      return flat[at - 1];
    case "ArrowDown":
      return across(rows[r], rows[r + 1], c);
    case "ArrowUp":
      return across(rows[r], rows[r - 1], c);
    case "Home":
      return flat[0];
    case "End":
      return flat.at(-1);
    default:
      return undefined;
  }
}

// Rows may differ in length: stay under the middle of the button that was left.
function across(from, to, c) {
  return to?.[Math.min(to.length - 1, Math.floor(((c + 0.5) / from.length) * to.length))];
}

/** Where the focus stands inside a keyboard, so that the keyboard after an edit can take it over. */
export function focusedKey(keyboard) {
  const rows = [...(keyboard?.children ?? [])];
  const row = rows.findIndex((line) => line.contains(document.activeElement));
  return row < 0 ? null : { row, column: [...rows[row].children].indexOf(document.activeElement) };
}

export function focusKey(keyboard, { row, column }) {
  const line = keyboard.children[Math.min(row, keyboard.children.length - 1)];
  line.children[Math.min(column, line.children.length - 1)].focus({ preventScroll: true });
}
