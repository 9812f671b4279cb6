// One file on its way: a ticket from the API, the bytes to the gateway, then the API again for what it became.

import type { AgentOperations, AttachmentOut, ErrorOut } from './api';
import { typed } from './call';
import { ApiError, NetworkError, type Http } from './http';

export type Stored = AttachmentOut;
export type UploadState = 'waiting' | 'sending' | 'checking' | 'done' | 'failed' | 'cancelled';

export interface Upload {
  id: number;
  name: string;
  size: number;
  type: string;
  state: UploadState;
  /** 0 to 1: the share of the bytes that went out. */
  progress: number;
  stored: Stored | null;
  error: ApiError | NetworkError | null;
}

/** Sends the bytes; rejects with ApiError, NetworkError, or the signal's reason. */
export type Put = (
  address: string,
  file: Blob,
  ticket: string,
  onprogress: (share: number) => void,
  signal: AbortSignal,
) => Promise<void>;

export interface UploadsConfig {
  http: Http;
  onchange: (uploads: readonly Upload[]) => void;
  /** Bytes; a larger file fails at once with code too_large. */
  limit: number;
  /** An agent's file belongs to the brand of its conversation. */
  brand?: () => string;
  put?: Put;
}

/** At most this many at a time: a phone's line is shared by the messages. */
const AT_ONCE = 2;

export class Uploads {
  #list: Upload[] = [];
  readonly #config: UploadsConfig;
  readonly #files = new Map<number, { file: File; stop: AbortController }>();
  #last = 0;

  constructor(config: UploadsConfig) {
    this.#config = config;
  }

  get list(): readonly Upload[] {
    return this.#list;
  }

  get busy(): boolean {
    return this.#list.some(({ state }) => state === 'waiting' || state === 'sending' || state === 'checking');
  }

  add(files: Iterable<File>): void {
    for (const file of files) {
      const id = ++this.#last;
      const { name, size, type } = file;
      this.#files.set(id, { file, stop: new AbortController() });
      const fits = size <= this.#config.limit;
      const error = fits ? null : new ApiError(413, { code: 'too_large' });
      const state = fits ? 'waiting' : 'failed';
      this.#list = [...this.#list, { id, name, size, type, state, progress: 0, stored: null, error }];
    }
    this.#changed();
    this.#next();
  }

  /** Stops it wherever it is and takes it off the list. */
  remove(id: number): void {
    this.#files.get(id)?.stop.abort();
    this.#files.delete(id);
    this.#list = this.#list.filter((each) => each.id !== id);
    this.#changed();
    this.#next();
  }

  retry(id: number): void {
    const held = this.#files.get(id);
    if (!held || held.file.size > this.#config.limit) return;
    held.stop = new AbortController();
    this.#put(id, { state: 'waiting', progress: 0, error: null });
    this.#next();
  }

  /** The finished ones leave the list and are handed over, e.g. to a message; failed ones stay. */
  take(): Stored[] {
    const done = this.#list.filter((each) => each.stored);
    this.#list = this.#list.filter((each) => !each.stored);
    for (const { id } of done) this.#files.delete(id);
    this.#changed();
    return done.map((each) => each.stored!);
  }

  #next(): void {
    const going = this.#list.filter(({ state }) => state === 'sending' || state === 'checking').length;
    const waiting = this.#list.filter(({ state }) => state === 'waiting').slice(0, Math.max(0, AT_ONCE - going));
    for (const each of waiting) void this.#send(each.id);
  }

  async #send(id: number): Promise<void> {
    const { file, stop } = this.#files.get(id)!;
    const { http, put = putByXhr } = this.#config;
    // A customer's token is of one brand, so that the widget's operations are these without a query.
    const call = typed<AgentOperations>(http);
    const query = { brand: this.#config.brand?.() };
    const { signal } = stop;
    this.#put(id, { state: 'sending' });
    try {
      const body = { name: file.name, size: file.size };
      const made = await call('POST /attachments', { query, body, signal });
      await put(made.upload, file, made.ticket, (progress) => this.#put(id, { progress }), signal);
      this.#put(id, { state: 'checking', progress: 1 });
      const stored = await call('POST /attachments/{key}/complete', { path: { key: made.key }, query, signal });
      this.#put(id, { state: 'done', stored });
    } catch (error) {
      if (!signal.aborted) {
        const known = error instanceof ApiError || error instanceof NetworkError ? error : new ApiError(0);
        this.#put(id, { state: 'failed', error: known });
      }
    }
    this.#next();
  }

  #put(id: number, change: Partial<Upload>): void {
    if (!this.#files.has(id)) return;
    this.#list = this.#list.map((each) => (each.id === id ? { ...each, ...change } : each));
    this.#changed();
  }

  #changed(): void {
    this.#config.onchange(this.#list);
  }
}

/** fetch tells nothing of how far a body has gone; XMLHttpRequest does. */
const putByXhr: Put = (address, file, ticket, onprogress, signal) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', address);
    request.setRequestHeader('X-Upload-Ticket', ticket);
    request.upload.onprogress = (event) => {
      if (event.lengthComputable && event.total > 0) onprogress(event.loaded / event.total);
    };
    request.onload = () => {
      if (request.status < 300) resolve();
      else reject(refusal(request));
    };
    request.onerror = () => reject(new NetworkError('the upload was cut'));
    request.onabort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });

function refusal(request: XMLHttpRequest): ApiError {
  try {
    return new ApiError(request.status, (JSON.parse(request.responseText) as ErrorOut).error);
  } catch {
    return new ApiError(request.status);
  }
}
