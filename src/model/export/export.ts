/** Writes a model as the files of the model zip, and as the zip. */
import { zipSync } from 'fflate';
import type { ZipOptions } from 'fflate';
import { InputError } from '../errors.ts';
import { modelReadme } from './readme.ts';
import { fileLimits, fileNames, packWeights } from './saved-model.ts';
import type { FileName, ModelFiles, SavedModel } from './saved-model.ts';
import { writeMetrics, writeSettings } from './schemas.ts';
import { tfjsModel } from './tfjs-model.ts';

const encoder = new TextEncoder();

function json(value: unknown, indent?: number): Uint8Array<ArrayBuffer> {
  return encoder.encode(`${JSON.stringify(value, null, indent)}\n`);
}

/**
 * The files of the model zip, unpacked. The same model gives the same bytes, wherever and whenever.
 * @throws {RangeError} when the parameters do not fit the settings, or are not finite
 * @throws {InputError} when a file would be too large to be read back
 */
export function modelFiles(saved: SavedModel): ModelFiles {
  const files: ModelFiles = {
    'settings.json': json(writeSettings(saved), 2),
    'vocabulary.json': json(saved.vocabulary, 0),
    'metrics.json': json(writeMetrics(saved.metrics), 2),
    'model.json': json(tfjsModel(saved.config, saved.vocabulary.length), 1),
    'weights.bin': packWeights(saved),
    'README.md': encoder.encode(modelReadme(saved)),
  };
  for (const name of fileNames)
    if (files[name].length > fileLimits[name])
      throw new InputError(`This model can’t be saved: ${name} would be larger than a model zip may hold.`);
  return files;
}

/** A date without meaning, in local time as zip has it: the file must not depend on the clock. */
const mtime = new Date(1980, 0, 1);

/** Weights are noise to a packer: 7% smaller at best, for a second or more of work. */
const packing: Record<FileName, ZipOptions['level']> = {
  'settings.json': 9,
  'vocabulary.json': 9,
  'metrics.json': 9,
  'model.json': 9,
  'weights.bin': 0,
  'README.md': 9,
};

/**
 * The model zip: `modelFiles` in one file, the same bytes for the same model.
 * @throws as `modelFiles`
 */
export function exportZip(saved: SavedModel): Uint8Array<ArrayBuffer> {
  const files = modelFiles(saved);
  return zipSync(
    Object.fromEntries(fileNames.map((name) => [name, [files[name], { level: packing[name], mtime }]])),
  );
}
