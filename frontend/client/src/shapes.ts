// What stands inside events as plain JSON: the types that lightkeeper/core/events.py names.

import type { ArticleRow as Article } from './api';
import type { EvidenceCard, Line } from './evidence';

export type { Article, EvidenceCard };

export interface Attachment {
  key: string;
  name: string;
  media_type: string;
  size: number;
  width?: number | null;
  height?: number | null;
}

export type Block =
  | ({ type: 'attachment' } & Attachment)
  | { type: 'evidence'; id: string; card: EvidenceCard }
  | ({ type: 'article' } & Article)
  | { type: 'choices'; options: { id: string; label: string }[] }
  | ({ type: 'advice' } & Line)
  | { type: 'texts'; lines: Line[] };

/** What the assistant hands over with a case. */
export interface CaseFile {
  wish: string;
  language: string;
  facts: { kind: string; value: string }[];
  evidence: string[];
  tried: Line[];
  missing: string[];
}
