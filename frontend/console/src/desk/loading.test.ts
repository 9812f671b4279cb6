import { describe, expect, it } from 'vitest';
import type { Event } from '$client/events';
import type { Conversation } from '../wire';
import { joined, projectionOf } from './loading';

const CARD = { kind: 'transaction' } as never;
const info = {
  reference: '7KQ4MXP29R',
  brand: 'harbor',
  state: 'solved',
  handler: 'person',
  assignee: { ref: 'a_bo', name: 'Bo' },
  team: { slug: 'deposits', name: 'Deposits' },
  tags: ['deposit', 'vip'],
  evidence: [
    { id: 'old', card: CARD },
    { id: 'new', card: CARD },
  ],
  participants: {},
  summary: null,
  secrets_caught: 3,
  seq: 300,
} as unknown as Conversation;

const event = (seq: number, kind: string, payload: object): Event =>
  ({ seq, kind, v: 1, actor: 'a_bo', at: '2026-11-21T05:00:00.000Z', audience: 'team', payload }) as Event;

describe('a conversation of which only the end is loaded', () => {
  const events = [
    event(299, 'evidence.added', { id: 'new', card: CARD }),
    event(300, 'secret.caught', { seq: 298, kinds: ['wif'] }),
  ];

  it('is what the server says, each thing once', () => {
    const shown = projectionOf(info, events);
    expect(shown).toMatchObject({
      state: 'solved',
      team: 'deposits',
      tags: ['deposit', 'vip'],
      seq: 300,
      secrets_caught: 3,
    });
    expect(shown.evidence.map((each) => each.id)).toEqual(['old', 'new']);
    expect(shown.timeline).toHaveLength(2);
  });

  it('follows what came after the server was asked', () => {
    const later = [
      ...events,
      event(301, 'state.changed', { before: 'solved', after: 'open', cause: 'customer_wrote' }),
    ];
    expect(projectionOf(info, later)).toMatchObject({ state: 'open', seq: 301 });
  });

  it('is known without any event', () => {
    expect(projectionOf(info, [])).toMatchObject({ state: 'solved', seq: 300, secrets_caught: 3 });
  });
});

it('joins two pages, each event once', () => {
  const page = (...seqs: number[]) => seqs.map((seq) => event(seq, 'tag.added', { tag: 'a' }));
  expect(joined(page(1, 2, 3), page(3, 4)).map((each) => each.seq)).toEqual([1, 2, 3, 4]);
});
