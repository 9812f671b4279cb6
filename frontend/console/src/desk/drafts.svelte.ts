// One draft: what is in the box, saved on the server a moment after the last key, kept in this browser until the server
// has it. Nothing that was typed is lost: not by a reload, not by an ended session, not by another device.

import type { Audience, Draft } from '../wire';

export interface DraftText {
  body: string;
  attachments: string[];
  base_seq: number;
}

/** Where drafts go. `save` and `drop` reject when the server can't be reached or refuses. */
export interface DraftPort {
  save(reference: string, audience: Audience, draft: DraftText): Promise<void>;
  drop(reference: string, audience: Audience): Promise<void>;
}

/** The part of Storage that is used. */
export type Keep = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Saved this long after the last key, and at least this often while typing, in ms. */
const QUIET = 700;
const LONGEST = 4000;
const RETRY = 5000;

const EMPTY: DraftText = { body: '', attachments: [], base_seq: 0 };

export class DraftBox {
  body = $state('');
  attachments = $state.raw<string[]>([]);
  /** saved: the server has it; waiting: soon; failed: only this browser has it, tried again by itself. */
  status = $state<'empty' | 'saved' | 'waiting' | 'failed'>('empty');
  /** Another device saved this one while there was something else in the box here. */
  conflict = $state.raw<DraftText | null>(null);
  #base = 0;
  #saved: DraftText = EMPTY;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #since = 0;
  #running: Promise<void> | null = null;
  readonly #key: string;

  constructor(
    readonly reference: string,
    readonly audience: Audience,
    readonly port: DraftPort,
    readonly keep: Keep | null,
    readonly now: () => number = Date.now,
  ) {
    this.#key = `lightkeeper.draft.${reference}.${audience}`;
  }

  get empty(): boolean {
    return this.body.trim() === '' && this.attachments.length === 0;
  }

  get text(): DraftText {
    return { body: this.body, attachments: this.attachments, base_seq: this.#base };
  }

  /** The draft that the server has (none: null), at start and whenever the conversation is loaded again. */
  arrive(draft: Draft | null): void {
    const theirs: DraftText = draft ?? EMPTY;
    const mine = this.#kept() ?? (this.status === 'waiting' || this.status === 'failed' ? this.text : null);
    if (!mine || same(mine, theirs) || (this.empty && mine.body.trim() === '')) {
      this.#saved = theirs;
      this.#fill(theirs);
      this.#forget();
      return;
    }
    this.#fill(mine);
    if (theirs.body && !same(theirs, this.#saved)) this.conflict = theirs;
    this.#saved = theirs;
    this.#plan();
  }

  /** The box changed. `seq`: the newest public event when writing began. */
  edit(body: string, seq: number): void {
    if (this.empty) this.#base = seq;
    this.body = body;
    this.#plan();
  }

  attach(keys: string[]): void {
    this.attachments = keys;
    this.#plan();
  }

  /** Ends a conflict with one of the two texts. */
  resolve(which: 'theirs' | 'mine'): void {
    if (which === 'theirs' && this.conflict) this.#fill(this.conflict);
    this.conflict = null;
    this.#plan();
  }

  /** Takes the text out, to send it; the server's copy goes once it is sent (`sent`) or it comes back (`restore`). */
  take(): DraftText {
    const text = this.text;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.body = '';
    this.attachments = [];
    this.status = 'empty';
    this.#remember(text);
    return text;
  }

  /** What was taken could not be sent: back in the box, before whatever was typed since. */
  restore(text: DraftText): void {
    this.body = [text.body, this.body].filter((part) => part.trim() !== '').join('\n\n');
    this.attachments = [...text.attachments, ...this.attachments.filter((key) => !text.attachments.includes(key))];
    this.#base = text.base_seq;
    this.#plan();
  }

  /** What was taken is sent: the saved copies go, unless something new is in the box. */
  async sent(): Promise<void> {
    if (!this.empty) return this.#plan();
    this.#forget();
    await this.#running;
    if (!this.empty) return;
    this.#saved = EMPTY;
    // The server drops the draft with the message; this also covers the save that was on its way.
    await this.port.drop(this.reference, this.audience).catch(() => undefined);
  }

  /** Saves at once: the page is hidden or another conversation opens. */
  async flush(): Promise<void> {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#save();
  }

  #plan(): void {
    const text = this.text;
    if (same(text, this.#saved) && !this.#running) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.status = this.empty ? 'empty' : 'saved';
      return this.#forget();
    }
    this.#remember(text);
    this.status = 'waiting';
    if (this.#timer === undefined) this.#since = this.now();
    clearTimeout(this.#timer);
    const wait = Math.max(0, Math.min(QUIET, this.#since + LONGEST - this.now()));
    this.#timer = setTimeout(() => void this.flush(), wait);
  }

  async #save(): Promise<void> {
    await this.#running;
    const text = this.text;
    const { reference, audience } = this;
    this.#running = this.empty ? this.port.drop(reference, audience) : this.port.save(reference, audience, text);
    try {
      await this.#running;
      this.#saved = this.empty && text.body.trim() === '' ? EMPTY : text;
      this.#running = null;
      if (this.#timer === undefined && same(this.text, text)) {
        this.status = this.empty ? 'empty' : 'saved';
        this.#forget();
      }
    } catch {
      this.#running = null;
      this.status = 'failed';
      this.#timer ??= setTimeout(() => void this.flush(), RETRY);
    }
  }

  #fill(text: DraftText): void {
    this.body = text.body;
    this.attachments = text.attachments;
    this.#base = text.base_seq;
    this.status = this.empty ? 'empty' : 'saved';
  }

  #kept(): DraftText | null {
    const text = this.keep?.getItem(this.#key);
    return text ? (JSON.parse(text) as DraftText) : null;
  }

  #remember(text: DraftText): void {
    // A full or forbidden storage must never stop somebody from typing.
    try {
      this.keep?.setItem(this.#key, JSON.stringify(text));
    } catch {
      return;
    }
  }

  #forget(): void {
    this.keep?.removeItem(this.#key);
  }
}

function same(a: DraftText, b: DraftText): boolean {
  return a.body === b.body && a.attachments.join() === b.attachments.join();
}
