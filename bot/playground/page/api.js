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

const chatOf = (person) => `/chat/people/${encodeURIComponent(person)}`;

export const readState = () => call("/chat/state");
export const readMessages = (person, limit) => call(`${chatOf(person)}/messages?limit=${limit}`);
export const sendText = (person, text) => post(`${chatOf(person)}/messages`, { text });
export const tapButton = (person, messageId, row, column) =>
  post(`${chatOf(person)}/taps`, { message_id: messageId, row, column });
export const askInline = (person, query, offset) => post(`${chatOf(person)}/inline`, { query, offset });
export const sendCard = (person, queryId, resultId) =>
  post(`${chatOf(person)}/inline/${encodeURIComponent(queryId)}`, { result_id: resultId });
export const setBlocked = (person, blocked) => post(`${chatOf(person)}/block`, { blocked });
export const clearChat = (person) => call(`${chatOf(person)}/messages`, { method: "DELETE" });
export const addPerson = (name, language) => post("/chat/people", { name, language });
export const moveClock = (move) => post("/chat/clock", move);

/** Sends one file; pictures go as photos, everything else as documents. */
export function sendFile(person, file, caption) {
  const form = new FormData();
  form.append(file.type.startsWith("image/") && file.type !== "image/svg+xml" ? "photo" : "document", file);
  if (caption) form.append("caption", caption);
  return call(`${chatOf(person)}/messages`, { method: "POST", body: form });
}
