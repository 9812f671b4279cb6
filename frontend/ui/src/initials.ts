// The letters in an avatar.

/** "Dana Reyes" -> "DR", "dana" -> "D", "李晓明" -> "李"; nothing for a name without letters. */
export function initials(name: string): string {
  const words = name.match(/[\p{L}\p{M}]+/gu) ?? [];
  const first = [...(words[0] ?? '')][0] ?? '';
  // Two ideographs do not fit, and the family name is the first.
  if (/[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(first)) return first;
  const last = words.length > 1 ? ([...words.at(-1)!][0] ?? '') : '';
  return (first + last).toLocaleUpperCase();
}
