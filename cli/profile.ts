/** `npm run profile`: where the time of a training step goes, at a run's own settings and data. */
import { TrainingService } from '../src/model/index.ts';
import type { StepProfile } from '../src/model/index.ts';
import { checkDataFlags, dataOptions, dataUsage, loadData } from './data.ts';
import { checkSettings, configFromFlags, describeFlags, fail, parseFlagsAndPaths } from './flags.ts';

const usage = `npm run profile -- [--dataset uci-sentences|imdb | FILE …] [--preset recommended|article] [settings]

${dataUsage}
  --json                   the same as one JSON object
${describeFlags()}`;

const options = {
  ...dataOptions,
  preset: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

async function main(): Promise<void> {
  const { values, paths } = parseFlagsAndPaths(options, 'profile');
  if (values.help) return console.log(usage);
  checkSettings(values.preset, values);
  checkDataFlags(values, paths);
  const service = new TrainingService();
  try {
    const data = await loadData(service, values, paths);
    const profile = await service.profile(configFromFlags(values.preset, values, data));
    console.log(values.json ? JSON.stringify(profile) : describe(profile));
  } finally {
    service.backend.close();
  }
}

function describe({
  backend,
  adapter,
  rows,
  length,
  phases,
  stepMilliseconds,
  ...rest
}: StepProfile): string {
  const total = phases.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  const share = (milliseconds: number) => `${Math.round((100 * milliseconds) / (total || 1))}%`.padStart(6);
  const line = (name: string, milliseconds: number) =>
    `  ${name.padEnd(12)}${milliseconds.toFixed(3).padStart(10)} ms`;
  const lines = [
    `${backend} (${adapter}), a step of ${rows} reviews with ${length} tokens each:`,
    ...phases.map(({ name, milliseconds }) => line(name, milliseconds) + share(milliseconds)),
    line('sum', total),
    line('whole step', stepMilliseconds),
    `Memory held: ${(rest.bytesHeld / 1e6).toFixed(1)} MB; ${rest.tensors} tensors from step to step.`,
  ];
  const kernels = (rest.kernels ?? []).map(
    ({ name, calls, milliseconds }) => `${line(name, milliseconds)}, ${Math.round(calls)} times`,
  );
  return [...lines, ...(kernels.length ? ['On the device itself:', ...kernels] : [])].join('\n');
}

main().catch(fail);
