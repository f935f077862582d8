import { el } from "./dom.js";
import { safeUrl } from "./links.js";

const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre" };
const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);

/** Text with its Bot API entities as DOM nodes; data never passes through an HTML parser. */
export function renderText(text, entities = []) {
  const ordered = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  const fragment = document.createDocumentFragment();
  fill(fragment, text, ordered, 0, text.length);
  return fragment;
}

// Telegram counts offsets in UTF-16 units, exactly as JavaScript strings do, and entities nest but never cross.
function fill(parent, text, queue, start, end) {
  let at = start;
  while (queue.length && queue[0].offset < end) {
    const entity = queue.shift();
    if (entity.offset < at) continue;
    parent.append(text.slice(at, entity.offset));
    const stop = Math.min(entity.offset + entity.length, end);
    const node = nodeFor(entity, text.slice(entity.offset, stop));
    fill(node, text, queue, entity.offset, stop);
    parent.append(node);
    at = stop;
    // A block ends its line by itself; the newline after it would show as an empty line.
    if (BLOCKS.has(entity.type) && text[at] === "\n") at += 1;
  }
  parent.append(text.slice(at, end));
}

function nodeFor(entity, content) {
  switch (entity.type) {
    case "text_link":
      return link(entity.url);
    case "url":
      return link(content);
    case "email":
      return link(`mailto:${content}`);
    case "phone_number":
      return link(`tel:${content.replace(/[^+\d]/g, "")}`);
    case "bot_command":
      return el("button", { type: "button", class: "command", "data-command": content });
    case "spoiler":
      return spoiler();
    case "blockquote":
      return el("blockquote");
    case "expandable_blockquote":
      return expandable();
    default:
      return el(TAGS[entity.type] ?? "span");
  }
}

function link(address) {
  const href = safeUrl(address);
  return href ? el("a", { href, target: "_blank", rel: "noopener noreferrer" }) : el("span");
}

function spoiler() {
  const node = el("span", { class: "spoiler", role: "button", tabindex: "0", "aria-label": "Dold text, visa" });
  onActivate(node, () => {
    node.classList.add("shown");
    for (const name of ["role", "tabindex", "aria-label"]) node.removeAttribute(name);
  });
  return node;
}

function expandable() {
  const node = el("blockquote", { class: "expandable", tabindex: "0", role: "button", "aria-expanded": "false" });
  onActivate(node, () => node.setAttribute("aria-expanded", String(node.classList.toggle("open"))));
  return node;
}

function onActivate(node, act) {
  node.addEventListener("click", act);
  node.addEventListener("keydown", (event) => {
    if (event.target !== node || (event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    act();
  });
}
