import { beforeEach, describe, expect, it } from 'vitest';
import type { Summary } from '../wire';
import { Inbox, unread } from './inbox.svelte';

function row(reference: string, more: Partial<Summary> = {}): Summary {
  return {
    reference,
    brand: 'harbor',
    seq: 1,
    subject: reference,
    state: 'open',
    handler: 'person',
    channel: 'chat',
    language: 'en',
    customer: { ref: 'c_1', name: 'Dana' },
    assignee: null,
    team: null,
    tags: [],
    waiting_since: null,
    started_at: '2026-11-21T05:00:00.000Z',
    ...more,
    last: { ...(more.last ?? at(0)), seq: more.seq ?? 1 },
  };
}

const at = (minute: number, by: 'customer' | 'agent' = 'customer') => ({
  text: 'hello',
  audience: 'public' as const,
  seq: 0,
  at: `2026-11-21T05:${String(minute).padStart(2, '0')}:00.000Z`,
  by,
});

describe('the list', () => {
  let inbox: Inbox;
  const shown = () => inbox.rows.map((each) => each.reference);

  beforeEach(() => {
    inbox = new Inbox();
    inbox.open({ state: 'open', assignee: 'any', team: null, brand: null }, 'a_me');
    inbox.replace({
      rows: [row('B', { seq: 5, last: at(20), read_seq: 5 }), row('A', { seq: 3, last: at(10), read_seq: 3 })],
      next: 'more',
      topics: ['l/harbor/-'],
    });
  });

  it('takes a new row to the top and a changed one with it', () => {
    inbox.apply([row('C', { last: at(30) })]);
    expect(shown()).toEqual(['C', 'B', 'A']);
    inbox.apply([row('A', { seq: 4, last: at(40) })]);
    expect(shown()).toEqual(['A', 'C', 'B']);
  });

  it('lets nothing move while it is held, and counts what came', () => {
    inbox.hold();
    inbox.apply([row('C', { last: at(30) }), row('A', { seq: 4, last: at(40), subject: 'changed' })]);
    expect(shown()).toEqual(['B', 'A']);
    expect(inbox.arrived).toBe(1);
    expect(inbox.get('A')?.subject).toBe('changed');
    inbox.settle();
    expect(shown()).toEqual(['A', 'C', 'B']);
    expect(inbox.arrived).toBe(0);
  });

  it('passes over what is older than what it has', () => {
    inbox.apply([row('B', { seq: 4, subject: 'old' })]);
    expect(inbox.get('B')?.subject).toBe('B');
  });

  it('takes out a row that does not belong any more, and marks it as leaving while held', () => {
    inbox.hold();
    const solved = row('B', { seq: 6, state: 'solved', last: at(20) });
    inbox.apply([solved]);
    expect(shown()).toEqual(['B', 'A']);
    expect(inbox.leaving(solved)).toBe(true);
    inbox.release();
    expect(shown()).toEqual(['A']);
  });

  it('keeps the open case until another is opened', () => {
    inbox.keep('B');
    inbox.apply([row('B', { seq: 6, state: 'solved', last: at(20) })]);
    expect(shown()).toEqual(['B', 'A']);
    inbox.keep('A');
    expect(shown()).toEqual(['A']);
  });

  it('never shows a row that does not match', () => {
    inbox.apply([row('C', { state: 'solved' })]);
    expect(shown()).toEqual(['B', 'A']);
  });

  it('drops a row that left its list, not one that moved to another list first', () => {
    inbox.apply([row('A', { seq: 4, team: 'money', last: at(10) })]);
    inbox.gone('l/harbor/-', 'A');
    expect(shown()).toEqual(['B', 'A']);
    inbox.gone('l/harbor/money', 'A');
    expect(shown()).toEqual(['B']);
  });

  it('keeps what was read when the socket brings the row, and knows what is not', () => {
    expect(inbox.rows.map(unread)).toEqual([false, false]);
    inbox.apply([row('B', { seq: 6, last: at(21) })]);
    expect(unread(inbox.get('B')!)).toBe(true);
    inbox.read('B', 6);
    expect(unread(inbox.get('B')!)).toBe(false);
    inbox.apply([row('B', { seq: 7, last: at(22, 'agent') })]);
    expect(unread(inbox.get('B')!)).toBe(false);
  });

  it('adds a page below, each row once', () => {
    inbox.append({ rows: [row('A', { seq: 2, subject: 'old' }), row('Z', { last: at(5) })], next: null, topics: [] });
    expect(shown()).toEqual(['B', 'A', 'Z']);
    expect(inbox.get('A')?.subject).toBe('A');
    expect(inbox.next).toBeNull();
  });

  it('steps up and down and stops at the ends', () => {
    expect(inbox.step(null, 1)).toBe('B');
    expect(inbox.step('B', 1)).toBe('A');
    expect(inbox.step('A', 1)).toBe('A');
    expect(inbox.step('B', -1)).toBe('B');
  });

  it('knows who "me" and "nobody" are', () => {
    inbox.open({ state: 'open', assignee: 'me', team: null, brand: null }, 'a_me');
    inbox.apply([row('M', { assignee: { ref: 'a_me', name: 'Mei' } }), row('N')]);
    expect(shown()).toEqual(['M']);
    inbox.open({ state: 'open', assignee: 'none', team: null, brand: null }, 'a_me');
    inbox.apply([row('M', { assignee: { ref: 'a_me', name: 'Mei' } }), row('N')]);
    expect(shown()).toEqual(['N']);
  });
});
