// npm run sizes: fails when the widget grew over its limits (gzip): the loader, and all that its first draw needs.

import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { folders } from '../vite.shared.mjs';

const LIMITS = { loader: 2000, widget: 40000 };
const folder = `${folders.static}/widget`;

const size = (file) => gzipSync(readFileSync(`${folder}/${file}`), { level: 9 }).length;

/** The entry, its static imports and their style sheets, and the texts of the largest language. */
function firstDraw() {
  const manifest = JSON.parse(readFileSync(`${folder}/manifest.json`, 'utf8'));
  const files = new Set();
  const add = (key) => {
    const chunk = manifest[key];
    if (files.has(chunk.file)) return;
    files.add(chunk.file);
    for (const css of chunk.css ?? []) files.add(css);
    for (const each of chunk.imports ?? []) add(each);
  };
  add('src/main.ts');
  const languages = {};
  for (const [key, chunk] of Object.entries(manifest)) {
    const found = /texts\/([^/]+)\/(widget|common)\.json$/.exec(key);
    if (found) (languages[found[1]] ??= []).push(chunk.file);
  }
  const texts = Object.values(languages).sort((a, b) => total(b) - total(a))[0] ?? [];
  return [...files, ...texts];
}

const total = (files) => files.reduce((sum, file) => sum + size(file), 0);

const sizes = { loader: ['loader.js'], widget: firstDraw() };
let failed = false;
for (const [name, files] of Object.entries(sizes)) {
  const bytes = total(files);
  failed ||= bytes > LIMITS[name];
  console.log(`${name}: ${bytes} of ${LIMITS[name]} bytes gzip`);
  for (const file of files) console.log(`  ${String(size(file)).padStart(6)}  ${file}`);
}
process.exitCode = failed ? 1 : 0;
