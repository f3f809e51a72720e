/** The words about saving pictures and their numbers; they come with the pictures, in English. */
import { count } from './format.ts';

export const pictureWords = {
  title: (what: string) => `Save ${what}:`,
  words: 'the words',
  unit: (unit: number) => `unit ${count(unit + 1)}`,
  all: 'all units',
  curves: 'the curves',
  line: 'the line',
  map: 'the map',
  compared: 'the table',
  parts: 'the accuracies',
  gradients: 'the gradients',
  readings: 'the verdicts',
  diagrams: 'the diagrams',
  svg: 'SVG',
  png: 'PNG',
  csv: 'CSV',
};
