// What the three builds (console, widget frame, loader) have in common.

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

export const folders = {
  console: here('./console'),
  widget: here('./widget'),
  loader: here('./widget/loader'),
  help: here('./help'),
  texts: here('../lightkeeper/texts'),
  static: here('../lightkeeper/static'),
};

export const alias = { $ui: here('./ui/src'), $client: here('./client/src'), $texts: folders.texts };

/** Safari 16.4 and Chromium 111 are the oldest with everything that the style sheets use. */
const target = ['es2022', 'chrome111', 'safari16.4', 'firefox115'];

/** Svelte always carries its base class for custom elements (1 kB); we make none. */
const withoutCustomElements = {
  name: 'without-custom-elements',
  enforce: /** @type {const} */ ('pre'),
  load: (id) =>
    id.endsWith('svelte/src/internal/client/dom/elements/custom-element.js')
      ? 'export function create_custom_element() {}'
      : undefined,
};

/** @param {string} root  @returns {import("vite").UserConfig} */
export function shared(root) {
  return {
    root,
    configFile: false,
    resolve: { alias },
    plugins: [withoutCustomElements, svelte({ configFile: here('./svelte.config.js') })],
    // A bundle must not carry the machine's paths.
    css: {
      transformer: 'lightningcss',
      lightningcss: { targets: { chrome: 111 << 16, firefox: 115 << 16, safari: (16 << 16) | (4 << 8) } },
    },
    build: { target, emptyOutDir: true, manifest: 'manifest.json', sourcemap: false, assetsInlineLimit: 0 },
    server: { fs: { allow: [here('.'), folders.texts] } },
  };
}

/** The console: `lightkeeper/static/console/`, served under /static/console/; its page is index.html. */
export function consoleBuild() {
  const base = shared(folders.console);
  return { ...base, base: '/static/console/', build: { ...base.build, outDir: `${folders.static}/console` } };
}

/** The widget's frame: `lightkeeper/static/widget/`; Django draws the page and takes the names from manifest.json. */
export function widgetBuild() {
  const base = shared(folders.widget);
  return {
    ...base,
    // Relative, so that the files work under any STATIC_URL.
    base: './',
    build: {
      ...base.build,
      outDir: `${folders.static}/widget`,
      rollupOptions: { input: { frame: `${folders.widget}/src/main.ts` } },
    },
  };
}

/** The server-drawn pages' style sheets and small scripts: `lightkeeper/static/help/`; Django reads manifest.json. */
export function helpBuild() {
  const base = shared(folders.help);
  const input = ['help.css', 'help.ts', 'demo.css', 'demo.ts'].map((each) => `${folders.help}/${each}`);
  return {
    ...base,
    plugins: [],
    base: './',
    build: { ...base.build, outDir: `${folders.static}/help`, modulePreload: false, rollupOptions: { input } },
  };
}

/** What the button is called in every language, as the loader must not fetch a thing before it is pressed. */
function loaderLabels() {
  return Object.fromEntries(
    readdirSync(folders.texts, { withFileTypes: true })
      .filter((each) => each.isDirectory())
      .map(({ name }) => {
        const texts = JSON.parse(readFileSync(`${folders.texts}/${name}/widget.json`, 'utf8'));
        return [name, texts['widget.name']];
      }),
  );
}

/** The loader: one classic script, no Svelte, at a name that never changes, as it stands in other people's pages. */
export function loaderBuild() {
  const base = shared(folders.loader);
  return {
    ...base,
    plugins: [],
    define: { LABELS: JSON.stringify(loaderLabels()) },
    build: {
      ...base.build,
      emptyOutDir: false,
      manifest: false,
      outDir: `${folders.static}/widget`,
      lib: {
        entry: `${folders.loader}/main.ts`,
        formats: ['iife'],
        name: 'lightkeeperLoader',
        fileName: () => 'loader.js',
      },
    },
  };
}
