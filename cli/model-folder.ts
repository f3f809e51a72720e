/** A model and a run's state as files of a folder. */
import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { decodeState, encodeState, exportParts, InputError, isModelFile } from '../src/model/index.ts';
import type { ExportPart, RunName, Session, TrainingState } from '../src/model/index.ts';

const stateFile = 'state.safetensors';

/**
 * Makes the model in a file or a folder the one at hand.
 * @throws {InputError}
 */
export async function loadModel(session: Session, path: string): Promise<void> {
  const kind = await stat(path).catch(() => {
    throw new InputError(`There is no model at “${path}”.`);
  });
  const names = kind.isDirectory() ? (await readdir(path)).filter(isModelFile) : [''];
  if (names.length === 0) throw new InputError(`The folder “${path}” holds no model.`);
  const files = await Promise.all(
    names.map(async (name) => ({ name: name || basename(path), bytes: await readFile(join(path, name)) })),
  );
  session.importModel(files);
}

/** Writes the model at hand with the given parts. @throws {InputError} */
export async function saveModel(session: Session, folder: string, parts: ExportPart[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, bytes] of Object.entries(await session.exportFiles(parts)))
    await writeFile(join(folder, name), bytes);
}

/** The state before stays until the new one is whole. */
export async function saveState(folder: string, state: TrainingState, run: RunName): Promise<void> {
  await mkdir(folder, { recursive: true });
  const unfinished = join(folder, `${stateFile}.part`);
  await writeFile(unfinished, encodeState(state, run));
  await rename(unfinished, join(folder, stateFile));
}

/** @throws {InputError} when the folder holds no whole state */
export async function loadState(folder: string): Promise<{ state: TrainingState; run: RunName }> {
  const bytes = await readFile(join(folder, stateFile)).catch(() => {
    throw new InputError(`The folder “${folder}” holds no run to go on with: it has no ${stateFile}.`);
  });
  return decodeState(bytes);
}

/** "onnx,keras" or "all"; the TensorFlow.js model is always in. @throws {InputError} */
export function partsOf(flag: string | undefined): ExportPart[] {
  if (flag === undefined) return ['tfjs'];
  if (flag === 'all') return [...exportParts];
  const wanted = flag.split(',');
  const unknown = wanted.find((part) => !exportParts.some((known) => known === part));
  if (unknown !== undefined)
    throw new InputError(
      `There is no part “${unknown}” to export. Name all, or some of ${exportParts.join(', ')}.`,
    );
  return exportParts.filter((part) => part === 'tfjs' || wanted.includes(part));
}
