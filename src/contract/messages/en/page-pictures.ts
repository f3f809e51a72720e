/** The words about saving pictures and their numbers; they come with the pictures, in English. */
import { count } from './format.ts';

export const pictureWords = {
  title: (what: string) => `Save ${what}:`,
  words: 'the words',
  unit: (unit: number) => `unit ${count(unit + 1)}`,
  all: 'all units',
  proof: 'the curves',
  svg: 'SVG',
  png: 'PNG',
  csv: 'CSV',
};
