import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { ExposureTexts } from '../../i18n/texts/exposure-texts.js';
import { picturePng } from './picture-png.js';
import { saveFile, tableCsv } from './save-picture.js';

/** A picture with what stands behind it: a real table, its files, and how to read it. */
export function Picture(props: {
  readonly id: string;
  readonly title: string;
  readonly line: string;
  readonly texts: ExposureTexts;
  /** First row = column heads, first column = row heads. */
  readonly table: ReadonlyArray<readonly string[]>;
  /** What the picture is of, for its file: weeks. */
  readonly period: string;
  /** On a narrow screen only its title is there until it is opened. */
  readonly folds?: boolean;
  readonly note?: ComponentChildren;
  readonly children: ComponentChildren;
}) {
  const { id, title, line, texts, table } = props;
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
            {folded ? texts.show : texts.hide}
            <span class="visually-hidden">: {title}</span>
          </button>
        )}
        <div class="row no-print">
          <button
            type="button"
            class="button"
            onClick={() => saveFile(`evenkeel-${id}.csv`, tableCsv(table))}
          >
            {texts.csv}
            <span class="visually-hidden">: {title}</span>
          </button>
          <button type="button" class="button" onClick={() => void savePng()}>
            {texts.png}
            <span class="visually-hidden">: {title}</span>
          </button>
        </div>
      </header>
      <p class="soft">{line}</p>
      <div class="chart-scroll">{props.children}</div>
      <figcaption>
        {props.note}
        <details>
          <summary>{texts.table}</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
          <section class="table-scroll" tabIndex={0} aria-label={title}>
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
