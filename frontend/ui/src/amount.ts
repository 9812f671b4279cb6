// Amounts of money: every digit that was read, grouped for the reader, never rounded.

/** "1234567.50" -> "1,234,567.50" in English; a string that is no plain decimal comes back as it is. */
export function grouped(amount: string, lang: string): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount);
  if (!match) return amount;
  const [, sign = '', whole = '0', fraction] = match;
  const format = new Intl.NumberFormat(lang, { numberingSystem: 'latn', useGrouping: true });
  const point = format.formatToParts(1.5).find(({ type }) => type === 'decimal')?.value ?? '.';
  return sign + format.format(BigInt(whole)) + (fraction ? point + fraction : '');
}
