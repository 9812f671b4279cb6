import { describe, expect, it } from 'vitest';
import { DEFAULT_FILTER } from '../desk/filter';
import { address, canonical, parse, safeNext, type Route } from './routes';

const desk = (more: Partial<Extract<Route, { name: 'desk' }>>): Route => ({
  name: 'desk',
  reference: null,
  at: null,
  filter: DEFAULT_FILTER,
  ...more,
});

const places: [string, Route][] = [
  ['/desk/', desk({})],
  ['/desk/c/7KQ4MXP29R', desk({ reference: '7KQ4MXP29R' })],
  ['/desk/c/7KQ4MXP29R?at=12', desk({ reference: '7KQ4MXP29R', at: 12 })],
  [
    '/desk/c/7KQ4MXP29R?view=all&state=solved&brand=harbor',
    desk({ reference: '7KQ4MXP29R', filter: { ...DEFAULT_FILTER, view: 'all', state: 'solved', brand: 'harbor' } }),
  ],
  ['/desk/?team=money', desk({ filter: { ...DEFAULT_FILTER, view: 'team', team: 'money' } })],
  ['/desk/search?q=%E5%85%85%E5%80%BC', { name: 'search', q: '充值' }],
  ['/desk/settings/security', { name: 'settings', page: 'security' }],
  ['/desk/sign-in?next=%2Fdesk%2Fc%2F7KQ4MXP29R', { name: 'sign-in', next: '/desk/c/7KQ4MXP29R' }],
  ['/desk/reset/3-abc', { name: 'reset', key: '3-abc', welcome: false }],
  ['/desk/verify-email/Mw%3Aabc', { name: 'verify', key: 'Mw:abc' }],
  ['/desk/welcome/3-abc', { name: 'reset', key: '3-abc', welcome: true }],
];

describe('an address', () => {
  it.each(places)('%s is read and written', (text, route) => {
    const url = new URL(text, 'http://desk.test');
    expect(parse(url.pathname, url.search)).toEqual(route);
    expect(address(route)).toBe(text);
  });

  it('knows a reference with dashes and in lower case', () => {
    expect(parse('/desk/c/7kq-4mx-p29r', '')).toEqual(desk({ reference: '7KQ4MXP29R' }));
    expect(parse('/desk/c/nonsense', '')).toEqual({ name: 'missing' });
    expect(parse('/desk/elsewhere', '')).toEqual({ name: 'missing' });
  });
});

it('takes a reference as people write it', () => {
  expect(canonical(' 7kq-4mx-p29r ')).toBe('7KQ4MXP29R');
});

it.each([
  ['/desk/c/7KQ4MXP29R', '/desk/c/7KQ4MXP29R'],
  ['https://evil.example/desk/', '/desk/'],
  ['//evil.example', '/desk/'],
  ['/desk/\\evil', '/desk/'],
  ['/desk/sign-in?next=x', '/desk/'],
])('after sign-in %s leads to %s', (next, safe) => {
  expect(safeNext(next)).toBe(safe);
});
