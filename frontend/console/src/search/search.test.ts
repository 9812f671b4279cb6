import { expect, it } from 'vitest';
import { pieces } from './search.svelte';

it.each([
  [
    '我的充值没到账',
    '充值',
    [
      ['我的', false],
      ['充值', true],
      ['没到账', false],
    ],
  ],
  [
    'Deposit of ETH',
    'eth deposit',
    [
      ['Deposit', true],
      [' of ', false],
      ['ETH', true],
    ],
  ],
  [
    'what is 1.5?',
    '1.5?',
    [
      ['what is ', false],
      ['1.5?', true],
    ],
  ],
  ['plain', '', [['plain', false]]],
])('%s, searched for %s', (snippet, words, cut) => {
  expect(pieces(snippet, words).map(({ text, hit }) => [text, hit])).toEqual(cut);
});
