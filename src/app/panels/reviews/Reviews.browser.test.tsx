import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';

import { violations } from '../../testing/axe.ts';
import type { FakeOptions } from '../../testing/fake-worker.ts';
import { renderApp, type RenderedApp } from '../../testing/render-app.tsx';

let app: RenderedApp;
const sheet = page.getByRole('region', { name: 'Reviews', exact: true });
const grid = sheet.getByRole('grid', { name: 'Reviews' });
const rows = () => [...document.querySelectorAll<HTMLElement>('.review-scroller [role=row]')];
const row = (index: number) => {
  const found = document.querySelector<HTMLElement>(`.review-scroller [data-index="${index}"]`);
  if (!found) throw new Error(`Row ${index} is not in the document.`);
  return found;
};
async function total(text: string) {
  await expect.element(sheet.getByText(text, { exact: true })).toBeVisible();
}
const received = (name: string) => app.workers.flatMap((w) => w.received).filter((c) => c.name === name);
const chosen = (index: number) =>
  [...row(index).querySelectorAll('[aria-pressed=true]')].map((button) => button.textContent);

const open = async (options?: Partial<FakeOptions>) => {
  app = await renderApp(options, undefined, 'data');
};
const openTable = async (options?: Partial<FakeOptions>) => {
  await open(options);
  await sheet.getByRole('button', { name: 'Look through the reviews' }).click();
  await expect.poll(() => rows().length).toBeGreaterThan(5);
  await expect.poll(() => row(0).textContent).toMatch(/The food/);
};

beforeAll(() => page.viewport(1280, 900));
afterEach(() => app.unmount());

describe('the table of reviews', () => {
  it('asks for nothing until it is opened, and axe finds nothing in it', async () => {
    await open();
    await expect.element(sheet.getByRole('button', { name: 'Look through the reviews' })).toBeVisible();
    expect(received('rows')).toEqual([]);
    await sheet.getByRole('button', { name: 'Look through the reviews' }).click();
    await total('3,000 rows');
    await expect.poll(() => row(0).textContent).toMatch(/^1The food was cold.*negativetraining/);
    expect(await violations('.panel-reviews')).toEqual([]);
  });

  it('keeps the document small, and asks for a page at a time, with 100,000 rows', async () => {
    await openTable({ doctor: { rows: 100_000 } });
    await total('100,000 rows');
    await expect.element(grid).toHaveAttribute('aria-rowcount', '100001');
    const scroller = document.querySelector('.review-scroller')!;
    scroller.scrollTop = scroller.scrollHeight * 0.6;
    await expect.poll(() => rows().some((r) => Number(r.dataset.index) > 50_000)).toBe(true);
    await expect.poll(() => rows().every((r) => r.getAttribute('aria-busy') === 'false')).toBe(true);
    expect(rows().length).toBeLessThan(45);
    expect(document.querySelectorAll('.panel-reviews *').length).toBeLessThan(900);
    for (const { request } of received('rows')) expect(request).toMatchObject({ count: 100 });
    expect(received('rows').length).toBeLessThan(10);
  });

  it('lets a label be corrected and taken back by keyboard alone', async () => {
    await openTable();
    row(0).focus();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    expect(document.activeElement).toBe(row(2));
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => row(2).querySelector('[aria-expanded]')?.textContent).toBe('Less');
    await userEvent.keyboard('{Tab}{Tab}{Tab}');
    await expect.element(document.activeElement as HTMLElement).toHaveTextContent('positive');
    await userEvent.keyboard('{Enter}');
    await expect
      .poll(() => received('correct').map(({ request }) => request))
      .toEqual([{ rows: [2], correction: 1 }]);
    await expect.poll(() => chosen(2)).toEqual(['positive']);
    await expect.element(sheet.getByText('1 correction by you.')).toBeVisible();
    expect(app.controller.store.getState().data.loaded?.summary.corrections).toBe(1);
    // The focus goes along the column of buttons, and letters work anywhere in a row.
    await userEvent.keyboard('{ArrowDown}');
    expect(row(3).contains(document.activeElement)).toBe(true);
    await userEvent.keyboard('x');
    await expect.poll(() => row(3).textContent).toMatch(/excluded by you/);
    await userEvent.keyboard('u');
    await expect.element(sheet.getByText('1 correction by you.')).toBeVisible();
    await expect.poll(() => chosen(3)).toEqual(['positive']);
    await sheet.getByRole('button', { name: 'Undo the correction of row 3' }).click();
    await expect.poll(() => chosen(2)).toEqual(['negative']);
    await expect.element(sheet.getByText('0 corrections by you.')).toBeVisible();
  });

  it('counts the label that a review has already as no correction, by mouse and by key', async () => {
    await openTable();
    const [has] = chosen(0);
    await sheet.getByRole('group', { name: 'Class of row 1', exact: true }).getByText(has).click();
    row(0).focus();
    await userEvent.keyboard(has[0]);
    await userEvent.keyboard('{ArrowDown}x');
    await expect.poll(() => row(1).textContent).toMatch(/excluded by you/);
    await userEvent.keyboard('x');
    expect(received('correct').map(({ request }) => request)).toEqual([{ rows: [1], correction: 'exclude' }]);
    expect(app.controller.store.getState().data.loaded?.summary.corrections).toBe(1);
  });

  it('has the data checked again after a correction, and says that the network is of before', async () => {
    await openTable();
    app.controller.settings.set('epochs', '1');
    await app.controller.run.start();
    const examined = () => received('examine').length;
    await expect.poll(examined, { timeout: 5_000 }).toBe(1);
    await sheet.getByRole('group', { name: 'Class of row 1', exact: true }).getByText('positive').click();
    await expect.element(sheet.getByText(/trained before these changes/)).toBeVisible();
    await expect.poll(examined, { timeout: 5_000 }).toBe(2);
  });

  it('shows the rows of a finding, and all again', async () => {
    await openTable();
    await page.getByRole('button', { name: 'Show the rows of “same text, two labels”' }).click();
    await total('14 rows');
    expect(received('rows').at(-1)?.request).toMatchObject({
      query: { finding: 'two-labels', search: '', class: null },
    });
    await expect
      .element(sheet.getByRole('combobox', { name: 'Found by the check' }))
      .toHaveDisplayValue('same text, two labels');
    await expect.poll(() => document.activeElement?.textContent).toMatch(/^14 rows/);
    await sheet.getByRole('button', { name: 'Clear the filters' }).click();
    await total('3,000 rows');
  });

  it('opens for the rows of a reason, where the table has them', async () => {
    await open();
    const check = page.getByRole('region', { name: 'Check the data' });
    await expect.element(check.getByText('duplicate 17')).toBeVisible();
    expect(check.getByRole('button', { name: /excluded: duplicate/ }).query()).toBeNull();
    const file = new File(['review,sentiment\nfine,positive\n'], 'reviews.csv');
    await app.controller.take([{ path: file.name, file }]);
    await check.getByRole('button', { name: 'Show 17 rows excluded: duplicate' }).click();
    await total('3 rows');
    await expect.poll(() => rows().every((r) => r.textContent?.includes('excluded: duplicate'))).toBe(true);
    await expect
      .element(sheet.getByRole('combobox', { name: 'Excluded because' }))
      .toHaveDisplayValue('duplicate');
  });

  it('offers the whole text only where two lines are too few', async () => {
    await openTable();
    await expect.poll(() => row(2).textContent).toMatch(/Whole text/);
    expect(row(1).textContent).not.toMatch(/Whole text/);
    const low = row(2).getBoundingClientRect().height;
    row(2).querySelector<HTMLElement>('[aria-expanded]')?.click();
    await expect.poll(() => row(2).getBoundingClientRect().height).toBeGreaterThan(low + 10);
    // A row begins at a whole pixel, and need not end at one.
    const gap = () => row(3).getBoundingClientRect().top - row(2).getBoundingClientRect().bottom;
    await expect.poll(() => Math.abs(gap())).toBeLessThan(1);
  });

  it('searches when the typing rests, and combines filters', async () => {
    await openTable();
    const before = received('rows').length;
    await sheet.getByRole('searchbox', { name: 'Search in the text' }).fill('PHỞ');
    await expect.poll(() => rows().every((r) => r.textContent?.includes('Món phở'))).toBe(true);
    expect(received('rows').length).toBeLessThanOrEqual(before + 2);
    await sheet.getByRole('combobox', { name: 'Part' }).selectOptions('test');
    await expect
      .poll(() => received('rows').at(-1)?.request)
      .toMatchObject({
        query: { search: 'PHỞ', part: 'test' },
      });
    await sheet.getByRole('searchbox').fill('no such words');
    await total('No row matches.');
  });

  it('shows markup in a text as text', async () => {
    await openTable({ doctor: { prefix: '<img src=x onerror="window.hacked = true"><b>The food</b> ' } });
    expect(row(0).textContent).toContain('<img src=x onerror="window.hacked = true"><b>The food</b>');
    expect(row(0).querySelector('img, b')).toBeNull();
    expect('hacked' in window).toBe(false);
    expect(row(0).querySelector('p')?.dir).toBe('auto');
  });

  it('keeps labels as they are while the network trains, and says why', async () => {
    await openTable({ holdAt: 15 });
    await page.getByRole('button', { name: 'Start training' }).click();
    const group = sheet.getByRole('group', { name: 'Class of row 1', exact: true });
    await expect.element(group.getByRole('button', { name: 'positive' })).toBeDisabled();
    await expect.element(sheet.getByText('Labels can be corrected when the run has ended.')).toBeVisible();
    row(0).focus();
    await userEvent.keyboard('p');
    expect(received('correct')).toEqual([]);
  });

  it('corrects nothing while other data is being read: a row’s number would mean another one there', async () => {
    await openTable({ readingPace: 50 });
    const file = new File(['review,sentiment\nfine,positive\n'], 'reviews.csv');
    const taken = app.controller.take([{ path: file.name, file }]);
    const group = sheet.getByRole('group', { name: 'Class of row 1', exact: true });
    await expect.element(group.getByRole('button', { name: 'positive' })).toBeDisabled();
    row(0).focus();
    await userEvent.keyboard('p');
    await taken;
    await total('1,170 rows');
    await expect.element(group.getByRole('button', { name: 'positive' })).toBeEnabled();
    expect(received('correct')).toEqual([]);
  });

  it('undoes on screen what the worker refused', async () => {
    await openTable({
      fail: { correct: { code: 'bad-input', told: { code: 'failed', detail: 'This row is gone.' } } },
    });
    row(0).focus();
    await userEvent.keyboard('p');
    await expect.element(sheet.getByRole('alert')).toHaveTextContent('This row is gone.');
    await expect.poll(() => chosen(0)).toEqual(['negative']);
  });

  it('takes corrections from a file', async () => {
    await openTable();
    const download = sheet.getByRole('button', { name: 'Download corrections' });
    await expect.element(download).toBeDisabled();
    await page.getByLabelText('Load corrections').upload(new File(['{}'], 'corrections.json'));
    await expect.element(sheet.getByText(/3 corrections were taken over\. 1 is about a text/)).toBeVisible();
    await expect.element(sheet.getByText(/3 corrections by you/)).toBeVisible();
    await expect.element(download).toBeEnabled();
    await expect.poll(() => chosen(1)).toEqual(['positive']);
  });
});
