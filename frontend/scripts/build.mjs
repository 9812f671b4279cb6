// npm run build [-- console|widget|loader ...]: the three builds, in this order, into lightkeeper/static/.

import { existsSync } from 'node:fs';
import { build } from 'vite';
import { consoleBuild, folders, loaderBuild, widgetBuild } from '../vite.shared.mjs';

const builds = { console: consoleBuild, widget: widgetBuild, loader: loaderBuild };
const wanted = process.argv.slice(2);

for (const [name, config] of Object.entries(builds)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  if (!existsSync(folders[name])) throw new Error(`${folders[name]} is missing`);
  await build({ ...config(), logLevel: 'warn' });
  console.log(`built ${name}`);
}
