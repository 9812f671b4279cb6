// What just happened, with the way back: a toast for a few seconds instead of a question before.

import { t } from '$ui/i18n.svelte';
import { dismiss, toast, toasts } from '$ui/toasts.svelte';
import { wordsOf } from './errors';

/** A notice stays this long, an error longer, in ms. */
const STAYS = 7000;
const ERROR_STAYS = 12_000;

type Undo = () => Promise<unknown>;

export class Notices {
  #ways: { id: number; undo: Undo }[] = [];

  done(text: string, undo: Undo | null = null): void {
    const action = undo && { text: t('console.undo'), run: () => void this.#back(undo) };
    const id = toast(text, { action, ms: STAYS });
    if (undo) this.#ways = [...this.#shown(), { id, undo }];
  }

  error(text: string): void {
    if (!toasts.list.some((each) => each.text === text)) toast(text, { tone: 'danger', ms: ERROR_STAYS });
  }

  /** Takes back the newest thing that can still be taken back; false when there is none. */
  undo(): boolean {
    const newest = this.#shown().at(-1);
    if (!newest) return false;
    dismiss(newest.id);
    void this.#back(newest.undo);
    return true;
  }

  #shown() {
    return this.#ways.filter(({ id }) => toasts.list.some((each) => each.id === id));
  }

  async #back(undo: Undo): Promise<void> {
    this.#ways = this.#ways.filter((way) => way.undo !== undo);
    try {
      await undo();
    } catch (error) {
      this.error(wordsOf(error));
    }
  }
}
