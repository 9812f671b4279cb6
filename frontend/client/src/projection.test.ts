import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Event, Kind, Payloads } from './events';
import { deliveries, EMPTY, fold, type Conversation, type View } from './projection';

interface Vector {
  name: string;
  events: Event[];
  view: View;
}

const shared = new URL('../../../tests/fixtures/projection.json', import.meta.url);

function view({ timeline, ...rest }: Conversation): View {
  void timeline;
  return rest;
}

describe.runIf(existsSync(shared))('the vectors that Python runs too', () => {
  const vectors = existsSync(shared) ? (JSON.parse(readFileSync(shared, 'utf8')) as Vector[]) : [];
  it.each(vectors)('$name', (vector) => {
    expect(view(fold(EMPTY, vector.events))).toEqual(vector.view);
  });
});

let seq = 0;
function event<K extends Kind>(kind: K, payload: Payloads[K] | null, actor = 'c_1'): Event {
  return { seq: ++seq, kind, v: 1, actor, at: '2026-11-21T05:10:11.123Z', audience: 'public', payload } as Event;
}
const said = (body: string): Payloads['message.posted'] => ({
  body,
  format: 'text',
  language: null,
  blocks: [],
  key: null,
});

describe('folding', () => {
  it('in one go, one by one, or with repeats gives the same', () => {
    seq = 0;
    const events = [
      event('conversation.started', { reference: 'R', brand: 'harbor', channel: 'chat', language: 'en', subject: 'S' }),
      event('participant.joined', { ref: 'c_1', person: 'customer', name: 'Dana' }),
      event('message.posted', said('one')),
      event('tag.added', { tag: 'b' }),
      event('tag.added', { tag: 'a' }),
      event('tag.added', { tag: 'b' }),
      event('tag.removed', { tag: 'b' }),
      event('assigned', { agent: 'a_1', agent_name: 'Mei', team: 'first' }),
      event('message.posted', said('two')),
      event('redacted', { seq: 3, reason: 'asked' }),
      event('state.changed', { before: 'open', after: 'solved', cause: 'solved' }),
    ];
    const whole = fold(EMPTY, events);
    const single = events.reduce((before, each) => fold(before, [each]), EMPTY);
    const repeated = fold(fold(EMPTY, events.slice(0, 7)), events);
    expect(single).toEqual(whole);
    expect(repeated).toEqual(whole);
    expect(whole).toMatchObject({ state: 'solved', tags: ['a'], team: 'first', seq: 11 });
    expect(whole.messages.map((message) => [message.body, message.redacted])).toEqual([
      ['', true],
      ['two', false],
    ]);
  });

  it('empties a redacted message in the timeline, and what comes empty stays empty', () => {
    seq = 0;
    const first = fold(EMPTY, [event('message.posted', said('my phrase')), event('message.posted', null)]);
    const second = fold(first, [event('redacted', { seq: 1, reason: 'secret' })]);
    expect(second.timeline.map((each) => each.payload)).toEqual([null, null, { seq: 1, reason: 'secret' }]);
    expect(second.messages.every((message) => message.redacted)).toBe(true);
    expect(first.timeline[0]!.payload).not.toBeNull();
  });

  it('passes over kinds that are newer than this page', () => {
    seq = 0;
    const newer = { ...event('tag.added', { tag: 'x' }), kind: 'sentiment.read' } as unknown as Event;
    expect(fold(EMPTY, [newer])).toMatchObject({ seq: 1, tags: [] });
  });

  it('gives back the same object when nothing is new', () => {
    seq = 0;
    const before = fold(EMPTY, [event('tag.added', { tag: 'x' })]);
    expect(fold(before, before.timeline)).toBe(before);
  });
});

it('knows the newest delivery of each message', () => {
  seq = 0;
  const conversation = fold(EMPTY, [
    event('delivery.changed', { seq: 3, channel: 'email', state: 'sent', reason: null }),
    event('delivery.changed', { seq: 3, channel: 'email', state: 'bounced', reason: 'no such box' }),
  ]);
  expect(deliveries(conversation).get(3)).toMatchObject({ state: 'bounced', reason: 'no such box' });
});
