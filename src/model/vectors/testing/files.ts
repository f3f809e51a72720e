/** Files of word vectors for tests, as the programs of the formats write them. */
import { gzipSync, zipSync } from 'fflate';
import { concat } from '../../bytes.ts';
import type { SourceFile } from '../../data/intake/contract.ts';
import type { WordVectors } from '../word-vectors.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);

function lines({ words, size, values }: WordVectors): string[] {
  return words.map((word, row) => [word, ...values.subarray(row * size, (row + 1) * size)].join(' '));
}

const head = ({ words, size }: WordVectors) => `${words.length} ${size}`;

/** @param feeds the original program writes a line feed behind each vector, others do not */
function binary(vectors: WordVectors, feeds: boolean): Uint8Array {
  const { words, size, values } = vectors;
  const pieces = words.flatMap((word, row) => {
    const numbers = new Uint8Array(values.slice(row * size, (row + 1) * size).buffer);
    return [utf8(`${word} `), numbers, utf8(feeds ? '\n' : '')];
  });
  return concat([utf8(`${head(vectors)}\n`), ...pieces]);
}

export const formats = {
  GloVe: (vectors: WordVectors) => utf8(`${lines(vectors).join('\n')}\n`),
  'GloVe without its last line feed': (vectors: WordVectors) => utf8(lines(vectors).join('\n')),
  'GloVe with Windows line ends': (vectors: WordVectors) => utf8(lines(vectors).join('\r\n')),
  'word2vec text': (vectors: WordVectors) => utf8([head(vectors), ...lines(vectors), ''].join('\n')),
  'fastText, a space behind each line': (vectors: WordVectors) =>
    utf8([head(vectors), ...lines(vectors).map((line) => `${line} `), ''].join('\n')),
  'word2vec binary': (vectors: WordVectors) => binary(vectors, true),
  'word2vec binary without line feeds': (vectors: WordVectors) => binary(vectors, false),
} satisfies Record<string, (vectors: WordVectors) => Uint8Array>;

export const packings = {
  plain: (bytes: Uint8Array) => bytes,
  gzip: (bytes: Uint8Array) => gzipSync(bytes),
  zip: (bytes: Uint8Array) => zipSync({ 'vectors.txt': bytes }),
} satisfies Record<string, (bytes: Uint8Array) => Uint8Array>;

export function fileOf(content: Uint8Array | string, path = 'vectors.txt'): SourceFile {
  return { path, blob: new Blob([typeof content === 'string' ? content : new Uint8Array(content)]) };
}

/** @param rows words with their numbers, all as many */
export function vectorsOf(rows: readonly (readonly [word: string, ...numbers: number[]])[]): WordVectors {
  return {
    words: rows.map(([word]) => word),
    size: rows[0].length - 1,
    values: Float32Array.from(rows.flatMap(([, ...numbers]) => numbers)),
  };
}
