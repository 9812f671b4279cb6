// The widget's server, in the page: fetch and WebSocket answer by the contract from ledgers in memory.

import type { ClientFrame, ServerFrame } from '$client/frames';
import type { Event } from '$client/events';
import { Ledger, ME } from './ledger';
import type { Config } from '../src/wire';
import { included, scene } from './scenes';

const asked = new URLSearchParams(location.search);
const chinese = (asked.get('language') ?? navigator.language).startsWith('zh');
const known = asked.get('scene') ?? 'first';
const ledgers = scene(known, chinese);
let wire: FakeWire | null = null;
let stored = 0;

const CONFIG: Config = {
  brand: { slug: 'harbor', name: 'Harbor Exchange', accent: asked.get('accent') ?? '#0b5c6b' },
  languages: ['en', 'zh-Hans'],
  notice_key: 'widget.notice.secrets',
  wait: { min_minutes: 3, max_minutes: 8 },
  help_url: '/',
  verify_url: '/verify',
  limits: { upload_bytes: 10_000_000, body_chars: 8000, attachments: 5 },
  incidents:
    known === 'home' || known === 'first'
      ? [
          {
            title: chinese ? 'Tron 网络充值到账延迟' : 'Deposits on Tron are credited late',
            at: new Date(Date.now() - 1800_000).toISOString(),
          },
        ]
      : [],
};

const ARTICLES = [
  {
    slug: 'deposits',
    language: 'en',
    title: chinese ? '充值要等多少个确认？' : 'How many confirmations does a deposit need?',
    summary: '',
    url: '/help',
  },
  {
    slug: 'networks',
    language: 'en',
    title: chinese ? '选错了充值网络怎么办' : 'I used the wrong network',
    summary: '',
    url: '/help',
  },
];

const HTML =
  '<p>Each network has its own count.</p><h2>Usual times</h2><ul><li>Ethereum: 20, about 4 minutes</li><li>Bitcoin: 2, about 20 minutes</li></ul><p><a href="/help">More</a></p>';

class FakeWire {
  onopen: (() => void) | null = null;
  onmessage: ((message: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;

  constructor() {
    // eslint-disable-next-line @typescript-eslint/no-this-alias
    wire = this;
    setTimeout(() => this.onopen?.(), 20);
  }

  send(text: string): void {
    const frame = JSON.parse(text) as ClientFrame;
    if (frame.t === 'hello')
      this.push({ t: 'ready', v: 1, person: ME, expires_at: '', topics: Object.keys(frame.cursors) });
    if (frame.t === 'sub') {
      const ledger = ledgers.find((each) => frame.topic === `c/${each.reference}`);
      const events = ledger?.events.filter((event) => event.seq > frame.cursor) ?? [];
      if (ledger && events.length > 0)
        this.push({ t: 'events', topic: frame.topic, from_seq: frame.cursor, to_seq: ledger.seq, events });
    }
    if (frame.t === 'ping') this.push({ t: 'pong' });
  }

  close(): void {
    wire = null;
  }

  push(frame: ServerFrame): void {
    setTimeout(() => this.onmessage?.({ data: JSON.stringify(frame) }));
  }
}

function tell(ledger: Ledger, ...events: Event[]): void {
  const topic = `c/${ledger.reference}`;
  wire?.push({ t: 'events', topic, from_seq: events[0]!.seq - 1, to_seq: events.at(-1)!.seq, events });
}

function answer(ledger: Ledger): void {
  const topic = `c/${ledger.reference}`;
  const stages = ['reading', 'looking_up', 'writing'] as const;
  stages.forEach((stage, index) => setTimeout(() => wire?.push({ t: 'progress', topic, stage }), 400 + 700 * index));
  setTimeout(() => {
    ledger.peerRead = ledger.seq;
    wire?.push({ t: 'read', topic, person: 'assistant', seq: ledger.seq });
    const lines = [{ key: 'evidence.money.included', params: { chain: 'Ethereum' } }];
    tell(
      ledger,
      ledger.now().say('assistant', '', {
        blocks: [
          { type: 'texts', lines },
          { type: 'evidence', id: 'ev_1', card: included },
        ],
      }),
    );
  }, 2600);
}

type Body = Record<string, unknown>;

function route(method: string, path: string, body: Body, key: string | null): [number, unknown] {
  const [noun, id, verb] = path.split('/').filter(Boolean);
  const ledger = ledgers.find((each) => each.reference === id);
  if (noun === 'config') return [200, CONFIG];
  if (noun === 'visitors' || noun === 'identify')
    return [201, { token: 't', customer: { ref: ME, name: null, verified: false } }];
  if (noun === 'socket') return [200, { token: 's', expires_at: '' }];
  if (noun === 'articles') return [200, id ? { ...ARTICLES[0], html: HTML } : { rows: ARTICLES }];
  if (noun === 'attachments' && verb === 'complete')
    return [200, { key: id, name: 'file.png', media_type: 'image/png', size: 1000, url: image }];
  if (noun === 'attachments')
    return id ? [200, { url: image }] : [201, { key: `k${++stored}`, upload: '/files/upload', ticket: 't' }];
  if (noun !== 'conversations') return [204, null];
  if (!id && method === 'GET') return [200, { rows: ledgers.map((each) => each.row()) }];
  if (!id) {
    const made = new Ledger('2MWK9TX7PB', String(body['body']).slice(0, 60), Date.now());
    ledgers.unshift(made);
    made.say(ME, String(body['body']), { key });
    answer(made);
    return [201, { conversation: made.row(), seq: made.seq, secrets: [] }];
  }
  if (!ledger) return [404, { error: { code: 'not_found', message: 'Not found' } }];
  if (verb === 'events') return [200, { events: ledger.events, to_seq: ledger.seq, more: false }];
  if (verb === 'messages') {
    if (String(body['body']).includes('refuse'))
      return [422, { error: { code: 'invalid', message: 'This cannot be sent.' } }];
    const event = ledger.now().say(ME, String(body['body']), { key });
    setTimeout(() => tell(ledger, event), 300);
    if (ledger.row().handler === 'assistant') answer(ledger);
    return [201, { seq: event.seq, secrets: [] }];
  }
  if (verb === 'person') {
    const event = ledger.now().add('assistant', 'handler.changed', { to: 'person' });
    tell(ledger, event);
    return [201, { seq: event.seq }];
  }
  if (verb === 'rating') {
    const event = ledger.now().add(ME, 'rated', { score: Number(body['score']), comment: null });
    tell(ledger, event);
    return [201, { seq: event.seq }];
  }
  return [204, null];
}

const image =
  'data:image/svg+xml;utf8,<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 360"><rect width="640" height="360" fill="%23203040"/><rect x="40" y="60" width="420" height="36" rx="6" fill="%23507090"/><rect x="40" y="130" width="300" height="24" rx="6" fill="%23405870"/><rect x="40" y="180" width="360" height="24" rx="6" fill="%23405870"/></svg>';

export function install(): void {
  if (known !== 'first') {
    const customer = { ref: ME, name: chinese ? '戴娜' : 'Dana', verified: true };
    localStorage.setItem('lightkeeper:harbor:session', JSON.stringify({ token: 't', customer }));
  }
  const real = window.fetch;
  window.fetch = async (input, init = {}) => {
    const url = new URL(String(input), location.origin);
    if (!url.pathname.startsWith('/api/widget/harbor')) return real(input, init);
    await new Promise((resolve) => setTimeout(resolve, 60));
    if (asked.has('offline') && init.method === 'POST') throw new TypeError('offline');
    const body = JSON.parse(String(init.body ?? '{}')) as Body;
    const key = (init.headers as Record<string, string>)['Idempotency-Key'] ?? null;
    const [status, answered] = route(init.method ?? 'GET', url.pathname.replace('/api/widget/harbor/', ''), body, key);
    return new Response(status === 204 ? null : JSON.stringify(answered), { status });
  };
  window.WebSocket = FakeWire as unknown as typeof WebSocket;
}
