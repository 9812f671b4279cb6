import { describe, expect, it, vi } from 'vitest';
import { CONNECT, READY } from '../protocol';
import { host } from './host';

const DESK = 'https://desk.example';
const SHOP = 'https://harbor.example';

class Page {
  readonly posted: [unknown, string][] = [];
  readonly location = { origin: DESK };
  parent: unknown = { postMessage: (data: unknown, target: string) => this.posted.push([data, target]) };
  #hear: ((event: unknown) => void) | null = null;

  addEventListener(_name: string, hear: (event: unknown) => void): void {
    this.#hear = hear;
  }

  say(origin: string, data: unknown, port: unknown, source: unknown = this.parent): void {
    this.#hear?.({ source, origin, data, ports: port ? [port] : [] });
  }
}

const port = () => ({
  sent: [] as unknown[],
  onmessage: null as unknown,
  close: vi.fn(),
  postMessage(data: unknown) {
    this.sent.push(data);
  },
});

function open(page: Page, declared: string | null, onmessage = vi.fn()) {
  return host([SHOP, 'https://*.shop.example'], declared, onmessage, page as unknown as Window);
}

describe('the handshake', () => {
  it('says ready to an allowed origin alone', () => {
    const good = new Page();
    open(good, SHOP);
    expect(good.posted).toEqual([[READY, SHOP]]);
  });

  it.each([
    ['https://a.shop.example', true],
    ['https://a.b.shop.example', true],
    ['https://shop.example', false],
    ['https://evilshop.example', false],
    ['http://a.shop.example', false],
    ['https://evil.example/.shop.example', false],
    ['https://evil.example', false],
    ['null', false],
  ])('says ready to %s: %s', (origin, allowed) => {
    const page = new Page();
    open(page, origin);
    expect(page.posted).toEqual(allowed ? [[READY, origin]] : []);
  });

  it.each([
    ['another origin', 'https://evil.example', CONNECT],
    ['another message', SHOP, 'hello'],
  ])('takes no port from %s', (_name, origin, data) => {
    const page = new Page();
    const line = open(page, SHOP);
    const offered = port();
    page.say(origin, data, offered);
    line.tell({ t: 'close' });
    expect(offered.sent).toEqual([]);
  });

  it('takes no port from another window', () => {
    const page = new Page();
    const line = open(page, SHOP);
    const offered = port();
    page.say(SHOP, CONNECT, offered, {});
    line.tell({ t: 'close' });
    expect(offered.sent).toEqual([]);
  });

  it('hands over what was said before the port came', () => {
    const page = new Page();
    const heard = vi.fn();
    const line = open(page, SHOP, heard);
    line.tell({ t: 'unread', n: 2 });
    const offered = port();
    page.say(SHOP, CONNECT, offered);
    expect(offered.sent).toEqual([{ t: 'unread', n: 2 }]);
    (offered.onmessage as (event: unknown) => void)({ data: { t: 'open' } });
    expect(heard).toHaveBeenCalledWith({ t: 'open' });
  });

  it('is left out when the frame stands alone', () => {
    const page = new Page();
    page.parent = page;
    expect(open(page, null).framed).toBe(false);
  });
});
