// How long ago, in the few characters that a list has room for. Words come from the catalogue.

import type { Translate } from '$ui/texts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "now", "12 min", "3 h", "2 d", "5 w": whole units, never rounded up. `ms` below zero (a clock that is off) is now. */
export function age(ms: number, t: Translate): string {
  if (ms < MINUTE) return t('console.age.now');
  if (ms < HOUR) return t('console.age.minutes', { n: Math.floor(ms / MINUTE) });
  if (ms < DAY) return t('console.age.hours', { n: Math.floor(ms / HOUR) });
  if (ms < 14 * DAY) return t('console.age.days', { n: Math.floor(ms / DAY) });
  return t('console.age.weeks', { n: Math.floor(ms / (7 * DAY)) });
}
