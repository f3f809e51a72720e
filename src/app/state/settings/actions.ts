/** What the form changes. */
import type { FieldName } from '../../../contract/settings.ts';
import type { Context } from '../context.ts';
import { sizeOf } from '../store.ts';
import { settled, withPreset, withSetting } from './draft.ts';

export interface SettingsActions {
  set(name: FieldName, value: string | boolean): void;
  /** Somebody is done with a field: it shows what was understood. */
  settle(name: FieldName): void;
  takePreset(id: string): void;
}

export function createSettingsActions({ store }: Context): SettingsActions {
  return {
    set: (name, value) =>
      store.setState((state) => ({ draft: withSetting(state.draft, { [name]: value }, sizeOf(state)) })),
    settle: (name) => {
      const { draft } = store.getState();
      const next = settled(name, draft[name]);
      // A draft that is another value makes the page measure again.
      if (next !== draft[name]) store.setState({ draft: { ...draft, [name]: next } });
    },
    takePreset: (id) => store.setState((state) => ({ draft: withPreset(state.draft, id, sizeOf(state)) })),
  };
}
