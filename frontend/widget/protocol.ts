// What the loader in the host's page and the frame say to each other, over a MessagePort that both sides took from a
// window they had checked the origin of.

export type ToFrame =
  { t: 'open' } | { t: 'close' } | { t: 'identify'; token: string } | { t: 'logout' } | { t: 'language'; tag: string };

export type ToHost =
  | { t: 'close' }
  | { t: 'unread'; n: number }
  /** Whether there is anything to listen for: the loader then starts the frame with the next page. */
  | { t: 'session'; on: boolean }
  | { t: 'accent'; color: string }
  /** The platform's session is over here; the page may call `identify` again. */
  | { t: 'expired' };

/** The two window messages of the handshake: the frame says ready, the loader answers with a port. */
export const READY = 'lightkeeper:ready';
export const CONNECT = 'lightkeeper:connect';
