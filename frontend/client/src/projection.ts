// A conversation is its events, folded: twin of lightkeeper/core/projection.py.

import type { Event, EventOf, Handler, PersonKind, State, Summary } from './events';
import type { EvidenceCard } from './evidence';

export interface Person {
  kind: PersonKind;
  name: string;
}

export interface Conversation {
  reference: string;
  brand: string;
  channel: string;
  language: string;
  subject: string;
  state: State;
  handler: Handler;
  assignee: { ref: string; name: string } | null;
  team: string | null;
  tags: string[];
  participants: Record<string, Person>;
  evidence: { id: string; card: EvidenceCard }[];
  summary: Summary | null;
  /** True from the offer of a survey until it is answered or the conversation goes on. */
  surveyed: boolean;
  rating: number | null;
  secrets: number;
  /** The newest event that was folded; what comes at or below it is a repeat. */
  seq: number;
  /** Every event in order, redacted ones with a payload of null. */
  timeline: Event[];
}

export const EMPTY: Conversation = {
  reference: '',
  brand: '',
  channel: '',
  language: 'en',
  subject: '',
  state: 'new',
  handler: 'assistant',
  assignee: null,
  team: null,
  tags: [],
  participants: {},
  evidence: [],
  summary: null,
  surveyed: false,
  rating: null,
  secrets: 0,
  seq: 0,
  timeline: [],
};

/** The conversation after `events` (ascending by seq; repeats are passed over). Never changes its input. */
export function fold(before: Conversation, events: readonly Event[]): Conversation {
  const fresh = events.filter((event, index) => event.seq > Math.max(before.seq, events[index - 1]?.seq ?? 0));
  if (fresh.length === 0) return before;
  const after = { ...before, timeline: [...before.timeline, ...fresh] };
  for (const event of fresh) {
    after.seq = event.seq;
    apply(after, event);
  }
  return after;
}

function apply(c: Conversation, event: Event): void {
  if (event.payload === null) return;
  switch (event.kind) {
    case 'conversation.started': {
      const { reference, brand, channel, language, subject } = event.payload;
      Object.assign(c, { reference, brand, channel, language, subject });
      return;
    }
    case 'participant.joined': {
      const { ref, person, name } = event.payload;
      c.participants = { ...c.participants, [ref]: { kind: person, name } };
      return;
    }
    case 'state.changed':
      c.state = event.payload.after;
      if (c.state !== 'solved' && c.state !== 'closed') c.surveyed = false;
      return;
    case 'handler.changed':
      c.handler = event.payload.to;
      return;
    case 'assigned': {
      const { agent, agent_name, team } = event.payload;
      c.assignee = agent === null ? null : { ref: agent, name: agent_name ?? '' };
      c.team = team;
      return;
    }
    case 'tag.added':
      c.tags = [...c.tags.filter((tag) => tag !== event.payload?.tag), event.payload.tag];
      return;
    case 'tag.removed':
      c.tags = c.tags.filter((tag) => tag !== event.payload?.tag);
      return;
    case 'subject.changed':
      c.subject = event.payload.subject;
      return;
    case 'language.changed':
      c.language = event.payload.language;
      return;
    case 'evidence.added': {
      const { id, card } = event.payload;
      c.evidence = [...c.evidence.filter((each) => each.id !== id), { id, card }];
      return;
    }
    case 'handed.over':
      c.summary = event.payload.summary;
      return;
    case 'secret.caught':
      c.secrets += event.payload.kinds.length;
      return;
    case 'survey.offered':
      c.surveyed = true;
      return;
    case 'rated':
      c.rating = event.payload.score;
      c.surveyed = false;
      return;
    case 'redacted': {
      const { seq } = event.payload;
      c.timeline = c.timeline.map((each) => (each.seq === seq ? ({ ...each, payload: null } as Event) : each));
      return;
    }
    default: // message.posted, delivery.changed, identity.linked change the timeline alone
  }
}

export const isMessage = (event: Event): event is EventOf<'message.posted'> => event.kind === 'message.posted';

/** What became of the copies of each message in other channels, by its seq: the newest state wins. */
export function deliveries(conversation: Conversation): Map<number, EventOf<'delivery.changed'>['payload']> {
  const found = new Map<number, EventOf<'delivery.changed'>['payload']>();
  for (const event of conversation.timeline) {
    if (event.kind === 'delivery.changed' && event.payload) found.set(event.payload.seq, event.payload);
  }
  return found;
}
