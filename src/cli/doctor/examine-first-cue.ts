import { DEMO_CALL_PATH } from '../../app/package-root.js';
import type { CallPlan } from '../../lab/telephones/call-plan.js';
import { readRecording } from '../../lab/telephones/read-recording.js';
import { cueLine, openLocalDesktop, type ShownCue } from '../local/local-desktop.js';
import { spokenLanguage } from '../output/cli-language.js';
import type { ExaminedLine } from './configured-line.js';
import { httpOrigin } from './examine-address.js';
import { bad, type Finding, good } from './finding.js';
import { placeTestCall } from './place-test-call.js';

/** Our own protocol counts samples. Elsewhere time stamps must agree with the clock, so the call is played as it was. */
const NATIVE_SPEED = 8;
const LIMIT_MS = 10_000;

/** The agent who is put on the call, and what asks in their name. */
export type Desk = {
  readonly agentId: string;
  readonly agentToken: string;
  readonly apiToken: string | null;
};

/** Opens the agent's desktop, says who is on the call, plays the demo call, and waits for the first cue. */
export async function examineFirstCue(
  plan: CallPlan,
  { telephone, platform }: ExaminedLine,
  desk: Desk,
): Promise<readonly Finding[]> {
  const origin = httpOrigin(plan.url);
  const enough = new AbortController();
  const shown: ShownCue[] = [];
  let wrongs: readonly Finding[] = [];
  const desktop = await openLocalDesktop(origin, desk.agentToken, (cue) => {
    shown.push(cue);
    enough.abort();
  }).catch(() => null);
  if (desktop === null)
    return [
      bad('desktop', 'The agent’s desktop was refused: do the server and this command read one secret?'),
    ];
  try {
    const refused = await bind(origin, { platform, callId: plan.callId }, desk);
    if (refused !== null) return [bad('agent', `Nobody could be put on the call: ${refused}`)];
    const recording = await readRecording(
      { kind: 'stereo', file: DEMO_CALL_PATH, swapped: false },
      plan.sampleRateHz,
    );
    const { findings } = await placeTestCall(telephone, recording, plan, {
      speed: telephone.name === 'native' ? NATIVE_SPEED : 1,
      signal: enough.signal,
    });
    wrongs = findings.filter(({ level }) => level !== 'good');
  } finally {
    desktop.close();
  }
  const [first] = shown;
  const agent = good('agent', `${desk.agentId} is on the call, and the desktop is connected.`);
  if (first !== undefined)
    return [agent, good('cue', `The first cue: ${cueLine(first, spokenLanguage()).trim()}`)];
  if (wrongs.some(({ level }) => level === 'bad')) return wrongs;
  return [
    agent,
    ...wrongs,
    bad(
      'cue',
      'The demo call was played to its end, and no cue came. Without notice none does (see above); a machine that is too slow pauses coaching: evenkeel top.',
    ),
  ];
}

/** A sentence where the binding was refused. */
async function bind(
  origin: string,
  { platform, callId }: { readonly platform: string; readonly callId: string },
  { agentId, apiToken }: Desk,
): Promise<string | null> {
  const path = `/v1/calls/${encodeURIComponent(platform)}/${encodeURIComponent(callId)}/agent`;
  const answer = await fetch(origin + path, {
    method: 'PUT',
    headers: { authorization: `Bearer ${apiToken ?? ''}`, 'content-type': 'application/json' },
    body: JSON.stringify({ agentId }),
    signal: AbortSignal.timeout(LIMIT_MS),
  }).catch(() => null);
  if (answer === null) return `no answer within ${LIMIT_MS / 1000} s`;
  if (answer.ok) return null;
  const { message } = (await answer.json()) as { message?: string };
  return message ?? `HTTP ${answer.status}`;
}
