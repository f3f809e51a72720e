import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';

import { violations } from '../../testing/axe.ts';
import type { FakeOptions } from '../../testing/fake-worker.ts';
import { renderApp, type RenderedApp } from '../../testing/render-app.tsx';

let app: RenderedApp;
const sheet = page.getByRole('region', { name: 'Test reviews', exact: true });
const rows = () => [...document.querySelectorAll<HTMLElement>('.tested-reviews [data-index]')];
const row = (index: number) => {
  const found = document.querySelector<HTMLElement>(`.tested-reviews [data-index="${index}"]`);
  if (!found) throw new Error(`Row ${index} is not in the document.`);
  return found;
};
const filter = (name: RegExp) =>
  sheet.getByRole('group', { name: 'Which reviews' }).getByRole('button', { name });
const received = (name: string) => app.workers.flatMap((w) => w.received).filter((c) => c.name === name);
const chosen = (index: number) =>
  [...row(index).querySelectorAll('[aria-pressed=true]')].map((button) => button.textContent);
async function total(text: string) {
  await expect.element(sheet.getByRole('status')).toHaveTextContent(text);
}
const shares = () =>
  rows().map((each) => Number(/(?:negative|positive) ([\d.]+)%/.exec(each.textContent ?? '')?.[1]));

/** A network that was trained and tested. */
async function openTested(options: Partial<FakeOptions> = {}) {
  app = await renderApp({ pace: 1, stepsPerEpoch: 15, ...options }, undefined, 'understand');
  app.controller.settings.set('epochs', '1');
  await app.controller.run.start();
  await total('298 reviews');
  await expect.poll(() => rows().length).toBeGreaterThan(5);
}

beforeEach(() => page.viewport(1280, 900));
afterEach(() => app.unmount());

describe('the reviews of a test', () => {
  it('have text, probability, and whether it was right; axe finds nothing, on a phone neither', async () => {
    await openTested();
    await expect
      .element(sheet.getByRole('grid', { name: 'Test reviews' }))
      .toHaveAttribute('aria-rowcount', '299');
    expect(row(0).textContent).toMatch(/^10.+(negative|positive) \d+\.\d%(right|wrong: (negative|positive))/);
    const bar = row(0).querySelector('.tested-bar')!.getBoundingClientRect();
    const fill = row(0).querySelector('.tested-fill')!.getBoundingClientRect();
    expect(fill.width / bar.width).toBeCloseTo(Math.abs(shares()[0] / 100 - 0.5), 1);
    expect(await violations('.panel-test')).toEqual([]);
    await page.viewport(390, 844);
    // What scrolls now becomes a stop of the keyboard a moment later.
    await expect.poll(() => violations('.panel-test')).toEqual([]);
    expect(document.documentElement.scrollWidth).toBe(390);
  });

  it('are filtered and sorted by buttons that say how many each has', async () => {
    await openTested();
    await expect.element(filter(/^All 298$/)).toHaveAttribute('aria-pressed', 'true');
    await filter(/^Wrong \d+$/).click();
    await expect.poll(() => rows().every((each) => /wrong: /.test(each.textContent ?? ''))).toBe(true);
    await filter(/^Unsure \d+$/).click();
    await expect.poll(() => shares()[0]).toBeLessThan(60);
    await expect.poll(() => shares().every((share, i, all) => i === 0 || share >= all[i - 1])).toBe(true);
    expect(Math.max(...shares())).toBeLessThan(75);
    await filter(/^Most confident errors \d+$/).click();
    await expect.poll(() => shares().every((share, i, all) => i === 0 || share <= all[i - 1])).toBe(true);
    await expect.poll(() => rows().every((each) => /wrong: /.test(each.textContent ?? ''))).toBe(true);
    await sheet.getByRole('searchbox', { name: 'Search in the test' }).fill('PHONE');
    await expect.poll(() => rows().every((each) => each.textContent?.includes('The phone'))).toBe(true);
    expect(received('tested-reviews').at(-1)?.request).toMatchObject({
      query: { show: 'errors', cell: null, search: 'PHONE' },
      count: 100,
    });
    await sheet.getByRole('searchbox').fill('no such words');
    await total('No review matches.');
    await expect.element(filter(/^All 0$/)).toBeVisible();
  });

  it('are those of a cell of the confusion matrix when that is pressed', async () => {
    await openTested();
    const table = page.getByRole('table', { name: 'Confusion matrix' });
    await expect.element(table.getByRole('columnheader', { name: 'predicted negative' })).toBeVisible();
    const cell = table.getByRole('button', {
      name: '26 actual negative, predicted positive: show these reviews',
    });
    cell.element().focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(sheet.getByText(/Only actual negative, predicted positive/)).toBeVisible();
    await expect.poll(() => document.activeElement?.textContent).toMatch(/^\d+ reviews$/);
    await expect
      .poll(() => rows().every((each) => /positive [\d.]+%wrong: negative/.test(each.textContent ?? '')))
      .toBe(true);
    await sheet.getByRole('button', { name: 'All cells' }).click();
    await total('298 reviews');
  });

  it('are corrected in place, by keyboard as in the table of the data', async () => {
    await openTested();
    const before = chosen(1);
    row(0).focus();
    await userEvent.keyboard('{ArrowDown}x');
    expect(document.activeElement).toBe(row(1));
    await expect
      .poll(() => received('correct').map(({ request }) => request))
      .toEqual([{ rows: [19], correction: 'exclude' }]);
    await expect.poll(() => chosen(1)).toEqual(['exclude']);
    await expect.poll(() => received('tested-reviews').length).toBeGreaterThan(2);
    await sheet.getByRole('button', { name: 'Undo the correction of row 20' }).click();
    await expect.poll(() => chosen(1)).toEqual(before);
    await userEvent.keyboard('{End}');
    await expect.poll(() => document.activeElement?.getAttribute('data-index')).toBe('297');
  });

  it('say what to do where the tested reviews are not loaded', async () => {
    app = await renderApp(
      {
        pace: 1,
        stepsPerEpoch: 15,
        fail: { 'tested-reviews': { code: 'bad-input', told: { code: 'tested-reviews-gone' } } },
      },
      undefined,
      'understand',
    );
    app.controller.settings.set('epochs', '1');
    await app.controller.run.start();
    await expect.element(sheet.getByText(/are not loaded: test again to see them/)).toBeVisible();
    expect(sheet.getByRole('grid').query()).toBeNull();
    expect(await violations('.panel-test')).toEqual([]);
  });
});
