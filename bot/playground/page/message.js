import { el, icon, ICONS } from "./dom.js";
import { renderText } from "./entities.js";
import { inlineKeyboard } from "./keyboard.js";
import { timeOfDay } from "./time.js";

/** When a message was sent, as a Date. */
export const sentAt = (message) => new Date(message.date * 1000);

/** What a message says in one line, for lists, copies and screen readers. */
export function plainText(message) {
  const kind = message.photo ? "Bild" : message.document ? `Fil: ${message.document.file_name ?? "utan namn"}` : "";
  return [kind, message.text ?? message.caption ?? ""].filter(Boolean).join(". ") || "Meddelande";
}

/** The name of whoever wrote a message. */
export const senderName = ({ from }) => [from.first_name, from.last_name].filter(Boolean).join(" ");

/** One message as a list item: the bubble, and the inline keyboard below it. */
export function messageItem(message, actions) {
  const rows = message.reply_markup?.inline_keyboard ?? [];
  return el(
    "li",
    {
      class: ["message", actions.isOwn(message) ? "out" : "in", rows.length ? "with-keyboard" : ""].join(" ").trim(),
      "data-message-id": message.message_id,
    },
    bubble(message, actions),
    rows.length
      ? inlineKeyboard(rows, {
          onPress: (row, column, button, node) => actions.press(message, row, column, button, node),
          isWaiting: (button) => actions.isWaiting(message, button),
        })
      : null,
  );
}

function bubble(message, actions) {
  const text = message.text ?? message.caption;
  const bare = message.photo && text === undefined;
  return el(
    "div",
    { class: `bubble${message.photo ? " has-photo" : ""}${bare ? " bare" : ""}` },
    actions.inGroup() && !actions.isOwn(message) ? el("span", { class: "sender", dir: "auto" }, senderName(message)) : null,
    message.via_bot ? el("span", { class: "via" }, `via @${message.via_bot.username}`) : null,
    message.reply_to_message ? quote(message.reply_to_message) : null,
    message.photo ? photo(message.photo, text, actions) : null,
    message.document ? file(message.document) : null,
    words(message, text, actions),
  );
}

function words(message, text, actions) {
  const entities = message.text === undefined ? message.caption_entities : message.entities;
  const known = text !== undefined || message.photo || message.document;
  return el(
    "div",
    { class: "text", dir: "auto" },
    text === undefined ? null : renderText(text, entities),
    known ? null : el("em", {}, "Den här sortens meddelande visas inte här."),
    meta(message, actions),
  );
}

function meta(message, actions) {
  const sent = sentAt(message);
  const answer = () =>
    el(
      "button",
      { type: "button", class: "answer", "aria-label": `Svara på ${senderName(message)}s meddelande`, onclick: () => actions.answer(message) },
      "Svara",
    );
  return el(
    "span",
    { class: "meta" },
    message.edit_date ? el("span", { class: "edited" }, "redigerad ") : null,
    actions.inGroup() ? answer() : null,
    el("time", { datetime: sent.toISOString() }, timeOfDay(sent)),
  );
}

function quote(original) {
  return el("div", { class: "quote", dir: "auto" }, plainText(original));
}

function photo(sizes, caption, actions) {
  const largest = sizes.at(-1);
  const image = el("img", { src: largest.url, alt: caption ?? "Bild", width: largest.width, height: largest.height });
  return el(
    "button",
    { type: "button", class: "photo", "aria-label": "Förstora bilden", onclick: () => actions.enlarge(image) },
    image,
  );
}

function file(document) {
  const name = document.file_name ?? "Fil utan namn";
  return el(
    "a",
    { class: "file", href: document.url, download: name, "data-file": true },
    el("span", { class: "file-icon" }, icon(ICONS.file)),
    el("span", { class: "file-facts" }, el("span", { class: "file-name" }, name), el("small", {}, size(document.file_size))),
  );
}

function size(bytes) {
  if (bytes === undefined) return "Ladda ner";
  const kilobytes = bytes / 1024;
  const [value, unit] = kilobytes < 1 ? [bytes, "byte"] : kilobytes < 1024 ? [kilobytes, "kB"] : [kilobytes / 1024, "MB"];
  return `${value.toLocaleString("sv-SE", { maximumFractionDigits: value < 10 ? 1 : 0 })} ${unit} · ladda ner`;
}
