// Last words for one line of a list: no marks, no line ends, no marker of a caught secret.

import { shorten } from '$ui/hash';

const MARKER = /⟦secret:[\w-]+⟧/g;
/** Long enough to be a hash or an address and no word of any language. */
const LONG = /\b(?:0x)?[0-9A-Za-z]{28,}\b/g;

/** `secret` is the word that stands for a caught secret. */
export function plainWords(text: string, secret: string): { text: string; secret: boolean } {
  const caught = text.search(MARKER) >= 0;
  const words = text
    .replace(MARKER, `[${secret}]`)
    .replace(/[*_`#>]+/g, '')
    .replace(LONG, (hash) => {
      const { prefix, first, last, whole } = shorten(hash);
      return whole ? hash : `${prefix}${first}…${last}`;
    })
    .replace(/\s+/g, ' ')
    .trim();
  return { text: words, secret: caught };
}
