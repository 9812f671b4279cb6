// The kinds of event in a conversation's ledger; their payloads are made from lightkeeper/core/events.py.

import type { Payloads } from '../generated/events';
import type { CaseFile } from './shapes';

export type { Article, Attachment, Block } from './shapes';
export type { Payloads };
export type Summary = CaseFile;

export type Audience = 'public' | 'team';
export type State = 'new' | 'open' | 'waiting_customer' | 'waiting_others' | 'solved' | 'closed';
export type Handler = 'assistant' | 'person';
export type PersonKind = 'customer' | 'agent' | 'assistant';

export type Kind = keyof Payloads;

/** One event; a payload of null was redacted. A `kind` that this version does not know is passed over. */
export type Event = {
  [K in Kind]: {
    seq: number;
    kind: K;
    v: number;
    actor: string;
    at: string;
    audience: Audience;
    payload: Payloads[K] | null;
  };
}[Kind];

export type EventOf<K extends Kind> = Extract<Event, { kind: K }>;
