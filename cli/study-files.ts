/** The files of a study: a CSV with a row a run, and beside it all that is needed to resume. */
import { readFile, rename, stat, writeFile } from 'node:fs/promises';
import { InputError, readStudy, studyCsv, studyJson, type StudyRecord } from '../src/model/index.ts';
import { checkFile } from './out-file.ts';

const isState = (path: string) => path.endsWith('.json');

/** `study.csv` has `study.csv.json` beside it; a name that ends in .json is the state itself, without a table. */
const stateOf = (path: string) => (isState(path) ? path : `${path}.json`);

/** Before anything is read or trained. @throws {InputError} where they can't be written */
export async function checkStudyFiles(path: string): Promise<void> {
  for (const each of new Set([path, stateOf(path)])) await checkFile(each);
}

/** Whether a study would be written over. */
export async function holdsStudy(path: string): Promise<boolean> {
  return ((await stat(stateOf(path)).catch(() => null))?.size ?? 0) > 0;
}

/** @throws {InputError} */
export async function saveStudy(path: string, record: StudyRecord): Promise<void> {
  try {
    if (!isState(path)) await writeFile(path, studyCsv(record));
    // Whoever is cut short while it writes has the file of before.
    const state = stateOf(path);
    await writeFile(`${state}.new`, studyJson(record));
    await rename(`${state}.new`, state);
  } catch {
    throw new InputError({ code: 'file-not-written', path });
  }
}

/** @param path of `--resume`: what `--out` named, or the state beside it. @throws {InputError} */
export async function loadStudy(path: string): Promise<StudyRecord> {
  let json: string;
  try {
    json = await readFile(stateOf(path), 'utf8');
  } catch {
    throw new InputError({ code: 'study-state-missing', path });
  }
  return readStudy(json);
}
