// Every action by name: the keyboard, the palette, the sheet and the menus draw from this one list.

import { KeyReader, strokeName, type KeyStroke } from './keys';
import { rank } from './rank';

export type Section = 'case' | 'go' | 'list' | 'reply' | 'assign' | 'tags' | 'state' | 'app';

export interface Command {
  id: string;
  section: Section;
  /** Already in the reader's language; it may hold a name ("Assign to Bo"). */
  title: string;
  keys?: string;
  /** Further words that find it. */
  words?: string;
  /** Not in the palette: only a key. */
  hidden?: boolean;
  run: () => void;
}

/** Gives the commands that make sense now; called again for each key and each opening of the palette. */
export type Source = () => Command[];

export class Commands {
  readonly #sources = new Set<Source>();
  readonly #reader: KeyReader;
  readonly mac: boolean;

  constructor(mac: boolean, now: () => number = Date.now) {
    this.mac = mac;
    this.#reader = new KeyReader(now);
  }

  /** Adds a source; the answer takes it away. */
  add(source: Source): () => void {
    this.#sources.add(source);
    return () => void this.#sources.delete(source);
  }

  all(): Command[] {
    return [...this.#sources].flatMap((source) => source());
  }

  /** The palette's answer, best first. */
  find(text: string): Command[] {
    return rank(
      text,
      this.all().filter((each) => !each.hidden),
      (each) => `${each.title} ${each.words ?? ''}`,
    );
  }

  run(id: string): boolean {
    const command = this.all().find((each) => each.id === id);
    command?.run();
    return command !== undefined;
  }

  /** True when the stroke was a command, so that the browser must not have it too. */
  press(event: KeyStroke, typing: boolean): boolean {
    const bindings = new Map(this.all().flatMap((each) => (each.keys ? [[each.keys, each.id] as const] : [])));
    const id = this.#reader.read(strokeName(event, this.mac), bindings, typing);
    return id !== null && this.run(id);
  }
}
