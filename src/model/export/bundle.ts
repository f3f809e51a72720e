/** Writes a model as the files of a bundle, and as one zip. */
import { zipSync } from 'fflate';
import type { Zippable } from 'fflate';
import { InputError } from '../errors.ts';
import type { ExportPart } from '../reports.ts';
import { jsonBytes, utf8 } from './bytes.ts';
import { modelCard } from './card.ts';
import { predictingFiles, predictPage, programs, trainingFiles, verifyingFiles } from './code.ts';
import type { Golden } from './golden.ts';
import { kerasModel } from './keras.ts';
import { onnxModel } from './onnx.ts';
import { optimizerSafetensors, weightsSafetensors } from './parameter-files.ts';
import { fileLimits, fileNames, packWeights } from './saved-model.ts';
import type { FileName, ModelFiles, OptimizerState, SavedModel } from './saved-model.ts';
import { writeMetrics, writeSettings } from './schemas.ts';
import { tfjsModel } from './tfjs-model.ts';
import { tokenizerRules } from './tokenizer-rules.ts';

/** Every part that a bundle can have; the descriptions of the model are always in. */
export const exportParts: readonly ExportPart[] = [
  'tfjs',
  'safetensors',
  'onnx',
  'keras',
  'code',
  'training',
];

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
  { golden = null, optimizer = null }: BundleExtras = {},
): ModelFiles {
  if (parts.size === 0) throw new InputError('Choose at least one format to export.');
  const weights = packWeights(saved);
  const settings = writeSettings(saved);
  const needsSafetensors = ['safetensors', 'code', 'training'].some((part) => parts.has(part as ExportPart));
  const safetensors = needsSafetensors ? weightsSafetensors(saved) : null;
  const found: ModelFiles = {
    'settings.json': jsonBytes(settings, 2),
    'vocabulary.json': jsonBytes(saved.vocabulary),
    'tokenizer.json': jsonBytes(tokenizerRules(saved.config), 2),
    'metrics.json': jsonBytes(writeMetrics(saved.metrics), 2),
    ...(golden && { 'golden.json': jsonBytes(golden, 1) }),
    ...(parts.has('tfjs') && {
      'model.json': jsonBytes(tfjsModel(saved.config, saved.vocabulary.length, settings), 1),
      'weights.bin': weights,
    }),
    ...(safetensors && { 'model.safetensors': safetensors }),
    ...(parts.has('onnx') && { 'model.onnx': onnxModel(saved) }),
    ...(parts.has('keras') && { 'model.keras': kerasModel(saved) }),
    ...(parts.has('training') &&
      optimizer && {
        'optimizer.safetensors': optimizerSafetensors(saved, optimizer),
      }),
    ...(parts.has('training') && programs(trainingFiles)),
    ...(parts.has('code') && programs(predictingFiles)),
    ...(parts.has('code') && golden && programs(verifyingFiles)),
    ...(parts.has('code') &&
      safetensors && { 'predict.html': predictPage(settings, saved.vocabulary, safetensors) }),
  };
  const names = new Set(Object.keys(found) as FileName[]);
  const files: ModelFiles = { 'README.md': utf8(modelCard(saved, names)), ...found };
  for (const name of fileNames)
    if ((files[name]?.length ?? 0) > fileLimits[name])
      throw new InputError(`This model can’t be saved: ${name} would be larger than a model zip may hold.`);
  return files;
}

/** A date without meaning, in local time as zip has it: the file must not depend on the clock. */
const mtime = new Date(1980, 0, 1);

/** Weights are noise to a packer: 7% smaller at best, for a second or more of work. */
const unpacked: ReadonlySet<FileName> = new Set([
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
  const files = bundleFiles(saved, parts, extras);
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
