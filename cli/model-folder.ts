/** A model and a run file as files of a folder. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  decodeState,
  encodeState,
  exportParts,
  InputError,
  isModelFile,
  modelFileNames,
} from '../src/model/index.ts';
import type { DataCommand, ExportPart, RunName, TrainingService, TrainingState } from '../src/model/index.ts';
import { nodeFiles, reasonOf, writeFiles, type FileSystem } from './folder.ts';

const stateFile = 'state.safetensors';

/** What a run may write into its folder. */
export const runFileNames: readonly string[] = [...modelFileNames, stateFile];

/** What a state file holds. */
export interface SavedRun {
  state: TrainingState;
  run: RunName;
  /** Null for a run that the page began. */
  command: DataCommand | null;
}

/** Whether there is anything that a run there would write over. */
export async function holdsRun(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch(() => []);
  return names.some((name) => runFileNames.includes(name));
}

/**
 * Loads the model in a file or a folder.
 * @throws {InputError}
 */
export async function loadModel(service: TrainingService, path: string): Promise<void> {
  const kind = await stat(path).catch(() => {
    throw new InputError({ code: 'no-model-at', path });
  });
  const unreadable = (error: unknown) => {
    throw new InputError({ code: 'model-unreadable', path, reason: reasonOf(error) });
  };
  const names = kind.isDirectory() ? (await readdir(path).catch(unreadable)).filter(isModelFile) : [''];
  if (names.length === 0) throw new InputError({ code: 'folder-without-model', path });
  const files = await Promise.all(
    names.map(async (name) => ({
      name: name || basename(path),
      bytes: await readFile(name ? join(path, name) : path).catch(unreadable),
    })),
  );
  service.models.import(files);
}

/** Writes the loaded model with the given parts, all files or none. @throws {InputError} or the system's error */
export async function saveModel(
  service: TrainingService,
  folder: string,
  parts: readonly ExportPart[],
  files?: FileSystem,
): Promise<void> {
  await replaceModel(folder, await service.models.files(parts), files);
}

/**
 * Writes a model's files, and removes those of a model that was there before and has more of them: they would lie
 * beside weights that are not theirs.
 * @throws the system's error
 */
export async function replaceModel(
  folder: string,
  contents: Readonly<Record<string, Uint8Array>>,
  files: FileSystem = nodeFiles,
): Promise<void> {
  await writeFiles(folder, contents, files);
  for (const name of modelFileNames)
    if (!Object.hasOwn(contents, name)) await files.remove(join(folder, name));
}

/** The state before stays until the new one is whole. @throws the system's error */
export async function saveState(folder: string, saved: SavedRun, files?: FileSystem): Promise<void> {
  await writeFiles(folder, { [stateFile]: encodeState(saved.state, saved.run, saved.command) }, files);
}

/** @throws {InputError} when the folder holds no whole state */
export async function loadState(folder: string): Promise<SavedRun> {
  const bytes = await readFile(join(folder, stateFile)).catch(() => {
    throw new InputError({ code: 'folder-without-run', folder, file: stateFile });
  });
  return decodeState(bytes);
}

/** "onnx,keras" or "all"; the TensorFlow.js model is always in. @throws {InputError} */
export function partsOf(flag: string | undefined): ExportPart[] {
  if (flag === undefined) return ['tfjs'];
  if (flag === 'all') return [...exportParts];
  const wanted = flag.split(',').map((part) => part.trim());
  const unknown = wanted.find((part) => !exportParts.some((known) => known === part));
  if (unknown !== undefined)
    throw new InputError({ code: 'no-such-part', part: unknown, parts: exportParts });
  return exportParts.filter((part) => part === 'tfjs' || wanted.includes(part));
}
