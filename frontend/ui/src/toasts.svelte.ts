// Short notices at the edge of the screen, with one thing to do about them ("Undo").

export interface Toast {
  id: number;
  text: string;
  tone: 'plain' | 'danger';
  action: { text: string; run: () => void } | null;
}

let list = $state.raw<Toast[]>([]);
let last = 0;

export const toasts = {
  get list() {
    return list;
  },
};

/** Shows it for `ms` (0: until it is dismissed); gives its id. */
export function toast(
  text: string,
  { tone = 'plain', action = null, ms = 6000 }: { tone?: Toast['tone']; action?: Toast['action']; ms?: number } = {},
): number {
  const id = ++last;
  list = [...list.slice(-2), { id, text, tone, action }];
  if (ms > 0) setTimeout(() => dismiss(id), ms);
  return id;
}

export function dismiss(id: number): void {
  list = list.filter((each) => each.id !== id);
}
