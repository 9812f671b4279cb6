// Harbor Exchange's page as any platform would write it: tell the widget who is signed in, forget them on sign-out.

import { copyText } from '$ui/clipboard';

interface Call {
  (name: string, value?: unknown, then?: unknown): void;
  q?: unknown[][];
}

const page = window as unknown as { Lightkeeper?: Call };
const place = document.getElementById('customer')!;
const { customer = '', token: address = '' } = place.dataset;
const memory = 'harbor:signed-in';

/** Calls made before the loader is there wait in `q`. */
function lightkeeper(name: string, value?: unknown, then?: unknown): void {
  if (!page.Lightkeeper) {
    const waiting: Call = (...call) => void waiting.q!.push(call);
    waiting.q = [];
    page.Lightkeeper = waiting;
  }
  page.Lightkeeper(name, value, then);
}

async function identify(): Promise<void> {
  const answer = await fetch(`${address}?customer=${encodeURIComponent(customer)}`);
  if (answer.ok) lightkeeper('identify', (await answer.json()) as { token: string });
}

let last = 0;

/** The session was over: bring a fresh token, but never in a circle when it is refused too. */
function again(): void {
  if (Date.now() - last < 60_000) return;
  last = Date.now();
  void identify();
}

const before = localStorage.getItem(memory) ?? '';
localStorage.setItem(memory, customer);
// A new customer's token takes the place of the last one's; who signs out leaves nothing behind.
if (customer !== '') {
  void identify();
  lightkeeper('on', 'expired', again);
} else if (before !== '') lightkeeper('logout');

document.addEventListener('click', (event) => {
  const button = (event.target as Element).closest<HTMLButtonElement>('button[data-copy]');
  if (!button) return;
  const label = button.textContent;
  void copyText(button.dataset['copy']!).then((copied) => {
    if (!copied) return;
    button.textContent = button.dataset['done']!;
    button.disabled = true;
    setTimeout(() => {
      button.textContent = label;
      button.disabled = false;
    }, 1500);
  });
});
