/** Has the worker look where in the data units are strong, and opens such a place in the microscope. */
import type { SameUnitsQuery, UnitOfNetwork, UnitPlace, UnitQuery } from '../../../contract/insight-units.ts';
import type { AppController } from '../app-controller.ts';
import { Inquirer } from '../inquiry/inquirer.ts';
import { onceFor } from '../once-for.ts';
import { useController } from '../react.ts';
import { patch, update, type AppState } from '../store.ts';
import { idleUnits, withLayers, withWord, type UnitSearch } from './slice.ts';

export interface UnitActions {
  /** Chooses what of which unit is looked for. Once there was an answer, the next one comes by itself. */
  choose(change: Partial<UnitQuery>): void;
  find(): Promise<void>;
  /** From the microscope: chooses a unit, and looks for it. */
  follow(unit: UnitOfNetwork): void;
  /** Chooses a word of the current text, or no longer. */
  toggleWord(word: number): void;
  /** Looks where the units are on that are on at the chosen words. */
  findSame(): Promise<void>;
  cancel(): void;
  /** Opens a place's review as the text of the microscope. */
  open(place: UnitPlace): void;
  /** Follows what is traced, and the text, from now on. @returns what ends that */
  watch(): () => void;
}

function createUnitActions({ context, model }: AppController): UnitActions {
  const { store, client } = context;
  const units = () => store.getState().units;
  const inquirer = new Inquirer<UnitSearch>(
    context,
    (change) => patch(store, 'units', change),
    () => update(store, 'units', () => idleUnits),
  );

  async function find(): Promise<void> {
    const { chosen: query } = units();
    if (!query) return;
    await inquirer.ask(async (options) => {
      const found = await client.ask('unit-places', { query }, options);
      return { kind: 'unit', query, found };
    });
  }

  async function findSame(): Promise<void> {
    const { chosen, words } = units();
    const { answer } = store.getState().attempt;
    if (!chosen || !answer || words.length === 0) return;
    const { layer, direction } = chosen;
    const query: SameUnitsQuery = { layer, direction, text: answer.text, words: [...words] };
    const read = answer.prediction.tokens.filter(({ used }) => used);
    const tokens = words.map((word) => read[word].token);
    await inquirer.ask(async (options) => {
      const found = await client.ask('same-units', { query }, options);
      return { kind: 'words', query, tokens, found };
    });
  }

  function choose(change: Partial<UnitQuery>): void {
    const { chosen, found } = units();
    if (!chosen) return;
    patch(store, 'units', { chosen: { ...chosen, ...change } });
    if (found) void find();
  }

  function hear(state: AppState, before: AppState): void {
    const { inside } = state.insight;
    if (inside && inside !== before.insight.inside)
      update(store, 'units', (slice) => withLayers(slice, inside.layers));
    if (state.attempt.answer?.text !== before.attempt.answer?.text) patch(store, 'units', { words: [] });
  }

  return {
    choose,
    find,
    follow({ layer, direction, unit }) {
      choose({ layer, direction, unit });
      void find();
    },
    toggleWord: (word) => update(store, 'units', (slice) => withWord(slice, word)),
    findSame,
    cancel: () => inquirer.cancel(),
    open({ text, word }) {
      const { chosen, found, opened } = units();
      if (!chosen) return;
      const [on] = found?.kind === 'words' ? found.found.units : [];
      const { layer, direction, unit } = found?.query && 'unit' in found.query ? found.query : chosen;
      const serial = (opened?.serial ?? 0) + 1;
      patch(store, 'units', { opened: { layer, direction, unit: on?.unit ?? unit, text, word, serial } });
      model.setText(text);
    },
    watch() {
      const { inside } = store.getState().insight;
      if (inside) update(store, 'units', (slice) => withLayers(slice, inside.layers));
      return store.subscribe(hear);
    },
  };
}

const unitsOf = onceFor(createUnitActions);

/** The same actions for all panels of a controller. */
export const useUnits = (): UnitActions => unitsOf(useController());
