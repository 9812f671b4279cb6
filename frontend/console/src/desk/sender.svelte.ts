// Sending: shown at once, sent in order, repeated until answered. A reply that the server holds because somebody wrote
// meanwhile goes back into its box, next to what arrived.

import type { Event } from '$client/events';
import { Outbox, type Entry } from '$client/outbox';
import type { AgentApi } from '../api/agent';
import type { Attachment, Audience } from '../wire';
import type { Case } from './case.svelte';
import type { DraftText } from './drafts.svelte';

export interface Pending extends Entry {
  audience: Audience;
}

/** A reply that was held: what it was, and up to where its author had read. */
export interface Held {
  audience: Audience;
  text: DraftText;
  seen: number;
}

interface Note {
  audience: Audience;
  text: DraftText;
  seen: number;
  anyway: boolean;
}

/** Codes after which the text belongs back in the box: it may be changed and sent again. */
const BACK_TO_BOX: readonly string[] = [
  'stale_reply',
  'unauthenticated',
  'invalid',
  'conversation_closed',
  'forbidden',
];

export class Sender {
  pending = $state.raw<Pending[]>([]);
  held = $state.raw<Held | null>(null);
  /** Why the newest text came back, in the server's words. */
  refused = $state<string | null>(null);
  readonly #case: Case;
  readonly #outbox: Outbox;
  readonly #notes = new Map<string, Note>();
  #next: Note | null = null;

  constructor(open: Case, api: AgentApi) {
    this.#case = open;
    this.#outbox = new Outbox({
      send: (entry) => this.#deliver(entry, api),
      onchange: (entries) => {
        // A new entry is announced before it is sent: it takes the note that `send` has just put down.
        for (const { key } of entries) if (this.#next && !this.#notes.has(key)) this.#notes.set(key, this.#next);
        this.#next = null;
        this.pending = entries.map((entry) => ({ ...entry, audience: this.#notes.get(entry.key)!.audience }));
      },
      onfailed: (entry) => this.#failed(entry),
    });
  }

  /** Nothing may forget this case while something is on its way. */
  get busy(): boolean {
    return this.pending.some((entry) => entry.state !== 'sent');
  }

  /** Sends what is in the box of `audience`. */
  send(audience: Audience, attachments: Attachment[], anyway = false): void {
    const box = this.#case.drafts[audience];
    if (box.empty) return;
    const text = box.take();
    this.held = null;
    this.refused = null;
    this.#case.signal.stop();
    this.#next = { audience, text, seen: this.#case.seen, anyway };
    this.#outbox.add(text.body, attachments);
  }

  retry(key: string): void {
    this.#outbox.retry(key);
  }

  /** Back into the box to change it. */
  edit(key: string): void {
    const note = this.#notes.get(key);
    this.#outbox.discard(key);
    if (note) this.#case.drafts[note.audience].restore(note.text);
  }

  keepEditing(): void {
    this.held = null;
  }

  arrived(events: readonly Event[]): void {
    this.#outbox.confirm(
      events.map((event) => (event.kind === 'message.posted' ? (event.payload?.key ?? null) : null)),
    );
  }

  hurry(): void {
    this.#outbox.hurry();
  }

  async #deliver(entry: Entry, api: AgentApi): Promise<number> {
    const { audience, seen, anyway } = this.#notes.get(entry.key)!;
    const attachments = entry.attachments.map((each) => each.key);
    const reply = { body: entry.body, audience, attachments, seen_seq: seen, anyway };
    const { seq } = await api.reply(this.#case.reference, reply, entry.key);
    void this.#case.drafts[audience].sent();
    this.#case.wrote();
    return seq;
  }

  #failed(entry: Entry): void {
    const note = this.#notes.get(entry.key);
    if (!note || !entry.error || !BACK_TO_BOX.includes(entry.error.code)) return;
    this.edit(entry.key);
    if (entry.error.code === 'stale_reply') this.held = { ...note };
    else this.refused = entry.error.message;
  }
}
