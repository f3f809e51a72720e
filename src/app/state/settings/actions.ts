/** What the form changes. */
import { fields, presets, type FieldName } from '../../../contract/settings.ts';
import type { Context } from '../context.ts';
import { isBusy, dataSizeOf } from '../store.ts';
import { settled, withPreset, withSetting } from './draft.ts';
import { changed } from './slice.ts';

export interface SettingsActions {
  set(name: FieldName, value: string | boolean): void;
  /** Somebody is done with a field: it shows what was understood. */
  settle(name: FieldName): void;
  takePreset(id: string): void;
  /** Takes the last change back. */
  undo(): void;
}

export function createSettingsActions({ store }: Context): SettingsActions {
  return {
    set(name, value) {
      const isTyped = fields[name].kind !== 'choice' && fields[name].kind !== 'switch';
      store.setState((state) => {
        const { draft, form } = state;
        const next = withSetting(draft, { [name]: value }, dataSizeOf(state), form.preset);
        return changed(state, next, isTyped ? name : null);
      });
    },

    settle(name) {
      const { draft, form } = store.getState();
      if (form.typing === name) store.setState({ form: { ...form, typing: null } });
      const next = settled(name, draft[name]);
      // A draft that is another value makes the page measure again.
      if (next !== draft[name]) store.setState({ draft: { ...draft, [name]: next } });
    },

    takePreset(id) {
      if (!presets.some((preset) => preset.id === id)) return;
      store.setState((state) => {
        const { draft, form } = changed(state, withPreset(state.draft, id, dataSizeOf(state)));
        return { draft, form: { ...form, preset: id } };
      });
    },

    undo() {
      store.setState((state) => {
        const draft = state.form.past.at(-1);
        if (!draft || isBusy(state.run)) return state;
        return { draft, form: { ...state.form, past: state.form.past.slice(0, -1), typing: null } };
      });
    },
  };
}
