/** Asks for the words near one, and for those on which the network and counting differ. */
import type { NearWords, WordReport } from '../../../contract/insight-words.ts';
import type { Context } from '../context.ts';
import { Inquirer } from '../inquiry/inquirer.ts';
import { onceFor } from '../once-for.ts';
import { useController } from '../react.ts';
import { patch, update } from '../store.ts';
import { idleWords } from './slice.ts';

export interface WordActions {
  type(word: string): void;
  /** Finds the words nearest to one, which then stands in the field. */
  near(word: string): void;
  compare(): void;
  cancel(): void;
}

function createWordActions(context: Context): WordActions {
  const { store, client } = context;
  const forget = () => update(store, 'words', () => idleWords);
  const near = new Inquirer<NearWords>(
    context,
    (change) => update(store, 'words', (state) => ({ ...state, near: { ...state.near, ...change } })),
    forget,
  );
  const report = new Inquirer<WordReport>(
    context,
    (change) => update(store, 'words', (state) => ({ ...state, report: { ...state.report, ...change } })),
    forget,
  );
  return {
    type: (typed) => patch(store, 'words', { typed }),
    near(word) {
      patch(store, 'words', { typed: word });
      if (word.trim() !== '') void near.ask((options) => client.ask('near-words', { word }, options));
    },
    compare: () => void report.ask((options) => client.ask('word-report', {}, options)),
    cancel: () => report.cancel(),
  };
}

const wordsOf = onceFor(createWordActions);

/** The same actions for all panels of a controller. */
export const useWords = (): WordActions => wordsOf(useController().context);
