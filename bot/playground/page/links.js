const SAFE_PROTOCOLS = new Set(["http:", "https:", "mailto:", "tel:", "tg:"]);

/** The address to open for what stood in a message, or null where following it could run code. */
export function safeUrl(text) {
  const address = /^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`;
  try {
    const url = new URL(address);
    return SAFE_PROTOCOLS.has(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/** What a link to this very bot says when it is opened ("/start payload"), or null for every other address. */
export function startCommand(address, username) {
  const url = safeUrl(address.trim());
  if (!url || !username) return null;
  const { protocol, hostname, pathname, searchParams } = new URL(url);
  const toTelegram = hostname === "t.me" || hostname === "telegram.me";
  const named = toTelegram ? pathname.slice(1) : protocol === "tg:" ? searchParams.get("domain") : null;
  if (named?.toLowerCase() !== username.toLowerCase()) return null;
  const payload = searchParams.get("start");
  return payload ? `/start ${payload}` : "/start";
}
