const COPIED = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'font-family',
  'font-size',
  'font-weight',
  'opacity',
];
const SCALE = 2;
const MARGIN = 20;
const LINE = 18;

type Block =
  | { readonly kind: 'text'; readonly text: string; readonly font: string; readonly isSoft: boolean }
  | { readonly kind: 'image'; readonly image: HTMLImageElement; readonly height: number };

/**
 * A figure as PNG on the page's ground: title and period, every chart under its heading, and how each number is made,
 * so that the file can stand by itself.
 */
export async function picturePng(figure: HTMLElement, period: string): Promise<Blob> {
  const charts = [...figure.querySelectorAll('svg')];
  const width = Math.max(...charts.map((svg) => svg.viewBox.baseVal.width), 480);
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d')!;
  const { fontFamily } = getComputedStyle(figure);
  const text = (content: string, size: number, isSoft = false): Block[] => {
    const font = `${size >= 15 ? 600 : 400} ${size}px ${fontFamily}`;
    context.font = font;
    return wrapped(context, content, width).map((line) => ({ kind: 'text', text: line, font, isSoft }));
  };
  const blocks: Block[] = [
    ...text(figure.querySelector('h2')?.textContent ?? '', 17),
    ...text(period, 12, true),
  ];
  for (const svg of charts) {
    const heading = svg.closest('section')?.querySelector('h3')?.textContent;
    if (heading) blocks.push(...text(heading, 15));
    blocks.push({ kind: 'image', image: await imageOf(svg), height: svg.viewBox.baseVal.height });
  }
  for (const note of figure.querySelectorAll('.absences li, .measure-note dd'))
    blocks.push(...text(note.textContent ?? '', 12, true));

  const heightOf = (block: Block) => (block.kind === 'text' ? LINE + 4 : block.height + 8);
  canvas.width = (width + 2 * MARGIN) * SCALE;
  canvas.height = (blocks.reduce((sum, block) => sum + heightOf(block), 0) + 2 * MARGIN) * SCALE;
  context.scale(SCALE, SCALE);
  const { backgroundColor, color } = getComputedStyle(figure);
  const soft = getComputedStyle(figure.querySelector('.soft') ?? figure).color;
  context.fillStyle = backgroundColor;
  context.fillRect(0, 0, canvas.width, canvas.height);
  let y = MARGIN;
  for (const block of blocks) {
    if (block.kind === 'text') {
      context.font = block.font;
      context.fillStyle = block.isSoft ? soft : color;
      context.fillText(block.text, MARGIN, y + LINE - 4);
    } else context.drawImage(block.image, MARGIN, y, block.image.width, block.image.height);
    y += heightOf(block);
  }
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob === null ? reject(new Error('No picture.')) : resolve(blob)), 'image/png');
  });
}

/** Styles are written into a copy, since an image sees no style sheet. */
async function imageOf(svg: SVGSVGElement): Promise<HTMLImageElement> {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const originals = [svg, ...svg.querySelectorAll('*')];
  for (const [index, element] of [copy, ...copy.querySelectorAll('*')].entries()) {
    const style = getComputedStyle(originals[index]!);
    for (const property of COPIED) element.setAttribute(property, style.getPropertyValue(property));
  }
  const { width, height } = svg.viewBox.baseVal;
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  const image = new Image(width, height);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await image.decode();
  return image;
}

/** Lines that fit; a text without spaces (Chinese) breaks anywhere. */
function wrapped(context: CanvasRenderingContext2D, text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.match(/[\u3000-\u9fff\uff00-\uffef]|[^\s\u3000-\u9fff\uff00-\uffef]+\s*|\s+/g) ??
    []) {
    if (line !== '' && context.measureText(line + word).width > width) {
      lines.push(line);
      line = '';
    }
    line += word;
  }
  return [...lines, line];
}
