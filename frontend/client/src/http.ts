// Requests to our API: one error shape, idempotency keys, repeats that are safe.

import type { ErrorBody, ErrorOut } from './api';
import { backoff, pause } from './backoff';

/** The server answered with an error; `message` is worded for the person, `fields` name what was wrong. */
export class ApiError extends Error {
  override name = 'ApiError';
  readonly status: number;
  readonly code: string;
  readonly fields: ErrorBody['fields'];
  readonly request: string | null;
  /** Seconds, from Retry-After. */
  readonly retryAfter: number | null;

  constructor(status: number, error: Partial<ErrorBody> = {}, retryAfter: number | null = null) {
    super(error.message ?? '');
    this.status = status;
    this.code = error.code ?? (status >= 500 ? 'unavailable' : 'invalid');
    this.fields = error.fields ?? {};
    this.request = error.request ?? null;
    this.retryAfter = retryAfter;
  }
}

/** No answer came: offline, refused, or cut. Whether the server acted is not known; the idempotency key makes a repeat safe. */
export class NetworkError extends Error {
  override name = 'NetworkError';
}

export type Query = Record<string, string | number | boolean | null | undefined>;

export interface Options {
  /** Appended when the value is not null. */
  query?: Query;
  signal?: AbortSignal;
  /** The Idempotency-Key. A POST without one gets one, so that its own repeats are safe. */
  key?: string;
  /** Repeats after a network error or a busy server; 0 when the caller repeats by itself (the outbox does). */
  repeats?: number;
  headers?: Record<string, string>;
}

export interface HttpConfig {
  /** Address before the path, without a slash at its end: "/api/widget/harbor". */
  base: string;
  /** Headers of each request, e.g. Authorization or X-CSRFToken; asked anew each time. */
  headers?: () => Record<string, string>;
  /** A BCP 47 tag for Accept-Language. */
  language?: () => string;
  /** Told of every error that the server worded, e.g. to sign in again on 401. */
  onerror?: (error: ApiError) => void;
  /** Told of every 401 with the headers that were sent, as they may be those of a session that was left meanwhile. */
  onrefused?: (sent: Record<string, string>) => void;
  fetch?: typeof fetch;
}

const REPEATS = 3;

/** The server may answer differently next time. 500 is not in it: it fails the same way again. */
export function passing(error: unknown): boolean {
  return error instanceof NetworkError || (error instanceof ApiError && [429, 502, 503, 504].includes(error.status));
}

/** Milliseconds to wait after `error` before try `attempt`. */
export function wait(error: unknown, attempt: number): number {
  const asked = error instanceof ApiError && error.retryAfter !== null ? error.retryAfter * 1000 : 0;
  return Math.max(asked, backoff(attempt));
}

export class Http {
  readonly #config: HttpConfig;

  constructor(config: HttpConfig) {
    this.#config = config;
  }

  /** Any request; `typed` in call.ts gives it the types of the API. */
  send = <T>(method: string, path: string, body?: unknown, options?: Options) =>
    this.#repeat<T>(method, path, body, method === 'POST' ? { key: newKey(), ...options } : options);

  /** A download, e.g. a transcript. */
  file = async (path: string, options: Options = {}): Promise<Blob> =>
    (await this.#answer('GET', path, undefined, { ...options, headers: { Accept: '*/*' } })).blob();

  async #repeat<T>(method: string, path: string, body: unknown, options: Options = {}): Promise<T> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.#once<T>(method, path, body, options);
      } catch (error) {
        if (attempt >= (options.repeats ?? REPEATS) || !passing(error)) {
          if (error instanceof ApiError) this.#config.onerror?.(error);
          throw error;
        }
        await pause(wait(error, attempt), options.signal);
      }
    }
  }

  async #once<T>(method: string, path: string, body: unknown, options: Options): Promise<T> {
    const response = await this.#answer(method, path, body, options);
    if (response.status === 204) return undefined as T;
    try {
      return (await response.json()) as T;
    } catch (error) {
      throw new NetworkError('the answer was cut', { cause: error });
    }
  }

  async #answer(method: string, path: string, body: unknown, options: Options): Promise<Response> {
    const { headers, language } = this.#config;
    const send: Record<string, string> = { Accept: 'application/json', ...headers?.(), ...options.headers };
    if (language) send['Accept-Language'] = language();
    if (options.key) send['Idempotency-Key'] = options.key;
    if (body !== undefined) send['Content-Type'] = 'application/json';
    let response: Response;
    try {
      response = await (this.#config.fetch ?? fetch)(this.#config.base + path + search(options.query), {
        method,
        headers: send,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...(options.signal ? { signal: options.signal } : {}),
        credentials: 'same-origin',
      });
    } catch (error) {
      if (options.signal?.aborted) throw error;
      throw new NetworkError('no answer', { cause: error });
    }
    if (response.status === 401) this.#config.onrefused?.(send);
    if (!response.ok) throw await failure(response);
    return response;
  }
}

/** 128 random bits in hex. Not `randomUUID`: a page without https, such as a desk on a local network, has none. */
export const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

function search(query: Query = {}): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== '');
  return pairs.length > 0 ? `?${new URLSearchParams(pairs.map(([name, value]) => [name, String(value)]))}` : '';
}

async function failure(response: Response): Promise<ApiError> {
  const seconds = Number(response.headers.get('Retry-After') ?? NaN);
  const after = Number.isFinite(seconds) ? seconds : null;
  try {
    const { error } = (await response.json()) as Partial<ErrorOut>;
    return new ApiError(response.status, error, after);
  } catch {
    // A proxy's page, not ours.
    return new ApiError(response.status, {}, after);
  }
}
