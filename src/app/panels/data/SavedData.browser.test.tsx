import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';

import type { CommandName } from '../../../workers/protocol.ts';
import { button, card, file, note, receivedBy, select } from '../../testing/data-panel.ts';
import { fakeSavedDatasets, type FakeSavedDatasets } from '../../testing/fake-saved-datasets.ts';
import type { FakeOptions } from '../../testing/fake-worker.ts';
import { renderApp, type RenderedApp } from '../../testing/render-app.tsx';

let app: RenderedApp;

const open = async (options?: Partial<FakeOptions>, savedData?: FakeSavedDatasets) => {
  app = await renderApp(options, savedData, 'data');
};
const upload = (path: string) => app.controller.take([{ path, file: file(path) }]);
const received = <N extends CommandName>(name: N) => receivedBy(app, name);

beforeAll(() => page.viewport(1280, 900));
afterEach(() => app.unmount());

describe('data that is saved', () => {
  it('is asked about once', async () => {
    await open();
    await upload('reviews.csv');
    await expect.element(note(/^Save these reviews on this device/)).toBeVisible();
    await button('Not now').click();
    await select('Label column').selectOptions('stars');
    await select('Label column').selectOptions('sentiment');
    await expect.element(button('Save')).not.toBeInTheDocument();
    expect(app.savedData.saved.size).toBe(0);
  });

  it('is there after a reload, with its columns and corrections, and can be deleted', async () => {
    await open();
    await upload('reviews.csv');
    await button('Save').click();
    await expect.element(note(/^1 dataset is saved on this device, 1 kB in all\.$/)).toBeVisible();
    await select('Label column').selectOptions('score');
    await expect.poll(() => [...app.savedData.saved.values()][0].entry.choice.label).toBe('score');
    await app.controller.data.importCorrections(new Blob(['{}']), 'c.json');
    await expect.poll(() => [...app.savedData.saved.values()][0].corrections).not.toBeNull();

    const { savedData } = app;
    app.unmount();
    await open({}, savedData);
    await reload();
    await expect.element(card(/reviews\.csv/)).toBeChecked();
    await expect.element(select('Label column')).toHaveValue('score');
    expect(received('choose-columns')[0].choice.threshold).toEqual({ negativeTo: 40, positiveFrom: 60 });
    expect(received('import-corrections')).toHaveLength(1);
    await expect.element(note(/3 reviews are corrected by you/)).toBeVisible();
    expect(button('Save').query()).toBeNull();

    await button('Delete reviews.csv').click();
    await expect.element(button('Delete it')).toHaveFocus();
    await button('Delete it').click();
    await expect.element(note(/saved on this device/)).not.toBeInTheDocument();
    expect(savedData.saved.size).toBe(0);
    await expect.element(card(/reviews\.csv/)).toBeChecked();
  });

  /** As the page does when it is opened. */
  async function reload() {
    app.controller.store.setState(({ data }) => ({ data: { ...data, selected: null, loaded: null } }));
    await app.controller.open();
  }

  it('is there without its corrections when those can’t be read any more', async () => {
    await open();
    await upload('reviews.csv');
    await button('Save').click();
    await expect.element(button('Delete reviews.csv')).toBeVisible();
    const [[id, data]] = app.savedData.saved;
    await app.savedData.save({ ...data, corrections: new Blob(['?']) });
    const { savedData } = app;
    app.unmount();
    const message = 'This is no file of corrections.';
    await open(
      { fail: { 'import-corrections': { code: 'bad-input', told: { code: 'failed', detail: message } } } },
      savedData,
    );
    await app.controller.data.choose(`saved:${id}`);
    expect(received('import-corrections')).toHaveLength(1);
    await expect.element(note(/^1,150 reviews$/)).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Start training' })).toBeEnabled();
  });

  it('is a card to choose where a sample was in use', async () => {
    await open();
    await upload('reviews.csv');
    await button('Save').click();
    await expect.element(button('Delete reviews.csv')).toBeVisible();
    await card(/Sentences/).click();
    await expect.element(note(/^2,980 reviews$/)).toBeVisible();

    const { savedData } = app;
    app.unmount();
    await open({}, savedData);
    await reload();
    expect(received('open-files')).toEqual([]);
    await card(/reviews\.csv/).click();
    await expect.element(note(/^1,150 reviews$/)).toBeVisible();
    expect(await received('open-files')[0].files[0].file.text()).toContain('fine,positive');
  });

  it('is recognized when the same file is uploaded', async () => {
    await open();
    const same = new File(['review,sentiment\nfine,positive\n'], 'reviews.csv', { lastModified: 5_000 });
    await app.controller.take([{ path: 'reviews.csv', file: same }]);
    await button('Save').click();
    await expect.element(button('Delete reviews.csv')).toBeVisible();
    await card(/Sentences/).click();
    await app.controller.take([{ path: 'reviews.csv', file: same }]);
    expect(button('Save').query()).toBeNull();
    await expect.element(note(/^1 dataset is saved/)).toBeVisible();
  });

  it('that is deleted in the browser is no longer promised, and can be saved again', async () => {
    await open();
    await upload('reviews.csv');
    await button('Save').click();
    await expect.element(button('Delete reviews.csv')).toBeVisible();
    app.savedData.clear();
    await expect.element(note(/has been deleted in this browser/)).toBeVisible();
    expect(button('Delete reviews.csv').query()).toBeNull();
    await expect.element(card(/reviews\.csv/)).toBeChecked();
    await button('Save').click();
    await expect.element(button('Delete reviews.csv')).toBeVisible();
    expect(app.savedData.saved.size).toBe(1);
  });

  it('that finds no room is told in a sentence, and nothing else breaks', async () => {
    await open({}, fakeSavedDatasets('full'));
    await upload('reviews.csv');
    await button('Save').click();
    await expect.element(note(/^There is no room left/)).toBeVisible();
    await expect.element(card(/reviews\.csv/)).toBeChecked();
    await expect.element(page.getByRole('button', { name: 'Start training' })).toBeEnabled();
  });
});

it('a new worker gets files, encoding, columns and corrections of the one that died', async () => {
  await open();
  await upload('reviews.csv');
  await app.controller.data.reopenWith('windows-1252');
  await select('Label column').selectOptions('score');
  await app.controller.data.importCorrections(new Blob(['{}']), 'c.json');
  await expect.poll(() => received('export-corrections').length).toBe(1);
  const { loaded } = app.controller.store.getState().data;
  app.workers[0].breakDown('boom');
  await expect.poll(() => app.workers[1]?.received.map(({ name }) => name)).toContain('import-corrections');
  const again = app.workers[1].received;
  expect(again.find(({ name }) => name === 'open-files')?.request).toMatchObject({
    encoding: 'windows-1252',
  });
  await expect.poll(() => app.controller.store.getState().data.loading).toBeNull();
  expect(app.controller.store.getState().data.loaded).toEqual(loaded);
});
