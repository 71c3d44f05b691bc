import { useState } from 'preact/hooks';
import type { CueKind } from '../../../core/cues/cue.js';
import type { Language } from '../../../i18n/language.js';
import { cueTexts } from '../../../i18n/texts/cue-texts.js';
import { settingsTexts } from '../../../i18n/texts/settings-texts.js';

const AFTER_CALL: readonly string[] = ['warm-close'];

/** Which kinds of cue may come. What each says, and when, is read below the list for the one that is pointed at. */
export function KindChoice(props: {
  readonly language: Language;
  readonly kindsOff: readonly CueKind[];
  readonly onChange: (kindsOff: readonly CueKind[]) => void;
}) {
  const [told, setTold] = useState<CueKind | null>(null);
  const { kinds } = cueTexts[props.language];
  const texts = settingsTexts[props.language];
  // The reset is an offer with a skip of its own, and cannot be in the way of a call.
  const all = Object.keys(kinds).filter((kind) => kind !== 'reset') as CueKind[];
  const toggled = (kind: CueKind) =>
    props.kindsOff.includes(kind)
      ? props.kindsOff.filter((other) => other !== kind)
      : [...props.kindsOff, kind];
  const group = (legend: string, members: readonly CueKind[]) => (
    <fieldset class="setting kinds" data-inline={members.length === 1}>
      <legend class={members.length === 1 ? 'visually-hidden' : ''}>{legend}</legend>
      {members.length === 1 && (
        <span class="setting-name" aria-hidden="true">
          {legend}
        </span>
      )}
      <div class="kinds-list">
        {members.map((kind) => (
          <label key={kind} class="choice" onPointerEnter={() => setTold(kind)}>
            <input
              type="checkbox"
              checked={!props.kindsOff.includes(kind)}
              aria-describedby={told === kind ? 'kind-told' : undefined}
              onFocus={() => setTold(kind)}
              onChange={() => props.onChange(toggled(kind))}
            />
            {kinds[kind]?.title}
          </label>
        ))}
      </div>
    </fieldset>
  );
  return (
    <>
      {group(
        texts.during,
        all.filter((kind) => !AFTER_CALL.includes(kind)),
      )}
      {group(
        texts.after,
        all.filter((kind) => AFTER_CALL.includes(kind)),
      )}
      <p id="kind-told" class="kind-told">
        {told === null ? (
          texts.exampleHint
        ) : (
          <>
            <strong>{kinds[told]?.advice}</strong> {texts.examples[told]}
          </>
        )}
      </p>
    </>
  );
}
