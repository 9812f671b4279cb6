// Evidence as the look-ups give it.

import type { EvidenceCard } from '$client/evidence';

const SENDER = '0x52908400098527886E0F7030069857D2E4169EE7';
const RECIPIENT = '0x8617E340B3D01FA5F11F306F4090FD50E238070D';
const NODE = { name: 'Ethereum A', label: 'node-a.harbor.example' };

export function included(subject: string, n: number, at: string): EvidenceCard {
  const final = n >= 32;
  return {
    kind: 'transaction',
    state: final ? 'final' : 'included',
    chain: { id: 'ethereum', name: 'Ethereum' },
    subject,
    headline: final
      ? { key: 'evidence.headline.final', params: { chain: 'Ethereum' } }
      : { key: 'evidence.headline.included', params: { n, of: 32 } },
    source: NODE,
    read_at: at,
    steps: [
      { key: 'evidence.step.seen', state: 'done', at },
      { key: 'evidence.step.included', state: 'done', at },
      { key: 'evidence.step.confirmed', state: final ? 'done' : 'current', n, of: 32 },
    ],
    amounts: [
      { asset: 'USDT', amount: '2480.50', units: '2480500000', listed: true, sender: SENDER, recipient: RECIPIENT },
    ],
    sender: SENDER,
    recipients: [RECIPIENT],
    fee: { asset: 'ETH', amount: '0.00042' },
    confirmations: { n, of: 32 },
    block: { height: 21_234_567, at },
    notable: [],
    explorer_url: `https://etherscan.io/tx/${subject}`,
  };
}

export function counterfeit(subject: string, at: string): EvidenceCard {
  const card = included(subject, 40, at);
  const contract = '0xDE709F2102306220921060314715629080E2FB77';
  return {
    ...card,
    amounts: [{ ...card.amounts[0]!, listed: false, contract, imitates: 'USDT' }],
    notable: [{ key: 'evidence.notable.counterfeit', params: { asset: 'USDT', contract }, level: 'danger' }],
  };
}

export function lookUp(subject: string): EvidenceCard {
  return included(subject, 12, new Date().toISOString());
}
