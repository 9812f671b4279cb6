// Django's CSRF token: a cookie that this page may read, sent back as a header.

export function csrfToken(cookies: string): string {
  return /(?:^|;\s*)csrftoken=([^;]*)/.exec(cookies)?.[1] ?? '';
}
