// Search as it is typed: a moment after the last key, one question at a time, pages below.

import type { AgentApi } from '../api/agent';
import { wordsOf } from '../errors';
import type { SearchHit } from '../wire';

const QUIET = 220;

export class Search {
  text = $state('');
  rows = $state.raw<SearchHit[]>([]);
  next = $state<number | null>(null);
  status = $state<'idle' | 'asking' | 'done' | 'failed'>('idle');
  problem = $state('');
  /** The words that the rows answer. */
  asked = $state('');
  readonly #api: AgentApi;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asking: AbortController | null = null;

  constructor(api: AgentApi) {
    this.#api = api;
  }

  type(text: string, wait = QUIET): void {
    this.text = text;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(text.trim(), 0), wait);
  }

  more(): void {
    if (this.next && this.status === 'done') void this.#ask(this.asked, this.next);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#asking?.abort();
  }

  async #ask(words: string, after: number): Promise<void> {
    this.#asking?.abort();
    if (!words) {
      [this.rows, this.next, this.status, this.asked] = [[], null, 'idle', ''];
      return;
    }
    const asking = new AbortController();
    this.#asking = asking;
    this.status = 'asking';
    try {
      const page = await this.#api.search(words, null, after, asking.signal);
      if (asking.signal.aborted) return;
      this.rows = after ? [...this.rows, ...page.rows] : page.rows;
      [this.next, this.asked, this.status] = [page.next, words, 'done'];
    } catch (error) {
      if (asking.signal.aborted) return;
      [this.problem, this.status] = [wordsOf(error), 'failed'];
    }
  }
}

export interface Piece {
  text: string;
  hit: boolean;
}

/** A snippet cut where the searched words are. */
export function pieces(snippet: string, words: string): Piece[] {
  const wanted = words.trim().split(/\s+/).filter(Boolean).map(escape);
  if (wanted.length === 0) return [{ text: snippet, hit: false }];
  const pattern = new RegExp(`(${wanted.join('|')})`, 'giu');
  return snippet
    .split(pattern)
    .map((text, index) => ({ text, hit: index % 2 === 1 }))
    .filter((piece) => piece.text !== '');
}

const escape = (word: string) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
