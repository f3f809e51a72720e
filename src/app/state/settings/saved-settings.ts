/** The form's values outlive a reload: they are written to the browser's storage as they change. */
import * as v from 'valibot';

import { fieldNames, fields, presets, type FieldName } from '../../../workers/protocol.ts';
import { dataSizeOf, type AppStore } from '../store.ts';
import { Debounce } from '../timing.ts';
import { presetOf, withPreset, type Draft } from './draft.ts';

const key = 'forget-gate-settings';
const writingRests = 300;

/** What is stored may come from another version, or from anybody with access to this origin. */
const stored = v.object({
  preset: v.picklist(presets.map(({ id }) => id)),
  /** The preset is as it was made: its values follow the data. */
  isWhole: v.boolean(),
  draft: v.record(v.string(), v.union([v.boolean(), v.pipe(v.string(), v.maxLength(200))])),
});

/** Text stands where text stands in the form, and choices are among those that there are. */
function fits(name: FieldName, value: unknown): value is string | boolean {
  const field = fields[name];
  if (field.kind === 'switch') return typeof value === 'boolean';
  if (field.kind === 'choice') return field.choices.some((choice) => choice === value);
  return typeof value === 'string';
}

function read(): v.InferOutput<typeof stored> | null {
  try {
    const result = v.safeParse(stored, JSON.parse(localStorage.getItem(key) ?? 'null'));
    return result.success ? result.output : null;
  } catch {
    // No storage, or no JSON: the form begins as it does at a first visit.
    return null;
  }
}

/** Puts what was saved into the form; what does not fit stays as it is. */
export function restoreSettings(store: AppStore): void {
  const saved = read();
  if (!saved) return;
  const state = store.getState();
  const known = fieldNames.filter((name) => fits(name, saved.draft[name]));
  const own: Draft = {
    ...state.draft,
    ...Object.fromEntries(known.map((name) => [name, saved.draft[name]])),
  };
  const draft = saved.isWhole ? withPreset(own, saved.preset, dataSizeOf(state)) : own;
  store.setState({ draft, form: { ...state.form, preset: saved.preset } });
}

/** Writes the form from now on, shortly after each change. */
export function saveSettings(store: AppStore): void {
  const rest = new Debounce(writingRests);
  store.subscribe((state, before) => {
    if (state.draft === before.draft && state.form.preset === before.form.preset) return;
    rest.run(() => {
      const { draft, form } = store.getState();
      const isWhole = presetOf(draft, dataSizeOf(store.getState())) === form.preset;
      try {
        localStorage.setItem(key, JSON.stringify({ preset: form.preset, isWhole, draft }));
      } catch {
        // Storage is full or switched off: the form is then as new after a reload.
      }
    });
  });
}
