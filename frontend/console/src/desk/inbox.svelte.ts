// The list: pages from HTTP, rows from the socket, newest by seq wins. Nothing moves under the pointer: while the list
// is held, known rows change in place, new ones are counted, and the order is made right when it is let go.

import { SvelteMap } from 'svelte/reactivity';
import type { InboxPage, Summary } from '../wire';
import { matches, type Query } from './filter';

/** The topic of the list that a row is on. */
export function listTopic(row: Summary): string {
  return `l/${row.brand}/${row.team ?? '-'}`;
}

export function lastAt(row: Summary): string {
  return row.last?.at ?? row.started_at;
}

/** A customer's word that this agent has not seen: the lamp. */
export function unread(row: Summary): boolean {
  return row.last?.by === 'customer' && row.last.seq > (row.read_seq ?? 0);
}

export class Inbox {
  readonly #rows = new SvelteMap<string, Summary>();
  #order = $state.raw<string[]>([]);
  #arrived = $state.raw<string[]>([]);
  #held = false;
  #kept: string | null = null;
  #query: Query = { state: 'open', assignee: 'any', team: null, brand: null };
  #me = '';
  next = $state<string | null>(null);
  loaded = $state(false);

  rows = $derived(this.#order.map((reference) => this.#rows.get(reference)).filter((row) => row !== undefined));
  /** How many rows wait above the fold for the list to be let go. */
  arrived = $derived(this.#arrived.length);

  /** Another list: forget the rows. */
  open(query: Query, me: string): void {
    this.#query = query;
    this.#me = me;
    this.#rows.clear();
    this.#order = [];
    this.#arrived = [];
    this.next = null;
    this.loaded = false;
  }

  /** The first page, at start and after a reconnect: what is not on it any more goes, what is newer here stays. */
  replace(page: InboxPage): void {
    const order = page.rows.map((row) => row.reference);
    for (const reference of [...this.#rows.keys()]) if (!order.includes(reference)) this.#rows.delete(reference);
    for (const row of page.rows) this.#rows.set(row.reference, newer(this.#rows.get(row.reference), row));
    this.#order = order;
    this.#arrived = [];
    this.next = page.next;
    this.loaded = true;
  }

  /** The next page, below. */
  append(page: InboxPage): void {
    for (const row of page.rows) {
      this.#rows.set(row.reference, newer(this.#rows.get(row.reference), row));
    }
    const shown = [...this.#order, ...this.#arrived];
    this.#order = [...this.#order, ...page.rows.map((row) => row.reference).filter((each) => !shown.includes(each))];
    this.next = page.next;
  }

  /** Rows that the socket brought. */
  apply(rows: Summary[]): void {
    for (const row of rows) {
      const before = this.#rows.get(row.reference);
      if (before && before.seq > row.seq) continue;
      const merged = newer(before, row);
      if (before) this.#rows.set(row.reference, merged);
      else if (matches(this.#query, merged, this.#me)) {
        this.#rows.set(row.reference, merged);
        this.#arrived = [...this.#arrived, row.reference];
      }
    }
    if (!this.#held) this.settle();
  }

  /** A row left the list of this topic; it may be on another list by now. */
  gone(topic: string, reference: string): void {
    const row = this.#rows.get(reference);
    if (row && listTopic(row) === topic) this.#drop(reference);
  }

  /** The agent has read up to `seq`. */
  read(reference: string, seq: number): void {
    const row = this.#rows.get(reference);
    if (row && (row.read_seq ?? 0) < seq) this.#rows.set(reference, { ...row, read_seq: seq });
  }

  /** The open case stays on the list, dimmed, until another is opened. */
  keep(reference: string | null): void {
    this.#kept = reference;
    if (!this.#held) this.settle();
  }

  /** The pointer is over the list, or it is scrolled: keep every row where it is. */
  hold(): void {
    this.#held = true;
  }

  /** Nobody looks at a certain row now: put the list in order. */
  release(): void {
    this.#held = false;
    this.settle();
  }

  /** Puts the list in order at once, also while it is held (the "3 new" button). */
  settle(): void {
    for (const [reference, row] of this.#rows) {
      if (reference !== this.#kept && !matches(this.#query, row, this.#me)) this.#rows.delete(reference);
    }
    const all = [...this.#rows.values()].sort(
      (a, b) => compare(lastAt(b), lastAt(a)) || compare(a.reference, b.reference),
    );
    const order = all.map((row) => row.reference);
    if (order.join() !== this.#order.join()) this.#order = order;
    if (this.#arrived.length > 0) this.#arrived = [];
  }

  /** Does the row still belong here? It stays, dimmed, until the list is let go. */
  leaving(row: Summary): boolean {
    return !matches(this.#query, row, this.#me);
  }

  get(reference: string): Summary | undefined {
    return this.#rows.get(reference);
  }

  /** The row before (-1) or after (1) the given one; the first when there is none. */
  step(reference: string | null, by: 1 | -1): string | null {
    const at = reference ? this.#order.indexOf(reference) : -1;
    if (at < 0) return this.#order[0] ?? null;
    return this.#order[Math.min(this.#order.length - 1, Math.max(0, at + by))] ?? null;
  }

  #drop(reference: string): void {
    this.#rows.delete(reference);
    this.#order = this.#order.filter((each) => each !== reference);
    this.#arrived = this.#arrived.filter((each) => each !== reference);
  }
}

/** The newer of two by seq; what was read is only known to rows from HTTP, so it is carried over. */
function newer(before: Summary | undefined, row: Summary): Summary {
  if (!before) return row;
  const read = Math.max(before.read_seq ?? 0, row.read_seq ?? 0);
  return { ...(before.seq > row.seq ? before : row), read_seq: read };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
