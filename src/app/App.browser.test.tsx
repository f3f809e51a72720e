import { zipSync } from 'fflate';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { cdp, page, userEvent } from 'vitest/browser';

import { firstSteps, singleKeys } from './shell/stored-flag.ts';
import { viewIds, type ViewId } from './state/view/slice.ts';
import { seriousViolations } from './testing/axe.ts';
import type { FakeOptions } from './testing/fake-worker.ts';
import { renderApp, type RenderedApp } from './testing/render-app.tsx';

let app: RenderedApp;

const open = async (options?: Partial<FakeOptions>) => {
  app = await renderApp(options);
};
const button = (name: string) => page.getByRole('button', { name, exact: true });
const field = (name: string) => page.getByRole('textbox', { name, exact: true });
const select = (name: string) => page.getByRole('combobox', { name, exact: true });
const region = (name: string) => page.getByRole('region', { name, exact: true });
const received = (name: string) => app.workers.flatMap((w) => w.received).filter((c) => c.name === name);
const csv = (name = 'reviews.csv') => new File(['review,sentiment\nfine,positive\n'], name);

/** A zip with the names that tell a network from reviews. */
function modelZip(path: string) {
  const files = { 'settings.json': new Uint8Array(2), 'weights.bin': new Uint8Array(4) };
  return { path, file: new Blob([zipSync(files) as Uint8Array<ArrayBuffer>]) };
}

const show = (view: ViewId) => app.controller.view.show(view);
const table = (name: string) => page.getByRole('table', { name, exact: true });

/** Trains in the view Train; the test comes by itself. */
async function train() {
  await button('Start training').click();
  await expect.element(page.getByRole('link', { name: 'See where it errs' })).toBeVisible();
}

async function setScheme(value: 'light' | 'dark') {
  await cdp().send('Emulation.setEmulatedMedia', {
    features: [
      { name: 'prefers-color-scheme', value },
      { name: 'prefers-reduced-motion', value: 'reduce' },
    ],
  });
}

beforeAll(() => page.viewport(1280, 900));
afterEach(() => app.unmount());

describe('the page before training', () => {
  it('has the names that users, screen readers and tests look for', async () => {
    await open();
    await expect.element(page.getByRole('heading', { name: 'Forget Gate', level: 1 })).toBeVisible();
    for (const name of ['Model', 'Training', 'Try it']) await expect.element(region(name)).toBeVisible();
    for (const name of ['Cell', 'Optimizer', 'Loss function', 'Backend'])
      await expect.element(select(name)).toBeVisible();
    for (const name of [
      'Layer sizes',
      'Embedding size',
      'keep_prob',
      'Epochs',
      'Batch size',
      'Learning rate',
      'Seed',
      'Your review',
    ])
      await expect.element(field(name)).toBeVisible();
    for (const name of ['Recommended', 'Start training', 'Load a model', 'More settings'])
      await expect.element(button(name)).toBeEnabled();
    await expect.element(button('Stop')).toBeDisabled();
    await expect.element(page.getByRole('progressbar', { name: 'Training progress' })).toBeVisible();
    for (const name of ['Loss', 'Accuracy'])
      await expect.element(page.getByRole('figure', { name, exact: true })).toBeVisible();
    await button('Epochs').click();
    await expect.element(table('Epochs')).toBeVisible();
    await expect.element(page.getByRole('status', { name: 'Prediction' })).toBeInTheDocument();
    await expect.element(region('Model').getByText(/WebGPU on NVIDIA/)).toBeVisible();
  });

  it('has five views, each with an address, and goes back and forward', async () => {
    await open();
    const link = (name: string) => page.getByRole('link', { name, exact: true });
    const parts = {
      Data: ['Data', 'Check the data', 'Reviews'],
      Understand: ['Test'],
      Runs: ['Runs'],
      Export: ['Export'],
      Train: ['Model', 'Training', 'Try it'],
    };
    for (const [view, names] of Object.entries(parts)) {
      await link(view).click();
      expect(location.hash).toBe(`#/${view.toLowerCase()}`);
      await expect.element(link(view)).toHaveAttribute('aria-current', 'page');
      for (const name of names) await expect.element(region(name)).toBeVisible();
      expect(document.title).toBe(`${view} – Forget Gate`);
    }
    expect(region('Data').query()).toBeNull();
    app.controller.view.follow();
    history.back();
    await expect.element(region('Export')).toBeVisible();
    history.forward();
    await expect.element(region('Model')).toBeVisible();
  });

  it('has first hints that fit what is loaded and what was done', async () => {
    firstSteps.set(true);
    await open();
    const hints = () =>
      region('First steps')
        .getByRole('listitem')
        .elements()
        .map((item) => item.textContent);
    const [compare, drop] = [
      'Change a setting, start again, and compare in Runs.',
      'Drop a file of your own reviews anywhere.',
    ];
    await expect.poll(hints).toEqual(['A sample is loaded: press Start training.', compare, drop]);
    await app.controller.take([{ path: 'unclear.csv', file: csv('unclear.csv') }]);
    await expect.poll(hints).toEqual(['See in Data what your file still needs.', compare]);
    await app.controller.take([{ path: 'reviews.csv', file: csv() }]);
    await expect.poll(hints).toEqual(['Your reviews are loaded: press Start training.', compare]);
    await app.controller.run.start();
    await expect.poll(hints).toEqual([compare]);
  });

  it('keeps a wrong setting, says what is wrong beside it, and says why training can’t start', async () => {
    await open();
    await field('Epochs').fill('0');
    const sentence = 'Epochs must be a whole number from 1 to 500.';
    await expect.element(field('Epochs')).toHaveValue('0');
    await expect.element(field('Epochs')).toBeInvalid();
    await expect.element(field('Epochs')).toHaveAccessibleDescription(sentence);
    await expect.element(button('Start training')).toBeDisabled();
    await expect.element(button('Start training')).toHaveAccessibleDescription(sentence);
    await field('Epochs').fill('3');
    await expect.element(button('Start training')).toBeEnabled();
  });

  it('says how a list is written, and shows a setting as it was understood once its field is left', async () => {
    await open();
    await field('Layer sizes').fill('64 32');
    await expect
      .element(field('Layer sizes'))
      .toHaveAccessibleDescription(/^Layer sizes must be 1 to 6 whole numbers .*: 64, 32\.$/);
    await expect.element(button('Start training')).toBeDisabled();
    await field('Layer sizes').fill('64,32');
    await userEvent.keyboard('{Tab}');
    await expect.element(field('Layer sizes')).toHaveValue('64, 32');
    await field('Seed').fill('1e3');
    await expect.element(field('Seed')).toHaveValue('1e3');
    await userEvent.keyboard('{Tab}');
    await expect.element(field('Seed')).toHaveValue('1000');
  });

  it('opens the other settings when one of them is wrong', async () => {
    await open();
    expect(field('Gradient clip').query()).toBeNull();
    app.controller.settings.set('gradientClip', '-1');
    await expect.element(field('Gradient clip')).toBeInvalid();
  });

  it('keeps the settings when the dataset changes, and moves numbers by arrow keys', async () => {
    await open();
    await field('Epochs').click();
    await userEvent.keyboard('{ArrowUp}{ArrowUp}');
    show('data');
    await page.getByRole('radio', { name: /Film reviews/ }).click();
    await expect.element(region('Data').getByText('49,582 reviews', { exact: true })).toBeVisible();
    show('train');
    await expect.element(field('Epochs')).toHaveValue('12');
    await expect.element(button('Recommended')).toHaveAttribute('aria-pressed', 'false');
  });

  it('draws the network from the settings', async () => {
    await open();
    await button('As in the article').click();
    await expect.element(page.getByRole('img', { name: /1,769,121 weights/ })).toBeVisible();
    await expect.element(page.getByText('LSTM 128')).toBeVisible();
  });

  it('marks what differs from the preset, leads back to it, and takes changes back', async () => {
    await open();
    await field('Epochs').fill('3');
    await field('Seed').fill('5');
    await button('Epochs: back to 10').click();
    await expect.element(field('Epochs')).toHaveValue('10');
    await button('Undo').click();
    await expect.element(field('Epochs')).toHaveValue('3');
    await userEvent.keyboard('{Escape}');
    (document.activeElement as HTMLElement).blur();
    await userEvent.keyboard('{Control>}z{/Control}');
    await expect.element(field('Seed')).toHaveValue('1');
    await userEvent.keyboard('{Control>}z{/Control}');
    await expect.element(field('Epochs')).toHaveValue('10');
    await expect.element(button('Undo')).toBeDisabled();
  });

  it('steps and slides numbers', async () => {
    await open();
    await button('Increase Epochs').click();
    await expect.element(field('Epochs')).toHaveValue('11');
    await button('Decrease Epochs').click();
    await button('Decrease Epochs').click();
    await expect.element(field('Epochs')).toHaveValue('9');
    await page.getByRole('slider', { name: 'keep_prob, slider' }).fill('0.8');
    await expect.element(field('keep_prob')).toHaveValue('0.8');
  });

  it('goes to views by digits, but not while something is typed or when single keys are off', async () => {
    await open();
    (document.activeElement as HTMLElement).blur();
    await userEvent.keyboard('4');
    await expect.element(region('Runs')).toBeVisible();
    await userEvent.keyboard('2');
    await field('Your review').click();
    await userEvent.keyboard('1');
    await expect.element(field('Your review')).toHaveValue('1');
    await expect.element(region('Model')).toBeVisible();
    await button('Help').click();
    await page.getByRole('checkbox', { name: 'Keys without Ctrl act, too' }).click();
    await button('Close').click();
    await userEvent.keyboard('4');
    await expect.element(region('Model')).toBeVisible();
    expect(region('Runs').query()).toBeNull();
    singleKeys.set(true);
  });

  it('says what a setting is on demand', async () => {
    await open();
    const about = button('About keep_prob');
    await about.click();
    await expect.element(page.getByText(/Chance that a layer’s output is kept/)).toBeVisible();
    await expect.element(about).toHaveAttribute('aria-expanded', 'true');
  });
});

describe('a file of one’s own', () => {
  const upload = (file: File) => app.controller.take([{ path: file.name, file }]);

  it('is read with the columns that its head suggests, and trains at once', async () => {
    await open();
    show('data');
    await page.getByLabelText('Upload a dataset').upload(csv());
    await expect.element(select('Text column')).toHaveValue('review');
    await expect.element(select('Label column')).toHaveValue('sentiment');
    await expect.element(page.getByRole('radio', { name: /reviews\.csv/ })).toBeChecked();
    const meaning = page.getByRole('radiogroup', { name: 'Meaning of “neutral”' });
    await expect.element(meaning.getByRole('radio', { name: 'neutral' })).toBeChecked();
    await expect.element(button('Start training')).toBeEnabled();
    expect(received('choose-columns')[0].request).toEqual({
      choice: {
        text: 'review',
        label: 'sentiment',
        classes: { positive: 2, negative: 0, neutral: 1 },
        classNames: ['negative', 'neutral', 'positive'],
        threshold: null,
        split: null,
        cleaning: {},
      },
    });
  });

  it('takes nobody back who has gone elsewhere while it was looked at', async () => {
    await open();
    show('data');
    const taken = upload(csv());
    show('train');
    await taken;
    await expect.poll(() => received('choose-columns').length).toBeGreaterThan(0);
    expect(app.controller.store.getState().view).toBe('train');
  });

  it('asks for what it can’t know, and keeps training back until then', async () => {
    await open();
    await upload(csv('unclear.csv'));
    await expect.element(region('Data').getByText(/Choose the column that says/)).toBeVisible();
    await expect.element(button('Start training')).toBeDisabled();
    await select('Label column').selectOptions('stars');
    await expect.element(region('Data').getByText(/has 3 labels\. Two kinds are needed/)).toBeVisible();
    const choose = (value: string, name: string) =>
      page
        .getByRole('radiogroup', { name: `Meaning of “${value}”` })
        .getByRole('radio', { name })
        .click();
    await choose('5', 'positive');
    await expect.element(region('Data').getByText('No label means negative yet.')).toBeVisible();
    await choose('1', 'negative');
    await expect.element(button('Start training')).toBeEnabled();
  });

  it('that can’t be read leaves the data as it was', async () => {
    await open({
      fail: { 'open-files': { code: 'bad-input', told: { code: 'failed', detail: 'This file is empty.' } } },
    });
    await upload(csv());
    await expect.element(region('Data').getByRole('alert')).toHaveTextContent('This file is empty.');
    await expect.element(page.getByRole('radio', { name: /Sentences/ })).toBeChecked();
    await expect.element(button('Start training')).toBeEnabled();
  });

  it('can be dropped anywhere', async () => {
    await open();
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(csv('dropped.csv'));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    await expect.element(page.getByRole('radio', { name: /dropped\.csv/ })).toBeChecked();
  });
});

describe('training', () => {
  it('fills curves and table, is tested by itself, and answers as one types', async () => {
    await open();
    await field('Epochs').fill('3');
    await train();
    await button('Epochs').click();
    await expect.element(page.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '100');
    const rows = page.getByRole('table', { name: 'Epochs', exact: true }).getByRole('row');
    expect(rows.elements()).toHaveLength(4);
    await expect.element(region('Training').getByText(/Training finished after 3 epoch/)).toBeVisible();
    const lines = page.getByRole('figure', { name: 'Loss', exact: true }).element();
    expect(lines.querySelectorAll('circle.dot-training[cx]').length).toBeGreaterThanOrEqual(3);
    show('understand');
    await expect.element(region('Test').getByText('82.2%').first()).toBeVisible();
    await expect.element(table('Confusion matrix')).toBeVisible();

    show('train');
    await field('Your review').fill('An extraordinary film, great');
    await expect
      .element(page.getByRole('status', { name: 'Prediction' }))
      .toHaveTextContent(/^positive, with/);
    const unknown = page.getByRole('listitem').filter({ hasText: 'extraordinary' });
    await expect.element(unknown).toHaveTextContent(/unknown/);
    show('export');
    await expect.element(button('Download trained weights')).toBeEnabled();
  });

  it('pauses, resumes, and stops with what was learned', async () => {
    await open({ holdAt: 60 });
    await button('Start training').click();
    await button('Pause').click();
    await button('Resume').click();
    await expect.element(button('Pause')).toBeEnabled();
    await expect.element(field('Epochs')).toBeDisabled();
    await button('Stop').click();
    await expect.element(region('Training').getByText(/You stopped the training/)).toBeVisible();
    await expect.element(field('Epochs')).toBeEnabled();
    show('export');
    await expect.element(button('Download trained weights')).toBeEnabled();
  });

  it('that fails says so, and can be started again', async () => {
    await open({
      fail: { train: { code: 'out-of-memory', told: { code: 'failed', detail: 'Memory ran out.' } } },
    });
    await button('Start training').click();
    await expect.element(region('Training').getByRole('alert')).toHaveTextContent(/Memory ran out/);
    await expect.element(button('Start training')).toBeEnabled();
    expect(app.workers).toHaveLength(2);
  });

  it('survives a worker that dies: a fresh one gets data and network, and resumes by itself', async () => {
    await open({ holdAt: 30 });
    await field('Epochs').fill('1');
    await train();
    await expect.poll(() => received('export-model').length).toBe(1);
    await field('Epochs').fill('7');
    await button('Start training').click();
    await button('Epochs').click();
    await expect.element(page.getByRole('row', { name: /^1 / })).toBeVisible();
    app.workers[0].breakDown('boom');
    await expect
      .element(region('Training').getByText(/The training worker stopped in epoch 1\. Training resumes/))
      .toBeVisible();
    const given = ['load-sample', 'import-model', 'train'];
    const restored = () =>
      app.workers[1].received.map(({ name }) => name).filter((name) => given.includes(name));
    await expect.poll(restored).toEqual(given);
    await expect.element(button('Pause')).toBeEnabled();
    await expect.element(field('Epochs')).toHaveValue('7');
    await button('Stop').click();
    show('export');
    await expect.element(button('Download trained weights')).toBeEnabled();
  });

  it('names all lines of a chart at the width of a phone', async () => {
    await page.viewport(390, 844);
    await open();
    await expect.poll(() => document.querySelectorAll('.curves .key').length, { timeout: 10_000 }).toBe(6);
    for (const key of document.querySelectorAll('.curves .key')) {
      const box = key.getBoundingClientRect();
      const room = key.parentElement?.getBoundingClientRect();
      expect(box.left).toBeGreaterThanOrEqual(room?.left ?? Infinity);
      expect(box.right).toBeLessThanOrEqual(room?.right ?? 0);
    }
    await page.viewport(1280, 900);
  });

  it('moves nothing on the page while it runs', async () => {
    await open({ holdAt: 15 });
    await field('Epochs').fill('3');
    await button('Start training').click();
    await expect.element(region('Training').getByText('15 of 90')).toBeVisible();
    await expect.poll(() => document.querySelectorAll('.curve-room path.line-step[d^=M]').length).toBe(2);
    const places = () =>
      [
        ...document.querySelectorAll('.panel-training > *, .curve-room, .panel-model > *, .train-side > *'),
      ].map((element) => {
        const { top, height } = element.getBoundingClientRect();
        return [element.classList[0], Math.round(top + scrollY), Math.round(height)];
      });
    const before = places();
    app.workers[0].release();
    await expect.element(region('Training').getByText('3 of 3', { exact: true })).toBeVisible();
    await expect.poll(() => app.controller.store.getState().run.status).toBe('finished');
    expect(places()).toEqual(before);
  });
});

describe('a model from a zip', () => {
  it('shows what it is, answers, and lends its settings', async () => {
    await open();
    show('runs');
    await app.controller.take([modelZip('mine.zip')]);
    await expect.element(region('Export').getByText('mine.zip')).toBeVisible();
    await button('Use its settings').click();
    show('understand');
    await expect.element(table('Confusion matrix')).toBeVisible();
    show('train');
    await field('Your review').fill('great');
    await expect.element(page.getByRole('status', { name: 'Prediction' })).toHaveTextContent(/positive/);
    await expect.element(field('Layer sizes')).toHaveValue('128, 64');
  });

  it('that is broken leaves the network of before', async () => {
    await open({
      fail: {
        'import-model': { code: 'bad-input', told: { code: 'failed', detail: 'This zip is not a model.' } },
      },
    });
    await field('Epochs').fill('1');
    await train();
    await app.controller.take([modelZip('other.zip')]);
    await expect.element(region('Try it').getByRole('alert')).toHaveTextContent('This zip is not a model.');
    show('export');
    await expect.element(region('Export').getByRole('alert')).toHaveTextContent('This zip is not a model.');
    await expect.element(button('Download trained weights')).toBeEnabled();
  });
});

describe.each(['light', 'dark'] as const)('axe, %s', (scheme) => {
  it.each([1280, 390])(
    'finds nothing serious in any view, before, while and after training, at %s',
    async (width) => {
      await setScheme(scheme);
      await page.viewport(width, 844);
      await open({ pace: 10, holdAt: 60 });
      const problemsIn = async (...views: ViewId[]) => {
        const found: string[] = [];
        for (const view of views) {
          show(view);
          await expect.element(page.getByRole('region').first()).toBeVisible();
          await new Promise((resolve) => setTimeout(resolve, 150));
          for (const problem of await seriousViolations('body')) found.push(`${view}: ${problem}`);
        }
        show('train');
        return found;
      };
      show('data');
      await page.getByLabelText('Upload a dataset').upload(csv());
      await expect.element(select('Text column')).toBeVisible();
      show('train');
      await button('More settings').click();
      await field('Seed').fill('x');
      expect(await problemsIn('data', 'train')).toEqual([]);

      await field('Seed').fill('1');
      await button('Epochs').click();
      await button('Start training').click();
      await expect.element(page.getByRole('row', { name: /^2 / })).toBeVisible();
      expect(await problemsIn('train', 'runs')).toEqual([]);

      await button('Stop').click();
      await expect.element(page.getByRole('link', { name: 'See where it errs' })).toBeVisible();
      await field('Your review').fill('An extraordinary film');
      await expect.element(page.getByText('What the network saw')).toBeVisible();
      await button('Help').click();
      await expect.element(page.getByRole('dialog', { name: 'Keys and help' })).toBeVisible();
      expect(await seriousViolations('body')).toEqual([]);
      await button('Close').click();
      expect(await problemsIn(...viewIds)).toEqual([]);
      await page.viewport(1280, 900);
    },
  );
});
