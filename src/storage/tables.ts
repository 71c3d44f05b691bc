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
};

/** A tense stretch of a call; times are positions on the call's timeline. */
export type EpisodesTable = {
  call_row: string;
  onset_ms: number;
  peak_ms: number;
  peak: string;
  end_ms: number | null;
  recovery_ms: number | null;
};

/** Behavioural facts of the agent's channel: for that agent's own eyes. No query for a lead may name this table. */
export type OwnFactsTable = {
  call_row: string;
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
export type NotesTable = { call_row: string; agent_id: string; tenant: string; text: string; at: number };

/** An agent's one-tap check-in; own eyes only, never aggregated. */
export type CheckInsTable = { tenant: string; agent_id: string; at: number; feeling: string };
