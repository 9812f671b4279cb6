// Made from lightkeeper/core/events.py by `./run generate`; do not edit.

import type { Block, CaseFile, EvidenceCard } from '../src/shapes';

export interface Payloads {
  'assigned': {
    agent: string | null;
    agent_name: string | null;
    team: string | null;
  };
  'conversation.started': {
    reference: string;
    brand: string;
    channel: string;
    language: string;
    subject: string;
  };
  'delivery.changed': {
    seq: number;
    channel: string;
    state: string;
    reason: string | null;
  };
  'evidence.added': {
    id: string;
    card: EvidenceCard;
  };
  'handed.over': {
    reason: string;
    summary: CaseFile;
  };
  'handler.changed': {
    to: 'assistant' | 'person';
  };
  'identity.linked': {
    identity: string;
    verified: boolean;
  };
  'language.changed': {
    language: string;
  };
  'message.posted': {
    body: string;
    format: 'text' | 'markdown';
    language: string | null;
    blocks: Block[];
    key: string | null;
  };
  'participant.joined': {
    ref: string;
    person: 'customer' | 'agent' | 'assistant';
    name: string;
  };
  'rated': {
    score: number;
    comment: string | null;
  };
  'redacted': {
    seq: number;
    reason: string;
  };
  'secret.caught': {
    seq: number | null;
    kinds: string[];
  };
  'state.changed': {
    before: 'new' | 'open' | 'waiting_customer' | 'waiting_others' | 'solved' | 'closed';
    after: 'new' | 'open' | 'waiting_customer' | 'waiting_others' | 'solved' | 'closed';
    cause: string;
  };
  'subject.changed': {
    subject: string;
  };
  'survey.offered': {
    survey: string;
  };
  'tag.added': {
    tag: string;
  };
  'tag.removed': {
    tag: string;
  };
}
