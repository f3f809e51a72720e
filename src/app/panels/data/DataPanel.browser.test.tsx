import { zipSync } from 'fflate';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { cdp, page, userEvent } from 'vitest/browser';

import type { InputFile, CommandName } from '../../../workers/protocol.ts';
import { seriousViolations } from '../../testing/axe.ts';
import { button, card, field, file, note, panel, receivedBy, select } from '../../testing/data-panel.ts';
import type { FakeOptions } from '../../testing/fake-worker.ts';
import { renderApp, type RenderedApp } from '../../testing/render-app.tsx';

let app: RenderedApp;

const open = async (options?: Partial<FakeOptions>) => {
  app = await renderApp(options, undefined, 'data');
};
const upload = (...names: string[]) => app.controller.take(names.map((path) => ({ path, file: file(path) })));

const received = <N extends CommandName>(name: N) => receivedBy(app, name);
const pathsOf = (files: InputFile[] | undefined) => files?.map(({ path }) => path);

function drop(...files: File[]): void {
  const dataTransfer = new DataTransfer();
  for (const one of files) dataTransfer.items.add(one);
  document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
}

function paste(target: Element, text: string): boolean {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', text);
  return target.dispatchEvent(
    new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
  );
}

const zip = (name: string, names: string[]) =>
  new File([zipSync(Object.fromEntries(names.map((path) => [path, new Uint8Array(4)]))).slice()], name);

beforeAll(() => page.viewport(1280, 900));
afterEach(() => app.unmount());

describe('data is uploaded', () => {
  it('as several files that are dropped: they are read as one', async () => {
    await open();
    drop(file('pos.txt'), file('neg.txt'));
    await expect.element(card(/2 files/)).toBeChecked();
    expect(pathsOf(received('open-files')[0].files)).toEqual(['neg.txt', 'pos.txt']);
  });

  it('by the button, several at once', async () => {
    await open();
    await panel()
      .getByLabelText('Upload a dataset')
      .upload([file('b.csv'), file('a.csv')]);
    await expect.element(card(/2 files/)).toBeChecked();
    expect(pathsOf(received('open-files')[0].files)).toEqual(['a.csv', 'b.csv']);
  });

  it('as a whole folder', async () => {
    await open();
    await expect.element(button('Choose a folder')).toBeVisible();
    const input = panel().getByLabelText('Choose a folder').element();
    expect(input instanceof HTMLInputElement && input.webkitdirectory).toBe(true);
  });

  it('and shows nothing of the file before while it waits for its columns', async () => {
    await open();
    const summary = () => document.querySelector('.data-summary')?.textContent ?? '';
    const bar = page.getByLabelText('Loaded', { exact: true });
    drop(new File(['review,label\nfine,1\n'], 'before.csv'));
    await expect.element(card(/before\.csv/)).toBeChecked();
    await expect.poll(summary).toMatch(/reviews/);
    await expect.element(bar).toHaveTextContent(/before\.csv/);
    drop(new File(['review,mood\nfine,positive\n'], 'unclear.csv'));
    await expect.element(card(/unclear\.csv/)).toBeChecked();
    await expect.poll(summary).toBe('');
    await expect.element(bar).toHaveTextContent(/^no data/);
    app.controller.view.show('train');
    await expect.element(page.getByText(/^Say first which columns to read/)).toBeVisible();
    expect(page.getByText(/The check found/).query()).toBeNull();
    await expect.element(page.getByRole('main')).not.toHaveTextContent(/For 2,980 reviews/);
  });

  it('by pasting anywhere but into a control', async () => {
    await open();
    app.controller.view.show('train');
    const review = page.getByRole('textbox', { name: 'Your review' });
    await expect.element(review).toBeVisible();
    expect(paste(review.element(), 'a,b')).toBe(true);
    expect(paste(document.body, 'review,label\nfine,1')).toBe(false);
    await expect.element(card(/Pasted text/)).toBeChecked();
    expect(received('open-files')).toHaveLength(1);
    expect(await received('open-files')[0].files[0].file.text()).toBe('review,label\nfine,1');
  });

  it('by pasting into a dialog, which the keyboard closes', async () => {
    await open();
    await button('Paste text').click();
    const dialog = page.getByRole('dialog', { name: 'Paste reviews' });
    await expect.element(dialog).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(dialog).not.toBeInTheDocument();
    expect(document.activeElement?.textContent).toBe('Paste text');
    await userEvent.keyboard('{Enter}');
    await page.getByRole('textbox', { name: 'Reviews with their labels' }).fill('text,label\ngood,1');
    await page.getByRole('button', { name: 'Read this text' }).click();
    await expect.element(card(/Pasted text/)).toBeChecked();
    await expect.element(dialog).not.toBeInTheDocument();
    expect(document.activeElement?.textContent).toBe('Paste text');
  });

  it('as a zip: by what is in it, it is reviews or a network', async () => {
    await open();
    drop(zip('model.zip', ['pos/1.txt', 'neg/1.txt']));
    await expect.element(card(/model\.zip/)).toBeChecked();
    expect(received('import-model')).toEqual([]);
    drop(zip('reviews.zip', ['settings.json', 'weights.bin']));
    await expect.element(page.getByText('reviews.zip', { exact: true })).toBeVisible();
    expect(received('open-files')).toHaveLength(1);
  });

  it('with its corrections, which say how many found their reviews', async () => {
    await open();
    drop(file('c.json', '{"format":"forget-gate-corrections"}'), file('reviews.csv'));
    await expect.element(note(/^3 corrections found their reviews, 1 did not\.$/)).toBeVisible();
    await expect.element(card(/reviews\.csv/)).toBeChecked();
    await expect.element(note(/3 reviews are corrected by you/)).toBeVisible();
  });

  it('but not while the network trains, and not when there is nothing in it', async () => {
    await open({ holdAt: 15 });
    await app.controller.take([]);
    await expect.element(panel().getByRole('alert')).toHaveTextContent('There was no file in this.');
    await page.getByRole('button', { name: 'Start training' }).click();
    await upload('reviews.csv');
    await expect.element(panel().getByRole('alert')).toHaveTextContent('The network is training.');
    expect(received('open-files')).toEqual([]);
  });
});

describe('reading', () => {
  const bar = () => page.getByRole('progressbar', { name: 'Reading the data' });

  it('shows how far it is; what was loaded stays until the new data is there', async () => {
    await open({ readingPace: 150 });
    const reading = upload('reviews.csv');
    await expect
      .element(bar())
      .toHaveAttribute('aria-valuetext', expect.stringMatching(/^Reading, [\d,]+ rows/));
    await expect.element(note(/^2,980 reviews$/)).toBeVisible();
    await reading;
    await expect.element(bar()).not.toBeInTheDocument();
    await expect.element(note(/^1,150 reviews$/)).toBeVisible();
  });

  it('is cancelled without a word against the user, and the data of before stays', async () => {
    await open({ readingPace: 500 });
    const reading = upload('reviews.csv');
    await button('Cancel').click();
    await reading;
    await expect.element(bar()).not.toBeInTheDocument();
    await expect.element(card(/Sentences/)).toBeChecked();
    await expect.element(note(/^2,980 reviews$/)).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Start training' })).toBeEnabled();
    expect(panel().getByRole('alert').query()).toBeNull();
    expect(received('choose-columns')).toEqual([]);
  });

  it('is cancelled back to the files of before, whose columns can still be chosen', async () => {
    await open();
    await upload('reviews.csv');
    const before = app.controller.store.getState().data;
    const [worker] = app.workers;
    worker.slowDown(500);
    const reading = upload('other.csv');
    await button('Cancel').click();
    await reading;
    const { open: files, loaded } = app.controller.store.getState().data;
    expect([files, loaded]).toEqual([before.open, before.loaded]);
    worker.slowDown(undefined);
    await select('Label column').selectOptions('stars');
    await expect.poll(() => received('choose-columns').length).toBe(1);
    expect(pathsOf(received('open-files').at(-1)?.files)).toEqual(['other.csv']);
  });
});

describe('columns', () => {
  it('say why they were guessed, until another one is chosen', async () => {
    await open();
    await upload('reviews.csv');
    await expect
      .element(select('Text column'))
      .toHaveAccessibleDescription('Guessed: the longest texts are in “review”.');
    await select('Text column').selectOptions('id');
    await expect.element(select('Text column')).not.toHaveAccessibleDescription();
  });

  it('of stars exclude the middle, and say so', async () => {
    await open();
    await upload('stars.csv');
    await expect.element(note(/^Reviews in the middle are excluded/)).toBeVisible();
    expect(received('choose-columns').at(-1)?.choice.classes).toEqual({ 5: 1, 4: 1, 3: null, 2: 0, 1: 0 });
  });

  it('of numbers are split by two ends that a user can set', async () => {
    await open();
    await upload('score.csv');
    await expect.element(field('Negative up to')).toHaveValue('40');
    await field('Positive from').fill('30');
    await expect.element(panel().getByRole('alert')).toHaveTextContent('Negative must end below');
    await expect.element(page.getByRole('button', { name: 'Start training' })).toBeDisabled();
    await field('Positive from').fill('75,5');
    await expect
      .poll(() => received('choose-columns').at(-1)?.choice.threshold)
      .toEqual({ negativeTo: 40, positiveFrom: 75.5 });
    await expect.element(page.getByRole('button', { name: 'Start training' })).toBeEnabled();
  });

  it('keep the provided split, unless a user wants a random one', async () => {
    await open();
    await upload('split.csv');
    await expect
      .element(select('Test part'))
      .toHaveAccessibleDescription(/has its own test part: it is used/);
    await expect.element(note(/860 to learn from, 96 to validate, and 194 for the test/)).toBeVisible();
    await select('Test part').selectOptions('Split by chance');
    await expect.poll(() => received('choose-columns').at(-1)?.choice.split).toBeNull();
    await expect.element(note(/860 to learn from/)).not.toBeInTheDocument();
  });

  it('take cleaning options, and keep them when other columns or another encoding is chosen', async () => {
    await open();
    await upload('reviews.csv');
    await app.controller.data.setCleaning({ balance: true });
    await app.controller.data.setCleaning({ stripMarkup: true });
    await app.controller.data.reopenWith('windows-1258');
    const cleaning = { balance: true, stripMarkup: true };
    expect(received('choose-columns').at(-1)?.choice.cleaning).toEqual(cleaning);
    expect(app.controller.store.getState().data.open?.columns.cleaning).toEqual(cleaning);
  });
});

it('files that are open beside a sample are left alone by what is meant for the data in use', async () => {
  await open();
  await upload('reviews.csv');
  await card(/Sentences/).click();
  await expect.element(note(/^2,980 reviews$/)).toBeVisible();
  const asked = received('choose-columns').length;
  await app.controller.data.setCleaning({ balance: true });
  await app.controller.data.reopenWith('UTF-16');
  expect(received('choose-columns')).toHaveLength(asked);
  expect(app.controller.store.getState().data.open?.columns.cleaning).toEqual({});
});

describe('how files are read', () => {
  it('is shown, can be corrected, and tells what was repaired and what was not', async () => {
    await open();
    await upload('latin-broken.csv');
    await expect.element(select('Read as')).toHaveValue('windows-1252');
    await expect.element(note(/^12 rows were in a jumbled encoding/)).toBeVisible();
    await button('3 lines could not be read').click();
    await expect.element(panel().getByText('<b>7</b>,too,many,cells')).toBeVisible();
    await button('2 rows had too many cells').click();
    await expect.element(panel().getByText('8 | <b>Warm</b>, soft, and cheap | positive')).toBeVisible();
    await select('Read as').selectOptions('UTF-16');
    await expect.element(select('Read as')).toHaveValue('UTF-16');
    expect(received('open-files').at(-1)?.encoding).toBe('UTF-16');
  });

  it('is no question for files that are not text', async () => {
    await open();
    await upload('reviews.xlsx');
    await expect.element(select('Text column')).toBeVisible();
    expect(select('Read as').query()).toBeNull();
  });
});

describe.each(['light', 'dark'] as const)('axe, %s', (scheme) => {
  it('finds nothing serious in the data panel', async () => {
    const features = [
      { name: 'prefers-color-scheme', value: scheme },
      { name: 'prefers-reduced-motion', value: 'reduce' },
    ];
    await cdp().send('Emulation.setEmulatedMedia', { features });
    await open();
    await upload('stars-split-broken.csv');
    await expect.element(select('Text column')).toBeVisible();
    await button('3 lines could not be read').click();
    expect(await seriousViolations('.panel-data')).toEqual([]);
    await button('Save').click();
    await button('Delete stars-split-broken.csv').click();
    await upload('score.csv');
    await expect.element(field('Negative up to')).toBeVisible();
    await button('Paste text').click();
    await expect.element(page.getByRole('dialog')).toBeVisible();
    expect(await seriousViolations('.panel-data')).toEqual([]);
    await userEvent.keyboard('{Escape}');
    app.workers[0].slowDown(150);
    const reading = upload('reviews.csv');
    await expect.element(page.getByRole('progressbar', { name: 'Reading the data' })).toBeVisible();
    expect(await seriousViolations('.panel-data')).toEqual([]);
    await reading;
  });
});
