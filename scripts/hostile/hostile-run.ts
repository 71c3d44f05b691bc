import { setTimeout as sleep } from 'node:timers/promises';
import type { PrincipalRole } from '../../src/auth/principal.js';
import { ROLES } from '../../src/auth/principal.js';
import { seedFor } from '../../src/lab/random/random-draws.js';
import { type Random, seededRandom } from '../../src/lab/random/seeded-random.js';
import { TELEPHONES } from '../../src/lab/telephones/telephones.js';
import { lineUpConnectors } from '../served/line-up.js';
import { PROBE_ARGUMENTS, ProbeLine } from '../served/probe-line.js';
import { SERVED_TENANT, type ServedInstance, startServed } from '../served/served-instance.js';
import { TALKATIVE } from '../served/talkative.js';
import { Bystander, type BystanderReport, sameCues } from './bystander.js';
import { desktopConversation, liveViewConversation } from './desktop-conversation.js';
import { announceConversation, DialledSource } from './dialled-source.js';
import type { Conversation, HostileSite } from './hostile-site.js';
import { httpConversation } from './http-conversation.js';
import { pick } from './mutate.js';
import { rawConversation, resetConversations } from './raw-conversations.js';
import { readerConversation } from './reader-conversation.js';
import { redisConversation } from './redis-conversation.js';
import { streamConversation } from './stream-conversation.js';

export type HostilePlan = {
  readonly conversations: number;
  /** No conversation begins after so long. */
  readonly limitMs: number;
  readonly seed: number;
  /** Of the kinds of conversations, those whose name matches. */
  readonly only: RegExp;
  readonly bystanderSpeed: number;
  readonly redisUrl: string | null;
  readonly tell: (text: string) => void;
};

export type HostileResult = {
  readonly conversations: number;
  readonly crashes: number;
  readonly unhandled: number;
  readonly serverErrors: number;
  readonly worstStallMs: number;
  readonly peakRssBytes: number;
  readonly bystanderUnchanged: boolean;
};

const SIDE_BY_SIDE = 32;
const LINGERING = 150;

/** Attacks a real server with so many conversations, while a calm call runs beside them. */
export async function runHostile(plan: HostilePlan): Promise<HostileResult> {
  const blamed: string[] = [];
  const blame = (what: string) => {
    if (blamed.length < 20) plan.tell(`blamed: ${what}`);
    blamed.push(what);
  };
  const source = await DialledSource.listen(plan.seed);
  const target = new Target(source, plan, blame);
  const bystander = new Bystander();
  const redis = plan.redisUrl === null ? null : redisConversation(plan.redisUrl);
  const readers = await readerConversation();
  const kinds = conversationKinds(redis?.talk ?? null, readers.talk).filter(({ name }) =>
    plan.only.test(name),
  );
  try {
    await target.start();
    const calm = await callOnce(bystander, target, plan, 0);
    plan.tell(`a calm call raises ${calm.cues.length} cues: ${cuesOf(calm)}`);
    source.attack(target);
    await target.begin();
    let isOver = false;
    let rounds = 0;
    let isUnchanged = calm.why === null && calm.cues.length > 0;
    const beside = (async () => {
      do {
        const report = await callOnce(bystander, target, plan, ++rounds);
        const isSame = report.why === null && sameCues(report.cues, calm.cues);
        if (!isSame) plan.tell(`the bystander's call ${rounds} was another: ${cuesOf(report)}`);
        isUnchanged &&= isSame;
      } while (!isOver);
    })();
    const said = await attack(kinds, target, plan);
    isOver = true;
    await beside;
    plan.tell(`the bystander called ${rounds} times`);
    return {
      conversations: said + source.dials,
      ...(await target.end(blamed.length)),
      bystanderUnchanged: isUnchanged,
    };
  } finally {
    bystander.stop();
    source.close();
    redis?.close();
    await target.stop();
    await readers.close();
  }
}

type Weighted = { readonly name: string; readonly weight: number; readonly talk: Conversation };

function conversationKinds(redis: Conversation | null, readers: Conversation): readonly Weighted[] {
  const streams = TELEPHONES.map((telephone) => ({
    name: `streams ${telephone.name}`,
    weight: 3,
    talk: streamConversation(telephone),
  }));
  return [
    ...streams,
    { name: 'raw', weight: 6, talk: rawConversation },
    { name: 'http', weight: 14, talk: httpConversation },
    { name: 'desktop', weight: 7, talk: desktopConversation },
    { name: 'try', weight: 4, talk: liveViewConversation },
    { name: 'dialled', weight: 7, talk: announceConversation },
    { name: 'files', weight: 5, talk: readers },
    ...(redis === null ? [] : [{ name: 'redis', weight: 5, talk: redis }]),
  ];
}

/** Each conversation has a seed of its own: the same number attacks in the same way, whatever ran beside it. */
async function attack(kinds: readonly Weighted[], target: Target, plan: HostilePlan): Promise<number> {
  const endMs = performance.now() + plan.limitMs;
  const wheel = kinds.flatMap(({ weight, talk }) => Array<Conversation>(weight).fill(talk));
  const resets = resetConversations();
  const resetsEvery = Math.max(2, Math.floor(plan.conversations / (resets.length + 1)));
  let begun = 0;
  let nextReset = seededRandom(plan.seed)() * resets.length;
  const worker = async (): Promise<void> => {
    while (begun < plan.conversations && performance.now() < endMs) {
      const number = begun++;
      if (number % 500 === 0) plan.tell(`${number} of ${plan.conversations} conversations`);
      const random: Random = seededRandom(seedFor(String(number), plan.seed));
      const talk =
        number % resetsEvery === 0
          ? (resets[Math.floor(nextReset++) % resets.length] ?? rawConversation)
          : pick(random, wheel);
      await target.serving();
      await talk(target, random).catch((cause: NodeJS.ErrnoException) => {
        // A server that is being restarted takes nobody; anything else is a fault of the attacker.
        if (!['ECONNREFUSED', 'ECONNRESET', 'EPIPE'].includes(cause.code ?? '')) throw cause;
      });
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));
  return begun;
}

function callOnce(
  bystander: Bystander,
  target: Target,
  { bystanderSpeed: speed }: HostilePlan,
  round: number,
): Promise<BystanderReport> {
  const [token, agentId] = [target.token('source'), `bystander-${round}`];
  // The seed of a call's held-out cues is its id: the same call is the same call.
  return target
    .agentToken(agentId)
    .then((agentToken) =>
      bystander.call({ url: target.url, callId: `calm-${round}`, agentId, token, agentToken, speed }),
    );
}

function cuesOf({ cues, why }: BystanderReport): string {
  const list = cues.map(({ kind, reason, atMs }) => `${kind} (${reason}) ${(atMs / 1000).toFixed(2)}`);
  return `${list.join(', ')}${why === null ? '' : ` and did not come to its end: ${why}`}`;
}

/** The server under attack; one that has ended is counted and restarted. */
class Target implements HostileSite {
  readonly redisUrl: string | null;
  readonly blame: (what: string) => void;
  readonly #source: DialledSource;
  readonly #tell: (text: string) => void;
  readonly #lingering: (() => void)[] = [];
  #served: ServedInstance | null = null;
  #probe: ProbeLine | null = null;
  #tokens: ReadonlyMap<PrincipalRole, string> = new Map();
  #starting: Promise<void> | null = null;
  #isStopping = false;
  #crashes = 0;
  #unhandled = 0;
  #faults = 0;
  #worstStallMs = 0;
  #peakRssBytes = 0;

  constructor(source: DialledSource, { redisUrl, tell }: HostilePlan, blame: (what: string) => void) {
    this.#source = source;
    this.redisUrl = redisUrl;
    this.#tell = tell;
    this.blame = blame;
  }

  get url(): string {
    return this.#served?.url ?? '';
  }

  token(role: PrincipalRole): string {
    return this.#tokens.get(role) ?? '';
  }

  agentToken(agentId: string): Promise<string> {
    return this.#served?.token('agent', agentId) ?? Promise.resolve('');
  }

  linger(leave: () => void): void {
    this.#lingering.push(leave);
    if (this.#lingering.length > LINGERING) this.#lingering.shift()?.();
  }

  async start(): Promise<void> {
    const served = await startServed([...lineUpConnectors(), ...this.#source.connectors(SERVED_TENANT)], {
      nodeArguments: PROBE_ARGUMENTS,
      onLine: (line) => this.#hear(line),
      settings: {
        coaching: TALKATIVE,
        desktop: { tryPage: true, redisUrl: this.redisUrl },
        calls: { lostPeerMs: 500 },
        // On a busy machine the bystander's own telephone is late: that is no fault of the server's.
        ingest: { driftLimitMs: 10_000, staleAfterMs: 10_000 },
      },
    });
    const tokens = ROLES.map(async (role) => [role, await served.token(role, `hostile-${role}`)] as const);
    this.#tokens = new Map(await Promise.all(tokens));
    this.#served = served;
    this.#probe = new ProbeLine(served.process);
    served.process.once('exit', (code, signal) => {
      if (this.#isStopping) return;
      this.#crashes += 1;
      this.#tell(`the server ended with ${code ?? signal}`);
      this.#starting = this.start().finally(() => {
        this.#starting = null;
      });
    });
  }

  async serving(): Promise<void> {
    while (this.#starting !== null) await this.#starting;
  }

  async begin(): Promise<void> {
    await this.#probe?.rest(20_000);
    await this.#probe?.begin();
  }

  /** Lets the last conversations settle, then reads what the server has to say of itself. */
  async end(blamed: number): Promise<Omit<HostileResult, 'conversations' | 'bystanderUnchanged'>> {
    for (const leave of this.#lingering.splice(0)) leave();
    await sleep(1_000);
    await this.serving();
    await this.#probe?.rest(30_000);
    const answer = await this.#probe?.read();
    return {
      crashes: this.#crashes,
      unhandled: this.#unhandled,
      // A fault that a peer was told of is in the log as well.
      serverErrors: Math.max(blamed, this.#faults),
      worstStallMs: Math.round(Math.max(this.#worstStallMs, answer?.worstMs ?? 0)),
      peakRssBytes: Math.max(this.#peakRssBytes, answer?.peakRssBytes ?? 0),
    };
  }

  async stop(): Promise<void> {
    await this.serving();
    this.#isStopping = true;
    await this.#served?.stop();
  }

  #hear(line: string): void {
    if (line.includes('"escaped":')) this.#unhandled += 1;
    else if (/"level":"(error|fatal)"/.test(line)) this.#faults += 1;
    else return;
    if (this.#unhandled + this.#faults <= 20) this.#tell(line.slice(0, 1_500));
  }
}
