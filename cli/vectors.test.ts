import { expect, it } from 'vitest';
import { told } from '../src/contract/messages/testing/told.ts';
import type { EmbeddingStart } from '../src/model/index.ts';
import { checkVectors } from './vectors.ts';

const runs = (...starts: EmbeddingStart[]) =>
  starts.map((embeddingStart) => ({ embeddingStart, pseudoLabels: false }));
const labelled = { embeddingStart: 'random', pseudoLabels: true } as const;

it('takes files of vectors and of unlabelled texts for the runs that need them alone', () => {
  expect(() => checkVectors({ unlabelled: 'a.txt' }, runs('random', 'learned'))).not.toThrow();
  expect(() => checkVectors({ unlabelled: 'a.txt' }, [labelled, ...runs('random')])).not.toThrow();
  expect(() => checkVectors({ vectors: 'a.vec' }, runs('file'))).not.toThrow();
  expect(() => checkVectors({}, runs('random', 'english', 'learned'))).not.toThrow();
  expect(() => checkVectors({ unlabelled: 'a.txt' }, runs('random', 'english'))).toThrow(
    told({ code: 'unlabelled-flag-alone' }),
  );
  expect(() => checkVectors({}, [...runs('learned'), labelled])).toThrow(
    told({ code: 'unlabelled-flag-missing' }),
  );
  expect(() => checkVectors({ vectors: 'a.vec' }, runs('learned'))).toThrow(
    told({ code: 'vectors-flag-alone' }),
  );
  expect(() => checkVectors({}, runs('file'))).toThrow(told({ code: 'vectors-flag-missing' }));
});
