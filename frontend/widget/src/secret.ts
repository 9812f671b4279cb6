// A first look for secrets, in the customer's own browser. The server's guard is the real one; this one only decides
// what is not written to storage (there it errs towards "yes"), not shown on its way, and warned of before it is sent.

const HEX = /(?:^|[^0-9a-z])(?:0x)?[0-9a-f]{64,}(?:$|[^0-9a-z])/i;
const KEYS = /\b(?:[xyzt]prv[1-9a-z]{20,}|[5KLc9][1-9A-HJ-NP-Za-km-z]{50,51}|6P[1-9A-HJ-NP-Za-km-z]{56})\b|otpauth:/;
const KEYSTORE = /"?(?:ciphertext|kdfparams)"?\s*:/i;

/** Twelve or more plain words in a row with nothing but blanks, commas or numbers between: the look of a phrase. */
const WORDS = /(?:(?:^|[\s,;])(?:\d{1,2}[.)]\s*)?\p{Ll}{2,10}(?=$|[\s,;])){12}/u;
const HAN = /(?:^|[\s,，、])(?:\p{Script=Han}[\s,，、]+){11}\p{Script=Han}(?:$|[\s,，、])/u;

// The words that hold a sentence together; twelve words of a phrase hold none, a sentence of twelve holds some.
const GLUE =
  /(?:^|\s)(?:the|is|was|and|to|my|it|not|has|have|in|for|on|of|i|de|que|la|el|le|et|der|die|und|ich|não|o|um)(?=\s|$)/i;

/** Also the 64 digits that are a private key or, far more often here, a transaction's hash: those are not warned of. */
export const mayBeSecret = (text: string): boolean => HEX.test(text) || looksSecret(text);

export function looksSecret(text: string): boolean {
  if (KEYS.test(text) || KEYSTORE.test(text) || HAN.test(text)) return true;
  const run = WORDS.exec(text.toLowerCase());
  return run !== null && !GLUE.test(run[0]);
}
