// The fake server's conversations: events appended as the real ledger does, rows and details derived from them.

import type { Event, EventOf, Kind, Payloads } from '$client/events';
import { EMPTY, fold, isMessage, type Conversation as Projection } from '$client/projection';
import type { Author, Conversation, Customer, Draft, PersonName, Summary } from '../src/wire';

export interface Case {
  reference: string;
  customer: Customer;
  events: Event[];
  folded: Projection;
  team: { slug: string; name: string } | null;
  drafts: Draft[];
  read: number;
  customerRead: number;
  waitingSince: string | null;
}

export const TEAMS = [
  { slug: 'deposits', name: 'Deposits', brand: 'harbor' },
  { slug: 'security', name: 'Security', brand: 'harbor' },
];

export class Ledger {
  readonly cases = new Map<string, Case>();
  now = Date.now();

  start(reference: string, customer: Customer, subject: string, language: string, at: string, channel = 'chat'): Case {
    const fresh: Case = {
      reference,
      customer,
      events: [],
      folded: EMPTY,
      team: null,
      drafts: [],
      read: 0,
      customerRead: 0,
      waitingSince: at,
    };
    this.cases.set(reference, fresh);
    this.add(
      reference,
      'conversation.started',
      'system',
      { reference, brand: 'harbor', channel, language, subject },
      { at },
    );
    this.add(
      reference,
      'participant.joined',
      customer.ref,
      { ref: customer.ref, person: 'customer', name: customer.name ?? '' },
      { at },
    );
    return fresh;
  }

  add<K extends Kind>(
    reference: string,
    kind: K,
    actor: string,
    payload: Payloads[K],
    more: { at?: string; audience?: 'public' | 'team' } = {},
  ): Event {
    const open = this.cases.get(reference)!;
    const at = more.at ?? new Date(this.now).toISOString();
    const seq = open.events.length + 1;
    const event = { seq, kind, v: 1, actor, at, audience: more.audience ?? 'public', payload } as unknown as Event;
    open.events = [...open.events, event];
    if (event.kind === 'redacted' && event.payload) {
      const { seq: gone } = event.payload;
      open.events = open.events.map((each) => (each.seq === gone ? ({ ...each, payload: null } as Event) : each));
    }
    open.folded = fold(open.folded, [event]);
    if (isMessage(event) && event.audience === 'public') {
      if (actor.startsWith('c_')) open.waitingSince ??= at;
      else open.waitingSince = null;
    }
    return event;
  }

  summary(open: Case, withRead: boolean): Summary {
    const { folded } = open;
    const last = open.events.findLast((event) => event.kind === 'message.posted');
    const row: Summary = {
      reference: open.reference,
      brand: 'harbor',
      seq: open.events.length,
      subject: folded.subject,
      state: folded.state,
      handler: folded.handler,
      channel: folded.channel,
      language: folded.language,
      customer: { ref: open.customer.ref, name: open.customer.name },
      assignee: folded.assignee,
      team: open.team?.slug ?? null,
      tags: folded.tags,
      last: last && isMessage(last) ? lastOf(last) : null,
      waiting_since: folded.state === 'solved' ? null : open.waitingSince,
      started_at: open.events[0]!.at,
    };
    return withRead ? { ...row, read_seq: open.read } : row;
  }

  detail(open: Case): Conversation {
    const { folded } = open;
    const publicSeq = open.events.findLast((event) => event.audience === 'public')?.seq ?? 0;
    return {
      reference: open.reference,
      topic: `c/${open.reference}`,
      brand: 'harbor',
      subject: folded.subject,
      state: folded.state,
      handler: folded.handler,
      channel: folded.channel,
      language: folded.language,
      assignee: folded.assignee,
      team: open.team,
      tags: folded.tags,
      customer: open.customer,
      seq: open.events.length,
      public_seq: publicSeq,
      started_at: open.events[0]!.at,
      waiting_since: folded.state === 'solved' ? null : open.waitingSince,
      read_seq: open.read,
      customer_read_seq: open.customerRead,
      participants: folded.participants,
      drafts: open.drafts,
      evidence: folded.evidence,
      summary: folded.case_file,
      allowed: ['reply', 'note', 'assign', 'set_state', 'tag', 'redact', 'look_up', 'export'],
      secrets_caught: folded.secrets_caught,
      rating: folded.rating,
    };
  }
}

function lastOf({ seq, at, actor, audience, payload }: EventOf<'message.posted'>): Summary['last'] {
  return { seq, at, audience, by: authorOf(actor), text: payload?.body ?? '' };
}

export function authorOf(actor: string): Author {
  if (actor === 'assistant' || actor === 'system') return actor;
  return actor.startsWith('c_') ? 'customer' : 'agent';
}

export const AGENTS: PersonName[] = [
  { ref: 'a_mei', name: 'Mei Tan' },
  { ref: 'a_bo', name: 'Bo Lindqvist' },
  { ref: 'a_lea', name: 'Léa Moreau' },
];
