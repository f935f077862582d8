import { el } from "./dom.js";
import { avatar } from "./people.js";

/**
 * The strip of people above the phones. Where there is room for one phone only it shows everybody; else those who are
 * not on a screen and have something unread.
 */
export function showOthers(strip, people, { shown, everybody, choose }) {
  const listed = people.all.filter(({ id }) => everybody || (people.hasUnread(id) && !shown.includes(id)));
  const focused = strip.contains(document.activeElement) ? document.activeElement.dataset.other : null;
  strip.hidden = listed.length === 0;
  strip.replaceChildren(...listed.map((person) => chip(person, people.badge(person.id), shown.includes(person.id), choose)));
  if (focused) strip.querySelector(`[data-other="${focused}"]`)?.focus();
}

function chip(person, badge, current, choose) {
  return el(
    "button",
    {
      type: "button",
      class: "chip",
      title: person.about,
      "data-other": person.id,
      "aria-current": current ? "true" : null,
      onclick: () => choose(person.id),
    },
    avatar(person),
    el("span", {}, person.name.split(/\s+/)[0]),
    badge,
  );
}
