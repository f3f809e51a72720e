/** `npm run inspect`: what is in some files of reviews, what is wrong with it, and the baselines. */
import { fixLabel } from '../src/contract/messages/en/fixes.ts';
import { say } from '../src/contract/messages/en/say.ts';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { InputError, TrainingService } from '../src/model/index.ts';
import type { DoctorReport, Fix } from '../src/model/index.ts';
import { checkDataFlags, dataOptions, dataUsage, loadData } from './data.ts';
import type { LoadedData } from './data.ts';
import { checkSettings, configFromFlags, describeFlags, fail, parseFlagsAndPaths } from './flags.ts';
import { describeReport } from './inspect-text.ts';
import { labelsOf } from './labels.ts';
import { withProgress } from './progress.ts';

const usage = `npm run inspect -- FILE … | --dataset uci-sentences|imdb [--json] [settings]

${dataUsage}
  --preset                 the settings to inspect for: recommended or article
  --rows FILE              writes a CSV file of all rows there: row,text,label,class,part,excluded
  --json                   one JSON object
${describeFlags()}`;

const options = {
  ...dataOptions,
  preset: { type: 'string' },
  rows: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

async function main(): Promise<void> {
  const { values, paths } = parseFlagsAndPaths(options, 'inspect');
  if (values.help) return console.log(usage);
  checkSettings(values.preset, values);
  checkDataFlags(values, paths);
  const inputs = [...(values.file ?? []), ...paths].map((path) => resolve(path));
  if (values.rows !== undefined && inputs.includes(resolve(values.rows)))
    throw new InputError({ code: 'rows-over-input' });
  const service = new TrainingService();
  const data = await loadData(service, values, paths);
  for (const note of data.notes) console.error(note);
  const config = configFromFlags(values.preset, values, data);
  const report = await withProgress((onProgress) => service.data.examine(config, { onProgress }));
  if (values.rows !== undefined) await writeRows(values.rows, service.data.exportParts(config));
  console.log(values.json ? JSON.stringify(asJson(data, report)) : describeReport(data, report));
}

/** @throws {InputError} */
async function writeRows(path: string, bytes: Uint8Array): Promise<void> {
  await writeFile(path, bytes).catch(() => {
    throw new InputError({ code: 'file-not-written', path });
  });
}

/** The JSON has names for cleaning options that are older than those of the code. */
function written(fix: Fix): object {
  if (fix.kind !== 'choice') return fix;
  const mends = Object.entries(fix.cleaning).map(([name, isOn]) => [
    name.replace('exclude', 'leaveOut'),
    isOn,
  ]);
  return { kind: fix.kind, mends: Object.fromEntries(mends) };
}

function asJson({ opened, summary }: LoadedData, report: DoctorReport): object {
  return {
    rows: { read: report.rowsRead, used: report.rowsUsed, left_out: report.excluded },
    format: opened?.preview.format ?? null,
    encoding: opened?.preview.encoding ?? null,
    columns: { text: opened?.choice.text ?? null, label: opened?.choice.label ?? null },
    labels: labelsOf(opened, summary).map((label) => ({
      value: label.value,
      class: label.class === null ? null : summary.classNames[label.class],
      count: label.count,
    })),
    findings: report.findings.map(({ message, effect, fixes, ...finding }) => ({
      ...finding,
      message: say(message),
      effect: say(effect),
      mends: fixes.map((fix) => ({ ...written(fix), label: fixLabel(fix) })),
    })),
    baselines: { majority: report.baselines.majority, bagOfWords: report.baselines.bagOfWords },
  };
}

main().catch(fail);
