/** What is said of input wherever the user is, in English. */
import { count } from './format.ts';
import { plural } from './phrases.ts';

export const inputWords = {
  pastedName: 'Pasted text',
  nothing: 'There was no file in this. Drop or choose the file that holds your reviews.',
  notGathered: (detail: string) =>
    `What you dropped could not be looked through (${detail}). Choose the files with the button instead.`,
  noSamples: (detail: string) =>
    `The sample data could not be fetched (${detail}). Use a file of your own, or reload the page.`,
  corrections: (applied: number, unknown: number) =>
    `${plural(applied, 'correction', 'corrections')} found ${applied === 1 ? 'its review' : 'their reviews'}` +
    (unknown > 0 ? `, ${count(unknown)} did not.` : '.'),
  negative: 'negative',
  positive: 'positive',
  saved: {
    gone: 'This data is no longer saved on this device. Upload it again.',
    cleared:
      'What was saved on this device has been deleted in this browser. The data is still loaded here: save it again?',
    failures: {
      full: 'There is no room left to save this on your device. Delete other saved data, or continue without: training works all the same.',
      refused:
        'This browser could not save it, as happens in a private window or when a file has changed since. Training works all the same.',
      newer: 'A newer version of this page saves the data on this device. Reload the page to use it.',
      blocked: 'Another tab holds the data that is saved on this device. Close other tabs of this page.',
      slow: 'The browser has not opened its storage yet. Training works all the same; try again in a moment.',
      damaged: 'This data is damaged on this device, and can’t be read. Upload it again.',
    },
  },
};
