import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { cdp, page, userEvent } from 'vitest/browser';

import { presetConfig } from '../../../workers/protocol.ts';
import { violations } from '../../testing/axe.ts';
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
const menuOf = (name: RegExp) => row(name).getByRole('button', { name: /^Actions for/ });
const item = (action: string) => page.getByRole('menuitem', { name: action, exact: true });
async function choose(name: RegExp, action: string): Promise<void> {
  await menuOf(name).click();
  await item(action).click();
}
/** Which actions a run has, and which of them can be chosen. */
async function expectActions(name: RegExp, actions: Record<string, boolean | null>): Promise<void> {
  await menuOf(name).click();
  for (const [action, isEnabled] of Object.entries(actions)) {
    if (isEnabled === null) expect(item(action).query()).toBeNull();
    else await expect.element(item(action)).toHaveAttribute('aria-disabled', String(!isEnabled));
  }
  await userEvent.keyboard('{Escape}');
}
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
    // Loss falls and accuracy rises: labels stand where the curves have left.
    const middles = (part: string) =>
      [...document.querySelectorAll(`.curve-marks ${part}`)].map((element) => {
        const { top, bottom } = element.getBoundingClientRect();
        return (top + bottom) / 2;
      });
    const lines = middles('path');
    expect(middles('text').map((y, chart) => y < lines[chart])).toEqual([true, false]);
  });

  it('can be postponed', async () => {
    await open();
    show('train');
    await banner.getByRole('button', { name: 'Save for later' }).click();
    await expect.element(banner).not.toBeInTheDocument();
    show('runs');
    await expectActions(/interrupted/, { Continue: true });
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
    await choose(/best so far/, 'Rename');
    const field = page.getByRole('textbox', { name: 'New name of “uci-sentences, best so far”' });
    await expect.element(field).toHaveFocus();
    await field.fill('the good one');
    await userEvent.keyboard('{Enter}');
    await expect.element(row(/the good one/)).toBeVisible();
    await choose(/the good one/, 'Rename');
    await userEvent.keyboard('nothing{Escape}');
    await expect.element(row(/the good one/)).toBeVisible();
    expect(received('rename-run')).toHaveLength(1);
    await expect.element(page.getByRole('group', { name: 'Actions for “the good one”' })).toHaveFocus();
  });

  it('deletes, and restores', async () => {
    await open();
    await choose(/article/, 'Delete');
    await expect.element(row(/article/)).not.toBeInTheDocument();
    const undo = sheet.getByRole('button', { name: 'Undo' });
    await expect.element(undo).toBeVisible();
    await undo.click();
    await expect.element(row(/article/)).toBeVisible();
    expect(undo.query()).toBeNull();
  });

  it('loads a run’s network, and tests it again', async () => {
    await open();
    await choose(/best so far/, 'Load');
    show('understand');
    await expect.element(page.getByRole('table', { name: 'Confusion matrix' })).toBeVisible();
    show('export');
    await expect.element(region('Export')).toHaveTextContent('uci-sentences, best so far');
    expect(received('test')).toHaveLength(1);
  });

  it('brings a loaded run’s settings and curves back', async () => {
    await open();
    await choose(/small and slow/, 'Load');
    await showEpochs();
    await expect.element(page.getByRole('textbox', { name: 'Layer sizes' })).toHaveValue('32');
    await expect.element(page.getByRole('textbox', { name: 'keep_prob', exact: true })).toHaveValue('0.8');
    await expect.element(training.getByRole('row', { name: /^5 / })).toBeVisible();
    // The header and six epochs, the last of which has the tag of the saved one.
    const epochs = training.getByRole('table', { name: 'Epochs' });
    expect(epochs.getByRole('row').elements()).toHaveLength(7);
    await expect.element(training).toHaveTextContent(/Training stopped early/);
  });

  it('saves notes in their place, and finds runs by them', async () => {
    await open();
    await choose(/article/, 'Notes');
    const field = page.getByRole('textbox', { name: 'Notes of “uci-sentences, article”' });
    await expect.element(field).toHaveFocus();
    await field.fill('too slow on the laptop');
    await sheet.getByRole('button', { name: 'Save', exact: true }).click();
    await expect.element(row(/article/)).toHaveTextContent(/too slow on the laptop/);
    expect(received('note-run').map(({ request }) => request)).toEqual([
      { id: 'article', notes: 'too slow on the laptop' },
    ]);
    const find = sheet.getByRole('searchbox', { name: 'Find runs' });
    await find.fill('LAPTOP');
    await expect.poll(names).toHaveLength(1);
    await expect.element(sheet).toHaveTextContent(/1 of 4 runs/);
    // A setting’s value finds it, too.
    await find.fill('keep_prob 0.8');
    await expect.poll(() => names()[0]).toMatch(/^small and slow/);
    await find.fill('nothing like it');
    await expect.element(sheet.getByText('No run matches.')).toBeVisible();
  });

  it('has columns of the settings that differ and of the seed, and those that the user chooses', async () => {
    await open();
    await expect.poll(names).toHaveLength(4);
    const heads = () =>
      table
        .getByRole('columnheader')
        .elements()
        .map((cell) => cell.textContent);
    expect(heads()).toEqual(expect.arrayContaining(['Layer sizes', 'Seed', 'Test accuracy']));
    expect(heads()).not.toContain('Size');
    expect(heads()).not.toContain('Data');
    const columns = sheet.getByRole('button', { name: 'Columns' });
    await columns.click();
    await expect.element(columns).toHaveAttribute('aria-expanded', 'true');
    const choice = sheet.getByRole('group', { name: 'Columns' });
    await choice.getByRole('checkbox', { name: 'Size', exact: true }).click();
    await choice.getByRole('checkbox', { name: 'Layer sizes' }).click();
    expect(heads()).toContain('Size');
    expect(heads()).not.toContain('Layer sizes');
    await table.getByRole('button', { name: 'Seed' }).click();
    await expect
      .element(table.getByRole('columnheader', { name: 'Seed' }))
      .toHaveAttribute('aria-sort', 'descending');
  });

  it('names runs that nobody has named by what differs', async () => {
    const config = presetConfig();
    const unnamed = { status: 'finished', isNamed: false } as const;
    await open({
      runs: new FakeRuns([
        fakeRun('a', { ...unnamed, config: { ...config, layerSizes: [64], seed: 1 } }),
        fakeRun('b', { ...unnamed, config: { ...config, layerSizes: [32], seed: 2 } }),
      ]),
    });
    await expect.poll(() => names().toSorted()).toEqual(['32 · seed 2', '64 · seed 1']);
    await choose(/64/, 'Rename');
    await page.getByRole('textbox', { name: 'New name of “64 · seed 1”' }).fill('mine');
    await userEvent.keyboard('{Enter}');
    // The other one differs from no unnamed run any more.
    await expect.poll(() => names().toSorted()).toEqual(['LSTM 32', 'mine']);
  });

  it('is exported as a whole, or the runs that are ticked', async () => {
    await open();
    const saved: { name: string; text: Promise<string> }[] = [];
    const files = vi.spyOn(URL, 'createObjectURL');
    const pressed = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
      this: HTMLAnchorElement,
    ) {
      const [blob] = files.mock.lastCall ?? [];
      if (blob instanceof Blob) saved.push({ name: this.download, text: blob.text() });
    });
    try {
      await sheet.getByRole('button', { name: 'Export all 4' }).click();
      await item('Runs as CSV, a line each').click();
      await pick(/best so far/);
      await sheet.getByRole('button', { name: 'Export 1 selected' }).click();
      await item('Their epochs as CSV, a line each').click();
      expect(saved.map(({ name }) => name)).toEqual(['forget-gate-runs.csv', 'forget-gate-epochs.csv']);
      expect((await saved[0].text).trim().split('\r\n')).toHaveLength(5);
      expect((await saved[1].text).trim().split('\r\n')).toHaveLength(11);
    } finally {
      files.mockRestore();
      pressed.mockRestore();
    }
  });

  it('asks a finished run for how many more epochs', async () => {
    await open({ holdAt: 765 });
    await choose(/best so far/, 'Continue');
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
    await expectActions(/28 Nov/, { Continue: null, Delete: false, Rename: true });
    await expectActions(/best so far/, { Delete: true });
    runs.elsewhere = [];
    app.workers[0].tell({ type: 'runs-changed' });
    await expect.element(row(/28 Nov/)).toHaveTextContent(/interrupted/);
    show('train');
    await expect.element(banner).toBeVisible();
    show('runs');
    await expectActions(/28 Nov/, { Delete: true });
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
    const actions = menuOf(/no 0 /);
    await expect.element(actions).toBeVisible();
    (actions.element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    await expect.poll(focused).toBe('2');
    expect(document.activeElement?.textContent).toBe('Actions');
    await userEvent.keyboard('{End}');
    await expect.poll(focused).toBe('999');
    expect(document.activeElement?.textContent).toBe('Actions');
    // Scrolled out of view, the row keeps the focus.
    const box = document.querySelector('.runs-long') ?? expect.fail('nothing scrolls');
    box.scrollTop = 0;
    await expect.poll(() => document.querySelector('[data-index="0"]')).not.toBeNull();
    expect(focused()).toBe('999');
    await userEvent.keyboard('{Home}');
    await expect.poll(focused).toBe('0');
    // In the menu arrow keys and letters go from entry to entry.
    await userEvent.keyboard('{Enter}{ArrowDown}');
    expect(focused()).toBe('0');
    await userEvent.keyboard('r');
    expect(document.activeElement?.textContent).toBe('Rename');
    await userEvent.keyboard('{Enter}');
    const field = page.getByRole('textbox', { name: /^New name of/ });
    await expect.element(field).toHaveFocus();
    // In a field the keys mean what they mean in fields.
    await userEvent.keyboard('{End}{ArrowDown}x');
    await expect.element(field).toHaveValue('uci-sentences, no 0x');
  });

  it('is reached by Tab from row to row', async () => {
    await open({ runs: many() });
    (menuOf(/no 0 /).element() as HTMLElement).focus();
    const places: (string | null | undefined)[] = [];
    for (let i = 0; i < 12 * 2; i++) {
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
    const figures = page.getByRole('table', { name: 'Test figures' });
    await expect
      .element(figures.getByRole('row', { name: /^Test accuracy 82\.2% 79\.2% \(−3\.0\)$/ }))
      .toBeVisible();
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
    await expect.element(page.getByRole('table', { name: 'Test figures' })).toBeVisible();
    const menus = sheet.getByRole('button', { name: /^Actions for/ });
    for (const [at, action] of [
      [0, 'Rename'],
      [1, 'Continue'],
      [0, 'Delete'],
    ] as const) {
      await menus.nth(at).click();
      await item(action).click();
    }
    await sheet.getByRole('button', { name: 'Columns' }).click();
    await expect.element(sheet.getByRole('button', { name: 'Undo' })).toBeVisible();
    await menus.first().click();
    await expect.element(page.getByRole('menu')).toBeVisible();
    expect(await violations('.panel-runs')).toEqual([]);
    expect(await violations('.bar')).toEqual([]);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
  });
});
