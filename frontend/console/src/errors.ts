// What to tell a person about an error: the server's words when it has some.

import { ApiError, NetworkError } from '$client/http';
import { t } from '$ui/i18n.svelte';

export function wordsOf(error: unknown): string {
  if (error instanceof ApiError && error.message) return error.message;
  if (error instanceof NetworkError) return t('console.error.network');
  return t('console.error.unknown');
}

/** The server's sentence for one field of a form. */
export function fieldOf(error: unknown, field: string): string | null {
  const sentence = error instanceof ApiError ? error.fields[field] : null;
  return typeof sentence === 'string' ? sentence : null;
}
