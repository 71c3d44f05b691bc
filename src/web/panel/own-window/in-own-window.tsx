import { render } from 'preact';
import type { PanelTexts } from '../../../i18n/texts/panel-text-shape.js';
import { Boat } from '../breathing/boat.js';

/** What stands in the page while its panel is in a window of its own. Returns what takes it away. */
export function showInOwnWindow(texts: PanelTexts, onBack: () => void): () => void {
  const place = document.createElement('main');
  place.className = 'in-own-window';
  document.body.append(place);
  const { title, line } = texts.inOwnWindow;
  render(
    <section class="state" data-tone="waiting">
      <Boat />
      <h1>{title}</h1>
      <p>{line}</p>
      <button type="button" class="button" onClick={onBack}>
        {texts.bringBack}
      </button>
    </section>,
    place,
  );
  return () => {
    render(null, place);
    place.remove();
  };
}
