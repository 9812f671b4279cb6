// Who an actor of the ledger is.

import type { Conversation as Projection } from '$client/projection';
import { t } from '$ui/i18n.svelte';

export interface Who {
  kind: 'customer' | 'agent' | 'assistant';
  name: string;
}

export function personOf(projection: Projection, actor: string): Who {
  // The ledger keeps its name in the customer's language; a colleague reads it in his own.
  if (actor === 'assistant') return { kind: 'assistant', name: t('console.author.assistant') };
  const known = projection.participants[actor];
  if (known?.name) return known;
  if (actor === 'system') return { kind: 'agent', name: t('console.author.system') };
  if (actor.startsWith('c_')) return { kind: 'customer', name: t('console.customer.unnamed') };
  return { kind: 'agent', name: t('console.author.agent') };
}
