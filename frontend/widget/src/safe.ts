// An article's HTML as nodes of ours: the server has cleaned it, and only what is named here is built again.

const KEPT = new Set(
  'P BR H2 H3 H4 UL OL LI STRONG B EM I CODE PRE BLOCKQUOTE A TABLE THEAD TBODY TR TH TD HR KBD DL DT DD'.split(' '),
);
const DROPPED = new Set('SCRIPT STYLE TEMPLATE IFRAME OBJECT EMBED NOSCRIPT SVG MATH FORM'.split(' '));

export function safeNodes(html: string): DocumentFragment {
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  const made = document.createDocumentFragment();
  for (const node of parsed.body.childNodes) copy(node, made);
  return made;
}

function copy(node: Node, into: Node): void {
  if (node.nodeType === Node.TEXT_NODE) {
    into.appendChild(document.createTextNode(node.textContent ?? ''));
    return;
  }
  if (!(node instanceof Element) || DROPPED.has(node.nodeName.toUpperCase())) return;
  let target = into;
  if (KEPT.has(node.nodeName)) {
    const element = document.createElement(node.nodeName);
    if (element instanceof HTMLAnchorElement) link(element, node.getAttribute('href') ?? '');
    target = into.appendChild(element);
  }
  for (const child of node.childNodes) copy(child, target);
}

function link(element: HTMLAnchorElement, href: string): void {
  if (!/^(https?:\/\/|\/(?![/\\])|mailto:)/i.test(href)) return;
  element.href = href;
  element.target = '_blank';
  element.rel = 'noopener noreferrer';
}
