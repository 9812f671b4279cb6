// Language tags: which of the catalogue's languages a reader gets, and which way it is written.
// Twin of lightkeeper/core/language.py, as far as a screen needs it.

const TRADITIONAL = new Set(['TW', 'HK', 'MO', 'HANT']);
const RTL = new Set(['ar', 'ckb', 'dv', 'fa', 'he', 'ps', 'sd', 'ug', 'ur', 'yi']);

/** The languages to try, best first; English is not added. */
function chain(tag: string): string[] {
  const [language = '', ...rest] = tag.replaceAll('_', '-').split('-');
  const lower = language.toLowerCase();
  if (lower === 'zh' || lower === 'yue') {
    const upper = rest.map((part) => part.toUpperCase());
    const traditional = !upper.includes('HANS') && (lower === 'yue' || upper.some((part) => TRADITIONAL.has(part)));
    return traditional ? [tag, 'zh-Hant', 'zh-Hans'] : [tag, 'zh-Hans'];
  }
  return [tag, ...rest.map((_, index) => [lower, ...rest.slice(0, rest.length - 1 - index)].join('-'))];
}

/** The first of a person's languages that is available, before any falls back to English. */
export function resolve(wanted: readonly string[], available: readonly string[]): string {
  for (const tag of wanted) {
    for (const each of chain(tag)) {
      const found = available.find((known) => known.toLowerCase() === each.toLowerCase());
      if (found) return found;
    }
  }
  return 'en';
}

export function direction(tag: string): 'ltr' | 'rtl' {
  return RTL.has(tag.split('-')[0]!.toLowerCase()) || /-(Arab|Hebr)\b/i.test(tag) ? 'rtl' : 'ltr';
}
