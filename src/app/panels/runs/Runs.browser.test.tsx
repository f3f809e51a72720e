import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cdp, page, userEvent } from 'vitest/browser';

import { fakeRun, FakeRuns, fakeShelf } from '../../testing/fake-runs.ts';
import type { ViewId } from '../../state/view/slice.ts';
import type { FakeOptions } from '../../testing/fake-worker.ts';
import { renderApp, type RenderedApp } from '../../testing/render-app.tsx';

let app: RenderedApp;

const open = async (options: Partial<FakeOptions> = {}) => {
  app = await renderApp(
    { runs: new FakeRuns(fakeShelf()), stepsPerEpoch: 75, ...options },
    undefined,
    'runs',
  );
};
const region = (name: string) => page.getByRole('region', { name, exact: true });
const training = region('Training');
const sheet = region('Runs');
const table = page.getByRole('table', { name: 'Saved runs' });
const banner = page.getByRole('region', { name: 'Interrupted run' });
const row = (name: RegExp) => table.getByRole('row', { name });
const inRow = (name: RegExp, action: string) => row(name).getByRole('button', { name: action, exact: true });
const names = () =>
  table
    .getByRole('rowheader')
    .elements()
    .map((cell) => cell.textContent?.replace(/^uci-sentences, /, '').trim());
const received = (name: string) => app.workers.flatMap((w) => w.received).filter((c) => c.name === name);
const show = (view: ViewId) => app.controller.view.show(view);
/** The table of epochs, below the curves. */
async function showEpochs(): Promise<void> {
  show('train');
  await training.getByRole('button', { name: 'Epochs', exact: true }).click();
}
const pick = (name: RegExp) => page.getByRole('checkbox', { name }).click();

async function violations(selector: string): Promise<string[]> {
  const found = await axe.run(selector, { resultTypes: ['violations'] });
  return found.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' … ')}`,
  );
}

beforeEach(() => page.viewport(1280, 900));
afterEach(() => app.unmount());

describe('an interrupted run', () => {
  it('is offered near the buttons, and resumes where it was', async () => {
    await open({ holdAt: 300 });
    show('train');
    await expect
      .element(banner)
      .toHaveTextContent('“uci-sentences, 28 Nov 14:05” was interrupted in epoch 4 of 10 (12 minutes ago).');
    await banner.getByRole('button', { name: 'Resume' }).click();
    await showEpochs();
    await expect.element(training.getByRole('row', { name: /^4 / })).toBeVisible();
    expect(received('train').map(({ request }) => request)).toMatchObject([
      { resume: '28 Nov 14:05', config: { backend: 'webgpu' } },
    ]);
    expect(training.getByRole('row', { name: /^1 / }).elements()).toHaveLength(1);
    expect(banner.query()).toBeNull();
    const marks = page.getByRole('list', { name: 'Marks on the curves' });
    await expect.element(marks).toHaveTextContent(/^resumed at 3\.3/);
    await expect.poll(() => document.querySelectorAll('.curve-marks path').length).toBe(2);
  });

  it('can be postponed', async () => {
    await open();
    show('train');
    await banner.getByRole('button', { name: 'Save for later' }).click();
    await expect.element(banner).not.toBeInTheDocument();
    show('runs');
    await expect.element(inRow(/interrupted/, 'Continue')).toBeEnabled();
  });

  it('loads the sample that it needs first', async () => {
    const dataset = { name: 'imdb', fingerprint: 'imdb', rows: 49_582 };
    const run = fakeRun('films', { source: { kind: 'sample', id: 'imdb' }, dataset });
    await open({ runs: new FakeRuns([run]), holdAt: 255 });
    show('train');
    await banner.getByRole('button', { name: 'Resume' }).click();
    await expect.poll(() => received('train').length).toBe(1);
    expect(app.controller.store.getState().data.loaded?.summary.name).toBe('imdb');
  });

  it('says which data it needs, and resumes as soon as that is there', async () => {
    const dataset = { name: 'mine.csv', fingerprint: 'imdb', rows: 100 };
    const run = fakeRun('mine', { source: { kind: 'files', name: 'mine.csv' }, dataset });
    await open({ runs: new FakeRuns([run]), holdAt: 255 });
    show('train');
    const resume = banner.getByRole('button', { name: 'Resume' });
    await resume.click();
    await expect.element(banner).toHaveTextContent(/trained on “mine\.csv”\. Load the same data/);
    await expect.element(resume).toBeDisabled();
    expect(received('train')).toEqual([]);
    await app.controller.data.choose('imdb');
    await expect.element(banner).toHaveTextContent(/The data of “mine\.csv” is loaded/);
    await resume.click();
    await expect.poll(() => received('train').length).toBe(1);
  });
});

describe('training that is met with trouble', () => {
  it('resumes by itself in a fresh worker, and says so', async () => {
    await open({ runs: new FakeRuns(), trouble: [{ step: 100, code: 'worker-died' }], holdAt: 225 });
    await page.getByRole('button', { name: 'Start training' }).click();
    await showEpochs();
    await expect
      .element(training)
      .toHaveTextContent(/stopped in epoch 2\. Training resumes from the last saved step/);
    await expect.element(training.getByRole('row', { name: /^3 / })).toBeVisible();
    expect(app.workers).toHaveLength(2);
    expect(app.workers[1].received.map(({ name }) => name)).toContain('load-sample');
  });

  it('offers the run file where the device can’t save it', async () => {
    const problem = 'Runs can’t be saved on this device: the device’s storage is full.';
    const full = { code: 'runs-not-saved', why: 'full' } as const;
    await open({ runs: new FakeRuns([], full), holdAt: 150 });
    await expect.element(sheet).toHaveTextContent(problem);
    await page.getByRole('button', { name: 'Start training' }).click();
    show('train');
    await expect.element(training).toHaveTextContent(problem);
    await expect.element(training.getByRole('button', { name: 'Download the run file' })).toBeEnabled();
  });
});

describe('the list of runs', () => {
  it('says what it is for while there are none', async () => {
    await open({ runs: new FakeRuns() });
    await expect.element(sheet.getByText(/^No run is saved yet/)).toBeVisible();
  });

  it('gets a row for each run that is trained', async () => {
    await open({ runs: new FakeRuns() });
    app.controller.settings.set('epochs', '1');
    await page.getByRole('button', { name: 'Start training' }).click();
    await expect.element(row(/run-1/)).toHaveTextContent(/82\.2%/);
    await expect.element(sheet).toHaveTextContent(/1 run, 12 MB of 2 GB\./);
  });

  it('is sorted by any column, by keyboard as well', async () => {
    await open();
    await expect
      .poll(names)
      .toEqual([
        '28 Nov 14:05 interrupted',
        'best so far',
        'small and slow stopped early',
        'article stopped',
      ]);
    const header = table.getByRole('columnheader', { name: 'Test accuracy' });
    await header.getByRole('button').click();
    expect(names()[0]).toBe('best so far');
    expect(names()[3]).toMatch(/^28 Nov/);
    await expect.element(header).toHaveAttribute('aria-sort', 'descending');
    await userEvent.keyboard('{Enter}');
    await expect.element(header).toHaveAttribute('aria-sort', 'ascending');
    expect(names()[0]).toMatch(/^article/);
    // A run without a test comes last either way.
    expect(names()[3]).toMatch(/^28 Nov/);
  });

  it('renames in its place', async () => {
    await open();
    await inRow(/best so far/, 'Rename').click();
    const field = page.getByRole('textbox', { name: 'New name of “uci-sentences, best so far”' });
    await expect.element(field).toHaveFocus();
    await field.fill('the good one');
    await userEvent.keyboard('{Enter}');
    await expect.element(row(/the good one/)).toBeVisible();
    await inRow(/the good one/, 'Rename').click();
    await userEvent.keyboard('nothing{Escape}');
    await expect.element(row(/the good one/)).toBeVisible();
    expect(received('rename-run')).toHaveLength(1);
    await expect.element(page.getByRole('group', { name: 'Actions for “the good one”' })).toHaveFocus();
  });

  it('deletes, and restores', async () => {
    await open();
    await inRow(/article/, 'Delete').click();
    await expect.element(row(/article/)).not.toBeInTheDocument();
    const undo = sheet.getByRole('button', { name: 'Undo' });
    await expect.element(undo).toBeVisible();
    await undo.click();
    await expect.element(row(/article/)).toBeVisible();
    expect(undo.query()).toBeNull();
  });

  it('loads a run’s network, and tests it again', async () => {
    await open();
    await inRow(/best so far/, 'Load').click();
    show('understand');
    await expect.element(page.getByRole('table', { name: 'Confusion matrix' })).toBeVisible();
    show('export');
    await expect.element(region('Export')).toHaveTextContent('uci-sentences, best so far');
    expect(received('test')).toHaveLength(1);
  });

  it('asks a finished run for how many more epochs', async () => {
    await open({ holdAt: 765 });
    await inRow(/best so far/, 'Continue').click();
    const field = sheet.getByRole('textbox', { name: 'How many more epochs?' });
    await field.fill('0');
    await expect.element(sheet.getByRole('button', { name: 'Train these epochs' })).toBeDisabled();
    await field.fill('3');
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => received('train').length).toBe(1);
    expect(received('train')[0].request).toMatchObject({
      resume: 'best so far',
      config: { epochs: 13, earlyStopping: 0 },
    });
  });
});

describe('a run that trains in another tab', () => {
  it('is not interrupted, and can be neither continued nor deleted here until that tab has ended', async () => {
    const runs = new FakeRuns(fakeShelf());
    runs.elsewhere = ['28 Nov 14:05'];
    await open({ runs });
    await expect.element(row(/28 Nov/)).toHaveTextContent(/training in another tab/);
    await expect.element(row(/28 Nov/)).not.toHaveTextContent(/interrupted/);
    expect(banner.query()).toBeNull();
    expect(inRow(/28 Nov/, 'Continue').query()).toBeNull();
    await expect.element(inRow(/28 Nov/, 'Delete')).toBeDisabled();
    await expect.element(inRow(/28 Nov/, 'Rename')).toBeEnabled();
    await expect.element(inRow(/best so far/, 'Delete')).toBeEnabled();
    runs.elsewhere = [];
    app.workers[0].tell({ type: 'runs-changed' });
    await expect.element(row(/28 Nov/)).toHaveTextContent(/interrupted/);
    show('train');
    await expect.element(banner).toBeVisible();
    show('runs');
    await expect.element(inRow(/28 Nov/, 'Delete')).toBeEnabled();
  });
});

describe('a list of 1,000 runs', () => {
  const many = () =>
    new FakeRuns(
      Array.from({ length: 1_000 }, (_, i) =>
        fakeRun(`no ${i}`, { status: 'finished', started: 1_760_000_000_000 - i * 1_000 }, 2),
      ),
    );

  it.each([1280, 390])(
    'has only rows in view in the document at %s pixels, and says how many there are',
    async (width) => {
      await page.viewport(width, 900);
      await open({ runs: many() });
      const rows = () => [...document.querySelectorAll('.panel-runs [data-index]')];
      await expect.poll(() => rows().length).toBeGreaterThan(3);
      expect(rows().length).toBeLessThan(40);
      expect(document.querySelectorAll('.panel-runs *').length).toBeLessThan(2_500);
      if (width > 1_000) {
        await expect.element(table).toHaveAttribute('aria-rowcount', '1001');
        expect(rows()[0].getAttribute('aria-rowindex')).toBe('2');
      } else {
        expect(rows()[0].getAttribute('aria-setsize')).toBe('1000');
      }
      const box = document.querySelector('.runs-long') ?? expect.fail('nothing scrolls');
      box.scrollTop = box.scrollHeight;
      await expect.poll(() => rows().at(-1)?.getAttribute('data-index')).toBe('999');
      expect(rows().length).toBeLessThan(40);
      expect(await violations('.panel-runs')).toEqual([]);
      expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
    },
  );

  it('is gone through by arrow keys, from the same button to the same button', async () => {
    await open({ runs: many() });
    const focused = () => document.activeElement?.closest('[data-index]')?.getAttribute('data-index');
    const rename = inRow(/no 0 /, 'Rename');
    await expect.element(rename).toBeVisible();
    rename.element().focus();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    await expect.poll(focused).toBe('2');
    expect(document.activeElement?.textContent).toBe('Rename');
    await userEvent.keyboard('{End}');
    await expect.poll(focused).toBe('999');
    expect(document.activeElement?.textContent).toBe('Rename');
    // Scrolled out of view, the row keeps the focus.
    const box = document.querySelector('.runs-long') ?? expect.fail('nothing scrolls');
    box.scrollTop = 0;
    await expect.poll(() => document.querySelector('[data-index="0"]')).not.toBeNull();
    expect(focused()).toBe('999');
    await userEvent.keyboard('{Home}');
    await expect.poll(focused).toBe('0');
    await userEvent.keyboard('{Enter}');
    const field = page.getByRole('textbox', { name: /^New name of/ });
    await expect.element(field).toHaveFocus();
    // In a field the keys mean what they mean in fields.
    await userEvent.keyboard('{End}{ArrowDown}x');
    await expect.element(field).toHaveValue('uci-sentences, no 0x');
  });

  it('is reached by Tab from row to row', async () => {
    await open({ runs: many() });
    inRow(/no 0 /, 'Delete').element().focus();
    const places: (string | null | undefined)[] = [];
    for (let i = 0; i < 12 * 7; i++) {
      await userEvent.keyboard('{Tab}');
      places.push(document.activeElement?.closest('[data-index]')?.getAttribute('data-index'));
    }
    expect([...new Set(places)]).toEqual(Array.from({ length: 12 }, (_, i) => String(i + 1)));
  });
});

describe('records that can’t be read', () => {
  it('are counted beside those that can', async () => {
    const runs = new FakeRuns(fakeShelf());
    runs.unreadable = 1;
    await open({ runs });
    await expect
      .element(sheet)
      .toHaveTextContent(
        '1 saved record can’t be read by this version of the page: it is not shown, and not deleted.',
      );
    await expect.element(row(/best so far/)).toBeVisible();
  });
});

describe('runs that are compared', () => {
  it('lie over one another, with only the settings that differ', async () => {
    await open();
    await expect.element(sheet.getByText(/Tick two runs/)).toBeVisible();
    await pick(/best so far/);
    await pick(/small and slow/);
    const chart = page.getByRole('figure', { name: 'Loss', exact: true }).last();
    await expect.element(chart).toBeVisible();
    await expect.poll(() => document.querySelectorAll('.compare-chart .recharts-line').length).toBe(2);
    const styles = [...document.querySelectorAll('.compare-keys path')].map((line) => {
      const { stroke, strokeDasharray } = getComputedStyle(line);
      return [stroke, strokeDasharray];
    });
    expect(styles[0][0]).not.toBe(styles[1][0]);
    expect(styles[0][1]).not.toBe(styles[1][1]);
    const settings = page.getByRole('table', { name: 'Settings that differ' });
    const rows = settings
      .getByRole('rowheader')
      .elements()
      .map((cell) => cell.textContent);
    expect(rows).toEqual(['Layer sizes', 'keep_prob', 'Learning rate']);
    await sheet.getByRole('radio', { name: 'Accuracy' }).click();
    await expect.element(page.getByRole('figure', { name: 'Accuracy', exact: true }).last()).toBeVisible();
  });
});

describe.each(['light', 'dark'] as const)('axe, %s', (value) => {
  it.each([1280, 390])('finds nothing at %s pixels', async (width) => {
    await page.viewport(width, 900);
    const features = [
      { name: 'prefers-color-scheme', value },
      { name: 'prefers-reduced-motion', value: 'reduce' },
    ];
    await cdp().send('Emulation.setEmulatedMedia', { features });
    await open();
    await pick(/best so far/);
    await pick(/article/);
    await expect.element(page.getByRole('table', { name: 'Settings that differ' })).toBeVisible();
    await sheet.getByRole('button', { name: 'Rename' }).first().click();
    await sheet.getByRole('button', { name: 'Continue' }).nth(1).click();
    await sheet.getByRole('button', { name: 'Delete' }).first().click();
    await expect.element(sheet.getByRole('button', { name: 'Undo' })).toBeVisible();
    expect(await violations('.panel-runs')).toEqual([]);
    expect(await violations('.bar')).toEqual([]);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
  });
});
