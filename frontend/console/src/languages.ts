// Names of languages, each in the reader's own.

import { i18n } from '$ui/i18n.svelte';

export function languageName(tag: string): string {
  if (!tag) return '';
  try {
    return new Intl.DisplayNames([i18n.lang], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
