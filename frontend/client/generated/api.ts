// Made from openapi.json by `./run generate`; do not edit.

import type { Event } from '../src/events';
import type { CaseFile, EvidenceCard } from '../src/shapes';

export interface AgentName {
  ref: string;
  name: string;
}

/** `html` is clean: headings, lists, tables, links, and nothing that acts. */
export interface ArticleOut {
  slug: string;
  language: string;
  title: string;
  summary: string;
  url: string;
  html: string;
}

/** `url`: its page in the help centre, in the language of the row. */
export interface ArticleRow {
  slug: string;
  language: string;
  title: string;
  summary: string;
  url: string;
}

/** `corrected`: what was searched instead of what was typed. */
export interface ArticleRows {
  rows: ArticleRow[];
  corrected: string | null;
}

export interface AssigneeIn {
  agent: string | null;
}

export interface AttachmentOut {
  key: string;
  name: string;
  media_type: string;
  size: number;
  width: number | null;
  height: number | null;
  url: string;
}

export interface BrandName {
  slug: string;
  name: string;
}

export interface BrandOut {
  slug: string;
  name: string;
  accent: string;
}

export interface Case {
  reference: string;
  topic: string;
  brand: string;
  subject: string;
  state: 'new' | 'open' | 'waiting_customer' | 'waiting_others' | 'solved' | 'closed';
  handler: 'assistant' | 'person';
  channel: string;
  language: string;
  assignee: AgentName | null;
  team: TeamRef | null;
  tags: string[];
  customer: CustomerPanel;
  seq: number;
  public_seq: number;
  started_at: string;
  waiting_since: string | null;
  read_seq: number;
  customer_read_seq: number;
  participants: Record<string, Participant>;
  drafts: DraftOut[];
  evidence: EvidenceOut[];
  summary: CaseFile | null;
  rating: number | null;
  secrets_caught: number;
  allowed: string[];
}

export interface Colleague {
  ref: string;
  name: string;
  online: boolean;
  role: string;
}

export interface ConfigOut {
  brand: BrandOut;
  languages: string[];
  notice_key: string;
  wait: WaitOut | null;
  help_url: string;
  verify_url: string;
  limits: LimitsOut;
  incidents: IncidentOut[];
}

export interface Conversations {
  rows: CustomerConversation[];
}

export interface Counts {
  mine: number;
  unassigned: number;
  open: number;
  waiting: number;
  solved: number;
  by_team: Record<string, number>;
}

export interface CustomerConversation {
  reference: string;
  topic: string;
  subject: string;
  state: 'new' | 'open' | 'waiting_customer' | 'waiting_others' | 'solved' | 'closed';
  handler: 'assistant' | 'person';
  language: string;
  started_at: string;
  seq: number;
  read_seq: number;
  peer_read_seq: number;
  unread: number;
  last: Last | null;
  rating: number | null;
  rateable: boolean;
  participants: Record<string, Participant>;
}

export interface CustomerIn {
  language?: string | null;
  timezone?: string | null;
  name?: string | null;
  email?: string | null;
}

export interface CustomerOut {
  ref: string;
  name: string | null;
  verified: boolean;
}

export interface CustomerPanel {
  ref: string;
  name: string | null;
  kind: 'anonymous' | 'verified';
  language: string;
  timezone: string;
  email_masked: string | null;
  platform_id_masked: string | null;
  first_seen: string;
  conversations: number;
}

export interface DescribeIn {
  subject?: string | null;
  language?: string | null;
}

export interface DraftIn {
  body: string;
  attachments?: string[];
  base_seq: number;
}

export interface DraftOut {
  audience: 'public' | 'team';
  body: string;
  attachments: string[];
  base_seq: number;
  updated_at: string;
}

export interface ErrorBody {
  code: string;
  message: string;
  fields: Record<string, string | number>;
  request: string;
}

/** Every answer that is not a success. */
export interface ErrorOut {
  error: ErrorBody;
}

/** One event of the ledger; `payload` is null once it was redacted. */
export type EventOut = Event;

/** `to_seq`: the newest seq that was looked at, events of other audiences included. */
export interface Events {
  events: EventOut[];
  to_seq: number;
  more: boolean;
}

/** `card`: the EvidenceCard of `core/investigation`. */
export interface EvidenceOut {
  id: string;
  card: EvidenceCard;
}

export interface HandlerIn {
  to: 'assistant' | 'person';
}

export interface Hit {
  reference: string;
  seq: number;
  snippet: string;
  at: string;
  subject: string;
  customer_name: string | null;
}

export interface Hits {
  rows: Hit[];
  next: number | null;
}

export interface IdentifyIn {
  jwt: string;
}

export interface Inbox {
  rows: Summary[];
  next: string | null;
  topics: string[];
}

export interface IncidentOut {
  title: string;
  at: string;
}

export interface InviteIn {
  email: string;
  name: string;
  role: 'agent' | 'lead' | 'officer' | 'admin';
  teams?: string[];
}

export interface Invited {
  ref: string;
}

export interface Last {
  text: string;
  at: string;
  by: 'customer' | 'agent' | 'assistant' | 'system';
}

export interface LimitsOut {
  upload_bytes: number;
  body_chars: number;
  attachments: number;
}

export interface LookUpIn {
  subject: string;
}

/** What was understood of the subject, and is being read now. */
export interface LookUpOut {
  subject: string;
}

export interface Me {
  ref: string;
  name: string;
  email: string;
  language: string;
  timezone: string;
  role: 'agent' | 'lead' | 'officer' | 'admin';
  permissions: string[];
  brands: BrandName[];
  teams: TeamName[];
  online: boolean;
  mfa: boolean;
}

export interface MeIn {
  name?: string | null;
  language?: string | null;
  timezone?: string | null;
  online?: boolean | null;
}

export interface MeOut {
  customer: CustomerOut;
}

export interface MessageIn {
  body: string;
  attachments?: string[];
}

export interface Participant {
  kind: 'customer' | 'agent' | 'assistant';
  name: string;
}

export interface PersonName {
  ref: string;
  name: string | null;
}

export interface RatingIn {
  score: 1 | 2 | 3 | 4 | 5;
  comment?: string;
}

export interface RawEvidenceOut {
  id: string;
  card: EvidenceCard;
  raw: Record<string, unknown>[];
}

export interface ReadIn {
  seq: number;
}

export interface RedactIn {
  seq: number;
  reason: string;
}

export interface ReplyIn {
  body: string;
  audience?: 'public' | 'team';
  attachments?: string[];
  seen_seq: number;
  anyway?: boolean;
}

/** `secrets`: the kinds that were removed from what was sent. */
export interface SentOut {
  seq: number;
  secrets: string[];
}

export interface SeqOut {
  seq: number;
}

export interface SessionOut {
  token: string;
  customer: CustomerOut;
}

export interface SocketIn {
  conversations?: string[];
}

/** Opens the socket; renew it in-band before `expires_at`. */
export interface SocketToken {
  token: string;
  expires_at: string;
  topics: string[];
}

export interface StartIn {
  body: string;
  language?: string | null;
  subject?: string;
  attachments?: string[];
}

export interface Started {
  conversation: CustomerConversation;
  seq: number;
  secrets: string[];
}

export interface StateIn {
  to: 'open' | 'waiting_customer' | 'waiting_others' | 'solved';
}

export interface Summary {
  reference: string;
  brand: string;
  seq: number;
  subject: string;
  state: 'new' | 'open' | 'waiting_customer' | 'waiting_others' | 'solved' | 'closed';
  handler: 'assistant' | 'person';
  channel: string;
  language: string;
  customer: PersonName;
  assignee: AgentName | null;
  team: string | null;
  tags: string[];
  last: SummaryLast | null;
  waiting_since: string | null;
  started_at: string;
  read_seq: number;
}

export interface SummaryLast {
  text: string;
  at: string;
  by: 'customer' | 'agent' | 'assistant' | 'system';
  seq: number;
  audience: 'public' | 'team';
}

export interface TagName {
  slug: string;
  name: string;
}

export interface TeamIn {
  team: string;
}

export interface TeamName {
  slug: string;
  name: string;
  brand: string;
}

export interface TeamRef {
  slug: string;
  name: string;
}

export interface UploadIn {
  name: string;
  size: number;
}

/** PUT the bytes to `upload` with the header X-Upload-Ticket, then complete the attachment. */
export interface UploadTicket {
  key: string;
  upload: string;
  ticket: string;
}

export interface VisitorIn {
  language?: string | null;
  timezone?: string | null;
}

export interface WaitOut {
  min_minutes: number;
  max_minutes: number;
}

/** Below `/api/agent`. */
export interface AgentOperations {
  /** Whom a case can be given to. */
  'GET /agents': {
    query?: { brand?: string | null };
    answer: Colleague[];
  };
  /** Articles that hold the words, in the customer's `language`, else in the agent's own. */
  'GET /articles': {
    query?: { q?: string; language?: string | null; brand?: string | null };
    answer: ArticleRows;
  };
  /** A ticket to upload one file by. */
  'POST /attachments': {
    query?: { brand?: string | null };
    body: UploadIn;
    answer: UploadTicket;
  };
  /** With a fresh address. */
  'GET /attachments/{key}': {
    path: { key: string };
    answer: AttachmentOut;
  };
  /** The upload is done; may be repeated. */
  'POST /attachments/{key}/complete': {
    path: { key: string };
    query?: { brand?: string | null };
    answer: AttachmentOut;
  };
  /** The case as the console shows it. */
  'GET /conversations/{reference}': {
    path: { reference: string };
    answer: Case;
  };
  /** Names the case, or sets the language of its answers. */
  'PATCH /conversations/{reference}': {
    path: { reference: string };
    body: DescribeIn;
    answer: SeqOut;
  };
  /** Gives the case to a colleague, or to nobody. */
  'POST /conversations/{reference}/assignee': {
    path: { reference: string };
    body: AssigneeIn;
    answer: SeqOut;
  };
  /** Throws it away. */
  'DELETE /conversations/{reference}/drafts/{audience}': {
    path: { reference: string; audience: 'public' | 'team' };
    answer: undefined;
  };
  /** Keeps what is written so far. */
  'PUT /conversations/{reference}/drafts/{audience}': {
    path: { reference: string; audience: 'public' | 'team' };
    body: DraftIn;
    answer: undefined;
  };
  /** The events of all audiences. */
  'GET /conversations/{reference}/events': {
    path: { reference: string };
    query?: { after?: number; before?: number | null; limit?: number };
    answer: Events;
  };
  /** A piece of evidence with the answers it was read from, as they came. */
  'GET /conversations/{reference}/evidence/{ref}': {
    path: { reference: string; ref: string };
    answer: RawEvidenceOut;
  };
  /** Hands the case to the assistant, or takes it back. */
  'POST /conversations/{reference}/handler': {
    path: { reference: string };
    body: HandlerIn;
    answer: SeqOut;
  };
  /** Reads a hash or an address on every configured chain; the evidence comes as events of the case. */
  'POST /conversations/{reference}/lookups': {
    path: { reference: string };
    body: LookUpIn;
    answer: LookUpOut;
  };
  /** A reply to the customer, or a note to the team. 409 `stale_reply` when somebody wrote meanwhile. */
  'POST /conversations/{reference}/messages': {
    path: { reference: string };
    body: ReplyIn;
    answer: SentOut;
  };
  /** The agent has seen everything up to `seq`. */
  'POST /conversations/{reference}/read': {
    path: { reference: string };
    body: ReadIn;
    answer: undefined;
  };
  /** Destroys what event `seq` held, everywhere. */
  'POST /conversations/{reference}/redactions': {
    path: { reference: string };
    body: RedactIn;
    answer: SeqOut;
  };
  /** Moves the case by hand. */
  'POST /conversations/{reference}/state': {
    path: { reference: string };
    body: StateIn;
    answer: SeqOut;
  };
  /** Takes a tag off the case. */
  'DELETE /conversations/{reference}/tags/{slug}': {
    path: { reference: string; slug: string };
    answer: SeqOut;
  };
  /** Puts a tag on the case. */
  'PUT /conversations/{reference}/tags/{slug}': {
    path: { reference: string; slug: string };
    answer: SeqOut;
  };
  /** Moves the case to another team. */
  'POST /conversations/{reference}/team': {
    path: { reference: string };
    body: TeamIn;
    answer: SeqOut;
  };
  /** The whole conversation, internal notes included, as a file that verifies. */
  'GET /conversations/{reference}/transcript': {
    path: { reference: string };
    answer: Blob;
  };
  /** How many conversations stand where. */
  'GET /counts': {
    query?: { brand?: string | null };
    answer: Counts;
  };
  /** A customer with whom the agent has a conversation to see. */
  'GET /customers/{ref}': {
    path: { ref: string };
    answer: CustomerPanel;
  };
  /** One page of conversations, newest first, and the topics by which it updates itself. */
  'GET /inbox': {
    query?: { brand?: string | null; state?: string; assignee?: string; team?: string | null; after?: string | null; limit?: number };
    answer: Inbox;
  };
  /** A new colleague gets a mail to set a password by. */
  'POST /invitations': {
    query?: { brand?: string | null };
    body: InviteIn;
    answer: Invited;
  };
  /** The agent who is signed in, and what they may do. */
  'GET /me': {
    answer: Me;
  };
  /** Name, language, time zone, presence. */
  'PATCH /me': {
    body: MeIn;
    answer: Me;
  };
  /** Messages that hold all the words, best first. */
  'GET /search': {
    query: { q: string; brand?: string | null; after?: number };
    answer: Hits;
  };
  /** Topics of the agent's lists and of the given conversations; what may not be seen is left out. */
  'POST /socket': {
    body: SocketIn;
    answer: SocketToken;
  };
  /** The brand's tags. */
  'GET /tags': {
    query?: { brand?: string | null };
    answer: TagName[];
  };
  /** Every team of the brand: a case may go where its sender cannot follow. */
  'GET /teams': {
    query?: { brand?: string | null };
    answer: TeamName[];
  };
}

/** Below `/api/widget/{brand}`. */
export interface WidgetOperations {
  /** Articles that hold the words, typos forgiven, best first. */
  'GET /articles': {
    query?: { q?: string; language?: string | null };
    answer: ArticleRows;
  };
  /** One article in the best language there is. */
  'GET /articles/{slug}': {
    path: { slug: string };
    query?: { language?: string | null };
    answer: ArticleOut;
  };
  /** A ticket to upload one file by. */
  'POST /attachments': {
    body: UploadIn;
    answer: UploadTicket;
  };
  /** With a fresh address. */
  'GET /attachments/{key}': {
    path: { key: string };
    answer: AttachmentOut;
  };
  /** The upload is done; may be repeated. */
  'POST /attachments/{key}/complete': {
    path: { key: string };
    answer: AttachmentOut;
  };
  /** What the frame needs to draw itself. */
  'GET /config': {
    answer: ConfigOut;
  };
  /** Newest first. */
  'GET /conversations': {
    answer: Conversations;
  };
  /** Opens a conversation with its first message. */
  'POST /conversations': {
    body: StartIn;
    answer: Started;
  };
  /** One conversation of the customer's own. */
  'GET /conversations/{reference}': {
    path: { reference: string };
    answer: CustomerConversation;
  };
  /** The public events. */
  'GET /conversations/{reference}/events': {
    path: { reference: string };
    query?: { after?: number; before?: number | null; limit?: number };
    answer: Events;
  };
  /** A message to the brand. */
  'POST /conversations/{reference}/messages': {
    path: { reference: string };
    body: MessageIn;
    answer: SentOut;
  };
  /** A person, please. */
  'POST /conversations/{reference}/person': {
    path: { reference: string };
    answer: SeqOut;
  };
  /** How it went. */
  'POST /conversations/{reference}/rating': {
    path: { reference: string };
    body: RatingIn;
    answer: SeqOut;
  };
  /** The customer has seen everything up to `seq`. */
  'POST /conversations/{reference}/read': {
    path: { reference: string };
    body: ReadIn;
    answer: undefined;
  };
  /** The public conversation as a file that anyone can verify. */
  'GET /conversations/{reference}/transcript': {
    path: { reference: string };
    answer: Blob;
  };
  /** The platform's token says who is in the frame; with a bearer, the frame's anonymous conversations join. */
  'POST /identify': {
    body: IdentifyIn;
    answer: SessionOut;
  };
  /** Kills the token and closes the socket. */
  'POST /logout': {
    answer: undefined;
  };
  /** What customers tell of themselves; an e-mail address stays unverified. */
  'PATCH /me': {
    body: CustomerIn;
    answer: MeOut;
  };
  /** Topics of the customer's newest conversations, public events alone. */
  'POST /socket': {
    answer: SocketToken;
  };
  /** An anonymous customer in a new frame. The token is shown once. */
  'POST /visitors': {
    body: VisitorIn;
    answer: SessionOut;
  };
}
