import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { format, parse, translator, type Params } from './texts';

interface Vector {
  text: string;
  lang: string;
  params: Params;
  out: string;
}

const vectors = JSON.parse(
  readFileSync(new URL('../../../tests/fixtures/messageformat.json', import.meta.url), 'utf8'),
) as Vector[];

describe('the vectors that Python runs too', () => {
  it.each(vectors)('$lang $text', ({ text, lang, params, out }) => {
    expect(format(text, params, lang)).toBe(out);
  });
});

describe('a text that does not parse', () => {
  it.each([
    '{',
    '{}',
    '{name',
    '}',
    'a } b',
    '{n, date}',
    '{n, number, integer}',
    '{n, plural}',
    '{n, plural, one {x}}',
    '{n, plural, other {x}',
    '{n, plural, other x}',
    '{n, plural, other {x} other {y}}',
    '{n plural, other {x}}',
  ])('%s', (broken) => {
    expect(() => parse(broken)).toThrow('at character');
  });
});

describe('a translator', () => {
  const t = translator({ 'case.by': 'by {name}' }, 'en');

  it('fills in, shows the name of a missing parameter, and shows an unknown key', () => {
    expect(t('case.by', { name: 'Dana' })).toBe('by Dana');
    expect(t('case.by')).toBe('by {name}');
    expect(t('constructor')).toBe('constructor');
  });
});

it('stays small enough for the widget', () => {
  const source = readFileSync(new URL('./texts.ts', import.meta.url));
  expect(gzipSync(source, { level: 9 }).length).toBeLessThan(2048);
});
