import { expect, it } from 'vitest';
import type { EvidenceCard } from '$client/evidence';
import { newestReadings } from './casefile';

const read = (id: string, chain: string, subject: string) => ({
  id,
  card: { chain: { id: chain, name: chain }, subject } as EvidenceCard,
});

it('shows of one transaction on one chain the newest reading, newest first', () => {
  const evidence = [read('a', 'eth', '0x1'), read('b', 'eth', '0x2'), read('c', 'eth', '0x1'), read('d', 'bnb', '0x1')];
  expect(newestReadings(evidence).map(({ id }) => id)).toEqual(['d', 'c', 'b']);
});
