import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { Language } from '../../i18n/language.js';
import type { ExposureTexts } from '../../i18n/texts/exposure-texts.js';
import { labelled } from '../marks.js';
import { picturePng } from './picture-png.js';
import { saveFile, tableCsv } from './save-picture.js';

/** A picture with what stands behind it: a real table, its files, and how to read it. */
export function Picture(props: {
  readonly id: string;
  readonly title: string;
  readonly line: string;
  readonly texts: ExposureTexts;
  readonly language: Language;
  /** First row = column heads, first column = row heads. */
  readonly table: ReadonlyArray<readonly string[]>;
  /** What the picture is of, for its file: weeks. */
  readonly period: string;
  /** On a narrow screen only its title is there until it is opened. */
  readonly folds?: boolean;
  readonly note?: ComponentChildren;
  readonly children: ComponentChildren;
}) {
  const { id, title, line, texts, table, language } = props;
  const [folded, setFolded] = useState(props.folds === true);
  const figure = useRef<HTMLElement>(null);
  const [head = [], ...rows] = table;
  const savePng = async () => {
    if (figure.current !== null)
      saveFile(`evenkeel-${id}.png`, await picturePng(figure.current, props.period));
  };
  return (
    <figure class="card picture" id={id} ref={figure} aria-labelledby={`${id}-title`} data-folded={folded}>
      <header class="picture-head">
        <h2 id={`${id}-title`}>{title}</h2>
        {props.folds === true && (
          <button
            type="button"
            class="button no-print fold"
            aria-expanded={!folded}
            onClick={() => setFolded(!folded)}
          >
            <ButtonName name={folded ? texts.show : texts.hide} of={title} language={language} />
          </button>
        )}
        <div class="row no-print">
          <button
            type="button"
            class="button"
            onClick={() => saveFile(`evenkeel-${id}.csv`, tableCsv(table))}
          >
            <ButtonName name={texts.csv} of={title} language={language} />
          </button>
          <button type="button" class="button" onClick={() => void savePng()}>
            <ButtonName name={texts.png} of={title} language={language} />
          </button>
        </div>
      </header>
      <p class="soft">{line}</p>
      {props.children}
      <figcaption>
        {props.note}
        <details>
          <summary>{texts.table}</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
          <section class="table-scroll" tabIndex={0} aria-label={labelled(title, texts.table, language)}>
            <table>
              <thead>
                <tr>
                  {head.map((cell) => (
                    <th scope="col" key={cell}>
                      {cell}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map(([first, ...cells]) => (
                  <tr key={first}>
                    <th scope="row">{first}</th>
                    {cells.map((cell, at) => (
                      <td key={head[at + 1]}>{cell}</td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        </details>
      </figcaption>
    </figure>
  );
}

/** The name of a button that stands on every picture; a screen reader adds which one. */
function ButtonName({
  name,
  of,
  language,
}: {
  readonly name: string;
  readonly of: string;
  readonly language: Language;
}) {
  return (
    <>
      {name}
      <span class="visually-hidden">{labelled('', of, language)}</span>
    </>
  );
}
