// The agent API's nouns by the names that the console has for them.

import type { StateIn, Summary as ListedSummary } from '$client/api';
import type { State, Summary as CaseSummary } from '$client/events';
import type { EvidenceCard } from '$client/evidence';

export type { Audience, Handler } from '$client/events';
export type { CaseSummary, EvidenceCard, State };
export type {
  AgentName as PersonName,
  ArticleRow as ArticleHit,
  AttachmentOut as Attachment,
  Case as Conversation,
  Counts,
  CustomerPanel as Customer,
  DraftOut as Draft,
  Hit as SearchHit,
  InviteIn as Invitation,
  Me,
  MeIn,
  Participant,
  TagName as Tag,
  TeamName as Team,
} from '$client/api';

/** One row of the inbox; `read_seq` comes by HTTP only, and not with the socket's rows. */
export type Summary = Omit<ListedSummary, 'read_seq'> & Partial<Pick<ListedSummary, 'read_seq'>>;
/** What an agent may set by hand. */
export type Settable = StateIn['to'];
export type Author = NonNullable<Summary['last']>['by'];

export interface InboxPage {
  rows: Summary[];
  next: string | null;
  topics: string[];
}

/** What has no place in the three open columns: solved and closed. */
export const DONE: readonly State[] = ['solved', 'closed'];
export const WAITING: readonly State[] = ['waiting_customer', 'waiting_others'];
export const ACTIVE: readonly State[] = ['new', 'open'];
