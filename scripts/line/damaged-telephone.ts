import type { Random } from '../../src/lab/random/seeded-random.js';
import type { CallFrame } from '../../src/lab/telephones/call-frame.js';
import type { Layout, Speaker } from '../../src/lab/telephones/call-plan.js';
import type { Telephone, TelephoneLine, Wire } from '../../src/lab/telephones/telephone.js';
import type { Damage, Harm } from './damage.js';

/** The close code of a connection that somebody in between has cut. */
const CUT = 4_000;

/** A telephone whose lines suffer, with the means to say something in its own words meanwhile. */
export type DamagedTelephone = {
  readonly telephone: Telephone;
  /** Says by the protocol itself that the call is on hold, or no longer. */
  hold(on: boolean): void;
};

export function damagedTelephone(
  telephone: Telephone,
  damage: Damage,
  options: { readonly random: () => Random; readonly cut: boolean; readonly onTalk: () => void },
): DamagedTelephone {
  const lines: HarmedLine[] = [];
  return {
    telephone: {
      ...telephone,
      lines: (plan, context) => {
        const all = telephone.lines(plan, context);
        const { alone } = damage;
        const index = alone === undefined ? -1 : plan.channelOrder.indexOf(alone);
        const kept = alone !== undefined && plan.layout === 'pair' ? [all[index]!] : all;
        const harmed = kept.map(
          (line) => new HarmedLine(line, damage.harm(options.random()), options.onTalk),
        );
        lines.push(...harmed);
        return harmed.map((line) => {
          const whole =
            alone === undefined || plan.layout === 'pair' ? line.line : leftAlone(line.line, alone, index);
          return options.cut ? cutOff(whole) : whole;
        });
      },
    },
    hold: (on) => {
      for (const line of lines) line.hold(on);
    },
  };
}

/** How a call must be laid out so that one party can be left alone. */
export function layoutFor({ layouts }: Telephone, alone: Speaker | undefined): Layout {
  const usual = layouts.find((layout) => layout !== 'mixed') ?? 'stereo';
  return alone !== undefined && layouts.includes('pair') ? 'pair' : usual;
}

/** One line with its messages harmed on their way. */
class HarmedLine {
  readonly line: TelephoneLine;
  readonly #said: Wire[] = [];
  readonly #target: TelephoneLine;

  constructor(target: TelephoneLine, harm: Harm, onTalk: () => void) {
    this.#target = target;
    this.line = overlaid(target, {
      talk: (frame: CallFrame) => {
        onTalk();
        return harm(target.talk(frame), frame);
      },
      idle: (elapsedMs: number) => [...this.#said.splice(0), ...target.idle(elapsedMs)],
    });
  }

  hold(on: boolean): void {
    this.#said.push(...(this.#target.hold?.(on) ?? []));
  }
}

/** Only one party's messages; of AudioHook, only that party's channel is on offer. */
function leftAlone(line: TelephoneLine, alone: Speaker, index: number): TelephoneLine {
  const channel = alone === 'customer' ? 'external' : 'internal';
  return overlaid(line, {
    greeting: () =>
      line.greeting().map((wire) => (typeof wire === 'string' ? offerOnly(wire, channel) : wire)),
    talk: (frame: CallFrame) => {
      const wires = line.talk(frame);
      return wires.length === 2 ? [wires[index]!] : wires;
    },
  });
}

function offerOnly(wire: string, channel: string): string {
  const message = JSON.parse(wire) as { parameters?: { media?: { channels: string[] }[] } };
  const media = message.parameters?.media;
  if (media === undefined) return wire;
  const offers = media.filter(({ channels }) => channels.length === 1 && channels[0] === channel);
  return JSON.stringify({ ...message, parameters: { ...message.parameters, media: offers } });
}

/** The connection goes without a farewell. */
function cutOff(line: TelephoneLine): TelephoneLine {
  return overlaid(line, { farewell: () => [], mayHangUp: () => true, closesWith: CUT });
}

function overlaid(line: TelephoneLine, changes: Partial<TelephoneLine>): TelephoneLine {
  return new Proxy(line, {
    get(target, name) {
      if (Object.hasOwn(changes, name)) return Reflect.get(changes, name);
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
