// The actions that exist everywhere: where to go, how to look, who I am.

import { t } from '$ui/i18n.svelte';
import type { App } from '../app';
import type { Command } from '../commands/registry';
import type { Desk } from '../desk/desk.svelte';
import { DEFAULT_FILTER, type ViewName } from '../desk/filter';
import { wordsOf } from '../errors';
import { density, keepDensity } from '../preferences';
import type { Route } from '../router/routes';

interface Around {
  app: App;
  desk: Desk;
  openPalette: () => void;
  openSheet: () => void;
}

const GO_KEYS: Partial<Record<ViewName, string>> = {
  mine: 'g m',
  unassigned: 'g u',
  open: 'g o',
  waiting: 'g w',
  solved: 'g s',
  all: 'g a',
};

export function appCommands({ app, desk, openPalette, openSheet }: Around): Command[] {
  const { router, session, notices } = app;
  const go = (route: Route) => router.go(route);
  // texts: console.view.*
  const views = (Object.keys(GO_KEYS) as ViewName[]).map((view) => ({
    id: `go ${view}`,
    section: 'go' as const,
    title: t('console.command.view', { view: t(`console.view.${view}`) }),
    keys: GO_KEYS[view]!,
    run: () => go({ name: 'desk', reference: null, at: null, filter: { ...DEFAULT_FILTER, view } }),
  }));
  const teams = desk.me.teams.map((team) => ({
    id: `go team ${team.slug}`,
    section: 'go' as const,
    title: t('console.command.view', { view: team.name }),
    run: () =>
      go({ name: 'desk', reference: null, at: null, filter: { ...DEFAULT_FILTER, view: 'team', team: team.slug } }),
  }));
  return [
    {
      id: 'palette',
      section: 'app',
      title: t('console.command.palette'),
      keys: 'mod+k',
      hidden: true,
      run: openPalette,
    },
    { id: 'sheet', section: 'app', title: t('console.keys.title'), keys: '?', run: openSheet },
    {
      id: 'search',
      section: 'go',
      title: t('console.command.search'),
      keys: '/',
      run: () => go({ name: 'search', q: '' }),
    },
    ...views,
    ...teams,
    {
      id: 'go profile',
      section: 'go',
      title: t('console.command.profile'),
      keys: 'g p',
      run: () => go({ name: 'settings', page: 'profile' }),
    },
    {
      id: 'go security',
      section: 'go',
      title: t('console.command.security'),
      run: () => go({ name: 'settings', page: 'security' }),
    },
    {
      id: 'undo',
      section: 'app',
      title: t('console.command.undo'),
      keys: 'z',
      run: () => void (notices.undo() || notices.done(t('console.undo.nothing'))),
    },
    {
      id: 'density',
      section: 'app',
      title: t('console.command.density'),
      run: () => keepDensity(density() === 'compact' ? 'cosy' : 'compact'),
    },
    {
      id: 'online',
      section: 'app',
      title: session.me?.online ? t('console.me.go_away') : t('console.me.go_online'),
      run: () =>
        void session.change({ online: !session.me?.online }).catch((error: unknown) => notices.error(wordsOf(error))),
    },
  ];
}
