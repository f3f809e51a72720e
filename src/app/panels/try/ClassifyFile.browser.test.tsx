import { page } from 'vitest/browser';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';

import { violations } from '../../testing/axe.ts';
import type { FakeOptions } from '../../testing/fake-worker.ts';
import { renderApp, type RenderedApp } from '../../testing/render-app.tsx';

let app: RenderedApp;
const sheet = page.getByRole('region', { name: 'Try it', exact: true });
const button = (name: string) => sheet.getByRole('button', { name, exact: true });
const received = () =>
  app.workers.flatMap((w) => w.received).flatMap((c) => (c.name === 'classify-files' ? [c.request] : []));
const file = (name: string) => new File(['id,comment\n1,good\n'], name);
const said = () => sheet.getByText(/answered\.$/);

async function open(options: Partial<FakeOptions> = {}): Promise<void> {
  app = await renderApp(options);
  await expect.element(button('Classify a file…')).toBeDisabled();
  await app.controller.takeModel([{ path: 'model.zip', file: new Blob([new Uint8Array([80, 75, 3, 4])]) }]);
  await expect.element(button('Classify a file…')).toBeEnabled();
}

async function choose(name: string): Promise<void> {
  await sheet.getByLabelText('Classify a file…').last().upload(file(name));
}

/** @returns where the page says what a drop there would do */
function drop(target: Element, ...files: File[]): void {
  const dataTransfer = new DataTransfer();
  for (const one of files) dataTransfer.items.add(one);
  for (const type of ['dragover', 'drop'])
    target.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
}

beforeAll(() => page.viewport(1280, 900));
afterEach(() => {
  app.unmount();
  vi.restoreAllMocks();
});

describe('a file that is chosen', () => {
  it('shows its column, how far it is, what came of it, and is downloaded', async () => {
    await open({ classifyPace: 400 });
    await choose('comments.csv');
    const column = sheet.getByRole('combobox', { name: 'Text column' });
    await expect.element(column).toHaveValue('comment');
    await expect.element(column).toHaveAccessibleDescription(/^Guessed: /);
    await expect
      .element(sheet.getByRole('progressbar'))
      .toHaveAttribute('aria-valuetext', expect.stringMatching(/Classifying, [\d,]+ rows/));
    expect(await violations('.panel-try')).toEqual([]);
    await expect.element(said()).toHaveTextContent('“comments.csv”: 1,200 of 1,204 rows answered.');
    const answers = sheet.getByRole('group', { name: 'Answers' }).or(sheet.getByLabelText('Answers')).first();
    await expect.element(answers).toHaveTextContent(/negative500 \(41\.7%\)positive700 \(58\.3%\)/);
    await expect.element(answers).toHaveTextContent(/Without an answer4/);
    expect(sheet.getByText('Accuracy').query()).toBeNull();
    expect(await violations('.panel-try')).toEqual([]);
    const saved = vi.spyOn(URL, 'createObjectURL').mockReturnValue('#');
    await button('Download answers').click();
    const [[blob]] = saved.mock.calls;
    expect(blob instanceof Blob && (await blob.text())).toContain('"1","positive"');
  });

  it('has notes where other sheets or unknown words are in it', async () => {
    await open();
    await choose('comments.csv');
    await expect.element(said()).toBeVisible();
    expect(sheet.getByText(/other sheets|Nearly all words/).query()).toBeNull();
    await choose('noted.xlsx');
    await expect.element(sheet.getByText('53 rows of other sheets are not in it.')).toBeVisible();
    const unknown = 'Nearly all words of the column “comment” are unknown to the network (97%)';
    await expect.element(sheet.getByText(unknown)).toBeVisible();
    expect(await violations('.panel-try')).toEqual([]);
  });

  it('that is ended by a training can be classified again after it', async () => {
    await open({ fail: { 'classify-files': { code: 'bad-input', told: { code: 'wait-for-training' } } } });
    await choose('comments.csv');
    await expect
      .element(sheet.getByRole('alert'))
      .toHaveTextContent(
        'Classifying ended because training started. There are no answers: classify the file again when training has ended.',
      );
  });

  it('has the figures of a test where it has labels', async () => {
    await open();
    await choose('labelled.csv');
    await expect.element(sheet.getByText('89.3%')).toBeVisible();
    await expect
      .element(
        sheet.getByText('by “stars”, on 600 rows that it has not seen (480 trained on, 120 validated on)'),
      )
      .toBeVisible();
  });

  it('is read by another column when that is chosen, also while it is under way', async () => {
    await open({ classifyPace: 100 });
    await choose('comments.csv');
    const column = sheet.getByRole('combobox', { name: 'Text column' });
    await column.selectOptions('title');
    await expect.element(said()).toBeVisible();
    await expect.element(column).toHaveValue('title');
    expect(received().map(({ choice }) => choice)).toEqual([
      { text: null, label: null },
      { text: 'title', label: null },
    ]);
  });

  it('is read by another label column and in another encoding when they are chosen', async () => {
    await open();
    await choose('labelled.csv');
    const label = sheet.getByRole('combobox', { name: 'Label column' });
    await expect.element(label).toHaveValue('');
    await expect.element(label).toHaveAccessibleDescription('Right answers are taken from “stars”.');
    await label.selectOptions('id');
    await expect.element(label).toHaveAccessibleDescription('Right answers are taken from “id”.');
    await expect.element(said()).toBeVisible();
    await label.selectOptions('Automatic');
    await expect.element(said()).toBeVisible();
    const encoding = sheet.getByRole('combobox', { name: 'Read as' });
    await expect.element(encoding).toHaveValue('UTF-8');
    await label.selectOptions('title');
    await encoding.selectOptions('GB18030');
    await expect.element(said()).toBeVisible();
    expect(await violations('.panel-try')).toEqual([]);
    expect(received().map(({ choice, encoding: as }) => [choice.label, as])).toEqual([
      [null, null],
      ['id', null],
      [null, null],
      ['title', null],
      [null, 'GB18030'],
    ]);
  });

  it('is cancelled, and the page says so', async () => {
    await open({ classifyPace: 2_000 });
    await choose('comments.csv');
    await button('Cancel').click();
    await expect.element(sheet.getByText('You cancelled it. There are no answers.')).toBeVisible();
    await expect.element(button('Classify a file…')).toBeEnabled();
    expect(sheet.getByRole('progressbar').query()).toBeNull();
  });

  it('that can’t be read is one sentence', async () => {
    const told = { code: 'file-empty', fileName: 'comments.csv' } as const;
    await open({ fail: { 'classify-files': { code: 'bad-input', told } } });
    await choose('comments.csv');
    await expect.element(sheet.getByRole('alert')).toHaveTextContent(/comments\.csv.+empty/);
  });
});

it('what is dropped on the panel is classified, and on the rest of the page loaded', async () => {
  await open();
  drop(sheet.element(), file('comments.csv'));
  await expect.element(said()).toBeVisible();
  expect(received()).toHaveLength(1);
  drop(document.body, file('other.csv'));
  await expect.poll(() => app.workers[0].received.map(({ name }) => name)).toContain('open-files');
  expect(received()).toHaveLength(1);
});

it('waits for the end of a training, and says whose answers are shown after it', async () => {
  await open({ pace: 30, holdAt: 15 });
  await choose('comments.csv');
  await expect.element(said()).toBeVisible();
  await page.getByRole('button', { name: 'Start training' }).click();
  await expect.element(button('Classify a file…')).toBeDisabled();
  await expect.element(sheet.getByText(/Stop it before you classify a file/)).toBeVisible();
  app.workers[0].release();
  await expect.element(button('Classify a file…')).toBeEnabled();
  await expect.element(sheet.getByText('These are answers of the network before this one.')).toBeVisible();
});
