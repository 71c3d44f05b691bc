import type { Language } from '../../i18n/language.js';
import type { PanelTexts } from '../../i18n/texts/panel-texts.js';
import { BreathingPacer } from './breathing-pacer.js';
import { CueCard } from './cue-card.js';
import { muteInWords } from './mute-choice.js';
import { OwnBreathNote } from './own-breath-note.js';
import type { PanelSession } from './panel-session.js';
import type { PanelView } from './panel-view.js';
import { ResetOffer } from './reset-offer.js';
import { StateView } from './state-view.js';

/** What the agent does here and now, and nobody needs to know. */
export type PanelMoment = {
  /** How long the pacer of the agent's own asking goes on; null = none. */
  readonly pacerMs: number | null;
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
}: PanelContentProps) {
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
    const end = () => onMoment({ pacerMs: null });
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
            onMoment({ pacerMs: seconds * 1000 });
            session.answerReset(offerId, 'taken');
          }}
          onSkip={() => session.answerReset(offerId, 'skipped')}
        />
      );
    }
    case 'state': {
      const action =
        view.name === 'reconnecting'
          ? { label: texts.tryNow, run: () => session.retryNow() }
          : view.name === 'muted'
            ? { label: texts.mute.off, run: onUnmute }
            : null;
      const note = view.name === 'muted' && mute !== null ? muteInWords(mute, texts.mute, language) : null;
      return <StateView key={view.name} name={view.name} texts={texts} note={note} action={action} />;
    }
  }
}
