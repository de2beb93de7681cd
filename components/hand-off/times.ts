/** Times as the founder reads them: local, months in letters. As the engineer does: UTC, and it says so. */

const DAY_MS = 86_400_000;

/** `Thursday 26 November, 14:02`. */
export function longTime(at: Date, zone?: string): string {
  return `${weekday(at, "long", zone)} ${dayMonth(at, "long", zone)}, ${clock(at, zone)}`;
}

/** `26 November`, and with its year where that is another than now's. */
export function longDay(at: Date, now: Date = at, zone?: string): string {
  const year = part(at, { year: "numeric" }, "year", zone);
  const same = year === part(now, { year: "numeric" }, "year", zone);
  return same ? dayMonth(at, "long", zone) : `${dayMonth(at, "long", zone)} ${year}`;
}

/** For a reader who may be elsewhere: `Thursday 26 November, 14:02 (GMT+1)`. */
export function longTimeWithZone(at: Date, zone?: string): string {
  return `${longTime(at, zone)} (${part(at, { timeZoneName: "short" }, "timeZoneName", zone)})`;
}

/** `Thu 26 Nov, 14:02 UTC`. */
export function utcTime(at: Date): string {
  return `${weekday(at, "short", "UTC")} ${dayMonth(at, "short", "UTC")}, ${clock(at, "UTC")} UTC`;
}

/** Beside a timeline: `Mon 14:02`, and from a week on `16 Nov 14:02`. */
export function shortTime(at: Date, now: Date, zone?: string): string {
  const day = now.getTime() - at.getTime() < 6 * DAY_MS ? weekday(at, "short", zone) : dayMonth(at, "short", zone);
  return `${day} ${clock(at, zone)}`;
}

/** In a list: `15:41` today, `Sun` this week, then `16 Nov`. */
export function listTime(at: Date, now: Date, zone?: string): string {
  if (sameDay(at, now, zone)) return clock(at, zone);
  return now.getTime() - at.getTime() < 6 * DAY_MS ? weekday(at, "short", zone) : dayMonth(at, "short", zone);
}

/** `today 07:04`, then `20 Nov`. */
export function dayOrToday(at: Date, now: Date, zone?: string): string {
  return sameDay(at, now, zone) ? `today ${clock(at, zone)}` : dayMonth(at, "short", zone);
}

/** `14:02`. */
export function clock(at: Date, zone?: string): string {
  return new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone }).format(at);
}

/** How long until then, in its two largest units: `2 days 22 hours`, `40 minutes`. Never less than a minute. */
export function timeLeft(until: Date, now: Date): string {
  const minutes = Math.max(1, Math.floor((until.getTime() - now.getTime()) / 60_000));
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  if (days > 0) return [units(days, "day"), units(hours, "hour")].filter(Boolean).join(" ");
  if (hours > 0) return [units(hours, "hour"), units(minutes % 60, "minute")].filter(Boolean).join(" ");
  return units(minutes, "minute");
}

function units(count: number, one: string): string {
  return count === 0 ? "" : `${count} ${count === 1 ? one : `${one}s`}`;
}

function weekday(at: Date, width: "long" | "short", zone?: string): string {
  return part(at, { weekday: width }, "weekday", zone);
}

function dayMonth(at: Date, month: "long" | "short", zone?: string): string {
  return `${part(at, { day: "numeric" }, "day", zone)} ${part(at, { month }, "month", zone).slice(0, month === "short" ? 3 : undefined)}`;
}

function sameDay(a: Date, b: Date, zone?: string): boolean {
  const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "short", timeZone: zone });
  return day.format(a) === day.format(b);
}

function part(at: Date, options: Intl.DateTimeFormatOptions, wanted: Intl.DateTimeFormatPartTypes, zone?: string) {
  const parts = new Intl.DateTimeFormat("en-GB", { ...options, timeZone: zone }).formatToParts(at);
  return parts.find(({ type }) => type === wanted)?.value ?? "";
}
