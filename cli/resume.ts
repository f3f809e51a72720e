/** The data of a run that is resumed: found again by the command line that began it, and compared with what it was. */
import type { Message } from '../src/contract/messages/message.ts';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { InputError } from '../src/model/index.ts';
import type { DataCommand, TrainingService } from '../src/model/index.ts';
import { dataOptions, pathsOf, type DataFlags } from './data.ts';
import type { SavedRun } from './model-folder.ts';
import { standardInput } from './stdin.ts';

/** Which data to load, as flags and paths without a flag have it. */
export interface DataRequest {
  flags: DataFlags;
  positionals: readonly string[];
}

/** The same, with what is saved of it to find the data another time. */
export interface DataToLoad extends DataRequest {
  command: DataCommand;
}

/** What of a command line says how its data is read, to be saved with the run. */
export function dataCommand({ flags, positionals }: DataRequest): DataCommand {
  const others = Object.keys(dataOptions).filter((name) => name !== 'file') as (keyof DataFlags)[];
  const given = others.flatMap((name) => {
    const value = flags[name];
    return typeof value === 'string' || typeof value === 'boolean' ? [[name, value] as const] : [];
  });
  return { folder: process.cwd(), paths: pathsOf(flags, positionals), flags: Object.fromEntries(given) };
}

/**
 * What a resumed run is to read: what the command line names, or else what it read before. Flags about columns and
 * labels hold until others are given.
 * @param folder of `--resume`
 * @throws {InputError} when a file is to be named again
 */
export function resumedData(saved: SavedRun, folder: string, given: DataRequest): DataToLoad {
  const request = requestOf(saved, folder, given);
  const { command } = saved;
  const isNamedAnew = given.flags.dataset !== undefined || pathsOf(given.flags, given.positionals).length > 0;
  // Paths stay as they were first named: data and folder may move together once more.
  return { ...request, command: command && !isNamedAnew ? command : dataCommand(request) };
}

function requestOf(saved: SavedRun, folder: string, { flags, positionals }: DataRequest): DataRequest {
  const { run, command } = saved;
  const before = (command?.flags ?? {}) as DataFlags;
  if (flags.dataset !== undefined) return { flags, positionals };
  if (pathsOf(flags, positionals).length > 0) {
    const { dataset: _, ...kept } = withFoundCorrections(saved, folder, before, flags);
    return { flags: kept, positionals };
  }
  if (run.source.kind === 'sample') {
    const again = withFoundCorrections(saved, folder, before, flags);
    return { flags: { ...again, dataset: run.source.id }, positionals };
  }
  if (!command || command.paths.length === 0) throw nameAgain(saved, folder, 'files');
  const found = command.paths.map((path) => whereNow(path, command.folder));
  if (command.paths.includes(standardInput)) throw nameAgain(saved, folder, 'stdin');
  if (found.includes(null)) throw nameAgain(saved, folder, 'files-gone');
  const there = found.filter((path) => path !== null);
  return { flags: withFoundCorrections(saved, folder, before, flags), positionals: there };
}

/** The flags of before under those of now; a file of corrections is looked for as the data is. */
function withFoundCorrections(
  { command }: SavedRun,
  folder: string,
  before: DataFlags,
  now: DataFlags,
): DataFlags {
  const { corrections } = before;
  if (corrections === undefined || now.corrections !== undefined || !command) return { ...before, ...now };
  const found = corrections === standardInput ? null : whereNow(corrections, command.folder);
  if (found === null) throw new InputError({ code: 'corrections-gone', corrections, folder: quoted(folder) });
  return { ...before, ...now, corrections: found };
}

/** A path as it was named: from the folder of then, or from the folder of now. Null where there is nothing. */
function whereNow(path: string, folder: string): string | null {
  return [resolve(folder, path), resolve(path)].find((candidate) => existsSync(candidate)) ?? null;
}

function nameAgain(
  { run, command }: SavedRun,
  folder: string,
  why: Message<'name-file-again'>['why'],
): InputError {
  const paths = command?.paths.filter((path) => path !== standardInput) ?? [];
  const fallback = run.source.kind === 'files' && command === null ? [run.source.name] : ['FILE'];
  const files = (paths.length > 0 ? paths : fallback).map(quoted).join(' ');
  return new InputError({ code: 'name-file-again', why, files, folder: quoted(folder) });
}

/** As a shell takes it. */
function quoted(word: string): string {
  return /^[\w./:@%+=-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/**
 * Refuses data that is not what the run was trained on, now that it is loaded.
 * @throws {InputError}
 */
export function checkSameData(
  service: TrainingService,
  { state, run }: SavedRun,
  { flags, positionals }: DataRequest,
): void {
  if (service.data.identity().fingerprint === state.dataset) return;
  const named = flags.dataset ?? pathsOf(flags, positionals).join(', ');
  throw new InputError({ code: 'named-other-data', named, rows: run.dataset.rows, name: run.dataset.name });
}
