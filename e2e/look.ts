/** What can be seen and hit on the page: pixels with and without a thing, and the boxes of all that can be pressed. */
import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { choose, show, trainToTheEnd, tryReview, type View } from './page.ts';

const settings = { epochs: '2', layerSizes: '12,8', embeddingSize: '16', batchSize: '64' };

/** A page with a small network that has been trained and tested, and with all that unfolds unfolded. */
export async function openTrained(page: Page): Promise<void> {
  const link = new URLSearchParams({ run: '1', data: 'uci-sentences', ...settings });
  await page.goto(`./#${link}`);
  await expect(page.getByText('These settings came with the link that you opened.')).toBeVisible();
  await choose(page, 'Backend', 'WebAssembly');
  await show(page, 'Data');
  await expect(page.getByRole('heading', { name: 'What was found' })).toBeVisible({ timeout: 60_000 });
  await trainToTheEnd(page, 120_000);
}

/** What unfolds in each view. */
const folds: Record<View, string[]> = {
  Data: ['Look through the reviews'],
  Train: ['More settings', 'What was tried', 'Epochs', 'Continue training'],
  Understand: [],
  Runs: [],
  Export: ['Continue training'],
};
export const views = Object.keys(folds) as View[];

/** Unfolds the rest, and fills what answers. */
export async function unfold(page: Page): Promise<void> {
  for (const view of views) {
    await show(page, view);
    for (const name of folds[view]) await page.getByRole('button', { name, exact: true }).click();
    if (view === 'Data') await expect(page.getByRole('grid').getByRole('row').nth(2)).toBeVisible();
  }
  await tryReview(page, 'The food was great, the zyzzyva was bad.');
}

/**
 * Everything that a pointer can press and whose box is smaller than `least` pixels, by name and size; or that something
 * else lies on. A label that holds its control is pressed as a whole.
 */
export async function smallTargets(page: Page, least: number): Promise<string[]> {
  // Rows of a long list are measured in the frame after they are shown.
  await page.waitForTimeout(300);
  return page.evaluate((size) => {
    const controls = document.querySelectorAll<HTMLElement>(
      'a[href], button, input:not([type=file]), select, textarea, summary, [role=button], [role=link]',
    );
    return [...controls].flatMap((control) => {
      // It comes into view with the focus of a keyboard: no pointer meets it.
      if (control.matches('.skip') || !control.checkVisibility({ visibilityProperty: true })) return [];
      const target = control.closest('label') ?? control;
      target.scrollIntoView({ block: 'center', inline: 'center' });
      const { left, top, width, height } = target.getBoundingClientRect();
      const hit = document.elementFromPoint(left + width / 2, top + height / 2);
      const name = control.getAttribute('aria-label') ?? (target.textContent || control.id);
      if (width < size - 0.5 || height < size - 0.5)
        return [`${name}: ${width.toFixed(0)} by ${height.toFixed(0)}`];
      return hit && (target.contains(hit) || hit.closest('label')?.contains(control))
        ? []
        : [
            `${name}: covered at ${left.toFixed(0)},${top.toFixed(0)} by ${hit?.className ?? 'nothing'} in ${target.parentElement?.parentElement?.className}`,
          ];
    });
  }, least);
}

/** WCAG's contrast of two pixels, for as many as there are in both pictures; counts those of 3:1 and more. */
async function visiblePixels(page: Page, one: Buffer, other: Buffer): Promise<number> {
  const decoder = await page.context().newPage();
  try {
    return await decoder.evaluate(
      async (pictures) => {
        const [a, b] = await Promise.all(
          pictures.map(async (text) => {
            const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
            const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
            const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
            const context = canvas.getContext('2d');
            if (!context) throw new Error('There is no canvas.');
            context.drawImage(bitmap, 0, 0);
            return context.getImageData(0, 0, bitmap.width, bitmap.height).data;
          }),
        );
        const part = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
        const light = (data: Uint8ClampedArray, i: number) =>
          0.2126 * part(data[i] / 255) + 0.7152 * part(data[i + 1] / 255) + 0.0722 * part(data[i + 2] / 255);
        let seen = 0;
        for (let i = 0; i < a.length; i += 4) {
          const [x, y] = [light(a, i), light(b, i)];
          if ((Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05) >= 3) seen += 1;
        }
        return seen;
      },
      [one.toString('base64'), other.toString('base64')],
    );
  } finally {
    await decoder.close();
  }
}

/**
 * How many pixels of an element can be told from what they lie on, at a contrast of 3:1.
 * @param without the style that hides it, or a part of it
 */
export async function pixelsSeen(
  page: Page,
  element: Locator,
  without: Record<string, string>,
): Promise<number> {
  await element.scrollIntoViewIfNeeded();
  const box = await element.boundingBox();
  if (!box) throw new Error('It is not on the page.');
  const clip = { x: box.x, y: box.y, width: Math.max(2, box.width), height: Math.max(2, box.height) };
  const shown = await page.screenshot({ clip, animations: 'disabled' });
  const setStyle = (style: Record<string, string>) =>
    element.evaluate((node, change) => {
      const own = (node as HTMLElement | SVGElement).style;
      const before = Object.keys(change).map((name) => [name, own.getPropertyValue(name)] as const);
      for (const [name, value] of Object.entries(change)) own.setProperty(name, value);
      return Object.fromEntries(before);
    }, style);
  const before = await setStyle(without);
  const hidden = await page.screenshot({ clip, animations: 'disabled' });
  await setStyle(before);
  return visiblePixels(page, shown, hidden);
}
