import type { Page } from 'playwright-core';

/** A picture and what it shows. */
export type NamedPicture = { readonly name: string; readonly jpeg: Buffer };

/**
 * Lays pictures of one width out side by side, each under its name, for people to look at.
 * @param painter any page; what it showed is lost
 */
export async function contactSheet(
  painter: Page,
  title: string,
  pictures: readonly NamedPicture[],
): Promise<Buffer> {
  const figures = pictures.map(
    ({ name, jpeg }) =>
      `<figure><figcaption>${name}</figcaption><img src="data:image/jpeg;base64,${jpeg.toString('base64')}"></figure>`,
  );
  // Many pictures of long pages, maybe on a busy machine: a sheet takes the time that it takes.
  painter.setDefaultTimeout(0);
  await painter.setViewportSize({ width: 1_760, height: 600 });
  await painter.setContent(
    `<style>body{margin:12px;font:14px sans-serif;background:#888}main{display:flex;flex-wrap:wrap;gap:12px;align-items:start}
figure{margin:0}img{max-width:420px;max-height:1600px;display:block}figcaption{color:#fff}</style><h1>${title}</h1><main>${figures.join('')}</main>`,
  );
  await painter.waitForFunction(() => [...document.images].every(({ complete }) => complete));
  return painter.screenshot({ fullPage: true, type: 'jpeg', quality: 80 });
}
