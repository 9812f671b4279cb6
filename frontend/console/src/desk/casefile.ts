// Words for what the assistant hands over: reasons, facts and what is missing come as values of core/casefile.py.

import type { EvidenceCard } from '$client/evidence';
import { knows, t } from '$ui/i18n.svelte';

// A value that is newer than this page is shown as it is.
const worded = (key: string, value: string): string => (knows(key) ? t(key) : value.replaceAll('_', ' '));

// texts: assistant.reason.* assistant.missing.* console.fact.*
export const reasonWords = (reason: string): string => worded(`assistant.reason.${reason}`, reason);
export const missingWords = (missing: string): string => worded(`assistant.missing.${missing}`, missing);
export const factWords = (kind: string): string => worded(`console.fact.${kind}`, kind);

/** Facts that are a hash or an address: drawn shortened, copied whole. */
export const isHash = (kind: string): boolean => kind === 'hash' || kind === 'address';

/** The last reading of each transaction or address, the newest first. `evidence`: the oldest first. */
export function newestReadings<E extends { card: EvidenceCard }>(evidence: readonly E[]): E[] {
  const seen = new Set<string>();
  return evidence.toReversed().filter(({ card }) => {
    const what = `${card.chain.id} ${card.subject}`;
    return !seen.has(what) && seen.add(what);
  });
}
