// What the frame remembers between pages: in localStorage of our origin (browsers keep one per host site), in memory
// where storage is refused. No cookies.

export interface Storage {
  get(name: string): string | null;
  set(name: string, value: string | null): void;
  /** Everything of this brand. */
  clear(): void;
}

export function storage(brand: string, area: () => globalThis.Storage = () => window.localStorage): Storage {
  const prefix = `lightkeeper:${brand}:`;
  const memory = new Map<string, string>();
  const kept = working(area);
  return {
    get: (name) => kept?.getItem(prefix + name) ?? memory.get(name) ?? null,
    set(name, value) {
      if (value === null) {
        memory.delete(name);
        kept?.removeItem(prefix + name);
        return;
      }
      memory.set(name, value);
      try {
        kept?.setItem(prefix + name, value);
      } catch {
        // Full: it lives as long as the page.
      }
    },
    clear() {
      memory.clear();
      for (const name of kept ? Object.keys(kept) : []) if (name.startsWith(prefix)) kept?.removeItem(name);
    },
  };
}

/** Safari and strict privacy settings throw on first use, not before. */
function working(area: () => globalThis.Storage): globalThis.Storage | null {
  try {
    const found = area();
    found.setItem('lightkeeper:probe', '1');
    found.removeItem('lightkeeper:probe');
    return found;
  } catch {
    return null;
  }
}
