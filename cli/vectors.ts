/** Which word vectors a command works with: the English ones, or a file of one's own. */
import { InputError } from '../src/model/index.ts';
import type { RunConfig, TrainingService, VectorCoverage } from '../src/model/index.ts';
import { readBytes, sourceFiles } from './files.ts';
import { say } from './language.ts';
import { withProgress } from './progress.ts';

export const vectorsOptions = { vectors: { type: 'string' }, unlabelled: { type: 'string' } } as const;

interface VectorsFlags {
  vectors?: string;
  unlabelled?: string;
}

/** `npm run vectors` builds it. */
export const englishFile = 'public/vectors/english-100d.vectors';

/** What a run needs of such files. */
export type FilesNeeded = Pick<RunConfig, 'embeddingStart' | 'pseudoLabels'>;

/**
 * Checks what can be checked before anything is read.
 * @param runs all runs of the command
 * @throws {InputError} with one sentence
 */
export function checkVectors(
  { vectors: file, unlabelled }: VectorsFlags,
  runs: readonly FilesNeeded[],
): void {
  const starts = runs.map(({ embeddingStart }) => embeddingStart);
  const isLabelled = runs.some(({ pseudoLabels }) => pseudoLabels);
  if (unlabelled !== undefined && !starts.includes('learned') && !isLabelled)
    throw new InputError({ code: 'unlabelled-flag-alone' });
  if (unlabelled === undefined && isLabelled) throw new InputError({ code: 'unlabelled-flag-missing' });
  if (file === undefined && starts.includes('file')) throw new InputError({ code: 'vectors-flag-missing' });
  if (file !== undefined && !starts.includes('file')) throw new InputError({ code: 'vectors-flag-alone' });
}

/** Loads what runs start from. @throws {InputError} */
export async function loadVectors(
  service: TrainingService,
  flags: VectorsFlags,
  runs: readonly FilesNeeded[],
): Promise<void> {
  checkVectors(flags, runs);
  const { vectors } = service;
  if (runs.some(({ embeddingStart }) => embeddingStart === 'english')) {
    const bytes = await readBytes(englishFile).catch(() => {
      throw new InputError({ code: 'vectors-not-loaded', start: 'english' });
    });
    vectors.openEnglish(bytes);
  }
  await loadUnlabelled(service, flags);
  if (flags.vectors === undefined) return;
  const [source] = await sourceFiles([flags.vectors]);
  await vectors.openFile(source);
}

/** @throws {InputError} */
export async function loadUnlabelled(
  { unlabelled }: TrainingService,
  { unlabelled: path }: VectorsFlags,
): Promise<void> {
  if (path === undefined) return;
  const files = await sourceFiles([path]);
  await withProgress((onProgress) => unlabelled.open(files, { onProgress }));
}

/** What the vectors cover, as sentences. */
export function coverageLines(coverage: VectorCoverage): string[] {
  return [
    say({ code: 'vectors-cover', coverage }),
    say({ code: 'vectors-further', coverage }),
    ...(coverage.missing.length > 0 ? [say({ code: 'vectors-missing', words: coverage.missing })] : []),
  ];
}
