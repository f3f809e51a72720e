/** Made-up word vectors. */
import type { Request, UnlabelledSummary, VectorCoverage, VectorsSummary } from '../../workers/protocol.ts';

export function fakeVectors(request: Request<'load-vectors'>): VectorsSummary {
  if ('file' in request) return { name: request.file.path, size: 3, words: null, origin: null };
  const origin = { source: 'GloVe 6B, 100 dimensions', licence: 'MIT' };
  return { name: 'English vectors', size: 100, words: 100_000, origin };
}

export function fakeUnlabelled({ files }: Request<'load-unlabelled'>): UnlabelledSummary | null {
  const names = files.map(({ path }) => path);
  return names.length > 0 ? { names, texts: 1_200 * names.length, fingerprint: names.join() } : null;
}

export const fakeCoverage: VectorCoverage = {
  words: 4_600,
  wordsCovered: 4_136,
  tokens: 30_000,
  tokensCovered: 27_330,
  missing: ["don't", '10'],
  wordsOfOtherTexts: 565,
  furtherWords: 16_141,
  repeated: 0,
};
