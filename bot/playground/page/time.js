const ZONE = "Europe/Stockholm";
const DAY_MS = 86_400_000;

const format = (options) => new Intl.DateTimeFormat("sv-SE", { timeZone: ZONE, ...options });
const clockTime = format({ hour: "2-digit", minute: "2-digit" });
const isoDay = format({ year: "numeric", month: "2-digit", day: "2-digit" });
const longDay = format({ weekday: "long", day: "numeric", month: "long" });
const longDayAndYear = format({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
const shortWeekday = format({ weekday: "short" });
const dayAndMonth = format({ day: "numeric", month: "short", year: "numeric" });

/** "14:05" */
export const timeOfDay = (date) => clockTime.format(date);

/** "2027-03-08": the local calendar day, which also sorts and compares. */
export const dayKey = (date) => isoDay.format(date);

/** The ISO 8601 week of a local day: the week belongs to the year that its Thursday lies in. */
export function isoWeek(date) {
  const [year, month, day] = dayKey(date).split("-").map(Number);
  const midnight = Date.UTC(year, month - 1, day);
  const weekday = (new Date(midnight).getUTCDay() + 6) % 7;
  const thursday = midnight + (3 - weekday) * DAY_MS;
  const newYear = Date.UTC(new Date(thursday).getUTCFullYear(), 0, 1);
  return 1 + Math.floor((thursday - newYear) / (7 * DAY_MS));
}

/** "mån 8 mars 2027 · v 10 · 08:00" */
export function clockText(date) {
  return `${shortWeekday.format(date)} ${dayAndMonth.format(date)} · v ${isoWeek(date)} · ${timeOfDay(date)}`;
}

/** What stands over a day's messages, seen from `now`: "I dag", "I går", "Måndag 8 mars". */
export function dayLabel(date, now) {
  const key = dayKey(date);
  if (key === dayKey(now)) return "I dag";
  if (key === dayKey(new Date(now.getTime() - DAY_MS))) return "I går";
  const sameYear = key.slice(0, 4) === dayKey(now).slice(0, 4);
  const text = (sameYear ? longDay : longDayAndYear).format(date);
  return text[0].toUpperCase() + text.slice(1);
}

/** The value of a datetime-local field: "2027-03-08T08:00". */
export const fieldValue = (date) => `${dayKey(date)}T${timeOfDay(date)}`;
