import type { Language } from '../../i18n/language.js';
import { absenceTexts } from '../../i18n/texts/absence-texts.js';
import type { Absence } from '../../wellbeing/exposure/exposure-routes.js';

const ABSENCES: readonly Absence[] = ['hidden', 'no-calls', 'pending'];

/** Why numbers of a picture are not there: one sentence for each kind of gap in it, with the look that it is drawn in. */
export function AbsenceNote(props: {
  readonly gaps: readonly unknown[];
  readonly k: number;
  readonly language: Language;
}) {
  const texts = absenceTexts[props.language];
  const found = ABSENCES.filter((absence) => props.gaps.includes(absence));
  if (found.length === 0) return null;
  return (
    <ul class="absences">
      {found.map((absence) => (
        <li key={absence}>
          <span aria-hidden="true" class="absence-key" data-absence={absence} />
          {texts[absence].why.replace('{k}', String(props.k))}
        </li>
      ))}
    </ul>
  );
}

/** The hatching of what is hidden; each picture has its own, so that a saved copy keeps it. */
export function AbsencePattern() {
  return (
    <defs>
      <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <line x1="0" y1="0" x2="0" y2="6" class="hatch" />
      </pattern>
    </defs>
  );
}
