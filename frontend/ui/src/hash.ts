// Hashes and addresses: how they are found in text and how they are shortened.

export interface Shortened {
  /** "0x" or nothing: the same for all, so it is not emphasised. */
  prefix: string;
  first: string;
  middle: string;
  last: string;
  /** Short enough to be shown whole; then `first` is all of it and `last` is empty. */
  whole: boolean;
}

const EDGE = 6;

/** First and last six of what tells one hash from another. */
export function shorten(value: string): Shortened {
  const prefix = /^0x/i.exec(value)?.[0] ?? '';
  const rest = value.slice(prefix.length);
  if (rest.length <= EDGE * 2 + 2) return { prefix, first: rest, middle: '', last: '', whole: true };
  return { prefix, first: rest.slice(0, EDGE), middle: rest.slice(EDGE, -EDGE), last: rest.slice(-EDGE), whole: false };
}

/** Running text with its hashes shortened, for where nobody copies them from. */
export function shortHashes(text: string): string {
  return text.replace(HASHES, (hash) => {
    const { prefix, first, last } = shorten(hash);
    return `${prefix}${first}…${last}`;
  });
}

/** An EVM hash or address, or 64 hex digits on their own: what may be shortened in running text. */
export const HASHES = /\b0x(?:[0-9a-f]{64}|[0-9a-f]{40})\b|\b[0-9a-f]{64}\b/gi;
