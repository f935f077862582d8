const STORED = "praktikplatsen.phones";
export const PHONES = 3;
const THREE = matchMedia("(min-width: 1160px)");
const TWO = matchMedia("(min-width: 760px)");

/** How many phones the window has room for; `onChange` is told when that becomes another number. */
export const phonesWithRoom = () => (THREE.matches ? 3 : TWO.matches ? 2 : 1);
export function onRoomChange(onChange) {
  for (const query of [THREE, TWO]) query.addEventListener("change", onChange);
}

const wanted = (text) => text.split(",").filter(Boolean).map(Number);

/** Who holds which phone: from the address (#people=1,2,3), else from last time, else the first people there are. */
export function chosenPeople(ids) {
  const inAddress = new URLSearchParams(location.hash.slice(1)).get("people");
  const chosen = wanted(inAddress ?? localStorage.getItem(STORED) ?? "").filter((id) => ids.includes(id));
  const rest = ids.filter((id) => !chosen.includes(id));
  return [...new Set(chosen), ...rest].slice(0, PHONES);
}

/** Remembers the choice for next time, and in the address so that it can be passed on. */
export function remember(ids) {
  const text = ids.join(",");
  localStorage.setItem(STORED, text);
  history.replaceState(null, "", `#people=${text}`);
}

/** Gives phone `index` to `id`; where another phone holds that person already, the two change places. */
export function hand(holders, index, id) {
  const next = [...holders];
  const other = next.indexOf(id);
  if (other >= 0) next[other] = next[index];
  next[index] = id;
  return next;
}
