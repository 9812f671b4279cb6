// The browser's half of the text catalogue: the ICU MessageFormat that `lightkeeper/core/messageformat.py` describes.
// Both run tests/fixtures/messageformat.json. The widget ships this file: keep it under 2 kB gzip.

export type Value = string | number;
export type Params = Record<string, Value>;
export type Translate = (key: string, params?: Params) => string;

type Part = string | { name: string; kind: string; cases?: Map<string, Part[]> };

const parsed = new Map<string, Part[]>();
const locales = new Map<string, [Intl.PluralRules, Intl.NumberFormat]>();

/** The parts of a text; "#" inside a plural is the part named "#". Throws an Error with the place. */
export function parse(source: string): Part[] {
  let at = 0;
  const fail = (what: string): never => {
    throw new Error(`${what} at character ${at} of ${source}`);
  };
  const take = (pattern: RegExp, what: string): string => {
    pattern.lastIndex = at;
    const found = pattern.exec(source) ?? fail(`${what} is missing`);
    at = pattern.lastIndex;
    return found[1]!;
  };
  const word = () => take(/\s*([\p{L}\p{N}_=-]+)\s*/uy, 'a name');
  const mark = (what: string) => take(what === '{' ? /({)/y : what === '}' ? /(})/y : /(,)/y, what);

  const quoted = (plural: boolean): string => {
    const next = source[++at];
    if (next === "'") {
      at++;
      return next;
    }
    if (!next || !(plural ? '{}#' : '{}').includes(next)) return "'";
    return take(/((?:[^']|'')*)'?/y, 'text').replaceAll("''", "'");
  };

  const message = (nested: boolean, plural: boolean): Part[] => {
    const parts: Part[] = [];
    let text = '';
    const add = (part: Part) => {
      if (text) parts.push(text);
      text = '';
      parts.push(part);
    };
    for (; at < source.length && source[at] !== '}';) {
      const char = source[at]!;
      if (char === "'") text += quoted(plural);
      else if (char === '{') add(placeholder(plural));
      else {
        at++;
        if (char === '#' && plural) add({ name: '#', kind: 'number' });
        else text += char;
      }
    }
    if (nested !== at < source.length) fail('a brace');
    if (text) parts.push(text);
    return parts;
  };

  const placeholder = (plural: boolean): Part => {
    mark('{');
    const name = word();
    if (source[at] === '}') {
      at++;
      return { name, kind: 'text' };
    }
    mark(',');
    const kind = word();
    if (kind === 'number') {
      mark('}');
      return { name, kind };
    }
    if (kind !== 'plural' && kind !== 'select') fail(kind);
    mark(',');
    const cases = new Map<string, Part[]>();
    take(/(\s*)/y, '');
    while (source[at] !== '}') {
      const label = word();
      if (cases.has(label)) fail(label);
      mark('{');
      cases.set(label, message(true, plural || kind === 'plural'));
      mark('}');
      take(/(\s*)/y, '');
    }
    at++;
    if (!cases.has('other')) fail('other');
    return { name, kind, cases };
  };

  return message(false, false);
}

function locale(lang: string) {
  let found = locales.get(lang);
  if (!found) {
    // Never round: an amount keeps its digits.
    found = [
      new Intl.PluralRules(lang),
      new Intl.NumberFormat(lang, { maximumFractionDigits: 20, numberingSystem: 'latn' }),
    ];
    locales.set(lang, found);
  }
  return found;
}

function render(parts: Part[], params: Params, lang: string): string {
  return parts
    .map((part) => {
      if (typeof part === 'string') return part;
      const { name, kind, cases } = part;
      if (!Object.hasOwn(params, name)) return `{${name}}`;
      const value = params[name]!;
      // A decimal string stays exact where the browser can format strings.
      if (kind === 'number') return locale(lang)[1].format(value as number);
      if (!cases) return String(value);
      const plural = kind === 'plural';
      const wanted = plural ? [`=${Number(value)}`, locale(lang)[0].select(Number(value))] : [String(value)];
      const chosen = wanted.find((each) => cases.has(each)) ?? 'other';
      return render(cases.get(chosen)!, plural ? { ...params, '#': value } : params, lang);
    })
    .join('');
}

/** One text for a reader of `lang` (BCP 47). A missing parameter shows as `{name}`. Throws for a text that does not parse. */
export function format(source: string, params: Params = {}, lang = 'en'): string {
  let parts = parsed.get(source);
  if (!parts) parsed.set(source, (parts = parse(source)));
  return render(parts, params, lang);
}

/** `t(key, params)` over one language's texts (the server has filled gaps from the fall-back); an unknown key is shown. */
export function translator(texts: Record<string, string>, lang: string): Translate {
  return (key, params) => (Object.hasOwn(texts, key) ? format(texts[key]!, params, lang) : key);
}
