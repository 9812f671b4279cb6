import { describe, expect, it } from 'vitest';
import type { Event } from '$client/events';
import { EMPTY, fold } from '$client/projection';
import { arrivedSince, itemsOf } from './timeline';

let seq = 0;
const event = (kind: string, payload: object | null, more: object = {}): Event =>
  ({
    seq: ++seq,
    kind,
    v: 1,
    actor: 'c_dana',
    at: '2026-11-21T05:00:00.000Z',
    audience: 'public',
    payload,
    ...more,
  }) as Event;
const said = (body: string, more: object = {}) =>
  event('message.posted', { body, format: 'text', language: 'en', blocks: [], key: null }, more);

function items(events: Event[], more: { unreadAfter?: number | null; zone?: string } = {}) {
  return itemsOf(fold(EMPTY, events), { zone: 'UTC', unreadAfter: null, me: 'a_mei', ...more });
}
const kinds = (list: ReturnType<typeof items>) => list.map((item) => item.type);

describe('the stream', () => {
  it('marks the days of the reader', () => {
    seq = 0;
    const events = [said('one', { at: '2026-11-20T15:30:00.000Z' }), said('two', { at: '2026-11-20T16:30:00.000Z' })];
    expect(kinds(items(events))).toEqual(['day', 'message', 'message']);
    expect(kinds(items(events, { zone: 'Asia/Shanghai' }))).toEqual(['day', 'message', 'day', 'message']);
  });

  it('joins what one person writes within minutes, in one audience', () => {
    seq = 0;
    const list = items([
      said('one'),
      said('two', { at: '2026-11-21T05:04:00.000Z' }),
      said('note', { actor: 'a_mei', audience: 'team', at: '2026-11-21T05:05:00.000Z' }),
      said('reply', { actor: 'a_mei', at: '2026-11-21T05:06:00.000Z' }),
      said('later', { actor: 'a_mei', at: '2026-11-21T05:30:00.000Z' }),
    ]);
    expect(list.map((item) => item.type === 'message' && item.follows)).toEqual([
      false,
      false,
      true,
      false,
      false,
      false,
    ]);
  });

  it('draws the line above the first new message of somebody else, once', () => {
    seq = 0;
    const events = [said('old'), said('mine', { actor: 'a_mei' }), said('new'), said('newer')];
    expect(kinds(items(events, { unreadAfter: 1 }))).toEqual([
      'day',
      'message',
      'message',
      'unread',
      'message',
      'message',
    ]);
    expect(kinds(items(events, { unreadAfter: 4 }))).not.toContain('unread');
  });

  it('keeps silent about what another line says', () => {
    seq = 0;
    const list = items([
      event('conversation.started', { reference: 'R', brand: 'b', channel: 'chat', language: 'en', subject: 's' }),
      said('hello'),
      event('state.changed', { before: 'new', after: 'open', cause: 'customer_wrote' }),
      event('handed.over', { reason: 'asked', summary: {} }, { audience: 'team' }),
      event('handler.changed', { to: 'person' }),
      event('state.changed', { before: 'open', after: 'solved', cause: 'solved' }),
    ]);
    expect(kinds(list)).toEqual(['day', 'message', 'handover', 'quiet']);
  });

  it('shows that a message was redacted, and why', () => {
    seq = 0;
    const list = items([said('my phrase is ...'), event('redacted', { seq: 1, reason: 'secret' })]);
    expect(list[1]).toMatchObject({ type: 'message', redacted: 'secret', event: { payload: null } });
    expect(list).toHaveLength(2);
  });
});

it('knows what a stale reply has missed', () => {
  seq = 0;
  const events = [
    said('old'),
    said('new'),
    said('note', { audience: 'team', actor: 'a_bo' }),
    said('mine', { actor: 'a_mei' }),
  ];
  expect(arrivedSince(fold(EMPTY, events), 1, 'a_mei').map((each) => each.seq)).toEqual([2]);
});
