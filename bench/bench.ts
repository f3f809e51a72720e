/** `npm run bench`: our training step against tfjs's own layers, in one browser, in one run. */
import { parseArgs } from 'node:util';
import { measureInBrowser } from './browser.ts';
import { benchIntake, measureIntake } from './intake.ts';
import { runPytorch } from './pytorch.ts';
import { report, table } from './report.ts';
import type { Results } from './report.ts';
import { defaultShape, parseShape } from './shape.ts';
import type { Shape } from './shape.ts';
import { benchVectors } from './vectors.ts';

const usage = `npm run bench -- [--shape B,T,E,H1:H2,V] [--json] [--pytorch] [--backends webgpu,webgl,wasm] [--no-tfjs]
npm run bench -- --intake [--json]
npm run bench -- --vectors [--json]

  --shape      batch, timesteps, embedding size, layer sizes, vocabulary size (default 32,50,64,128:64,5000)
  --json       one JSON object instead of a table
  --pytorch    also the same step in PyTorch, where python3 has it (PYTHON names another python)
  --backends   which of ours to time
  --no-tfjs   run without tfjs, which takes most of the time
  --intake     instead: 50,000 reviews from a CSV to token ids, beside Papa Parse alone
  --vectors    instead: learning word vectors, by one thread and by all`;

/** Equal first losses show that both sides compute the same network from the same weights. */
const firstLossTolerance = 1e-4;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      shape: { type: 'string' },
      json: { type: 'boolean', default: false },
      pytorch: { type: 'boolean', default: false },
      backends: { type: 'string', default: benchBackends.join(',') },
      'no-tfjs': { type: 'boolean', default: false },
      intake: { type: 'boolean', default: false },
      vectors: { type: 'boolean', default: false },
      'intake-file': { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(usage);
  if (values['intake-file']) return measureIntake(values['intake-file']);
  if (values.vectors) return benchVectors(values.json);
  if (values.intake) return benchIntake(values.json);
  const shape = values.shape ? parseShape(values.shape) : defaultShape;
  const backends = parseBackends(values.backends);
  const say = (line: string) => console.error(line);
  const results: Results = { shape, tfjs: {}, fused: {}, adapters: {}, pytorch: null };
  await measureAll(results, shape, backends, !values['no-tfjs'], say);
  if (values.pytorch) results.pytorch = await runPytorch(shape);
  console.log(values.json ? JSON.stringify(report(results)) : table(results));
}

const benchBackends = ['webgpu', 'webgl', 'wasm'] as const;
type BenchBackend = (typeof benchBackends)[number];

/** @throws {RangeError} */
function parseBackends(flag: string): BenchBackend[] {
  const wanted = flag.split(',').map((name) => name.trim());
  const unknown = wanted.find((name) => !benchBackends.some((known) => known === name));
  if (unknown !== undefined)
    throw new RangeError(
      `There is no backend “${unknown}” to time. Name some of ${benchBackends.join(', ')}.`,
    );
  return benchBackends.filter((name) => wanted.includes(name));
}

async function measureAll(
  results: Results,
  shape: Shape,
  backends: readonly BenchBackend[],
  withTfjs: boolean,
  say: (line: string) => void,
): Promise<void> {
  const firstLosses: number[] = [];
  await measureInBrowser(async (measure) => {
    for (const backend of benchBackends) {
      if (backends.includes(backend)) {
        say(`Timing our step on ${backend} …`);
        const { median, firstLoss, adapter } = await measure({
          side: 'fused',
          backend,
          shape,
          // As many as PyTorch's where a step is short; software GPUs would take minutes for them.
          warmUp: backend === 'wasm' ? 5 : 3,
          timed: backend === 'wasm' ? 30 : 9,
        });
        results.fused[backend] = median;
        results.adapters[backend] = adapter;
        firstLosses.push(firstLoss);
      }
      if (withTfjs && backend !== 'wasm' && backends.includes(backend)) {
        say(`Timing tfjs on ${backend} …`);
        const { median, firstLoss } = await measure({ side: 'tfjs', backend, shape, warmUp: 1, timed: 3 });
        results.tfjs[backend] = median;
        firstLosses.push(firstLoss);
      }
    }
  });
  const [first] = firstLosses;
  if (firstLosses.some((loss) => !(Math.abs(loss - first) <= firstLossTolerance * Math.abs(first)))) {
    throw new Error(
      `The contenders do not compute the same loss from the same weights: ${firstLosses.join(', ')}`,
    );
  }
  say(`All contenders gave the same first loss, ${first.toFixed(5)}, within ${firstLossTolerance} relative.`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
