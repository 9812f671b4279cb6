// The frame's page: reads what Django wrote into it, shakes hands with the loader, draws the widget.

import { mount } from 'svelte';
import '$ui/tokens.css';
import '$ui/base.css';
import { catalogue, speak } from '$ui/i18n.svelte';
import type { ToFrame } from '../protocol';
import { accent } from './accent';
import Root from './Root.svelte';
import { Desk } from './desk.svelte';
import { host } from './host';
import { storage } from './storage';

/** `<meta name="lightkeeper" content='{"brand": "harbor", "origins": ["https://harbor.example"]}'>` */
interface Meta {
  brand: string;
  origins: string[];
}

// The areas whose keys reach customers as data are fetched when one is first shown.
catalogue(import.meta.glob('$texts/*/{widget,common,evidence,secrets,assistant,advice,investigation}.json'));

const meta = JSON.parse(document.querySelector<HTMLMetaElement>('meta[name=lightkeeper]')!.content) as Meta;
const asked = new URLSearchParams(location.search);
const desk = new Desk(meta.brand, storage(meta.brand));
let shown = false;

const line = host(meta.origins, asked.get('origin'), take);
desk.open = !line.framed;

/** The page's wish, else the browser's languages. */
const speakFor = (tag: string | null) =>
  speak([tag, ...navigator.languages].filter((each) => !!each) as string[], ['common', 'widget']);

function take(message: ToFrame): void {
  switch (message.t) {
    case 'open':
    case 'close':
      desk.open = message.t === 'open';
      return;
    case 'identify':
      // A refused token leaves the visitor as he was; the page hears of it and may bring another.
      void desk.identify(message.token).catch(() => line.tell({ t: 'expired' }));
      return;
    case 'logout':
      void desk.logout();
      return;
    case 'language':
      void speakFor(message.tag);
  }
}

function paint(): void {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const draw = () => {
    const made = accent(desk.session.config?.brand.accent ?? null, dark.matches);
    const { style } = document.documentElement;
    if (!made) return;
    style.setProperty('--color-accent', made.color);
    style.setProperty('--color-on-accent', made.on);
  };
  draw();
  if (!shown) dark.addEventListener('change', draw);
  shown = true;
  const color = accent(desk.session.config?.brand.accent ?? null, false)?.color;
  if (color) line.tell({ t: 'accent', color });
}

const texts = speakFor(asked.get('language'));
await texts;
mount(Root, { target: document.body, props: { desk, line, paint } });
