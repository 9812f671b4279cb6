// One conversation on the screen: its events folded, what is on its way, who is typing, what has been read.

import type { Event } from '$client/events';
import type { Stage } from '$client/frames';
import { Outbox, type Entry } from '$client/outbox';
import { EMPTY, fold, isMessage, type Conversation } from '$client/projection';
import { Uploads, type Stored, type Upload } from '$client/upload';
import { Drafts, NEW } from './drafts';
import type { Session } from './session.svelte';
import type { Storage } from './storage';
import type { Row, Score } from './wire';

export interface Around {
  session: Session;
  storage: Storage;
  /** A new conversation exists; follow its topic. */
  onstarted: (row: Row) => void;
  typing: (topic: string, on: boolean) => void;
  onread: (reference: string, seq: number) => void;
}

const TYPING_AGAIN = 3000;
const TYPING_SHOWN = 6000;
const PROGRESS_SHOWN = 60_000;
const PAGE = 200;

export class Chat {
  reference = $state<string | null>(null);
  row = $state.raw<Row | null>(null);
  view = $state.raw<Conversation>(EMPTY);
  unsent = $state.raw<readonly Entry[]>([]);
  uploads = $state.raw<readonly Upload[]>([]);
  loaded = $state(false);
  broken = $state(false);
  /** Names of who is typing now. */
  typers = $state.raw<string[]>([]);
  stage = $state<Exclude<Stage, 'done'> | null>(null);
  /** Agents who have it open. */
  present = $state.raw<string[]>([]);
  /** The newest of ours that the other side has read. */
  peerRead = $state(0);
  /** Where "new" starts: what was read when it was opened. */
  readFrom = $state(0);
  draft = $state('');
  readonly files: Uploads;
  #outbox: Outbox;
  readonly #around: Around;
  readonly #drafts: Drafts;
  #read = 0;
  #reading: ReturnType<typeof setTimeout> | undefined;
  #typedAt = 0;
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(around: Around, row: Row | null) {
    this.#around = around;
    this.#drafts = new Drafts(around.storage);
    this.row = row;
    this.reference = row?.reference ?? null;
    this.readFrom = this.#read = row?.read_seq ?? 0;
    this.peerRead = row?.peer_read_seq ?? 0;
    this.draft = this.#drafts.get(this.#place);
    this.loaded = row === null;
    this.files = new Uploads({
      http: around.session.http,
      limit: around.session.config?.limits.upload_bytes ?? 10_000_000,
      onchange: (list) => (this.uploads = list),
    });
    this.#outbox = new Outbox(
      {
        send: (entry) => this.#send(entry),
        onchange: (entries) => {
          this.unsent = entries;
          this.#drafts.keep(this.#place, entries);
        },
      },
      this.#drafts.unsent(this.#place),
    );
  }

  get topic(): string | null {
    return this.row?.topic ?? null;
  }

  get #path(): { reference: string } {
    return { reference: this.reference! };
  }

  get #place(): string {
    return this.reference ?? NEW;
  }

  /** All of it by HTTP, or what is missing; gives the seq from which the socket goes on. */
  async load(): Promise<number> {
    try {
      let after = this.view.seq;
      for (let more = true; more;) {
        const request = { path: this.#path, query: { after, limit: PAGE } };
        const answer = await this.#around.session.call('GET /conversations/{reference}/events', request);
        this.take(answer.events);
        ({ more } = answer);
        after = more ? (answer.events.at(-1)?.seq ?? answer.to_seq) : answer.to_seq;
      }
      this.loaded = true;
      this.broken = false;
      return after;
    } catch (error) {
      this.broken = !this.loaded;
      throw error;
    }
  }

  /** New events, in order, from the socket or from a page of them. */
  take(events: readonly Event[]): void {
    this.view = fold(this.view, events);
    const messages = events.filter(isMessage);
    this.#outbox.confirm(
      messages.map((event) => event.payload?.key ?? null),
      this.view.seq,
    );
    for (const { actor } of messages) {
      this.#untype(actor);
      if (actor === 'assistant') this.progress('done');
    }
  }

  write(body: string): void {
    this.draft = body;
    this.#drafts.set(this.#place, body);
    const now = Date.now();
    if (!this.topic) return;
    if (!body.trim()) this.#stopTyping();
    else if (now - this.#typedAt > TYPING_AGAIN) {
      this.#typedAt = now;
      this.#around.typing(this.topic, true);
    }
  }

  /** Sends the draft with its finished files. */
  send(): void {
    const body = this.draft.trim();
    const files = this.files.take();
    if (!body && files.length === 0) return;
    this.write('');
    this.say(body, files);
  }

  /** As many as still fit in one message; the visitor is made first, as a file needs an owner. */
  attach(files: File[], most: number): void {
    const room = files.slice(0, Math.max(0, most - this.uploads.length));
    void this.#around.session.ensure().then(
      () => this.files.add(room),
      () => this.files.add(room), // its row then says that it failed, and offers to try again
    );
  }

  say(body: string, files: Stored[] = []): void {
    this.#outbox.add(body, files);
    this.readFrom = Number.MAX_SAFE_INTEGER;
  }

  retry = (key: string) => this.#outbox.retry(key);
  discard = (key: string) => this.#outbox.discard(key);
  hurry = () => this.#outbox.hurry();

  async askForPerson(): Promise<void> {
    await this.#around.session.call('POST /conversations/{reference}/person', { path: this.#path });
  }

  async rate(score: Score, comment: string): Promise<void> {
    const body = { score, comment: comment.trim() };
    await this.#around.session.call('POST /conversations/{reference}/rating', { path: this.#path, body });
    this.view = { ...this.view, rating: score };
  }

  /** A fresh address of a file. */
  address = async (key: string): Promise<string> =>
    (await this.#around.session.call('GET /attachments/{key}', { path: { key } })).url;

  /** The newest message is on the screen: tell it once, and only forward. */
  seen(): void {
    const seq = this.view.seq;
    if (seq <= this.#read || !this.reference) return;
    this.#read = seq;
    clearTimeout(this.#reading);
    this.#reading = setTimeout(() => {
      this.#around.onread(this.reference!, seq);
      this.#around.session
        .call('POST /conversations/{reference}/read', { path: this.#path, body: { seq } })
        .catch(() => {
          this.#read = 0; // the next look tells it again
        });
    }, 400);
  }

  peerSaw(seq: number): void {
    this.peerRead = Math.max(this.peerRead, seq);
  }

  typed(person: string, name: string, on: boolean): void {
    this.#untype(person);
    if (!on) return;
    this.#timers.set(
      person,
      setTimeout(() => this.#untype(person), TYPING_SHOWN),
    );
    this.typers = [...this.typers, name];
    this.#names.set(person, name);
  }

  progress(stage: Stage): void {
    clearTimeout(this.#timers.get('assistant'));
    this.stage = stage === 'done' ? null : stage;
    if (this.stage) {
      this.#timers.set(
        'assistant',
        setTimeout(() => (this.stage = null), PROGRESS_SHOWN),
      );
    }
  }

  close(): void {
    this.#stopTyping();
    this.#outbox.stop();
    for (const timer of this.#timers.values()) clearTimeout(timer);
  }

  readonly #names = new Map<string, string>();

  #untype(person: string): void {
    clearTimeout(this.#timers.get(person));
    const name = this.#names.get(person);
    if (name === undefined) return;
    this.#names.delete(person);
    this.typers = [...this.#names.values()];
  }

  #stopTyping(): void {
    if (this.#typedAt && this.topic) this.#around.typing(this.topic, false);
    this.#typedAt = 0;
  }

  async #send({ body, attachments, key }: Entry): Promise<number> {
    const { session } = this.#around;
    await session.ensure();
    const keys = attachments.map((each) => each.key);
    if (this.reference !== null) {
      const request = { path: this.#path, body: { body, attachments: keys }, key, repeats: 0 };
      return (await session.call('POST /conversations/{reference}/messages', request)).seq;
    }
    const wanted = { body, attachments: keys, language: document.documentElement.lang };
    const made = await session.call('POST /conversations', { body: wanted, key, repeats: 0 });
    // What was typed and queued under "new" moves along.
    this.#drafts.keep(NEW, []);
    this.#drafts.set(NEW, '');
    this.row = made.conversation;
    this.reference = made.conversation.reference;
    this.#drafts.keep(this.reference, this.unsent);
    this.#drafts.set(this.reference, this.draft);
    this.#around.onstarted(made.conversation);
    return made.seq;
  }
}
