// The customer's copy of a conversation: a file, as the server signs it.

import { pathOf } from '$client/call';
import type { Http } from '$client/http';

/** Fetched with our token, which no link may carry, and handed to the browser as a file. */
export async function saveTranscript(http: Http, reference: string): Promise<void> {
  const blob = await http.file(pathOf('GET /conversations/{reference}/transcript', { reference }));
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = `${reference}.jsonl`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
