// Message text as nodes, never as HTML: what a stranger wrote can only ever become text, a link or emphasis.
//
// `text` finds links, hashes and the markers of caught secrets; `markdown` (the assistant, articles' excerpts, agents)
// adds paragraphs, lists, quotes, headings, code, bold, italic and links.

import { HASHES } from './hash';

export type Inline =
  | { type: 'text'; text: string }
  | { type: 'break' }
  | { type: 'strong' | 'em'; children: Inline[] }
  | { type: 'code'; text: string }
  | { type: 'hash'; text: string }
  | { type: 'secret'; kind: string }
  | {
      type: 'link';
      href: string;
      children: Inline[];
      /** The real host, when the words of the link name another one or none. */
      host: string | null;
    };

export type Paragraph =
  | { type: 'paragraph' | 'heading' | 'quote'; children: Inline[] }
  | { type: 'code'; text: string }
  | { type: 'list'; start: number | null; items: Inline[][] };

const MARKER = /⟦secret:([a-z0-9_]+)⟧/g;
const LINK = /\bhttps?:\/\/[^\s<>"'`，。；：！？、）】」』》⟦⟧]+|\bmailto:[^\s<>"']+@[^\s<>"']+/gi;
// Direction overrides can make one address look like another; direction is set by the markup around the text.
const OVERRIDES = /[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/g;

/** The blocks of a message. Never throws. */
export function parse(body: string, format: 'text' | 'markdown'): Paragraph[] {
  const clean = body.replace(OVERRIDES, '').replace(/\r\n?/g, '\n').trim();
  if (format === 'markdown') return blocks(clean);
  return clean ? [{ type: 'paragraph', children: lines(clean, plain) }] : [];
}

function blocks(source: string): Paragraph[] {
  const found: Paragraph[] = [];
  const rows = source.split('\n');
  for (let at = 0; at < rows.length;) {
    const row = rows[at]!;
    const take = (pattern: RegExp): string[] => {
      const taken: string[] = [];
      for (let match; at < rows.length && (match = pattern.exec(rows[at]!)); at++) taken.push(match[1]!);
      return taken;
    };
    if (!row.trim()) at++;
    else if (row.startsWith('```')) {
      const end = rows.findIndex((each, index) => index > at && each.startsWith('```'));
      const last = end < 0 ? rows.length : end;
      found.push({ type: 'code', text: rows.slice(at + 1, last).join('\n') });
      at = last + 1;
    } else if (/^#{1,6} /.test(row)) {
      found.push({ type: 'heading', children: spans(row.replace(/^#+ +/, '')) });
      at++;
    } else if (/^\s{0,3}[-*•] /.test(row)) {
      found.push({ type: 'list', start: null, items: take(/^\s{0,3}[-*•] +(.*)$/).map(spans) });
    } else if (/^\s{0,3}\d{1,3}[.)、] ?/.test(row) && /^\s{0,3}\d{1,3}(?:[.)] |、)/.test(row)) {
      const start = Number.parseInt(row, 10);
      found.push({ type: 'list', start, items: take(/^\s{0,3}\d{1,3}(?:[.)] +|、)(.*)$/).map(spans) });
    } else if (row.startsWith('>')) {
      found.push({ type: 'quote', children: lines(take(/^> ?(.*)$/).join('\n'), spans) });
    } else {
      const text = take(/^(?!```|#{1,6} |\s{0,3}[-*•] |\s{0,3}\d{1,3}(?:[.)] |、)|>)(?=.*\S)(.*)$/);
      // A row that no rule took is text all the same: nothing is ever dropped.
      if (text.length === 0) text.push(rows[at++]!);
      found.push({ type: 'paragraph', children: lines(text.join('\n'), spans) });
    }
  }
  return found;
}

function lines(text: string, inner: (line: string) => Inline[]): Inline[] {
  return text.split('\n').flatMap((line, index) => (index > 0 ? [{ type: 'break' }, ...inner(line)] : inner(line)));
}

const SPAN =
  /`([^`\n]+)`|\[([^\]\n]{1,300})\]\((\S{1,2000}?)\)|\*\*(?=\S)([^\n]*?\S)\*\*|(?<![\p{L}\p{N}*])[*_](?=[^\s*_])([^*_\n]*?[^\s*_])[*_](?![\p{L}\p{N}])/gu;

function spans(line: string): Inline[] {
  return cut(line, SPAN, ([whole, code, words, href, strong, em]) => {
    if (code !== undefined) return { type: 'code', text: code };
    if (words !== undefined) return link(href!, words) ?? { type: 'text', text: whole };
    return strong !== undefined
      ? { type: 'strong', children: spans(strong) }
      : { type: 'em', children: spans(em ?? '') };
  });
}

function plain(line: string): Inline[] {
  return cut(line, MARKER, ([, kind]) => ({ type: 'secret', kind: kind! }), links);
}

function links(line: string): Inline[] {
  return cut(
    line,
    LINK,
    ([found]) => {
      const href = found.replace(/[.,;:!?)\]}]+$/, '');
      const address = link(href, href);
      return address ? [address, ...hashes(found.slice(href.length))] : { type: 'text', text: found };
    },
    hashes,
  );
}

function hashes(line: string): Inline[] {
  return cut(
    line,
    HASHES,
    ([text]) => ({ type: 'hash', text }),
    (text) => [{ type: 'text', text }],
  );
}

/** The parts of a line: what the pattern found, made by `make`, and the rest, made by `rest`. */
function cut(
  line: string,
  pattern: RegExp,
  make: (match: RegExpMatchArray) => Inline | Inline[],
  rest: (text: string) => Inline[] = plain,
): Inline[] {
  const found: Inline[] = [];
  let last = 0;
  for (const match of line.matchAll(pattern)) {
    if (match.index > last) found.push(...rest(line.slice(last, match.index)));
    found.push(...[make(match)].flat());
    last = match.index + match[0].length;
  }
  if (last < line.length) found.push(...rest(line.slice(last)));
  return found;
}

/** A link to http, https or mail; null for any other scheme (javascript:, data:) and for what is no address. */
function link(href: string, words: string): Inline | null {
  let url: URL;
  try {
    url = new URL(href);
  } catch {
    return null;
  }
  if (!['http:', 'https:', 'mailto:'].includes(url.protocol)) return null;
  // URL() turns a look-alike host into its punycode; that is what the reader must see.
  const honest = words === href ? url.href.includes(hostIn(words)) : hostIn(words) === url.host;
  return {
    type: 'link',
    href: url.href,
    children: [{ type: 'text', text: words }],
    host: honest || url.protocol === 'mailto:' ? null : url.host,
  };
}

const hostIn = (text: string): string => /^(?:https?:\/\/)?([^\s/?#]+)/i.exec(text)?.[1]?.toLowerCase() ?? '';
