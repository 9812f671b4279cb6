// Who else is here: colleagues with the case open, the customer, and who writes at this moment.

import { SvelteMap } from 'svelte/reactivity';
import type { Present } from '$client/frames';
import type { Audience } from '../wire';

/** A sign of typing lapses after this long without a new one, in ms. */
export const TYPING_LAPSES = 6000;
const TYPING_EVERY = 3000;

export class Presence {
  #people = $state.raw<Present[]>([]);
  readonly #typing = new SvelteMap<string, { name: string; timer: ReturnType<typeof setTimeout> }>();
  readonly #me: string;

  constructor(me: string) {
    this.#me = me;
  }

  /** Colleagues who look at this case, without those who write. */
  viewing = $derived.by(() =>
    this.#people.filter((each) => each.kind === 'agent' && each.ref !== this.#me && !this.#typing.has(each.ref ?? '')),
  );
  customerHere = $derived.by(() => this.#people.some((each) => each.kind === 'customer'));
  writing = $derived.by(() => [...this.#typing].map(([ref, { name }]) => ({ ref, name })));

  set(people: Present[]): void {
    this.#people = people;
  }

  typing(ref: string, name: string, on: boolean): void {
    if (ref === this.#me) return;
    clearTimeout(this.#typing.get(ref)?.timer);
    if (!on) this.#typing.delete(ref);
    else this.#typing.set(ref, { name, timer: setTimeout(() => this.#typing.delete(ref), TYPING_LAPSES) });
  }

  clear(): void {
    for (const { timer } of this.#typing.values()) clearTimeout(timer);
    this.#typing.clear();
    this.#people = [];
  }
}

/** Tells the others that this agent writes: at once, then every few seconds, and when it ends. */
export class TypingSignal {
  readonly #send: (on: boolean, audience: Audience) => void;
  #audience: Audience | null = null;
  #last = 0;
  #end: ReturnType<typeof setTimeout> | undefined;

  constructor(send: (on: boolean, audience: Audience) => void) {
    this.#send = send;
  }

  key(audience: Audience, now: number): void {
    clearTimeout(this.#end);
    this.#end = setTimeout(() => this.stop(), TYPING_LAPSES - 1000);
    if (this.#audience === audience && now - this.#last < TYPING_EVERY) return;
    if (this.#audience && this.#audience !== audience) this.#send(false, this.#audience);
    this.#audience = audience;
    this.#last = now;
    this.#send(true, audience);
  }

  stop(): void {
    clearTimeout(this.#end);
    if (this.#audience) this.#send(false, this.#audience);
    this.#audience = null;
  }
}
