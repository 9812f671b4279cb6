// The agent API, one method an operation. Rejects with ApiError (worded by the server) or NetworkError.

import type { AgentOperations, ReplyIn } from '$client/api';
import { pathOf, typed, type Call } from '$client/call';
import type { Http } from '$client/http';
import type { Query } from '../desk/filter';
import type { DraftPort, DraftText } from '../desk/drafts.svelte';
import type { Audience, Handler, Invitation, MeIn, Settable } from '../wire';

export type Reply = Required<ReplyIn>;

export const BASE = '/api/agent';
const PAGE = 200;

export class AgentApi implements DraftPort {
  readonly http: Http;
  readonly #call: Call<AgentOperations>;

  constructor(http: Http) {
    this.http = http;
    this.#call = typed(http);
  }

  me = () => this.#call('GET /me');
  changeMe = (change: MeIn) => this.#call('PATCH /me', { body: change });

  inbox = (query: Query, after: string | null, signal?: AbortSignal) =>
    this.#call('GET /inbox', { query: { ...query, after, limit: 50 }, ...(signal ? { signal } : {}) });
  counts = (brand: string | null) => this.#call('GET /counts', { query: { brand } });
  search = (q: string, brand: string | null, after: number, signal?: AbortSignal) =>
    this.#call('GET /search', { query: { q, brand, after }, ...(signal ? { signal } : {}) });

  conversation = (reference: string) => this.#call('GET /conversations/{reference}', { path: { reference } });
  events = (reference: string, range: { after?: number; before?: number }) =>
    this.#call('GET /conversations/{reference}/events', { path: { reference }, query: { ...range, limit: PAGE } });
  reply = (reference: string, reply: Reply, key: string) =>
    this.#call('POST /conversations/{reference}/messages', { path: { reference }, body: reply, key, repeats: 0 });
  setState = (reference: string, to: Settable) =>
    this.#call('POST /conversations/{reference}/state', { path: { reference }, body: { to } });
  assign = (reference: string, agent: string | null) =>
    this.#call('POST /conversations/{reference}/assignee', { path: { reference }, body: { agent } });
  setTeam = (reference: string, team: string) =>
    this.#call('POST /conversations/{reference}/team', { path: { reference }, body: { team } });
  setHandler = (reference: string, to: Handler) =>
    this.#call('POST /conversations/{reference}/handler', { path: { reference }, body: { to } });
  rename = (reference: string, change: { subject?: string; language?: string }) =>
    this.#call('PATCH /conversations/{reference}', { path: { reference }, body: change });
  addTag = (reference: string, slug: string) =>
    this.#call('PUT /conversations/{reference}/tags/{slug}', { path: { reference, slug } });
  removeTag = (reference: string, slug: string) =>
    this.#call('DELETE /conversations/{reference}/tags/{slug}', { path: { reference, slug } });
  read = (reference: string, seq: number) =>
    this.#call('POST /conversations/{reference}/read', { path: { reference }, body: { seq } });
  redact = (reference: string, seq: number, reason: string) =>
    this.#call('POST /conversations/{reference}/redactions', { path: { reference }, body: { seq, reason } });
  /** The evidence comes as events. */
  lookUp = (reference: string, subject: string) =>
    this.#call('POST /conversations/{reference}/lookups', { path: { reference }, body: { subject } });
  transcriptUrl = (reference: string) => BASE + pathOf('GET /conversations/{reference}/transcript', { reference });

  save = (reference: string, audience: Audience, draft: DraftText): Promise<void> =>
    this.#call('PUT /conversations/{reference}/drafts/{audience}', {
      path: { reference, audience },
      body: draft,
      repeats: 0,
    });
  drop = (reference: string, audience: Audience): Promise<void> =>
    this.#call('DELETE /conversations/{reference}/drafts/{audience}', { path: { reference, audience }, repeats: 0 });

  agents = (brand: string | null) => this.#call('GET /agents', { query: { brand } });
  teams = (brand: string | null) => this.#call('GET /teams', { query: { brand } });
  tags = (brand: string | null) => this.#call('GET /tags', { query: { brand } });
  articles = async (q: string, language: string, brand: string) =>
    (await this.#call('GET /articles', { query: { q, language, brand } })).rows;
  attachment = (key: string) => this.#call('GET /attachments/{key}', { path: { key } });
  invite = (invitation: Invitation, brand: string | null) =>
    this.#call('POST /invitations', { query: { brand }, body: invitation });
  socket = (conversations: string[]) => this.#call('POST /socket', { body: { conversations } });
}
