import { addPerson, readState } from "./api.js";
import { Clock } from "./clock.js";
import { ask } from "./dialogs.js";
import { el } from "./dom.js";
import { listen } from "./events.js";
import { chosenPeople, hand, onRoomChange, PHONES, phonesWithRoom, remember } from "./layout.js";
import { plainText } from "./message.js";
import { showToast } from "./notices.js";
import { showOthers } from "./others.js";
import { People } from "./people.js";
import { Phone } from "./phone.js";

const SPOKEN_MS = 4000;
const part = (name) => document.querySelector(`[data-${name}]`);
const tell = (text) => showToast(part("page-toasts"), text);

let groups = [];
let bot = { name: "Praktikplatsen", username: "", description: "", commands: [] };
let holders = [];
let lastUsed = 0;

const people = new People(drawOthers);
const clock = new Clock(document, { onDay: () => phones.forEach((phone) => phone.feed.relabelDays()), onError: tell });
const world = { people, bot: () => bot, groups: () => groups, now: () => clock.now(), choose, add, announce };
const phones = Array.from({ length: PHONES }, (_, index) => new Phone(index, world));

/** Says something to screen readers; lines stand beside each other for a while, since several phones may speak at once. */
function announce(text) {
  const line = el("p", {}, text);
  part("spoken").append(line);
  setTimeout(() => line.remove(), SPOKEN_MS);
}

function shown() {
  return holders.slice(0, phonesWithRoom());
}

function drawOthers() {
  showOthers(part("others"), people, {
    shown: shown(),
    everybody: phonesWithRoom() === 1,
    choose: (id) => choose(Math.min(lastUsed, phonesWithRoom() - 1), id),
  });
}

/** Hides the phones that nobody holds or that the window has no room for. */
function fit() {
  phones.forEach((phone, index) => {
    phone.node.hidden = index >= shown().length;
  });
  drawOthers();
}

/** Hands the phones to those who are to hold them; `anew` also reads the chats of those who held them already. */
async function giveOut(ids, { anew }) {
  const changed = phones.filter((phone, index) => ids[index] !== undefined && (anew || ids[index] !== holders[index]));
  holders = ids;
  remember(holders);
  fit();
  await Promise.all(changed.map((phone) => phone.hold(people.get(holders[phones.indexOf(phone)]))));
}

async function choose(index, id) {
  await giveOut(hand(holders, index, id), { anew: false });
  phones[index].focus();
}

async function add(index) {
  const answer = await ask({
    title: "Ny person",
    fields: [
      { name: "name", label: "Namn", placeholder: "För- och efternamn" },
      { name: "language", label: "Telefonens språk", options: [["sv", "Svenska"], ["en", "Engelska"]] },
    ],
    confirm: "Lägg till",
  });
  if (answer === null) return;
  try {
    const person = await addPerson(answer.name, answer.language);
    people.update(person);
    await choose(index, person.id);
  } catch (error) {
    tell(error.message);
  }
}

async function readAll() {
  try {
    const state = await readState();
    bot = state.bot;
    groups = state.groups;
    part("brand").textContent = bot.name;
    clock.set(state.clock);
    people.set(state.people);
    await giveOut(chosenPeople(people.all.map(({ id }) => id)), { anew: true });
  } catch (error) {
    tell(error.message);
  }
}

function hear(event) {
  switch (event.type) {
    case "reset":
      readAll();
      break;
    case "clock":
      clock.set(event);
      break;
    case "person":
      meet(event.person);
      break;
    case "group":
      groups = groups.map((group) => (group.id === event.group.id ? event.group : group));
      phones.forEach((phone) => phone.person && phone.update(phone.person));
      break;
    default:
      if (event.person < 0) return hearGroup(event);
      phones[holders.indexOf(event.person)]?.hear(event);
      if (event.type === "message" && !shown().includes(event.person)) people.missed(event.person);
  }
}

function hearGroup(event) {
  const group = groups.find(({ id }) => id === event.person);
  phones.forEach((phone) => phone.person && group?.members.includes(phone.person.id) && phone.hear(event));
  if (event.type === "message" && event.message.from.is_bot) announce(`I ${group?.title}: ${plainText(event.message)}`);
}

function meet(person) {
  people.update(person);
  phones[holders.indexOf(person.id)]?.update(people.get(person.id));
  if (holders.length < PHONES && !holders.includes(person.id)) giveOut([...holders, person.id], { anew: false });
}

function walkBetweenPhones(event) {
  const room = shown().length;
  const at = phones.findIndex((phone) => phone.node.contains(document.activeElement));
  let target;
  if (event.key === "F6") target = event.shiftKey ? (at <= 0 ? room : at) - 1 : (at + 1) % room;
  else if (event.altKey && /^Digit[1-3]$/.test(event.code)) target = Number(event.code.at(-1)) - 1;
  if (target === undefined || target >= room) return;
  event.preventDefault();
  phones[target].focus();
}

part("phones").replaceChildren(...phones.map((phone) => phone.node));
phones.forEach((phone, index) => phone.node.addEventListener("focusin", () => (lastUsed = index)));
fit();
document.addEventListener("keydown", walkBetweenPhones);
onRoomChange(() => {
  fit();
  for (const phone of phones) if (!phone.node.hidden && people.hasUnread(phone.person.id)) phone.hold(phone.person);
});
window.addEventListener("hashchange", () => giveOut(chosenPeople(people.all.map(({ id }) => id)), { anew: false }));
listen({
  onEvent: hear,
  onConnected: (connected) => {
    part("banner").hidden = connected;
    if (connected) readAll();
  },
});
