// Times for people: in their language and their zone, the zone named where it matters.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const kept = new Map<string, Intl.DateTimeFormat>();

function formatter(lang: string, zone: string | undefined, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${lang} ${zone} ${JSON.stringify(options)}`;
  let found = kept.get(key);
  if (!found) {
    try {
      found = new Intl.DateTimeFormat(lang, { timeZone: zone, ...options });
    } catch {
      // A zone that this browser does not know.
      found = new Intl.DateTimeFormat(lang, options);
    }
    kept.set(key, found);
  }
  return found;
}

/** "14:05" */
export function time(at: string, lang: string, zone?: string): string {
  return formatter(lang, zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(at));
}

/** "21 Nov 2026, 14:05:11 GMT+8": what evidence is dated with. */
export function exact(at: string, lang: string, zone?: string): string {
  const parts = formatter(lang, zone, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  }).formatToParts(new Date(at));
  // Chinese writes the zone between day and time, where it is read as a part of neither.
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const rest = parts.filter(({ type }) => type !== 'timeZoneName').map(({ value }) => value);
  return `${rest.join('').replace(/\s+/g, ' ').trim()} ${name}`;
}

/** "14:05" of today, "14 Nov, 14:05" of any other day: a time that stands without a day mark above it. */
export function moment(at: string, lang: string, now: number, zone?: string): string {
  if (dayOf(at, zone) === dayOf(now, zone)) return time(at, lang, zone);
  const year = dayOf(at, zone).slice(0, 4) === dayOf(now, zone).slice(0, 4) ? {} : { year: 'numeric' as const };
  return formatter(lang, zone, {
    day: 'numeric',
    month: 'short',
    ...year,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(at));
}

/** The calendar day in the reader's zone, "2026-11-21": equal for two moments of the same day. */
export function dayOf(at: string | number, zone?: string): string {
  return formatter('en-CA', zone, { year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date(at));
}

/** "today", "yesterday", "Saturday, 14 November", with the year when it is another. */
export function day(at: string, lang: string, now: number, zone?: string): string {
  const before = Math.round((Date.parse(dayOf(now, zone)) - Date.parse(dayOf(at, zone))) / DAY);
  if (before === 0 || before === 1) {
    return sentence(new Intl.RelativeTimeFormat(lang, { numeric: 'auto' }).format(-before, 'day'), lang);
  }
  const sameYear = dayOf(at, zone).slice(0, 4) === dayOf(now, zone).slice(0, 4);
  return formatter(lang, zone, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(sameYear ? {} : { year: 'numeric' }),
  }).format(new Date(at));
}

/** How long ago, short: "now", "5 min. ago", "3 hr. ago", then the day. */
export function ago(at: string, lang: string, now: number, zone?: string): string {
  const passed = Math.max(0, now - Date.parse(at));
  const relative = (unit: Intl.RelativeTimeFormatUnit, span: number) =>
    new Intl.RelativeTimeFormat(lang, { numeric: 'auto', style: 'short' }).format(-Math.floor(passed / span), unit);
  if (passed < MINUTE) return new Intl.RelativeTimeFormat(lang, { numeric: 'auto' }).format(0, 'second');
  if (passed < HOUR) return relative('minute', MINUTE);
  if (passed < 12 * HOUR) return relative('hour', HOUR);
  const days = Math.round((Date.parse(dayOf(now, zone)) - Date.parse(dayOf(at, zone))) / DAY);
  if (days === 0) return relative('hour', HOUR);
  if (days < 7) return relative('day', DAY / (days === 1 && passed < DAY ? 2 : 1));
  const year = dayOf(at, zone).slice(0, 4) === dayOf(now, zone).slice(0, 4) ? {} : { year: 'numeric' as const };
  return formatter(lang, zone, { day: 'numeric', month: 'short', ...year }).format(new Date(at));
}

const sentence = (text: string, lang: string) => text.charAt(0).toLocaleUpperCase(lang) + text.slice(1);
