// Conversation references: 10 characters on the wire, three groups on the screen.

/** `7KQ4MXP29R` -> `7KQ-4MX-P29R`; anything else comes back as it is. */
export function shown(reference: string): string {
  return /^[0-9A-Z]{10}$/.test(reference)
    ? `${reference.slice(0, 3)}-${reference.slice(3, 6)}-${reference.slice(6)}`
    : reference;
}

/** What a person typed or pasted, as it is on the wire. */
export function canonical(typed: string): string {
  return typed.replace(/[\s-]/g, '').toUpperCase();
}

export const topicOf = (reference: string) => `c/${reference}`;
