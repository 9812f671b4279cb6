// The contract, answered inside the page: fetch and WebSocket are replaced by a server that lives in memory.

import type { Event, Payloads } from '$client/events';
import { matches, type Query } from '../src/desk/filter';
import type { Me } from '../src/wire';
import { AGENTS, Ledger, TEAMS, type Case } from './ledger';
import { authAnswer, type AuthState } from './auth';
import { hitsOf } from './search';
import { FakeSocket } from './socket';
import { ARTICLES } from './articles';
import { lookUp } from './cards';

export interface Wishes {
  signedIn: boolean;
  factor: boolean;
  language: string;
}

interface Ask {
  method: string;
  path: string;
  query: URLSearchParams;
  body: Record<string, never> & Record<string, unknown>;
  key: string | null;
}

class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly fields: object = {},
  ) {
    super(message);
  }
}

export class FakeServer extends Ledger {
  readonly sockets = new Set<FakeSocket>();
  readonly auth: AuthState;
  me: Me;

  constructor(wishes: Wishes) {
    super();
    this.auth = { step: wishes.signedIn ? 'in' : 'out', wantsFactor: wishes.factor, totp: false, passkeys: [] };
    this.me = {
      ref: 'a_mei',
      name: 'Mei Tan',
      email: 'mei@harbor.example',
      language: wishes.language,
      timezone: 'Asia/Singapore',
      role: 'lead',
      permissions: ['conversation.reply', 'agent.invite', 'conversation.redact'],
      brands: [{ slug: 'harbor', name: 'Harbor Exchange' }],
      teams: TEAMS,
      online: true,
      mfa: true,
    };
  }

  install(host: Window & typeof globalThis): void {
    host.fetch = (async (input: RequestInfo | URL, init: RequestInit = {}) => {
      const url = new URL(String(input), host.location.origin);
      const body = typeof init.body === 'string' ? (JSON.parse(init.body) as Ask['body']) : ({} as Ask['body']);
      const method = init.method ?? 'GET';
      await new Promise((resolve) => setTimeout(resolve, 60));
      if (url.pathname.startsWith('/api/auth/')) return authAnswer(this.auth, method, url.pathname, body);
      const key = new Headers(init.headers).get('Idempotency-Key');
      const path = url.pathname.replace('/api/agent', '');
      return this.#answer({ method, path, query: url.searchParams, body, key });
    }) as typeof fetch;
    const connect = (socket: FakeSocket) => this.sockets.add(socket);
    const hear = (socket: FakeSocket, text: string) => this.#hear(socket, text);
    host.WebSocket = class extends FakeSocket {
      constructor() {
        super(connect, hear);
      }
    } as unknown as typeof WebSocket;
  }

  /** A customer writes now and then, so that the screen has something to do. */
  live(): void {
    const words = ['Any news?', '还没到账，能帮我看一下吗？', 'I sent the screenshot by e-mail as well.'];
    let turn = 0;
    setInterval(() => {
      const all = [...this.cases.values()].filter((each) => each.folded.state !== 'closed');
      const open = all[turn % all.length]!;
      this.say(open.reference, open.customer.ref, words[turn++ % words.length]!);
    }, 15_000);
  }

  say(
    reference: string,
    actor: string,
    body: string,
    more: { audience?: 'public' | 'team'; key?: string | null; at?: string } = {},
  ): Event {
    const { audience = 'public', key = null } = more;
    const payload: Payloads['message.posted'] = { body, format: 'text', language: null, blocks: [], key };
    return this.happen(reference, 'message.posted', actor, payload, { audience, ...(more.at ? { at: more.at } : {}) });
  }

  /** Appends and tells all sockets. */
  happen: Ledger['add'] = (reference, kind, actor, payload, more) => {
    this.now = Date.now();
    const event = this.add(reference, kind, actor, payload, more);
    const open = this.cases.get(reference)!;
    for (const socket of this.sockets) {
      socket.tell({
        t: 'events',
        topic: `c/${reference}`,
        from_seq: event.seq - 1,
        to_seq: event.seq,
        events: [event],
      });
      const topic = `l/harbor/${open.team?.slug ?? '-'}`;
      socket.tell({ t: 'summary', topic, rows: [this.summary(open, false)] as never });
    }
    return event;
  };

  async #answer(ask: Ask): Promise<Response> {
    try {
      if (this.auth.step !== 'in') throw new Refusal(401, 'unauthenticated', 'Please sign in.');
      const value = this.#route(ask);
      return value === undefined ? new Response(null, { status: 204 }) : Response.json(value);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { status, code, message, fields } = error;
      return Response.json({ error: { code, message, fields, request: 'r-1' } }, { status });
    }
  }

  #route(ask: Ask): unknown {
    const [, noun = '', reference = '', ...rest] = ask.path.split('/');
    if (noun === 'conversations') return this.#conversation(ask, reference, rest);
    const plain: Record<string, () => unknown> = {
      me: () => (this.me = { ...this.me, ...ask.body }),
      inbox: () => this.#inbox(ask.query),
      counts: () => this.#counts(),
      agents: () => ({ rows: AGENTS }),
      teams: () => ({ rows: TEAMS }),
      tags: () => ({ rows: ['deposit', 'erc20', 'kyc', 'vip', 'phishing'].map((slug) => ({ slug, name: slug })) }),
      socket: () => ({ token: 'token', expires_at: '', topics: [] }),
      search: () => hitsOf(this, ask.query.get('q') ?? ''),
      articles: () => ({ rows: ARTICLES.filter((each) => each.title.includes(ask.query.get('q') ?? '')) }),
      attachments: () => ({ key: 'k1', upload: '/files/upload', ticket: 't' }),
      invitations: () => ({ email: ask.body.email }),
    };
    return plain[noun]?.();
  }

  #inbox(query: URLSearchParams): unknown {
    const wanted = {
      state: query.get('state'),
      assignee: query.get('assignee'),
      team: query.get('team'),
      brand: null,
    } as Query;
    const rows = [...this.cases.values()]
      .map((open) => this.summary(open, true))
      .filter((row) => matches(wanted, row, this.me.ref))
      .sort((a, b) => ((a.last?.at ?? '') < (b.last?.at ?? '') ? 1 : -1));
    return { rows, next: null, topics: ['l/harbor/-', 'l/harbor/deposits', 'l/harbor/security'] };
  }

  #counts(): unknown {
    const rows = [...this.cases.values()].map((open) => this.summary(open, true));
    const count = (query: Partial<Query>) =>
      rows.filter((row) =>
        matches({ state: 'open', assignee: 'any', team: null, brand: null, ...query }, row, this.me.ref),
      ).length;
    return {
      mine: count({ assignee: 'me' }),
      unassigned: count({ assignee: 'none' }),
      open: count({}),
      waiting: count({ state: 'waiting' }),
      solved: count({ state: 'solved' }),
      by_team: Object.fromEntries(TEAMS.map(({ slug }) => [slug, count({ team: slug })])),
    };
  }

  #conversation(ask: Ask, reference: string, [noun = '', name = '']: string[]): unknown {
    const open = this.cases.get(reference);
    if (!open) throw new Refusal(404, 'not_found', 'There is no such conversation.');
    const me = this.me.ref;
    const done = (event: Event) => ({ seq: event.seq });
    const { body } = ask;
    const actions: Record<string, () => unknown> = {
      '': () =>
        ask.method === 'GET'
          ? this.detail(open)
          : done(
              this.happen(reference, 'subject.changed', me, { subject: String(body.subject) }, { audience: 'team' }),
            ),
      events: () => this.#events(open, ask.query),
      messages: () => this.#reply(open, ask),
      state: () =>
        done(
          this.happen(reference, 'state.changed', me, {
            before: open.folded.state,
            after: body.to as never,
            cause: 'set',
          }),
        ),
      assignee: () => {
        const found = AGENTS.find((each) => each.ref === body.agent);
        const payload = { agent: found?.ref ?? null, agent_name: found?.name ?? null, team: open.team?.slug ?? null };
        return done(this.happen(reference, 'assigned', me, payload, { audience: 'team' }));
      },
      handler: () => done(this.happen(reference, 'handler.changed', me, { to: body.to as never })),
      tags: () =>
        done(
          this.happen(
            reference,
            ask.method === 'PUT' ? 'tag.added' : 'tag.removed',
            me,
            { tag: name },
            { audience: 'team' },
          ),
        ),
      drafts: () => {
        open.drafts = open.drafts.filter((each) => each.audience !== name);
        if (ask.method === 'PUT') open.drafts.push({ ...(body as object), audience: name, updated_at: '' } as never);
      },
      read: () => void (open.read = Number(body.seq)),
      redactions: () =>
        done(this.happen(reference, 'redacted', me, { seq: Number(body.seq), reason: String(body.reason) })),
      lookups: () => {
        const evidence = { id: `e${open.events.length}`, card: lookUp(String(body.subject)) };
        this.happen(reference, 'evidence.added', me, evidence, { audience: 'team' });
        return { subject: String(body.subject) };
      },
    };
    return actions[noun]?.();
  }

  #events(open: Case, query: URLSearchParams): unknown {
    const before = Number(query.get('before') ?? Infinity);
    const after = Number(query.get('after') ?? 0);
    const events = open.events.filter((event) => event.seq > after && event.seq < before).slice(-200);
    return { events, to_seq: open.events.length, more: false };
  }

  #reply(open: Case, ask: Ask): unknown {
    const {
      body,
      audience,
      seen_seq: seen,
      anyway,
    } = ask.body as unknown as { body: string; audience: 'public' | 'team'; seen_seq: number; anyway: boolean };
    const newest = open.events.findLast((event) => event.kind === 'message.posted' && event.audience === 'public');
    if (audience === 'public' && !anyway && newest && newest.seq > seen && newest.actor !== this.me.ref) {
      throw new Refusal(409, 'stale_reply', 'Somebody wrote meanwhile.', { seq: newest.seq });
    }
    if (!open.folded.participants[this.me.ref]) {
      this.happen(open.reference, 'participant.joined', this.me.ref, {
        ref: this.me.ref,
        person: 'agent',
        name: this.me.name,
      });
    }
    const event = this.say(open.reference, this.me.ref, body, { audience, key: ask.key });
    open.read = event.seq;
    if (audience === 'public' && open.folded.state !== 'waiting_customer') {
      this.happen(open.reference, 'state.changed', this.me.ref, {
        before: open.folded.state,
        after: 'waiting_customer',
        cause: 'agent_replied',
      });
    }
    return { seq: event.seq };
  }

  #hear(socket: FakeSocket, text: string): void {
    const frame = JSON.parse(text) as { t: string; topic: string };
    if (frame.t === 'hello') socket.tell({ t: 'ready', v: 1, person: this.me.ref, expires_at: '', topics: ['*'] });
    if (frame.t !== 'sub' || !frame.topic.startsWith('c/')) return;
    const open = this.cases.get(frame.topic.slice(2));
    const people = [
      { ref: this.me.ref, name: this.me.name, kind: 'agent' as const },
      { ref: 'a_bo', name: 'Bo Lindqvist', kind: 'agent' as const },
    ];
    const here = open?.folded.state === 'open' ? [...people, { kind: 'customer' as const }] : people.slice(0, 1);
    socket.tell({ t: 'presence', topic: frame.topic, people: here });
    if (open?.folded.state === 'open')
      socket.tell({ t: 'typing', topic: frame.topic, person: 'a_bo', name: 'Bo Lindqvist', on: true });
  }
}
