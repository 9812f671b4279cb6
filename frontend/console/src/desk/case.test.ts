import { beforeEach, describe, expect, it } from 'vitest';
import type { Event } from '$client/events';
import { ApiError } from '$client/http';
import type { AgentApi, Reply } from '../api/agent';
import type { Conversation } from '../wire';
import { Case } from './case.svelte';

const AT = '2026-11-21T05:00:00.000Z';
const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

/** One conversation on a server that holds stale replies. */
class Server {
  events: Event[] = [];
  sent: Reply[] = [];
  refuse: ApiError | null = null;

  say(actor: string, body: string, key: string | null = null, audience: 'public' | 'team' = 'public'): Event {
    const payload = { body, format: 'text', language: null, blocks: [], key };
    const event = {
      seq: this.events.length + 1,
      kind: 'message.posted',
      v: 1,
      actor,
      at: AT,
      audience,
      payload,
    } as Event;
    this.events.push(event);
    return event;
  }

  api = {
    conversation: async () => ({ ...INFO, seq: this.events.length }),
    events: async () => ({ events: [...this.events], to_seq: this.events.length, more: false }),
    reply: async (_: string, reply: Reply, key: string) => {
      if (this.refuse) throw this.refuse;
      const newest = this.events.findLast((event) => event.audience === 'public')?.seq ?? 0;
      if (!reply.anyway && newest > reply.seen_seq) throw new ApiError(409, { code: 'stale_reply', message: 'Held.' });
      this.sent.push(reply);
      return { seq: this.say('a_me', reply.body, key, reply.audience).seq };
    },
    setState: async () => {
      if (this.refuse) throw this.refuse;
      return { seq: this.events.length + 1 };
    },
    save: async () => undefined,
    drop: async () => undefined,
    read: async () => undefined,
  };
}

const INFO = {
  reference: '7KQ4MXP29R',
  state: 'open',
  handler: 'person',
  assignee: null,
  team: null,
  tags: [],
  evidence: [],
  participants: {},
  drafts: [],
  summary: null,
  rating: null,
  read_seq: 0,
  customer_read_seq: 0,
  secrets_caught: 0,
  allowed: ['reply', 'note', 'set_state'],
} as unknown as Conversation;

describe('an open case', () => {
  let server: Server;
  let open: Case;
  const bodies = () => open.now.messages.map((message) => message.body);

  beforeEach(async () => {
    server = new Server();
    server.say('c_li', 'hello');
    open = new Case('7KQ4MXP29R', {
      api: server.api as unknown as AgentApi,
      me: { ref: 'a_me', name: 'Mei' },
      keep: null,
      follow: () => undefined,
      typing: () => undefined,
      onread: () => undefined,
      live: () => true,
    });
    await open.open();
  });

  it('shows what is sent at once, and once', async () => {
    open.box.edit('good day', 1);
    open.sender.send('public', []);
    expect(open.box.empty).toBe(true);
    expect(open.sender.pending.map((entry) => entry.body)).toEqual(['good day']);
    await settle();
    open.take([server.events.at(-1)!], 2);
    expect(open.sender.pending).toEqual([]);
    expect(bodies()).toEqual(['hello', 'good day']);
  });

  it('brings a stale reply back into the box, and sends it when told to', async () => {
    server.say('c_li', 'wait');
    open.box.edit('good day', 1);
    open.sender.send('public', []);
    await settle();
    expect(open.box.body).toBe('good day');
    expect(open.sender.held).toMatchObject({ audience: 'public', seen: 1 });
    expect(open.sender.pending).toEqual([]);
    open.sender.send('public', [], true);
    await settle();
    expect(server.sent.map((reply) => reply.body)).toEqual(['good day']);
    expect(open.sender.held).toBeNull();
  });

  it('keeps the text when the session has ended', async () => {
    server.refuse = new ApiError(401, { code: 'unauthenticated', message: 'Sign in.' });
    open.box.edit('good day', 1);
    open.sender.send('public', []);
    await settle();
    expect(open.box.body).toBe('good day');
    expect(open.sender.refused).toBe('Sign in.');
  });

  it('shows an action before it is confirmed, and takes it back when it is refused', async () => {
    const solving = open.act({ state: 'solved' }, () => server.api.setState());
    expect(open.now.state).toBe('solved');
    await solving;
    expect(open.now.state).toBe('solved');
    server.refuse = new ApiError(409, { code: 'conflict', message: 'No.' });
    await expect(open.act({ state: 'open' }, () => server.api.setState())).rejects.toThrow('No.');
    expect(open.now.state).toBe('open');
  });

  it('takes each event of the socket once', () => {
    const event = server.say('c_li', 'more');
    open.take([event], 2);
    open.take([event], 2);
    expect(bodies()).toEqual(['hello', 'more']);
  });
});
