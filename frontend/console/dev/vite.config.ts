// The console alone, on an in-page server that speaks the contract: `npx vite --config console/dev/vite.config.ts`,
// then open /desk/. Nothing of it is built or shipped.

import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { svelte } from '@sveltejs/vite-plugin-svelte';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('.'),
  // Not the widget's: two servers with one cache throw out each other's modules.
  cacheDir: join(tmpdir(), 'lightkeeper-console-dev'),
  resolve: {
    alias: { $ui: here('../../ui/src'), $client: here('../../client/src'), $texts: here('../../../lightkeeper/texts') },
  },
  plugins: [svelte({ configFile: here('../../svelte.config.js') })],
  server: { fs: { allow: [here('../..'), here('../../../lightkeeper/texts')] } },
});
