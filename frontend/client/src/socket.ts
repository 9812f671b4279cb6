// The socket: events in order, once, across any number of dropped connections.
//
// Each topic has a cursor, the last seq that was handed on. A frame covers (from_seq, to_seq]: one that ends at or
// before the cursor is a repeat, one that starts after it leaves a gap and is asked for again. So whoever gets the
// events needs no care at all.

import { backoff } from './backoff';
import { CLOSE, type ClientFrame, type ServerFrame } from './frames';
import type { Audience } from './events';
import { ApiError } from './http';

/** idle: not started or stopped. waiting: cut off, trying again by itself. refused: the session is over, sign in anew. */
export type Status = 'idle' | 'connecting' | 'online' | 'waiting' | 'refused';

/** What we use of a WebSocket, so that a test can script one. */
export interface Wire {
  send(text: string): void;
  close(code?: number): void;
  onopen: (() => void) | null;
  onmessage: ((message: { data: unknown }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
}

/** The frames that reach the application; the protocol's own stay here. */
export type News = Exclude<ServerFrame, { t: 'pong' | 'expiring' | 'error' }>;

export interface SocketConfig {
  url: string;
  /** A fresh short-lived token with grants for `topics`; asked for each connection and renewal. */
  token: (topics: string[]) => Promise<string>;
  /**
   * `events` frames hold only new events, in order. After `reset` the topic is silent: load it by HTTP, then
   * `subscribe` again with the seq that was loaded.
   */
  onnews: (frame: News) => void;
  onstatus?: (status: Status) => void;
  open?: (url: string) => Wire;
}

const PING_AFTER = 20_000;
const DEAD_AFTER = 45_000;
const HELLO_WITHIN = 15_000;

export class Socket {
  status: Status = 'idle';
  readonly #config: SocketConfig;
  readonly #cursors = new Map<string, number>();
  /** Topics that wait for a reload; their events are not handed on. */
  readonly #stale = new Set<string>();
  /** What the hello asked for; what was added since is asked for once the server is ready. */
  /** What the token at hand was asked for. */
  #asked = new Set<string>();
  #greeted = new Map<string, number>();
  #wire: Wire | null = null;
  #attempt = 0;
  #heard = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #beat: ReturnType<typeof setInterval> | undefined;
  /** Counts connections, so that an answer that belongs to an abandoned one is dropped. */
  #turn = 0;

  constructor(config: SocketConfig) {
    this.#config = config;
  }

  start(): void {
    if (this.status === 'idle' || this.status === 'refused') this.#connect();
  }

  /** Closes for good and forgets the cursors. */
  stop(): void {
    this.#drop();
    this.#cursors.clear();
    this.#stale.clear();
    this.#set('idle');
  }

  /** Try now instead of at the end of the pause: the browser says that it is online, or the page is seen again. */
  hurry(): void {
    if (this.status !== 'waiting') return;
    this.#attempt = 0;
    this.#connect();
  }

  /** Follow a topic from `cursor` (what is already shown). `renew` first when the token may not grant it yet. */
  subscribe(topic: string, cursor: number): void {
    this.#cursors.set(topic, cursor);
    this.#stale.delete(topic);
    this.#send({ t: 'sub', topic, cursor });
  }

  unsubscribe(topic: string): void {
    if (this.#cursors.delete(topic)) this.#send({ t: 'unsub', topic });
    this.#stale.delete(topic);
  }

  cursor(topic: string): number | undefined {
    return this.#cursors.get(topic);
  }

  typing(topic: string, on: boolean, audience: Audience = 'public'): void {
    this.#send({ t: 'typing', topic, on, audience });
  }

  /** A new token for the open connection: before expiry, or to be granted further topics. */
  async renew(topics: string[] = [...this.#cursors.keys()]): Promise<void> {
    if (this.status !== 'online') return;
    const turn = this.#turn;
    try {
      const token = await this.#config.token(topics);
      if (turn !== this.#turn) return;
      for (const topic of topics) this.#asked.add(topic);
      this.#send({ t: 'auth', token });
    } catch (error) {
      if (turn === this.#turn && over(error)) this.#refuse();
      // Otherwise the server closes at expiry, and the reconnect asks again.
    }
  }

  #connect(): void {
    this.#drop();
    const turn = this.#turn;
    this.#set('connecting');
    this.#asked = new Set(this.#cursors.keys());
    this.#config.token([...this.#asked]).then(
      (token) => {
        if (turn === this.#turn) this.#open(token, turn);
      },
      (error: unknown) => {
        if (turn !== this.#turn) return;
        if (over(error)) this.#refuse();
        else this.#later();
      },
    );
  }

  #open(token: string, turn: number): void {
    const wire = (this.#config.open ?? browserWire)(this.#config.url);
    this.#wire = wire;
    this.#heard = Date.now();
    this.#beat = setInterval(() => this.#pulse(), PING_AFTER / 4);
    wire.onopen = () => {
      if (turn !== this.#turn) return;
      this.#greeted = new Map(
        [...this.#cursors].filter(([topic]) => this.#asked.has(topic) && !this.#stale.has(topic)),
      );
      const cursors = Object.fromEntries(this.#greeted);
      wire.send(JSON.stringify({ t: 'hello', v: 1, token, cursors } satisfies ClientFrame));
    };
    wire.onmessage = ({ data }) => {
      if (turn === this.#turn && typeof data === 'string') this.#take(data);
    };
    wire.onclose = ({ code }) => {
      if (turn !== this.#turn) return;
      this.#wire = null;
      if (code === CLOSE.TOO_MANY) this.#attempt = Math.max(this.#attempt, 5);
      this.#later();
    };
  }

  #take(text: string): void {
    this.#heard = Date.now();
    let frame: ServerFrame;
    try {
      frame = JSON.parse(text) as ServerFrame;
    } catch {
      return;
    }
    switch (frame.t) {
      case 'pong':
      case 'error': // the close that follows says the rest
        return;
      case 'expiring':
        void this.renew();
        return;
      case 'ready':
        this.#attempt = 0;
        this.#set('online');
        this.#catchUp();
        break;
      case 'events':
        this.#events(frame);
        return;
      case 'reset':
        if (!this.#cursors.has(frame.topic)) return;
        this.#stale.add(frame.topic);
        break;
      case 'revoked':
        this.#cursors.delete(frame.topic);
        this.#stale.delete(frame.topic);
        break;
    }
    this.#config.onnews(frame);
  }

  #catchUp(): void {
    // Followed while the token was on its way: it does not grant these, and the server would answer "revoked".
    const late = [...this.#cursors.keys()].filter((topic) => !this.#asked.has(topic));
    if (late.length > 0) void this.renew().then(() => this.#follow(late.filter((topic) => this.#asked.has(topic))));
    this.#follow([...this.#asked]);
    for (const topic of this.#greeted.keys()) if (!this.#cursors.has(topic)) this.#send({ t: 'unsub', topic });
  }

  #follow(topics: string[]): void {
    for (const topic of topics) {
      const cursor = this.#cursors.get(topic);
      if (cursor === undefined) continue;
      if (!this.#stale.has(topic) && this.#greeted.get(topic) !== cursor) this.#send({ t: 'sub', topic, cursor });
    }
  }

  #events(frame: Extract<ServerFrame, { t: 'events' }>): void {
    const cursor = this.#cursors.get(frame.topic);
    if (cursor === undefined || this.#stale.has(frame.topic) || frame.to_seq <= cursor) return;
    if (frame.from_seq > cursor) {
      this.#send({ t: 'sub', topic: frame.topic, cursor });
      return;
    }
    this.#cursors.set(frame.topic, frame.to_seq);
    const events = frame.events.filter((event) => event.seq > cursor);
    this.#config.onnews({ ...frame, from_seq: cursor, events });
  }

  #pulse(): void {
    const silence = Date.now() - this.#heard;
    const limit = this.status === 'online' ? DEAD_AFTER : HELLO_WITHIN;
    if (silence >= limit) this.#later();
    else if (silence >= PING_AFTER) this.#send({ t: 'ping' });
  }

  #send(frame: ClientFrame): void {
    if (this.status === 'online') this.#wire?.send(JSON.stringify(frame));
  }

  #later(): void {
    this.#drop();
    this.#set('waiting');
    this.#retry = setTimeout(() => this.#connect(), backoff(this.#attempt++));
  }

  #refuse(): void {
    this.#drop();
    this.#set('refused');
  }

  #drop(): void {
    this.#turn++;
    clearTimeout(this.#retry);
    clearInterval(this.#beat);
    const wire = this.#wire;
    this.#wire = null;
    if (wire) {
      wire.onopen = wire.onmessage = wire.onclose = null;
      wire.close();
    }
  }

  #set(status: Status): void {
    if (status === this.status) return;
    this.status = status;
    this.#config.onstatus?.(status);
  }
}

const over = (error: unknown) => error instanceof ApiError && (error.status === 401 || error.status === 403);

function browserWire(url: string): Wire {
  return new WebSocket(url) as unknown as Wire;
}

/** The socket's address for a page's origin: `https://desk.example` -> `wss://desk.example/socket`. */
export function socketUrl(origin: string): string {
  return `${origin.replace(/^http/, 'ws')}/socket`;
}
