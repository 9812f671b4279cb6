import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { alias } from './vite.shared.mjs';

export default defineConfig({
  plugins: [svelte()],
  resolve: { alias, conditions: ['browser'] },
  test: {
    // A test that needs a document says so in its first line: // @vitest-environment jsdom
    environment: 'node',
    include: ['{ui,client,widget,console,scripts}/**/*.test.{ts,mjs}'],
    restoreMocks: true,
    sequence: { shuffle: true },
  },
});
