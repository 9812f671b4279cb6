import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError, NetworkError } from './http';
import { Outbox, type Entry } from './outbox';

let seen: readonly Entry[] = [];
let outbox: Outbox | null = null;
const NOW = new Date('2026-11-21T05:10:11.123Z');

function open(send: (entry: Entry) => Promise<number>, unsent: Entry[] = []): Outbox {
  outbox = new Outbox({ send, onchange: (entries) => (seen = entries), now: () => NOW }, unsent);
  return outbox;
}

const states = () => seen.map((entry) => [entry.body, entry.state]);
const settle = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
  seen = [];
});

afterEach(() => {
  outbox?.stop();
  vi.useRealTimers();
});

describe('a message', () => {
  it('is shown at once, then sent, and leaves when its event has come', async () => {
    const box = open(async () => 4);
    const { key, at } = box.add('hello');
    expect(at).toBe('2026-11-21T05:10:11.123Z');
    expect(states()).toEqual([['hello', 'sending']]);
    await settle();
    expect(states()).toEqual([['hello', 'sent']]);
    box.confirm([null, key]);
    expect(seen).toEqual([]);
  });

  it('leaves also when the ledger has passed its seq, should the event not name its key', async () => {
    const box = open(async () => 4);
    box.add('hello');
    await settle();
    box.confirm([null], 3);
    expect(seen).toHaveLength(1);
    box.confirm([null], 4);
    expect(seen).toEqual([]);
  });

  it('is repeated with one key until it is answered, however often the line is cut', async () => {
    const keys: string[] = [];
    const send = vi.fn(async ({ key }: Entry) => {
      keys.push(key);
      if (keys.length < 5) throw new NetworkError('cut');
      return 4;
    });
    open(send).add('hello');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(keys).toHaveLength(5);
    expect(new Set(keys).size).toBe(1);
    expect(states()).toEqual([['hello', 'sent']]);
  });

  it('that was stored though the answer was lost is not sent again once its event has come', async () => {
    const send = vi.fn(async (): Promise<number> => {
      throw new NetworkError('the answer was cut');
    });
    const box = open(send);
    const { key } = box.add('hello');
    await settle();
    box.confirm([key]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(send).toHaveBeenCalledTimes(1);
    expect(seen).toEqual([]);
  });

  it('waits as long as the server asks', async () => {
    const send = vi.fn<(entry: Entry) => Promise<number>>(async () => 4);
    send.mockRejectedValueOnce(new ApiError(429, { code: 'rate_limited' }, 30));
    open(send).add('hello');
    await vi.advanceTimersByTimeAsync(29_000);
    expect(send).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(send).toHaveBeenCalledTimes(2);
  });

  it('goes at once when the line is back', async () => {
    const send = vi.fn<(entry: Entry) => Promise<number>>(async () => 4);
    send.mockRejectedValueOnce(new NetworkError('offline'));
    const box = open(send);
    box.add('hello');
    await settle();
    box.hurry();
    await settle();
    expect(send).toHaveBeenCalledTimes(2);
  });

  it('that is refused fails with the server’s words; a person may try again or give up', async () => {
    const send = vi.fn<(entry: Entry) => Promise<number>>(async () => 4);
    send.mockRejectedValueOnce(new ApiError(422, { code: 'invalid', message: 'Too long.' }));
    const box = open(send);
    const { key } = box.add('hello');
    await settle();
    expect(seen[0]).toMatchObject({ state: 'failed', error: { message: 'Too long.' } });
    box.retry(key);
    await settle();
    expect(send.mock.calls.map(([entry]) => entry.key)).toEqual([key, key]);
    expect(states()).toEqual([['hello', 'sent']]);
    box.discard(key);
    expect(seen).toHaveLength(1);
  });
});

describe('several messages', () => {
  it('go one after the other, in order, and a failed one does not hold the next', async () => {
    const sent: string[] = [];
    const box = open(async ({ body }) => {
      sent.push(body);
      if (body === 'two') throw new ApiError(422);
      return sent.length;
    });
    box.add('one');
    box.add('two');
    box.add('three');
    await settle();
    expect(sent).toEqual(['one', 'two', 'three']);
    expect(states()).toEqual([
      ['one', 'sent'],
      ['two', 'failed'],
      ['three', 'sent'],
    ]);
  });

  it('of the last visit are sent first', async () => {
    const sent: string[] = [];
    const left: Entry = { key: 'k1', body: 'left', attachments: [], at: '', state: 'sending', error: null, seq: null };
    const box = open(
      async ({ body }) => {
        sent.push(body);
        return 1;
      },
      [left],
    );
    box.add('new');
    await settle();
    expect(sent).toEqual(['left', 'new']);
  });
});
