// A conversation is its events, folded: twin of lightkeeper/core/projection.py; both run tests/fixtures/projection.json.

import type { Audience, Block, Event, EventOf, Handler, PersonKind, State, Summary } from './events';
import type { EvidenceCard } from './evidence';

export interface Person {
  kind: PersonKind;
  name: string;
}

export interface Message {
  seq: number;
  author: string;
  audience: Audience;
  at: string;
  body: string;
  format: 'text' | 'markdown';
  language: string | null;
  blocks: Block[];
  redacted: boolean;
}

export interface View {
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
  messages: Message[];
  evidence: { seq: number; id: string; card: EvidenceCard }[];
  case_file: Summary | null;
  /** The seq of the hand-over that the case file came with; 0 without one. */
  case_file_seq: number;
  rating: number | null;
  survey: string | null;
  secrets_caught: number;
  /** The newest event that was folded; what comes at or below it is a repeat. */
  seq: number;
}

/** The view, and the events it was folded from for the screens that show them (`timeline`: in order, redacted ones empty). */
export interface Conversation extends View {
  timeline: readonly Event[];
}

export const EMPTY: Conversation = {
  reference: '',
  brand: '',
  channel: '',
  language: '',
  subject: '',
  state: 'new',
  handler: 'assistant',
  assignee: null,
  team: null,
  tags: [],
  participants: {},
  messages: [],
  evidence: [],
  case_file: null,
  case_file_seq: 0,
  rating: null,
  survey: null,
  secrets_caught: 0,
  seq: 0,
  timeline: [],
};

/** The conversation after `events` (ascending by seq; repeats are passed over). Never changes what it is given. */
export function fold(before: Conversation, events: readonly Event[]): Conversation {
  let after = before;
  const timeline: Event[] = [];
  for (const event of events) {
    if (event.seq <= after.seq) continue;
    after = { ...after, ...change(after, event), seq: event.seq };
    timeline.push(event);
  }
  if (after === before) return before;
  return { ...after, timeline: redact([...before.timeline, ...timeline], timeline) };
}

const EMPTIED = { body: '', format: 'text' as const, language: null, blocks: [], redacted: true };

function change(view: View, event: Event): Partial<View> {
  if (event.kind === 'message.posted') return posted(view, event);
  if (event.payload === null) return {};
  switch (event.kind) {
    case 'conversation.started': {
      const { reference, brand, channel, language, subject } = event.payload;
      return { reference, brand, channel, language, subject };
    }
    case 'participant.joined': {
      const { ref, person, name } = event.payload;
      return { participants: { ...view.participants, [ref]: { kind: person, name } } };
    }
    case 'state.changed':
      return { state: event.payload.after };
    case 'handler.changed':
      return { handler: event.payload.to };
    case 'assigned': {
      const { agent, agent_name, team } = event.payload;
      return { assignee: agent ? { ref: agent, name: agent_name ?? '' } : null, team };
    }
    case 'tag.added':
      return { tags: [...new Set([...view.tags, event.payload.tag])].sort() };
    case 'tag.removed': {
      const { tag } = event.payload;
      return { tags: view.tags.filter((each) => each !== tag) };
    }
    case 'subject.changed':
      return { subject: event.payload.subject };
    case 'language.changed':
      return { language: event.payload.language };
    case 'evidence.added': {
      const { id, card } = event.payload;
      return { evidence: [...view.evidence, { seq: event.seq, id, card }] };
    }
    case 'handed.over':
      return { case_file: event.payload.summary, case_file_seq: event.seq };
    case 'secret.caught':
      return { secrets_caught: view.secrets_caught + 1 };
    case 'survey.offered':
      return { survey: event.payload.survey };
    case 'rated':
      return { rating: event.payload.score };
    case 'redacted': {
      const { seq } = event.payload;
      return {
        messages: view.messages.map((each) => (each.seq === seq ? { ...each, ...EMPTIED } : each)),
        evidence: view.evidence.filter((each) => each.seq !== seq),
        ...(view.case_file_seq === seq ? { case_file: null, case_file_seq: 0 } : {}),
      };
    }
    default: // delivery.changed, identity.linked and kinds that are newer than this page change the timeline alone
      return {};
  }
}

function posted(view: View, { seq, actor, audience, at, payload }: EventOf<'message.posted'>): Partial<View> {
  const { body, format, language, blocks } = payload ?? EMPTIED;
  const message = { seq, author: actor, audience, at, body, format, language, blocks, redacted: payload === null };
  return { messages: [...view.messages, message] };
}

/** The timeline with the targets of new `redacted` events emptied. */
function redact(timeline: Event[], fresh: Event[]): Event[] {
  const gone = new Set(fresh.map((event) => (event.kind === 'redacted' ? event.payload?.seq : undefined)));
  gone.delete(undefined);
  return gone.size === 0
    ? timeline
    : timeline.map((event) => (gone.has(event.seq) ? ({ ...event, payload: null } as Event) : event));
}

export const isMessage = (event: Event): event is EventOf<'message.posted'> => event.kind === 'message.posted';

/** What became of the copies of each message in other channels, by the message's seq: the newest state wins. */
export function deliveries(conversation: Conversation): Map<number, EventOf<'delivery.changed'>['payload']> {
  const found = new Map<number, EventOf<'delivery.changed'>['payload']>();
  for (const event of conversation.timeline) {
    if (event.kind === 'delivery.changed' && event.payload) found.set(event.payload.seq, event.payload);
  }
  return found;
}
