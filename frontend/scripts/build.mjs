// npm run build [-- console|widget|loader|help ...]: the builds, in this order, into lightkeeper/static/.

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'vite';
import { consoleBuild, folders, helpBuild, loaderBuild, widgetBuild } from '../vite.shared.mjs';

/** The gateway sends `x.js.br` or `x.js.gz` in place of `x.js` to who takes it. */
function pack(folder) {
  for (const each of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!each.isFile() || !/\.(js|css|svg|html|json)$/.test(each.name)) continue;
    const path = join(each.parentPath, each.name);
    const bytes = readFileSync(path);
    writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
    writeFileSync(`${path}.br`, brotliCompressSync(bytes));
  }
}

const builds = { console: consoleBuild, widget: widgetBuild, loader: loaderBuild, help: helpBuild };
const wanted = process.argv.slice(2);

for (const [name, config] of Object.entries(builds)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  if (!existsSync(folders[name])) throw new Error(`${folders[name]} is missing`);
  await build({ ...config(), logLevel: 'warn' });
  console.log(`built ${name}`);
}

for (const name of ['console', 'widget', 'help'])
  if (existsSync(join(folders.static, name))) pack(join(folders.static, name));
