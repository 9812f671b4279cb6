// The signed-in console's state: the socket, the list, its counts, and the open conversation.

import type { Row, ServerFrame } from '$client/frames';
import { Socket, socketUrl, type Status } from '$client/socket';
import type { AgentApi } from '../api/agent';
import { wordsOf } from '../errors';
import type { Notices } from '../notices.svelte';
import type { Counts, Me, PersonName, Summary, Tag, Team } from '../wire';
import { Actions } from './actions';
import { Case } from './case.svelte';
import type { Keep } from './drafts.svelte';
import { queryOf, type Filter } from './filter';
import { Inbox } from './inbox.svelte';

/** Counts are asked for again this long after a row changed, in ms. */
const COUNTS_AFTER = 1200;

const NO_COUNTS: Counts = { mine: 0, unassigned: 0, open: 0, waiting: 0, solved: 0, by_team: {} };

export interface DeskConfig {
  api: AgentApi;
  me: Me;
  notices: Notices;
  keep: Keep | null;
  origin: string;
  /** The session is over. */
  onended: () => void;
}

export class Desk {
  readonly inbox = new Inbox();
  readonly actions: Actions;
  readonly api: AgentApi;
  readonly me: Me;
  readonly notices: Notices;
  counts = $state.raw<Counts>(NO_COUNTS);
  open = $state.raw<Case | null>(null);
  line = $state<Status>('idle');
  agents = $state.raw<PersonName[]>([]);
  teams = $state.raw<Team[]>([]);
  tags = $state.raw<Tag[]>([]);
  listError = $state<string | null>(null);
  loadingMore = $state(false);
  readonly #config: DeskConfig;
  readonly #socket: Socket;
  /** Cases that are left but still have something on its way. */
  readonly #busy = new Map<string, Case>();
  #topics: string[] = [];
  #filter: Filter | null = null;
  #asking: AbortController | null = null;
  #countsTimer: ReturnType<typeof setTimeout> | undefined;
  #wasOnline = false;
  /** Of which brand `agents`, `teams` and `tags` are; null: the agent's first. */
  pickersOf: string | null = null;
  #picked = false;

  constructor(config: DeskConfig) {
    this.#config = config;
    this.api = config.api;
    this.me = config.me;
    this.notices = config.notices;
    this.actions = new Actions(config.api, config.notices);
    this.#socket = new Socket({
      url: socketUrl(config.origin),
      token: async (topics) => {
        const references = topics.filter((topic) => topic.startsWith('c/')).map((topic) => topic.slice(2));
        return (await this.api.socket(references)).token;
      },
      onnews: (frame) => this.#news(frame),
      onstatus: (status) => {
        this.line = status;
        if (status === 'refused') config.onended();
      },
    });
  }

  start(): void {
    this.#socket.start();
    void this.#count();
  }

  stop(): void {
    this.leave();
    this.#asking?.abort();
    clearTimeout(this.#countsTimer);
    this.#socket.stop();
  }

  /** The browser is online again, or the page is seen again. */
  hurry(): void {
    this.#socket.hurry();
    this.open?.sender.hurry();
  }

  /** Whom and what there is to choose from, of one brand; null: the agent's first. */
  async loadPickers(brand: string | null): Promise<void> {
    if (this.#picked && this.pickersOf === brand) return;
    [this.#picked, this.pickersOf] = [true, brand];
    const quietly = <T>(asked: Promise<T>, keep: (value: T) => void) => asked.then(keep).catch(() => undefined);
    await Promise.all([
      quietly(this.api.agents(brand), (rows) => (this.agents = rows)),
      quietly(this.api.teams(brand), (rows) => (this.teams = rows)),
      quietly(this.api.tags(brand), (rows) => (this.tags = rows)),
    ]);
  }

  /** Shows the list of a filter. */
  async show(filter: Filter): Promise<void> {
    this.#filter = filter;
    this.inbox.open(queryOf(filter), this.me.ref);
    await Promise.all([this.reload(), this.#count(), this.loadPickers(filter.brand)]);
  }

  async reload(): Promise<void> {
    if (!this.#filter) return;
    this.#asking?.abort();
    const asking = new AbortController();
    this.#asking = asking;
    try {
      const page = await this.api.inbox(queryOf(this.#filter), null, asking.signal);
      if (asking.signal.aborted) return;
      this.inbox.replace(page);
      this.listError = null;
      this.#followLists(page.topics);
    } catch (error) {
      if (!asking.signal.aborted) this.listError = wordsOf(error);
    }
  }

  async moreRows(): Promise<void> {
    const { next } = this.inbox;
    if (!next || this.loadingMore || !this.#filter) return;
    const filter = this.#filter;
    this.loadingMore = true;
    try {
      const page = await this.api.inbox(queryOf(filter), next);
      if (this.#filter === filter) this.inbox.append(page);
    } catch (error) {
      this.notices.error(wordsOf(error));
    } finally {
      this.loadingMore = false;
    }
  }

  /** Opens a conversation; the one before is left. */
  visit(reference: string): void {
    if (this.open?.reference === reference) return;
    this.leave();
    const kept = this.#busy.get(reference);
    this.#busy.delete(reference);
    this.open =
      kept ??
      new Case(reference, {
        api: this.api,
        me: this.me,
        keep: this.#config.keep,
        follow: (topic, cursor) => void this.#follow(topic, cursor),
        typing: (topic, on, audience) => this.#socket.typing(topic, on, audience),
        onread: (each, seq) => this.inbox.read(each, seq),
        live: () => this.line === 'online',
      });
    this.inbox.keep(reference);
    void this.open.open();
  }

  leave(): void {
    if (!this.open) return;
    this.open.close();
    this.#socket.unsubscribe(this.open.topic);
    if (this.open.sender.busy) this.#busy.set(this.open.reference, this.open);
    this.open = null;
    this.inbox.keep(null);
  }

  async #follow(topic: string, cursor: number): Promise<void> {
    // The token at hand may be older than the conversation: one that grants it first.
    await this.#socket.renew([...this.#topics, topic]);
    if (this.open?.topic === topic) this.#socket.subscribe(topic, cursor);
  }

  #followLists(topics: string[]): void {
    for (const topic of this.#topics) if (!topics.includes(topic)) this.#socket.unsubscribe(topic);
    for (const topic of topics) if (!this.#topics.includes(topic)) this.#socket.subscribe(topic, 0);
    this.#topics = topics;
  }

  #news(frame: ServerFrame): void {
    switch (frame.t) {
      case 'ready':
        // Lists are not replayed: after a cut the page is loaded again.
        if (this.#wasOnline) void this.reload();
        this.#wasOnline = true;
        return;
      case 'summary':
        this.inbox.apply(frame.rows as unknown as (Row & Summary)[]);
        return this.#countSoon();
      case 'gone':
        this.inbox.gone(frame.topic, frame.reference);
        return this.#countSoon();
      case 'reset':
        if (frame.topic.startsWith('l/')) return void this.reload();
    }
    if ('topic' in frame && frame.topic === this.open?.topic) this.open.frame(frame);
  }

  #countSoon(): void {
    this.#countsTimer ??= setTimeout(() => {
      this.#countsTimer = undefined;
      void this.#count();
    }, COUNTS_AFTER);
  }

  async #count(): Promise<void> {
    try {
      this.counts = await this.api.counts(this.#filter?.brand ?? null);
    } catch {
      // The numbers stay as they were; the list itself says when the server is away.
    }
  }
}
