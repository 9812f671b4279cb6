// What this browser remembers of its reader. The language on record wins once somebody is signed in.

export const AREAS = ['common', 'console', 'signin', 'evidence', 'assistant', 'secrets'] as const;

export type Density = 'compact' | 'cosy';

const LANGUAGE = 'lightkeeper.language';
const DENSITY = 'lightkeeper.density';

/** A browser that forbids storage gives null; nothing here may fail for that. */
function shelf(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

export const storage = shelf();

export function wantedLanguages(recorded: string | null): string[] {
  const kept = storage?.getItem(LANGUAGE);
  return [...(recorded ? [recorded] : []), ...(kept ? [kept] : []), ...navigator.languages];
}

export function keepLanguage(language: string): void {
  storage?.setItem(LANGUAGE, language);
}

export function density(): Density {
  return storage?.getItem(DENSITY) === 'cosy' ? 'cosy' : 'compact';
}

export function keepDensity(wanted: Density): void {
  storage?.setItem(DENSITY, wanted);
  document.documentElement.dataset.density = wanted;
}
