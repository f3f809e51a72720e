import { expect, test } from 'vitest';
import { readFiles, rowsOf } from './testing/read.ts';

/** "Tốt", "đẹp", "được": tone marks behind their vowels, as windows-1258 has them. */
const vietnamese = [0x54, 0xf4, 0xec, 0x74, 0x20, 0xf0, 0x65, 0xf2, 0x70, 0x20, 0xf0, 0xfd, 0xf5, 0xf2, 0x63];
/** "It’s – café", with what Latin-1 lacks. */
const french = [0x49, 0x74, 0x92, 0x73, 0x20, 0x96, 0x20, 0x63, 0x61, 0x66, 0xe9];

function csv(text: readonly number[]): Uint8Array<ArrayBuffer> {
  const ascii = (part: string) => Array.from(part, (char) => char.charCodeAt(0));
  return Uint8Array.from([...ascii('text,label\n'), ...text, ...ascii(',1\n'), ...text, ...ascii('!,0\n')]);
}

test.each([
  ['windows-1258', vietnamese, 'Tốt đẹp được'],
  ['windows-1252', french, 'It’s – café'],
] as const)('a browser reads %s as Node does', async (encoding, bytes, text) => {
  const table = await readFiles({ 'x.csv': csv(bytes) });
  expect(table.encoding).toBe(encoding);
  expect(rowsOf(table)).toEqual([
    [text, '1'],
    [`${text}!`, '0'],
  ]);
});
