import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError, Http, NetworkError } from './http';

type Fetch = typeof fetch;
let answers: (() => Response)[] = [];
const calls: { url: string; init: RequestInit }[] = [];

const http = new Http({
  base: '/api',
  headers: () => ({ Authorization: 'Bearer t' }),
  language: () => 'zh-Hans',
  fetch: (async (url, init) => {
    calls.push({ url: String(url), init: init ?? {} });
    return answers.shift()!();
  }) as Fetch,
});
const ok = (body: unknown) => () => Response.json(body);
const refuse =
  (status: number, body: unknown = {}, headers: Record<string, string> = {}) =>
  () =>
    Response.json(body, { status, headers });
const cut = () => {
  throw new TypeError('offline');
};
const key = (index: number) => (calls[index]!.init.headers as Record<string, string>)['Idempotency-Key'];

beforeEach(() => {
  vi.useFakeTimers();
  calls.length = 0;
});
afterEach(() => vi.useRealTimers());

it('sends headers, language and query, and leaves out what is not given', async () => {
  answers = [ok({ rows: [] })];
  await http.send('GET', '/inbox', undefined, { query: { state: 'open', team: null, q: '', limit: 50 } });
  expect(calls[0]!.url).toBe('/api/inbox?state=open&limit=50');
  expect(calls[0]!.init.headers).toEqual({
    Accept: 'application/json',
    Authorization: 'Bearer t',
    'Accept-Language': 'zh-Hans',
  });
});

describe('a POST', () => {
  it('is repeated with the same key after a cut and a busy server', async () => {
    answers = [cut, refuse(503), ok({ seq: 4 })];
    const answer = http.send('POST', '/messages', { body: 'x' });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await answer).toEqual({ seq: 4 });
    expect(new Set([key(0), key(1), key(2)]).size).toBe(1);
    expect(key(0)).toMatch(/^[0-9a-f-]{32,36}$/);
  });

  it('is not repeated when the caller does so itself, and keeps the caller’s key', async () => {
    answers = [cut];
    await expect(http.send('POST', '/messages', {}, { key: 'mine', repeats: 0 })).rejects.toBeInstanceOf(NetworkError);
    expect(key(0)).toBe('mine');
  });
});

describe('an error', () => {
  it('has the code, words, fields and request of the server', async () => {
    const error = { code: 'stale_reply', message: 'Somebody wrote.', fields: { seq: 9 }, request: 'r1' };
    answers = [refuse(409, { error })];
    await expect(http.send('GET', '/x')).rejects.toMatchObject({ status: 409, ...error });
  });

  it('of a proxy that speaks no JSON is still one', async () => {
    answers = [() => new Response('<html>', { status: 500 })];
    await expect(http.send('GET', '/x')).rejects.toMatchObject({ status: 500, code: 'unavailable' });
  });

  it('that passes waits as long as the server asks', async () => {
    answers = [refuse(429, {}, { 'Retry-After': '7' }), ok(1)];
    const answer = http.send('GET', '/x');
    await vi.advanceTimersByTimeAsync(6_900);
    expect(calls).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(200);
    expect(await answer).toBe(1);
  });

  it('that stays is given after three repeats', async () => {
    answers = [refuse(503), refuse(503), refuse(503), refuse(503)];
    const answer = http.send('GET', '/x').catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await answer).toBeInstanceOf(ApiError);
    expect(calls).toHaveLength(4);
  });
});

it('gives nothing for 204, and a cut body is a cut line', async () => {
  answers = [() => new Response(null, { status: 204 }), () => new Response('{"a":')];
  expect(await http.send('POST', '/read')).toBeUndefined();
  await expect(http.send('GET', '/x', undefined, { repeats: 0 })).rejects.toBeInstanceOf(NetworkError);
});
