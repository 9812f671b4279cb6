// Finds by letters in order, as palettes do: "abo" finds "Assign to Bo". Starts of words count most.

/** The items that hold all letters of `text` in order, best first; all of them, as they come, for an empty text. */
export function rank<T>(text: string, items: readonly T[], words: (item: T) => string): T[] {
  const wanted = text.toLocaleLowerCase().replace(/\s+/g, ' ').trim();
  if (!wanted) return [...items];
  return items
    .map((item, place) => ({ item, place, score: score(wanted, words(item).toLocaleLowerCase()) }))
    .filter((each) => each.score > 0)
    .sort((a, b) => b.score - a.score || a.place - b.place)
    .map((each) => each.item);
}

/** 0 when the letters are not all there; more for whole pieces, starts of words and short texts. */
export function score(wanted: string, text: string): number {
  const at = text.indexOf(wanted);
  if (at >= 0) return 1000 - Math.min(at, 200) + (starts(text, at) ? 500 : 0) - Math.min(text.length, 100) / 100;
  let sum = 0;
  let from = 0;
  let gaps = 0;
  for (const letter of wanted) {
    if (letter === ' ') continue;
    const found = text.indexOf(letter, from);
    if (found < 0) return 0;
    sum += starts(text, found) ? 8 : 1;
    if (found > from) gaps += found - from;
    from = found + 1;
  }
  return Math.max(1, sum * 10 - gaps);
}

function starts(text: string, at: number): boolean {
  return at === 0 || /[\s\-/:]/.test(text[at - 1]!);
}
