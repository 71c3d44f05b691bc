import type { Language } from '../../i18n/language.js';
import { exposureTexts } from '../../i18n/texts/exposure-texts.js';
import type { ExposureChoices } from '../../wellbeing/exposure/exposure-routes.js';
import { labelled } from '../marks.js';
import type { Selection } from './exposure-client.js';
import { monthInWords, monthOfWeek, weekInWords } from './values-in-words.js';

/** Weeks, month and teams. */
export function Filters(props: {
  readonly choices: ExposureChoices;
  readonly selection: Selection;
  readonly language: Language;
  readonly onSelect: (selection: Selection) => void;
}) {
  const { choices, selection, language, onSelect } = props;
  const texts = exposureTexts[language];
  const months = [...new Set(choices.weeks.map(monthOfWeek))].reverse();
  const pickMonth = (month: string) => {
    const weeks = choices.weeks.filter((week) => monthOfWeek(week) === month);
    if (weeks.length > 0) onSelect({ ...selection, from: weeks[0]!, to: weeks.at(-1)! });
  };
  const toggle = (teamId: string) => {
    const current = selection.teams.length === 0 ? choices.teams.map((team) => team.teamId) : selection.teams;
    const teams = current.includes(teamId) ? current.filter((id) => id !== teamId) : [...current, teamId];
    if (teams.length > 0)
      onSelect({ ...selection, teams: teams.length === choices.teams.length ? [] : teams });
  };
  const weekOptions = choices.weeks.map((week) => (
    <option key={week} value={week}>
      {texts.weekOf.replace('{date}', weekInWords(week, language))}
    </option>
  ));
  return (
    <form class="filters row no-print" onSubmit={(event) => event.preventDefault()}>
      <label>
        {texts.from}
        <select
          value={selection.from ?? ''}
          onChange={(e) => onSelect({ ...selection, from: e.currentTarget.value })}
        >
          {weekOptions}
        </select>
      </label>
      <label>
        {texts.to}
        <select
          value={selection.to ?? ''}
          onChange={(e) => onSelect({ ...selection, to: e.currentTarget.value })}
        >
          {weekOptions}
        </select>
      </label>
      <label>
        {texts.month}
        <select value="" onChange={(event) => pickMonth(event.currentTarget.value)}>
          <option value="">{texts.anyMonth}</option>
          {months.map((month) => (
            <option key={month} value={month}>
              {texts.wholeWeeks.replace('{month}', monthInWords(month, language))}
            </option>
          ))}
        </select>
      </label>
      <details class="team-choice">
        <summary>
          {labelled(
            texts.teams,
            selection.teams.length === 0
              ? texts.allTeams
              : texts.someTeams
                  .replace('{count}', String(selection.teams.length))
                  .replace('{all}', String(choices.teams.length)),
            language,
          )}
        </summary>
        <fieldset>
          <legend class="visually-hidden">{texts.teams}</legend>
          {choices.teams.map(({ teamId, name }) => (
            <label class="choice" key={teamId}>
              <input
                type="checkbox"
                checked={selection.teams.length === 0 || selection.teams.includes(teamId)}
                onChange={() => toggle(teamId)}
              />
              {name}
            </label>
          ))}
        </fieldset>
      </details>
    </form>
  );
}
