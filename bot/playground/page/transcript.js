import { plainText, sentAt } from "./message.js";
import { dayKey, timeOfDay } from "./time.js";

/** A chat as text, one line a message: when, who, what. */
export function transcript(messages, person, bot) {
  return messages
    .map((message) => {
      const when = `${dayKey(sentAt(message))} ${timeOfDay(sentAt(message))}`;
      return `${when} ${message.from.is_bot ? bot : person}: ${plainText(message)}`;
    })
    .join("\n");
}
