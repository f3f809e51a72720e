import { say } from '../../../contract/messages/en/say.ts';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { InputError } from '../../errors.ts';
import { gzipOf, sourceOf, tarOf, zipOf } from '../testing/archives.ts';
import { expand } from './expand.ts';
import { innerPath } from './entry-path.ts';

const files = {
  'a/pos/1.txt': 'good '.repeat(300),
  'a/neg/2.txt': 'bad '.repeat(200),
  [`${'deep/'.repeat(30)}3.txt`]: 'long name',
};
const archives = [
  gzipOf('text '.repeat(1000)),
  zipOf(files),
  zipOf({ ...files, 'in.zip': zipOf(files) }, { level: 0 }),
  tarOf(files),
  gzipOf(tarOf(files)),
  zipOf({ 'b.tar.gz': gzipOf(tarOf(files)), 'large.txt': 'x'.repeat(1_100_000) }),
];
const limit = 4_000_000;

/** How reading ends: what came out, or the sentence. */
async function readAll(bytes: Uint8Array): Promise<{ paths: string[]; bytes: number } | InputError> {
  const paths: string[] = [];
  let total = 0;
  try {
    for await (const { path, open } of expand([sourceOf('archive', bytes)], { limits: { bytes: limit } })) {
      paths.push(path);
      for await (const piece of open()) total += piece.length;
    }
    return { paths, bytes: total };
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
}

function expectEnd(result: Awaited<ReturnType<typeof readAll>>): void {
  if (result instanceof InputError) {
    expect(say(result.told)).toMatch(/^[“T][^\n]+\.$/);
  } else {
    expect(result.bytes).toBeLessThanOrEqual(limit);
    for (const path of result.paths) expect(`/${path}/`).not.toMatch(/\/\.{0,2}\//);
  }
}

it('ends in files or in a sentence wherever an archive is cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...archives),
      fc.double({ min: 0, max: 1, noNaN: true }),
      async (bytes, share) => {
        expectEnd(await readAll(bytes.subarray(0, Math.floor(share * bytes.length))));
      },
    ),
    { numRuns: 150 },
  );
});

it('ends in files or in a sentence whichever bytes are changed', async () => {
  const change = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), value: fc.nat(255) });
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...archives),
      fc.array(change, { minLength: 1, maxLength: 6 }),
      async (archive, changes) => {
        const bytes = archive.slice();
        for (const { at, value } of changes) bytes[Math.floor(at * (bytes.length - 1))] = value;
        expectEnd(await readAll(bytes));
      },
    ),
    { numRuns: 300 },
  );
});

it('ends in files or in a sentence for any bytes that begin as an archive does', async () => {
  const starts = [
    [0x1f, 0x8b, 8],
    [0x50, 0x4b, 3, 4],
    [0x50, 0x4b, 5, 6],
  ];
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 2000 }), async (start, rest) => {
      expectEnd(await readAll(new Uint8Array([...start, ...rest])));
    }),
    { numRuns: 300 },
  );
});

it('gives paths that stay under the archive, whatever their names', () => {
  const part = fc.oneof(fc.constantFrom('..', '.', '', '/', '\\', 'C:', 'a', '\0'), fc.string());
  fc.assert(
    fc.property(fc.array(part), fc.constantFrom('/', '\\'), (parts, separator) => {
      const path = innerPath(parts.join(separator));
      if (path !== null) expect(`/${path}/`).not.toMatch(/\/\.{0,2}\/|\\|\0|^\/[a-zA-Z]:\//);
    }),
  );
});
