import { gzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';

import { kindOf } from './file-kind.ts';

const zipOf = (names: string[], size = 4) =>
  new Blob([
    zipSync(Object.fromEntries(names.map((name) => [name, new Uint8Array(size)]))) as Uint8Array<ArrayBuffer>,
  ]);
const model = ['model.json', 'weights.bin', 'settings.json', 'vocabulary.json'];

describe('what a file is', () => {
  it.each([
    ['a zip with a network’s files', zipOf(model), 'model'],
    ['one whose files are larger than what is looked at', zipOf(model, 200_000), 'model'],
    ['a zip of reviews', zipOf(['pos/1.txt', 'neg/1.txt']), 'data'],
    ['a zip with one of a network’s files', zipOf(['settings.json', 'reviews.csv']), 'data'],
    ['a zip whose directory is longer than what is looked at', zipOf([...model, ...many()], 1), 'data'],
    ['a zip that was cut off', zipOf(model).slice(0, -10), 'data'],
    ['a zip whose directory lies about its size', lying(), 'data'],
    ['a file that names a network’s files', new Blob(['settings.json weights.bin']), 'data'],
    [
      'a zip with a network’s description alone',
      zipOf(['settings.json', 'vocabulary.json', 'model.onnx']),
      'model',
    ],
    ['settings of a network', new Blob(['{\n  "format": "forget-gate-model",']), 'model-part'],
    ['a tfjs model', new Blob(['{"format":"layers-model","modelTopology":{']), 'model-part'],
    ['reviews as JSON lines', new Blob(['{"text":"a modelTopology"}']), 'data'],
    ['safetensors', safetensors({ format: 'forget-gate-model' }), 'model'],
    ['a run file', safetensors({ forget_gate_state: '{}' }), 'state'],
    ['a word about a run file', new Blob(['say "forget_gate_state"']), 'data'],
    ['safetensors that were cut off', safetensors({ format: 'forget-gate-model' }).slice(0, 20), 'data'],
    ['corrections', new Blob(['{"format":"forget-gate-corrections","version":1}']), 'corrections'],
    ['a review about corrections, far into a file', text(600, 'forget-gate-corrections'), 'data'],
    ['an empty file', new Blob([]), 'data'],
    ['two bytes', new Blob(['PK']), 'data'],
    ['GloVe', new Blob([vectorLines(50)]), 'vectors'],
    ['GloVe with large vectors and a word with a space', new Blob(['. . ', vectorLines(300)]), 'vectors'],
    ['GloVe in gzip', blobOf(gzipSync(utf8(vectorLines(100, 3_000)))), 'vectors'],
    ['GloVe in zip', blobOf(zipSync({ 'glove.50d.txt': utf8(vectorLines(50)) })), 'vectors'],
    ['GloVe in zip, stored', blobOf(zipSync({ 'a.txt': [utf8(vectorLines(50)), { level: 0 }] })), 'vectors'],
    [
      'word2vec as text, or fastText',
      new Blob([`5 3\n${vectorLines(3, 5).replaceAll('\n', ' \n')}`]),
      'vectors',
    ],
    ['word2vec in binary', new Blob(['2 6\ngood ', floats(6), '\nbad ', floats(6)]), 'vectors'],
    ['a table of numbers', new Blob(['id a b c d e\n1 2 3 4 5 6\n2 3 4 5 6 7\n']), 'data'],
    ['numbers after words, in columns', new Blob(['word\tscore\ngood\t0.5\nbad\t0.1\n']), 'data'],
    ['reviews that begin with two numbers', new Blob(['3 5\nIt was good 1.5 2.5\n']), 'data'],
    ['reviews in gzip', blobOf(gzipSync(utf8('text,label\nfine,1\n'))), 'data'],
    ['gzip that is damaged', blobOf(gzipSync(utf8('text')).slice(0, 12)), 'data'],
  ])('%s', async (_, file, kind) => {
    expect(await kindOf(file)).toBe(kind);
  });

  it('is data when it can’t be read: the reader says why', async () => {
    const gone = new Blob(['x']);
    gone.slice = () => {
      throw new DOMException('gone', 'NotReadableError');
    };
    expect(await kindOf(gone)).toBe('data');
  });
});

const utf8 = (content: string) => new TextEncoder().encode(content);
const blobOf = (bytes: Uint8Array) => new Blob([bytes as Uint8Array<ArrayBuffer>]);
const floats = (size: number) => Float32Array.from({ length: size }, (_, i) => Math.sin(i + 1));

function vectorLines(size: number, count = 12): string {
  const line = (row: number) =>
    [`word${row}`, ...Array.from({ length: size }, (_, i) => Math.sin(row * size + i + 1).toFixed(4))].join(
      ' ',
    );
  return Array.from({ length: count }, (_, row) => `${line(row)}\n`).join('');
}

function many(): string[] {
  return Array.from({ length: 1_500 }, (_, i) => `pos/review-with-a-long-name-${i}.txt`);
}

function text(before: number, mark: string): Blob {
  return new Blob([' '.repeat(before), mark]);
}

/** Its end record claims a directory of 4 GB. */
function lying(): Blob {
  const bytes = zipSync(Object.fromEntries(model.map((name) => [name, new Uint8Array(1)])));
  new DataView(bytes.buffer).setUint32(bytes.length - 10, 0xffff_fff0, true);
  return new Blob([bytes as Uint8Array<ArrayBuffer>]);
}

function safetensors(metadata: Record<string, string>): Blob {
  const header = JSON.stringify({ __metadata__: metadata });
  return new Blob([new BigUint64Array([BigInt(header.length)]), header]);
}
