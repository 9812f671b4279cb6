// Keys as text: "j", "shift+/", "mod+k", "g m" (one after the other). `mod` is Command on a Mac, Control elsewhere.

export interface KeyStroke {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/** Between the two keys of a sequence at most this long, in ms. */
const TOGETHER = 1200;

/** The name of what was pressed, e.g. "mod+enter" or "?"; a lone modifier is "". */
export function strokeName(event: KeyStroke, mac: boolean): string {
  const key = event.key.toLowerCase();
  if (['control', 'meta', 'alt', 'shift', 'altgraph', 'dead', 'process', 'unidentified'].includes(key)) return '';
  const mod = mac ? event.metaKey : event.ctrlKey;
  const other = mac ? event.ctrlKey : event.metaKey;
  if (other) return '';
  const parts: string[] = [];
  if (mod) parts.push('mod');
  if (event.altKey) parts.push('alt');
  // The shift that makes "?" out of "/" is part of the character.
  if (event.shiftKey && (key.length > 1 || /\p{L}/u.test(key))) parts.push('shift');
  return [...parts, key].join('+');
}

/** In a text field only what can't be text is a command: a chord or Escape. */
export function worksWhileTyping(keys: string): boolean {
  return keys.startsWith('mod+') || keys === 'escape';
}

/** How a key is drawn: "mod+enter" is ⌘ ⏎ on a Mac, Ctrl ⏎ elsewhere. */
export function keyCaps(keys: string, mac: boolean): string[] {
  const names: Record<string, string> = {
    mod: mac ? '⌘' : 'Ctrl',
    shift: mac ? '⇧' : 'Shift',
    alt: mac ? '⌥' : 'Alt',
    enter: '⏎',
    escape: 'Esc',
    arrowup: '↑',
    arrowdown: '↓',
  };
  return keys.split(/[ +]/).map((part) => names[part] ?? (part.length === 1 ? part.toUpperCase() : part));
}

/** Turns strokes into the command they stand for. */
export class KeyReader {
  #first = '';
  #at = 0;
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** The id of the command that this stroke completes; `bindings`: keys to command id. */
  read(stroke: string, bindings: ReadonlyMap<string, string>, typing: boolean): string | null {
    const first = this.#now() - this.#at <= TOGETHER ? this.#first : '';
    this.#first = '';
    if (!stroke || (typing && !worksWhileTyping(stroke))) return null;
    const pair = first ? bindings.get(`${first} ${stroke}`) : undefined;
    if (pair) return pair;
    const one = bindings.get(stroke);
    if (one) return one;
    if ([...bindings.keys()].some((keys) => keys.startsWith(`${stroke} `))) {
      this.#first = stroke;
      this.#at = this.#now();
    }
    return null;
  }
}
