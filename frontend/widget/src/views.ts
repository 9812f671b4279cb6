// What the first draw does not need is fetched once the page rests, so that opening a conversation does not wait.

/** A cut line must not be remembered: the next call tries again. */
function once<T>(fetch: () => Promise<T>): () => Promise<T> {
  let kept: Promise<T> | undefined;
  return () =>
    (kept ??= fetch().catch((error: unknown) => {
      kept = undefined;
      throw error;
    }));
}

export const chatView = once(() => import('./chatting'));
export const articleView = once(() => import('./ArticleView.svelte'));
export const socketModule = once(() => import('$client/socket'));

export function fetchViews(): void {
  for (const fetch of [chatView, articleView, socketModule]) fetch().catch(() => undefined);
}
