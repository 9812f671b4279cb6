import { describe, expect, it } from 'vitest';
import { parse, type Inline } from './markup';

/** A short form: what each part is. */
function shape(nodes: Inline[]): unknown[] {
  return nodes.map((node) => {
    if (node.type === 'text') return node.text;
    if (node.type === 'break') return '\n';
    if (node.type === 'link') return { [node.href]: node.host ?? 'honest' };
    if (node.type === 'secret') return { secret: node.kind };
    return { [node.type]: 'children' in node ? shape(node.children) : node.text };
  });
}
const text = (body: string) => parse(body, 'text').flatMap((each) => ('children' in each ? shape(each.children) : []));
const markdown = (body: string) =>
  parse(body, 'markdown').map((each) => {
    if (each.type === 'list') return { [each.start === null ? 'ul' : 'ol']: each.items.map(shape) };
    return { [each.type]: 'children' in each ? shape(each.children) : each.text };
  });

describe('plain text', () => {
  it('is text, whatever it looks like', () => {
    expect(text('<b>hi</b> **x** & <img src=x onerror=alert(1)>')).toEqual([
      '<b>hi</b> **x** & <img src=x onerror=alert(1)>',
    ]);
  });

  it('has links to http and https alone, without the sentence’s full stop', () => {
    expect(text('see https://a.example/x?b=1, ok')).toEqual([
      'see ',
      { 'https://a.example/x?b=1': 'honest' },
      ',',
      ' ok',
    ]);
    expect(text('见 https://a.example/x。谢谢')).toEqual(['见 ', { 'https://a.example/x': 'honest' }, '。谢谢']);
    expect(text('javascript:alert(1) data:text/html,x')).toEqual(['javascript:alert(1) data:text/html,x']);
  });

  it('shows the real host of a look-alike', () => {
    expect(text('https://hаrbor.example')).toEqual([{ 'https://xn--hrbor-4ve.example/': 'xn--hrbor-4ve.example' }]);
  });

  it('shortens hashes and addresses, not pieces of longer text', () => {
    const hash = `0x${'a1'.repeat(32)}`;
    const address = `0x${'b2'.repeat(20)}`;
    expect(text(`${hash} to ${address}`)).toEqual([{ hash }, ' to ', { hash: address }]);
    expect(text(`x${hash}`)).toEqual([`x${hash}`]);
    expect(text(`https://scan.example/tx/${hash}`)).toEqual([{ [`https://scan.example/tx/${hash}`]: 'honest' }]);
  });

  it('draws the marker of a caught secret', () => {
    expect(text('here: ⟦secret:recovery_phrase⟧ ok')).toEqual(['here: ', { secret: 'recovery_phrase' }, ' ok']);
  });

  it('keeps lines and drops direction overrides', () => {
    expect(text('one\r\ntwo \u202eevil\u202c')).toEqual(['one', '\n', 'two evil']);
  });

  it('of nothing is nothing', () => expect(parse('  \n ', 'text')).toEqual([]));
});

describe('markdown', () => {
  it('has paragraphs, lists, quotes, headings and code', () => {
    const source =
      '# Fees\nOn **Ethereum** and *Tron*:\n\n- USDT: `4`\n- ETH\n\n1. first\n2. second\n> said\n```\na < b\n```\nend';
    expect(markdown(source)).toEqual([
      { heading: ['Fees'] },
      { paragraph: ['On ', { strong: ['Ethereum'] }, ' and ', { em: ['Tron'] }, ':'] },
      { ul: [['USDT: ', { code: '4' }], ['ETH']] },
      { ol: [['first'], ['second']] },
      { quote: ['said'] },
      { code: 'a < b' },
      { paragraph: ['end'] },
    ]);
  });

  it('has links, and names the host when the words hide it', () => {
    expect(markdown('[help](https://a.example/x)')).toEqual([{ paragraph: [{ 'https://a.example/x': 'a.example' }] }]);
    expect(markdown('[https://harbor.example](https://evil.example)')).toEqual([
      { paragraph: [{ 'https://evil.example/': 'evil.example' }] },
    ]);
    expect(markdown('[x](javascript:alert(1))')).toEqual([{ paragraph: ['[x](javascript:alert(1)', ')'] }]);
  });

  it('never drops a word', () => {
    for (const source of ['- ', '#', '>', '```', '1.', '**', '* *', '-x', '1、第一', '\t- a', '    - deep']) {
      const words = source.replace(/[^\p{L}\p{N}]/gu, '');
      expect(JSON.stringify(markdown(source)).replace(/[^\p{L}\p{N}]/gu, '')).toContain(words.replace(/^1/, ''));
    }
  });

  it('ends in time on what is made to be slow', () => {
    const started = Date.now();
    parse('*a '.repeat(5000) + '['.repeat(5000) + '`'.repeat(5000), 'markdown');
    parse('https://' + 'a.'.repeat(20_000), 'text');
    expect(Date.now() - started).toBeLessThan(2000);
  });
});
