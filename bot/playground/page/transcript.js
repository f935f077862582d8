import { plainText, senderName, sentAt } from "./message.js";
import { dayKey, timeOfDay } from "./time.js";

/** A chat as text, one line a message: when, who, what. */
export function transcript(messages) {
  return messages
    .map((message) => {
      const when = `${dayKey(sentAt(message))} ${timeOfDay(sentAt(message))}`;
      return `${when} ${senderName(message)}: ${plainText(message)}`;
    })
    .join("\n");
}
