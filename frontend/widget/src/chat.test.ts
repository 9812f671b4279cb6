import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Event } from '$client/events';
import { typed } from '$client/call';
import { Http } from '$client/http';
import { Chat, type Around } from './chat.svelte';
import type { Session } from './session.svelte';
import { storage } from './storage';
import type { Row } from './wire';

const REF = '7KQ4MXP29R';
const row = { reference: REF, topic: `c/${REF}`, seq: 0, read_seq: 0, peer_read_seq: 0, unread: 0 } as Row;
const event = (seq: number, actor: string, body: string, key: string | null = null) =>
  ({
    seq,
    kind: 'message.posted',
    v: 1,
    actor,
    at: '2026-11-21T05:10:11.123Z',
    audience: 'public',
    payload: { body, format: 'text', language: null, blocks: [], key },
  }) as Event;

let calls: { method: string; path: string; body: Record<string, unknown>; key: string | undefined }[] = [];
let answers: Record<string, () => Response> = {};
let around: Around;
let chat: Chat;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('document', { documentElement: { lang: 'zh-Hans' } });
  calls = [];
  answers = {};
  const http = new Http({
    base: '',
    fetch: async (url, init) => {
      const path = String(url).split('?')[0]!;
      const key = (init?.headers as Record<string, string>)['Idempotency-Key'];
      calls.push({ method: init?.method ?? '', path, body: JSON.parse(String(init?.body ?? '{}')) as never, key });
      return (answers[path] ?? (() => new Response(null, { status: 204 })))();
    },
  });
  around = {
    session: { http, call: typed(http), ensure: vi.fn(async () => undefined), config: null } as unknown as Session,
    storage: storage('harbor', () => {
      throw new Error('refused');
    }),
    onstarted: vi.fn(),
    typing: vi.fn(),
    onread: vi.fn(),
  };
});

afterEach(() => {
  chat.close();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const settle = () => vi.advanceTimersByTimeAsync(0);

describe('a new conversation', () => {
  it('begins with the first message, and the second follows into it', async () => {
    answers['/conversations'] = () => Response.json({ conversation: row, seq: 3, secrets: [] }, { status: 201 });
    answers[`/conversations/${REF}/messages`] = () => Response.json({ seq: 4, secrets: [] }, { status: 201 });
    chat = new Chat(around, null);
    chat.write('我的充值没到账');
    chat.send();
    chat.say('再补充一下');
    expect([chat.draft, chat.unsent.length]).toEqual(['', 2]);
    await settle();
    expect(calls.map(({ path, body }) => [path, body['body']])).toEqual([
      ['/conversations', '我的充值没到账'],
      [`/conversations/${REF}/messages`, '再补充一下'],
    ]);
    expect(calls[0]!.body['language']).toBe('zh-Hans');
    expect(around.onstarted).toHaveBeenCalledExactlyOnceWith(row);
    expect(chat.reference).toBe(REF);
  });

  it('keeps the draft over a visit', async () => {
    chat = new Chat(around, null);
    chat.write('half a sent');
    chat.close();
    chat = new Chat(around, null);
    expect(chat.draft).toBe('half a sent');
  });
});

describe('a conversation', () => {
  it('is loaded in pages and goes on from the newest seq that the server saw', async () => {
    const pages = [
      { events: [event(1, 'c_1', 'a')], to_seq: 1, more: true },
      { events: [event(2, 'a_1', 'b')], to_seq: 5, more: false },
    ];
    answers[`/conversations/${REF}/events`] = () => Response.json(pages.shift());
    chat = new Chat(around, row);
    expect(await chat.load()).toBe(5);
    expect(chat.view.messages.map((each) => each.body)).toEqual(['a', 'b']);
    expect(chat.loaded).toBe(true);
  });

  it('lets go of an optimistic message when its event comes first', async () => {
    answers[`/conversations/${REF}/messages`] = () => new Response('', { status: 503 });
    chat = new Chat(around, row);
    chat.say('hello');
    await settle();
    chat.take([event(1, 'c_1', 'hello', chat.unsent[0]!.key)]);
    expect(chat.unsent).toEqual([]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(calls).toHaveLength(1);
  });

  it('tells that it was read once, and only forward', async () => {
    chat = new Chat(around, row);
    chat.take([event(1, 'a_1', 'a')]);
    chat.seen();
    chat.take([event(2, 'a_1', 'b')]);
    chat.seen();
    chat.seen();
    await vi.advanceTimersByTimeAsync(1000);
    expect(calls.map(({ path, body }) => [path, body['seq']])).toEqual([[`/conversations/${REF}/read`, 2]]);
    expect(around.onread).toHaveBeenCalledExactlyOnceWith(REF, 2);
  });

  it('says that one is typing at most every three seconds, and that one stopped', async () => {
    chat = new Chat(around, row);
    chat.write('a');
    chat.write('ab');
    await vi.advanceTimersByTimeAsync(3100);
    chat.write('abc');
    chat.write('');
    expect(vi.mocked(around.typing).mock.calls.map(([, on]) => on)).toEqual([true, true, false]);
  });

  it('shows who types for six seconds, or until the message is there', async () => {
    chat = new Chat(around, row);
    chat.typed('a_1', 'Mei', true);
    chat.typed('a_1', 'Mei', true);
    expect(chat.typers).toEqual(['Mei']);
    await vi.advanceTimersByTimeAsync(6000);
    expect(chat.typers).toEqual([]);
    chat.typed('a_1', 'Mei', true);
    chat.take([event(1, 'a_1', 'a')]);
    expect(chat.typers).toEqual([]);
  });

  it('shows the assistant’s stage until it is done', () => {
    chat = new Chat(around, row);
    chat.progress('looking_up');
    expect(chat.stage).toBe('looking_up');
    chat.take([event(1, 'assistant', 'a')]);
    expect(chat.stage).toBeNull();
  });
});
