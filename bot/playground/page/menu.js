import { el } from "./dom.js";

/**
 * Opens a menu that belongs to `button`, inside `frame` (which decides where it stands). Each item is
 * `{text, detail?, badge?, current?, danger?, action}`.
 */
export function openMenu(button, frame, label, items) {
  const menu = el("div", { class: "menu", role: "menu", "aria-label": label });
  const close = ({ refocus = true } = {}) => {
    if (!menu.isConnected) return;
    const inside = menu.contains(document.activeElement);
    menu.remove();
    button.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", outside, true);
    if (refocus && inside) button.focus();
  };
  const outside = (event) => {
    if (!menu.contains(event.target) && !button.contains(event.target)) close({ refocus: false });
  };
  menu.append(...items.map((item) => menuItem(item, close)));
  menu.addEventListener("keydown", (event) => walk(event, menu, close));
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) close({ refocus: false });
  });
  document.addEventListener("pointerdown", outside, true);
  frame.append(menu);
  button.setAttribute("aria-expanded", "true");
  (menu.querySelector("[aria-checked=true]") ?? menu.firstElementChild)?.focus();
  return close;
}

/** A button that opens and closes such a menu; `items()` is asked each time it opens. */
export function menuButton(attributes, children, { frame, label, items }) {
  const button = el("button", { type: "button", "aria-haspopup": "menu", "aria-expanded": "false", ...attributes }, children);
  let close = () => {};
  button.addEventListener("click", () => {
    if (button.getAttribute("aria-expanded") === "true") close();
    else close = openMenu(button, frame(), label, items());
  });
  button.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  return button;
}

function menuItem(item, close) {
  const choice = item.current !== undefined;
  return el(
    "button",
    {
      type: "button",
      class: item.danger ? "menu-item warning" : "menu-item",
      role: choice ? "menuitemradio" : "menuitem",
      "aria-checked": choice ? String(item.current) : null,
      tabindex: "-1",
      onclick: () => {
        close();
        item.action();
      },
    },
    item.mark ?? null,
    el("span", { class: "menu-words" }, el("span", {}, item.text), item.detail ? el("small", {}, item.detail) : null),
    item.badge ?? null,
  );
}

function walk(event, menu, close) {
  const items = [...menu.children];
  const at = items.indexOf(document.activeElement);
  const target = {
    ArrowDown: items[(at + 1) % items.length],
    ArrowUp: items.at(at - 1),
    Home: items[0],
    End: items.at(-1),
  }[event.key];
  if (target) {
    event.preventDefault();
    target.focus();
  } else if (event.key === "Escape") {
    event.stopPropagation();
    close();
  }
}
