/**
 * `npm run measure-spread`: how far the test accuracy strays over seeds and splits, for each preset on the sample.
 * It writes what the page shows beside a test of just that, and takes ten minutes. `npm run measure-spread -- recommended`
 * measures that preset alone, and keeps what is written of the others.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { presets, TrainingService } from '../src/model/index.ts';
import type { RunConfig, TestReport } from '../src/model/index.ts';
import { loadData } from './data.ts';
import { checkSettings, configFromFlags, fail } from './flags.ts';
import { say, t } from './language.ts';
import { loadVectors } from './vectors.ts';

const seeds = Array.from({ length: 10 }, (_, i) => i + 1);
const flags = { dataset: 'uci-sentences', backend: 'wasm' };
const file = join('src', 'app', 'state', 'runs', 'measured-spread.json');

async function main(): Promise<void> {
  const asked = process.argv.slice(2);
  for (const id of asked) checkSettings(id, {});
  const service = new TrainingService();
  const data = await loadData(service, flags, []);
  const { fingerprint } = service.data.identity();
  const written = JSON.parse(readFileSync(file, 'utf8')) as { preset: string }[];
  const spreads = [];
  for (const { id } of presets) {
    const known = written.find(({ preset }) => preset === id);
    if (known && asked.length > 0 && !asked.includes(id)) {
      spreads.push(known);
      continue;
    }
    const config = { ...configFromFlags(id, flags, data), tokenization: data.summary.tokenization.rule };
    await loadVectors(service, {}, [config]);
    const runs = [];
    for (const seed of seeds) runs.push({ seed, ...(await measured(service, config, seed)) });
    const command = `npm run train -- --preset ${id} --backend wasm --seeds 1-${seeds.length} --vary-split`;
    spreads.push({ preset: id, command, fingerprint, config, runs });
  }
  service.backend.close();
  writeFileSync(file, `${JSON.stringify(spreads, null, 2)}\n`);
}

async function measured(service: TrainingService, config: RunConfig, seed: number) {
  const run = { ...config, seed, splitSeed: seed };
  for await (const event of service.train(run, new AbortController().signal))
    if (event.type === 'end') console.log(t.train.ofSeed(seed, say({ ...event, code: 'run-ended' })));
  const { accuracy, baselines }: TestReport = await service.evaluation.test();
  if (!baselines) throw new Error('The sample has no baseline to compare with.');
  console.log(t.train.ofSeed(seed, t.train.beside(accuracy, baselines.bagOfWords.accuracy)));
  return { accuracy, baseline: baselines.bagOfWords.accuracy };
}

main().catch(fail);
