import { describe, expect, it } from 'vitest';
import { grouped } from './amount';
import { shorten, shortHashes } from './hash';
import { initials } from './initials';
import { direction, resolve } from './language';
import { fileSize } from './size';
import { ago, day, dayOf, exact, moment } from './when';

const NOW = Date.parse('2026-11-21T12:00:00.000Z');
const before = (minutes: number) => new Date(NOW - minutes * 60_000).toISOString();

describe('times', () => {
  it.each([
    [0.2, 'now'],
    [5, '5 min. ago'],
    [200, '3 hr. ago'],
    [26 * 60, 'yesterday'],
    [4 * 24 * 60, '4 days ago'],
    [20 * 24 * 60, 'Nov 1'],
    [400 * 24 * 60, 'Oct 17, 2025'],
  ])('%d minutes ago', (minutes, words) => expect(ago(before(minutes), 'en', NOW, 'UTC')).toBe(words));

  it('count days by the reader’s calendar', () => {
    expect(dayOf('2026-11-20T16:30:00.000Z', 'Asia/Shanghai')).toBe('2026-11-21');
    expect(day('2026-11-20T16:30:00.000Z', 'zh-Hans', NOW, 'Asia/Shanghai')).toBe('今天');
    expect(day('2026-11-20T15:30:00.000Z', 'en', NOW, 'Asia/Shanghai')).toBe('Yesterday');
    expect(day('2026-11-14T12:00:00.000Z', 'en', NOW, 'UTC')).toBe('Saturday, November 14');
  });

  it('name the zone last, in every language', () => {
    const at = '2026-11-21T06:41:48.000Z';
    expect(exact(at, 'zh-Hans', 'Asia/Shanghai')).toBe('2026年11月21日 14:41:48 GMT+8');
    expect(exact(at, 'en', 'Asia/Shanghai')).toBe('Nov 21, 2026, 14:41:48 GMT+8');
  });

  it('say the day when it is not today', () => {
    expect(moment('2026-11-21T11:05:00.000Z', 'en', NOW, 'UTC')).toBe('11:05');
    expect(moment('2026-11-14T11:05:00.000Z', 'en', NOW, 'UTC')).toBe('Nov 14, 11:05');
    expect(moment('2025-11-14T11:05:00.000Z', 'zh-Hans', NOW, 'UTC')).toBe('2025年11月14日 11:05');
  });

  it('survive a zone that the browser does not know', () => {
    expect(dayOf('2026-11-21T12:00:00.000Z', 'Mars/Base')).toMatch(/^2026-11-2/);
  });
});

describe('languages', () => {
  const known = ['en', 'zh-Hans', 'pt-BR'];
  it.each([
    [['zh-CN'], 'zh-Hans'],
    [['zh-TW', 'en'], 'zh-Hans'],
    [['de', 'zh'], 'zh-Hans'],
    [['pt-BR'], 'pt-BR'],
    [['de'], 'en'],
    [[], 'en'],
    [['EN-gb'], 'en'],
    [['zh_hans_sg'], 'zh-Hans'],
  ])('%s', (wanted, found) => expect(resolve(wanted, known)).toBe(found));

  it('know their direction', () => {
    expect(['ar', 'he-IL', 'en', 'pa-Arab', 'zh-Hans'].map(direction)).toEqual(['rtl', 'rtl', 'ltr', 'rtl', 'ltr']);
  });
});

it('amounts keep every digit', () => {
  expect(grouped('1234567.500000000000000001', 'en')).toBe('1,234,567.500000000000000001');
  expect(grouped('123456789012345678901234567890', 'de')).toBe('123.456.789.012.345.678.901.234.567.890');
  expect(grouped('0.000421', 'de')).toBe('0,000421');
  expect(grouped('1e9', 'en')).toBe('1e9');
});

it('hashes are shortened to their edges', () => {
  const hash = `0x8a3f12${'0'.repeat(52)}9c01aa`;
  const { prefix, first, middle, last } = shorten(hash);
  expect([prefix, first, last]).toEqual(['0x', '8a3f12', '9c01aa']);
  expect(prefix + first + middle + last).toBe(hash);
  expect(shorten('0x123456789012').whole).toBe(true);
  expect(shortHashes(`Looked up ${hash} twice`)).toBe('Looked up 0x8a3f12…9c01aa twice');
});

it('initials fit an avatar', () => {
  expect(['Dana Reyes', 'dana', '李晓明', '', '  ', 'O’Neil', '🙂 Kim'].map(initials)).toEqual([
    'DR',
    'D',
    '李',
    '',
    '',
    'ON',
    'K',
  ]);
});

it('file sizes are told in decimal units', () => {
  expect([0, 999, 1000, 1_420_000, 5e12].map((size) => fileSize(size, 'en'))).toEqual([
    '0 byte',
    '999 byte',
    '1 kB',
    '1.4 MB',
    '5,000 GB',
  ]);
});
