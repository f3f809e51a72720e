import { expect, test } from 'vitest';

import { fileNames } from '../../../contract/bundle.ts';
import { snippetsFor } from './snippets.ts';

/** Names of files in a piece of code, but for those that a user brings or gets. */
const filesIn = (code: string) =>
  [...code.matchAll(/[\w-]+\.(?:mjs|py|json|onnx|keras|safetensors|md)\b/g)].map(([name]) => name);

test.each([2, 3])('each piece of code is about files that a bundle has: %i classes', (classes) => {
  for (const [part, pieces] of Object.entries(snippetsFor(classes))) {
    expect(pieces.length, part).toBeGreaterThan(0);
    for (const { code } of pieces) {
      const files = filesIn(code);
      expect(files.length, code).toBeGreaterThan(0);
      for (const file of files) expect(fileNames).toContain(file);
    }
  }
});

test('two classes have one output, more have all', () => {
  const code = (classes: number) =>
    Object.values(snippetsFor(classes))
      .flat()
      .map((snippet) => snippet.code)
      .join('\n');
  expect(code(2)).toContain('session.run(["probability"]');
  expect(code(2)).not.toContain('probabilities');
  expect(code(5)).toContain('session.run(["probabilities"]');
  expect(code(5)).not.toMatch(/probability\b/);
});
