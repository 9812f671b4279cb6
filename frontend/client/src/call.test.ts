import { beforeEach, expect, it } from 'vitest';
import type { AgentOperations, WidgetOperations } from './api';
import { pathOf, typed } from './call';
import { Http } from './http';

let sent: { address: string; method: string | undefined; body: unknown; key: string | undefined }[] = [];
const http = new Http({
  base: '/api',
  fetch: async (address, init) => {
    const key = (init?.headers as Record<string, string>)['Idempotency-Key'];
    sent.push({ address: String(address), method: init?.method, body: init?.body, key });
    return Response.json({ seq: 4, secrets: [] });
  },
});
const agent = typed<AgentOperations>(http);
const widget = typed<WidgetOperations>(http);
const path = { reference: '7KQ4MXP29R' };

beforeEach(() => {
  sent = [];
});

it('sends the operation with its path, body and key, and gives the answer', async () => {
  const { seq } = await widget('POST /conversations/{reference}/messages', {
    path,
    body: { body: '我的充值没到账' },
    key: 'mine',
  });
  expect(seq).toBe(4);
  const address = '/api/conversations/7KQ4MXP29R/messages';
  expect(sent).toEqual([{ address, method: 'POST', body: '{"body":"我的充值没到账"}', key: 'mine' }]);
});

it('sends a query and no body with a read, and no key', async () => {
  await agent('GET /search', { query: { q: '充值', brand: null, after: 20 } });
  const address = '/api/search?q=%E5%85%85%E5%80%BC&after=20';
  expect(sent).toEqual([{ address, method: 'GET', body: undefined, key: undefined }]);
});

it('keeps what stands in a path from reaching another', async () => {
  await agent('DELETE /conversations/{reference}/tags/{slug}', { path: { ...path, slug: '../read?x' } });
  expect(sent[0]).toMatchObject({ method: 'DELETE', address: '/api/conversations/7KQ4MXP29R/tags/..%2Fread%3Fx' });
});

it('knows where a file is', () => {
  expect(pathOf('GET /conversations/{reference}/transcript', path)).toBe('/conversations/7KQ4MXP29R/transcript');
});

it('has the types of the API, which the type check reads here', () => {
  const wrong: unknown[] = [
    // @ts-expect-error: there is no such path
    () => agent('GET /conversation/{reference}', { path }),
    // @ts-expect-error: nor is there with this method
    () => agent('PUT /me', { body: {} }),
    // @ts-expect-error: the other audience's
    () => widget('GET /inbox'),
    // @ts-expect-error: its path has a parameter
    () => agent('GET /conversations/{reference}'),
    // @ts-expect-error: of this name
    () => agent('GET /conversations/{reference}', { path: { ref: '7KQ4MXP29R' } }),
    // @ts-expect-error: it has a body
    () => agent('POST /conversations/{reference}/read', { path }),
    // @ts-expect-error: of this shape
    () => agent('POST /conversations/{reference}/read', { path, body: { seq: '4' } }),
    // @ts-expect-error: and it has no query
    () => agent('POST /conversations/{reference}/read', { path, body: { seq: 4 }, query: { limit: 1 } }),
    // @ts-expect-error: a query that is needed
    () => agent('GET /search', { query: {} }),
    // @ts-expect-error: a file is not JSON
    () => agent('GET /conversations/{reference}/transcript', { path }),
    // @ts-expect-error: the answer has no such field
    async () => (await agent('POST /conversations/{reference}/lookups', { path, body: { subject: '0x' } })).evidence,
  ];
  expect(wrong).toHaveLength(11);
});
