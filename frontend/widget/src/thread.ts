// What stands in the timeline: messages, day marks, the line above what is new, and the few events a customer cares for.

import type { Block, Event, PersonKind } from '$client/events';
import type { Entry, Sending } from '$client/outbox';
import { isMessage, type Conversation } from '$client/projection';
import { dayOf } from '$ui/when';
import { looksSecret } from './secret';

export interface Said {
  type: 'message';
  /** Stays the same when an optimistic message becomes the stored one, so that nothing jumps. */
  id: string;
  seq: number | null;
  by: PersonKind | 'system';
  name: string;
  at: string;
  /** Opens a group: author and time are shown. */
  first: boolean;
  body: string;
  format: 'text' | 'markdown';
  language: string | null;
  blocks: Block[];
  redacted: boolean;
  sending: Sending | null;
  problem: string;
  /** What the foot says of one's own newest message: read by the other side, or only stored. */
  mark: 'read' | 'sent' | null;
  /** Its choices can still be picked: nothing was said after it. */
  open: boolean;
}

export type Item =
  | Said
  | { type: 'day'; id: string; at: string }
  | { type: 'new'; id: string }
  | { type: 'line'; id: string; at: string; key: string; params: Record<string, string | number> };

const GROUP = 5 * 60_000;

/** In order. `readFrom`: the seq up to which all was read when it was opened. `zone`: IANA, for the day marks. */
export function thread(
  view: Conversation,
  unsent: readonly Entry[],
  { readFrom, peerRead, zone }: { readFrom: number; peerRead: number; zone?: string | undefined },
): Item[] {
  const items: Item[] = [];
  let day = '';
  let marked = false;
  let before: Said | null = null;

  const add = (item: Exclude<Item, { type: 'day' | 'new' }>) => {
    const today = dayOf(item.at, zone);
    if (today !== day) {
      items.push({ type: 'day', id: `day-${today}`, at: item.at });
      before = null;
    }
    day = today;
    if (item.type === 'message') {
      const near = before && before.by === item.by && before.name === item.name;
      item.first = !near || Date.parse(item.at) - Date.parse(before!.at) > GROUP;
      before = item;
    } else before = null;
    items.push(item);
  };

  for (const event of view.timeline) {
    if (isMessage(event)) {
      const said = stored(view, event);
      if (!marked && said.by !== 'customer' && event.seq > readFrom) {
        marked = true;
        before = null;
        if (items.length > 0) items.push({ type: 'new', id: 'new' });
      }
      add(said);
    } else {
      const line = lineOf(event);
      if (line) add({ type: 'line', id: `s${event.seq}`, at: event.at, ...line });
    }
  }
  for (const entry of unsent) add(waiting(entry));
  return finish(items, peerRead);
}

function stored(view: Conversation, event: Extract<Event, { kind: 'message.posted' }>): Said {
  const { seq, actor, at, payload } = event;
  const person = view.participants[actor];
  const guess = actor.startsWith('a_') ? 'agent' : 'customer';
  return {
    type: 'message',
    id: payload?.key ?? `s${seq}`,
    seq,
    by: actor === 'assistant' || actor === 'system' ? actor : (person?.kind ?? guess),
    name: person?.name ?? '',
    at,
    first: true,
    body: payload?.body ?? '',
    format: payload?.format ?? 'text',
    language: payload?.language ?? null,
    blocks: payload?.blocks ?? [],
    redacted: payload === null,
    sending: null,
    problem: '',
    mark: null,
    open: false,
  };
}

function waiting({ key, body, attachments, at, state, error }: Entry): Said {
  return {
    type: 'message',
    id: key,
    seq: null,
    by: 'customer',
    name: '',
    at,
    first: true,
    // The stored text has the secret taken out; until it is there, nothing that looks like one stays on the screen.
    body: looksSecret(body) ? '•••' : body,
    format: 'text',
    language: null,
    blocks: attachments.map((each) => ({ type: 'attachment', ...each })),
    redacted: false,
    sending: state,
    problem: error?.message ?? '',
    mark: null,
    open: false,
  };
}

/** The foot under the newest of one's own, and which choices are still open. */
function finish(items: Item[], peerRead: number): Item[] {
  const said = items.filter((item): item is Said => item.type === 'message');
  const own = said.filter((each) => each.by === 'customer' && each.seq !== null).at(-1);
  if (own) own.mark = own.seq! <= peerRead ? 'read' : 'sent';
  for (const each of said.slice(said.findLastIndex((item) => item.by === 'customer') + 1)) each.open = true;
  return items;
}

function lineOf(event: Event): { key: string; params: Record<string, string | number> } | null {
  if (event.payload === null) return null;
  switch (event.kind) {
    case 'participant.joined':
      return event.payload.person === 'agent'
        ? { key: 'widget.line.joined', params: { name: event.payload.name } }
        : null;
    case 'handler.changed':
      return event.payload.to === 'person' ? { key: 'widget.line.handed_over', params: {} } : null;
    case 'state.changed':
      if (event.payload.after === 'solved') return { key: 'widget.line.solved', params: {} };
      if (event.payload.after === 'closed') return { key: 'widget.line.closed', params: {} };
      return event.payload.before === 'solved' ? { key: 'widget.line.reopened', params: {} } : null;
    case 'rated':
      return { key: 'widget.line.rated', params: { score: event.payload.score } };
    default:
      return null;
  }
}
