import { InputError } from '../../errors.ts';
import { say } from '../../../contract/messages/en/say.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Entry } from './contract.ts';
import { DelimitedParser } from './delimited-parser.ts';
import { JsonListScanner } from './json-scan.ts';
import { readStart, openText } from './text-source.ts';
import { readFiles, rowsOf, utf8 } from './testing/read.ts';

/** Cuts a text at the given places, in any order. */
function cut(text: string, places: readonly number[]): string[] {
  const sorted = places.map((place) => place % (text.length + 1)).toSorted((a, b) => a - b);
  return [...sorted, text.length].map((end, index) => text.slice(index === 0 ? 0 : sorted[index - 1], end));
}

const cuts = fc.array(fc.nat(), { maxLength: 12 });
const delimitedPiece = fc.constantFrom('a', ',', '"', '""', '\n', '\n', ' ', '",', '"\n', ',"', 'é', '😀');

test('rows of cells do not depend on how a text is cut', () => {
  fc.assert(
    fc.property(fc.array(delimitedPiece, { maxLength: 40 }), cuts, fc.boolean(), (pieces, places, quotes) => {
      const text = pieces.join('');
      const read = (parts: readonly string[]) => {
        const parser = new DelimitedParser('x', ',', quotes);
        return [...parts.flatMap((part) => [...parser.push(part)].flat()), ...[...parser.finish()].flat()];
      };
      expect(read(cut(text, places))).toEqual(read([text]));
    }),
    { numRuns: 2_000 },
  );
});

test('items of a JSON list do not depend on how it is cut, nor does the place where it breaks', () => {
  const list = fc.array(fc.jsonValue({ maxDepth: 3 }), { maxLength: 8 });
  const fault = fc.option(fc.record({ at: fc.nat(), char: fc.constantFrom(']', '"', ',', '}', 'x', '\\') }));
  fc.assert(
    fc.property(list, fault, cuts, fc.constantFrom(undefined, 1), (items, broken, places, indent) => {
      let text = JSON.stringify(items, null, indent);
      if (broken) {
        const at = broken.at % text.length;
        text = text.slice(0, at) + broken.char + text.slice(at);
      }
      const read = (parts: readonly string[]): unknown => {
        const scanner = new JsonListScanner('x');
        try {
          const found = parts.flatMap((part) => scanner.push(part));
          scanner.finish();
          return found;
        } catch (error) {
          if (!(error instanceof InputError)) throw error;
          return say(error.told);
        }
      };
      const whole = read([text]);
      expect(read(cut(text, places))).toEqual(whole);
      if (!broken) expect(whole).toEqual(JSON.parse(text));
      else if (typeof whole === 'string') expect(whole).toMatch(/is broken JSON at line \d+, column \d+\. /);
    }),
    { numRuns: 1_000 },
  );
});

function entryOf(bytes: Uint8Array<ArrayBuffer>, pieceLength: number): Entry {
  async function* open() {
    for (let at = 0; at < bytes.length; at += pieceLength) {
      yield await Promise.resolve(bytes.subarray(at, at + pieceLength));
    }
  }
  // Of unknown size, as from an archive.
  return { path: 'x', size: null, open, verify: null, bytes: () => Promise.resolve(bytes) };
}

test('a text does not depend on how its bytes are cut, and has one kind of line end', async () => {
  const texts = fc.array(fc.constantFrom('\r', '\n', '\r\n', 'ệ', '😀', 'a', ' '), { minLength: 1 });
  await fc.assert(
    fc.asyncProperty(
      texts,
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 4 }),
      async (parts, bytes, units) => {
        const text = parts.join('');
        const entry = entryOf(utf8(text), bytes);
        const source = await openText(entry, await readStart(entry), { chunkUnits: units });
        const chunks: string[] = [];
        for await (const chunk of source.chunks()) chunks.push(chunk);
        expect(chunks.join('')).toBe(text.replace(/\r\n?/g, '\n'));
        expect(chunks.every((chunk) => chunk.length < 2 * units)).toBe(true);
        expect(chunks.slice(0, -1).every((chunk) => chunk.length >= units)).toBe(true);
      },
    ),
  );
});

const file = fc.record({
  rows: fc.array(
    fc.tuple(fc.constantFrom('good, "film"', 'bad\nfilm', 'an é', 'x', ''), fc.constantFrom('1', '0')),
    {
      minLength: 3,
      maxLength: 20,
    },
  ),
  kind: fc.constantFrom('csv', 'json', 'jsonl'),
  units: fc.integer({ min: 1, max: 50 }),
});

test('a table does not depend on the size of the pieces that it is read in', async () => {
  const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
  await fc.assert(
    fc.asyncProperty(file, async ({ rows, kind, units }) => {
      const records = rows.map(([text, label], row) => ({ id: `row ${row}`, text, label }));
      const content = {
        csv: () =>
          ['id,text,label', ...records.map((record) => Object.values(record).map(quoted).join(','))].join(
            '\n',
          ),
        json: () => JSON.stringify(records),
        jsonl: () => records.map((record) => JSON.stringify(record)).join('\r\n'),
      }[kind]();
      const table = await readFiles({ x: content }, { chunkUnits: units });
      expect(table.columns).toEqual(['id', 'text', 'label']);
      expect(rowsOf(table)).toEqual(
        records.map(({ id, text, label }) => [id, text.replace('\n', ' '), label]),
      );
    }),
    { numRuns: 200 },
  );
});
