// The agent API, one method an endpoint. Rejects with ApiError (worded by the server) or NetworkError.

import type { Event } from '$client/events';
import type { EvidenceCard } from '$client/evidence';
import type { Http } from '$client/http';
import type { Query } from '../desk/filter';
import type { DraftPort, DraftText } from '../desk/drafts.svelte';
import type {
  ArticleHit,
  Attachment,
  Audience,
  Conversation,
  Counts,
  Handler,
  InboxPage,
  Me,
  PersonName,
  SearchHit,
  State,
  Team,
} from '../wire';

export interface Reply {
  body: string;
  audience: Audience;
  attachments: string[];
  seen_seq: number;
  anyway: boolean;
}

export interface Invitation {
  email: string;
  name: string;
  role: string;
  teams: string[];
}

export interface EventPage {
  events: Event[];
  to_seq: number;
  more: boolean;
}

export interface Tag {
  slug: string;
  name: string;
}

/** Lists of pickers come as {rows} so that they can grow pages later. */
type Rows<T> = T[] | { rows: T[] };
const rowsOf = <T>(answer: Rows<T>): T[] => (Array.isArray(answer) ? answer : answer.rows);

export class AgentApi implements DraftPort {
  readonly http: Http;

  constructor(http: Http) {
    this.http = http;
  }

  me = () => this.http.get<Me>('/me');
  changeMe = (change: Partial<Pick<Me, 'name' | 'language' | 'timezone' | 'online'>>) =>
    this.http.patch<Me>('/me', change);

  inbox = (query: Query, after: string | null, signal?: AbortSignal) =>
    this.http.get<InboxPage>('/inbox', { query: { ...query, after, limit: 50 }, ...(signal ? { signal } : {}) });
  counts = (brand: string | null) => this.http.get<Counts>('/counts', { query: { brand } });
  search = (q: string, brand: string | null, after: number | null, signal?: AbortSignal) =>
    this.http.get<{ rows: SearchHit[]; next: number | null }>('/search', {
      query: { q, brand, after },
      ...(signal ? { signal } : {}),
    });

  conversation = (reference: string) => this.http.get<Conversation>(`/conversations/${reference}`);
  events = (reference: string, range: { after?: number; before?: number }) =>
    this.http.get<EventPage>(`/conversations/${reference}/events`, { query: { ...range, limit: 200 } });
  reply = (reference: string, reply: Reply, key: string) =>
    this.http.post<{ seq: number }>(`/conversations/${reference}/messages`, reply, { key, repeats: 0 });
  setState = (reference: string, to: State) => this.#seq(`/conversations/${reference}/state`, { to });
  assign = (reference: string, agent: string | null) => this.#seq(`/conversations/${reference}/assignee`, { agent });
  setTeam = (reference: string, team: string) => this.#seq(`/conversations/${reference}/team`, { team });
  setHandler = (reference: string, to: Handler) => this.#seq(`/conversations/${reference}/handler`, { to });
  rename = (reference: string, change: { subject?: string; language?: string }) =>
    this.http.patch<{ seq: number }>(`/conversations/${reference}`, change);
  addTag = (reference: string, tag: string) =>
    this.http.put<{ seq: number }>(`/conversations/${reference}/tags/${encodeURIComponent(tag)}`);
  removeTag = (reference: string, tag: string) =>
    this.http.delete<{ seq: number }>(`/conversations/${reference}/tags/${encodeURIComponent(tag)}`);
  read = (reference: string, seq: number) => this.http.post<undefined>(`/conversations/${reference}/read`, { seq });
  redact = (reference: string, seq: number, reason: string) =>
    this.#seq(`/conversations/${reference}/redactions`, { seq, reason });
  lookUp = (reference: string, subject: string) =>
    this.http.post<{ evidence: { id: string; card: EvidenceCard } }>(`/conversations/${reference}/lookups`, {
      subject,
    });
  transcriptUrl = (reference: string) => `/api/agent/conversations/${reference}/transcript`;

  save = (reference: string, audience: Audience, draft: DraftText): Promise<void> =>
    this.http.put<undefined>(`/conversations/${reference}/drafts/${audience}`, draft, { repeats: 0 });
  drop = (reference: string, audience: Audience): Promise<void> =>
    this.http.delete<undefined>(`/conversations/${reference}/drafts/${audience}`, { repeats: 0 });

  agents = async (brand: string | null) =>
    rowsOf(await this.http.get<Rows<PersonName>>('/agents', { query: { brand } }));
  teams = async (brand: string | null) => rowsOf(await this.http.get<Rows<Team>>('/teams', { query: { brand } }));
  tags = async (brand: string | null) => rowsOf(await this.http.get<Rows<Tag>>('/tags', { query: { brand } }));
  articles = async (q: string, language: string) =>
    rowsOf(await this.http.get<Rows<ArticleHit>>('/articles', { query: { q, language } }));
  attachment = (key: string) => this.http.get<Attachment>(`/attachments/${key}`);
  invite = (invitation: Invitation) => this.http.post<unknown>('/invitations', invitation);
  socket = (conversations: string[]) =>
    this.http.post<{ token: string; topics: string[] }>('/socket', { conversations });

  #seq = (path: string, body: object) => this.http.post<{ seq: number }>(path, body);
}
