/** `npm run explain`: what a model's answer for a text is made of, word by word, and whether that may be believed. */
import { attributionMethods, InputError, TrainingService } from '../src/model/index.ts';
import type { AttributionMethod, Progress } from '../src/model/index.ts';
import { checkDataFlags, dataOptions, loadData } from './data.ts';
import { explanationLines, layerJson } from './explain-print.ts';
import { faithfulnessLines } from './faithfulness-print.ts';
import { fail, parseFlagsAndPaths } from './flags.ts';
import { t } from './language.ts';
import { loadModel } from './model-folder.ts';

const options = {
  ...dataOptions,
  faithfulness: { type: 'boolean', default: false },
  reviews: { type: 'string', default: '200' },
  model: { type: 'string' },
  method: { type: 'string', default: 'integrated-gradients' },
  trace: { type: 'boolean', default: false },
  phrases: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

async function main(): Promise<void> {
  const { values, positionals } = parseFlagsAndPaths(options, 'explain', { settings: {} });
  if (values.help) return console.log(t.help.explain(attributionMethods));
  if (!values.model) throw new InputError({ code: 'say-model' });
  const work = values.faithfulness ? prove : explain;
  const service = new TrainingService();
  try {
    await work(service, values.model, values, positionals);
  } finally {
    service.backend.close();
  }
}

type Values = ReturnType<typeof parseFlagsAndPaths<typeof options>>['values'];

async function explain(
  service: TrainingService,
  model: string,
  values: Values,
  positionals: readonly string[],
): Promise<void> {
  const method = methodOf(values.method);
  const [text] = positionals;
  if (positionals.length !== 1) throw new InputError({ code: 'say-one-text' });
  await loadModel(service, model);
  const explanation = await service.insight.explain(text, method);
  const layers = values.trace ? (await service.insight.trace(text)).layers : [];
  const phrases = values.phrases ? (await service.insight.phrases(text)).phrases : [];
  const more = { ...(values.trace && { layers: layers.map(layerJson) }), ...(values.phrases && { phrases }) };
  if (values.json) console.log(JSON.stringify({ ...explanation, ...more }));
  else for (const line of explanationLines(explanation, { layers, phrases })) console.log(line);
}

async function prove(
  service: TrainingService,
  model: string,
  values: Values,
  positionals: readonly string[],
): Promise<void> {
  checkDataFlags(values, positionals);
  const count = Number(values.reviews);
  if (!Number.isInteger(count) || count < 2) throw new InputError({ code: 'reviews-syntax' });
  await loadModel(service, model);
  await loadData(service, values, positionals);
  const onProgress = ({ rows }: Progress) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${t.explain.reading(rows, count)}`);
  };
  const found = await service.insight.faithfulness(count, { onProgress });
  if (values.json) console.log(JSON.stringify(found));
  else for (const line of faithfulnessLines(found)) console.log(line);
}

/** @throws {InputError} */
function methodOf(name: string): AttributionMethod {
  const method = attributionMethods.find((known) => known === name);
  if (!method) throw new InputError({ code: 'no-such-method', method: name, methods: attributionMethods });
  return method;
}

main().catch(fail);
