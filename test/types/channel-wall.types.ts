/**
 * The channel wall as the compiler sees it. Every line under `@ts-expect-error` must fail to compile: where a brand is
 * taken out of the product, the line compiles, the directive stands unused, and `npm run check:types` fails.
 */
import type { Counter } from 'prom-client';
import type { Classifier, EmotionProbabilities } from '../../src/core/classifier/classifier.js';
import type { Coach } from '../../src/core/cues/coach.js';
import type { OwnEyesClassifier, OwnWindow } from '../../src/core/cues/own-eyes-classifier.js';
import { OwnEyesOnly, type OwnSession } from '../../src/core/cues/own-eyes-only.js';
import type { OwnBreath, SelfCoach } from '../../src/core/cues/self-coach.js';
import type { ChannelFeatures } from '../../src/core/features/channel-features.js';
import type { ModelWindow, WindowValues } from '../../src/core/features/model-window.js';
import type { AgentMessage } from '../../src/delivery/agent-message.js';
import type { CueBus } from '../../src/delivery/cue-bus.js';
import type { RecordWriter } from '../../src/storage/stored-record.js';
import type { Logger } from '../../src/telemetry/logger.js';

declare const classifier: Classifier;
declare const ownEyesClassifier: OwnEyesClassifier;
declare const agentFeatures: ChannelFeatures;
declare const customerWindow: ModelWindow;
declare const ownWindow: ModelWindow<'own-eyes'>;
declare const values: WindowValues;
declare const session: OwnSession;
declare const ownResult: OwnEyesOnly<EmotionProbabilities>;
declare const breath: OwnEyesOnly<OwnBreath>;
declare const agentKey: Parameters<CueBus['publish']>[0];

/** Only the customer's voice, or an own-eyes coach's, can be classified. */
export async function classifying(selfCoach: SelfCoach, coach: Coach): Promise<void> {
  await classifier.classify([customerWindow]);
  await ownEyesClassifier.classify(selfCoach.take());
  selfCoach.settle([ownResult]);

  // @ts-expect-error: values that no origin stands behind are not classified
  await classifier.classify([values]);
  // @ts-expect-error: nor is what was heard on a channel whose role is not known
  await classifier.classify([agentFeatures.window()!]);
  // @ts-expect-error: an agent's own window is not the customer's
  await classifier.classify([ownWindow]);
  // @ts-expect-error: a sealed window is not opened by the customer's classifier
  await classifier.classify(selfCoach.take());
  // @ts-expect-error: the customer's window is not taken for the agent's own
  const taken: OwnWindow = { session, window: new OwnEyesOnly(session, customerWindow) };
  // @ts-expect-error: an own-eyes result does not settle a call
  coach.settle([ownResult]);
  // @ts-expect-error: a result that is not sealed does not reach an own-eyes coach
  selfCoach.settle([{ anger: 1, anxiety: 0, other: 0 }]);
  void taken;
}

/** Nothing branded own-eyes leaves for storage, a log, a metric, the bus or another session. */
export function leaving(writer: RecordWriter, logger: Logger, counter: Counter<'kind'>, bus: CueBus): void {
  // @ts-expect-error: no record takes it
  void writer.write(breath);
  // @ts-expect-error: nor as a part of a record
  void writer.write({ type: 'reset', key: breath, offerId: 'o', outcome: 'taken', at: 0 });
  // @ts-expect-error: no log line takes it
  logger.info(breath, 'A breath');
  // @ts-expect-error: nor as a field
  logger.info({ breath }, 'A breath');
  // @ts-expect-error: nor a result of the model
  logger.trace({ result: ownResult }, 'A result');
  // @ts-expect-error: no metric counts by it
  counter.inc({ kind: breath });
  // @ts-expect-error: nor adds it up
  counter.inc(ownResult);
  // @ts-expect-error: the bus does not carry it
  bus.publish(agentKey, breath);
  // @ts-expect-error: nor a message that holds it
  const message: AgentMessage = { type: 'unavailable', callRef: 'c', why: breath };
  void message;
}

/** Only a session can open it, and only a real one. */
export function opening(): void {
  breath.reveal(session);
  // @ts-expect-error: an object with an id is not a session
  breath.reveal({ sessionId: session.sessionId });
  // @ts-expect-error: its content has no other way out
  void breath.content;
  // @ts-expect-error: nor has the model's result
  void ownResult.anger;
}
