import { expect, it } from 'vitest';
import { isEnglish } from './english.ts';

const of = (...texts: string[]) => ({ length: texts.length, get: (row: number) => texts[row] });

it.each([
  ['reviews', 'The food was cold and they took an hour to bring it.', 'I would not go back to this place.'],
  ['shorthand', '$SPY to the moon', 'ugh this gap', 'bears are toast for now', 'RSI high, MACD cross'],
])('knows English: %s', (_name, ...texts) => expect(isEnglish(of(...texts))).toBe(true));

it.each([
  ['Dutch', 'Dit is een prima product en ik was er erg blij mee, het is zeker een aanrader.'],
  ['German', 'Das war in der Tat ein gutes Produkt, die Lieferung war schnell, so etwas kaufe ich wieder.'],
  ['Spanish', 'El producto es muy bueno y lo recomiendo a todos, no se arrepentirán de comprarlo.'],
  [
    'Vietnamese with some English',
    'giảng viên nhiệt tình',
    'môn học này rất hay, slide for review',
    'thầy dạy dễ hiểu',
  ],
  ['Chinese', '很好吃，送得也快', '太难吃了'],
  ['nothing', '', '12 34'],
])('takes no other for it: %s', (_name, ...texts) => expect(isEnglish(of(...texts))).toBe(false));

it('looks at some of many rows, and at the beginning of long ones', () => {
  let read = 0;
  const texts = { length: 1_000_000, get: () => (read++, 'the '.repeat(100_000)) };
  expect(isEnglish(texts)).toBe(true);
  expect(read).toBeLessThanOrEqual(1_000);
});
