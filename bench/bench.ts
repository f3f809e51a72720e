/** `npm run bench`: our training step against tfjs's own layers, in one browser, in one run. */
import { parseArgs } from 'node:util';
import { bench } from '../src/contract/messages/en/bench.ts';
import { computeBackends, type ComputeBackend } from '../src/model/index.ts';
import { measureInBrowser } from './browser.ts';
import { benchIntake, measureIntake } from './intake.ts';
import { runPytorch } from './pytorch.ts';
import { report, table } from './report.ts';
import type { Results } from './report.ts';
import { defaultShape, parseShape } from './shape.ts';
import type { Shape } from './shape.ts';
import { benchVectors } from './vectors.ts';

/** Equal first losses show that both sides compute the same network from the same weights. */
const firstLossTolerance = 1e-4;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      shape: { type: 'string' },
      json: { type: 'boolean', default: false },
      pytorch: { type: 'boolean', default: false },
      backends: { type: 'string', default: computeBackends.join(',') },
      'no-tfjs': { type: 'boolean', default: false },
      intake: { type: 'boolean', default: false },
      vectors: { type: 'boolean', default: false },
      'intake-file': { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(bench.help);
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

/** @throws {RangeError} */
function parseBackends(flag: string): ComputeBackend[] {
  const wanted = flag.split(',').map((name) => name.trim());
  const unknown = wanted.find((name) => !computeBackends.some((known) => known === name));
  if (unknown !== undefined) throw new RangeError(bench.noBackend(unknown, computeBackends));
  return computeBackends.filter((name) => wanted.includes(name));
}

async function measureAll(
  results: Results,
  shape: Shape,
  backends: readonly ComputeBackend[],
  withTfjs: boolean,
  say: (line: string) => void,
): Promise<void> {
  const firstLosses: number[] = [];
  await measureInBrowser(async (measure) => {
    for (const backend of computeBackends) {
      if (backends.includes(backend)) {
        say(bench.timingOurs(backend));
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
        say(bench.timingTfjs(backend));
        const { median, firstLoss } = await measure({ side: 'tfjs', backend, shape, warmUp: 1, timed: 3 });
        results.tfjs[backend] = median;
        firstLosses.push(firstLoss);
      }
    }
  });
  const [first] = firstLosses;
  if (firstLosses.some((loss) => !(Math.abs(loss - first) <= firstLossTolerance * Math.abs(first)))) {
    throw new Error(bench.otherLosses(firstLosses));
  }
  say(bench.sameLosses(first, firstLossTolerance));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
