// What the list shows: a view of the rail, narrowed by state and assignee. The server filters pages; the same rule here
// decides whether a row that changed still belongs.

import { ACTIVE, DONE, WAITING, type State, type Summary } from '../wire';

export type ViewName = 'mine' | 'unassigned' | 'open' | 'waiting' | 'solved' | 'all' | 'team';
export type StateFilter = 'open' | 'waiting' | 'solved' | 'all';

export interface Filter {
  view: ViewName;
  /** Null: the view's own. */
  state: StateFilter | null;
  /** me, none, any or a ref; null: the view's own. */
  assignee: string | null;
  team: string | null;
  brand: string | null;
}

/** The filters as `GET inbox` takes them. */
export interface Query {
  state: StateFilter;
  assignee: string;
  team: string | null;
  brand: string | null;
}

export const DEFAULT_FILTER: Filter = { view: 'open', state: null, assignee: null, team: null, brand: null };

export const VIEWS: Record<ViewName, { state: StateFilter; assignee: string }> = {
  mine: { state: 'open', assignee: 'me' },
  unassigned: { state: 'open', assignee: 'none' },
  open: { state: 'open', assignee: 'any' },
  waiting: { state: 'waiting', assignee: 'any' },
  solved: { state: 'solved', assignee: 'any' },
  all: { state: 'all', assignee: 'any' },
  team: { state: 'open', assignee: 'any' },
};

export const STATES: Record<StateFilter, readonly State[]> = {
  open: ACTIVE,
  waiting: WAITING,
  solved: DONE,
  all: [...ACTIVE, ...WAITING, ...DONE],
};

export function readFilter(params: URLSearchParams): Filter {
  const team = params.get('team');
  const view = params.get('view') ?? '';
  const state = params.get('state') ?? '';
  return {
    view: team ? 'team' : Object.hasOwn(VIEWS, view) && view !== 'team' ? (view as ViewName) : DEFAULT_FILTER.view,
    state: Object.hasOwn(STATES, state) ? (state as StateFilter) : null,
    assignee: params.get('assignee'),
    team,
    brand: params.get('brand'),
  };
}

/** The shortest query that `readFilter` reads back. */
export function writeFilter(filter: Filter): URLSearchParams {
  const params = new URLSearchParams();
  if (filter.view === 'team') params.set('team', filter.team ?? '');
  else if (filter.view !== DEFAULT_FILTER.view) params.set('view', filter.view);
  if (filter.state) params.set('state', filter.state);
  if (filter.assignee) params.set('assignee', filter.assignee);
  if (filter.brand) params.set('brand', filter.brand);
  return params;
}

export function queryOf(filter: Filter): Query {
  const own = VIEWS[filter.view];
  return {
    state: filter.state ?? own.state,
    assignee: filter.assignee ?? own.assignee,
    team: filter.view === 'team' ? filter.team : null,
    brand: filter.brand,
  };
}

/** Does this row belong to the list? `me` is the agent's own ref. */
export function matches(query: Query, row: Summary, me: string): boolean {
  if (!STATES[query.state].includes(row.state)) return false;
  if (query.team && row.team !== query.team) return false;
  if (query.brand && row.brand !== query.brand) return false;
  if (query.assignee === 'any') return true;
  if (query.assignee === 'none') return row.assignee === null;
  return row.assignee?.ref === (query.assignee === 'me' ? me : query.assignee);
}
