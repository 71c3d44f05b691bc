import type { MyCallsTexts } from '../../i18n/texts/my-calls-texts.js';

/** A question before something is deleted: nothing has gone until it is answered with yes. */
export function AskFirst(props: {
  readonly label: string;
  readonly question: string;
  readonly texts: MyCallsTexts;
  readonly onYes: () => void;
  readonly onKeep: () => void;
}) {
  return (
    <div class="ask card" role="alertdialog" aria-label={props.label}>
      <p>{props.question}</p>
      <div class="row">
        <button type="button" class="button button-main" onClick={props.onYes}>
          {props.texts.deleteYes}
        </button>
        <button type="button" class="button" onClick={props.onKeep}>
          {props.texts.keep}
        </button>
      </div>
    </div>
  );
}
