import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Presence, TypingSignal } from './presence.svelte';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the others', () => {
  it('are those with the case open, without oneself', () => {
    const presence = new Presence('a_me');
    presence.set([
      { ref: 'a_me', name: 'Mei', kind: 'agent' },
      { ref: 'a_bo', name: 'Bo', kind: 'agent' },
      { kind: 'customer' },
    ]);
    expect(presence.viewing.map((each) => each.name)).toEqual(['Bo']);
    expect(presence.customerHere).toBe(true);
  });

  it('write until they stop or fall silent', async () => {
    const presence = new Presence('a_me');
    presence.set([{ ref: 'a_bo', name: 'Bo', kind: 'agent' }]);
    presence.typing('a_bo', 'Bo', true);
    presence.typing('a_me', 'Mei', true);
    expect(presence.writing).toEqual([{ ref: 'a_bo', name: 'Bo' }]);
    expect(presence.viewing).toEqual([]);
    await vi.advanceTimersByTimeAsync(5000);
    presence.typing('a_bo', 'Bo', true);
    await vi.advanceTimersByTimeAsync(5000);
    expect(presence.writing).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1500);
    expect(presence.writing).toEqual([]);
    expect(presence.viewing).toHaveLength(1);
  });
});

it('tells of typing now and then, not for each key, and of its end', async () => {
  const sent: string[] = [];
  const signal = new TypingSignal((on, audience) => sent.push(`${on ? 'on' : 'off'} ${audience}`));
  signal.key('public', 0);
  signal.key('public', 1000);
  signal.key('public', 3500);
  signal.key('team', 3600);
  expect(sent).toEqual(['on public', 'on public', 'off public', 'on team']);
  await vi.advanceTimersByTimeAsync(6000);
  expect(sent.at(-1)).toBe('off team');
  signal.stop();
  expect(sent).toHaveLength(5);
});
