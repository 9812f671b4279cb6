import { describe, expect, it, vi } from 'vitest';
import { Http, NetworkError, type ApiError } from './http';
import { Uploads, type Put, type Upload } from './upload';

const file = (name: string, size = 3) => new File(['x'.repeat(size)], name, { type: 'image/png' });
const http = () => {
  let made = 0;
  return new Http({
    base: '',
    fetch: async (address) => {
      const path = String(address);
      if (path === '/attachments')
        return Response.json({ key: `k${++made}`, upload: '/up', ticket: 't' }, { status: 201 });
      const key = path.split('/')[2];
      return Response.json({ key, name: 'a.png', media_type: 'image/png', size: 3, url: '/u' });
    },
  });
};

function open(put: Put, limit = 10): { uploads: Uploads; seen: () => [string, string][] } {
  let list: readonly Upload[] = [];
  const uploads = new Uploads({ http: http(), put, limit, onchange: (each) => (list = each) });
  return { uploads, seen: () => list.map(({ name, state }) => [name, state]) };
}

describe('a file', () => {
  it('is of the brand it is sent to', async () => {
    const asked: string[] = [];
    const stored = { key: 'k1', upload: '/up', ticket: 't', url: '/u' };
    const fetch = async (address: unknown) => (asked.push(String(address)), Response.json(stored));
    const uploads = new Uploads({
      http: new Http({ base: '', fetch: fetch as typeof globalThis.fetch }),
      brand: () => 'harbor',
      put: async () => undefined,
      limit: 10,
      onchange: () => undefined,
    });
    uploads.add([file('a.png')]);
    await vi.waitFor(() => expect(uploads.busy).toBe(false));
    expect(asked).toEqual(['/attachments?brand=harbor', '/attachments/k1/complete?brand=harbor']);
  });

  it('goes up with its progress and is handed to the message', async () => {
    const progress: number[] = [];
    const { uploads, seen } = open(async (_address, _file, ticket, onprogress) => {
      expect(ticket).toBe('t');
      onprogress(0.5);
      progress.push(uploads.list[0]!.progress);
    });
    uploads.add([file('a.png')]);
    await vi.waitFor(() => expect(seen()).toEqual([['a.png', 'done']]));
    expect(progress).toEqual([0.5]);
    expect(uploads.take().map(({ key }) => key)).toEqual(['k1']);
    expect(seen()).toEqual([]);
  });

  it('that is too large fails at once and asks nobody', () => {
    const put = vi.fn<Put>();
    const { uploads, seen } = open(put, 2);
    uploads.add([file('a.png')]);
    expect(seen()).toEqual([['a.png', 'failed']]);
    expect((uploads.list[0]!.error as ApiError).code).toBe('too_large');
    uploads.retry(uploads.list[0]!.id);
    expect(put).not.toHaveBeenCalled();
  });

  it('that was cut may be tried again', async () => {
    const put = vi.fn<Put>(async () => undefined);
    put.mockRejectedValueOnce(new NetworkError('cut'));
    const { uploads, seen } = open(put);
    uploads.add([file('a.png')]);
    await vi.waitFor(() => expect(seen()).toEqual([['a.png', 'failed']]));
    uploads.retry(uploads.list[0]!.id);
    await vi.waitFor(() => expect(seen()).toEqual([['a.png', 'done']]));
  });

  it('that is removed on its way is cancelled, and the next one goes', async () => {
    const signals: AbortSignal[] = [];
    const { uploads, seen } = open(
      (_address, _file, _ticket, _onprogress, signal) =>
        new Promise((_resolve, reject) => {
          signals.push(signal);
          signal.addEventListener('abort', () => reject(signal.reason as Error));
        }),
    );
    uploads.add([file('a'), file('b'), file('c')]);
    await vi.waitFor(() => expect(signals).toHaveLength(2));
    expect(seen().map(([, state]) => state)).toEqual(['sending', 'sending', 'waiting']);
    uploads.remove(uploads.list[0]!.id);
    await vi.waitFor(() => expect(signals).toHaveLength(3));
    expect(signals[0]!.aborted).toBe(true);
    expect(seen()).toEqual([
      ['b', 'sending'],
      ['c', 'sending'],
    ]);
  });
});
