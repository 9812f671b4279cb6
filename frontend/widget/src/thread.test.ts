import { describe, expect, it } from 'vitest';
import type { Event, Kind, Payloads } from '$client/events';
import type { Entry } from '$client/outbox';
import { EMPTY, fold } from '$client/projection';
import { thread, type Said } from './thread';

let seq = 0;
function event<K extends Kind>(minute: number, actor: string, kind: K, payload: Payloads[K] | null): Event {
  const at = new Date(Date.UTC(2026, 10, 21, 5, minute)).toISOString();
  return { seq: ++seq, kind, v: 1, actor, at, audience: 'public', payload } as Event;
}
const say = (minute: number, actor: string, body: string, key: string | null = null) =>
  event(minute, actor, 'message.posted', { body, format: 'text', language: null, blocks: [], key });
const entry = (key: string): Entry => ({
  key,
  body: key,
  attachments: [],
  at: '2026-11-21T05:30:00.000Z',
  state: 'sending',
  error: null,
  seq: null,
});

function draw(events: Event[], unsent: Entry[] = [], { readFrom = 99, peerRead = 0 } = {}) {
  return thread(fold(EMPTY, events), unsent, { readFrom, peerRead, zone: 'UTC' });
}
const shape = (items: ReturnType<typeof draw>) =>
  items.map((item) => (item.type === 'message' ? item.body : item.type === 'line' ? item.key : item.type));
const said = (items: ReturnType<typeof draw>) => items.filter((item): item is Said => item.type === 'message');

describe('the timeline', () => {
  it('groups one author’s messages of five minutes', () => {
    seq = 0;
    const items = draw([
      say(0, 'c_1', 'a'),
      say(1, 'c_1', 'b'),
      say(9, 'c_1', 'c'),
      say(9, 'a_1', 'd'),
      say(9, 'c_1', 'e'),
    ]);
    expect(said(items).map((each) => [each.body, each.first])).toEqual([
      ['a', true],
      ['b', false],
      ['c', true],
      ['d', true],
      ['e', true],
    ]);
  });

  it('marks each day in the reader’s zone', () => {
    seq = 0;
    const items = draw([say(0, 'c_1', 'a'), say(24 * 60, 'c_1', 'b'), say(25 * 60, 'c_1', 'c')]);
    expect(shape(items)).toEqual(['day', 'a', 'day', 'b', 'c']);
  });

  it('puts the line above the first new message of the others, once', () => {
    seq = 0;
    const events = [say(0, 'c_1', 'a'), say(1, 'a_1', 'b'), say(2, 'c_1', 'c'), say(3, 'a_1', 'd'), say(4, 'a_1', 'e')];
    expect(shape(draw(events, [], { readFrom: 2 }))).toEqual(['day', 'a', 'b', 'c', 'new', 'd', 'e']);
    expect(shape(draw(events, [], { readFrom: 5 }))).not.toContain('new');
  });

  it('tells the few events that matter to a customer', () => {
    seq = 0;
    const items = draw([
      event(0, 'system', 'conversation.started', {
        reference: 'R',
        brand: 'b',
        channel: 'chat',
        language: 'en',
        subject: '',
      }),
      event(0, 'c_1', 'participant.joined', { ref: 'c_1', person: 'customer', name: 'Dana' }),
      event(1, 'assistant', 'handler.changed', { to: 'person' }),
      event(2, 'a_1', 'participant.joined', { ref: 'a_1', person: 'agent', name: 'Mei' }),
      event(3, 'a_1', 'state.changed', { before: 'open', after: 'waiting_customer', cause: 'agent_replied' }),
      event(3, 'a_1', 'state.changed', { before: 'waiting_customer', after: 'solved', cause: 'solved' }),
      event(4, 'c_1', 'state.changed', { before: 'solved', after: 'open', cause: 'reopened' }),
    ]);
    const keys = ['widget.line.handed_over', 'widget.line.joined', 'widget.line.solved', 'widget.line.reopened'];
    expect(shape(items)).toEqual(['day', ...keys]);
  });

  it('keeps the place of an optimistic message when its event comes', () => {
    seq = 0;
    const first = say(0, 'c_1', 'a');
    const waiting = draw([first], [entry('k1')]);
    const stored = draw([first, say(30, 'c_1', 'k1', 'k1')]);
    expect(waiting.map((item) => item.id)).toEqual(stored.map((item) => item.id));
    expect(said(waiting).at(-1)!.sending).toBe('sending');
    expect(said(stored).at(-1)!.sending).toBeNull();
  });

  it('does not show what looks like a phrase while it is on its way', () => {
    const phrase = 'legal winner thank year wave sausage worth useful legal winner thank yellow';
    expect(said(draw([], [{ ...entry('k1'), body: phrase }])).map((each) => each.body)).toEqual(['•••']);
  });

  it('says of one’s newest message whether it was read', () => {
    seq = 0;
    const events = [say(0, 'c_1', 'a'), say(1, 'c_1', 'b'), say(2, 'a_1', 'c')];
    expect(said(draw(events, [], { peerRead: 1 })).map((each) => each.mark)).toEqual([null, 'sent', null]);
    expect(said(draw(events, [], { peerRead: 2 })).map((each) => each.mark)).toEqual([null, 'read', null]);
  });

  it('leaves choices open only until the customer answers', () => {
    seq = 0;
    const asked = [say(0, 'c_1', 'a'), say(1, 'assistant', 'which?')];
    expect(said(draw(asked)).map((each) => each.open)).toEqual([false, true]);
    expect(said(draw(asked, [entry('k')])).map((each) => each.open)).toEqual([false, false, false]);
  });

  it('shows a redacted message as gone', () => {
    seq = 0;
    const items = draw([say(0, 'c_1', 'a'), event(1, 'system', 'redacted', { seq: 1, reason: 'asked' })]);
    expect(said(items).map((each) => [each.body, each.redacted])).toEqual([['', true]]);
  });
});
