/** Writes a model as the files of a bundle, and as one zip. */
import { zipSync } from 'fflate';
import type { Zippable } from 'fflate';
import { readingOf } from '../data/reading.ts';
import type { SeenTexts } from '../data/seen-texts.ts';
import { InputError } from '../errors.ts';
import type { ExportPart } from '../../contract/export-parts.ts';
import { nextTask } from '../next-task.ts';
import { jsonBytes, utf8 } from './bytes.ts';
import { modelCard } from './card.ts';
import { predictingFiles, predictPage, templateOf, trainingFiles, verifyingFiles } from './code.ts';
import { writeGolden, type Golden } from './golden.ts';
import { kerasModel } from './keras.ts';
import { onnxModel } from './onnx.ts';
import { optimizerProgram } from './optimizer-program.ts';
import { optimizerSafetensors, weightsSafetensors } from './parameter-files.ts';
import { fileLimits, fileNames } from '../../contract/bundle.ts';
import { packWeights, sizesOf } from './saved-model.ts';
import type { FileName } from '../../contract/bundle.ts';
import type { ModelFiles, OptimizerState, SavedModel } from './saved-model.ts';
import { writeMetrics, writeSettings } from './schemas.ts';
import { encodeSeen } from './seen-file.ts';
import { tfjsModel } from './tfjs-model.ts';
import { tokenizerRules } from './tokenizer-rules.ts';

/** What a bundle may hold beside the model. */
export interface BundleExtras {
  /** Without it there is no `golden.json`, and no program that checks by it. */
  golden?: Golden | null;
  /** Goes into the part `training`. */
  optimizer?: OptimizerState | null;
}

/**
 * The files of a bundle, unpacked. The same model gives the same bytes, wherever and whenever. The code reads
 * `model.safetensors`: with `code` or `training` that is always in.
 * @throws {RangeError} when the parameters do not fit the settings, or are not finite
 * @throws {InputError} when no part was chosen, or a file would be too large to be read back
 */
export function bundleFiles(
  saved: SavedModel,
  parts: ReadonlySet<ExportPart>,
  extras: BundleExtras = {},
): ModelFiles {
  return Object.fromEntries(writeFiles(saved, parts, extras));
}

/** One file after the other: whoever has other things to do can do them in between. */
function* writeFiles(
  saved: SavedModel,
  parts: ReadonlySet<ExportPart>,
  extras: BundleExtras,
): Generator<[FileName, Uint8Array<ArrayBuffer>]> {
  if (parts.size === 0) throw new InputError({ code: 'no-export-format' });
  const names = new Set<FileName>(['README.md']);
  for (const file of [...descriptionFiles(saved, extras), ...partFiles(saved, parts, extras)]) {
    const bytes = file.write();
    if (bytes.length > fileLimits[file.name]) throw tooLarge(file.name);
    names.add(file.name);
    yield [file.name, bytes];
  }
  const card = utf8(modelCard(saved, names));
  if (card.length > fileLimits['README.md']) throw tooLarge('README.md');
  yield ['README.md', card];
}

function tooLarge(name: FileName): InputError {
  return new InputError({ code: 'model-too-large-to-save', file: name });
}

/** A file that is written when its turn comes. */
interface PlannedFile {
  name: FileName;
  write: () => Uint8Array<ArrayBuffer>;
}

/** In every bundle. */
function descriptionFiles(saved: SavedModel, { golden }: BundleExtras): PlannedFile[] {
  return [
    { name: 'settings.json', write: () => jsonBytes(writeSettings(saved), 2) },
    { name: 'vocabulary.json', write: () => jsonBytes(saved.vocabulary) },
    { name: 'tokenizer.json', write: () => jsonBytes(tokenizerRules(readingOf(saved)), 2) },
    { name: 'metrics.json', write: () => jsonBytes(writeMetrics(saved.metrics), 2) },
    ...(saved.seen ? [seenFile(saved.seen)] : []),
    ...(golden ? [{ name: 'golden.json', write: () => jsonBytes(writeGolden(golden), 1) } as const] : []),
  ];
}

function seenFile(seen: SeenTexts): PlannedFile {
  return { name: 'seen-texts.bin', write: () => encodeSeen(seen) };
}

function partFiles(
  saved: SavedModel,
  parts: ReadonlySet<ExportPart>,
  { golden, optimizer }: BundleExtras,
): PlannedFile[] {
  // Checks the parameters too, for every format.
  const weights = packWeights(saved);
  const settings = writeSettings(saved);
  // What model.json carries of the settings: it says the layers in its own way.
  const { layers: _layers, ...carried } = settings;
  let safetensors: Uint8Array<ArrayBuffer> | null = null;
  const writeSafetensors = () => (safetensors ??= weightsSafetensors(saved));
  const tfjs = () => jsonBytes(tfjsModel(saved.config, sizesOf(saved), carried), 1);
  const code = new Set<FileName>([
    ...(parts.has('code') ? predictingFiles : []),
    ...(parts.has('code') && golden ? verifyingFiles : []),
    // The card's code for tfjs needs it.
    ...(saved.cleaning.stripMarkup ? (['markup.mjs'] as const) : []),
    ...(parts.has('training') ? trainingFiles : []),
  ]);
  const planned: (PlannedFile & { when: boolean })[] = [
    { name: 'model.json', when: parts.has('tfjs'), write: tfjs },
    { name: 'weights.bin', when: parts.has('tfjs'), write: () => weights },
    {
      name: 'model.safetensors',
      when: parts.has('safetensors') || parts.has('code') || parts.has('training'),
      write: writeSafetensors,
    },
    { name: 'model.onnx', when: parts.has('onnx'), write: () => onnxModel(saved) },
    { name: 'model.keras', when: parts.has('keras'), write: () => kerasModel(saved) },
    {
      name: 'predict.html',
      when: parts.has('code'),
      write: () => predictPage(settings, saved.vocabulary, writeSafetensors()),
    },
  ];
  const programs: PlannedFile[] = [...code].map((name) => ({ name, write: () => utf8(templateOf(name)) }));
  const state: PlannedFile[] = parts.has('training')
    ? [{ name: 'optimizer.py', write: () => utf8(optimizerProgram(saved.config.optimizer)) }]
    : [];
  if (parts.has('training') && optimizer)
    state.push({ name: 'optimizer.safetensors', write: () => optimizerSafetensors(saved, optimizer) });
  return [...planned.filter(({ when }) => when), ...programs, ...state];
}

/** A date without meaning, in local time as zip has it: the file must not depend on the clock. */
const mtime = new Date(1980, 0, 1);

/** Weights are noise to a packer: 7% smaller at best, for a second or more of work. */
const unpacked: ReadonlySet<FileName> = new Set([
  'seen-texts.bin',
  'weights.bin',
  'model.safetensors',
  'model.onnx',
  'model.keras',
  'optimizer.safetensors',
  'predict.html',
]);

/**
 * The bundle: `bundleFiles` in one zip, the same bytes for the same model.
 * @throws as `bundleFiles`
 */
export function exportBundle(
  saved: SavedModel,
  parts: ReadonlySet<ExportPart>,
  extras: BundleExtras = {},
): Uint8Array<ArrayBuffer> {
  return zipOf(bundleFiles(saved, parts, extras));
}

/**
 * The same, but messages can come in between the files: the largest network takes some seconds.
 * @throws as `bundleFiles`
 */
export async function exportBundleInTurns(
  saved: SavedModel,
  parts: ReadonlySet<ExportPart>,
  extras: BundleExtras = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const files: ModelFiles = {};
  for (const [name, bytes] of writeFiles(saved, parts, extras)) {
    files[name] = bytes;
    await nextTask();
  }
  return zipOf(files);
}

function zipOf(files: ModelFiles): Uint8Array<ArrayBuffer> {
  const entries: Zippable = {};
  for (const name of fileNames)
    if (name in files) entries[name] = [files[name], { level: unpacked.has(name) ? 0 : 9, mtime }];
  return zipSync(entries);
}

const tfjsOnly: ReadonlySet<ExportPart> = new Set(['tfjs']);

/** The smallest bundle, with the tfjs model alone. @throws as `bundleFiles` */
export function exportZip(saved: SavedModel): Uint8Array<ArrayBuffer> {
  return exportBundle(saved, tfjsOnly);
}

/** Its files. @throws as `bundleFiles` */
export function modelFiles(saved: SavedModel): ModelFiles {
  return bundleFiles(saved, tfjsOnly);
}
