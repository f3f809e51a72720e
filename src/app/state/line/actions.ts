/** Asks for the line of the loaded network's states, with the current text on it. */
import type { Line } from '../../../contract/insight-line.ts';
import type { Context } from '../context.ts';
import { Inquirer } from '../inquiry/inquirer.ts';
import { onceFor } from '../once-for.ts';
import { useController } from '../react.ts';
import { patch, update, type AppState } from '../store.ts';
import { idleLine } from './slice.ts';

export interface LineActions {
  /** Asks now, and after each other text. */
  show(): void;
  cancel(): void;
  /** Follows the text from now on. @returns what ends that */
  watch(): () => void;
}

const textOf = ({ attempt: { answer } }: AppState) =>
  answer && !answer.prediction.weights && answer.prediction.tokens.length > 0 ? answer.text : null;

function createLineActions(context: Context): LineActions {
  const { store, client } = context;
  const inquirer = new Inquirer<Line>(
    context,
    (change) => patch(store, 'line', change),
    () => update(store, 'line', () => idleLine),
  );

  function ask(): void {
    const text = textOf(store.getState());
    if (text !== null) void inquirer.ask((options) => client.ask('line', { text }, options));
  }

  function hear(state: AppState, before: AppState): void {
    if (state.line.isOn && textOf(state) !== textOf(before)) ask();
  }

  return {
    show() {
      patch(store, 'line', { isOn: true });
      ask();
    },
    cancel() {
      inquirer.cancel();
      patch(store, 'line', { isOn: false });
    },
    watch: () => store.subscribe(hear),
  };
}

const lineOf = onceFor(createLineActions);

/** The same actions for all panels of a controller. */
export const useLine = (): LineActions => lineOf(useController().context);
