/** `npm run inspect`: what is in some files of reviews, what is wrong with it, and the baselines. */
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { InputError, TrainingService } from '../src/model/index.ts';
import type { Progress, DoctorReport, Fix, LabelErrorPage, RunConfig } from '../src/model/index.ts';
import { checkDataFlags, dataOptions, loadData } from './data.ts';
import type { LoadedData } from './data.ts';
import { checkSettings, configFromFlags, describeFlags, fail, parseFlagsAndPaths } from './flags.ts';
import { describeLabelErrors, describeReport } from './inspect-text.ts';
import { labelsOf } from './labels.ts';
import { fixLabel, say, t } from './language.ts';
import { checkFile } from './out-file.ts';
import { withProgress } from './progress.ts';
import { coverageLines, loadVectors, vectorsOptions } from './vectors.ts';

const options = {
  ...dataOptions,
  ...vectorsOptions,
  preset: { type: 'string' },
  rows: { type: 'string' },
  'label-errors': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

async function main(): Promise<void> {
  const { values, positionals } = parseFlagsAndPaths(options, 'inspect');
  if (values.help) return console.log(t.help.inspect(describeFlags()));
  checkSettings(values.preset, values);
  checkDataFlags(values, positionals);
  const inputs = [...(values.file ?? []), ...positionals].map((path) => resolve(path));
  if (values.rows !== undefined && inputs.includes(resolve(values.rows)))
    throw new InputError({ code: 'rows-over-input' });
  if (values.rows !== undefined) await checkFile(values.rows);
  const service = new TrainingService();
  const data = await loadData(service, values, positionals);
  for (const note of data.notes) console.error(note);
  const config = configFromFlags(values.preset, values, data);
  const report = await withProgress((onProgress) => service.data.examine(config, { onProgress }));
  await loadVectors(service, values, [config]);
  const coverage = await withProgress((onProgress) => coverageOf(service, config, onProgress));
  const errors = values['label-errors'] ? await labelErrors(service, config) : null;
  if (values.rows !== undefined) await writeRows(values.rows, service.data.exportParts(config));
  const { classNames } = report;
  if (values.json) {
    const listed = errors && { label_errors: errorsAsJson(errors, classNames) };
    return console.log(
      JSON.stringify({ ...asJson(data, report), ...listed, ...(coverage && { vectors: coverage }) }),
    );
  }
  console.log(describeReport(data, report));
  if (coverage) console.log(`\n${coverageLines(coverage).join('\n')}`);
  if (errors) console.log(`\n${describeLabelErrors(errors, classNames)}`);
}

/** Null without vectors, and of data whose parts can't be made: the report says what they lack. A file can be at fault. */
function coverageOf(service: TrainingService, config: RunConfig, onProgress: (progress: Progress) => void) {
  return service.measuring.coverage(config, { onProgress }).catch((error: unknown) => {
    if (error instanceof InputError && config.embeddingStart === 'english') return null;
    throw error;
  });
}

/** @throws {InputError} */
async function writeRows(path: string, bytes: Uint8Array): Promise<void> {
  await writeFile(path, bytes).catch(() => {
    throw new InputError({ code: 'file-not-written', path });
  });
}

/** Rows that are listed. */
const mostErrors = 100;

async function labelErrors(service: TrainingService, config: RunConfig): Promise<LabelErrorPage> {
  await withProgress((onProgress) => service.labelErrors.find(config, { onProgress }));
  return service.labelErrors.page(config, { start: 0, count: mostErrors });
}

/** Rows as the file numbers them, from 1. */
function errorsAsJson({ total, rows }: LabelErrorPage, classNames: readonly string[]): object {
  return {
    total,
    rows: rows.map(({ row, text, label, given, suggested, probability }) => ({
      row: row + 1,
      text,
      label,
      class: classNames[given],
      suggested: classNames[suggested],
      probability,
    })),
  };
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
      mends: fixes.map((fix) => ({ ...written(fix), label: fixLabel(fix, report.tokens) })),
    })),
    baselines: { majority: report.baselines.majority, bagOfWords: report.baselines.bagOfWords },
  };
}

main().catch(fail);
