// The files of one reply box: picked, pasted or dropped here, or left in its draft by another device.

import { Uploads, type Upload } from '$client/upload';
import type { AgentApi } from '../api/agent';
import type { Attachment, Audience } from '../wire';
import type { Case } from './case.svelte';

/** The server's own limit is in its settings and its answer; this one spares a hopeless upload. */
export const LIMIT = 25_000_000;

export class Files {
  list = $state.raw<readonly Upload[]>([]);
  /** Files that the draft brought: stored already, known by key. */
  kept = $state.raw<Attachment[]>([]);
  readonly #uploads: Uploads;
  readonly #case: Case;
  readonly #audience: Audience;
  readonly #api: AgentApi;

  constructor(open: Case, audience: Audience, api: AgentApi) {
    this.#case = open;
    this.#audience = audience;
    this.#api = api;
    this.#uploads = new Uploads({
      http: api.http,
      limit: LIMIT,
      brand: () => open.now.brand,
      onchange: (list) => {
        this.list = list;
        this.#note();
      },
    });
  }

  get busy(): boolean {
    return this.list.some(({ state }) => state === 'waiting' || state === 'sending' || state === 'checking');
  }

  get ready(): Attachment[] {
    return [...this.kept, ...this.list.flatMap((each) => (each.stored ? [each.stored] : []))];
  }

  add(files: Iterable<File>): void {
    this.#uploads.add(files);
  }

  remove(id: number): void {
    this.#uploads.remove(id);
  }

  retry(id: number): void {
    this.#uploads.retry(id);
  }

  drop(key: string): void {
    this.kept = this.kept.filter((each) => each.key !== key);
    this.#note();
  }

  /** Names for the keys that the draft holds and this page has not uploaded itself. */
  async follow(keys: readonly string[]): Promise<void> {
    const known = this.ready.map((each) => each.key);
    if (keys.length === 0) this.kept = [];
    const unknown = keys.filter((key) => !known.includes(key));
    const found = await Promise.all(unknown.map((key) => this.#api.attachment(key).catch(() => null)));
    this.kept = [...this.kept, ...found.filter((each) => each !== null)];
  }

  /** For a message: all that is stored. */
  take(): Attachment[] {
    const all = [...this.kept, ...this.#uploads.take()];
    this.kept = [];
    return all;
  }

  #note(): void {
    const keys = this.ready.map((each) => each.key);
    const box = this.#case.drafts[this.#audience];
    if (keys.join() !== box.attachments.join()) box.attach(keys);
  }
}
