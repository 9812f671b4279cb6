import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Event } from './events';
import type { ClientFrame, ServerFrame } from './frames';
import { ApiError, NetworkError } from './http';
import { Socket, socketUrl, type News, type Status, type Wire } from './socket';

const TOPIC = 'c/7KQ4MXP29R';

class Line implements Wire {
  onopen: (() => void) | null = null;
  onmessage: ((message: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  readonly sent: ClientFrame[] = [];
  closed = false;

  send(text: string): void {
    this.sent.push(JSON.parse(text) as ClientFrame);
  }
  close(): void {
    this.closed = true;
  }
  push(frame: ServerFrame): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
  ready(): void {
    this.onopen?.();
    this.push({ t: 'ready', v: 1, person: 'c_1', expires_at: '', topics: [] });
  }
  cut(code = 1006): void {
    this.onclose?.({ code });
  }
  take(): ClientFrame[] {
    return this.sent.splice(0);
  }
}

const lines: Line[] = [];
let news: News[] = [];
let statuses: Status[] = [];
let token = vi.fn(async (_topics: string[]) => 'token');
let socket: Socket;

const line = () => lines.at(-1)!;
const seqs = () => news.flatMap((frame) => (frame.t === 'events' ? frame.events.map((event) => event.seq) : []));
const note = (seq: number) =>
  ({ seq, kind: 'tag.added', actor: 'a', at: '', v: 1, audience: 'public', payload: null }) as Event;

/** A frame over (from, to] with the events that this reader may see. */
const frame = (from: number, to: number, hidden: number[] = []): ServerFrame => ({
  t: 'events',
  topic: TOPIC,
  from_seq: from,
  to_seq: to,
  events: Array.from({ length: to - from }, (_, index) => from + 1 + index)
    .filter((seq) => !hidden.includes(seq))
    .map(note),
});

async function online(cursor = 0): Promise<void> {
  socket.subscribe(TOPIC, cursor);
  socket.start();
  await vi.advanceTimersByTimeAsync(0);
  line().ready();
}

beforeEach(() => {
  vi.useFakeTimers();
  lines.length = 0;
  news = [];
  statuses = [];
  token = vi.fn(async (_topics: string[]) => 'token');
  socket = new Socket({
    url: 'wss://desk.example/socket',
    token: (topics) => token(topics),
    onnews: (each) => news.push(each),
    onstatus: (status) => statuses.push(status),
    open: () => {
      lines.push(new Line());
      return line();
    },
  });
});

afterEach(() => {
  socket.stop();
  vi.useRealTimers();
});

describe('the first frame', () => {
  it('carries the token and the cursors', async () => {
    await online(7);
    expect(line().take()).toEqual([{ t: 'hello', v: 1, token: 'token', cursors: { [TOPIC]: 7 } }]);
    expect(token).toHaveBeenCalledWith([TOPIC]);
    expect(statuses).toEqual(['connecting', 'online']);
  });

  it('is followed by what was subscribed before the answer came, once a token grants it', async () => {
    socket.subscribe(TOPIC, 1);
    socket.start();
    await vi.advanceTimersByTimeAsync(0);
    line().onopen?.();
    socket.subscribe('c/OTHER', 5);
    socket.unsubscribe(TOPIC);
    line().push({ t: 'ready', v: 1, person: 'c_1', expires_at: '', topics: [TOPIC] });
    expect(line().take().slice(1)).toEqual([{ t: 'unsub', topic: TOPIC }]);
    await vi.advanceTimersByTimeAsync(0);
    expect(token).toHaveBeenLastCalledWith(['c/OTHER']);
    expect(line().take().slice(-2)).toEqual([
      { t: 'auth', token: 'token' },
      { t: 'sub', topic: 'c/OTHER', cursor: 5 },
    ]);
  });
});

describe('events', () => {
  it('pass once, in order, and move the cursor over hidden ones', async () => {
    await online();
    line().push(frame(0, 4, [3]));
    line().push(frame(0, 4, [3]));
    line().push(frame(2, 6));
    expect(seqs()).toEqual([1, 2, 4, 5, 6]);
    expect(socket.cursor(TOPIC)).toBe(6);
  });

  it('that leave a gap are asked for again and not shown', async () => {
    await online(2);
    line().take();
    line().push(frame(4, 5));
    expect(seqs()).toEqual([]);
    expect(line().take()).toEqual([{ t: 'sub', topic: TOPIC, cursor: 2 }]);
    line().push(frame(2, 5));
    expect(seqs()).toEqual([3, 4, 5]);
  });

  it('of a topic that is not followed are dropped', async () => {
    await online();
    line().push({ ...frame(0, 1), topic: 'c/OTHER' } as ServerFrame);
    expect(news.filter((each) => each.t === 'events')).toEqual([]);
  });

  it('stop after a reset until the topic was loaded and is followed again', async () => {
    await online(2);
    line().push({ t: 'reset', topic: TOPIC });
    line().push(frame(2, 3));
    expect(seqs()).toEqual([]);
    expect(news.at(-1)).toEqual({ t: 'reset', topic: TOPIC });
    socket.subscribe(TOPIC, 600);
    line().push(frame(600, 601));
    expect(seqs()).toEqual([601]);
  });

  it('of a stale topic are not asked for in the next hello', async () => {
    await online(2);
    line().push({ t: 'reset', topic: TOPIC });
    line().cut();
    await vi.advanceTimersByTimeAsync(1000);
    line().onopen?.();
    expect(line().take()).toEqual([{ t: 'hello', v: 1, token: 'token', cursors: {} }]);
  });

  it('end with a revoked topic', async () => {
    await online(2);
    line().push({ t: 'revoked', topic: TOPIC });
    line().push(frame(2, 3));
    expect(seqs()).toEqual([]);
    expect(socket.cursor(TOPIC)).toBeUndefined();
  });

  it('survive garbage', async () => {
    await online();
    line().onmessage?.({ data: '{' });
    line().onmessage?.({ data: new ArrayBuffer(1) });
    line().push(frame(0, 1));
    expect(seqs()).toEqual([1]);
  });
});

describe('a dropped connection', () => {
  it('comes back by itself with the cursor it had, and repeats nothing', async () => {
    await online();
    line().push(frame(0, 3));
    line().cut();
    expect(socket.status).toBe('waiting');
    await vi.advanceTimersByTimeAsync(1000);
    expect(lines).toHaveLength(2);
    line().ready();
    expect(line().take()[0]).toMatchObject({ t: 'hello', cursors: { [TOPIC]: 3 } });
    line().push(frame(1, 5));
    expect(seqs()).toEqual([1, 2, 3, 4, 5]);
  });

  it('waits longer each time, at most 20 seconds, and at once when told to hurry', async () => {
    await online();
    line().cut();
    const waits: number[] = [];
    while (waits.length < 9) {
      const count = lines.length;
      const from = Date.now();
      while (lines.length === count) await vi.advanceTimersByTimeAsync(50);
      waits.push(Date.now() - from);
      line().cut();
    }
    expect(waits[0]).toBeLessThanOrEqual(550);
    expect(waits.slice(-3).every((wait) => wait >= 10_000 && wait <= 20_050)).toBe(true);
    const count = lines.length;
    socket.hurry();
    await vi.advanceTimersByTimeAsync(0);
    expect(lines).toHaveLength(count + 1);
  });

  it('keeps away for longer when there were too many', async () => {
    await online();
    line().cut(4429);
    await vi.advanceTimersByTimeAsync(7_000);
    expect(lines).toHaveLength(1);
  });

  it('is noticed by silence: a ping after 20 seconds, dead after 45', async () => {
    await online();
    line().take();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(line().take()).toContainEqual({ t: 'ping' });
    line().push({ t: 'pong' });
    await vi.advanceTimersByTimeAsync(40_000);
    expect(socket.status).toBe('online');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(lines[0]!.closed).toBe(true);
    expect(statuses).toContain('waiting');
  });

  it('is noticed when the hello is never answered', async () => {
    socket.start();
    await vi.advanceTimersByTimeAsync(0);
    line().onopen?.();
    await vi.advanceTimersByTimeAsync(15_000);
    expect(socket.status).toBe('waiting');
  });

  it('says nothing more: frames of an abandoned line are dropped', async () => {
    await online();
    const old = line();
    const take = old.onmessage;
    old.cut();
    take?.({ data: JSON.stringify(frame(0, 1)) });
    expect(seqs()).toEqual([]);
  });
});

describe('the token', () => {
  it('is renewed in the open connection when it is about to expire', async () => {
    await online();
    line().take();
    token.mockResolvedValue('fresh');
    line().push({ t: 'expiring', seconds: 60 });
    await vi.advanceTimersByTimeAsync(0);
    expect(line().take()).toEqual([{ t: 'auth', token: 'fresh' }]);
  });

  it('that is refused ends it until somebody starts it again', async () => {
    token.mockRejectedValueOnce(new ApiError(401, { code: 'token_expired' }));
    socket.start();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(socket.status).toBe('refused');
    expect(lines).toHaveLength(0);
    socket.start();
    await vi.advanceTimersByTimeAsync(0);
    expect(lines).toHaveLength(1);
  });

  it('that cannot be fetched is tried again', async () => {
    token.mockRejectedValueOnce(new NetworkError('offline'));
    socket.start();
    await vi.advanceTimersByTimeAsync(0);
    expect(socket.status).toBe('waiting');
    await vi.advanceTimersByTimeAsync(1000);
    expect(lines).toHaveLength(1);
  });

  it('that comes after the stop opens nothing', async () => {
    socket.start();
    socket.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(lines).toHaveLength(0);
    expect(socket.status).toBe('idle');
  });
});

it('is at the page’s origin', () => {
  expect(socketUrl('https://desk.example')).toBe('wss://desk.example/socket');
  expect(socketUrl('http://127.0.0.1:8100')).toBe('ws://127.0.0.1:8100/socket');
});
