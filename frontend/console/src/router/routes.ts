// Addresses of the console: what the bar shows is where you are, and a link opens the same place for a colleague.

import { canonical as typed } from '$client/reference';
import { readFilter, writeFilter, type Filter } from '../desk/filter';

export const BASE = '/desk/';

export type SettingsPage = 'profile' | 'security' | 'team';

export type Route =
  | { name: 'desk'; reference: string | null; at: number | null; filter: Filter }
  | { name: 'search'; q: string }
  | { name: 'settings'; page: SettingsPage }
  | { name: 'sign-in'; next: string }
  | { name: 'forgot' }
  | { name: 'reset'; key: string; welcome: boolean }
  | { name: 'verify'; key: string }
  | { name: 'missing' };

const PAGES: readonly string[] = ['profile', 'security', 'team'] satisfies SettingsPage[];
const REFERENCE = /^[0-9A-Z]{10}$/;

/** `7kq-4mx-p29r` as people write it to `7KQ4MXP29R`; null when it can't be one. */
export function canonical(reference: string): string | null {
  const plain = typed(reference);
  return REFERENCE.test(plain) ? plain : null;
}

/** The route of an address below `/desk/`. */
export function parse(path: string, query: string): Route {
  const params = new URLSearchParams(query);
  const [head = '', second = ''] = path
    .slice(BASE.length)
    .split('/')
    .map((part) => decodeURIComponent(part));
  switch (head) {
    case '':
      return { name: 'desk', reference: null, at: null, filter: readFilter(params) };
    case 'c': {
      const reference = canonical(second);
      if (!reference) return { name: 'missing' };
      return { name: 'desk', reference, at: Number(params.get('at')) || null, filter: readFilter(params) };
    }
    case 'search':
      return { name: 'search', q: params.get('q') ?? '' };
    case 'settings':
      return { name: 'settings', page: PAGES.includes(second) ? (second as SettingsPage) : 'profile' };
    case 'sign-in':
      return { name: 'sign-in', next: params.get('next') ?? BASE };
    case 'forgot':
      return { name: 'forgot' };
    case 'reset':
    case 'welcome':
      return second ? { name: 'reset', key: second, welcome: head === 'welcome' } : { name: 'forgot' };
    case 'verify-email':
      return { name: 'verify', key: second };
    default:
      return { name: 'missing' };
  }
}

function withQuery(path: string, params: URLSearchParams): string {
  const query = params.toString();
  return query ? `${path}?${query}` : path;
}

/** The address of a route. */
export function address(route: Route): string {
  switch (route.name) {
    case 'desk': {
      const params = writeFilter(route.filter);
      if (route.at) params.set('at', String(route.at));
      return withQuery(route.reference ? `${BASE}c/${route.reference}` : BASE, params);
    }
    case 'search':
      return withQuery(`${BASE}search`, new URLSearchParams(route.q ? { q: route.q } : {}));
    case 'settings':
      return `${BASE}settings/${route.page}`;
    case 'sign-in':
      return withQuery(`${BASE}sign-in`, new URLSearchParams(route.next === BASE ? {} : { next: route.next }));
    case 'forgot':
      return `${BASE}forgot`;
    case 'reset':
      return `${BASE}${route.welcome ? 'welcome' : 'reset'}/${encodeURIComponent(route.key)}`;
    case 'verify':
      return `${BASE}verify-email/${encodeURIComponent(route.key)}`;
    case 'missing':
      return BASE;
  }
}

/** Where to go after sign-in: only ever a place of this console, never another site's address. */
export function safeNext(next: string): string {
  return next.startsWith(BASE) && !next.startsWith(`${BASE}sign-in`) && !next.includes('\\') ? next : BASE;
}
