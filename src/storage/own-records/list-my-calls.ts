import type { Database } from '../database.js';
import { groupBy } from '../group-by.js';
import type { MyCallsAnswer } from './my-calls-api.js';
import { listOwnCalls, type OwnCall, type OwnCallsPage, type OwnKey } from './own-calls.js';
import { listOwnCues, listOwnResets } from './own-cues.js';
import { listOwnEpisodes } from './own-episodes.js';

/** A cue or a reset offer may be recorded a little after the call. */
const AFTER_CALL_MS = 3_600_000;

/** A page of the agent's calls, newest first, each with its tense stretches, cues and reset offers. */
export async function listMyCalls(db: Database, own: OwnKey, page: OwnCallsPage): Promise<MyCallsAnswer> {
  const calls = await listOwnCalls(db, own, page);
  const [newest, oldest] = [calls[0], calls.at(-1)];
  if (newest === undefined || oldest === undefined) return { calls: [], nextBefore: null };
  const span = { from: oldest.startedAt, to: newest.endedAt + AFTER_CALL_MS };
  const started = { from: oldest.startedAt, to: newest.startedAt + 1 };
  const episodes = groupBy(await listOwnEpisodes(db, own, started), ({ callRow }) => callRow);
  const cues = groupBy(await listOwnCues(db, own, span), callKey);
  const resets = groupBy(await listOwnResets(db, own, span), callKey);
  return {
    calls: calls.map((call) => ({
      ...call,
      episodes: (episodes.get(call.id) ?? []).map(({ callRow: _, ...episode }) => episode),
      cues: (cues.get(callKey(call)) ?? []).filter(({ decidedAt }) => isOf(call, decidedAt)),
      resets: (resets.get(callKey(call)) ?? []).filter(({ at }) => isOf(call, at)),
    })),
    nextBefore: calls.length < page.limit ? null : oldest.startedAt,
  };
}

function callKey(row: { readonly platform: string; readonly callId: string }): string {
  return JSON.stringify([row.platform, row.callId]);
}

function isOf(call: OwnCall, at: number): boolean {
  return at >= call.startedAt && at < call.endedAt + AFTER_CALL_MS;
}
