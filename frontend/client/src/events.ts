// The kinds of event in a conversation's ledger: twin of lightkeeper/core/events.py.

import type { EvidenceCard, Line } from './evidence';

export type Audience = 'public' | 'team';
export type State = 'new' | 'open' | 'waiting_customer' | 'waiting_others' | 'solved' | 'closed';
export type Handler = 'assistant' | 'person';
export type PersonKind = 'customer' | 'agent' | 'assistant';

export interface Attachment {
  key: string;
  name: string;
  media_type: string;
  size: number;
  width?: number | null;
  height?: number | null;
}

export interface Article {
  slug: string;
  language: string;
  title: string;
  summary: string;
  url: string;
}

export type Block =
  | ({ type: 'attachment' } & Attachment)
  | { type: 'evidence'; id: string; card: EvidenceCard }
  | ({ type: 'article' } & Article)
  | { type: 'choices'; options: { id: string; label: string }[] }
  | ({ type: 'advice' } & Line)
  | { type: 'texts'; lines: Line[] };

export interface Summary {
  wish: string;
  language: string;
  facts: { kind: string; value: string }[];
  evidence: string[];
  tried: Line[];
  missing: string[];
}

export interface Payloads {
  'conversation.started': { reference: string; brand: string; channel: string; language: string; subject: string };
  'participant.joined': { ref: string; person: PersonKind; name: string };
  'message.posted': {
    body: string;
    format: 'text' | 'markdown';
    language: string | null;
    blocks: Block[];
    key: string | null;
  };
  'state.changed': { before: State; after: State; cause: string };
  'handler.changed': { to: Handler };
  assigned: { agent: string | null; agent_name: string | null; team: string | null };
  'tag.added': { tag: string };
  'tag.removed': { tag: string };
  'subject.changed': { subject: string };
  'language.changed': { language: string };
  'evidence.added': { id: string; card: EvidenceCard };
  'handed.over': { reason: string; summary: Summary };
  'secret.caught': { seq: number | null; kinds: string[] };
  'survey.offered': { survey: string };
  rated: { score: number; comment: string | null };
  'delivery.changed': { seq: number; channel: string; state: string; reason: string | null };
  'identity.linked': { identity: string; verified: boolean };
  redacted: { seq: number; reason: string };
}

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
