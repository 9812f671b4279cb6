// npm run literals: style sheets hold tokens, not values. Found in <style> of .svelte files and in .css files:
//   - a colour (hex, rgb(), a name), a length in px/rem/em, a duration, a font: use a token of ui/src/tokens.css
//   - a physical side (margin-left): use the logical one, so that right-to-left works
//   - a style attribute in the markup: it is inline style
//   - an unknown token: a typo would otherwise fall back to nothing, in silence
// Allowed: 0, percentages, fr, ch, viewport units, numbers without a unit, and anything inside @media.

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const NAMED =
  'black|white|red|green|blue|gray|grey|silver|orange|yellow|purple|violet|pink|brown|gold|navy|teal|lime|aqua|maroon';
const RULES = [
  [/#[0-9a-f]{3,8}\b/i, 'a literal colour'],
  [/\b(rgba?|hsla?|oklch|oklab|lab|lch|hwb)\(/i, 'a literal colour'],
  [new RegExp(`(?<![\\w-])(${NAMED})(?![\\w-])`, 'i'), 'a literal colour'],
  [/(?<![\w.])(?<!\w-)(?!0(px|rem|em)\b)\d*\.?\d+(px|rem|em|pt)\b/i, 'a literal length'],
  [/(?<![\w.])(?<!\w-)\d*\.?\d+m?s\b/i, 'a literal duration'],
];
const PHYSICAL =
  /^(margin|padding|border)-(left|right|top|bottom)\b|^(left|right|top|bottom|width|height|(min|max)-(width|height))$/;
const FONT = /^font(-family)?$/;

/** The problems of one style sheet: [{line, what, text}]. `tokens`: names that exist. */
export function problems(css, tokens) {
  const found = [];
  const own = new Set([...css.matchAll(/(--[\w-]+)\s*:/g)].map((each) => each[1]));
  const clean = css.replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '));
  for (const match of clean.matchAll(/([\w-]+)\s*:\s*([^;{}]+)(?=[;}])/g)) {
    const [text, property, value] = match;
    const line = clean.slice(0, match.index).split('\n').length;
    const report = (what) => found.push({ line, what, text: text.replace(/\s+/g, ' ') });
    for (const [pattern, what] of RULES) if (pattern.test(value)) report(what);
    if (PHYSICAL.test(property)) report('a physical side');
    if (/^(text-align|float|clear)$/.test(property) && /\b(left|right)\b/.test(value)) report('a physical side');
    if (FONT.test(property) && !/^(var\(--|inherit)/.test(value)) report('a literal font');
    for (const [, token] of value.matchAll(/var\((--[\w-]+)/g)) {
      if (!tokens.has(token) && !own.has(token)) report(`no token ${token}`);
    }
  }
  return found;
}

/** The style attributes of a component: inline style, which our Content-Security-Policy refuses. Use `style:name={..}`. */
export function attributes(source) {
  const markup = source.replace(/<(script|style)[^>]*>[\s\S]*?<\/\1>/g, (code) => code.replace(/[^\n]/g, ' '));
  return [...markup.matchAll(/<[a-z][^<>]*\sstyle=/g)].map(({ 0: text, index }) => ({
    line: markup.slice(0, index + text.length).split('\n').length,
    what: 'a style attribute',
    text: 'style=',
  }));
}

/** The style sheets of one file's text, blank lines in place of the rest so that line numbers hold. */
export function styles(name, source) {
  if (name.endsWith('.css')) return source;
  const start = source.search(/<style[^>]*>/);
  if (start < 0) return '';
  const from = source.indexOf('>', start) + 1;
  return source.slice(0, from).replace(/[^\n]/g, '') + source.slice(from, source.indexOf('</style>', from));
}

function files(folder, wanted) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((each) => {
    const path = join(folder, each.name);
    if (each.isDirectory()) return ['node_modules', 'generated', 'dev'].includes(each.name) ? [] : files(path, wanted);
    return wanted(each.name) ? [path] : [];
  });
}

function main() {
  const root = fileURLToPath(new URL('..', import.meta.url));
  // The shared tokens, and those that an application adds in a tokens.css of its own.
  const tokens = new Set();
  for (const path of files(root, (name) => name === 'tokens.css')) {
    for (const [, token] of readFileSync(path, 'utf8').matchAll(/^\s*(--[\w-]+)\s*:/gm)) tokens.add(token);
  }
  let count = 0;
  for (const path of files(root, (name) => /\.(svelte|css)$/.test(name) && name !== 'tokens.css')) {
    const text = readFileSync(path, 'utf8');
    for (const { line, what, text: found } of [...attributes(text), ...problems(styles(path, text), tokens)]) {
      console.error(`${relative(root, path)}:${line}: ${what}: ${found}`);
      count++;
    }
  }
  process.exitCode = count > 0 ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
