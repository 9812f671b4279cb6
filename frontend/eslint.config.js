import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

export default ts.config(
  { ignores: ['client/generated/', 'node_modules/'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    rules: {
      // TypeScript already knows which names exist.
      'no-undef': 'off',
      'no-console': 'error',
      eqeqeq: 'error',
      // A checked index ("noUncheckedIndexedAccess") needs a way to say "it is there".
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
    rules: {
      // The one way to markup from data; MessageBody is the place that builds safe nodes instead.
      'svelte/no-at-html-tags': 'error',
      'svelte/button-has-type': 'error',
      // A set that nothing draws need not be reactive.
      'svelte/prefer-svelte-reactivity': 'off',
    },
  },
  { files: ['scripts/**', '**/dev/**'], rules: { 'no-console': 'off' } },
);
