import { el, icon, ICONS } from "./dom.js";
import { menuButton } from "./menu.js";
import { avatar } from "./people.js";

/** The top of a phone: who holds it (and a menu to hand it over), and what that person may do with the chat. */
export class PhoneHeader {
  #person = null;

  /** `people` knows everyone; `choose(id)` hands the phone over; `add()` makes a new person; `acts()` is the person's menu. */
  constructor({ people, choose, add, acts }) {
    this.people = people;
    this.face = el("span", { class: "holder-face" });
    this.name = el("span", { class: "holder-name", dir: "auto" });
    this.about = el("span", { class: "holder-about", dir: "auto" });
    const frame = () => this.node;
    this.switcher = menuButton(
      { class: "holder", title: "Byt person", "data-switcher": true },
      [this.face, el("span", { class: "holder-words" }, this.name, this.about), icon(ICONS.down)],
      { frame, label: "Vem håller i telefonen?", items: () => this.#choices(choose, add) },
    );
    const more = menuButton({ class: "round", "aria-label": "Meny för personen", "data-person-menu": true }, icon(ICONS.more), {
      frame,
      label: "Meny för personen",
      items: acts,
    });
    this.node = el("header", { class: "phone-header" }, this.switcher, more);
  }

  show(person) {
    this.#person = person;
    this.face.replaceChildren(avatar(person));
    this.name.textContent = person.name;
    this.about.textContent = person.about ?? "";
    this.about.title = person.about ?? "";
  }

  #choices(choose, add) {
    const people = this.people.all.map((person) => ({
      text: person.name,
      detail: person.about,
      mark: avatar(person),
      badge: this.people.badge(person.id),
      current: person.id === this.#person?.id,
      action: () => choose(person.id),
    }));
    return [...people, { text: "Ny person …", mark: el("span", { class: "avatar new", "aria-hidden": "true" }, "+"), action: add }];
  }
}
