import { expect, it } from 'vitest';
import { editedText, type ReadText } from './edits.ts';

function read(text: string, words: readonly string[], unused = 0): ReadText {
  const tokens = words.map((token, i) => ({ token, known: true, used: i >= unused }));
  return { text, kind: 'words', tokens };
}

const text = 'Not bad,  not bad at all!';
const words = ['not', 'bad', 'not', 'bad', 'at', 'all'];

it('changes the word at its own place and leaves the rest as it is written', () => {
  const own = read(text, words);
  expect(editedText(own, { kind: 'replace', place: 3, by: 'good' })).toBe('Not bad,  not good at all!');
  expect(editedText(own, { kind: 'remove', place: 0 })).toBe('bad,  not bad at all!');
  expect(editedText(own, { kind: 'remove', place: 5 })).toBe('Not bad,  not bad at!');
  expect(editedText(own, { kind: 'swap', place: 4, other: 0 })).toBe('at bad,  not bad Not all!');
});

it('counts the words that the network reads alone', () => {
  expect(editedText(read(text, words, 2), { kind: 'replace', place: 1, by: 'good' })).toBe(
    'Not bad,  not good at all!',
  );
});

it('writes the words as they are read where they are not found in the text', () => {
  const other = read('İyi <b>film</b>', ['iyi', 'film']);
  expect(editedText(other, { kind: 'swap', place: 0, other: 1 })).toBe('film iyi');
  expect(editedText({ ...other, kind: 'characters' }, { kind: 'remove', place: 0 })).toBe('film');
});
