/** The words about what each word adds to an answer, which come after the first paint, in English. */
import { percent, signed } from './format.ts';

export const attributionWords = {
  for: (name: string) => `speaks for ${name}`,
  against: (name: string) => `speaks against ${name}`,
  help: (logit: number, baseline: number, error: number) =>
    `Coloured by integrated gradients: what each word adds to the logit on the way from unknown words alone (${signed(baseline)}) to this text (${signed(logit)}). The sum is off by ${percent(error)}.`,
  numbers: 'The same as numbers',
  columns: { token: 'Word', attribution: 'Adds', running: (name: string) => `${name} up to here` },
  scroll: 'Scroll through the words',
};
