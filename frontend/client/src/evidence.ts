// The evidence card as it travels; the shape is described in lightkeeper/core/investigation/card.py.

import type { Params } from '$ui/texts';

export type CardState = 'unknown' | 'pending' | 'included' | 'final' | 'failed' | 'replaced' | 'unreadable' | 'known';
export type StepState = 'done' | 'current' | 'todo' | 'failed';
export type Level = 'info' | 'warning' | 'danger';

export interface Line {
  key: string;
  params?: Params;
}

export interface Step {
  key: string;
  state: StepState;
  at?: string;
  n?: number;
  of?: number;
}

export interface Amount {
  asset: string;
  amount?: string;
  units?: string;
  contract?: string;
  listed?: boolean;
  sender?: string;
  recipient?: string;
  imitates?: string;
}

export interface EvidenceCard {
  kind: 'transaction' | 'address';
  state: CardState;
  chain: { id: string; name: string };
  subject: string;
  headline: Line;
  source: { name: string; label: string };
  read_at: string;
  steps: Step[];
  amounts: Amount[];
  sender?: string;
  recipients: string[];
  fee?: { asset: string; amount?: string; rate?: string; rate_needed?: string; rate_unit?: string };
  confirmations?: { n: number; of: number };
  block?: { height: number; hash?: string; at?: string };
  account?: { contract?: boolean; used?: boolean };
  notable: (Line & { level: Level })[];
  replaced_by?: string;
  explorer_url?: string;
}
