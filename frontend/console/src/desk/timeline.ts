// The one stream of a conversation as the screen draws it: messages and notes, quiet lines for everything else, a mark
// for each day and the line above what is new.

import type { Event, EventOf } from '$client/events';
import type { Conversation as Projection } from '$client/projection';
import { dayOf } from '$ui/when';
import type { Audience } from '../wire';

export type Message = EventOf<'message.posted'>;

export type Item =
  | { type: 'day'; id: string; at: string }
  | { type: 'unread'; id: string }
  | { type: 'message'; id: string; event: Message; audience: Audience; follows: boolean; redacted: string | null }
  | { type: 'evidence'; id: string; event: EventOf<'evidence.added'> }
  | { type: 'handover'; id: string; event: EventOf<'handed.over'> }
  | { type: 'quiet'; id: string; event: Event };

/** A second message of the same author within this long needs no name above it, in ms. */
const TOGETHER = 5 * 60_000;

/** Events that say nothing which another line does not say better. */
const SILENT: readonly string[] = ['conversation.started', 'participant.joined', 'redacted'];

export interface View {
  /** IANA zone, undefined: the browser's. */
  zone: string | undefined;
  /** The line goes above the first message of somebody else after this seq; null: no line. */
  unreadAfter: number | null;
  /** The agent's own ref. */
  me: string;
}

/** The items of the stream in order; pure, cheap enough to run for each event (a few hundred events). */
export function itemsOf(projection: Projection, view: View): Item[] {
  const items: Item[] = [];
  const reasons = redactions(projection.timeline);
  let today = '';
  let before: Message | null = null;
  let line = view.unreadAfter !== null;
  for (const event of projection.timeline) {
    if (SILENT.includes(event.kind) || isEcho(event, projection)) continue;
    const here = dayOf(event.at, view.zone);
    if (here !== today) {
      items.push({ type: 'day', id: `day ${here}`, at: event.at });
      today = here;
      before = null;
    }
    if (line && event.kind === 'message.posted' && event.seq > view.unreadAfter! && event.actor !== view.me) {
      items.push({ type: 'unread', id: 'unread' });
      line = false;
      before = null;
    }
    const item = itemOf(event, before, reasons);
    items.push(item);
    before = item.type === 'message' ? item.event : null;
  }
  return items;
}

function itemOf(event: Event, before: Message | null, reasons: Map<number, string>): Item {
  const id = `e${event.seq}`;
  switch (event.kind) {
    case 'message.posted': {
      const { audience } = event;
      return {
        type: 'message',
        id,
        event,
        audience,
        follows: follows(before, event),
        redacted: reasons.get(event.seq) ?? null,
      };
    }
    case 'evidence.added':
      return event.payload ? { type: 'evidence', id, event } : { type: 'quiet', id, event };
    case 'handed.over':
      return event.payload ? { type: 'handover', id, event } : { type: 'quiet', id, event };
    default:
      return { type: 'quiet', id, event };
  }
}

function follows(before: Message | null, event: Message): boolean {
  return (
    before !== null &&
    before.actor === event.actor &&
    before.audience === event.audience &&
    Date.parse(event.at) - Date.parse(before.at) < TOGETHER
  );
}

function redactions(timeline: readonly Event[]): Map<number, string> {
  const found = new Map<number, string>();
  for (const event of timeline) {
    if (event.kind === 'redacted' && event.payload) found.set(event.payload.seq, event.payload.reason);
  }
  return found;
}

/** Every answer moves the state, and a hand-over changes the handler: the message or the case file above says it. */
function isEcho(event: Event, projection: Projection): boolean {
  if (event.kind === 'handler.changed') {
    return projection.timeline.some((each) => each.kind === 'handed.over' && Math.abs(each.seq - event.seq) <= 2);
  }
  if (event.kind !== 'state.changed' || !event.payload) return false;
  return ['customer_wrote', 'agent_replied', 'assistant_replied', 'handed_over'].includes(event.payload.cause);
}

/** What arrived publicly after `seq` from others: what a stale reply is shown. */
export function arrivedSince(projection: Projection, seq: number, me: string): Message[] {
  return projection.timeline.filter(
    (event): event is Message =>
      event.kind === 'message.posted' && event.audience === 'public' && event.seq > seq && event.actor !== me,
  );
}
