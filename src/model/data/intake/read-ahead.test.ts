import { saying } from '../../../contract/messages/testing/saying.ts';
import { expect, test } from 'vitest';
import type { SourceFile } from './contract.ts';
import { expand } from './expand.ts';

/** A blob that takes its time, and counts how often and how many of its kind are read. */
class SlowBlob extends Blob {
  static reads = 0;
  static atOnce = 0;
  static most = 0;

  override async arrayBuffer(): Promise<ArrayBuffer> {
    SlowBlob.reads++;
    SlowBlob.most = Math.max(SlowBlob.most, ++SlowBlob.atOnce);
    // The later ones are quicker than those before them.
    await new Promise((resolve) => setTimeout(resolve, 1 + (SlowBlob.reads % 3 === 0 ? 8 : 0)));
    SlowBlob.atOnce--;
    return super.arrayBuffer();
  }
}

function filesOf(count: number): SourceFile[] {
  return Array.from({ length: count }, (_, i) => ({
    path: `reviews/${i % 2 ? 'pos' : 'neg'}/${i}.txt`,
    blob: new SlowBlob([`Review ${i}.`]),
  }));
}

test('each small file is read once, some at a time, and they come in their order', async () => {
  const paths: string[] = [];
  const texts: string[] = [];
  const files = filesOf(100);
  for await (const entry of expand(files)) {
    paths.push(entry.path);
    texts.push(new TextDecoder().decode(await entry.bytes()));
  }
  expect(paths).toEqual(files.map(({ path }) => path));
  expect(texts).toEqual(files.map((_, i) => `Review ${i}.`));
  expect(SlowBlob.reads).toBe(100);
  expect(SlowBlob.most).toBeGreaterThan(4);
  expect(SlowBlob.most).toBeLessThanOrEqual(16);
});

test('a file that has changed since it was chosen is told of in its turn', async () => {
  class GoneBlob extends Blob {
    override arrayBuffer(): Promise<ArrayBuffer> {
      return Promise.reject(new DOMException('gone', 'NotReadableError'));
    }
  }
  const files = filesOf(30);
  files[20] = { ...files[20], blob: new GoneBlob(['x']) };
  const paths: string[] = [];
  await expect(async () => {
    for await (const entry of expand(files)) paths.push(entry.path);
  }).rejects.toThrow(saying('A file could not be read. Was it changed, moved or deleted? Choose it again.'));
  expect(paths).toHaveLength(20);
});
