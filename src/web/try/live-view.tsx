import { useEffect, useState } from 'preact/hooks';
import type { Language } from '../../i18n/language.js';
import { tryTexts } from '../../i18n/texts/try-texts.js';
import { ownField } from '../../own-field.js';
import { LanguageSwitch } from '../language-switch.js';
import { Gauges } from './gauges.js';
import { HeardCues } from './heard-cues.js';
import { checkToken } from './live-line.js';
import { LivePicture } from './live-picture.js';
import { clock } from './live-times.js';
import { SourceChoice } from './source-choice.js';
import { useLiveRun } from './use-live-run.js';

const DEMO_CALL = 'demo-call.wav';

/** What is heard in a voice, live: a minute that scrolls, the present values, and the cues. */
export function LiveView(props: { readonly token: string | null; readonly language: Language }) {
  const { token } = props;
  const [language, setLanguage] = useState(props.language);
  /** Code of the reason why this visitor may not start; null = they may; not known yet = nothing is offered. */
  const [refusal, setRefusal] = useState<string | null | undefined>(undefined);
  const texts = tryTexts[language];
  const heard = useLiveRun(token, texts);
  const { history, recording, layout, progress } = heard;
  const may = refusal === null;
  // Where nothing can be started, an empty picture would only raise questions.
  const mayNot = token === null || typeof refusal === 'string';

  useEffect(() => {
    document.documentElement.lang = language;
    document.title = `${texts.title} · Evenkeel`;
  }, [language]);
  useEffect(() => {
    if (token !== null) void checkToken(token).then(setRefusal);
  }, []);

  const openFile = (file: File) => void heard.open(file.name, () => file.arrayBuffer());
  return (
    <main
      class="try"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        const file = event.dataTransfer?.files[0];
        if (file !== undefined && may) openFile(file);
      }}
    >
      <header class="row try-head">
        <h1>{texts.title}</h1>
        <LanguageSwitch language={language} label={texts.language} onChange={setLanguage} />
      </header>
      {token === null && <p class="quiet">{texts.needsToken}</p>}
      {!mayNot && <p class="quiet">{texts.intro}</p>}
      {typeof refusal === 'string' && (
        <p class="said">{ownField(texts.mayNot, refusal) ?? texts.mayNotOpen.replace('{code}', refusal)}</p>
      )}
      {may && (
        <SourceChoice
          texts={texts}
          recording={recording}
          layout={layout}
          isRunning={progress !== null}
          onDemo={() => void heard.open(texts.demoName, async () => (await fetch(DEMO_CALL)).arrayBuffer())}
          onMicrophone={heard.listen}
          onFile={openFile}
          onLayout={heard.choose}
          onStop={heard.clear}
        />
      )}
      {progress?.lengthS != null && (
        <div class="try-progress">
          <progress max={progress.lengthS} value={progress.atS} aria-label={texts.progress} />
          <span class="quiet">
            {texts.progressOf
              .replace('{at}', clock(1000 * progress.atS))
              .replace('{length}', clock(1000 * progress.lengthS))}
          </span>
        </div>
      )}
      <p role="status" class="said">
        {heard.said}
      </p>
      {!mayNot && (
        <>
          <LivePicture history={history} texts={texts} />
          {layout === 'mixed' && <p class="quiet">{texts.mixedNote}</p>}
          <Gauges heard={history.heard.at(-1) ?? null} language={language} />
          <HeardCues cues={history.cues} language={language} />
        </>
      )}
    </main>
  );
}
