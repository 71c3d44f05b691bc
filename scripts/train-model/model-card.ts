import type { MoodThresholds } from '../../src/core/call/mood-options.js';

export type CardFacts = {
  readonly use: 'research' | 'commercial';
  /** Rows of a table: corpus, languages, people, clips. */
  readonly corpora: readonly string[];
  readonly thresholds: MoodThresholds;
  /** What `evaluate` and `evaluate:cues` printed. */
  readonly evaluation: string;
  readonly cues: string;
};

/** The card of a trained model: what it learned from, what it may be used for, and what it can do. */
export function modelCard({ use, corpora, thresholds, evaluation, cues }: CardFacts): string {
  const allowed =
    use === 'commercial'
      ? 'Whoever trained it states that all of its speech may be used commercially.'
      : 'For research: nobody has stated that its speech may be used commercially.';
  return `# Emotion model: card

${allowed} Trained by \`npm run train\`; the shipped card (\`models/MODEL_CARD.md\`) says what the network is, how it is
measured and what it must never be used for.

## Speech

| corpus | languages | people | clips |
| ------ | --------- | ------ | ----- |
${corpora.join('\n')}

## People of \`test\`, never heard in training or calibration

\`\`\`
${evaluation.trimEnd()}
\`\`\`

## Cues

Thresholds of \`tune\`: anger ${thresholds.angerAtNats.toFixed(2)}, anxiety ${thresholds.anxietyAtNats.toFixed(2)} nats. With the shipped ones:

\`\`\`
${cues.trimEnd()}
\`\`\`
`;
}
