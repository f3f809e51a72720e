/** `npm run profile`: where the time of a training step goes, at a run's own settings and data. */
import { TrainingService } from '../src/model/index.ts';
import type { StepProfile } from '../src/model/index.ts';
import { checkDataFlags, dataOptions, loadData } from './data.ts';
import { checkSettings, configFromFlags, describeFlags, fail, parseFlagsAndPaths } from './flags.ts';
import { t } from './language.ts';

const options = {
  ...dataOptions,
  preset: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

async function main(): Promise<void> {
  const { values, positionals } = parseFlagsAndPaths(options, 'profile');
  if (values.help) return console.log(t.help.profile(describeFlags()));
  checkSettings(values.preset, values);
  checkDataFlags(values, positionals);
  const service = new TrainingService();
  try {
    const data = await loadData(service, values, positionals);
    const profile = await service.measuring.profile(configFromFlags(values.preset, values, data));
    console.log(values.json ? JSON.stringify(profile) : describe(profile));
  } finally {
    service.backend.close();
  }
}

function describe(profile: StepProfile): string {
  const { phases } = profile;
  const total = phases.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  const share = (milliseconds: number) => `${Math.round((100 * milliseconds) / (total || 1))}%`.padStart(6);
  const line = (name: string, milliseconds: number) =>
    `  ${name.padEnd(12)}${t.profile.milliseconds(milliseconds.toFixed(3).padStart(10))}`;
  const lines = [
    t.profile.step(profile),
    ...phases.map(({ name, milliseconds }) => line(name, milliseconds) + share(milliseconds)),
    line(t.profile.sum, total),
    line(t.profile.whole, profile.stepMilliseconds),
    t.profile.memory(profile.bytesHeld, profile.tensors),
  ];
  const kernels = (profile.kernels ?? []).map(
    ({ name, calls, milliseconds }) => `${line(name, milliseconds)}, ${t.profile.times(calls)}`,
  );
  return [...lines, ...(kernels.length ? [t.profile.device, ...kernels] : [])].join('\n');
}

main().catch(fail);
