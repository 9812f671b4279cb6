// How long to wait before the next try.

/**
 * Milliseconds before try number `attempt` (0 is the first repeat): doubling from `base` to `cap`, half of it by chance,
 * so that ten thousand clients do not come back in the same second after an outage.
 */
export function backoff(attempt: number, { base = 500, cap = 20_000, random = Math.random } = {}): number {
  const full = Math.min(cap, base * 2 ** Math.min(attempt, 16));
  return Math.round(full / 2 + (full / 2) * random());
}

/** Resolves after `ms`, or rejects when `signal` aborts. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    if (signal?.aborted) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });
}
