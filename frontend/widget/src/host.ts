// The frame's end of the line to the page around it. Messages are taken from allowed origins alone, and go to the
// origin that was checked, never to "*".

import { CONNECT, READY, type ToFrame, type ToHost } from '../protocol';

export interface Host {
  /** False when the frame's address was opened on its own. */
  framed: boolean;
  tell(message: ToHost): void;
}

/**
 * Shakes hands with the loader. `origins` are the brand's; `declared` is what the loader says in our address: it only
 * chooses among them. Our own origin is always allowed, for the demo and the help centre.
 */
export function host(
  origins: readonly string[],
  declared: string | null,
  onmessage: (message: ToFrame) => void,
  self: Window = window,
): Host {
  const allowed = [...origins, self.location.origin];
  const ours = (origin: string) => allowed.some((each) => matches(each, origin));
  const waiting: ToHost[] = [];
  let port: MessagePort | null = null;
  if (self.parent === self) return { framed: false, tell: () => undefined };

  self.addEventListener('message', ({ source, origin, data, ports }) => {
    if (source !== self.parent || !ours(origin) || data !== CONNECT || !ports[0]) return;
    port?.close();
    port = ports[0];
    port.onmessage = (event: MessageEvent<ToFrame>) => onmessage(event.data);
    for (const message of waiting.splice(0)) port.postMessage(message);
  });
  if (declared !== null && ours(declared)) self.parent.postMessage(READY, declared);

  return {
    framed: true,
    tell: (message) => (port ? port.postMessage(message) : void waiting.push(message)),
  };
}

/** `https://*.harbor.example` stands for every host below it, as in frame-ancestors, and not for the host itself. */
function matches(pattern: string, origin: string): boolean {
  const [scheme, rest = ''] = pattern.split('*');
  if (!pattern.includes('*')) return pattern === origin;
  const host = origin.slice(scheme!.length, -rest.length);
  return origin.startsWith(scheme!) && rest.startsWith('.') && origin.endsWith(rest) && /^[a-z0-9.-]+$/i.test(host);
}
