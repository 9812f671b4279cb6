// A conversation's screen from what the server gave: its present state, and the newest of its events.

import type { Event } from '$client/events';
import { EMPTY, fold, type Conversation as Projection } from '$client/projection';
import type { Conversation } from '../wire';

/**
 * The projection of a conversation of which only the newest `events` are loaded. Each field is what its last event
 * says; a field without an event among them is what the server says now.
 */
export function projectionOf(info: Conversation, events: readonly Event[]): Projection {
  const first = events[0]?.seq ?? info.seq + 1;
  // The fold adds these again.
  const brought = events.flatMap((event) =>
    event.kind === 'evidence.added' && event.payload ? [event.payload.id] : [],
  );
  const base: Projection = {
    ...EMPTY,
    reference: info.reference,
    brand: info.brand,
    channel: info.channel,
    language: info.language,
    subject: info.subject,
    state: info.state,
    handler: info.handler,
    assignee: info.assignee,
    team: info.team?.slug ?? null,
    tags: info.tags,
    participants: info.participants,
    evidence: info.evidence.filter((each) => !brought.includes(each.id)).map((each) => ({ seq: 0, ...each })),
    case_file: info.summary,
    rating: info.rating,
    secrets_caught: Math.max(0, info.secrets_caught - caught(events.filter((event) => event.seq <= info.seq))),
    seq: first - 1,
  };
  const folded = fold(base, events);
  return events.length === 0 ? { ...folded, seq: info.seq } : folded;
}

function caught(events: readonly Event[]): number {
  return events.filter((event) => event.kind === 'secret.caught' && event.payload).length;
}

/** Two runs of events as one, each event once, ascending. */
export function joined(older: readonly Event[], newer: readonly Event[]): Event[] {
  const first = newer[0]?.seq ?? Infinity;
  return [...older.filter((event) => event.seq < first), ...newer];
}
