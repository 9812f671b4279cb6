import { describe, expect, it } from 'vitest';
import { keyCaps, KeyReader, strokeName, type KeyStroke } from './keys';
import { rank } from './rank';
import { Commands, type Command } from './registry';

const stroke = (key: string, more: Partial<KeyStroke> = {}): KeyStroke => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});

describe('a stroke', () => {
  it.each([
    [stroke('j'), false, 'j'],
    [stroke('J', { shiftKey: true }), false, 'shift+j'],
    [stroke('?', { shiftKey: true }), false, '?'],
    [stroke('k', { ctrlKey: true }), false, 'mod+k'],
    [stroke('k', { metaKey: true }), true, 'mod+k'],
    // Control+K on a Mac and Meta+K elsewhere belong to the system.
    [stroke('k', { ctrlKey: true }), true, ''],
    [stroke('k', { metaKey: true }), false, ''],
    [stroke('Enter', { ctrlKey: true, shiftKey: true }), false, 'mod+shift+enter'],
    [stroke('Shift', { shiftKey: true }), false, ''],
    // The first stroke of a Chinese input method.
    [stroke('Process'), false, ''],
  ])('%o (mac: %s) is %s', (event, mac, name) => {
    expect(strokeName(event, mac)).toBe(name);
  });

  it('is drawn as the machine writes it', () => {
    expect(keyCaps('mod+enter', true)).toEqual(['⌘', '⏎']);
    expect(keyCaps('mod+k', false)).toEqual(['Ctrl', 'K']);
    expect(keyCaps('g m', false)).toEqual(['G', 'M']);
  });
});

describe('the reader', () => {
  const bindings = new Map([
    ['j', 'next'],
    ['g m', 'mine'],
    ['mod+k', 'palette'],
    ['escape', 'back'],
  ]);

  it('knows single keys and sequences, which lapse', () => {
    let now = 0;
    const reader = new KeyReader(() => now);
    expect(reader.read('j', bindings, false)).toBe('next');
    expect(reader.read('g', bindings, false)).toBeNull();
    expect(reader.read('m', bindings, false)).toBe('mine');
    expect(reader.read('g', bindings, false)).toBeNull();
    now = 5000;
    expect(reader.read('m', bindings, false)).toBeNull();
  });

  it('leaves letters to the text field, but not chords and Escape', () => {
    const reader = new KeyReader(() => 0);
    expect(reader.read('j', bindings, true)).toBeNull();
    expect(reader.read('mod+k', bindings, true)).toBe('palette');
    expect(reader.read('escape', bindings, true)).toBe('back');
  });
});

describe('the registry', () => {
  it('runs what is there now, and nothing that was taken away', () => {
    const commands = new Commands(false);
    const ran: string[] = [];
    const command = (id: string, keys: string): Command => ({
      id,
      keys,
      section: 'app',
      title: id,
      run: () => ran.push(id),
    });
    const away = commands.add(() => [command('one', 'o')]);
    commands.add(() => [command('two', 't')]);
    expect(commands.press(stroke('o'), false)).toBe(true);
    expect(commands.press(stroke('x'), false)).toBe(false);
    away();
    expect(commands.press(stroke('o'), false)).toBe(false);
    expect(commands.run('two')).toBe(true);
    expect(ran).toEqual(['one', 'two']);
  });
});

describe('the palette', () => {
  const titles = ['Solve', 'Assign to Bo', 'Assign to me', '指派给 Bo', 'Search', 'Add tag: deposit'];
  const find = (text: string) => rank(text, titles, (each) => each);

  it.each([
    ['abo', 'Assign to Bo'],
    ['sol', 'Solve'],
    ['tag dep', 'Add tag: deposit'],
    ['指派', '指派给 Bo'],
    ['to bo', 'Assign to Bo'],
  ])('%s finds %s first', (text, title) => {
    expect(find(text)[0]).toBe(title);
  });

  it('shows all for nothing, and nothing for nonsense', () => {
    expect(find('')).toEqual(titles);
    expect(find('zzz')).toEqual([]);
  });
});
