// The actions of the list and of the open case, by name and key.

import { t } from '$ui/i18n.svelte';
import type { Command } from '../commands/registry';
import { languageName } from '../languages';
import type { Case } from './case.svelte';
import type { Desk } from './desk.svelte';
import { SETTABLE, STATE_KEYS } from './states';

export function listCommands(desk: Desk, reference: string | null, go: (reference: string | null) => void): Command[] {
  const step = (by: 1 | -1) => {
    const to = desk.inbox.step(reference, by);
    if (to) go(to);
  };
  const first = desk.inbox.rows[0]?.reference;
  return [
    { id: 'next', section: 'list', title: t('console.command.next'), keys: 'j', run: () => step(1) },
    { id: 'previous', section: 'list', title: t('console.command.previous'), keys: 'k', run: () => step(-1) },
    {
      id: 'open',
      section: 'list',
      title: t('console.command.open'),
      keys: 'enter',
      hidden: true,
      run: () => {
        // On a link or a button Enter means that one.
        const focused = document.activeElement;
        if (focused instanceof HTMLElement && focused.matches('a, button, [role=option]')) focused.click();
        else if (!reference && first) go(first);
        else document.getElementById('timeline')?.focus();
      },
    },
    { id: 'refresh', section: 'list', title: t('console.command.refresh'), run: () => void desk.reload() },
    ...(reference
      ? [
          {
            id: 'leave',
            section: 'list' as const,
            title: t('console.command.leave'),
            keys: 'escape',
            run: () => leave(go),
          },
        ]
      : []),
  ];
}

/** Escape first leaves the field, then the case. */
function leave(go: (reference: string | null) => void): void {
  const focused = document.activeElement;
  if (focused instanceof HTMLElement && focused.matches('input, textarea, select, [contenteditable]')) focused.blur();
  else go(null);
}

/** What the screen of a case lets the keyboard open. */
export interface CaseScreen {
  write: (audience: 'public' | 'team') => void;
  assign: () => void;
  tag: () => void;
  lookUp: () => void;
  attach: () => void;
  article: () => void;
  rename: () => void;
  file: () => void;
}

export function caseCommands(desk: Desk, open: Case, screen: CaseScreen): Command[] {
  const { actions, me } = desk;
  const may = (permission: string, commands: () => Command[]) => (open.may(permission) ? commands() : []);
  // texts: console.command.state.*
  const states = SETTABLE.filter((state) => state !== open.now.state).map((state): Command => {
    const keys = STATE_KEYS[state];
    const again = state === 'open' && (open.now.state === 'solved' || open.now.state === 'closed');
    return {
      id: `state ${state}`,
      section: 'state',
      title: again ? t('console.command.reopen') : t(`console.command.state.${state}`),
      ...(keys ? { keys } : again ? { keys: 'e' } : {}),
      run: () => void actions.setState(open, state),
    };
  });
  const people = desk.agents
    .filter((each) => each.ref !== open.now.assignee?.ref && each.ref !== me.ref)
    .map((each): Command => ({
      id: `assign ${each.ref}`,
      section: 'assign',
      title: t('console.command.assign_to', { name: each.name }),
      run: () => void actions.assign(open, each, me.ref),
    }));
  const teams = desk.teams
    .filter((team) => team.brand === open.now.brand && team.slug !== open.now.team)
    .map((team): Command => ({
      id: `team ${team.slug}`,
      section: 'assign',
      title: t('console.command.team', { team: team.name }),
      run: () => void actions.setTeam(open, team),
    }));
  const tags = desk.tags.map(({ slug, name }): Command => {
    const on = open.now.tags.includes(slug);
    const title = on ? t('console.command.untag', { tag: name }) : t('console.command.tag', { tag: name });
    return { id: `tag ${slug}`, section: 'tags', title, run: () => void actions.tag(open, slug, !on) };
  });
  const mine = open.now.assignee?.ref === me.ref;
  const self = { ref: me.ref, name: me.name };
  const takeIt: Command = {
    id: 'take',
    section: 'assign',
    title: t('console.command.take'),
    keys: 'a',
    run: () => void actions.assign(open, self, me.ref),
  };
  const take = mine ? [] : [takeIt];
  const handler = open.now.handler;
  return [
    ...may('reply', () => [
      {
        id: 'reply',
        section: 'reply',
        title: t('console.command.reply'),
        keys: 'r',
        run: () => screen.write('public'),
      },
      { id: 'attach', section: 'reply', title: t('console.command.attach'), run: screen.attach },
      { id: 'article', section: 'reply', title: t('console.command.article'), run: screen.article },
    ]),
    ...may('note', () => [
      { id: 'note', section: 'reply', title: t('console.command.note'), keys: 'n', run: () => screen.write('team') },
    ]),
    ...may('set_state', () => [
      ...states,
      {
        id: 'handler',
        section: 'state',
        title: handler === 'assistant' ? t('console.command.take_over') : t('console.command.hand_back'),
        run: () => void actions.setHandler(open, handler === 'assistant' ? 'person' : 'assistant'),
      },
    ]),
    ...may('assign', () => [
      ...take,
      {
        id: 'assign',
        section: 'assign',
        title: t('console.command.assign'),
        keys: mine ? 'a' : 'shift+a',
        run: screen.assign,
      },
      {
        id: 'unassign',
        section: 'assign',
        title: t('console.command.unassign'),
        run: () => void actions.assign(open, null, me.ref),
      },
      ...people,
      ...teams,
    ]),
    ...may('tag', () => [
      { id: 'tag', section: 'tags', title: t('console.command.tags'), keys: 't', run: screen.tag },
      ...tags,
      { id: 'rename', section: 'case', title: t('console.command.rename'), run: screen.rename },
    ]),
    ...may('look_up', () => [
      { id: 'look up', section: 'case', title: t('console.command.look_up'), keys: 'l', run: screen.lookUp },
    ]),
    { id: 'file', section: 'case', title: t('console.command.file'), keys: 'i', run: screen.file },
    ...['en', 'zh-Hans']
      .filter((each) => each !== open.now.language)
      .map((language): Command => ({
        id: `language ${language}`,
        section: 'case',
        title: t('console.command.language', { language: languageName(language) }),
        run: () => void actions.setLanguage(open, language),
      })),
  ] as Command[];
}
