/** What is downloaded runs by itself and comes back the same; what is broken is refused, and nothing is lost. */
import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, test, type Browser, type Page } from '@playwright/test';
import { unzipSync } from 'fflate';
import {
  downloadModel,
  openEpochs,
  region,
  setField,
  setSmallNetwork,
  show,
  trainToTheEnd,
  untilTested,
} from './page.ts';

const run = promisify(execFile);
const tolerance = 1e-5;

const texts = [
  'The food was great, but the zyzzyva was not.',
  'Phở ở đây rất ngon, but the service was terrible!',
  'not good',
];

const everyFile = [
  ...['README.md', 'settings.json', 'vocabulary.json', 'tokenizer.json', 'metrics.json', 'seen-texts.bin'],
  'golden.json',
  ...['model.json', 'weights.bin', 'model.safetensors', 'model.onnx', 'model.keras', 'optimizer.safetensors'],
  ...[
    'predict.html',
    'forget-gate.mjs',
    'markup.mjs',
    'table.mjs',
    'predict.mjs',
    'verify.mjs',
    'forget_gate.py',
    'markup.py',
    'table.py',
    'predict.py',
  ],
  ...['verify.py', 'model.py', 'verify_torch.py', 'optimizer.py', 'train.py'],
];

/** A Python that has all these modules; null where there is none. */
function findPython(...modules: string[]): string | null {
  const code = modules.map((name) => `import ${name}`).join('\n');
  const pythons = [process.env['PYTHON'], 'python3', '/usr/bin/python3'];
  return pythons.find((python) => python && spawnSync(python, ['-c', code]).status === 0) ?? null;
}

/** The probability of class 1 that the page states for a text, with all its digits. */
async function probabilityOf(page: Page, text: string): Promise<number> {
  await show(page, 'Train');
  await page.getByRole('textbox', { name: 'Your review' }).fill(text);
  await expect(page.getByRole('status', { name: 'Prediction' })).toContainText(/\d+(\.\d+)?\s?%/);
  // What is shown while a new text is being read is the answer to the one before.
  await expect(page.locator('.answer:not(.stale) .gauge-needle')).toBeVisible();
  const style = await page.locator('.gauge-needle').getAttribute('style');
  return Number(/--probability:\s*([\d.e+-]+)/.exec(style ?? '')?.[1]);
}

async function probabilitiesOf(page: Page): Promise<number[]> {
  const all: number[] = [];
  for (const text of texts) all.push(await probabilityOf(page, text));
  return all;
}

interface Named {
  name: string;
  bytes: Uint8Array;
}

async function loadModel(page: Page, files: Named[]): Promise<void> {
  await show(page, 'Export');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Load a model' }).click();
  await (
    await chooser
  ).setFiles(
    files.map(({ name, bytes }) => ({
      name,
      mimeType: 'application/octet-stream',
      buffer: Buffer.from(bytes),
    })),
  );
}

const firstLoss = async (page: Page) => {
  await show(page, 'Train');
  const row = (await openEpochs(page)).getByRole('row').nth(1);
  return Number(await row.getByRole('cell').first().textContent());
};

async function openPage(browser: Browser): Promise<Page> {
  const page = await browser.newPage();
  await page.goto('./');
  await expect(page.getByRole('button', { name: 'Start training' })).toBeEnabled();
  return page;
}

/** The page that trained, what it answered, and its download, packed and unpacked. */
interface Trained {
  page: Page;
  loss: number;
  probabilities: number[];
  zip: Buffer;
  files: Record<string, Uint8Array>;
  folder: string;
}

async function trainAndDownload(browser: Browser): Promise<Trained> {
  const page = await openPage(browser);
  await setSmallNetwork(page, 'WebAssembly');
  await setField(page, 'Learning rate', '0.01');
  await page.getByRole('button', { name: 'More settings' }).click();
  // The optimizer’s values are known of the last epoch alone.
  await setField(page, 'Early stopping', '0');
  await trainToTheEnd(page, 120_000);
  const loss = await firstLoss(page);
  const probabilities = await probabilitiesOf(page);
  const zip = await downloadModel(page);
  const files = unzipSync(zip);
  const folder = await mkdtemp(join(tmpdir(), 'forget-gate-export-'));
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(folder, name), bytes);
  return { page, loss, probabilities, zip, files, folder };
}

let trained: Trained;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(300_000);
  trained = await trainAndDownload(browser);
});

test.afterAll(async () => {
  await trained.page.close();
  await rm(trained.folder, { recursive: true, force: true });
});

test('the zip holds every part; a smaller one holds what was chosen', async () => {
  const { page, files, probabilities } = trained;
  expect(Object.keys(files).sort()).toEqual([...everyFile].sort());
  // A network that answers the same to everything would prove nothing below.
  expect(Math.max(...probabilities) - Math.min(...probabilities)).toBeGreaterThan(0.05);
  const panel = region(page, 'Export');
  await show(page, 'Export');
  await expect(panel).toContainText(/forget-gate-.*\.zip: [\d.,]+ [kM]B\./);
  const others = ['TensorFlow.js', 'ONNX', 'Keras 3', 'Programs that predict', 'train.py'];
  for (const part of others) await panel.getByRole('checkbox', { name: part, exact: true }).uncheck();
  const small = unzipSync(await downloadModel(page));
  expect(Object.keys(small).sort()).toEqual([...everyFile.slice(0, 7), 'model.safetensors'].sort());
  await panel.getByRole('checkbox', { name: 'safetensors', exact: true }).uncheck();
  await expect(panel).toContainText('Choose at least one thing');
  await expect(panel.getByRole('button', { name: 'Download trained weights' })).toBeDisabled();
  for (const part of ['safetensors', ...others])
    await panel.getByRole('checkbox', { name: part, exact: true }).check();
});

async function verify(program: string, script: string): Promise<string> {
  const { stdout } = await run(program, [script], {
    cwd: trained.folder,
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
  });
  return stdout;
}

test('the zip’s Node programs give the page’s answers', async () => {
  expect(await verify(process.execPath, 'verify.mjs')).toMatch(/^JavaScript: 50 texts, all the same;/);
  const { stdout } = await run(process.execPath, ['predict.mjs', '--json', ...texts], {
    cwd: trained.folder,
  });
  const answers = JSON.parse(stdout) as { text: string; probability: number }[];
  expect(answers.map(({ text }) => text)).toEqual(texts);
  expectSame(answers.map(({ probability }) => probability));
});

const pythonChecks = [
  { script: 'verify.py', modules: ['numpy'], says: /^NumPy: 50 texts, all the same;/ },
  { script: 'verify_torch.py', modules: ['torch', 'numpy'], says: /^PyTorch: 50 texts, all the same;/ },
];

for (const { script, modules, says } of pythonChecks) {
  const python = findPython(...modules);
  if (python)
    test(`the zip’s ${script} says that this Python gives the same`, async () => {
      expect(await verify(python, script)).toMatch(says);
    });
  else
    test(`${script} is in the zip; not run, no Python here has ${modules.join(' and ')}`, () => {
      expect(trained.files).toHaveProperty([script]);
    });
}

test('the zip’s page answers the same from a file, without a network', async ({ browser }) => {
  const context = await browser.newContext({ offline: true });
  const page = await context.newPage();
  await page.goto(pathToFileURL(join(trained.folder, 'predict.html')).href);
  const found: number[] = [];
  for (const text of texts) {
    await page.getByRole('textbox', { name: 'Review' }).fill(text);
    found.push(
      await page
        .getByLabel('Probability')
        .evaluate((meter) => (meter instanceof HTMLMeterElement ? meter.value : -1)),
    );
  }
  expectSame(found);
  await context.close();
});

function expectSame(probabilities: number[]): void {
  expect(probabilities).toHaveLength(texts.length);
  trained.probabilities.forEach((probability, i) =>
    expect(Math.abs(probabilities[i] - probability)).toBeLessThan(tolerance),
  );
}

const ways: { what: string; names: string[] | null }[] = [
  { what: 'the whole zip', names: null },
  { what: 'the TensorFlow.js files alone', names: ['model.json', 'weights.bin', 'vocabulary.json'] },
  {
    what: 'the unpacked description and weights',
    names: [...everyFile.slice(1, 5), 'model.json', 'weights.bin'],
  },
  { what: 'safetensors alone', names: ['model.safetensors'] },
];

const filesOf = (names: string[] | null): Named[] =>
  names?.map((name) => ({ name, bytes: trained.files[name] })) ?? [{ name: 'mine.zip', bytes: trained.zip }];

for (const { what, names } of ways) {
  test(`${what} comes back as the same network`, async ({ browser }) => {
    const page = await openPage(browser);
    await loadModel(page, filesOf(names));
    await expect(region(page, 'Export')).toContainText('The network you have');
    expectSame(await probabilitiesOf(page));
    await page.close();
  });
}

test('an unpacked zip that is dropped comes back, and none of it is taken for reviews', async ({
  browser,
}) => {
  const page = await openPage(browser);
  const dropped = Object.entries(trained.files).map(([name, bytes]) => ({
    name,
    base64: Buffer.from(bytes).toString('base64'),
  }));
  await page.evaluate((files) => {
    const dataTransfer = new DataTransfer();
    for (const { name, base64 } of files) {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      dataTransfer.items.add(new File([bytes], name));
    }
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  }, dropped);
  await show(page, 'Export');
  await expect(region(page, 'Export')).toContainText('The network you have');
  expectSame(await probabilitiesOf(page));
  await show(page, 'Data');
  await expect(page.getByRole('radio', { name: /UCI sentences/ })).toBeChecked();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await page.close();
});

test('a broken zip is refused in a sentence, and the network that was there still answers', async () => {
  const { page, zip, files } = trained;
  const alert = region(page, 'Export').getByRole('alert');
  const damaged = Buffer.from(zip);
  damaged[damaged.indexOf(Buffer.from(files['weights.bin'].subarray(0, 64))) + 20] ^= 0xff;
  const broken: { files: Named[]; sentence: RegExp }[] = [
    { files: [{ name: 'cut.zip', bytes: zip.subarray(0, zip.length / 2) }], sentence: /zip/ },
    { files: [{ name: 'damaged.zip', bytes: damaged }], sentence: /weights\.bin.*damaged|damaged/ },
    { files: filesOf(['model.json', 'weights.bin']), sentence: /vocabulary\.json is missing/ },
    { files: [...filesOf(null), ...filesOf(['model.safetensors'])], sentence: /one model/ },
  ];
  for (const { files: chosen, sentence } of broken) {
    await loadModel(page, chosen);
    await expect(alert).toContainText(sentence);
  }
  expectSame(await probabilitiesOf(page));
});

test('training of a network continues: it begins where it was', async () => {
  const { page, loss, probabilities } = trained;
  const panel = region(page, 'Export');
  // Other settings in the form do not matter: the network has its own.
  await setField(page, 'Layer sizes', '5');
  await show(page, 'Export');
  await panel.getByRole('button', { name: 'Continue training' }).click();
  await expect(panel.getByRole('textbox', { name: 'Learning rate' })).toHaveValue('0.002');
  await panel.getByRole('textbox', { name: 'Epochs' }).fill('3');
  await panel.getByRole('button', { name: 'Continue now' }).click();
  await show(page, 'Train');
  await expect(region(page, 'Training')).toContainText('Training finished after 3 epochs.', {
    timeout: 120_000,
  });
  await expect(page.getByRole('textbox', { name: 'Layer sizes', exact: true })).toHaveValue('12, 8');
  await untilTested(page, 60_000);
  expect(await firstLoss(page)).toBeLessThan(loss - 0.05);
  const after = await probabilitiesOf(page);
  expect(
    Math.max(...after.map((probability, i) => Math.abs(probability - probabilities[i]))),
  ).toBeGreaterThan(tolerance);
});
