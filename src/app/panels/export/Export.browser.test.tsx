import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { cdp, page, userEvent } from 'vitest/browser';

import type { Request } from '../../../workers/protocol.ts';
import { violations } from '../../testing/axe.ts';
import { receivedBy } from '../../testing/data-panel.ts';
import type { ViewId } from '../../state/view/slice.ts';
import type { FakeOptions } from '../../testing/fake-worker.ts';
import { renderApp, type RenderedApp } from '../../testing/render-app.tsx';

let app: RenderedApp;

const open = async (options?: Partial<FakeOptions>) => {
  app = await renderApp(options, undefined, 'export');
};
const sheet = page.getByRole('region', { name: 'Export', exact: true });
const button = (name: string) => sheet.getByRole('button', { name, exact: true });
const part = (name: string) => sheet.getByRole('checkbox', { name, exact: true });
const field = (name: string) => sheet.getByRole('textbox', { name, exact: true });
const show = (view: ViewId) => app.controller.view.show(view);
/** A setting in the form, which stands on another view. */
const setting = (name: 'epochs' | 'layerSizes') => app.controller.store.getState().draft[name];
const training = page.getByRole('region', { name: 'Training', exact: true });

const json = (name: string, value: unknown) => ({
  path: name,
  file: new File([JSON.stringify(value)], name),
});
const bin = (name: string) => ({ path: name, file: new File([new Uint8Array(8)], name) });
const model = json('model.json', { format: 'layers-model', modelTopology: {} });
const words = json('vocabulary.json', ['<pad>', '<unk>']);

/** A file with just a header, whose metadata has one key. */
function safetensors(name: string, key: string) {
  const header = JSON.stringify({ __metadata__: { [key]: '{}' } });
  const prefix = new DataView(new ArrayBuffer(8));
  prefix.setBigUint64(0, BigInt(header.length), true);
  return { path: name, file: new File([prefix, header], name) };
}

async function train() {
  app.controller.settings.set('epochs', '1');
  await page.getByRole('button', { name: 'Start training' }).click();
  await expect.element(button('Download trained weights')).toBeEnabled();
  // The page’s own copy.
  await expect.poll(() => receivedBy(app, 'export-model').length).toBe(1);
}

const imported = () => receivedBy(app, 'import-model') as Request<'import-model'>[];
const namesOf = ({ files }: Request<'import-model'>) => files.map(({ name }) => name);

const saved: { name: string }[] = [];

beforeEach(async () => {
  await page.viewport(1280, 900);
  saved.length = 0;
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved.push({ name: this.download });
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  app.unmount();
});

describe('a download', () => {
  it('holds every part at first, says how large it is, and remembers what is chosen', async () => {
    await open();
    await train();
    await button('Download trained weights').click();
    await expect.element(sheet.getByText('forget-gate-model.zip: 2.52 MB.')).toBeVisible();
    expect(saved).toEqual([{ name: 'forget-gate-model.zip' }]);
    for (const name of ['TensorFlow.js', 'Keras 3', 'train.py']) await part(name).click();
    await button('Download trained weights').click();
    await expect.poll(() => saved.length).toBe(2);
    await page.getByRole('button', { name: 'Start training' }).click();
    await expect.poll(() => receivedBy(app, 'export-model').length).toBe(4);
    await expect.element(part('Keras 3')).not.toBeChecked();
    await expect.element(part('ONNX')).toBeChecked();
    await expect.element(sheet.getByText(/forget-gate-model\.zip/)).not.toBeInTheDocument();
    await expect
      .poll(() => receivedBy(app, 'export-model').map(({ parts }) => parts))
      .toEqual([
        ['tfjs'],
        ['tfjs', 'safetensors', 'onnx', 'keras', 'code', 'training'],
        ['safetensors', 'onnx', 'code'],
        ['tfjs'],
      ]);
  });

  it('needs at least one part, and says so', async () => {
    await open();
    await train();
    const parts = ['TensorFlow.js', 'safetensors', 'ONNX', 'Keras 3', 'Programs that predict', 'train.py'];
    for (const name of parts) await part(name).click();
    await expect.element(button('Download trained weights')).toBeDisabled();
    await expect
      .element(button('Download trained weights'))
      .toHaveAccessibleDescription('Choose at least one thing that the zip is to hold.');
    await expect
      .element(part('ONNX'))
      .toHaveAccessibleDescription(/^For ONNX Runtime, in any language\. About/);
    await part('ONNX').click();
    await expect.element(button('Download trained weights')).toBeEnabled();
  });

  it('says that it is being packed, and can be made by keyboard alone', async () => {
    await open({ packPace: 60 });
    await train();
    part('train.py').element().focus();
    await userEvent.keyboard(' ');
    await userEvent.keyboard('{Tab}{Enter}');
    await expect.element(sheet.getByRole('progressbar', { name: 'Packing the zip' })).toBeVisible();
    await expect.element(sheet.getByText(/^Packing …/)).toBeVisible();
    await expect.element(part('ONNX')).toBeDisabled();
    await expect.poll(() => saved.length).toBe(1);
    await expect.element(sheet.getByRole('progressbar')).not.toBeInTheDocument();
    expect(receivedBy(app, 'export-model')[1].parts).toEqual([
      'tfjs',
      'safetensors',
      'onnx',
      'keras',
      'code',
    ]);
  });

  it('that fails says why, and nothing is lost', async () => {
    const message = 'This model can’t be saved.';
    await open({
      fail: { 'export-model': { code: 'bad-input', told: { code: 'failed', detail: message } } },
    });
    app.controller.settings.set('epochs', '1');
    await page.getByRole('button', { name: 'Start training' }).click();
    await button('Download trained weights').click();
    await expect.element(sheet.getByRole('alert')).toHaveTextContent(message);
    await expect.element(button('Download trained weights')).toBeEnabled();
    await expect.element(sheet.getByText('The network you have')).toBeVisible();
  });
});

describe('a model that is loaded', () => {
  it('may be several files', async () => {
    await open();
    const input = sheet.getByLabelText('Load a model').last();
    const files = [model, bin('weights.bin'), words].map(({ file }) => file);
    await userEvent.upload(input, files);
    await expect.element(sheet.getByText('model.json and 2 other files')).toBeVisible();
    expect(imported().map(namesOf)).toEqual([['model.json', 'vocabulary.json', 'weights.bin']]);
  });

  it('is told from reviews when files are dropped together', async () => {
    await open();
    const csv = { path: 'new.csv', file: new File(['review,sentiment\nfine,positive\n'], 'new.csv') };
    const rest = [bin('model.onnx'), json('golden.json', {}), json('predict.html', {})];
    await app.controller.take([model, bin('weights.bin'), words, csv, ...rest]);
    expect(imported().map(namesOf)).toEqual([['model.json', 'weights.bin', 'vocabulary.json']]);
    expect(receivedBy(app, 'open-files').map(({ files }) => files.map(({ path }) => path))).toEqual([
      ['new.csv'],
    ]);
  });

  it('may be one safetensors file', async () => {
    await open();
    await app.controller.take([safetensors('mine.safetensors', 'format')]);
    await expect.element(sheet.getByText('mine.safetensors')).toBeVisible();
    expect(imported().map(namesOf)).toEqual([['mine.safetensors']]);
  });

  it('is no model but a run file: that goes to the runs', async () => {
    await open();
    const { file } = safetensors('run.safetensors', 'forget_gate_state');
    await userEvent.upload(sheet.getByLabelText('Load a model').last(), file);
    await expect
      .element(sheet.getByText(/“uci-sentences, imported” is in the list of runs now/))
      .toBeVisible();
    show('runs');
    await expect
      .element(page.getByRole('table', { name: 'Saved runs' }).getByRole('rowheader', { name: /imported/ }))
      .toBeVisible();
    expect(imported()).toEqual([]);
  });

  it('gets a fresh worker the smallest copy, when the first one dies', async () => {
    await open();
    await app.controller.take([safetensors('mine.safetensors', 'format')]);
    await expect.poll(() => receivedBy(app, 'export-model').map(({ parts }) => parts)).toEqual([['tfjs']]);
    await expect.poll(() => app.controller.store.getState().model.zip?.length).toBe(420_000);
    app.workers[0].breakDown('boom');
    await expect.poll(() => imported().length).toBe(2);
    expect(imported()[1].files.map(({ bytes }) => bytes.length)).toEqual([420_000]);
    await expect.element(sheet.getByText('mine.safetensors')).toBeVisible();
  });
});

describe('what a download is for', () => {
  it('is said with sizes before it is made, and as code to copy for each chosen part', async () => {
    await open();
    expect(sheet.getByText(/About/).query()).toBeNull();
    await train();
    const count = app.controller.store.getState().model.held?.summary.parameterCount ?? 0;
    const kilobytes = new RegExp(
      `About ${Math.round((4 * count) / 1_000).toLocaleString('en')} kB|About [\\d.]+ MB`,
    );
    await expect.element(sheet.getByText(kilobytes).first()).toBeVisible();
    await button('Code to use it').click();
    await expect.element(sheet.getByText('node predict.mjs "A fine film."')).toBeVisible();
    const written: string[] = [];
    vi.spyOn(navigator.clipboard, 'writeText').mockImplementation((text) => {
      written.push(text);
      return Promise.resolve();
    });
    await button('Copy the code for Node').click();
    await expect.element(sheet.getByText('Copied.')).toBeVisible();
    expect(written).toEqual(['node predict.mjs "A fine film."']);
    await part('Programs that predict').click();
    await expect.element(sheet.getByText('node predict.mjs "A fine film."')).not.toBeInTheDocument();
    expect(await violations('.panel-export')).toEqual([]);
  });
});

describe('continuing a network’s training', () => {
  it('takes its settings, but for what is typed, and begins with its weights', async () => {
    await open({ holdAt: 30 });
    await app.controller.take([safetensors('mine.safetensors', 'format')]);
    app.controller.settings.set('layerSizes', '7');
    await button('Continue training').click();
    await expect.element(field('Epochs')).toHaveFocus();
    await expect.element(field('Learning rate')).toHaveValue('0.4');
    await expect.element(sheet.getByText(/It continues to learn from uci-sentences/)).toBeVisible();
    await field('Learning rate').fill('0');
    await expect.element(field('Learning rate')).toBeInvalid();
    await expect.element(button('Continue now')).toBeDisabled();
    await field('Learning rate').fill('0.05');
    await field('Epochs').fill('3');
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => receivedBy(app, 'train').length).toBe(1);
    expect(receivedBy(app, 'train')[0]).toMatchObject({
      fromModel: true,
      resume: null,
      config: { layerSizes: [128, 64], epochs: 3, learningRate: 0.05 },
    });
    await expect.element(button('Continue training')).toBeDisabled();
    await expect.element(sheet.getByText(/its curves are in “Training”/)).toBeVisible();
    expect(setting('layerSizes')).toBe('128, 64');
    app.workers[0].release();
    show('train');
    await expect.element(training.getByText(/Training finished after 3 epoch/)).toBeVisible();
    show('export');
    await expect.element(sheet.getByText('trained here')).toBeVisible();
  });

  it('starts with the same weights again when its worker dies before anything is saved', async () => {
    await open({ trouble: [{ step: 15, code: 'worker-died' }] });
    await app.controller.take([safetensors('mine.safetensors', 'format')]);
    await expect.poll(() => app.controller.store.getState().model.zip?.length).toBe(420_000);
    await button('Continue training').click();
    await field('Epochs').fill('1');
    await button('Continue now').click();
    show('train');
    await expect.element(training.getByText(/Training finished after 1 epoch/)).toBeVisible();
    expect(receivedBy(app, 'train').map(({ fromModel }) => fromModel)).toEqual([true, true]);
    const second = app.workers[1].received.map(({ name }) => name);
    const given = ['load-sample', 'import-model', 'train'];
    expect(second.filter((name) => given.includes(name))).toEqual(given);
  });

  it('waits for data, and leaves everything as it was when it is cancelled', async () => {
    await open();
    await app.controller.take([safetensors('mine.safetensors', 'format')]);
    app.controller.settings.set('layerSizes', '7');
    await button('Continue training').click();
    await userEvent.keyboard('{Escape}');
    await expect.element(button('Continue training')).toBeVisible();
    expect(setting('layerSizes')).toBe('7');
    const unclear = new File(['a,b\n1,2\n'], 'unclear.csv');
    await app.controller.take([{ path: 'unclear.csv', file: unclear }]);
    show('export');
    await expect.element(button('Continue training')).toBeDisabled();
    await expect
      .element(button('Continue training'))
      .toHaveAccessibleDescription('Say first which columns to read and what the labels mean.');
    expect(receivedBy(app, 'train')).toEqual([]);
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
    await open({ packPace: 100 });
    expect(await violations('.panel-export')).toEqual([]);
    await train();
    await button('Continue training').click();
    await field('Learning rate').fill('x');
    await button('Download trained weights').click();
    await expect.element(sheet.getByRole('progressbar')).toBeVisible();
    expect(await violations('.panel-export')).toEqual([]);
    await expect.element(sheet.getByText(/forget-gate-model\.zip: /)).toBeVisible();
    expect(await violations('.panel-export')).toEqual([]);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
  });
});
