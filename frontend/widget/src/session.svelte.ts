// Who is talking: the visitor's token, kept in the frame's storage, and what the brand says of itself.

import type { WidgetOperations } from '$client/api';
import { typed, type Call } from '$client/call';
import { Http } from '$client/http';
import { i18n } from '$ui/i18n.svelte';
import type { Storage } from './storage';
import type { Config, Customer, Session as Given } from './wire';

export class Session {
  config = $state.raw<Config | null>(null);
  customer = $state.raw<Customer | null>(null);
  /** The server no longer takes our token: the platform has to identify its customer again. */
  over = $state(false);
  readonly http: Http;
  readonly call: Call<WidgetOperations>;
  #token: string | null = null;
  readonly #storage: Storage;
  #making: Promise<void> | null = null;

  constructor(brand: string, storage: Storage, fetcher?: typeof fetch) {
    this.#storage = storage;
    this.http = new Http({
      base: `/api/widget/${brand}`,
      headers: (): Record<string, string> => (this.#token === null ? {} : { Authorization: `Bearer ${this.#token}` }),
      language: () => i18n.lang,
      onrefused: (sent) => this.#refused(sent['Authorization']),
      ...(fetcher ? { fetch: fetcher } : {}),
    });
    this.call = typed(this.http);
    this.#restore();
  }

  get known(): boolean {
    return this.#token !== null;
  }

  async load(): Promise<void> {
    this.config = await this.call('GET /config');
  }

  /** A visitor exists from the first thing that needs one, not from the first look. */
  ensure(): Promise<void> {
    if (this.#token !== null) return Promise.resolve();
    this.#making ??= this.call('POST /visitors', { body: { language: i18n.lang, timezone: zone() } })
      .then((given) => this.#take(given))
      .finally(() => (this.#making = null));
    return this.#making;
  }

  /** The platform says who this is; an anonymous conversation of this frame joins the account. */
  async identify(jwt: string): Promise<void> {
    this.#take(await this.call('POST /identify', { body: { jwt } }));
  }

  /** Ends it here and on the server, and forgets everything, whatever the server answers. */
  async logout(): Promise<void> {
    const done = this.#token === null ? null : this.call('POST /logout', { repeats: 1 });
    try {
      await done;
    } catch {
      // The token dies with us; the server's copy expires by itself.
    } finally {
      this.forget();
    }
  }

  forget(): void {
    this.#storage.clear();
    this.#token = null;
    this.customer = null;
    this.over = false;
  }

  #take({ token, customer }: Given): void {
    this.#token = token;
    this.customer = customer;
    this.over = false;
    this.#storage.set('session', JSON.stringify({ token, customer }));
  }

  #restore(): void {
    try {
      const kept = JSON.parse(this.#storage.get('session') ?? 'null') as Given | null;
      this.#token = kept?.token ?? null;
      this.customer = kept?.customer ?? null;
    } catch {
      this.#storage.set('session', null);
    }
  }

  #refused(sent: string | undefined): void {
    // A late answer to the session before this one says nothing about this one.
    if (this.#token === null || sent !== `Bearer ${this.#token}`) return;
    this.#token = null;
    this.#storage.set('session', null);
    this.over = true;
  }
}

export function zone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
