/** Has the worker look where in the data units are strong, and opens such a place in the microscope. */
import type { SameUnitsQuery, UnitOfNetwork, UnitPlace, UnitQuery } from '../../../contract/insight-units.ts';
import type { AppController } from '../app-controller.ts';
import { Inquirer } from '../inquiry/inquirer.ts';
import { onceFor } from '../once-for.ts';
import { useController } from '../react.ts';
import { patch, update, type AppState } from '../store.ts';
import { idleUnits, type UnitSearch } from './slice.ts';
import { withLayers, withOpened, withWord } from './transitions.ts';

export class UnitActions {
  private readonly inquirer: Inquirer<UnitSearch>;

  constructor(private readonly controller: AppController) {
    const { context, store } = controller;
    this.inquirer = new Inquirer(
      context,
      (change) => patch(store, 'units', change),
      () => update(store, 'units', () => idleUnits),
    );
  }

  /** Chooses what of which unit is looked for. Once there was an answer, the next one comes by itself. */
  readonly choose = (change: Partial<UnitQuery>): void => {
    const { store } = this.controller;
    const { chosen, found } = store.getState().units;
    if (!chosen) return;
    patch(store, 'units', { chosen: { ...chosen, ...change } });
    if (found) void this.find();
  };

  readonly find = async (): Promise<void> => {
    const { store, context } = this.controller;
    const { chosen: query } = store.getState().units;
    if (!query) return;
    await this.inquirer.ask(async (options) => {
      const found = await context.client.ask('unit-places', { query }, options);
      return { kind: 'unit', query, found };
    });
  };

  /** From the microscope: chooses a unit, and looks for it. */
  readonly follow = ({ layer, direction, unit }: UnitOfNetwork): void => {
    this.choose({ layer, direction, unit });
    void this.find();
  };

  /** Chooses a word of the current text, or no longer. */
  readonly toggleWord = (word: number): void =>
    update(this.controller.store, 'units', (slice) => withWord(slice, word));

  /** Looks where the units are on that are on at the chosen words. */
  readonly findSame = async (): Promise<void> => {
    const { store, context } = this.controller;
    const { units, attempt } = store.getState();
    const { chosen, words } = units;
    const { answer } = attempt;
    if (!chosen || !answer || words.length === 0) return;
    const { layer, direction } = chosen;
    const query: SameUnitsQuery = { layer, direction, text: answer.text, words: [...words] };
    const read = answer.prediction.tokens.filter(({ used }) => used);
    const tokens = words.map((word) => read[word].token);
    await this.inquirer.ask(async (options) => {
      const found = await context.client.ask('same-units', { query }, options);
      return { kind: 'words', query, tokens, found };
    });
  };

  readonly cancel = (): void => this.inquirer.cancel();

  /** Opens a place's review as the text of the microscope. */
  readonly open = (place: UnitPlace): void => {
    const { store, model } = this.controller;
    if (!store.getState().units.chosen) return;
    update(store, 'units', (slice) => withOpened(slice, place));
    model.setText(place.text);
  };

  /** Follows what is traced, and the text, from now on. @returns what ends that */
  readonly watch = (): (() => void) => {
    const { store } = this.controller;
    this.takeLayers(store.getState());
    return store.subscribe((state, before) => {
      if (state.insight.inside !== before.insight.inside) this.takeLayers(state);
      if (state.attempt.answer?.text !== before.attempt.answer?.text) patch(store, 'units', { words: [] });
    });
  };

  private takeLayers({ insight: { inside } }: AppState): void {
    if (inside) update(this.controller.store, 'units', (slice) => withLayers(slice, inside.layers));
  }
}

const unitsOf = onceFor((controller: AppController) => new UnitActions(controller));

/** The same actions for all panels of a controller. */
export const useUnits = (): UnitActions => unitsOf(useController());
