// Nothing typed is ever lost, and nothing secret is ever kept: drafts and unsent messages in the frame's storage.

import type { Entry } from '$client/outbox';
import { mayBeSecret } from './secret';
import type { Storage } from './storage';

export const NEW = 'new';

export class Drafts {
  readonly #storage: Storage;

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  get(reference: string): string {
    return this.#storage.get(`draft:${reference}`) ?? '';
  }

  /** Keeps it; what looks like a secret removes what was kept instead. */
  set(reference: string, body: string): void {
    this.#storage.set(`draft:${reference}`, body && !mayBeSecret(body) ? body : null);
  }

  unsent(reference: string): Entry[] {
    try {
      return JSON.parse(this.#storage.get(`unsent:${reference}`) ?? '[]') as Entry[];
    } catch {
      return [];
    }
  }

  /** The error is not kept: an entry of the last visit is tried again. */
  keep(reference: string, entries: readonly Entry[]): void {
    const kept = entries
      .filter((entry) => entry.state !== 'sent' && !mayBeSecret(entry.body))
      .map((entry) => ({ ...entry, error: null }));
    this.#storage.set(`unsent:${reference}`, kept.length > 0 ? JSON.stringify(kept) : null);
  }
}
