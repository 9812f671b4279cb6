// What an agent does with a case, each with its way back: shown at once, told in a notice, undone by the inverse call.

import { t } from '$ui/i18n.svelte';
import { wordsOf } from '../errors';
import type { Notices } from '../notices.svelte';
import type { AgentApi } from '../api/agent';
import type { PersonName, Settable, State } from '../wire';
import type { Case, Overlay } from './case.svelte';

interface Step {
  change: Overlay;
  ask: () => Promise<{ seq: number }>;
}

/** A state that can't be asked for is come back to by its nearest: a new case was not yet answered, so it is open. */
const BACK: Record<State, Settable> = {
  new: 'open',
  open: 'open',
  waiting_customer: 'waiting_customer',
  waiting_others: 'waiting_others',
  solved: 'solved',
  closed: 'solved',
};

export class Actions {
  readonly #api: AgentApi;
  readonly #notices: Notices;

  constructor(api: AgentApi, notices: Notices) {
    this.#api = api;
    this.#notices = notices;
  }

  // texts: console.did.state.*
  setState(open: Case, to: Settable): Promise<void> {
    const before = open.now.state;
    if (before === to) return Promise.resolve();
    const step = (state: Settable): Step => ({
      change: { state },
      ask: () => this.#api.setState(open.reference, state),
    });
    return this.#do(open, step(to), step(BACK[before]), t(`console.did.state.${to}`));
  }

  assign(open: Case, to: PersonName | null, me: string): Promise<void> {
    const before = open.now.assignee;
    if (before?.ref === to?.ref) return Promise.resolve();
    const step = (assignee: PersonName | null): Step => ({
      change: { assignee },
      ask: () => this.#api.assign(open.reference, assignee?.ref ?? null),
    });
    const said = !to
      ? t('console.did.unassigned')
      : to.ref === me
        ? t('console.did.taken')
        : t('console.did.assigned', { name: to.name });
    return this.#do(open, step(to), step(before), said);
  }

  setTeam(open: Case, team: { slug: string; name: string }): Promise<void> {
    const before = open.now.team;
    const step = (slug: string): Step => ({
      change: { team: slug },
      ask: () => this.#api.setTeam(open.reference, slug),
    });
    return this.#do(open, step(team.slug), before ? step(before) : null, t('console.did.team', { team: team.name }));
  }

  setHandler(open: Case, handler: 'assistant' | 'person'): Promise<void> {
    const before = open.now.handler;
    if (before === handler) return Promise.resolve();
    const step = (to: 'assistant' | 'person'): Step => ({
      change: { handler: to },
      ask: () => this.#api.setHandler(open.reference, to),
    });
    const said = handler === 'assistant' ? t('console.did.assistant') : t('console.did.person');
    return this.#do(open, step(handler), step(before), said);
  }

  tag(open: Case, tag: string, on: boolean): Promise<void> {
    const without = open.now.tags.filter((each) => each !== tag);
    const add: Step = { change: { tags: [...without, tag] }, ask: () => this.#api.addTag(open.reference, tag) };
    const remove: Step = { change: { tags: without }, ask: () => this.#api.removeTag(open.reference, tag) };
    const said = on ? t('console.did.tagged', { tag }) : t('console.did.untagged', { tag });
    return this.#do(open, on ? add : remove, on ? remove : add, said);
  }

  rename(open: Case, subject: string): Promise<void> {
    const before = open.now.subject;
    const step = (to: string): Step => ({
      change: { subject: to },
      ask: () => this.#api.rename(open.reference, { subject: to }),
    });
    return this.#do(open, step(subject), before ? step(before) : null, t('console.did.renamed'));
  }

  setLanguage(open: Case, language: string): Promise<void> {
    const before = open.now.language;
    const step = (to: string): Step => ({
      change: { language: to },
      ask: () => this.#api.rename(open.reference, { language: to }),
    });
    return this.#do(open, step(language), step(before), t('console.did.language'));
  }

  /** Not undone: what is redacted is gone. Rejects, so that the dialog can say why. */
  async redact(open: Case, seq: number, reason: string): Promise<void> {
    await this.#api.redact(open.reference, seq, reason);
    open.wrote();
    this.#notices.done(t('console.did.redacted'));
  }

  async lookUp(open: Case, subject: string): Promise<void> {
    await this.#api.lookUp(open.reference, subject);
    open.wrote();
  }

  async #do(open: Case, step: Step, back: Step | null, said: string): Promise<void> {
    try {
      await open.act(step.change, step.ask);
      this.#notices.done(said, back && (() => open.act(back.change, back.ask)));
    } catch (error) {
      this.#notices.error(wordsOf(error));
    }
  }
}
