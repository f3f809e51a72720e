import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';

import { violations } from '../../testing/axe.ts';
import type { FakeOptions } from '../../testing/fake-worker.ts';
import { renderApp, type RenderedApp } from '../../testing/render-app.tsx';
import { catchSavedFiles } from '../../testing/saved-files.ts';

let app: RenderedApp;
const sheet = page.getByRole('region', { name: 'The line' });
const inside = page.getByRole('region', { name: 'Inside the network' });
const button = (name: string) => sheet.getByRole('button', { name, exact: true });
const asked = () => app.workers.flatMap((w) => w.received).filter(({ name }) => name === 'line');

async function openTraced(text: string, options: Partial<FakeOptions> = {}): Promise<void> {
  app = await renderApp({ pace: 1, stepsPerEpoch: 15, ...options }, undefined, 'understand');
  await expect.element(sheet.getByText(/^Train a network or load one/)).toBeVisible();
  app.controller.settings.set('epochs', '1');
  await app.controller.run.start();
  await expect.element(sheet.getByText(/^Write a review in “Inside the network”/)).toBeVisible();
  await inside.getByRole('textbox', { name: 'The text to look at' }).fill(text);
  await expect.element(button('Draw the line')).toBeVisible();
}

/** Different colours of the picture. */
function coloursDrawn(): number {
  const canvas = document.querySelector<HTMLCanvasElement>('.line-picture canvas');
  if (!canvas || canvas.width === 0) return 0;
  const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
  const found = new Set<number>();
  for (let i = 0; i < pixels.length; i += 4)
    found.add((pixels[i] << 16) | (pixels[i + 1] << 8) | pixels[i + 2]);
  return found.size;
}

beforeEach(() => page.viewport(1280, 900));
afterEach(() => {
  vi.restoreAllMocks();
  app.unmount();
});

it('draws the states and the way of the text, which is walked by keys; axe finds nothing, on a phone neither', async () => {
  await openTraced('great food and bad service');
  expect(asked()).toEqual([]);
  await button('Draw the line').click();
  await expect.element(sheet.getByText(/^91\.0% of the states’ variance lies on the line/)).toBeVisible();
  await expect
    .element(sheet.getByText(/Maheswaranathan, A. Williams, M. Golub, S. Ganguli and D. Sussillo/))
    .toBeVisible();
  await expect
    .element(
      sheet.getByRole('img', {
        name: 'States along the line and across it. negative reviews end at −2.00 on average, positive reviews end at +2.00 on average.',
      }),
    )
    .toBeVisible();
  await expect.poll(coloursDrawn).toBeGreaterThan(10);
  await expect.element(sheet.getByText(/^“service” moves the text by \+0\.00: it stands at/)).toBeVisible();
  const slider = sheet.getByRole('slider', { name: 'Word of the text' });
  await slider.click();
  await userEvent.keyboard('{Home}');
  await expect
    .element(sheet.getByText('After “great” the text stands at +1.60 on the line, on the side of positive.'))
    .toBeVisible();
  await expect.element(button('Previous word')).toBeDisabled();
  await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowRight}');
  await expect
    .element(
      sheet.getByText(
        '“bad” moves the text by −1.40: it stands at +0.20 on the line, on the side of positive.',
      ),
    )
    .toBeVisible();
  await button('The way as numbers').click();
  await expect.element(sheet.getByRole('row', { name: 'great +1.60 +0.00' })).toBeVisible();
  await expect.poll(() => violations('.panel-line')).toEqual([]);
  await page.viewport(390, 844);
  await expect.poll(() => violations('.panel-line')).toEqual([]);
  expect(document.documentElement.scrollWidth).toBe(390);
});

it('follows the text once it was asked for', async () => {
  await openTraced('great food');
  await button('Draw the line').click();
  await expect.element(sheet.getByText(/^“food” moves the text/)).toBeVisible();
  await inside.getByRole('textbox', { name: 'The text to look at' }).fill('bad place');
  await expect.element(sheet.getByText(/^“place” moves the text .*on the side of negative/)).toBeVisible();
  expect(asked().at(-1)?.request).toEqual({ text: 'bad place' });
});

it('is saved as a picture and as numbers, up to the word that is shown', async () => {
  await openTraced('great food and bad service');
  await button('Draw the line').click();
  await button('Previous word').click();
  const saved = catchSavedFiles();
  const group = sheet.getByRole('group', { name: 'Save the line:' });
  for (const ending of ['SVG', 'PNG', 'CSV']) await group.getByRole('button', { name: ending }).click();
  await expect.poll(saved.names).toEqual(['line.csv', 'line.png', 'line.svg']);
  const svg = await saved.svgOf('line.svg');
  const labels = [...(svg?.querySelectorAll('text') ?? [])].map(({ textContent }) => textContent);
  expect(labels).toEqual([
    'The line',
    'bad',
    '← negative',
    'along the readout (logit)',
    'positive →',
    ...labels.slice(5),
  ]);
  expect(labels.slice(5)).toEqual([
    'negative: small after a word, large at the end',
    'positive: small after a word, large at the end',
    'the current text',
  ]);
  const { found } = app.controller.store.getState().line;
  const lines = (await saved.fileOf('line.csv').text()).trimEnd().split('\r\n');
  expect(lines).toHaveLength(1 + (found?.states.x.length ?? 0) + 5);
  expect(lines[0]).toMatch(/^\ufeff?"Shown","Class","Word","Along the line","Across"$/);
  expect(lines[1]).toMatch(/^"state (after a word|at the end of a review)","(negative|positive)","","-?\d/);
  expect(lines.at(-2)).toMatch(/^"the current text","","bad","0\.2\d*","0\.3\d*"$/);
  // A mark for each state, two for the way, one for each of its words, the middle, and the legend.
  expect(svg?.querySelectorAll('path')).toHaveLength((found?.states.x.length ?? 0) + 2 + 4 + 1 + 3);
});

it('says why there is none', async () => {
  const told = { code: 'choose-a-dataset-first' } as const;
  await openTraced('great food', { fail: { line: { code: 'bad-input', told } } });
  await button('Draw the line').click();
  await expect
    .element(
      sheet
        .getByRole('alert')
        .or(sheet.getByText(/dataset/i))
        .first(),
    )
    .toBeVisible();
  await expect.element(button('Draw the line')).toBeVisible();
});
