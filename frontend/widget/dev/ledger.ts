// A conversation's ledger in the page, with an assistant that answers by a script.

import type { Audience, Event, Kind, Payloads } from '$client/events';
import type { Row } from '../src/wire';

export const ME = 'c_dana';
export const NOW = Date.now();

export class Ledger {
  readonly events: Event[] = [];
  readonly reference: string;
  read = 0;
  peerRead = 0;
  #clock: number;

  constructor(reference: string, subject: string, started: number, language = 'en') {
    this.reference = reference;
    this.#clock = started;
    this.add('system', 'conversation.started', { reference, brand: 'harbor', channel: 'chat', language, subject });
    this.add(ME, 'participant.joined', { ref: ME, person: 'customer', name: 'Dana' });
    this.add('assistant', 'participant.joined', { ref: 'assistant', person: 'assistant', name: '' });
  }

  get seq(): number {
    return this.events.length;
  }

  later(seconds: number): this {
    this.#clock += seconds * 1000;
    return this;
  }

  now(): this {
    this.#clock = Date.now();
    return this;
  }

  add<K extends Kind>(actor: string, kind: K, payload: Payloads[K] | null, audience: Audience = 'public'): Event {
    const at = new Date(this.#clock).toISOString();
    const event = { seq: this.seq + 1, kind, v: 1, actor, at, audience, payload } as Event;
    this.events.push(event);
    return event;
  }

  say(actor: string, body: string, more: Partial<Payloads['message.posted']> = {}): Event {
    const format = actor === 'assistant' ? 'markdown' : 'text';
    return this.add(actor, 'message.posted', { body, format, language: null, blocks: [], key: null, ...more });
  }

  row(): Row {
    const said = this.events.filter((event) => event.kind === 'message.posted').at(-1);
    const started = this.events[0]!;
    const state = this.events.filter((event) => event.kind === 'state.changed').at(-1)?.payload?.after ?? 'open';
    const handler = this.events.filter((event) => event.kind === 'handler.changed').at(-1)?.payload?.to ?? 'assistant';
    const by = said?.actor === ME ? 'customer' : said?.actor === 'assistant' ? 'assistant' : 'agent';
    return {
      reference: this.reference,
      topic: `c/${this.reference}`,
      subject: started.kind === 'conversation.started' ? (started.payload?.subject ?? '') : '',
      state,
      handler,
      language: 'en',
      started_at: started.at,
      seq: this.seq,
      read_seq: this.read,
      peer_read_seq: this.peerRead,
      unread: this.events.filter((each) => each.kind === 'message.posted' && each.seq > this.read && each.actor !== ME)
        .length,
      last: said?.payload ? { text: said.payload.body, at: said.at, by } : null,
      rating: null,
      rateable: state === 'solved',
      participants: {},
    };
  }
}
