import { useState } from 'preact/hooks';
import type { Language } from '../../i18n/language.js';
import type { PanelTexts } from '../../i18n/texts/panel-text-shape.js';
import { settingsTexts } from '../../i18n/texts/settings-texts.js';
import { Boat } from './breathing/boat.js';
import { BreathingPacer } from './breathing/breathing-pacer.js';
import { CueCard } from './cue-card.js';
import { OwnBreathNote } from './own-breath-note.js';
import type { PanelSession } from './panel-session.js';
import { needsToken } from './panel-state.js';
import type { PanelView } from './panel-view.js';
import { ResetOffer } from './reset-offer.js';
import { muteInWords } from './settings/mute-choice.js';
import { StateView } from './state-view.js';
import { isFirstRun, Welcome } from './welcome.js';

/** What the agent does here and now, and nobody needs to know. */
export type PanelMoment = {
  /** How long the pacer that the agent asked for goes on; null = none. */
  readonly pacerMs: number | null;
  /** The pacer is a reset's, so a closing word follows. */
  readonly isReset: boolean;
  /** A reset has just ended. */
  readonly isClosing: boolean;
  /** The cue whose one breath has been drawn. */
  readonly breathedCueId: string;
};

export type PanelContentProps = {
  readonly view: PanelView;
  readonly session: PanelSession;
  readonly language: Language;
  readonly texts: PanelTexts;
  readonly moment: PanelMoment;
  readonly onMoment: (change: Partial<PanelMoment>) => void;
  readonly onUnmute: () => void;
  /** Takes the call back; null where there is none. */
  readonly onResume: (() => void) | null;
};

/** The one thing that is shown: a cue before a breath of one's own, a breath before an offer, an offer before a state. */
export function PanelContent({
  view,
  session,
  language,
  texts,
  moment,
  onMoment,
  onUnmute,
  onResume,
}: PanelContentProps) {
  const [isFirst, setFirst] = useState(isFirstRun);
  const { pace, mute } = session.preferences;
  if (view.show === 'cue') {
    const { cueId } = view.cue;
    return (
      <CueCard
        key={cueId}
        cue={view.cue}
        language={language}
        texts={texts}
        pace={pace}
        breathing={moment.breathedCueId !== cueId}
        onBreathDone={() => onMoment({ breathedCueId: cueId })}
        leftMs={view.cue.expiresAt - session.now()}
        onPainted={() => session.sawCue(cueId)}
        onAnswer={(verdict) => session.answerCue(cueId, verdict)}
      />
    );
  }
  if (moment.pacerMs !== null) {
    const end = () => onMoment({ pacerMs: null, isReset: false, isClosing: moment.isReset });
    return (
      <section class="pacer-page">
        <BreathingPacer
          key={moment.pacerMs}
          pace={pace}
          forMs={moment.pacerMs}
          texts={texts.breathing}
          onDone={end}
        />
        <button type="button" class="button button-quiet" onClick={end}>
          {texts.breathing.end}
        </button>
      </section>
    );
  }
  if (moment.isClosing && view.show === 'state') {
    const { title, line } = texts.reset.closing;
    return (
      <section class="state closing" data-tone="calm">
        <Boat />
        <h1>{title}</h1>
        <p>{line}</p>
        <button type="button" class="button" onClick={() => onMoment({ isClosing: false })}>
          {texts.close}
        </button>
      </section>
    );
  }
  switch (view.show) {
    case 'own-breath': {
      const { breathId } = view.breath;
      return (
        <OwnBreathNote key={breathId} pace={pace} texts={texts} onGone={() => session.letGo(breathId)} />
      );
    }
    case 'reset': {
      const { offerId } = view.offer;
      return (
        <ResetOffer
          offer={view.offer}
          language={language}
          texts={texts}
          onTake={(seconds) => {
            onMoment({ pacerMs: seconds * 1000, isReset: true });
            session.answerReset(offerId, 'taken');
          }}
          onSkip={() => {
            onMoment({ isClosing: false });
            session.answerReset(offerId, 'skipped');
          }}
        />
      );
    }
    case 'state': {
      if (isFirst && (view.name === 'no-call' || view.name === 'listening')) {
        return <Welcome texts={settingsTexts[language].welcome} onDone={() => setFirst(false)} />;
      }
      const action =
        view.name === 'reconnecting'
          ? { label: texts.tryNow, run: () => session.retryNow() }
          : view.name === 'muted'
            ? { label: texts.mute.off, run: onUnmute }
            : view.name === 'held' && onResume !== null
              ? { label: texts.hold.back, run: onResume }
              : needsToken(session.state.link) && session.signIn.isPossible
                ? { label: texts.signIn, run: () => session.signIn.begin() }
                : null;
      const isCalm = view.name === 'no-call' || view.name === 'listening';
      const limited = isCalm && session.state.isLimited ? texts.limited : null;
      const note = view.name === 'muted' && mute !== null ? muteInWords(mute, texts.mute, language) : limited;
      return <StateView key={view.name} name={view.name} texts={texts} note={note} action={action} />;
    }
  }
}
