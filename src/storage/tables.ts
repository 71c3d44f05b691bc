import type { Generated } from 'kysely';

/**
 * Every table, one schema on SQLite and PostgreSQL. Times are milliseconds since the epoch, flags are 0 or 1.
 * There is no column for audio, a transcript or an embedding, and none for the emotion of an agent.
 */
export type Tables = {
  calls: CallsTable;
  episodes: EpisodesTable;
  own_facts: OwnFactsTable;
  cue_log: CueLogTable;
  feedback: FeedbackTable;
  resets: ResetsTable;
  bindings: BindingsTable;
  notes: NotesTable;
  check_ins: CheckInsTable;
  agents: AgentsTable;
  teams: TeamsTable;
  memberships: MembershipsTable;
  shifts: ShiftsTable;
  published_cells: PublishedCellsTable;
  publications: PublicationsTable;
  alerts: AlertsTable;
  audit_trail: AuditTrailTable;
  audit_salts: AuditSaltsTable;
  audit_heads: AuditHeadsTable;
  sign_in_sessions: SignInSessionsTable;
  sign_in_credentials: SignInCredentialsTable;
  sign_in_used: SignInUsedTable;
  objections: ObjectionsTable;
  live_bindings: LiveBindingsTable;
  erasures: ErasuresTable;
};

/** One summary of a call: the caller's side and the line, nothing of the agent's channel. */
export type CallsTable = {
  /** See `callRowId`. */
  id: string;
  tenant: string;
  platform: string;
  call_id: string;
  agent_id: string | null;
  started_at: number;
  ended_at: number;
  customer_speech_ms: number;
  tense_ms: number;
  angry_ms: number;
  anxious_ms: number;
  strain: number;
  hard: number;
  hold_ms: number;
  dead_air_ms: number;
  coverage: string;
  /** When the call was over; null = another stretch of it followed, or a stream has taken it up again. */
  over_at: Generated<number | null>;
};

/** A tense stretch of a call; times are positions on the call's timeline. */
export type EpisodesTable = {
  call_row: string;
  /** When the call began: with it the row is in the call's month, and goes with it. */
  call_started_at: number;
  onset_ms: number;
  peak_ms: number;
  peak: string;
  end_ms: number | null;
  recovery_ms: number | null;
};

/** Behavioural facts of the agent's channel: for that agent's own eyes. No query for a lead may name this table. */
export type OwnFactsTable = {
  call_row: string;
  /** When the call began: with it the row is in the call's month, and goes with it. */
  call_started_at: number;
  talk_share: number | null;
  agent_overlaps: number;
  median_response_latency_ms: number | null;
  articulation_rate_ratio: number | null;
  level_delta_db: number | null;
  opening_rate_ratio: number | null;
  opening_level_delta_db: number | null;
};

export type CueLogTable = {
  tenant: string;
  platform: string;
  call_id: string;
  agent_id: string | null;
  cue_id: string;
  kind: string;
  /** JSON of the cue's reason: a template key and rounded measures. */
  reason: string;
  decided_at: number;
  outcome: string;
};

export type FeedbackTable = {
  tenant: string;
  platform: string;
  call_id: string;
  agent_id: string | null;
  cue_id: string;
  verdict: string;
  at: number;
};

export type ResetsTable = {
  tenant: string;
  platform: string;
  call_id: string;
  agent_id: string | null;
  offer_id: string;
  outcome: string;
  at: number;
};

export type BindingsTable = {
  tenant: string;
  platform: string;
  call_id: string;
  agent_id: string | null;
  source: string;
  state: string;
  at: number;
};

/** An agent's private line on a call; own eyes only. */
export type NotesTable = {
  call_row: string;
  call_started_at: number;
  agent_id: string;
  tenant: string;
  text: string;
  at: number;
};

/** An agent's one-tap check-in; own eyes only, never aggregated. */
export type CheckInsTable = { tenant: string; agent_id: string; at: number; feeling: string };

export type AgentsTable = {
  tenant: string;
  agent_id: string;
  /** The identity provider's own id, where people come from one. */
  external_id: string | null;
  active: number;
  updated_at: number;
};

export type TeamsTable = {
  tenant: string;
  team_id: string;
  name: string;
  /** IANA name; weeks, hours and shifts of the team are local to it. */
  time_zone: string;
  updated_at: number;
  /** The identity provider's own id, where the team comes from one. */
  external_id: Generated<string | null>;
};

/** An agent may be in several teams; a call still counts in one only. `to_at` null = still there. */
export type MembershipsTable = {
  tenant: string;
  team_id: string;
  agent_id: string;
  from_at: number;
  to_at: number | null;
};

/** A recurring shift in local wall time; an end at or before the start is on the next day. */
export type ShiftsTable = {
  tenant: string;
  team_id: string;
  shift_id: string;
  name: string;
  /** ISO weekdays on which it starts, 1 = Monday, as digits: "12345". */
  weekdays: string;
  start_minute: number;
  end_minute: number;
};

/** What a lead may see: written once, never changed, whatever is deleted later. */
export type PublishedCellsTable = {
  tenant: string;
  team_id: string;
  /** ISO week "2026-W12", or block of weeks "2026-B03". */
  week: string;
  grain: string;
  part: number;
  /** JSON of the hour ranges. */
  hours: string;
  /** Rounded down; never below k. */
  agents_at_least: number;
  /** JSON: number id → rounded value, or null where it is suppressed. */
  numbers: string;
};

/** That a period has been decided, once for all: published or suppressed. */
export type PublicationsTable = {
  tenant: string;
  team_id: string;
  week: string;
  outcome: string;
  published_at: number;
};

/** Shifts that were looked at for an alert, so that none is sent twice. */
export type AlertsTable = {
  tenant: string;
  team_id: string;
  shift_id: string;
  shift_date: string;
  decided_at: number;
  outcome: string;
};

/** A chain: every row's hash covers the row and the hash before it. */
export type AuditTrailTable = {
  tenant: string;
  seq: number;
  at: number;
  actor: string;
  action: string;
  /** Salted digest of whom or what it was about; null = nobody. */
  subject: string | null;
  details: string;
  previous_hash: string;
  hash: string;
};

/** Calls whose caller objected, by salted digest: the call's id itself may have to go. `changed_at` is the database's clock. */
export type ObjectionsTable = { tenant: string; call_digest: string; at: number; changed_at: number };

/** Who is on which call now, for every node; `agent_id` is empty once it has ended. `changed_at` is the database's clock. */
export type LiveBindingsTable = {
  tenant: string;
  platform: string;
  call_id: string;
  agent_id: string;
  source: string;
  state: string;
  changed_at: number;
};

/** What was erased, by salted digest: no record about it that is older may be written again, on any node. */
export type ErasuresTable = { tenant: string; subject: string; at: number };

/**
 * Where the tenant's chain begins and ends: changed in the transaction of every entry and every purge, so that an entry
 * taken off either end is missed. A purged trail goes on counting from where it was.
 */
export type AuditHeadsTable = {
  tenant: string;
  /** Number of the oldest entry that is kept; one more than `last_seq` where none is. */
  first_seq: number;
  /** Hash of the entry before it, which retention took; zeros at the very beginning. */
  first_previous_hash: string;
  last_seq: number;
  last_hash: string;
};

export type AuditSaltsTable = { tenant: string; salt: string };

/**
 * People signed in. `sealed` holds who it is, and opens only with a credential of the session; digests find the sessions
 * of one person, and those of one sign-in at the provider, when they must end.
 */
export type SignInSessionsTable = {
  id: string;
  sealed: string;
  person_digest: string;
  provider_digest: string | null;
  created_at: number;
  expires_at: number;
  /** One node at a time asks the provider again. */
  rechecking_until: number;
};

/** What browsers hold of a session, by digest; `sealed_key` opens the session. */
export type SignInCredentialsTable = {
  digest: string;
  session_id: string;
  kind: 'cookie' | 'page' | 'ticket';
  sealed_key: string;
  created_at: number;
  expires_at: number;
};

/** Links that have been used, by digest, until they would have expired. */
export type SignInUsedTable = { digest: string; expires_at: number };
