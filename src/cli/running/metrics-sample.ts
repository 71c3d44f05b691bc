/** Name, labels and value; an exemplar may stand behind them. */
const SAMPLE = /^([a-z_][a-z0-9_]*)(?:\{(.*?)\})? (\S+)(?: # \{.*)?$/gm;

/** What an instance said of itself at one moment, in the text format of Prometheus. */
export class MetricsSample {
  readonly atMs: number;
  readonly #values = new Map<string, { readonly labels: string; readonly value: number }[]>();

  constructor(text: string, atMs: number) {
    this.atMs = atMs;
    for (const [, name, labels = '', value] of text.matchAll(SAMPLE)) {
      const series = this.#values.get(name!) ?? [];
      this.#values.set(name!, series);
      series.push({ labels, value: Number(value) });
    }
  }

  /** Of all series of the metric whose labels hold this text. */
  sum(name: string, labels = ''): number {
    let total = 0;
    for (const series of this.#values.get(name) ?? [])
      if (series.labels.includes(labels)) total += series.value;
    return total;
  }

  /** Series of a metric that are 0, by the value of a label. */
  zeros(name: string, label: string): readonly string[] {
    return (this.#values.get(name) ?? [])
      .filter(({ value }) => value === 0)
      .flatMap(({ labels }) => new RegExp(`${label}="([^"]*)"`).exec(labels)?.[1] ?? []);
  }

  /** A histogram's buckets: upper bound and how many observations were no greater. */
  buckets(name: string): readonly (readonly [upTo: number, count: number])[] {
    return (this.#values.get(`${name}_bucket`) ?? []).map(({ labels, value }) => {
      const upTo = /le="([^"]*)"/.exec(labels)?.[1] ?? '';
      return [upTo === '+Inf' ? Number.POSITIVE_INFINITY : Number(upTo), value] as const;
    });
  }
}
