/** Which word vectors a command works with: the English ones, or a file of one's own. */
import { say } from '../src/contract/messages/en/say.ts';
import { InputError } from '../src/model/index.ts';
import type { EmbeddingStart, TrainingService, VectorCoverage } from '../src/model/index.ts';
import { readBytes, sourceFiles } from './files.ts';

export const vectorsOptions = { vectors: { type: 'string' } } as const;

/** Their line in a command's help. */
export const vectorsUsage = `  --vectors FILE           with --embedding-start file: word vectors as GloVe, word2vec or fastText write them, as text or
                           word2vec's binary file, also in gzip or zip. English vectors are built by npm run vectors`;

/** `npm run vectors` builds it. */
const englishFile = 'public/vectors/english-100d.vectors';

type Starts = readonly EmbeddingStart[];

/**
 * Checks what can be checked before anything is read.
 * @param starts of all runs of the command
 * @throws {InputError} with one sentence
 */
export function checkVectors(file: string | undefined, starts: Starts): void {
  if (file === undefined && starts.includes('file')) throw new InputError({ code: 'vectors-flag-missing' });
  if (file !== undefined && !starts.includes('file')) throw new InputError({ code: 'vectors-flag-alone' });
}

/** Loads what runs start from. @throws {InputError} */
export async function loadVectors(
  { vectors }: TrainingService,
  file: string | undefined,
  starts: Starts,
): Promise<void> {
  checkVectors(file, starts);
  if (starts.includes('english')) {
    const bytes = await readBytes(englishFile).catch(() => {
      throw new InputError({ code: 'vectors-not-loaded', start: 'english' });
    });
    vectors.openEnglish(bytes);
  }
  if (file === undefined) return;
  const [source] = await sourceFiles([file]);
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
