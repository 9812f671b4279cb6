// The widget as a whole: session, conversations, the socket, and what is on the screen.

import type { News, Socket, Status } from '$client/socket';
import type { Event, EventOf } from '$client/events';
import type { Chat } from './chat.svelte';
import { Session } from './session.svelte';
import type { Storage } from './storage';
import { chatView, socketModule } from './views';
import type { Row } from './wire';

export type Screen = 'home' | 'chat' | 'article';

/** How many conversations are followed for their badge. */
const FOLLOWED = 20;
const POLL = 8000;

export class Desk {
  rows = $state.raw<Row[]>([]);
  loaded = $state(false);
  status = $state<Status>('idle');
  /** True once the line has been away long enough to say so. */
  away = $state(false);
  chat = $state.raw<Chat | null>(null);
  screen = $state<Screen>('home');
  article = $state<string | null>(null);
  /** The panel is on the screen (the loader says so). */
  open = $state(true);
  readonly unread = $derived(this.rows.reduce((sum, row) => sum + row.unread, 0));
  readonly session: Session;
  /** There from the first conversation on; nobody else needs a line. */
  #socket: Socket | null = null;
  readonly #storage: Storage;
  #awaySoon: ReturnType<typeof setTimeout> | undefined;
  #poll: ReturnType<typeof setInterval> | undefined;
  /** Counts who is in the frame: an answer that was asked for somebody else must not be shown. */
  #era = 0;

  constructor(brand: string, storage: Storage) {
    this.session = new Session(brand, storage);
    this.#storage = storage;
  }

  async start(): Promise<void> {
    addEventListener('online', () => this.#hurry());
    // The socket notices only after a while.
    addEventListener('offline', () => (this.away = true));
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden) this.#hurry();
    });
    await Promise.all([this.session.load(), this.session.known ? this.resume() : undefined]);
    this.loaded = true;
  }

  /** The conversations of who we are, and the socket over them. */
  async resume(): Promise<void> {
    const era = this.#era;
    await this.refresh();
    const socket = await this.#line();
    if (era !== this.#era) return;
    for (const { topic, seq } of this.rows.slice(0, FOLLOWED)) socket.subscribe(topic, seq);
    socket.start();
  }

  async refresh(): Promise<void> {
    const era = this.#era;
    const { rows } = await this.session.call('GET /conversations');
    if (era === this.#era) this.rows = rows;
  }

  /** Somebody else from now on, or the same person known: nothing of before stays on the screen. */
  async identify(jwt: string): Promise<void> {
    const before = this.session.customer?.ref;
    this.#era++;
    try {
      await this.session.identify(jwt);
      this.#socket?.stop();
      if (this.session.customer?.ref !== before) this.#clear();
    } finally {
      if (this.session.known) await this.resume();
    }
    if (this.chat?.topic) await this.#follow(this.chat);
  }

  async logout(): Promise<void> {
    this.#era++;
    this.#socket?.stop();
    this.#clear();
    await this.session.logout();
    // What an answer brought while the server was told.
    this.#clear();
  }

  begin(): void {
    void this.#enter(null);
  }

  show(row: Row): void {
    if (this.chat?.reference === row.reference) this.screen = 'chat';
    else void this.#enter(row);
  }

  home(): void {
    this.#leave();
    this.screen = 'home';
    this.article = null;
    if (this.session.known) void this.refresh().catch(() => undefined);
  }

  read(slug: string): void {
    this.article = slug;
    this.screen = 'article';
  }

  again(): void {
    if (this.chat) void this.#follow(this.chat);
  }

  async #enter(row: Row | null): Promise<void> {
    this.#leave();
    this.screen = 'chat';
    this.article = null;
    const { Chat } = await chatView();
    // Somewhere else by now, or pressed twice.
    if (this.screen !== 'chat' || this.chat) return;
    const chat = new Chat(
      {
        session: this.session,
        storage: this.#storage,
        typing: (topic, on) => this.#socket?.typing(topic, on),
        onread: (reference, seq) => this.#put(reference, { unread: 0, read_seq: seq }),
        onstarted: (started) => void this.#started(started),
      },
      row,
    );
    this.chat = chat;
    if (row) await this.#follow(chat);
  }

  async #started(row: Row): Promise<void> {
    this.rows = [row, ...this.rows.filter((each) => each.reference !== row.reference)];
    const socket = await this.#line();
    socket.start();
    // Its token may be older than the conversation and not grant it yet.
    await socket.renew([row.topic]);
    if (this.chat?.reference === row.reference) await this.#follow(this.chat);
  }

  async #follow(chat: Chat): Promise<void> {
    try {
      const seq = await chat.load();
      const socket = await this.#line();
      if (this.chat === chat && chat.topic) socket.subscribe(chat.topic, seq);
    } catch {
      // The chat says that it could not be loaded, and offers to try again; the poll does so by itself.
    }
  }

  async #line(): Promise<Socket> {
    const { Socket, socketUrl } = await socketModule();
    this.#socket ??= new Socket({
      url: socketUrl(location.origin),
      token: async () => (await this.session.call('POST /socket', { repeats: 0 })).token,
      onnews: (frame) => this.#news(frame),
      onstatus: (status) => this.#heard(status),
    });
    return this.#socket;
  }

  #leave(): void {
    this.chat?.close();
    this.chat = null;
  }

  #clear(): void {
    this.#leave();
    this.rows = [];
    this.screen = 'home';
  }

  #news(frame: News): void {
    const chat = this.chat?.topic === ('topic' in frame ? frame.topic : '') ? this.chat : null;
    switch (frame.t) {
      case 'ready':
        if (this.loaded) void this.refresh().catch(() => undefined);
        return;
      case 'news':
        void this.#other();
        return;
      case 'events':
        if (chat) chat.take(frame.events);
        this.#count(frame.topic, frame.events);
        return;
      case 'reset':
        if (chat) void this.#follow(chat);
        else void this.#other();
        return;
      case 'typing':
        if (frame.person !== this.session.customer?.ref) chat?.typed(frame.person, frame.name, frame.on);
        return;
      case 'progress':
        chat?.progress(frame.stage);
        return;
      case 'read':
        if (frame.person !== this.session.customer?.ref) chat?.peerSaw(frame.seq);
        return;
      case 'presence':
        if (chat) chat.present = frame.people.filter((each) => each.kind === 'agent').map((each) => each.name ?? '');
        return;
      case 'revoked':
        this.rows = this.rows.filter((row) => row.topic !== frame.topic);
        if (chat) this.home();
    }
  }

  /** The list again, and its new topics with it: a conversation begun in another tab, or a row too far behind. */
  async #other(): Promise<void> {
    try {
      await this.refresh();
      const socket = await this.#line();
      await socket.renew();
      for (const { topic, seq } of this.rows.slice(0, FOLLOWED)) {
        if (topic !== this.chat?.topic && (socket.cursor(topic) ?? -1) < seq) socket.subscribe(topic, seq);
      }
    } catch {
      // The next news or the next visit brings it.
    }
  }

  /** The row of a list moves with its events; ones that it has counted before are passed over. */
  #count(topic: string, events: Event[]): void {
    const row = this.rows.find((each) => each.topic === topic);
    if (!row) return;
    const fresh = events.filter((event) => event.seq > row.seq);
    if (fresh.length === 0) return;
    const change: Partial<Row> = { seq: fresh.at(-1)!.seq };
    const me = this.session.customer?.ref;
    const said = fresh.filter(
      (event): event is EventOf<'message.posted'> => event.kind === 'message.posted' && !!event.payload,
    );
    const last = said.at(-1);
    if (last?.payload) {
      const by = last.actor === me ? 'customer' : last.actor === 'assistant' ? 'assistant' : 'agent';
      change.last = { text: last.payload.body.slice(0, 160), at: last.at, by };
    }
    change.unread = row.unread + said.filter((event) => event.actor !== me).length;
    for (const event of fresh) {
      if (event.kind === 'state.changed' && event.payload) change.state = event.payload.after;
      if (event.kind === 'handler.changed' && event.payload) change.handler = event.payload.to;
    }
    this.#put(row.reference, change);
  }

  #put(reference: string, change: Partial<Row>): void {
    const rows = this.rows.map((row) => (row.reference === reference ? { ...row, ...change } : row));
    this.rows = rows.sort((a, b) => (b.last?.at ?? b.started_at).localeCompare(a.last?.at ?? a.started_at));
  }

  #hurry(): void {
    if (this.status === 'online' || this.status === 'idle') this.away = false;
    this.#socket?.hurry();
    this.chat?.hurry();
  }

  /** Short cuts are not worth a word. While the socket is away, the open conversation is read by HTTP. */
  #heard(status: Status): void {
    this.status = status;
    clearTimeout(this.#awaySoon);
    clearInterval(this.#poll);
    if (status === 'online' || status === 'idle') {
      this.away = false;
      return;
    }
    this.#awaySoon = setTimeout(() => (this.away = true), 3000);
    this.#poll = setInterval(() => {
      if (this.open && this.chat?.reference) void this.chat.load().catch(() => undefined);
    }, POLL);
  }
}
