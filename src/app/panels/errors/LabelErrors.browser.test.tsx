import { afterEach, beforeEach, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';

import { violations } from '../../testing/axe.ts';
import type { FakeOptions } from '../../testing/fake-worker.ts';
import { renderApp, type RenderedApp } from '../../testing/render-app.tsx';

let app: RenderedApp;
const sheet = page.getByRole('region', { name: 'Likely label errors' });
const find = sheet.getByRole('button', { name: 'Look for likely label errors' });
const row = (index: number) => {
  const found = document.querySelector<HTMLElement>(`.panel-label-errors [data-index="${index}"]`);
  if (!found) throw new Error(`Row ${index} is not in the document.`);
  return found;
};
const received = (name: string) => app.workers.flatMap((w) => w.received).filter((c) => c.name === name);
const chosen = (index: number) => row(index).querySelector('[aria-pressed=true]')?.textContent;

async function openPanel(options: Partial<FakeOptions> = {}): Promise<void> {
  app = await renderApp({ pace: 1, ...options }, undefined, 'understand');
  await expect.element(find).toBeEnabled();
}

async function openFound(): Promise<void> {
  await openPanel();
  await find.click();
  await expect.element(sheet.getByRole('grid', { name: 'Likely label errors' })).toBeVisible();
  await expect.poll(() => document.querySelectorAll('.suggestion').length).toBeGreaterThan(5);
}

beforeEach(() => page.viewport(1280, 900));
afterEach(() => app.unmount());

it('lists labels that may be wrong with what they should be; axe finds nothing, on a phone neither', async () => {
  await openFound();
  await expect
    .element(sheet)
    .toHaveTextContent(
      '34 labels may be wrong. The network answered too for the 596 reviews that it was not trained on.',
    );
  expect(row(0).textContent).toMatch(/^5.+negative 99\.1%labelled positiveCorrect to negative/);
  const shares = [...document.querySelectorAll('.suggestion-class')].map(({ textContent }) =>
    Number(/[\d.]+/.exec(textContent ?? '')?.[0]),
  );
  expect(shares).toEqual(shares.toSorted((a, b) => b - a));
  await expect.poll(() => violations('.panel-label-errors')).toEqual([]);
  await page.viewport(390, 844);
  await expect.poll(() => violations('.panel-label-errors')).toEqual([]);
  expect(document.documentElement.scrollWidth).toBe(390);
});

it('puts a label right by one press, and takes that back; the keyboard stays at its row', async () => {
  await openFound();
  const before = chosen(0);
  row(0).focus();
  await userEvent.keyboard('{ArrowRight}');
  const button = sheet.getByRole('button', { name: 'Correct to negative: row 5', exact: true });
  await button.click();
  await expect
    .poll(() => received('correct').map(({ request }) => request))
    .toEqual([{ rows: [4], correction: 0 }]);
  await expect.poll(() => chosen(0)).toBe('negative');
  expect(document.activeElement).toBe(row(0));
  expect(button.query()).toBeNull();
  await expect.element(sheet.getByText(/have changed since: look again/)).toBeVisible();
  await sheet.getByRole('button', { name: 'Undo the correction of row 5' }).click();
  await expect.poll(() => chosen(0)).toBe(before);
  await expect.poll(() => sheet.getByText(/look again/).query()).toBeNull();
  row(1).focus();
  await userEvent.keyboard('x');
  await expect.poll(() => chosen(1)).toBe('exclude');
});

it('asks to look again while network or labels differ, and no longer once they are as they were', async () => {
  app = await renderApp({ pace: 1 }, undefined, 'understand');
  const { store, run, model } = app.controller;
  await run.start();
  await expect.poll(() => store.getState().test.report).not.toBeNull();
  await find.click();
  await expect.poll(() => document.querySelectorAll('.suggestion').length).toBeGreaterThan(5);
  const again = sheet.getByText(/have changed since: look again/);
  const { summary } = store.getState().model.held ?? {};
  if (!summary) throw new Error('No network.');
  const { decision } = summary;
  await model.decided({ ...summary, decision: { ...decision, temperature: 2 } }, null);
  await expect.element(again).toBeVisible();
  await model.decided({ ...summary, decision: { ...decision } }, null);
  await expect.element(again).not.toBeInTheDocument();
  await sheet.getByRole('button', { name: 'Correct to negative: row 5', exact: true }).click();
  await expect.element(again).toBeVisible();
  await model.decided({ ...summary, decision: { ...decision } }, null);
  // The network was trained on the labels as they were, also when it decides anew.
  const { doctor, data } = store.getState();
  expect(doctor.trainedOn).not.toBe(data.loaded?.summary.fingerprint);
  await sheet.getByRole('button', { name: 'Undo the correction of row 5' }).click();
  await expect.element(again).not.toBeInTheDocument();
});

it('tells how far the search is, and ends it when asked, or when training starts', async () => {
  await openPanel({ checkPace: 600, holdAt: 15 });
  await find.click();
  await expect.element(sheet.getByText(/^Looking: \d0% …$/)).toBeVisible();
  await sheet.getByRole('button', { name: 'Cancel' }).click();
  await expect.element(find).toBeEnabled();
  await find.click();
  await expect.element(sheet.getByText(/^Looking: \d0% …$/)).toBeVisible();
  void app.controller.run.start();
  await expect.element(sheet.getByText(/Stop it before you look for label errors/)).toBeVisible();
  const cancelled = received('cancel').map(({ request }) => request);
  const searches = received('find-label-errors').map(({ id }) => ({ id }));
  expect(searches).toHaveLength(2);
  expect(cancelled).toEqual(expect.arrayContaining(searches));
});

it('forgets what it found when other data is loaded, and says what went wrong', async () => {
  await openFound();
  await app.controller.data.choose('imdb');
  await expect.element(find).toBeEnabled();
  expect(sheet.getByRole('grid').query()).toBeNull();
  app.unmount();
  await openPanel({ fail: { 'find-label-errors': { code: 'bad-input', told: { code: 'no-reviews' } } } });
  await find.click();
  await expect.element(sheet.getByRole('alert')).toBeVisible();
});
