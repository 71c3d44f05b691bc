import type { Page } from 'playwright-core';

/** A picture for a sheet: what it shows, and which place on the sheet is its own. */
export type PlacedPicture = { readonly name: string; readonly place: number; readonly png: Buffer };

/** How far a picture is from the one of the same place on the kept sheet. */
export type PictureDistance = { readonly name: string; readonly share: number };

/**
 * Pixels of a picture that become one of the sheet. Coarse on purpose: which letters a font draws averages out,
 * what is drawn where and in which colour does not.
 */
const COARSE_PX = 6;
const COLUMNS = 7;
/** How far a cell may lie outside what is around its place on the kept sheet; of 255. */
const TOLERANCE = 26;

/**
 * Lays pictures of one size out on one coarse sheet, and measures each against the kept sheet: `share` is the part
 * of its cells that resemble nothing in the same place there, or the other way round.
 *
 * @param painter any page; it is where pictures are decoded
 * @param places how many places the sheet has
 * @param kept a sheet made before, of pictures of the same size; null measures nothing
 */
export async function layOut(
  painter: Page,
  pictures: readonly PlacedPicture[],
  { places, kept }: { readonly places: number; readonly kept: Buffer | null },
): Promise<{ readonly sheet: Buffer; readonly distances: readonly PictureDistance[] }> {
  const done = await painter.evaluate(
    async ({ pictures, places, kept, coarse, columns, tolerance }) => {
      const decode = async (base64: string) => {
        const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
        return createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      };
      const bitmaps = await Promise.all(pictures.map(({ png }) => decode(png)));
      const [wide, high] = [bitmaps[0]!.width, bitmaps[0]!.height].map((px) => Math.round(px / coarse)) as [
        number,
        number,
      ];
      const canvas = new OffscreenCanvas(wide * columns, high * Math.ceil(places / columns));
      const paper = canvas.getContext('2d', { willReadFrequently: true })!;
      const placeOf = (index: number) =>
        [(index % columns) * wide, Math.floor(index / columns) * high] as const;
      for (const [index, { place }] of pictures.entries()) {
        const bitmap = bitmaps[index]!;
        const small = await createImageBitmap(bitmap, {
          resizeWidth: wide,
          resizeHeight: high,
          resizeQuality: 'high',
        });
        paper.drawImage(small, ...placeOf(place));
      }
      const distances: { name: string; share: number }[] = [];
      if (kept !== null) {
        const before = await decode(kept);
        const same = before.width === canvas.width && before.height === canvas.height;
        const keptCanvas = new OffscreenCanvas(canvas.width, canvas.height);
        const keptPaper = keptCanvas.getContext('2d', { willReadFrequently: true })!;
        keptPaper.drawImage(before, 0, 0);
        for (const { name, place } of pictures) {
          const [x, y] = placeOf(place);
          const now = paper.getImageData(x, y, wide, high).data;
          const then = keptPaper.getImageData(x, y, wide, high).data;
          const strange = new Set([...outside(now, then), ...outside(then, now)]);
          distances.push({ name, share: same ? strange.size / (wide * high) : 1 });
        }
      }
      const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer());
      let text = '';
      for (const byte of bytes) text += String.fromCharCode(byte);
      return { sheet: btoa(text), distances };

      /** Cells of `one` that lie outside the span of the 3 × 3 cells around their place in `other`. */
      function outside(one: Uint8ClampedArray, other: Uint8ClampedArray): number[] {
        const found: number[] = [];
        for (let at = 0; at < wide * high; at++) {
          const [column, row] = [at % wide, Math.floor(at / wide)];
          for (let channel = 0; channel < 3; channel++) {
            let [low, top] = [255, 0];
            for (let r = Math.max(0, row - 1); r <= Math.min(high - 1, row + 1); r++)
              for (let c = Math.max(0, column - 1); c <= Math.min(wide - 1, column + 1); c++) {
                const value = other[(r * wide + c) * 4 + channel]!;
                low = Math.min(low, value);
                top = Math.max(top, value);
              }
            const value = one[at * 4 + channel]!;
            if (value < low - tolerance || value > top + tolerance) {
              found.push(at);
              break;
            }
          }
        }
        return found;
      }
    },
    {
      pictures: pictures.map(({ name, place, png }) => ({ name, place, png: png.toString('base64') })),
      places,
      kept: kept?.toString('base64') ?? null,
      coarse: COARSE_PX,
      columns: COLUMNS,
      tolerance: TOLERANCE,
    },
  );
  return { sheet: Buffer.from(done.sheet, 'base64'), distances: done.distances };
}
