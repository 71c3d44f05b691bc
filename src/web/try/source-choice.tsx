import type { LiveViewLayout } from '../../delivery/live-view-message.js';
import type { TryTexts } from '../../i18n/texts/try-texts.js';

/** A recording that the browser has decoded. */
export type Recording = { readonly name: string; readonly audio: AudioBuffer; readonly channels: 1 | 2 };

/** Where the voice comes from, and who is on which channel of a recording. */
export function SourceChoice(props: {
  readonly texts: TryTexts;
  readonly recording: Recording | null;
  readonly layout: LiveViewLayout | null;
  readonly isRunning: boolean;
  readonly onDemo: () => void;
  readonly onMicrophone: () => void;
  readonly onFile: (file: File) => void;
  readonly onLayout: (layout: LiveViewLayout) => void;
  readonly onStop: () => void;
}) {
  const { texts, recording, layout, isRunning } = props;
  const layouts: readonly LiveViewLayout[] =
    recording === null
      ? []
      : recording.channels === 2
        ? ['caller-left', 'caller-right']
        : ['caller', 'mixed'];
  return (
    <>
      <div class="row">
        <button type="button" class="button button-main" onClick={props.onDemo}>
          {texts.demo}
        </button>
        <button type="button" class="button" onClick={props.onMicrophone}>
          {texts.microphone}
        </button>
        <label class="button file">
          {texts.file}
          <input
            type="file"
            accept="audio/*"
            class="visually-hidden"
            onChange={(event) => {
              const file = event.currentTarget.files?.[0];
              // The same file may be chosen again.
              event.currentTarget.value = '';
              if (file !== undefined) props.onFile(file);
            }}
          />
        </label>
        {(isRunning || layout !== null) && (
          <button type="button" class="button" onClick={props.onStop}>
            {texts.stop}
          </button>
        )}
      </div>
      {recording !== null && (
        <fieldset class="try-layout">
          <legend>
            {(recording.channels === 2 ? texts.whoIsWhere : texts.oneChannel).replace(
              '{name}',
              recording.name,
            )}
          </legend>
          {layouts.map((each) => (
            <label key={each}>
              <input
                type="radio"
                name="layout"
                checked={layout === each}
                onChange={() => props.onLayout(each)}
              />{' '}
              {texts.layouts[each]}
            </label>
          ))}
        </fieldset>
      )}
    </>
  );
}
