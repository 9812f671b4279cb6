// What the help centre's pages do beyond plain HTML; all of it works without.

const search = document.querySelector<HTMLInputElement>('input[type=search]');

document.addEventListener('keydown', (event) => {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
  if ((event.target as Element).closest('input, textarea, select, [contenteditable]')) return;
  event.preventDefault();
  search?.focus();
});
