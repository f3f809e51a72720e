/** The form's values outlive a reload: they are written to the browser's storage as they change. */
import * as v from 'valibot';

import { fieldNames, fields, presets, type FieldName } from '../../../workers/protocol.ts';
import { dataSizeOf, type AppState, type AppStore } from '../store.ts';
import { storedValue } from '../stored-value.ts';
import { Debounce } from '../timing.ts';
import { presetOf, withPreset, type Draft } from './draft.ts';

const writingRests = 300;

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

type Stored = v.InferOutput<typeof stored>;

/** A form's values; what names no preset is as at the beginning. */
type FormValues = Pick<Stored, 'isWhole'> & { preset: string; draft: Draft };

/** Settings at a place of the browser's storage. */
export const settingsAt = (key: string) => storedValue<Stored, FormValues>(key, stored);

/** What was stored, as the form has it: what does not fit is as it stands there now. */
export function formIn(state: AppState, { draft: values, preset, isWhole }: Stored) {
  const known = fieldNames.filter((name) => fits(name, values[name]));
  const own: Draft = { ...state.draft, ...Object.fromEntries(known.map((name) => [name, values[name]])) };
  return { draft: isWhole ? withPreset(own, preset, dataSizeOf(state)) : own, preset };
}

const saved = settingsAt('forget-gate-settings');

/**
 * Puts what was saved into the form; what does not fit stays as it is, and so does what a user has changed by then, which is
 * written with the rest.
 */
export function restoreSettings(store: AppStore): void {
  const state = store.getState();
  const [first] = state.form.past;
  const changed = first ? fieldNames.filter((name) => state.draft[name] !== first[name]) : [];
  const found = saved.read();
  if (found) {
    const { draft, preset } = formIn(state, found);
    const own = Object.fromEntries(changed.map((name) => [name, state.draft[name]]));
    store.setState({ draft: { ...draft, ...own }, form: { ...state.form, preset } });
  }
  if (changed.length > 0) saveForm(store);
}

/** Writes the form as it is now. */
export function saveForm(store: AppStore): void {
  const state = store.getState();
  const { draft, form } = state;
  const { preset } = form;
  saved.write({ preset, isWhole: presetOf(draft, dataSizeOf(state), preset) === preset, draft });
}

/** Writes the form from now on, shortly after each change. */
export function saveSettings(store: AppStore): void {
  const rest = new Debounce(writingRests);
  store.subscribe((state, before) => {
    if (state.draft !== before.draft || state.form.preset !== before.form.preset)
      rest.run(() => saveForm(store));
  });
}
