/** Which word vectors a command works with: the English ones, or a file of one's own. */
import { InputError } from '../src/model/index.ts';
import type { EmbeddingStart, TrainingService, VectorCoverage } from '../src/model/index.ts';
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

type Starts = readonly EmbeddingStart[];

/**
 * Checks what can be checked before anything is read.
 * @param starts of all runs of the command
 * @throws {InputError} with one sentence
 */
export function checkVectors({ vectors: file, unlabelled }: VectorsFlags, starts: Starts): void {
  if (unlabelled !== undefined && !starts.includes('learned'))
    throw new InputError({ code: 'unlabelled-flag-alone' });
  if (file === undefined && starts.includes('file')) throw new InputError({ code: 'vectors-flag-missing' });
  if (file !== undefined && !starts.includes('file')) throw new InputError({ code: 'vectors-flag-alone' });
}

/** Loads what runs start from. @throws {InputError} */
export async function loadVectors(
  { vectors, learned }: TrainingService,
  flags: VectorsFlags,
  starts: Starts,
): Promise<void> {
  checkVectors(flags, starts);
  if (starts.includes('english')) {
    const bytes = await readBytes(englishFile).catch(() => {
      throw new InputError({ code: 'vectors-not-loaded', start: 'english' });
    });
    vectors.openEnglish(bytes);
  }
  if (flags.unlabelled !== undefined) {
    const files = await sourceFiles([flags.unlabelled]);
    await withProgress((onProgress) => learned.openUnlabelled(files, { onProgress }));
  }
  if (flags.vectors === undefined) return;
  const [source] = await sourceFiles([flags.vectors]);
  await vectors.openFile(source);
}

/** What the vectors cover, as sentences. */
export function coverageLines(coverage: VectorCoverage): string[] {
  return [
    say({ code: 'vectors-cover', coverage }),
    say({ code: 'vectors-further', coverage }),
    ...(coverage.missing.length > 0 ? [say({ code: 'vectors-missing', words: coverage.missing })] : []),
  ];
}
