// The address bar as state. Links are plain <a href>; a click on one of ours stays in the page.

import { address, BASE, parse, type Route } from './routes';

export class Router {
  route = $state.raw<Route>({ name: 'missing' });
  #window: Window;

  constructor(host: Window) {
    this.#window = host;
    this.#read();
  }

  /** Follows back, forward and clicks. The answer stops it. */
  start(): () => void {
    const read = () => this.#read();
    const click = (event: MouseEvent) => this.#click(event);
    this.#window.addEventListener('popstate', read);
    this.#window.document.addEventListener('click', click);
    return () => {
      this.#window.removeEventListener('popstate', read);
      this.#window.document.removeEventListener('click', click);
    };
  }

  /** Goes to a route or an address of ours; `replace` leaves no step to come back to. */
  go(to: Route | string, { replace = false } = {}): void {
    const href = typeof to === 'string' ? to : address(to);
    if (href === this.here()) return;
    if (replace) this.#window.history.replaceState(null, '', href);
    else this.#window.history.pushState(null, '', href);
    this.#read();
  }

  /** The present address: path and query. */
  here(): string {
    return this.#window.location.pathname + this.#window.location.search;
  }

  #read(): void {
    this.route = parse(this.#window.location.pathname, this.#window.location.search);
  }

  #click(event: MouseEvent): void {
    // A new tab, a download or another's handler is not ours to take.
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const link = (event.target as Element | null)?.closest('a');
    if (!link || link.target || link.hasAttribute('download') || link.origin !== this.#window.location.origin) return;
    if (!link.pathname.startsWith(BASE)) return;
    event.preventDefault();
    this.go(link.pathname + link.search);
  }
}
