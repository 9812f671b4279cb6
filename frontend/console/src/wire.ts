// The agent API's nouns as they travel. Events and blocks are the client's, shared with the widget.

import type { Audience, Handler, State, Summary as CaseSummary } from '$client/events';
import type { EvidenceCard } from '$client/evidence';

export type { Audience, CaseSummary, EvidenceCard, Handler, State };
export type Author = 'customer' | 'agent' | 'assistant' | 'system';

export interface PersonName {
  ref: string;
  name: string;
}

export interface Me {
  ref: string;
  name: string;
  email: string;
  language: string;
  timezone: string;
  role: string;
  permissions: string[];
  brands: { slug: string; name: string }[];
  teams: Team[];
  online: boolean;
  mfa: boolean;
}

export interface Team {
  slug: string;
  name: string;
  brand: string;
}

/** One row of the inbox; `read_seq` comes by HTTP only. */
export interface Summary {
  reference: string;
  brand: string;
  seq: number;
  subject: string;
  state: State;
  handler: Handler;
  channel: string;
  language: string;
  customer: { ref: string; name: string | null };
  assignee: PersonName | null;
  team: string | null;
  tags: string[];
  /** The newest message, notes included. */
  last: { text: string; at: string; by: Author; seq?: number; audience?: Audience } | null;
  waiting_since: string | null;
  started_at: string;
  read_seq?: number;
}

export interface InboxPage {
  rows: Summary[];
  next: string | null;
  topics: string[];
}

export interface Counts {
  mine: number;
  unassigned: number;
  open: number;
  waiting: number;
  solved: number;
  by_team: Record<string, number>;
}

export interface Draft {
  audience: Audience;
  body: string;
  attachments: string[];
  base_seq: number;
  updated_at: string;
}

export interface Customer {
  ref: string;
  name: string | null;
  kind: 'anonymous' | 'verified';
  language: string;
  timezone: string | null;
  email_masked: string | null;
  platform_id_masked: string | null;
  first_seen: string;
  conversations: number;
}

export interface Participant {
  kind: 'customer' | 'agent' | 'assistant';
  name: string;
}

/** Everything about one conversation but its events. */
export interface Conversation {
  reference: string;
  topic: string;
  brand: string;
  subject: string;
  state: State;
  handler: Handler;
  channel: string;
  language: string;
  assignee: PersonName | null;
  team: { slug: string; name: string } | null;
  tags: string[];
  customer: Customer;
  seq: number;
  public_seq: number;
  started_at: string;
  read_seq: number;
  customer_read_seq: number;
  participants: Record<string, Participant>;
  drafts: Draft[];
  evidence: { id: string; card: EvidenceCard }[];
  summary: CaseSummary | null;
  allowed: string[];
  secrets_caught: number;
  rating: number | null;
}

export interface Attachment {
  key: string;
  name: string;
  media_type: string;
  size: number;
  width?: number | null;
  height?: number | null;
  url?: string;
}

export interface SearchHit {
  reference: string;
  seq: number;
  snippet: string;
  at: string;
  subject: string;
  customer_name: string | null;
}

export interface ArticleHit {
  slug: string;
  language: string;
  title: string;
  summary: string;
  url: string;
}

/** What has no place in the three open columns: solved and closed. */
export const DONE: readonly State[] = ['solved', 'closed'];
export const WAITING: readonly State[] = ['waiting_customer', 'waiting_others'];
export const ACTIVE: readonly State[] = ['new', 'open'];
