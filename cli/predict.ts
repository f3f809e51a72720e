/** `npm run predict`: what a model that was taken home says of some texts. */
import { InputError, Session } from '../src/model/index.ts';
import type { Prediction } from '../src/model/index.ts';
import { fail, parseFlagsAndPaths } from './flags.ts';
import { loadModel } from './model-folder.ts';

const usage = `npm run predict -- --model FOLDER "text" …

  --model FOLDER           what --out wrote, an unpacked download, its zip, or model.safetensors
  --json                   [{"text":…,"probability":…}], the probability that the text is positive`;

const options = {
  model: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

async function main(): Promise<void> {
  const { values, paths: texts } = parseFlagsAndPaths(options, 'predict');
  if (values.help) return console.log(usage);
  if (!values.model) throw new InputError('Say where the model is: --model FOLDER.');
  if (texts.length === 0) throw new InputError('Write one or more texts, each in quotes.');
  const session = new Session();
  await loadModel(session, values.model);
  const predictions: Prediction[] = [];
  for (const text of texts) predictions.push(await session.predict(text));
  if (values.json) {
    const found = texts.map((text, i) => ({ text, probability: predictions[i].probability }));
    console.log(JSON.stringify(found));
  } else {
    texts.forEach((text, i) => console.log(line(text, predictions[i])));
  }
  session.dispose();
}

function line(text: string, { probability, classNames }: Prediction): string {
  const name = classNames[probability >= 0.5 ? 1 : 0];
  return `${`${(100 * probability).toFixed(1)}%`.padStart(6)} positive  ${name}: ${text}`;
}

main().catch(fail);
