import { describe, expect, it } from 'vitest';
import { attributes, problems, styles } from './literals.mjs';

const tokens = new Set(['--color-ink', '--space-2']);
const what = (css) => problems(css, tokens).map((each) => each.what);

describe('a good style sheet', () => {
  it.each([
    '.a { color: var(--color-ink); padding: 0 var(--space-2); inline-size: 100%; flex: 1 1 0; }',
    '.a { block-size: 100dvh; opacity: 0.5; grid-template-columns: 1fr auto; max-inline-size: 60ch; }',
    '@media (max-width: 480px) { .a { margin-inline: auto; } }',
    '.a { --gap: var(--space-2); gap: var(--gap); white-space: nowrap; color: currentColor; }',
    '/* 12px of #fff */ .a { color: inherit; font: inherit; }',
    '.a { inset-inline-start: calc(100% - var(--space-2)); text-align: start; }',
  ])('%s', (css) => expect(what(css)).toEqual([]));
});

describe('a bad style sheet', () => {
  it.each([
    ['.a { color: #fff; }', 'a literal colour'],
    ['.a { background: rgb(0 0 0 / 0.5); }', 'a literal colour'],
    ['.a { color: white }', 'a literal colour'],
    ['.a { padding: 12px; }', 'a literal length'],
    ['.a { margin: -.5rem 0; }', 'a literal length'],
    ['.a { transition: opacity 200ms; }', 'a literal duration'],
    ['.a { margin-left: var(--space-2); }', 'a physical side'],
    ['.a { width: 100%; }', 'a physical side'],
    ['.a { text-align: right; }', 'a physical side'],
    ['.a { font-family: Arial; }', 'a literal font'],
    ['.a { gap: var(--space-22); }', 'no token --space-22'],
  ])('%s', (css, expected) => expect(what(css)).toEqual([expected]));
});

it('reads the style of a component with its line numbers', () => {
  const source = '<p>12px</p>\n<style>\n  p { color: red; }\n</style>\n';
  expect(problems(styles('A.svelte', source), tokens)).toEqual([
    { line: 3, what: 'a literal colour', text: 'color: red' },
  ]);
});

it('finds a style attribute, and not a style directive', () => {
  const source = '<script>\n  const a = "<p style=1>";\n</script>\n<p style:color={a}></p>\n<p\n  style="x"></p>\n';
  expect(attributes(source).map((each) => each.line)).toEqual([6]);
});
