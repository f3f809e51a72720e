/** tfjs, loading what the page's download holds, answers as the page does. */
import { readdirSync } from 'node:fs';
import { env, io, loadLayersModel, tensor2d } from '@tensorflow/tfjs';
import type { LayersModel, Tensor } from '@tensorflow/tfjs';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { unzipSync } from 'fflate';
import { downloadModel, setSmallNetwork, trainToTheEnd, upload } from './page.ts';
import { sampleCsv, sampleTexts } from './sample-csv.ts';

// Without it tfjs advertises its Node binding on the console.
env().set('IS_TEST', true);

const trainedRows = 2_800;
const reviews = 100;
const tolerance = 1e-5;

interface Answer {
  /** Of both classes. */
  probabilities: number[];
  tokens: { token: string; known: boolean; used: boolean }[];
}

/** Hands the zip to a worker like the page's own and asks it about each text. */
async function askWorker(page: Page, zip: Buffer, texts: string[]): Promise<Answer[]> {
  const script = readdirSync('.cache/e2e-site/assets').find((name) => /^trainer\.worker-.*\.js$/.test(name));
  return page.evaluate(
    async ({ url, base64, asked }) => {
      const worker = new Worker(url, { type: 'module' });
      const ask = (id: number, name: string, request: object) =>
        new Promise<unknown>((resolve, reject) => {
          const listen = ({ data }: MessageEvent) => {
            if (data.id !== id) return;
            worker.removeEventListener('message', listen);
            if (data.type === 'answer') resolve(data.response);
            else reject(new Error(data.message));
          };
          worker.addEventListener('message', listen);
          worker.postMessage({ id, name, request });
        });
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      await ask(0, 'import-model', { files: [{ name: 'model.zip', bytes }] });
      const answers: Answer[] = [];
      for (const [i, text] of asked.entries()) {
        answers.push((await ask(i + 1, 'predict', { text })) as Answer);
      }
      worker.terminate();
      return answers;
    },
    { url: `./assets/${script}`, base64: zip.toString('base64'), asked: texts },
  );
}

function loadWithTfjs(files: Record<string, Uint8Array>): Promise<LayersModel> {
  const model = JSON.parse(new TextDecoder().decode(files['model.json'])) as io.ModelJSON;
  const specs = model.weightsManifest.flatMap((group) => group.weights);
  const weights = files['weights.bin'].slice().buffer;
  return loadLayersModel({
    load: () => Promise.resolve(io.getModelArtifactsForJSONSync(model, specs, weights)),
  });
}

test(`tfjs gives the page’s probabilities within ${tolerance} on ${reviews} reviews`, async ({ page }) => {
  await page.goto('./#/data');
  await upload(page, 'reviews.csv', sampleCsv(trainedRows));
  await setSmallNetwork(page, 'WebAssembly');
  await trainToTheEnd(page, 60_000);
  const zip = await downloadModel(page);

  const texts = sampleTexts().slice(trainedRows, trainedRows + reviews);
  expect(texts).toHaveLength(reviews);
  const answers = await askWorker(page, zip, texts);

  const files = unzipSync(zip);
  const vocabulary = JSON.parse(new TextDecoder().decode(files['vocabulary.json'])) as string[];
  const ids = new Map(vocabulary.map((token, id) => [token, id]));
  const model = await loadWithTfjs(files);
  const probabilities = answers.map(({ tokens }) => {
    const row = tokens
      .filter(({ used }) => used)
      .map(({ token, known }) => (known ? (ids.get(token) ?? -1) : 1));
    return (model.predict(tensor2d([row], undefined, 'int32')) as Tensor).dataSync()[0];
  });
  const differences = probabilities.map((probability, i) =>
    Math.abs(probability - answers[i].probabilities[1]),
  );
  expect(Math.max(...differences)).toBeLessThan(tolerance);
  // The network must tell reviews apart, or the comparison says nothing.
  expect(Math.max(...probabilities) - Math.min(...probabilities)).toBeGreaterThan(0.1);
});
