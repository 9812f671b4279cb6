// What the help centre's pages do beyond plain HTML; all of it works without.

const search = document.querySelector<HTMLInputElement>('input[type=search]');

document.addEventListener('keydown', (event) => {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
  if ((event.target as Element).closest('input, textarea, select')) return;
  event.preventDefault();
  search?.focus();
});

for (const button of document.querySelectorAll<HTMLButtonElement>('[data-chat]')) {
  button.hidden = false;
  button.addEventListener('click', () => {
    (window as unknown as { Lightkeeper?: (name: string) => void }).Lightkeeper?.('open');
  });
}

const languages = document.querySelector<HTMLDetailsElement>('details.languages');

document.addEventListener('click', (event) => {
  if (languages?.open && !languages.contains(event.target as Node)) languages.open = false;
});
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || !languages?.open) return;
  languages.open = false;
  languages.querySelector('summary')?.focus();
});
