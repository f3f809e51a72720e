/** A text with one of its words replaced, removed, or swapped with another: the rest stays as it was written. */
import type { Prediction } from '../../../workers/protocol.ts';

/** A text as a network reads it. */
export type ReadText = { text: string } & Pick<Prediction, 'tokens' | 'kind'>;

/** Places are those among the words that the network reads. */
export type Edit =
  | { kind: 'replace'; place: number; by: string }
  | { kind: 'remove'; place: number }
  | { kind: 'swap'; place: number; other: number };

type Span = readonly [start: number, end: number];

/** Where the words stand in the text; null where one is not written as it is read (another form of its letters). */
function spansOf({ text, tokens }: ReadText): Span[] | null {
  const plain = text.toLowerCase();
  // Some letters have another length as small ones.
  if (plain.length !== text.length) return null;
  const spans: Span[] = [];
  let end = 0;
  for (const { token } of tokens) {
    const start = plain.indexOf(token.toLowerCase(), end);
    if (start < 0) return null;
    end = start + token.length;
    spans.push([start, end]);
  }
  return spans;
}

/** The text after an edit. Where its words are not found in it, it is made of the words as they are read. */
export function editedText(read: ReadText, edit: Edit): string {
  const spans = spansOf(read);
  if (!spans) {
    const between = read.kind === 'characters' ? '' : ' ';
    const text = read.tokens.map(({ token }) => token).join(between);
    // What is read as it is written is always found.
    return spansOf({ ...read, text }) ? editedText({ ...read, text }, edit) : read.text;
  }
  const used = spans.filter((_, i) => read.tokens[i].used);
  const { text } = read;
  const own = used[edit.place];
  switch (edit.kind) {
    case 'replace':
      return text.slice(0, own[0]) + edit.by + text.slice(own[1]);
    case 'remove':
      return without(text, own);
    case 'swap': {
      const [first, second] = [own, used[edit.other]].toSorted((a, b) => a[0] - b[0]);
      const word = ([start, end]: Span) => text.slice(start, end);
      const between = text.slice(first[1], second[0]);
      return text.slice(0, first[0]) + word(second) + between + word(first) + text.slice(second[1]);
    }
  }
}

/** One of the spaces around the word goes with it. */
function without(text: string, [start, end]: Span): string {
  const [before, after] = [text.slice(0, start), text.slice(end)];
  if (/^\s/.test(after)) return before + after.slice(1);
  return before.replace(/\s$/, '') + after;
}
