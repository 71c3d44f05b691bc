import type { CallPlan } from '../../lab/telephones/call-plan.js';
import type { Telephone } from '../../lab/telephones/telephone.js';
import type { TwoPartyRecording } from '../../lab/telephones/two-party-recording.js';
import { examineLine, hearLine } from './examine-line.js';
import { type Finding, remark } from './finding.js';
import { placeTestCall } from './place-test-call.js';

/** When the instance is asked what it hears, after the call was dialled. */
const ASK_AFTER_MS = 9_000;

export type CallExamination = {
  readonly telephone: Telephone;
  readonly plan: CallPlan;
  readonly platform: string;
  /** The customer louder than the agent, so that the roles can be told apart; longer than ten seconds. */
  readonly recording: TwoPartyRecording;
  /** A token that may read how a line sounds; null = that part is left out. */
  readonly apiToken: string | null;
};

/** Places one call as the platform would, and says in plain words what became of it. */
export async function examineCall(examination: CallExamination): Promise<readonly Finding[]> {
  const { telephone, plan, platform, recording, apiToken } = examination;
  let question: NodeJS.Timeout | undefined;
  const asking =
    apiToken === null
      ? null
      : new Promise<Awaited<ReturnType<typeof hearLine>>>((resolve) => {
          question = setTimeout(() => {
            void hearLine(plan.url, { platform, callId: plan.callId }, apiToken).then(resolve);
          }, ASK_AFTER_MS);
        });
  const { report, findings } = await placeTestCall(telephone, recording, plan, { speed: 1 });
  const isHeard = report.lines.some(({ readyMs }) => readyMs !== null);
  if (!isHeard) {
    // Nobody waits for an answer about a call that was refused.
    clearTimeout(question);
    return findings;
  }
  if (asking === null)
    return [
      ...findings,
      remark('line', 'How the audio arrives was not checked. Give --api-token (role binder) to check it.'),
    ];
  const heard = await asking;
  return 'finding' in heard
    ? [...findings, heard.finding]
    : [...findings, ...examineLine(heard.streams, { expectsFaintAgent: true })];
}
