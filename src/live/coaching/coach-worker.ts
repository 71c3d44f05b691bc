/** The entry of a worker thread that coaches a share of the calls: sockets are read elsewhere, the model runs here. */
import { parentPort, workerData } from 'node:worker_threads';
import { contain } from '../../containment.js';
import { loadClassifier } from '../../core/classifier/load-classifier.js';
import type { HostedCoach } from './coach-host.js';
import type {
  CoachWorkerData,
  FromCoachWorker,
  InferenceRun,
  ToCoachWorker,
} from './coach-worker-messages.js';
import { LocalCoachHost } from './local-coach-host.js';
import { unpackInputs } from './packed-inputs.js';
import { TimedClassifier } from './timed-classifier.js';

if (parentPort === null) throw new Error('This file is the entry of a worker thread.');
const port = parentPort;
let runs: InferenceRun[] = [];
let failures: string[] = [];
let faults: [number, string][] = [];
let read = 0;
const coaches = new Map<number, HostedCoach>();
const numbers = new Map<HostedCoach, number>();
const classifier = await loadClassifier(workerData as CoachWorkerData);
const host = new LocalCoachHost(new TimedClassifier(classifier, (run) => runs.push(run)), (cause) =>
  failures.push(String(cause)),
);
let rounds: Promise<void> = Promise.resolve();

function say(message: FromCoachWorker): void {
  port.postMessage(message);
}

function numberOf(coach: HostedCoach): number {
  return numbers.get(coach) ?? -1;
}

async function round(ending: readonly number[]): Promise<void> {
  type Answer = Extract<FromCoachWorker, { type: 'round' }>;
  const events: Answer['events'][number][] = [];
  const ended: Answer['ended'][number][] = [];
  const dropped: Answer['dropped'][number][] = [];
  const leaving = ending.flatMap((number) => coaches.get(number) ?? []);
  await host.round(new Set(leaving), {
    events: (coach, more) => events.push([numberOf(coach), more]),
    fault: (coach, cause) => faults.push([numberOf(coach), String(cause)]),
    dropped: (coach, what) => dropped.push([numberOf(coach), what]),
    ended: (coach, last, attention) => {
      ended.push([numberOf(coach), last, attention]);
      coaches.delete(numberOf(coach));
      numbers.delete(coach);
    },
  });
  const customerHeardMs = [...coaches].map(([number, coach]) => [number, coach.customerHeardMs] as const);
  say({ type: 'round', read, events, ended, customerHeardMs, dropped, faults, runs, failures });
  faults = [];
  runs = [];
  failures = [];
}

port.on('message', ({ sent, opened, inputs, round: asked }: ToCoachWorker) => {
  read = sent;
  for (const { coach: number, options } of opened) {
    const coach = host.open(options);
    coaches.set(number, coach);
    numbers.set(coach, number);
  }
  unpackInputs(inputs, (number, input) =>
    contain(
      (cause) => faults.push([number, String(cause)]),
      () => coaches.get(number)?.push(input),
    ),
  );
  if (asked !== null) rounds = rounds.then(() => round(asked.ending));
});
say({ type: 'ready' });
