/** The words about questions that take a while to answer; they come after the first paint, in English. */
import { capitalized, timeLeft } from './phrases.ts';

export const inquiryWords = {
  left: (seconds: number) => `${capitalized(timeLeft(seconds))}.`,
  cancel: 'Cancel',
};
