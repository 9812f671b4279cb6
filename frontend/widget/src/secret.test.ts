import { describe, expect, it } from 'vitest';
import { Drafts } from './drafts';
import { looksSecret, mayBeSecret } from './secret';
import { storage } from './storage';

const PHRASE = 'legal winner thank year wave sausage worth useful legal winner thank yellow';

describe('looks secret', () => {
  it.each([
    PHRASE,
    `help me please my words: 1. legal 2. winner 3. thank 4. year 5. wave 6. sausage 7. worth 8. useful 9. legal 10. winner 11. thank 12. yellow`,
    PHRASE.toUpperCase(),
    PHRASE.replaceAll(' ', '\n'),
    '的 一 是 在 不 了 有 和 人 这 中 大',
    'otpauth://totp/Harbor?secret=JBSWY3DPEHPK3PXP',
    '{"crypto": {"ciphertext": "aa"}}',
    'L1aW4aubDFB7yfras2S1mN3bqg9nwySY8nkoLmJebSLD5BWv3ENZ',
  ])('%s', (text) => expect(looksSecret(text)).toBe(true));

  it.each([
    '',
    'my deposit has not arrived and it is three hours now, what should we do about it please',
    '我的充值没到账，已经等了三个小时，请帮我查一下这笔交易',
    '0x52908400098527886E0F7030069857D2E4169EE7',
    'a b c d e f g h i j k l m n o p',
    'Ich habe gestern USDT gesendet und es ist noch nicht da, was soll ich machen',
  ])('not: %s', (text) => expect(mayBeSecret(text)).toBe(false));

  it.each([`key ${'ab'.repeat(32)}`, `我的充值没到账 0x${'c0'.repeat(32)}`])(
    'may be, without a warning: %s',
    (text) => {
      expect(looksSecret(text)).toBe(false);
      expect(mayBeSecret(text)).toBe(true);
    },
  );
});

describe('a draft', () => {
  const drafts = () => new Drafts(storage('harbor', () => area()));

  it('is kept, and is gone when it is emptied', () => {
    const kept = drafts();
    kept.set('R', 'hello');
    expect(kept.get('R')).toBe('hello');
    kept.set('R', '');
    expect(kept.get('R')).toBe('');
  });

  it('that turns into a phrase is forgotten', () => {
    const kept = drafts();
    kept.set('R', PHRASE.slice(0, 20));
    kept.set('R', PHRASE);
    expect(kept.get('R')).toBe('');
  });

  it('of unsent messages leaves out what was sent and what looks secret', () => {
    const kept = drafts();
    const base = { attachments: [], at: '', error: null, seq: null };
    kept.keep('R', [
      { ...base, key: '1', body: 'sent', state: 'sent' },
      { ...base, key: '2', body: 'waiting', state: 'sending' },
      { ...base, key: '3', body: PHRASE, state: 'sending' },
    ]);
    expect(kept.unsent('R').map((entry) => entry.key)).toEqual(['2']);
  });
});

describe('storage', () => {
  it('holds in memory where the browser refuses', () => {
    const kept = storage('harbor', () => {
      throw new Error('SecurityError');
    });
    kept.set('a', '1');
    expect(kept.get('a')).toBe('1');
    kept.clear();
    expect(kept.get('a')).toBeNull();
  });

  it('clears its own brand alone', () => {
    const one = area();
    const harbor = storage('harbor', () => one);
    const other = storage('other', () => one);
    harbor.set('a', '1');
    other.set('a', '2');
    harbor.clear();
    expect([harbor.get('a'), other.get('a')]).toEqual([null, '2']);
  });
});

function area(): globalThis.Storage {
  const kept = {} as Record<string, string>;
  const methods = {
    getItem: (name: string) => kept[name] ?? null,
    setItem: (name: string, value: string) => void (kept[name] = value),
    removeItem: (name: string) => void Reflect.deleteProperty(kept, name),
  };
  for (const [name, value] of Object.entries(methods)) Object.defineProperty(kept, name, { value });
  return kept as unknown as globalThis.Storage;
}
