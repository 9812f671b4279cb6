// @vitest-environment jsdom
import { expect, it } from 'vitest';
import { safeNodes } from './safe';

function html(source: string): string {
  const box = document.createElement('div');
  box.append(safeNodes(source));
  return box.innerHTML;
}

it('keeps what an article is made of, without attributes', () => {
  expect(html('<h2 id="a" onclick="x()">Fees</h2><ul class="b"><li>4 <strong>USDT</strong></li></ul>')).toBe(
    '<h2>Fees</h2><ul><li>4 <strong>USDT</strong></li></ul>',
  );
});

it('opens links to the web outside and drops every other scheme', () => {
  const rel = 'target="_blank" rel="noopener noreferrer"';
  expect(html('<a href="/help/x">x</a>')).toBe(`<a href="/help/x" ${rel}>x</a>`);
  for (const bad of [
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'data:text/html,x',
    '//evil.example',
    '/\\evil.example',
    'vbscript:x',
  ]) {
    expect(html(`<a href="${bad}">x</a>`)).toBe('<a>x</a>');
  }
});

it('drops what runs or embeds, and keeps the words of what it does not know', () => {
  expect(html('<script>x</script><style>x</style><iframe src="x">y</iframe><svg><script>x</script></svg>')).toBe('');
  expect(html('<img src=x onerror=alert(1)><font color="red">red</font><p style="x">p</p>')).toBe('red<p>p</p>');
  expect(html('<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>')).not.toContain('onerror');
});
