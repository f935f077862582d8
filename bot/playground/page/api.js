/** The local chat's own calls. Each returns the answer's JSON, or throws an Error whose message may be shown. */

async function call(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Error("Servern svarar inte just nu.");
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error ?? `Servern svarade ${response.status}.`);
  return answer;
}

function post(path, facts) {
  return call(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(facts),
  });
}

const of = (person) => `/chat/people/${encodeURIComponent(person)}`;
// A place is a person's chat with the bot, or a group that the person is in.
const chatOf = ({ person, group }) => of(person) + (group ? `/groups/${encodeURIComponent(group)}` : "");

export const readState = () => call("/chat/state");
export const readMessages = (place, limit) => call(`${chatOf(place)}/messages?limit=${limit}`);
export const sendText = (place, text, replyTo = null) =>
  post(`${chatOf(place)}/messages`, replyTo ? { text, reply_to: replyTo } : { text });
export const tapButton = (place, messageId, row, column) =>
  post(`${chatOf(place)}/taps`, { message_id: messageId, row, column });
export const askInline = (person, query, offset) => post(`${of(person)}/inline`, { query, offset });
export const sendCard = (place, queryId, resultId) =>
  post(`${chatOf(place)}/inline/${encodeURIComponent(queryId)}`, { result_id: resultId });
export const setBlocked = (person, blocked) => post(`${of(person)}/block`, { blocked });
export const setBotIn = (place, present) => post(`${chatOf(place)}/bot`, { present });
export const clearChat = (person) => call(`${of(person)}/messages`, { method: "DELETE" });
export const addPerson = (name, language) => post("/chat/people", { name, language });
export const moveClock = (move) => post("/chat/clock", move);

/** Sends one file; pictures go as photos, everything else as documents. */
export function sendFile(person, file, caption) {
  const form = new FormData();
  form.append(file.type.startsWith("image/") && file.type !== "image/svg+xml" ? "photo" : "document", file);
  if (caption) form.append("caption", caption);
  return call(`${of(person)}/messages`, { method: "POST", body: form });
}
