// The widget's API as it travels: /api/widget/<brand>/...

import type { Handler, State } from '$client/events';
import type { Person } from '$client/projection';

export interface Config {
  brand: { slug: string; name: string; accent: string | null };
  languages: string[];
  notice_key: string | null;
  wait: { min_minutes: number; max_minutes: number } | null;
  help_url: string | null;
  verify_url: string | null;
  limits: { upload_bytes: number; body_chars: number; attachments: number };
  incidents: { title: string; at: string }[];
}

export interface Customer {
  ref: string;
  name: string | null;
  verified: boolean;
}

export interface Session {
  token: string;
  customer: Customer;
}

export interface Row {
  reference: string;
  topic: string;
  subject: string;
  state: State;
  handler: Handler;
  language: string;
  started_at: string;
  seq: number;
  read_seq: number;
  peer_read_seq: number;
  unread: number;
  last: { text: string; at: string; by: 'customer' | 'agent' | 'assistant' | 'system' } | null;
  rating: number | null;
  rateable: boolean;
  participants: Record<string, Person>;
}

export interface Found {
  slug: string;
  language: string;
  title: string;
  summary: string;
  url: string;
}
