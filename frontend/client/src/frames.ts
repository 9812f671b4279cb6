// What the socket carries: text frames, one JSON object each, `t` names the sort.

import type { Audience, Event } from './events';

export interface Present {
  ref?: string;
  name?: string;
  kind: 'agent' | 'customer';
}

/** A row of a list; the console's inbox knows its other fields. */
export interface Row {
  reference: string;
  seq: number;
  [field: string]: unknown;
}

export type Stage = 'reading' | 'looking_up' | 'writing' | 'done';

export type ServerFrame =
  | { t: 'ready'; v: 1; person: string; expires_at: string; topics: string[] }
  | { t: 'events'; topic: string; from_seq: number; to_seq: number; events: Event[] }
  | { t: 'summary'; topic: string; rows: Row[] }
  /** On p/REF: something of this person's changed outside the topics followed, e.g. a conversation begun elsewhere. */
  | { t: 'news'; topic: string; reference: string; seq: number }
  | { t: 'gone'; topic: string; reference: string }
  | { t: 'reset'; topic: string }
  | { t: 'typing'; topic: string; person: string; name: string; on: boolean }
  | { t: 'presence'; topic: string; people: Present[] }
  | { t: 'read'; topic: string; person: string; seq: number }
  | { t: 'progress'; topic: string; stage: Stage }
  | { t: 'revoked'; topic: string }
  | { t: 'expiring'; seconds: number }
  | { t: 'error'; code: string }
  | { t: 'pong' };

export type ClientFrame =
  | { t: 'hello'; v: 1; token: string; cursors: Record<string, number> }
  | { t: 'auth'; token: string }
  | { t: 'sub'; topic: string; cursor: number }
  | { t: 'unsub'; topic: string }
  | { t: 'typing'; topic: string; on: boolean; audience: Audience }
  | { t: 'ping' };

export const CLOSE = { TOKEN: 4401, NO_HELLO: 4408, SLOW: 4409, TOO_MANY: 4429 } as const;
