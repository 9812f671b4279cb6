export const ARTICLES = [
  {
    slug: 'deposit-times',
    language: 'en',
    title: 'How long a deposit takes',
    summary: 'Confirmations by network.',
    url: '/help/en/deposit-times',
  },
  {
    slug: 'missing-memo',
    language: 'en',
    title: 'A deposit without its memo',
    summary: 'What to do when the memo or tag is missing.',
    url: '/help/en/missing-memo',
  },
];
