import { expect, test } from 'vitest';

import { fileNames } from '../../../contract/bundle.ts';
import { snippets } from './snippets.ts';

/** Names of files in a piece of code, but for those that a user brings or gets. */
const filesIn = (code: string) =>
  [...code.matchAll(/[\w-]+\.(?:mjs|py|json|onnx|keras|safetensors|md)\b/g)].map(([name]) => name);

test('each piece of code is about files that a bundle has', () => {
  for (const [part, pieces] of Object.entries(snippets)) {
    expect(pieces.length, part).toBeGreaterThan(0);
    for (const { code } of pieces) {
      const files = filesIn(code);
      expect(files.length, code).toBeGreaterThan(0);
      for (const file of files) expect(fileNames).toContain(file);
    }
  }
});
