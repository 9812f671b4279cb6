import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Desk } from './desk.svelte';
import { storage } from './storage';

/** Answers by path; a path may be held back until the test lets it go. */
let answers: Record<string, unknown> = {};
let held: Record<string, Promise<void>> = {};
/** The server no longer takes this header. */
let refused = '';
const sockets: string[] = [];

class NoSocket {
  constructor(url: string) {
    sockets.push(url);
  }
  close(): void {
    // never opened
  }
}

function make(): Desk {
  const kept = storage('harbor', () => {
    throw new Error('refused');
  });
  kept.set('session', JSON.stringify({ token: 'old', customer: { ref: 'c_old', name: 'Lin', verified: true } }));
  return new Desk('harbor', kept);
}

const row = (reference: string, unread = 0) => ({ reference, topic: `c/${reference}`, seq: 3, unread, started_at: '' });

beforeEach(() => {
  answers = {
    '/config': { brand: {}, limits: {} },
    '/conversations': { rows: [row('OLD', 2)] },
    '/socket': { token: 's' },
    '/logout': null,
  };
  held = {};
  refused = '';
  sockets.length = 0;
  vi.stubGlobal('WebSocket', NoSocket);
  vi.stubGlobal('location', { origin: 'https://desk.example' });
  vi.stubGlobal('document', { addEventListener: () => undefined, hidden: false, documentElement: {} });
  vi.stubGlobal('addEventListener', () => undefined);
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    const path = url.replace('/api/widget/harbor', '');
    const body = JSON.stringify(answers[path]);
    await held[path];
    if (refused && (init.headers as Record<string, string>)['Authorization'] === refused) {
      return new Response('{}', { status: 401 });
    }
    return body === 'null' ? new Response(null, { status: 204 }) : new Response(body);
  });
});

afterEach(() => vi.unstubAllGlobals());

it('comes back to what it knew, with its badge', async () => {
  const desk = make();
  await desk.start();
  expect([desk.rows.length, desk.unread]).toEqual([1, 2]);
  await vi.waitFor(() => expect(sockets).toEqual(['wss://desk.example/socket']));
  await desk.logout();
});

it('shows nothing of the one who left, also when an answer was still on its way', async () => {
  let release: () => void = () => undefined;
  held['/conversations'] = new Promise((resolve) => (release = resolve));
  const desk = make();
  const started = desk.start();
  await desk.logout();
  release();
  await started;
  expect(desk.rows).toEqual([]);
  expect([desk.session.known, desk.session.customer]).toEqual([false, null]);
  expect(sockets).toEqual([]);
});

it('shows the conversations of the one who came, not of the one before', async () => {
  let release: () => void = () => undefined;
  held['/conversations'] = new Promise((resolve) => (release = resolve));
  const desk = make();
  const started = desk.start();
  answers['/identify'] = { token: 'new', customer: { ref: 'c_new', name: 'Omar', verified: true } };
  delete held['/conversations'];
  answers['/conversations'] = { rows: [row('NEW')] };
  await desk.identify('jwt');
  release();
  await started;
  expect(desk.rows.map((each) => each.reference)).toEqual(['NEW']);
  expect(desk.session.customer?.name).toBe('Omar');
  await desk.logout();
});

it('is over when its token is refused, and not when the token before it is', async () => {
  let release: () => void = () => undefined;
  held['/conversations'] = new Promise((resolve) => (release = resolve));
  const desk = make();
  const started = desk.start().catch(() => undefined);
  answers['/identify'] = { token: 'new', customer: { ref: 'c_new', name: 'Omar', verified: true } };
  delete held['/conversations'];
  await desk.identify('jwt');
  refused = 'Bearer old';
  release();
  await started;
  expect([desk.session.over, desk.session.known]).toEqual([false, true]);
  refused = 'Bearer new';
  await expect(desk.refresh()).rejects.toMatchObject({ status: 401 });
  expect([desk.session.over, desk.session.known]).toEqual([true, false]);
});
