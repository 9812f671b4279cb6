// How a state looks: an icon, a colour and a word, never one alone.

import { chat, check, clock, inbox, lock, people } from '$ui/icons';
import type { Settable, State } from '../wire';

export type Tone = 'customer' | 'plain' | 'waiting' | 'ok' | 'past';

// texts: console.state.*
export const LOOKS: Record<State, { icon: string; tone: Tone }> = {
  new: { icon: inbox, tone: 'customer' },
  open: { icon: chat, tone: 'plain' },
  waiting_customer: { icon: clock, tone: 'waiting' },
  waiting_others: { icon: people, tone: 'waiting' },
  solved: { icon: check, tone: 'ok' },
  closed: { icon: lock, tone: 'past' },
};

/** What an agent may set by hand, in the order of the menu (`STATE_CAUSES` of core/ticket.py). */
export const SETTABLE: readonly Settable[] = ['open', 'waiting_customer', 'waiting_others', 'solved'];

export const STATE_KEYS: Partial<Record<State, string>> = { solved: 'e', waiting_customer: 'w' };
