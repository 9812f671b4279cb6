// What a person sent and the server may not have yet: shown at once, sent in order, repeated until answered.
//
// One outbox is one conversation's. An entry keeps its idempotency key through every repeat, so the server stores it
// once however often it is sent; it leaves when the ledger's event with the same key has arrived.

import { pause } from './backoff';
import { ApiError, newKey, passing, wait } from './http';
import type { Attachment } from './events';

/** sent: the server has it, its event has not come yet. failed: the server refused it; a person may try again. */
export type Sending = 'sending' | 'sent' | 'failed';

export interface Entry {
  key: string;
  body: string;
  attachments: Attachment[];
  at: string;
  state: Sending;
  error: ApiError | null;
  /** Where the server put it, once it said so. */
  seq: number | null;
}

export interface OutboxConfig {
  /** Resolves with the message's seq once the server has stored it. Must not repeat by itself. */
  send: (entry: Entry) => Promise<number>;
  onchange: (entries: readonly Entry[]) => void;
  /** The failed entry's error, e.g. to ask about a stale reply. */
  onfailed?: (entry: Entry) => void;
  now?: () => Date;
}

export class Outbox {
  #entries: Entry[] = [];
  readonly #config: OutboxConfig;
  #stopped = new AbortController();
  #running = false;
  #wake = new AbortController();

  constructor(config: OutboxConfig, unsent: readonly Entry[] = []) {
    this.#config = config;
    this.#entries = unsent.map((entry) => ({ ...entry, state: entry.state === 'sent' ? 'sending' : entry.state }));
    if (unsent.length > 0) this.#changed();
    void this.#run();
  }

  get entries(): readonly Entry[] {
    return this.#entries;
  }

  add(body: string, attachments: Attachment[] = []): Entry {
    const at = (this.#config.now?.() ?? new Date()).toISOString();
    const entry: Entry = { key: newKey(), body, attachments, at, state: 'sending', error: null, seq: null };
    this.#entries = [...this.#entries, entry];
    this.#changed();
    void this.#run();
    return entry;
  }

  /** A person presses "try again"; the key stays the same. */
  retry(key: string): void {
    this.#put(key, { state: 'sending', error: null });
    void this.#run();
  }

  /** A person gives up on an entry that failed. */
  discard(key: string): void {
    this.#entries = this.#entries.filter((entry) => entry.key !== key || entry.state !== 'failed');
    this.#changed();
  }

  /** Events with these keys, and all up to `seq`, have arrived. */
  confirm(keys: Iterable<string | null>, seq = 0): void {
    const done = new Set(keys);
    const left = this.#entries.filter((entry) => !done.has(entry.key) && (entry.seq === null || entry.seq > seq));
    if (left.length === this.#entries.length) return;
    this.#entries = left;
    this.#changed();
  }

  /** Try now instead of at the end of the pause. */
  hurry(): void {
    this.#wake.abort();
  }

  stop(): void {
    this.#stopped.abort();
    this.#wake.abort();
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    try {
      for (let next = this.#next(); next && !this.#stopped.signal.aborted; next = this.#next())
        await this.#deliver(next);
    } finally {
      this.#running = false;
    }
  }

  #next(): Entry | undefined {
    return this.#entries.find((entry) => entry.state === 'sending');
  }

  async #deliver({ key }: Entry): Promise<void> {
    for (let attempt = 0; !this.#stopped.signal.aborted; attempt++) {
      const entry = this.#entries.find((each) => each.key === key);
      if (!entry) return; // its event came while we waited for the answer
      try {
        const seq = await this.#config.send(entry);
        this.#put(key, { state: 'sent', seq });
        return;
      } catch (error) {
        if (!passing(error)) {
          const refused = error instanceof ApiError ? error : new ApiError(0);
          this.#put(key, { state: 'failed', error: refused });
          this.#config.onfailed?.({ ...entry, state: 'failed', error: refused });
          return;
        }
        this.#wake = new AbortController();
        if (this.#stopped.signal.aborted) return;
        await pause(wait(error, attempt), this.#wake.signal).catch(() => undefined);
      }
    }
  }

  #put(key: string, change: Partial<Entry>): void {
    this.#entries = this.#entries.map((entry) => (entry.key === key ? { ...entry, ...change } : entry));
    this.#changed();
  }

  #changed(): void {
    this.#config.onchange(this.#entries);
  }
}
