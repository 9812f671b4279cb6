// The reader's language and texts, for every component of an application: `t('case.open', { n: 3 })`.
//
// A text's area is the first word of its key, the name of its file. Each application says where the files are and
// which areas it needs to start; another area is fetched when one of its keys is first asked for, and what shows it is
// drawn again.

import { direction, resolve } from './language';
import { translator, type Params, type Translate } from './texts';

type Texts = Record<string, string>;
/** As `import.meta.glob` of the texts gives it: path -> loader. */
export type Files = Record<string, () => Promise<unknown>>;

let files: Files = {};
let lang = $state('en');
let zone = $state<string | undefined>();
let texts = $state.raw<Texts>({});
let asked = new Set<string>();
const translate = $derived<Translate>(translator(texts, lang));

const areaOf = (path: string) => /([^/]+)\/([^/]+)\.json$/.exec(path)?.slice(1) ?? [];

export const i18n = {
  get lang() {
    return lang;
  },
  get dir() {
    return direction(lang);
  },
  /** IANA name; undefined is the browser's own. */
  get zone() {
    return zone;
  },
  set zone(value: string | undefined) {
    zone = value;
  },
};

/** Where the texts are, `{path of <language>/<area>.json: loader}`. Once, at the start. */
export function catalogue(found: Files): void {
  files = found;
}

/** Reads the texts of the best language for a reader of `wanted` and draws everything in it. Gives its tag. */
export async function speak(wanted: readonly string[], areas: readonly string[]): Promise<string> {
  const available = [...new Set(Object.keys(files).map((path) => areaOf(path)[0]!))];
  const chosen = resolve(wanted, available);
  const read = await Promise.all(areas.map((area) => load(chosen, area)));
  asked = new Set(areas);
  lang = chosen;
  texts = Object.assign({}, ...read) as Texts;
  if (typeof document !== 'undefined') {
    document.documentElement.lang = chosen;
    document.documentElement.dir = direction(chosen);
  }
  return chosen;
}

/** The text of `key` in the reader's language; the key itself until its area is there. */
export function t(key: string, params?: Params): string {
  const translated = translate(key, params);
  if (translated === key) fetchArea(key);
  return translated;
}

/** Whether the catalogue has the key, for words that came as data and may be newer than this page. */
export const knows = (key: string): boolean => {
  fetchArea(key);
  return Object.hasOwn(texts, key);
};

function fetchArea(key: string): void {
  const area = key.split('.', 1)[0]!;
  if (asked.has(area)) return;
  asked.add(area);
  const wanted = lang;
  void load(wanted, area).then((read) => {
    if (wanted === lang) texts = { ...texts, ...read };
  });
}

async function load(language: string, area: string): Promise<Texts> {
  const path = Object.keys(files).find((each) => each.endsWith(`/${language}/${area}.json`));
  if (!path) return language === 'en' ? {} : load('en', area);
  try {
    return ((await files[path]!()) as { default: Texts }).default;
  } catch {
    // A file of an older build is gone or the line is cut; the keys show until the next page.
    return {};
  }
}
