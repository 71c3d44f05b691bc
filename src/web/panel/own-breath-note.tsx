import type { PanelTexts } from '../../i18n/texts/panel-text-shape.js';
import { breathMs, type Pace } from './breathing/breathing-pace.js';
import { BreathingPacer } from './breathing/breathing-pacer.js';

/** A breath timed by the agent's own voice, for the agent's own eyes: no answer is asked, nothing is reported. */
export function OwnBreathNote(props: {
  readonly pace: Pace;
  readonly texts: PanelTexts;
  readonly onGone: () => void;
}) {
  const { pace, texts, onGone } = props;
  return (
    <article class="cue">
      <div class="cue-body">
        <div class="cue-words">
          <h1>{texts.ownBreath.title}</h1>
          <p class="cue-advice">{texts.ownBreath.line}</p>
          <p class="cue-reason">{texts.ownEyes}</p>
        </div>
        <BreathingPacer pace={pace} forMs={breathMs(pace)} texts={texts.breathing} onDone={onGone} />
      </div>
      <div class="row cue-answers">
        <button type="button" class="button" onClick={onGone}>
          {texts.notNow}
        </button>
      </div>
    </article>
  );
}
