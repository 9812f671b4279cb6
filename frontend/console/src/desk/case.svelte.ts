// The open conversation: its events as they come, what is being sent, who else is here, and everything an agent can do.

import type { Event } from '$client/events';
import type { ServerFrame } from '$client/frames';
import { EMPTY, fold, type Conversation as Projection } from '$client/projection';
import { ApiError } from '$client/http';
import type { AgentApi } from '../api/agent';
import type { Audience, Conversation } from '../wire';
import { DraftBox, type Keep } from './drafts.svelte';
import { joined, projectionOf } from './loading';
import { Presence, TypingSignal } from './presence.svelte';
import { Sender } from './sender.svelte';

/** Reading is told to the server at most this often, in ms. */
const READ_EVERY = 500;

export interface CaseConfig {
  api: AgentApi;
  me: { ref: string; name: string };
  keep: Keep | null;
  /** Follow the topic from this cursor. */
  follow: (topic: string, cursor: number) => void;
  typing: (topic: string, on: boolean, audience: Audience) => void;
  onread: (reference: string, seq: number) => void;
  /** Whether the socket brings what happens. */
  live: () => boolean;
}

/** What an action shows before the server's event confirms it. */
export type Overlay = Partial<
  Pick<Projection, 'state' | 'handler' | 'assignee' | 'tags' | 'subject' | 'language' | 'team'>
>;

export class Case {
  status = $state<'loading' | 'ready' | 'missing' | 'failed'>('loading');
  error = $state.raw<unknown>(null);
  info = $state.raw<Conversation | null>(null);
  #folded = $state.raw<Projection>(EMPTY);
  #overlay = $state.raw<{ change: Overlay; until: number } | null>(null);
  more = $state(false);
  loadingMore = $state(false);
  audience = $state<Audience>('public');
  /** The line of what is new stays where it was when the case was opened. */
  unreadAfter = $state<number | null>(null);
  /** What has been on the screen: newer public messages hold a reply. */
  seen = $state(0);
  customerRead = $state(0);
  assistantStage = $state<string | null>(null);
  readonly presence: Presence;
  readonly signal: TypingSignal;
  readonly drafts: Record<Audience, DraftBox>;
  readonly sender: Sender;
  readonly topic: string;
  #events: Event[] = [];
  #read = 0;
  #telling = false;
  #closed = false;

  constructor(
    readonly reference: string,
    readonly config: CaseConfig,
  ) {
    const { api, keep, me } = config;
    this.topic = `c/${reference}`;
    this.presence = new Presence(me.ref);
    this.signal = new TypingSignal((on, audience) => config.typing(this.topic, on, audience));
    this.drafts = {
      public: new DraftBox(reference, 'public', api, keep),
      team: new DraftBox(reference, 'team', api, keep),
    };
    this.sender = new Sender(this, api);
  }

  /** The conversation as it is shown: the events, and what was just asked for. */
  now = $derived.by<Projection>(() => ({ ...this.#folded, ...this.#overlay?.change }));

  get box(): DraftBox {
    return this.drafts[this.audience];
  }

  may(action: string): boolean {
    return this.info?.allowed.includes(action) ?? false;
  }

  async open(): Promise<void> {
    this.#closed = false;
    try {
      const info = await this.config.api.conversation(this.reference);
      const page = await this.config.api.events(this.reference, { before: info.seq + 1 });
      if (this.#closed) return;
      this.#events = page.events;
      this.more = (page.events[0]?.seq ?? 1) > 1;
      this.info = info;
      this.#folded = projectionOf(info, page.events);
      this.customerRead = Math.max(this.customerRead, info.customer_read_seq);
      for (const audience of ['public', 'team'] as const) {
        this.drafts[audience].arrive(info.drafts.find((draft) => draft.audience === audience) ?? null);
      }
      if (this.status !== 'ready') this.#first(info);
      this.config.follow(this.topic, this.#folded.seq);
    } catch (error) {
      if (this.#closed) return;
      this.error = error;
      const missing = error instanceof ApiError && error.status === 404;
      if (missing) this.status = 'missing';
      else if (this.status !== 'ready') this.status = 'failed';
    }
  }

  #first(info: Conversation): void {
    this.#read = info.read_seq;
    this.unreadAfter = info.read_seq < info.seq ? info.read_seq : null;
    this.seen = this.#folded.seq;
    if (this.drafts.public.empty && !this.drafts.team.empty) this.audience = 'team';
    if (!this.may('reply')) this.audience = 'team';
    this.status = 'ready';
  }

  async older(): Promise<void> {
    const first = this.#events[0]?.seq;
    if (!this.more || this.loadingMore || first === undefined || !this.info) return;
    this.loadingMore = true;
    try {
      const page = await this.config.api.events(this.reference, { before: first });
      this.#events = joined(page.events, this.#events);
      this.more = page.events.length > 0 && page.events[0]!.seq > 1;
      this.#folded = projectionOf(this.info, this.#events);
    } catch (error) {
      this.error = error;
    } finally {
      this.loadingMore = false;
    }
  }

  /** Events that the socket brought: new, in order, each once. */
  take(events: readonly Event[], toSeq: number): void {
    this.#events = joined(
      this.#events,
      events.filter((event) => event.seq > this.#folded.seq),
    );
    this.#folded = { ...fold(this.#folded, events), seq: Math.max(this.#folded.seq, toSeq) };
    this.sender.arrived(events);
    for (const { actor } of events) this.presence.typing(actor, '', false);
    if (this.#overlay && this.#overlay.until <= this.#folded.seq) this.#overlay = null;
  }

  frame(frame: ServerFrame): void {
    switch (frame.t) {
      case 'events':
        return this.take(frame.events, frame.to_seq);
      case 'reset':
        return void this.open();
      case 'typing':
        return this.presence.typing(frame.person, frame.name, frame.on);
      case 'presence':
        return this.presence.set(frame.people);
      case 'read':
        if (frame.person.startsWith('c_')) this.customerRead = Math.max(this.customerRead, frame.seq);
        return;
      case 'progress':
        this.assistantStage = frame.stage === 'done' ? null : frame.stage;
        return;
      case 'revoked':
        this.status = 'missing';
    }
  }

  /** The newest event is on the screen of somebody who looks at it. */
  shown(): void {
    const { seq } = this.#folded;
    this.seen = seq;
    if (seq <= this.#read) return;
    this.#read = seq;
    this.config.onread(this.reference, seq);
    if (this.#telling) return;
    this.#telling = true;
    setTimeout(() => {
      this.#telling = false;
      // Only a mark: the next one covers a lost one.
      this.config.api.read(this.reference, this.#read).catch(() => undefined);
    }, READ_EVERY);
  }

  /** Shows `change` at once, asks the server, and takes it back when it refuses. */
  async act(change: Overlay, ask: () => Promise<{ seq: number }>): Promise<void> {
    this.#overlay = { change: { ...this.#overlay?.change, ...change }, until: Infinity };
    try {
      const { seq } = await ask();
      if (this.#folded.seq >= seq) this.#overlay = null;
      else if (this.#overlay) this.#overlay = { ...this.#overlay, until: seq };
      this.wrote();
    } catch (error) {
      this.#overlay = null;
      throw error;
    }
  }

  /** What was missed while no socket brought it. */
  async catchUp(): Promise<void> {
    const page = await this.config.api.events(this.reference, { after: this.#folded.seq });
    if (!this.#closed) this.take(page.events, page.to_seq);
  }

  /** Something of ours was stored: without a socket its event has to be fetched. */
  wrote(): void {
    if (!this.config.live()) this.catchUp().catch(() => undefined);
  }

  close(): void {
    this.#closed = true;
    this.signal.stop();
    this.presence.clear();
    void this.drafts.public.flush();
    void this.drafts.team.flush();
  }
}
