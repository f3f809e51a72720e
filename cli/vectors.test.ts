import { expect, it } from 'vitest';
import { told } from '../src/contract/messages/testing/told.ts';
import { checkVectors } from './vectors.ts';

it('takes files of vectors and of unlabelled texts for the runs that start from them alone', () => {
  expect(() => checkVectors({ unlabelled: 'a.txt' }, ['random', 'learned'])).not.toThrow();
  expect(() => checkVectors({ vectors: 'a.vec' }, ['file'])).not.toThrow();
  expect(() => checkVectors({}, ['random', 'english', 'learned'])).not.toThrow();
  expect(() => checkVectors({ unlabelled: 'a.txt' }, ['random', 'english'])).toThrow(
    told({ code: 'unlabelled-flag-alone' }),
  );
  expect(() => checkVectors({ vectors: 'a.vec' }, ['learned'])).toThrow(told({ code: 'vectors-flag-alone' }));
  expect(() => checkVectors({}, ['file'])).toThrow(told({ code: 'vectors-flag-missing' }));
});
