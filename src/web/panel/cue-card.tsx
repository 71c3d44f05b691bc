import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { CueMessage } from '../../delivery/agent-message.js';
import type { Language } from '../../i18n/language.js';
import { sayCue } from '../../i18n/say-cue.js';
import type { PanelTexts } from '../../i18n/texts/panel-text-shape.js';
import { Why } from '../why.js';
import type { Pace } from './breathing/breathing-pace.js';
import { breathMs } from './breathing/breathing-pace.js';
import { BreathingPacer } from './breathing/breathing-pacer.js';
import { whenPainted } from './connection/when-painted.js';
import { CueIcon } from './cue-icon.js';

export type CueCardProps = {
  readonly cue: CueMessage;
  readonly language: Language;
  readonly texts: PanelTexts;
  readonly pace: Pace;
  /** False once the one breath of this cue has been drawn. */
  readonly breathing: boolean;
  readonly onBreathDone: () => void;
  /** How long the cue is still valid, milliseconds. */
  readonly leftMs: number;
  readonly onPainted: () => void;
  readonly onAnswer: (verdict: 'helped' | 'not-now' | 'wrong') => void;
};

/** One cue: what to do, and in one line why. Nothing in it is about the worker. */
export function CueCard(props: CueCardProps) {
  const { cue, language, texts, pace } = props;
  const { title, advice, reason, numbers } = sayCue(cue, language);
  const paced = cue.kind === 'breath' && props.breathing;

  const card = useRef<HTMLElement>(null);
  const view = () => card.current?.ownerDocument.defaultView ?? window;

  useLayoutEffect(() => whenPainted(view(), props.onPainted), [cue.cueId]);

  // The last moment of its time is the fade: at `expiresAt` it has gone, not begun to go.
  useEffect(() => {
    const timer = setTimeout(
      () => card.current?.setAttribute('data-leaving', ''),
      Math.max(0, props.leftMs - FADE_MS),
    );
    return () => clearTimeout(timer);
  }, [cue.cueId]);

  return (
    <article ref={card} class="cue" data-kind={cue.kind} data-step={cue.step ?? 'none'}>
      <div class="cue-body">
        {!paced && <CueIcon kind={cue.kind} />}
        <div class="cue-words">
          <h1>{title}</h1>
          <p class="cue-advice">{advice}</p>
        </div>
        {paced && (
          <BreathingPacer
            pace={pace}
            forMs={breathMs(pace)}
            texts={texts.breathing}
            onDone={props.onBreathDone}
          />
        )}
      </div>
      <Why label={texts.why} reason={reason} numbers={numbers} />
      <fieldset class="row cue-answers">
        <legend class="visually-hidden">{texts.answers}</legend>
        <button type="button" class="button" onClick={() => props.onAnswer('helped')}>
          {texts.helped}
        </button>
        <button type="button" class="button" onClick={() => props.onAnswer('not-now')}>
          {texts.notNow}
        </button>
        <button type="button" class="button button-quiet" onClick={() => props.onAnswer('wrong')}>
          {texts.wrong}
        </button>
      </fieldset>
    </article>
  );
}

/** As long as the animation `leave` of cue.css. */
const FADE_MS = 900;
