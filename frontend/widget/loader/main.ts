// The one script of ours that runs in somebody else's page. It draws the button, opens the frame on demand and carries
// messages. At most 2 kB (gzip).
//
//   <script src="https://desk.example/widget/loader.js" data-brand="harbor" async></script>
//
// Attributes: data-brand, and if wanted data-language ("zh-CN"), data-accent ("#0b5c58"), data-side ("start").
// The page's Content-Security-Policy must allow our origin in script-src and frame-src, nothing else: all style is set
// through CSSOM, which style-src does not govern.

import { CONNECT, READY, type ToFrame, type ToHost } from '../protocol';
import { BUBBLE, CROSS, STYLE } from './look';

/** What the button and the frame are called, by language: the catalogue's `widget.name`, put in at build time. */
declare const LABELS: Record<string, string>;

type Call = [name: string, value?: unknown, then?: unknown];
type Api = ((...call: Call) => void) & { q?: ArrayLike<unknown>[] };

const page = window as unknown as { Lightkeeper?: Api };
const script = document.currentScript as HTMLScriptElement;
const { brand = '', language, accent, side } = script.dataset;
const origin = new URL(script.src).origin;
const memory = `lightkeeper:${brand}`;

let tag = language ?? document.documentElement.lang ?? '';
let frame: HTMLIFrameElement | undefined;
let port: MessagePort | undefined;
let shown = false;
const waiting: ToFrame[] = [];
const listeners: Record<string, ((value?: unknown) => void)[]> = {};

const root = document.createElement('lightkeeper-widget');
const shadow = root.attachShadow({ mode: 'open' });
const sheet = new CSSStyleSheet();
sheet.replaceSync(STYLE);
shadow.adoptedStyleSheets = [sheet];

const button = document.createElement('button');
const badge = document.createElement('span');
button.type = 'button';
if (side === 'start') root.className = side;

const label = () => LABELS[/^zh/i.test(tag) ? 'zh-Hans' : tag.split('-')[0]!] ?? LABELS.en!;

function draw(): void {
  button.ariaLabel = label();
  button.ariaExpanded = `${shown}`;
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const path = document.createElementNS(svg.namespaceURI, 'path');
  svg.setAttribute('viewBox', '0 0 24 24');
  path.setAttribute('d', shown ? CROSS : BUBBLE);
  svg.append(path as Node);
  button.replaceChildren(svg, badge);
  root.toggleAttribute('open', shown);
}

function tell(name: string, value?: unknown): void {
  for (const listener of listeners[name] ?? []) listener(value);
}

function send(message: ToFrame): void {
  start();
  if (port) port.postMessage(message);
  else waiting.push(message);
}

function start(): void {
  if (frame) return;
  frame = document.createElement('iframe');
  frame.title = label();
  frame.allow = 'clipboard-write';
  frame.src = `${origin}/widget/frame/${brand}?${new URLSearchParams({ origin: location.origin, language: tag })}`;
  shadow.prepend(frame);
}

function show(on: boolean): void {
  if (on === shown) return;
  shown = on;
  send({ t: on ? 'open' : 'close' });
  draw();
  if (on) frame?.focus();
  else button.focus();
  tell(on ? 'open' : 'close');
}

function take({ data }: MessageEvent<ToHost>): void {
  if (data.t === 'close') show(false);
  if (data.t === 'expired') tell('expired');
  if (data.t === 'accent' && !accent) root.style.setProperty('--accent', data.color);
  if (data.t === 'unread') {
    badge.textContent = data.n > 9 ? '9+' : data.n ? String(data.n) : '';
    tell('unread', data.n);
  }
  if (data.t === 'session') remember(data.on);
}

addEventListener('message', ({ source, origin: from, data }) => {
  // Only our frame, and only while it still shows our origin.
  if (!frame || source !== frame.contentWindow || from !== origin || data !== READY) return;
  const channel = new MessageChannel();
  port = channel.port1;
  port.onmessage = take;
  frame.contentWindow!.postMessage(CONNECT, origin, [channel.port2]);
  for (const message of waiting.splice(0)) port.postMessage(message);
});

const api: Api = (name, value, then) => {
  if (name === 'open' || name === 'close') show(name === 'open');
  else if (name === 'identify') send({ t: 'identify', token: (value as { token: string }).token });
  else if (name === 'logout') {
    if (frame || remember()) send({ t: 'logout' });
  } else if (name === 'language') {
    tag = value as string;
    draw();
    if (frame) send({ t: 'language', tag });
  } else if (name === 'on') (listeners[value as string] ??= []).push(then as () => void);
};

/** Whether this browser has a conversation; with `on`, says so. With storage off, the badge waits for the first opening. */
function remember(on?: boolean): boolean {
  try {
    if (on !== undefined) localStorage[memory] = on ? 1 : '';
    return !!localStorage[memory];
  } catch {
    return false;
  }
}

function begin(): void {
  if (accent) root.style.setProperty('--accent', accent);
  button.onclick = () => show(!shown);
  draw();
  shadow.append(button);
  document.body.append(root);
  const early = page.Lightkeeper?.q ?? [];
  page.Lightkeeper = api;
  for (const call of early) api(...(Array.from(call) as Call));
  // A conversation is going on: load it quietly, for the badge.
  if (remember()) setTimeout(start, 1000);
}

if (!document.querySelector(root.localName)) {
  if (document.body) begin();
  else addEventListener('DOMContentLoaded', begin);
}
