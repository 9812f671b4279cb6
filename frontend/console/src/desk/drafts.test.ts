import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DraftBox, type DraftPort, type DraftText, type Keep } from './drafts.svelte';

/** A server that remembers and can be told to fail. */
class Server implements DraftPort {
  drafts = new Map<string, DraftText>();
  calls: string[] = [];
  down = false;

  async save(reference: string, audience: string, draft: DraftText): Promise<void> {
    this.calls.push(`save ${draft.body}`);
    if (this.down) throw new Error('down');
    this.drafts.set(`${reference}/${audience}`, draft);
  }

  async drop(reference: string, audience: string): Promise<void> {
    this.calls.push('drop');
    if (this.down) throw new Error('down');
    this.drafts.delete(`${reference}/${audience}`);
  }
}

class Shelf implements Keep {
  items = new Map<string, string>();
  getItem = (key: string) => this.items.get(key) ?? null;
  setItem = (key: string, value: string) => void this.items.set(key, value);
  removeItem = (key: string) => void this.items.delete(key);
}

const draft = (body: string) => ({ audience: 'public' as const, body, attachments: [], base_seq: 4, updated_at: '' });

describe('a draft', () => {
  let server: Server;
  let shelf: Shelf;
  const box = () => new DraftBox('REF', 'public', server, shelf);

  beforeEach(() => {
    vi.useFakeTimers();
    server = new Server();
    shelf = new Shelf();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is saved once, a moment after the last key', async () => {
    const mine = box();
    mine.arrive(null);
    for (const text of ['h', 'he', 'hello']) {
      mine.edit(text, 7);
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(mine.status).toBe('waiting');
    await vi.advanceTimersByTimeAsync(1000);
    expect(server.calls).toEqual(['save hello']);
    expect(server.drafts.get('REF/public')).toEqual({ body: 'hello', attachments: [], base_seq: 7 });
    expect(mine.status).toBe('saved');
    expect(shelf.items.size).toBe(0);
  });

  it('is saved now and then while somebody types without a pause', async () => {
    const mine = box();
    for (let key = 0; key < 50; key++) {
      mine.edit('x'.repeat(key + 1), 1);
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(server.calls.length).toBe(1);
  });

  it('comes back from the server', () => {
    const mine = box();
    mine.arrive(draft('from another device'));
    expect(mine.body).toBe('from another device');
    expect(mine.status).toBe('saved');
  });

  it('stays in this browser while the server is away, and is tried again', async () => {
    const mine = box();
    server.down = true;
    mine.edit('hello', 1);
    await vi.advanceTimersByTimeAsync(1000);
    expect(mine.status).toBe('failed');
    server.down = false;
    await vi.advanceTimersByTimeAsync(6000);
    expect(mine.status).toBe('saved');
    expect(server.drafts.get('REF/public')?.body).toBe('hello');
  });

  it('comes back after a reload that happened before it was saved', () => {
    box().edit('not saved yet', 1);
    const again = box();
    again.arrive(null);
    expect(again.body).toBe('not saved yet');
    expect(again.conflict).toBeNull();
  });

  it('shows the other one when two devices wrote, and keeps the one that is chosen', async () => {
    const mine = box();
    mine.arrive(draft('first'));
    mine.edit('first, and mine', 1);
    mine.arrive(draft('first, and theirs'));
    expect(mine.body).toBe('first, and mine');
    expect(mine.conflict?.body).toBe('first, and theirs');
    mine.resolve('theirs');
    expect(mine.body).toBe('first, and theirs');
    expect(mine.conflict).toBeNull();
  });

  it('goes from the server when it is sent', async () => {
    const mine = box();
    mine.edit('hello', 1);
    await vi.advanceTimersByTimeAsync(1000);
    expect(mine.take().body).toBe('hello');
    expect(mine.empty).toBe(true);
    expect(shelf.items.size).toBe(1);
    await mine.sent();
    expect(server.drafts.size).toBe(0);
    expect(shelf.items.size).toBe(0);
  });

  it('comes back into the box, before what was typed since, when it is not sent', async () => {
    const mine = box();
    mine.edit('first', 3);
    const taken = mine.take();
    mine.edit('second', 5);
    mine.restore(taken);
    expect(mine.body).toBe('first\n\nsecond');
    expect(mine.text.base_seq).toBe(3);
  });

  it('is dropped when the box is emptied', async () => {
    const mine = box();
    mine.arrive(draft('old'));
    mine.edit('', 1);
    await vi.advanceTimersByTimeAsync(1000);
    expect(server.calls).toEqual(['drop']);
    expect(mine.status).toBe('empty');
  });
});
