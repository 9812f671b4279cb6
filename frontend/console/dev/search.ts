import type { Ledger } from './ledger';

export function hitsOf(ledger: Ledger, q: string): unknown {
  const rows = [...ledger.cases.values()].flatMap((open) =>
    open.events.flatMap((event) =>
      event.kind === 'message.posted' && event.payload?.body.toLowerCase().includes(q.toLowerCase())
        ? [
            {
              reference: open.reference,
              seq: event.seq,
              snippet: event.payload.body,
              at: event.at,
              subject: open.folded.subject,
              customer_name: open.customer.name,
            },
          ]
        : [],
    ),
  );
  return { rows, next: null };
}
