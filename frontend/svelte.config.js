// Svelte reads the types by itself. No style preprocessing: Lightning CSS would see `:global` before Svelte has.
export default {
  compilerOptions: { runes: true },
};
